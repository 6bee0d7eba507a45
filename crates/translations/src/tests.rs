//! Packs small tables and reads them.

use crate::pack::{Sources, pack};
use crate::{Translation, Translations};

fn table(to_english: &str, from_english: &str, forms: &str) -> Translations {
    let sources = Sources {
        function_words: "es\tel la\n".as_bytes(),
        to_english: to_english.as_bytes(),
        from_english: from_english.as_bytes(),
        forms: forms.as_bytes(),
    };
    Translations::open(pack(sources).unwrap()).unwrap()
}

const TO: &str = "es\tataque\t4.8\tattack:0.9 assault:0.8\nfr\tattaque\t4.9\tattack:0.9\nde\tAngriff\t4.6\tattack:1\n";
const FROM: &str = "es\tattack\t5.1\tataque:1 agresión:0.5 atentado:0.3\nfr\tattack\t5.1\tattaque:1\nde\tattack\t5.1\tAngriff:1 aus_der_Luft:0.9\n";

fn words(translations: Vec<Translation>) -> Vec<String> {
    translations.into_iter().map(|one| one.word).collect()
}

#[test]
fn words_are_translated_to_english_from_it_and_through_it() {
    let table = table(TO, FROM, "");
    assert_eq!(
        words(table.of("es", ("ataque", None), "en")),
        ["attack", "assault"]
    );
    assert_eq!(
        words(table.of("en", ("attack", None), "de")),
        ["Angriff", "aus der Luft"]
    );
    assert_eq!(words(table.of("de", ("angriff", None), "fr")), ["attaque"]);
    assert!(table.of("en", ("unknown", None), "fr").is_empty());
    assert!(table.of("en", ("attack", None), "xx").is_empty());
}

#[test]
fn translations_far_below_the_best_one_are_left_out() {
    let table = table(TO, FROM, "");
    assert_eq!(
        words(table.of("en", ("attack", None), "es")),
        ["ataque", "agresión"]
    );
}

#[test]
fn other_forms_and_stems_lead_to_a_word() {
    let table = table(TO, FROM, "es\tatacado\tataque\n");
    assert_eq!(
        words(table.of("es", ("atacado", Some("atac")), "en")),
        ["attack", "assault"]
    );
    assert_eq!(table.frequency("es", "ataques", None), None);
    let by_stem = table.frequency("es", "ataques", Some("ataqu")).unwrap();
    assert!((by_stem - 4.8).abs() < 0.05, "{by_stem}");
}

#[test]
fn a_word_that_only_a_translation_names_has_an_entry() {
    let table = table("", FROM, "");
    assert_eq!(table.frequency("es", "agresion", None), Some(0.0));
}

#[test]
fn a_table_that_ends_early_is_rejected() {
    let sources = Sources {
        to_english: TO.as_bytes(),
        from_english: FROM.as_bytes(),
        forms: &b""[..],
        function_words: &b""[..],
    };
    let bytes = pack(sources).unwrap();
    assert!(Translations::open(&b"RPT"[..]).is_err());
    for cut in 0..bytes.len() {
        assert!(Translations::open(bytes[..cut].to_vec()).is_err(), "{cut}");
    }
}

#[test]
fn function_words_are_known_but_not_translated() {
    let to = format!("{TO}es\tla\t7\tthe:1\n");
    let table = table(&to, FROM, "");
    assert!(table.is_function_word("es", "la") && !table.is_function_word("es", "ataque"));
    assert!(!table.is_function_word("fr", "la"));
    assert_eq!(table.frequency("es", "la", None), None);
    assert!(table.of("es", ("la", None), "en").is_empty());
}

#[test]
fn the_words_of_a_language_are_listed_by_frequency_without_function_words() {
    let to = "es\tcalle\t4.4\tstreet:1\nes\tataque\t4.8\tattack:0.9\nes\tla\t7\tthe:1\n";
    let table = table(to, "es\tattack\t5.2\tataque:1 atentado:0.9\n", "");
    let spanish: Vec<_> = table.words("es").collect();
    assert_eq!(
        spanish,
        [("ataque", 4.8), ("calle", 4.4), ("atentado", 0.0)]
    );
    assert_eq!(
        table.words("en").map(|(word, _)| word).collect::<Vec<_>>(),
        ["attack", "street", "the"]
    );
    assert_eq!(table.words("xx").next(), None);
}
