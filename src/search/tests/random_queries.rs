//! Generators of reports and queries from the same words.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const WORDS: &[&str] = &[
    "attack",
    "attacks",
    "attacked",
    "Attack",
    "ATTACKS",
    "police",
    "Police",
    "the",
    "of",
    "les",
    "Chérizier",
    "cherizier",
    "Che\u{301}rizier",
    "Port-au-Prince",
    "port",
    "prince",
    "l’attaque",
    "attaques",
    "Haiti’s",
    "Haiti's",
    "U.N.",
    "un",
    "1,660",
    "“armed",
    "gangs”",
    "gangs",
    "атака",
    "атаки",
    "الشرطة",
    "شرطة",
    "北京市",
    "京",
    "😀",
    "café",
    "(gangs)",
    "ﬁn",
    "—",
    "dis\u{ad}placed",
    "Kenya",
    "Kenscoff",
    "Viv Ansanm",
    "neighbours",
    "neighbor",
    "attakc",
];

/// Parts of queries: words and names in the texts, and some that are not.
const ASKED: &[&str] = &[
    "attack",
    "attacks",
    "Attacked",
    "police",
    "the",
    "of",
    "les",
    "cherizier",
    "Chérizier",
    "Port-au-Prince",
    "au-prince",
    "port",
    "attaque",
    "l’attaque",
    "déplacée",
    "habitant",
    "новой",
    "Haiti",
    "haiti’s",
    "UN",
    "U.N.",
    "1660",
    "gangs",
    "атаку",
    "شرطة",
    "北京",
    "京",
    "😀",
    "cafe",
    "fin",
    "displaced",
    "absent",
    "Kenya",
];

/// Members of a group with a distance.
const NEAR: &[&str] = &[
    "attack",
    "attacks",
    "=police",
    "police",
    "gangs",
    "port",
    "Port-au-Prince",
    "att*",
    "*s",
    "attack~1",
    "(police OR gangs)",
    "(port OR attak~2)",
    "\"port au\"",
    "attaques",
    "京",
];

/// Sentences that are separate passages in any report.
const SENTENCES: &[&str] = &[
    "\n\nLa police et les habitants ont dit que les attaques contre le port avaient déplacé des familles.\n\n",
    "\n\nThe police said that the gangs had attacked the port and that families were displaced by these attacks.\n\n",
    "\n\nПолиция города сообщила, что новые атаки на порт и соседние районы продолжались всю прошлую неделю.\n\n",
];

fn text() -> impl Strategy<Value = String> {
    (
        of_words(),
        proptest::option::of(select(SENTENCES)),
        of_words(),
    )
        .prop_map(|(first, sentence, last)| [&first, sentence.unwrap_or(""), &last].concat())
}

fn of_words() -> impl Strategy<Value = String> {
    let separators = select(vec![
        " ", " ", " ", " ", ", ", ". ", "\n", "\n\n", "\n- ", "-", "’s ",
    ]);
    proptest::collection::vec((select(WORDS), separators), 0..25).prop_map(|pairs| {
        let pieces = pairs
            .into_iter()
            .map(|(word, separator)| [word, separator].concat());
        pieces.collect()
    })
}

/// Body, language and the words of the title.
type Made = (String, Option<&'static str>, Option<Vec<&'static str>>);

/// Generates a few reports of the words in queries.
pub fn reports() -> impl Strategy<Value = Vec<Report>> {
    let language = select(vec![None, Some("en"), Some("en"), Some("fr"), Some("ru")]);
    let title = proptest::option::of(proptest::collection::vec(select(WORDS), 0..5));
    let one = (text(), language, title);
    proptest::collection::vec(one, 1..5).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let make = |(n, (body, language, title)): (usize, Made)| Report {
            language: language.map(str::to_owned),
            title: title.map(|words| words.join(" ")),
            ..report(&n.to_string(), &body)
        };
        numbered.map(make).collect()
    })
}

/// Generates a query.
pub fn queries() -> impl Strategy<Value = String> {
    let phrase = proptest::collection::vec(select(WORDS), 1..4);
    let distance =
        || (0..9u32, select(vec!["", ">"])).prop_map(|(n, order)| format!("~{order}{n}"));
    let few = || proptest::collection::vec(select(NEAR), 1..4);
    let filter = select(vec![
        "area:Kenya",
        "area:Haiti",
        "area:Kenscoff",
        "actor:\"Viv Ansanm\"",
        "has:area",
    ]);
    let about = select(vec![
        "about:Kenya",
        "about:Haiti",
        "about:Kenscoff",
        "about:\"Viv Ansanm\"",
    ]);
    let clause = prop_oneof![
        4 => select(ASKED).prop_map(str::to_owned),
        1 => select(ASKED).prop_map(|word| format!("={word}")),
        1 => select(vec![
            "att*", "po*", "ch*", "port-au-pr*", "атак*", "g*", "neighbo*rs", "neighbo*r", "*s", "*tt*k*", "p*-au-*e",
        ])
        .prop_map(str::to_owned),
        1 => (select(vec!["attack", "police", "Chérizier", "gang", "атак", "port", "京"]), 1..3u8)
            .prop_map(|(word, edits)| format!("{word}~{edits}")),
        2 => phrase.clone().prop_map(|words| quoted(&words)),
        1 => (phrase, distance()).prop_map(|(words, distance)| quoted(&words) + &distance),
        1 => (few(), distance()).prop_map(|(parts, distance)| format!("({}){distance}", parts.join(" "))),
    ];
    let text_only = clause.clone();
    let in_passage = prop_oneof![3 => clause.clone(), 1 => filter.clone().prop_map(str::to_owned)]
        .prop_recursive(2, 8, 3, |inner| {
            let group = proptest::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                group
                    .clone()
                    .prop_map(|parts| format!("({})", parts.join(" "))),
                group
                    .clone()
                    .prop_map(|parts| format!("({})", parts.join(" AND "))),
                group.prop_map(|parts| format!("({})", parts.join(" OR "))),
                inner.prop_map(|part| format!("NOT {part}")),
            ]
        });
    let part = clause.prop_recursive(3, 12, 3, move |inner| {
        let group = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            group
                .clone()
                .prop_map(|parts| format!("({})", parts.join(" "))),
            group
                .clone()
                .prop_map(|parts| format!("({})", parts.join(" AND "))),
            group.prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.clone().prop_map(|part| format!("NOT {part}")),
            inner
                .clone()
                .prop_map(|part| match part.starts_with(['-', '—']) {
                    true => part,
                    false => format!("-{part}"),
                }),
            text_only.clone().prop_map(|word| format!("title:{word}")),
            proptest::collection::vec(in_passage.clone(), 1..4)
                .prop_map(|parts| format!("passage:({})", parts.join(" "))),
            filter.clone().prop_map(str::to_owned),
            about.clone().prop_map(str::to_owned),
            inner.prop_map(|part| format!("({part})^2")),
        ]
    });
    proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "))
}

fn quoted(words: &[&str]) -> String {
    format!("\"{}\"", words.join(" ").replace(['“', '”', '"'], ""))
}
