//! Search across languages.

use reportage_translations::Translations;
use reportage_translations::pack::{Sources, pack};

use crate::index::UserTranslation;
use crate::search::{Across, WordsRule};

use super::*;

/// A small table: language, word, frequency, English words.
const TO_ENGLISH: &str = "fr\tattaque\t5\tattack:1\nfr\técole\t5\tschool:1\nfr\tarmée\t4\tarmed:0.7\n\
    es\tataque\t5\tattack:1\nes\tescuela\t5\tschool:1\nzh\t学校\t5\tschool:1\nde\tSchule\t5\tschool:1\n";
const FROM_ENGLISH: &str = "fr\tattack\t5\tattaque:1\nfr\tschool\t5\técole:1\n\
    es\tattack\t5\tataque:1 agresión:0.6\nes\tschool\t5\tescuela:1\nzh\tschool\t5\t学校:1\n\
    de\tschool\t5\tSchule:1\nes\tairstrike\t3\tataque_aéreo:1\n";

fn table() -> Translations {
    table_of(TO_ENGLISH, FROM_ENGLISH)
}

fn table_of(to_english: &str, from_english: &str) -> Translations {
    let sources = Sources {
        to_english: to_english.as_bytes(),
        from_english: from_english.as_bytes(),
        forms: &b""[..],
        function_words: &b""[..],
    };
    Translations::open(pack(sources).unwrap()).unwrap()
}

fn reports() -> Vec<Report> {
    vec![
        in_language(
            "en",
            "en",
            "Armed men carried out attacks on two schools in the north. Pupils fled.",
        ),
        in_language(
            "es",
            "es",
            "Hubo ataques contra varias escuelas del norte. Los alumnos huyeron.",
        ),
        in_language(
            "fr",
            "fr",
            "Des attaques ont visé des écoles du nord. Les élèves ont fui.",
        ),
        in_language("zh", "zh", "北部的一所学校被关闭。"),
        in_language(
            "calm",
            "es",
            "El mercado abrió temprano. Se vendieron naranjas.",
        ),
    ]
}

fn translating() -> Searcher {
    searcher(&reports()).with_translations(Some(table()), Vec::new())
}

fn across(searcher: &Searcher, query: &str, across: Across) -> Response {
    let request = Request {
        across,
        ..request(query)
    };
    searcher.search(&request).unwrap()
}

/// The ids of the hits with their marked words.
fn marks(response: &Response) -> Vec<String> {
    let mark = |hit: &Hit| {
        let marked = marked_parts(&passage(hit).parts).join(" ");
        format!("{}: {marked}", hit.report.id)
    };
    response.hits.iter().map(mark).collect()
}

/// The ids of the hits of a translated query with their marked words, in order.
fn sorted_marks(searcher: &Searcher, query: &str) -> Vec<String> {
    let mut found = marks(&across(searcher, query, Across::All));
    found.sort();
    found
}

#[test]
fn words_match_their_translations_in_texts_of_their_language_and_these_are_marked() {
    let searcher = translating();
    let response = across(&searcher, "attaques des écoles", Across::All);
    let mut got = marks(&response);
    assert_eq!(
        got[0], "fr: attaques écoles",
        "the language of the query comes first"
    );
    got.sort();
    assert_eq!(
        got,
        [
            "en: attacks schools",
            "es: ataques escuelas",
            "fr: attaques écoles"
        ]
    );
}

#[test]
fn without_the_flag_nothing_is_translated() {
    let searcher = translating();
    assert_eq!(found(&searcher, "attaques écoles"), "fr");
    let response = across(&searcher, "attaques écoles", Across::Off);
    assert_eq!(response.added, None);
}

#[test]
fn the_translations_are_listed_by_language() {
    let response = across(&translating(), "attaques des écoles", Across::All);
    let listed = crate::response::translations::notes(response.added.as_ref().unwrap());
    assert_eq!(
        listed,
        [
            "in en: `attaques` attack; `écoles` school",
            "in es: `attaques` ataque, agresión; `écoles` escuela",
            "in zh: `écoles` 学校",
        ]
    );
}

#[test]
fn languages_to_translate_into_can_be_listed() {
    let into = |code: &str| Across::Into(vec![code.to_owned()]);
    let searcher = translating();
    let response = across(&searcher, "school", into("es"));
    assert_eq!(marks(&response), ["en: schools", "es: escuelas"]);
    let response = across(&searcher, "school", into("zh"));
    assert_eq!(marks(&response), ["en: schools", "zh: 学校"]);
}

#[test]
fn one_word_of_a_query_can_be_translated() {
    let searcher = translating();
    assert_eq!(marks(&across(&searcher, "~school", Across::Off)).len(), 4);
    let of_both = across(&searcher, "~school attacks", Across::Off);
    assert_eq!(marks(&of_both), ["en: attacks schools"]);
}

#[test]
fn a_phrase_is_translated_word_by_word_and_matches_nearby() {
    let searcher = translating();
    let response = across(&searcher, "\"attacks on two schools\"", Across::All);
    assert_eq!(ids_of(&response)[0], "en");
    let single = across(&searcher, "\"school\"", Across::All);
    assert_eq!(
        single.total, 0,
        "one word in quotes is looked up as written"
    );
    let response = across(&searcher, "\"attaques ont visé des écoles\"", Across::All);
    assert_eq!(ids_of(&response), ["fr"]);
    let response = across(&searcher, "\"attaques des écoles\"", Across::All);
    let mut got = marks(&response);
    got.sort();
    assert_eq!(got, ["en: attacks schools", "es: ataques escuelas"]);
}

#[test]
fn negations_and_titles_are_not_translated() {
    let searcher = translating();
    let response = across(&searcher, "school NOT attack", Across::All);
    let mut got = marks(&response);
    got.sort();
    assert_eq!(got, ["es: escuelas", "fr: écoles", "zh: 学校"]);
    let marked = across(&searcher, "school NOT ~attack", Across::All);
    assert_eq!(ids_of(&marked).len(), 3, "a ~ below a NOT, neither");
    assert_eq!(across(&searcher, "title:school", Across::All).total, 0);
}

#[test]
fn a_translation_of_several_words_matches_as_a_phrase() {
    let mut reports = reports();
    reports.push(in_language(
        "air",
        "es",
        "Un ataque aéreo destruyó el hospital.",
    ));
    let searcher = searcher(&reports).with_translations(Some(table()), Vec::new());
    let response = across(&searcher, "airstrike", Across::All);
    assert_eq!(marks(&response), ["air: ataque aéreo"]);
}

#[test]
fn rows_of_the_user_add_and_forbid_translations() {
    let row = |word: &str, translation: &str, is_added| UserTranslation {
        language: "en".to_owned(),
        word: word.to_owned(),
        into: "es".to_owned(),
        translation: translation.to_owned(),
        is_added,
    };
    let rows = vec![
        row("attack", "ataque", false),
        row("pupils", "alumno", true),
    ];
    let searcher = searcher(&reports()).with_translations(Some(table()), rows.clone());
    let spanish = || Across::Into(vec!["es".to_owned()]);
    assert_eq!(
        marks(&across(&searcher, "attack", spanish())),
        ["en: attacks"]
    );
    assert_eq!(
        marks(&across(&searcher, "pupils", spanish())),
        ["en: Pupils", "es: alumnos"]
    );
    let alone = super::searcher(&reports()).with_translations(None, rows);
    assert_eq!(
        marks(&across(&alone, "pupil", spanish())),
        ["en: Pupils", "es: alumnos"]
    );
}

#[test]
fn all_words_must_match_in_one_language_or_the_other() {
    let request = Request {
        across: Across::All,
        words: WordsRule::All,
        ..request("attack schools oranges")
    };
    assert_eq!(translating().search(&request).unwrap().total, 0);
}

#[test]
fn a_translated_word_gets_no_suggestion() {
    let response = across(&translating(), "escuela", Across::All);
    assert!(response.suggestions.is_empty());
    let french = translating();
    let response = across(&french, "armées", Across::All);
    assert!(
        response.suggestions.is_empty(),
        "{:?}",
        response.suggestions
    );
}

#[test]
fn names_match_their_spelling_in_another_script() {
    let searcher = searcher(&[
        in_language(
            "ru",
            "ru",
            "Газеты цитируют Гутерриша. Лютера изучали в школе.",
        ),
        in_language("litre", "ru", "Литература и литр молока."),
        in_language("uk", "uk", "Гутерріш виступив у Женеві."),
        in_language("el", "el", "Ο Λούθηρος έζησε στη Βιτεμβέργη."),
        in_language("en", "en", "Luther lived in Wittenberg."),
    ]);
    let searcher = searcher.with_translations(Some(table()), Vec::new());
    let found = |query: &str| marks(&across(&searcher, query, Across::All));
    let luther = sorted_marks(&searcher, "the school of Luther");
    assert_eq!(luther, ["el: Λούθηρος", "en: Luther", "ru: Лютера"]);
    let response = across(&searcher, "school Luther", Across::All);
    let listed = crate::response::translations::notes(response.added.as_ref().unwrap());
    assert_eq!(
        listed,
        ["in el: `Luther` Λουθηρος", "in ru: `Luther` Лютер"]
    );
    let guterres = found("a speech of Guterres at school");
    assert_eq!(guterres, ["uk: Гутерріш", "ru: Гутерриша"]);
}

#[test]
fn a_name_is_not_another_word_that_is_spelled_like_it() {
    let reports = [
        in_language("marx", "en", "They read Marx aloud at the school."),
        in_language("marks", "en", "The marks of the attack were visible."),
    ];
    let table = table_of(
        "ru\tшкола\t5\tschool:1\n",
        "ru\tschool\t5\tшкола:1\nru\tmarks\t5\tоценки:1\n",
    );
    let searcher = searcher(&reports).with_translations(Some(table), Vec::new());
    let response = across(&searcher, "школа Маркса", Across::All);
    assert_eq!(marks(&response), ["marx: Marx school"]);
}

#[test]
fn a_capitalised_word_is_looked_up_as_a_name_beside_its_translations_unless_they_are_spelled_like_it()
 {
    let reports = [
        in_language(
            "pride",
            "en",
            "Pride was the subject of the lesson at school.",
        ),
        in_language(
            "gordost",
            "en",
            "The newspaper Gordost reported from the school.",
        ),
    ];
    let table = table_of("ru\tшкола\t5\tschool:1\nru\tгордость\t4\tpride:1\n", "");
    let searcher = searcher(&reports).with_translations(Some(table), Vec::new());
    let found = |query: &str| sorted_marks(&searcher, query);
    let both = ["gordost: Gordost school", "pride: Pride school"];
    assert_eq!(found("школа Гордость"), both);
    assert_eq!(found("школа гордость"), both[1..]);
}

#[test]
fn a_spelling_of_a_name_can_be_forbidden() {
    let reports = [in_language("ru", "ru", "В школе изучали Лютера.")];
    let forbidden = UserTranslation {
        language: "en".to_owned(),
        word: "Luther".to_owned(),
        into: "ru".to_owned(),
        translation: "Лютер".to_owned(),
        is_added: false,
    };
    let searcher = searcher(&reports).with_translations(Some(table()), vec![forbidden]);
    assert_eq!(across(&searcher, "attack Luther", Across::All).total, 0);
}

#[test]
fn a_well_known_name_is_translated_as_a_name_only_and_alone_has_no_language() {
    // The searcher's gazetteer has Milot; the Spanish word is made up.
    let table = table_of("es\tmilot\t5\trubber:1\nes\tescuela\t5\tschool:1\n", "");
    let reports = [
        in_language("rubber", "en", "They sold rubber at the school gate."),
        in_language("milot", "en", "The school in Milot was closed again."),
        in_language("es", "es", "La escuela de Milot está cerrada."),
    ];
    let searcher = searcher(&reports).with_translations(Some(table), Vec::new());
    let found = |query: &str| sorted_marks(&searcher, query);
    assert_eq!(found("Milot"), ["es: Milot", "milot: Milot"]);
    let both = ["es: escuela Milot", "milot: school Milot"];
    assert_eq!(found("escuela Milot"), both);
    let as_word = [both[0], both[1], "rubber: rubber school"];
    assert_eq!(found("escuela milot"), as_word);
}

#[test]
fn the_people_of_a_place_are_called_by_a_word_that_is_translated() {
    let mut schema = schema();
    let mut entities = schema.entities.iter_mut();
    let kenya = entities.find(|entity| entity.id == "/Kenya").unwrap();
    kenya.demonyms = vec!["Keniana".to_owned(), "Kenyan".to_owned()];
    let table = table_of("es\tkeniana\t5\tkenyan:1\nes\tescuela\t5\tschool:1\n", "");
    let reports = [
        in_language("en", "en", "The Kenyan school was closed again that day."),
        in_language("es", "es", "La escuela keniana está cerrada."),
    ];
    let searcher = searcher_of(&schema, &reports).with_translations(Some(table), Vec::new());
    let both = ["en: Kenyan school", "es: escuela keniana"];
    assert_eq!(sorted_marks(&searcher, "escuela Keniana"), both);
    // It is a word of its language, unlike a name.
    assert_eq!(
        sorted_marks(&searcher, "Keniana"),
        ["en: Kenyan", "es: keniana"]
    );
}

#[test]
fn a_name_in_another_script_needs_no_other_word() {
    let searcher = searcher(&[
        in_language("en", "en", "Luther lived in Wittenberg."),
        in_language("ru", "ru", "Лютера изучали в школе."),
    ]);
    let searcher = searcher.with_translations(Some(table()), Vec::new());
    let found = |query: &str| sorted_marks(&searcher, query);
    assert_eq!(found("Luther"), ["en: Luther", "ru: Лютера"]);
    assert_eq!(found("Лютер"), ["en: Luther", "ru: Лютера"]);
}

#[test]
fn an_inflected_form_has_the_translations_of_its_base_and_a_word_with_a_hyphen_is_one() {
    let table = table_of(
        "fr\tenlèvement\t4\tkidnapping:1\nfr\tenlèvements\t3\tailments:0.45\nfr\tcouvre_feu\t4\tcurfew:1\n",
        "",
    );
    let reports = [
        in_language("kidnapping", "en", "The kidnapping was reported on Monday."),
        in_language("ailments", "en", "The patients had several ailments."),
        in_language("curfew", "en", "The town is under curfew at night."),
    ];
    let searcher = searcher(&reports).with_translations(Some(table), Vec::new());
    let found = |query: &str| marks(&across(&searcher, query, Across::All));
    assert_eq!(found("enlèvements"), ["kidnapping: kidnapping"]);
    let both = sorted_marks(&searcher, "enlèvements OR couvre-feu");
    assert_eq!(both, ["curfew: curfew", "kidnapping: kidnapping"]);
}
