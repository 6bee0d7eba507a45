//! A word matches the compounds of which it is the head, with a lower score, in languages that write them as one word.

use super::*;
use crate::search::Unit;

/// Words with compounds that end in them.
type Pairs = &'static [(&'static str, &'static str)];

/// Language, sentence with a slot for a word, and query words, each with a compound.
const PAIRS: &[(&str, &str, Pairs)] = &[
    (
        "de",
        "Die Behörden haben gestern nur noch einmal von {} und nicht von den anderen gesprochen.",
        &[
            ("Anschlag", "Sprengstoffanschlag"),
            ("Anschläge", "Bombenanschlags"),
            ("Lager", "Flüchtlingslager"),
            ("Krieg", "Bürgerkrieg"),
            ("Wahl", "Präsidentschaftswahl"),
            ("Hilfe", "Entwicklungshilfe"),
            ("Angriff", "Luftangriffe"),
            ("Kommission", "Menschenrechtskommission"),
        ],
    ),
    (
        "nl",
        "De autoriteiten hebben gisteren alleen maar over {} en niet over het andere gesproken.",
        &[
            ("aanslag", "bomaanslag"),
            ("kamp", "vluchtelingenkamp"),
            ("oorlog", "burgeroorlog"),
            ("rechten", "mensenrechten"),
            ("hulp", "voedselhulp"),
            ("leger", "regeringsleger"),
        ],
    ),
    (
        "sv",
        "Myndigheterna har i går bara talat om {} och inte om det andra som de hade sagt.",
        &[
            ("läger", "flyktingläger"),
            ("krig", "inbördeskrig"),
            ("attentat", "bombattentat"),
            ("styrkor", "regeringsstyrkor"),
            ("brott", "människorättsbrott"),
            ("skola", "folkskola"),
        ],
    ),
];

/// Words that are the end of an unrelated word, by language.
const NONSENSE: &[(&str, &[(&str, &str)])] = &[
    (
        "de",
        &[
            ("Rat", "Verrat"),
            ("Ort", "Wort"),
            ("Land", "Niederlande"),
            ("Stand", "Widerstand"),
            ("Rasse", "Terrasse"),
            ("Lager", "Schlager"),
            ("Teil", "Nachteil"),
            ("Nation", "Koordination"),
            ("Mission", "Kommission"),
            ("Setzung", "Voraussetzung"),
            ("Macht", "gemacht"),
            ("essen", "Interessen"),
        ],
    ),
    (
        "nl",
        &[
            ("natie", "combinatie"),
            ("stelling", "voorstelling"),
            ("land", "Nederland"),
        ],
    ),
    (
        "sv",
        &[
            ("nation", "destination"),
            ("stöd", "understöd"),
            ("stånd", "tillstånd"),
        ],
    ),
];

fn text(sentence: &str, word: &str) -> String {
    sentence.replace("{}", word)
}

fn sentence_of(language: &str) -> &'static str {
    let of = PAIRS.iter().find(|(code, ..)| *code == language);
    of.map(|(_, sentence, _)| sentence).unwrap()
}

/// The ids of the matches, best first, each once.
fn in_order(searcher: &Searcher, query: &str, unit: Unit) -> Vec<String> {
    let request = Request {
        unit,
        ..request(query)
    };
    let response = searcher.search(&request).unwrap();
    let mut ids: Vec<String> = Vec::new();
    for hit in response.hits {
        if !ids.contains(&hit.report.id) {
            ids.push(hit.report.id);
        }
    }
    ids
}

#[test]
fn a_word_matches_its_compounds_with_a_lower_score_and_highlights_them_completely() {
    for (language, sentence, pairs) in PAIRS {
        let mut reports = Vec::new();
        for (head, compound) in *pairs {
            let often = [text(sentence, compound), text(sentence, compound)].join(" ");
            reports.push(in_language(compound, language, &often));
            reports.push(in_language(head, language, &text(sentence, head)));
        }
        let searcher = searcher(&reports);
        for (head, compound) in *pairs {
            for unit in [Unit::Passage, Unit::Report] {
                let got = in_order(&searcher, head, unit);
                let at = |id: &str| got.iter().position(|found| found == id);
                assert!(
                    at(head).is_some() && at(head) < at(compound),
                    "{head}: {got:?}"
                );
            }
            assert!(
                marked(&searcher, head).contains(&(*compound).to_owned()),
                "{head}"
            );
            for kept_apart in [
                format!("={head}"),
                format!("\"{head}\""),
                format!("{compound} -{head}"),
            ] {
                let got = in_order(&searcher, &kept_apart, Unit::Passage);
                let wanted = if kept_apart.contains('-') {
                    compound
                } else {
                    head
                };
                assert_eq!(got, [*wanted], "{kept_apart}");
            }
        }
    }
}

#[test]
fn a_compound_matches_even_if_no_text_has_the_word_itself() {
    let sentence = sentence_of("de");
    let searcher = searcher(&[
        in_language("a", "de", &text(sentence, "Sprengstoffanschläge")),
        in_language("b", "de", &text(sentence, "Verhandlungen")),
    ]);
    assert_eq!(marked(&searcher, "Anschlag"), ["Sprengstoffanschläge"]);
    assert_eq!(found(&searcher, "Anschlag Behörden"), "a");
}

#[test]
fn an_unrelated_word_with_the_same_ending_is_not_a_compound() {
    for (language, pairs) in NONSENSE {
        let sentence = sentence_of(language);
        let reports = pairs
            .iter()
            .map(|(_, other)| in_language(other, language, &text(sentence, other)));
        let searcher = searcher(&reports.collect::<Vec<_>>());
        for (word, other) in *pairs {
            assert_eq!(found(&searcher, word), "", "{word} in {other}");
        }
    }
}

#[test]
fn languages_with_open_compounds_have_none() {
    let searcher = searcher(&[
        report(
            "en",
            "They said that the shipyard of the town was closed and that it was old.",
        ),
        in_language("de", "de", &text(sentence_of("de"), "Flüchtlingslager")),
    ]);
    assert_eq!(found(&searcher, "yard"), "");
    assert_eq!(found(&searcher, "Lager"), "de");
}
