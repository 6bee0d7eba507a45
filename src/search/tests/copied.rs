//! A word copied from a report always finds that report.

use proptest::prelude::*;

use crate::analysis::words::Words;
use crate::search::WordsRule;

use super::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-ZÀ-ž0-9’'., -]{0,40}",
        "[a-zß-ÿŒœﬁİıſK .,’]{0,30}",
        "[Ѐ-ӿ a-z.-]{0,30}",
        "[؀-ۿ ،.]{0,30}",
        "[֐-׿ \".]{0,30}",
        "[ऀ-ॿ ।]{0,30}",
        "[ก-๛ 0-9]{0,20}",
        "[一-丠ぁ-んァ-ン a。]{0,20}",
        "[ᄀ-ᇿ가-갠 ]{0,20}",
        "([A-Za-zé]\\.){1,4}[a-z北]{0,3} [0-9]{1,4}[.,][0-9]{1,4}",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn a_word_copied_from_a_report_finds_and_marks_it(
        pieces in proptest::collection::vec(text(), 1..4),
        language in proptest::option::of(proptest::sample::select(vec!["en", "fr", "ar", "ru", "tr", "de"])),
    ) {
        let body = pieces.join(" \n");
        let copied_from = Report { language: language.map(str::to_owned), ..report("a", &body) };
        // Another report, so that there is another language to stem in.
        let searcher = searcher(&[copied_from, in_language("b", "fr", "Les autres mots.")]);
        let words = Words::of(&body);
        for i in 0..words.len() {
            let span = words.span(i);
            let copied = &body[span.clone()];
            if copied.contains(char::is_whitespace) {
                continue; // a number with spaces between its digits: two words to a query
            }
            let asked = Request {
                words: WordsRule::All,
                ..Request { limit: None, ..Request::new(query::plain(copied)) }
            };
            let response = searcher.search(&asked).unwrap();
            let point = body[..span.start].chars().count();
            let marked = response.hits.iter().filter(|hit| hit.report.id == "a").any(|hit| {
                let passage = passage(hit);
                let spans = matches_of(&passage.parts);
                spans.iter().any(|&[start, end]| {
                    (passage.start + start..passage.start + end).contains(&point)
                })
            });
            prop_assert!(marked, "{:?} of {:?}", copied, body);
        }
    }
}

#[test]
fn a_word_that_is_longer_than_any_index_takes_finds_its_report() {
    for long in [
        "x".repeat(100_000),
        "a.".repeat(50_000),
        format!("ก{}", "ั".repeat(50_000)),
    ] {
        let searcher = searcher(&[report("a", &format!("Before {long} after"))]);
        let asked = Request::new(query::plain(&long));
        assert_eq!(found_by(&searcher, &asked), "a", "{}…", &long[..8]);
    }
}
