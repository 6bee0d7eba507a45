//! The spellings of a word match each other, and the whole spelling is highlighted.

use super::*;

/// Language, sentence with a slot for a word, and spellings that match each other.
const TOGETHER: &[(&str, &str, &[&str])] = &[
    (
        "en",
        "Nobody in {} had heard of the plan.",
        &["Sana'a", "Sana’a", "Sanaʼa", "Sana`a", "Sanaa"],
    ),
    (
        "en",
        "Nobody in {} had heard of the plan.",
        &["N'Djamena", "Ndjamena"],
    ),
    (
        "en",
        "They say {} had heard of the plan.",
        &["O'Brien", "OBrien"],
    ),
    (
        "en",
        "They say {} had heard of the plan.",
        &["Ma‘rib", "Marib"],
    ),
    (
        "uk",
        "Уночі {} знову обстріляли з артилерії.",
        &["Куп'янськ", "Куп’янськ", "Купянськ"],
    ),
    (
        "en",
        "Both sides said the {} would hold.",
        &["cease-fire", "ceasefire", "\"cease fire\""],
    ),
    (
        "en",
        "Both sides said their {} would hold.",
        &["co-operation", "cooperation"],
    ),
    (
        "en",
        "Both sides said the {} would hold.",
        &["take-over", "takeover"],
    ),
    (
        "en",
        "Both sides had seen the {} near there.",
        &["AK-47", "AK47", "\"AK 47\""],
    ),
    (
        "en",
        "Both sides had seen the {} near there.",
        &["M-23", "M23"],
    ),
    (
        "en",
        "Both sides had read the {} over there.",
        &["e-mail", "email"],
    ),
    (
        "en",
        "Of the {} people nobody has come back.",
        &[
            "1,660",
            "1.660",
            "1’660",
            "1\u{a0}660",
            "1\u{2009}660",
            "1\u{202f}660",
            "1660",
        ],
    ),
    (
        "en",
        "Of the {} people nobody has come back.",
        &["12,34,567", "1,234,567", "1234567"],
    ),
    (
        "ar",
        "قالت المنظمة إن {} وصلوا إلى المدينة أمس",
        &["لاجئين", "اللاجئون", "واللاجئين", "للاجئين"],
    ),
    (
        "ar",
        "قالت المنظمة إن {} في شمال البلاد أغلق أمس",
        &["مخيم", "المخيم", "مخيمات", "والمخيمات", "بالمخيم"],
    ),
    (
        "ko",
        "지난해 보고서에 따르면 {} 많은 사람이 있었다고 한다",
        &["서울", "서울에서", "서울은", "서울까지"],
    ),
    (
        "fa",
        "در این گزارش آمده است که {} در جنگ ویران شده است",
        &["خانه", "خانه\u{200c}ها", "خانه\u{200c}های", "خانه\u{200c}ی"],
    ),
    (
        "hi",
        "रिपोर्ट में कहा गया है कि {} के बारे में जानकारी दी गई",
        &["ज़िला", "\u{95b}िला", "जिला"],
    ),
    ("zh", "昨天{}报道。", &["难民", "難民"]),
    (
        "uk",
        "Речник повідомив, що {} знову стало темою розмови.",
        &["Київ", "Києва", "Києві"],
    ),
    (
        "he",
        "הדובר מסר היום כי {} הגיעה למקום בלילה",
        &["משטרה", "המשטרה", "במשטרה", "והמשטרה"],
    ),
    (
        "pl",
        "Rzecznik powiedział wczoraj, że {} była tematem rozmowy.",
        &["policja", "policji", "policją"],
    ),
    (
        "pl",
        "Rzecznik powiedział wczoraj, że {} nie było tematem rozmowy.",
        &["Kraków", "Krakowa", "Krakowie", "Krakowem"],
    ),
    (
        "cs",
        "Mluvčí včera uvedl, že {} byla tématem rozhovoru.",
        &["válka", "války", "válce", "válkou"],
    ),
];

#[test]
fn every_spelling_matches_every_other_and_highlights_it_completely() {
    for (language, sentence, spellings) in TOGETHER {
        for written in *spellings {
            let written = written.trim_matches('"');
            let report = in_language("x", language, &sentence.replace("{}", written));
            let searcher = searcher(&[report]);
            for query in *spellings {
                assert_eq!(marked(&searcher, query), [written], "{query} in {sentence}");
            }
        }
    }
}

#[test]
fn separate_words_match_the_closed_word() {
    let closed = searcher(&[report(
        "x",
        "Both sides said the ceasefire for 1660 people would hold.",
    )]);
    assert_eq!(marked(&closed, "cease fire"), ["ceasefire"]);
    assert_eq!(marked(&closed, "1 660 people"), ["1660", "people"]);
    assert_eq!(marked(&closed, "\"cease fire for\""), ["ceasefire for"]);
    let apart = searcher(&[report("x", "Of the 1 660 people nobody has come back.")]);
    assert_eq!(marked(&apart, "1,660"), ["1 660"]);
}

#[test]
fn an_exact_word_matches_only_as_written() {
    for (written, other) in [
        ("Sana'a", "Sanaa"),
        ("cease-fire", "ceasefire"),
        ("co-operation", "cooperation"),
        ("AK-47", "AK47"),
        ("1.660", "1660"),
    ] {
        for (here, there) in [(written, other), (other, written)] {
            let searcher = searcher(&[report("x", &format!("They say {here} was in the plan."))]);
            assert_eq!(found(&searcher, &format!("={here}")), "x");
            assert_eq!(
                found(&searcher, &format!("={there}")),
                "",
                "{there} in {here}"
            );
        }
    }
}

#[test]
fn other_words_do_not_match_as_spellings() {
    for (written, query) in [
        ("1.66", "166"),
        ("3, 400", "3400"),
        ("12.5.2025", "1252025"),
        ("2024 300", "2024300"),
        ("the problem is land", "island"),
        ("take over", "takeover"),
    ] {
        let searcher = searcher(&[report(
            "x",
            &format!("They say that {written} is what it is."),
        )]);
        assert_eq!(found(&searcher, query), "", "{query} in {written}");
    }
}

#[test]
fn an_elided_article_is_not_part_of_the_word() {
    for (language, text, query, wanted) in [
        (
            "fr",
            "Le maire a condamné l'attaque d’un convoi hier soir.",
            "attaque",
            "attaque",
        ),
        (
            "it",
            "Il comandante dell'esercito ha detto che non c'era nessuno.",
            "esercito",
            "esercito",
        ),
        (
            "ht",
            "Polis la di m'ap vini demen maten nan Pòtoprens ak tout moun.",
            "vini",
            "vini",
        ),
        (
            "en",
            "The minister's house and the soldiers' camp were burned.",
            "minister",
            "minister",
        ),
    ] {
        let searcher = searcher(&[in_language("x", language, text)]);
        assert_eq!(marked(&searcher, query), [wanted], "{text}");
    }
}

#[test]
fn the_two_parts_of_a_word_are_highlighted_as_one() {
    let one = titled(
        "x",
        "A cease-fire",
        "Both sides said the cease-fire near Sana'a and Port-au-Prince would hold.",
    );
    let searcher = searcher(&[one]);
    for (query, wanted) in [
        ("cease fire", &["cease-fire", "cease-fire"][..]),
        ("fire cease hold", &["cease-fire", "hold", "cease-fire"]),
        ("cease hold", &["cease", "hold", "cease"]),
        ("port prince", &["Port", "Prince"]),
    ] {
        assert_eq!(marked(&searcher, query), wanted, "{query}");
    }
}

#[test]
fn words_near_each_other_match_in_every_spelling() {
    for (written, other) in [
        ("cease-fire", "ceasefire"),
        ("co-operation", "cooperation"),
        ("AK-47", "AK47"),
        ("Sana'a", "Sanaa"),
    ] {
        for (here, there) in [(written, other), (other, written)] {
            let text = format!("They say {here} was in the old plan.");
            let searcher = searcher(&[report("x", &text)]);
            for query in [
                format!("({there} plan)~4"),
                format!("{there} NEAR/4 plan"),
                format!("(plan {there})~4"),
                format!("({there} plan)~>4"),
            ] {
                let mut got = marked(&searcher, &query);
                got.sort_unstable();
                let mut wanted = [here, "plan"].map(str::to_owned);
                wanted.sort_unstable();
                assert_eq!(got, wanted, "{query} in {text}");
            }
            assert_eq!(
                found(&searcher, &format!("({there} plan)~3")),
                "",
                "{there}"
            );
            assert_eq!(
                found(&searcher, &format!("(={there} plan)~9")),
                "",
                "{there}"
            );
        }
    }
}
