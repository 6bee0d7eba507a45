//! Reports of several passages with mentions, and the expected values of each passage.

use crate::analysis::language_tables::shipped;
use crate::analysis::passages::{Lengths, cut};
use crate::analysis::words::Words;

use super::*;

/// Sentences, each of which is a passage.
pub const SENTENCES: &[&str] = &[
    "Gunmen of Viv Ansanm came down to Kenscoff before the dawn of that day.",
    "The Haiti National Police held Solino while Kenscoff was quiet all that day.",
    "Nobody in Solino saw the police of Haiti on the road that whole day.",
    "Rain fell over the hills and the roads were closed all of that day.",
    "In Kenya officers met the Haiti National Police before they left that whole day.",
    "Viv Ansanm and Living Together are names for one group in Haiti that day.",
];

/// The passages of a report in the index: their text and the mentions in them, taken from the exported report.
pub fn passages_of(searcher: &Searcher, id: &str) -> Vec<(String, Vec<(String, String)>)> {
    let whole = searcher.report(id).unwrap().unwrap();
    assert!(whole.body.is_ascii());
    let lengths = Lengths {
        min_words: PASSAGES.min_words,
        max_words: PASSAGES.max_words,
    };
    let words = Words::of(&whole.body);
    let passages = cut(&shipped(), &whole.body, &words, lengths, &[]);
    let of = |passage: &crate::analysis::passages::Passage| {
        let here = whole
            .mentions
            .iter()
            .filter(|mention| passage.bytes.contains(&mention.start));
        let value = |mention: &crate::response::Mention| {
            Some((mention.facet.clone(), mention.value.clone()?))
        };
        (
            whole.body[passage.bytes.clone()].to_owned(),
            here.filter_map(value).collect(),
        )
    };
    passages.iter().map(of).collect()
}

pub fn of_facet<'a>(mentions: &'a [(String, String)], facet: &str) -> Vec<&'a str> {
    let of = mentions.iter().filter(|(name, _)| name == facet);
    of.map(|(_, path)| path.as_str()).collect()
}

/// The sentences of a report, whether a segment ends with it, and whether it is deleted.
pub type Text = (Vec<&'static str>, bool, bool);

/// Generates reports.
pub fn texts() -> impl Strategy<Value = Vec<Text>> {
    let sentences = proptest::collection::vec(select(SENTENCES), 1..6);
    proptest::collection::vec((sentences, any::<bool>(), any::<bool>()), 1..6)
}

/// Builds an index of reports; returns it with the ids of those that were not deleted.
pub fn of_sentences(texts: &[Text]) -> (Searcher, Vec<String>) {
    let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
    let mut living = Vec::new();
    for (n, (sentences, ends_segment, deleted)) in texts.iter().enumerate() {
        let id = format!("r{n}");
        let made = Report {
            published: Date::parse("2024-03").ok(),
            ..report(&id, &sentences.join("\n\n"))
        };
        add(&mut mirror, &id, made);
        if *ends_segment {
            mirror.commit().unwrap();
        }
        if !deleted {
            living.push(id);
        }
    }
    mirror.commit().unwrap();
    for (n, _) in texts
        .iter()
        .enumerate()
        .filter(|(_, (.., deleted))| *deleted)
    {
        mirror.remove(&format!("0/r{n}"));
    }
    (Searcher::new(mirror.finish().unwrap().1).unwrap(), living)
}
