//! Tests of names with affixes and of states that no longer exist, with the shipped tables.

use super::shipped::SHIPPED;
use super::*;

/// Tags a text in a language.
fn tags(text: &str, language: &str) -> Tags {
    let publication = Publication {
        language: Some(language),
        ..Publication::default()
    };
    let metadata = ReportMetadata {
        publication,
        ..ReportMetadata::default()
    };
    SHIPPED.tag_with(text, &Words::of(text), metadata, &Tags::default())
}

/// Returns the areas named in a text in a language, sorted.
fn areas(text: &str, language: &str) -> Vec<String> {
    let mentions = tags(text, language).mentions.into_iter();
    let mut areas: Vec<String> = mentions
        .filter(|mention| mention.facet == "area")
        .map(|mention| mention.path)
        .collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

#[test]
fn countries_are_found_with_particles_prefixes_and_case_endings() {
    for (language, text, wanted) in [
        ("ko", "한국은 구호 물자를 보냈다.", "/South Korea"),
        ("ko", "대표단은 우크라이나에 도착했다.", "/Ukraine"),
        (
            "ko",
            "회의는 도미니카 공화국에서 열렸다.",
            "/Dominican Republic",
        ),
        (
            "ko",
            "장관은 서울에서 기자들을 만났다.",
            "/South Korea/Seoul",
        ),
        ("he", "האסון בהאיטי החמיר.", "/Haiti"),
        ("he", "המשלחת הגיעה לג׳יבוטי.", "/Djibouti"),
        (
            "ja",
            "大臣はトリニダード・トバゴを訪れた。",
            "/Trinidad and Tobago",
        ),
        ("ru", "Беженцы прибыли в Кению.", "/Kenya"),
        ("ru", "Переговоры с Турцией продолжились.", "/Turkey"),
        ("uk", "Влада Польщі відповіла на лист.", "/Poland"),
        ("pl", "Uchodźcy przybyli do Kenii.", "/Kenya"),
        ("pl", "Władze Turcji odpowiedziały na list.", "/Turkey"),
        ("ar", "وكينيا أرسلت المساعدات.", "/Kenya"),
        ("ar", "سافر الوفد للسودان.", "/Sudan"),
        ("ru", "Границы Южного Судана закрыты.", "/South Sudan"),
        ("pl", "Rozmowy w Korei Północnej trwały.", "/North Korea"),
        ("el", "Η κυβέρνηση της Κένυας απάντησε.", "/Kenya"),
        (
            "el",
            "Οι πρόσφυγες έφυγαν από το νησί της Κύπρου.",
            "/Cyprus",
        ),
        ("de", "Kenias Regierung schwieg.", "/Kenya"),
    ] {
        assert_eq!(areas(text, language), [wanted], "{text}");
    }
}

#[test]
fn a_german_genitive_names_the_owner_of_a_force() {
    let tags = tags("Kenias Soldaten kamen am Abend.", "de");
    let mut actors = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "actor");
    assert!(actors.any(|mention| mention.path == "/State forces/Kenya/Armed forces"));
}

#[test]
fn short_names_are_found_with_their_accents_only() {
    for (language, text, wanted) in [
        (
            "pt",
            "O ministro falou sobre Irã e Omã.",
            &["/Iran", "/Oman"][..],
        ),
        ("tr", "Bakan Çin hakkında konuştu.", &["/China"]),
        ("pt", "Ele tem Ira na voz e Oma na foto.", &[]),
        ("tr", "Cin şişesi boştu.", &[]),
    ] {
        assert_eq!(areas(text, language), wanted, "{text}");
    }
}

#[test]
fn lowercase_names_of_countries_are_words_in_english_and_adjectives_in_spanish() {
    assert_eq!(areas("She put out her best china.", "en"), [""; 0]);
    assert_eq!(areas("La embajada china cerró.", "es"), ["/China"]);
}

#[test]
fn cities_are_found_with_prefixes_and_case_endings() {
    for (language, text, wanted) in [
        (
            "ru",
            "Жители Харькова ждали.",
            "/Ukraine/Kharkivska oblast/Kharkiv",
        ),
        (
            "ru",
            "Совещание прошло в Новосибирске.",
            "/Russia/Novosibirskaya oblast'/Novosibirsk",
        ),
        (
            "uk",
            "Люди у Харкові чекали.",
            "/Ukraine/Kharkivska oblast/Kharkiv",
        ),
        (
            "uk",
            "Завод стоїть у Кривому Розі.",
            "/Ukraine/Dnipropetrovska oblast/Kryvyi Rih",
        ),
        ("ar", "عقد الاجتماع بالقاهرة.", "/Egypt/Cairo"),
        ("ar", "وصل الوفد للخرطوم.", "/Sudan/Khartoum"),
        ("ar", "المستشفيات بغزة مغلقة.", "/Palestine/Gaza Strip"),
        (
            "pl",
            "Spotkanie odbyło się w Warszawie.",
            "/Poland/Mazowieckie/Warsaw",
        ),
        (
            "el",
            "Η συνάντηση έγινε στην Αθήνα.",
            "/Greece/Attikí/Athens",
        ),
        ("el", "Οι κάτοικοι του Κιέβου περίμεναν.", "/Ukraine/Kyiv"),
    ] {
        assert_eq!(areas(text, language), [wanted], "{text}");
    }
}

#[test]
fn other_words_and_parts_of_longer_names_are_no_countries_with_affixes() {
    for (language, text) in [
        ("ko", "모든 수단으로 주민을 도왔다."),
        ("ko", "인도적 지원이 필요하다."),
        ("ru", "Границы Экваториальной Гвинеи закрыты."),
        ("ar", "الدعم فني ومالي."),
        ("ar", "نشرت الصحيفة صور الاجتماع."),
        ("ru", "Решение Совета было единогласным."),
        ("ru", "Он купил изюма и орехов."),
        ("en", "He met Mr Kenii at the market."),
        ("en", "A professor of Harvard University wrote the report."),
    ] {
        assert_eq!(areas(text, language), [""; 0], "{text}");
    }
}

#[test]
fn states_that_no_longer_exist_are_places_of_their_own() {
    for (text, wanted) in [
        ("Czechoslovakia signed the treaty.", "/Czechoslovakia"),
        ("Yugoslav ministers met.", "/Yugoslavia"),
        (
            "The United Arab Republic bought ships.",
            "/United Arab Republic",
        ),
        ("East Pakistan was flooded.", "/Pakistan/East Pakistan"),
        (
            "The wall kept people in East Berlin.",
            "/Germany/East Berlin",
        ),
        ("East German guards fired.", "/Germany/East Germany"),
        ("The Soviet Union sent grain.", "/Russia"),
    ] {
        assert_eq!(areas(text, "en"), [wanted], "{text}");
    }
}
