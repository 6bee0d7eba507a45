//! Property tests with the shipped tables and the world.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use reportage_text::analysis::clusters::is_word_by_itself;

/// The shipped gazetteer, compiled once for all tests.
pub(crate) static SHIPPED: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
    let compiled = Gazetteer::compile(&IndexSchema::shipped());
    Arc::new(Gazetteer::open(compiled).unwrap())
});

/// Names, words and separators, in many scripts and spellings.
const PIECES: &[&str] = &[
    "Georgia",
    "Jordan",
    "PARIS",
    "Paris",
    "Texas",
    "Nice",
    "nice",
    "reading",
    "Reading",
    "Union",
    "Kerry",
    "John",
    "said",
    "Mr.",
    "Lebanon",
    "Kenyan",
    "police",
    "the",
    "of",
    "in",
    "and",
    "UN",
    "U.N.",
    "US",
    "Springfield",
    "Ill.",
    "Haïti",
    "Haiti",
    "\u{301}",
    "Pe\u{301}tion-Ville",
    "Saint-Marc",
    "St.",
    "Port-au-Prince",
    "South",
    "Sudan",
    "New",
    "York",
    "Bank",
    "Swiss",
    "francs",
    "Times",
    "(",
    ")",
    ",",
    ".",
    ":",
    "-",
    "—",
    "’s",
    "\"",
    "\r\n",
    "\n\n",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "Київ",
    "Москва",
    "Αθήνα",
    "القاهرة",
    "بيروت",
    "ירושלים",
    "दिल्ली",
    "北京",
    "海地",
    "กรุงเทพ",
    "İstanbul",
    "ﬁ",
    "１２",
    "😀",
    "👩\u{200d}👧",
    "4",
    "1,660",
];

fn text() -> impl Strategy<Value = String> {
    let piece = (select(PIECES), select(&[" ", " ", " ", "", ", "][..]));
    let pieces = proptest::collection::vec(piece, 0..40);
    pieces.prop_map(|pieces| {
        let pieces = pieces.iter();
        pieces
            .map(|(piece, space)| format!("{piece}{space}"))
            .collect()
    })
}

/// Returns the spans of names, resolved or not: first and last byte, first and last word, in order.
fn spans(tags: &Tags) -> Vec<[usize; 4]> {
    let mentions = tags.mentions.iter();
    let mentions = mentions.map(|name| [name.start, name.end, name.first_word, name.last_word]);
    let open = tags.unresolved.iter();
    let open = open.map(|name| [name.start, name.end, name.first_word, name.last_word]);
    let mut spans: Vec<[usize; 4]> = mentions.chain(open).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Returns whether two adjacent characters belong to one word.
fn goes_on(before: char, after: char) -> bool {
    let letter = |c: char| c.is_alphanumeric() && !is_word_by_itself(c);
    letter(before) && letter(after)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn names_are_whole_words_and_none_crosses_another(text in text()) {
        let words = Words::of(&text);
        let tags = SHIPPED.tag(&text, &words);
        let all = spans(&tags);
        for (i, [start, end, ..]) in all.iter().enumerate() {
            for [other_start, other_end, ..] in &all[i + 1..] {
                // `Kenyan police` also names Kenya.
                let nested = other_start == start || other_end <= end;
                prop_assert!(nested || other_start >= end, "{:?} in {:?}", &text[*start..*end], text);
            }
        }
        for [start, end, first, last] in all {
            prop_assert_eq!([start, end], [words.span(first).start, words.span(last).end]);
            prop_assert!(start < end);
            let around = [text[..start].chars().next_back(), text[end..].chars().next()];
            let within = [text[start..].chars().next(), text[..end].chars().next_back()];
            for (before, after) in [(around[0], within[0]), (within[1], around[1])] {
                let cut = before.zip(after).is_some_and(|(before, after)| goes_on(before, after));
                prop_assert!(!cut, "{:?} in {:?}", &text[start..end], text);
            }
        }
        for mention in &tags.mentions {
            let confidence = mention.confidence.unwrap_or(1.0);
            prop_assert!((0.0..=1.0).contains(&confidence), "{}", confidence);
        }
    }

    #[test]
    fn of_names_within_names_the_longest_is_found(
        names in proptest::collection::vec(
            select(&[
                "Sudan", "South Sudan", "Guinea", "Papua New Guinea", "Equatorial Guinea",
                "Guinea-Bissau", "Niger", "Nigeria", "Congo Republic", "Korea", "North Korea",
                "Democratic Republic of the Congo", "Republic of the Congo", "Ireland",
                "Northern Ireland", "Haiti", "Port-au-Prince", "Dominican Republic", "Dominica",
                "Virginia", "West Virginia", "Mexico", "New Mexico",
            ][..]),
            1..6,
        ),
    ) {
        let (mut text, mut wanted) = ("They wrote about".to_owned(), Vec::new());
        for name in names {
            text += " them and ";
            wanted.push([text.len(), text.len() + name.len()]);
            text += name;
        }
        let tags = SHIPPED.tag(&text, &Words::of(&text));
        let got: Vec<[usize; 2]> =
            spans(&tags).iter().map(|[start, end, ..]| [*start, *end]).collect();
        prop_assert_eq!(got, wanted, "{}", text);
    }

    #[test]
    fn a_text_is_tagged_the_same_regardless_of_earlier_texts(
        texts in proptest::collection::vec(text(), 1..6),
        order in proptest::collection::vec(0..6usize, 1..12),
    ) {
        let alone: Vec<Tags> =
            texts.iter().map(|text| SHIPPED.tag(text, &Words::of(text))).collect();
        let mut threads = Vec::new();
        for turn in 0..3 {
            // Each thread starts at a different text, with separate caches.
            let order: Vec<usize> = order.iter().map(|i| (i + turn) % texts.len()).collect();
            let texts = texts.clone();
            threads.push(std::thread::spawn(move || {
                let mut tagger = Tagger::new(SHIPPED.clone());
                let mut vocabulary = Vocabulary::default();
                let tag = |i: usize| {
                    let words = Words::of(&texts[i]);
                    let text = Text {
                        text: &texts[i],
                        words: &words,
                        numbers: &vocabulary.number(&words),
                    };
                    (i, tagger.tag_with(text, ReportMetadata::default(), &Tags::default()))
                };
                order.into_iter().map(tag).collect::<Vec<(usize, Tags)>>()
            }));
        }
        for thread in threads {
            for (i, tags) in thread.join().unwrap() {
                prop_assert_eq!(&tags, &alone[i], "{}", texts[i]);
            }
        }
    }
}
