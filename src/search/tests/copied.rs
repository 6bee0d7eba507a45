//! A word copied from a report always matches that report.

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
        "[一-丠ぁ-んァ-ンｱ-ﾟ a。]{0,20}",
        "[ກ-ໝ 0-9]{0,20}",
        "[ក-៹ a]{0,20}",
        "[က-႙ ၊]{0,20}",
        "[ᄀ-ᇿ가-갠 ]{0,20}",
        "([A-Za-zé]\\.){1,4}[a-z北]{0,3} [0-9]{1,4}[.,][0-9]{1,4}",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn a_word_copied_from_a_report_matches_and_highlights_it(
        pieces in proptest::collection::vec(text(), 1..4),
        language in proptest::option::of(proptest::sample::select(vec!["en", "fr", "ar", "ru", "tr", "de"])),
    ) {
        let body = pieces.join(" \n");
        let copied_from = Report { language: language.map(str::to_owned), ..report("a", &body) };
        // Another report, so that words are also stemmed in another language.
        let searcher = searcher(&[copied_from, in_language("b", "fr", "Les autres mots.")]);
        let words = Words::of(&body);
        for i in 0..words.len() {
            let span = words.span(i);
            let copied = &body[span.clone()];
            if copied.contains(char::is_whitespace) {
                continue; // a number with spaces between its digits: two words to a query
            }
            let request = Request {
                words: WordsRule::All,
                ..Request { limit: None, ..Request::new(query::plain(copied)) }
            };
            let response = searcher.search(&request).unwrap();
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
fn a_word_longer_than_the_longest_term_matches_its_report() {
    for long in [
        "x".repeat(100_000),
        "a.".repeat(50_000),
        format!("ก{}", "ั".repeat(50_000)),
    ] {
        let searcher = searcher(&[report("a", &format!("Before {long} after"))]);
        let request = Request::new(query::plain(&long));
        assert_eq!(found_by(&searcher, &request), "a", "{}…", &long[..8]);
    }
}

#[test]
fn any_substring_in_a_script_without_spaces_matches_its_report() {
    for sentence in [
        "海地国家警察逮捕了帮派成员",
        "警察は東京都で容疑者を逮捕した",
        "ตำรวจจับกุมสมาชิกแก๊งในกรุงเทพ",
        "ຕຳຫຼວດຈັບກຸມສະມາຊິກແກ໊ງ",
        "នគរបាលបានចាប់ខ្លួនសមាជិក",
        "ရဲတပ်ဖွဲ့ကဂိုဏ်းဝင်များကို",
    ] {
        let searcher = searcher(&[report("a", sentence), report("b", "Other words")]);
        let words = Words::of(sentence);
        for start in 0..words.len() {
            for last in start..words.len() {
                let copied = &sentence[words.span(start).start..words.span(last).end];
                let request = Request {
                    words: WordsRule::All,
                    ..Request::new(query::plain(copied))
                };
                assert_eq!(found_by(&searcher, &request), "a", "{copied}");
            }
        }
    }
}

#[test]
fn in_scripts_without_spaces_reports_that_have_the_word_come_before_those_that_have_its_characters()
{
    for (word, as_characters, as_word) in [
        ("京都", "东京都居民", "他在京都居住"),
        ("华人", "中华人民共和国", "海外华人协会"),
        ("京都", "東京都の警察が発表した。", "警察は京都に着いた。"),
        ("ตาก", "ฉันตากลม", "จังหวัดตาก"),
        ("ລາວ", "ກຸລາວັນ", "ຄົນລາວ"),
        ("បាន", "បានន័យ", "គាត់បានទៅ"),
    ] {
        let searcher = searcher(&[
            report("a", &format!("{as_characters} {as_characters}")),
            report("b", as_word),
        ]);
        let response = search(&searcher, word);
        assert_eq!(response.hits[0].report.id, "b", "{word}");
    }
}

#[test]
fn words_written_without_spaces_match_and_are_highlighted_separately() {
    let searcher = searcher(&[
        report("apart", "海地的局势。警察说，帮派发动袭击。"),
        report("row", "海地帮派袭击。"),
        report("one", "海地。"),
    ]);
    let response = search(&searcher, "海地帮派袭击");
    assert_eq!(response.hits[0].report.id, "row");
    assert_eq!(ids_of(&response), ["apart", "row"]);
    assert_eq!(found(&searcher, "\"海地帮派袭击\""), "row");
    assert_eq!(marked(&searcher, "袭击 NOT 海地帮派袭击"), ["袭击"]);
}

#[test]
fn thai_and_lao_am_in_one_character_and_in_two_find_and_mark_each_other() {
    for (whole, parts) in [
        ("กระทำผิด", "กระท\u{e4d}\u{e32}ผิด"),
        ("น้ำท่วม", "น\u{e49}\u{e4d}\u{e32}ท่วม"),
        ("ຕຳຫຼວດ", "ຕ\u{ecd}\u{eb2}ຫຼວດ"),
    ] {
        for (written, query) in [(whole, parts), (parts, whole), (parts, parts)] {
            let body = format!("{written} Port-au-Prince");
            let searcher = searcher(&[report("a", &body)]);
            let marks = marked(&searcher, &format!("\"{query}\""));
            assert_eq!(marks, [written], "{query}");
            assert_eq!(marked(&searcher, query).concat(), written, "{query}");
            assert_eq!(marked(&searcher, "port"), ["Port"]);
        }
        // Where it is indexed as a word it scores again, in both spellings.
        let searcher = searcher(&[report("whole", whole), report("parts", parts)]);
        let hits = search(&searcher, whole).hits;
        assert_eq!((hits.len(), hits[0].score), (2, hits[1].score), "{whole}");
    }
}
