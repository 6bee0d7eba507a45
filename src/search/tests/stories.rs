//! Near duplicates: which reports form a story, and how stories are shown and counted.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use crate::search::Count;

use super::*;

/// A text of this many words, different for each `n`.
fn story(n: usize, words: usize) -> String {
    let word = |i: usize| format!("word{}x{n}", i * 7 % 1000);
    let words: Vec<String> = (0..words).map(word).collect();
    let sentences = words.chunks(9).map(|words| words.join(" "));
    sentences.collect::<Vec<_>>().join(". ") + "."
}

/// An edited text: shortened, corrected, with a byline, or unchanged.
fn edited(text: &str, edit: usize) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    match edit % 5 {
        0 => text.to_owned(),
        1 => words[..words.len() * 2 / 3].join(" "),
        2 => text.replacen(words[words.len() / 2], "corrected", 1),
        3 => format!("By A. Reporter, Agency\n\n{text}"),
        _ => format!("{text}\n\nEditing by the desk in Kingston"),
    }
}

fn published(id: &str, date: &str, source: &str, body: &str) -> Report {
    Report {
        published: Date::parse(date).ok(),
        source: Some(source.to_owned()),
        ..report(id, body)
    }
}

fn collapsed(query: &str) -> Request {
    Request {
        collapse: true,
        ..request(query)
    }
}

fn groups(reports: &[Report]) -> Vec<Vec<String>> {
    searcher(reports).groups().unwrap()
}

/// Three versions of one story, of which the one with the last id was published first, and another story.
fn reports() -> Vec<Report> {
    let text = format!("{} The bridge of Kenscoff was closed.", story(1, 80));
    vec![
        published("a", "2025-02-05", "Agency", &edited(&text, 3)),
        published("b", "2025-02-06", "Paper", &edited(&text, 2)),
        published("c", "2025-02-04", "Agency", &text),
        published(
            "d",
            "2025-02-04",
            "Paper",
            &format!("{} Bridge.", story(2, 80)),
        ),
    ]
}

#[test]
fn only_the_earliest_matching_report_of_a_story_is_shown() {
    let searcher = searcher(&reports());
    let response = searcher.search(&collapsed("bridge")).unwrap();
    assert_eq!(ids_of(&response), ["c", "d"]);
    assert_eq!((response.total, response.stories), (4, None));
    let hit = response.hits.iter().find(|hit| hit.report.id == "c");
    let similar = hit.unwrap().similar.clone().unwrap();
    let listed: Vec<_> = similar.reports.iter().map(|report| &*report.id).collect();
    assert_eq!((similar.count, listed), (2, vec!["a", "b"]));
    assert_eq!(similar.reports[1].source.as_deref(), Some("Paper"));
    assert_eq!(similar.reports[1].published.as_deref(), Some("2025-02-06"));

    let of_others = searcher
        .search(&collapsed("bridge -source:Agency"))
        .unwrap();
    assert_eq!(ids_of(&of_others), ["b", "d"]);
    assert!(of_others.hits.iter().all(|hit| hit.similar.is_none()));
    assert_eq!(found(&searcher, "bridge"), "a b c d");
}

#[test]
fn pages_of_a_collapsed_list_show_each_story_once() {
    let searcher = searcher(&reports());
    let page = |offset| {
        let request = Request {
            limit: Some(1),
            offset,
            unit: crate::search::Unit::Report,
            ..collapsed("bridge")
        };
        found_by(&searcher, &request)
    };
    let mut pages = [page(0), page(1), page(2)];
    pages.sort();
    assert_eq!(pages, ["", "c", "d"]);
}

#[test]
fn similar_matches_a_report_and_its_near_duplicates_and_shows_all() {
    let searcher = searcher(&reports());
    for id in ["a", "b", "c"] {
        let response = searcher
            .search(&collapsed(&format!("similar:{id}")))
            .unwrap();
        assert_eq!(ids_of(&response), ["a", "b", "c"], "{id}");
    }
    assert_eq!(found(&searcher, "similar:d"), "d");
    assert_eq!(found(&searcher, "bridge -similar:a"), "d");
    assert_eq!(found(&searcher, "similar:a source:Paper"), "b");
    let response = searcher.search(&collapsed("bridge -similar:d")).unwrap();
    assert_eq!(ids_of(&response), ["c"]);
    let unknown = searcher.search(&request("similar:e")).unwrap_err();
    assert!(
        matches!(unknown, SearchError::UnknownReport { .. }),
        "{unknown}"
    );
}

#[test]
fn stories_count_once_in_totals_and_facets() {
    let searcher = searcher(&reports());
    let counted = |query: &str, count| {
        let request = Request {
            count_facets: true,
            count,
            ..request(query)
        };
        let response = searcher.search(&request).unwrap();
        let area = response.facets.unwrap().swap_remove(0).values;
        (
            response.total,
            response.stories,
            area.first().map(|value| value.count),
        )
    };
    assert_eq!(counted("", Count::Reports), (4, None, Some(3)));
    assert_eq!(counted("", Count::Stories), (4, Some(2), Some(1)));
    assert_eq!(
        counted("source:Paper", Count::Stories),
        (2, Some(2), Some(1))
    );
}

#[test]
fn a_whole_report_has_the_id_of_the_first_of_its_story() {
    let searcher = searcher(&reports());
    let group = |id| searcher.report(id).unwrap().unwrap().group;
    assert_eq!(group("b").as_deref(), Some("c"));
    assert_eq!(group("c").as_deref(), Some("c"));
    assert_eq!(group("d"), None);
}

#[test]
fn reports_without_words_form_no_story_and_very_short_ones_only_if_equal() {
    assert!(groups(&[titled("a", "Scan", ""), titled("b", "Scan", "")]).is_empty());
    assert!(groups(&[report("a", "Nothing new."), report("b", "Nothing old.")]).is_empty());
    let same = groups(&[report("a", "Nothing new."), report("b", "Nothing new!")]);
    assert_eq!(same, [["a", "b"]]);
}

#[test]
fn a_common_letterhead_does_not_make_a_story() {
    let letterhead = story(5, 30);
    let body = |n| format!("{letterhead}\n\n{}", story(n, 25));
    assert!(groups(&[report("a", &body(6)), report("b", &body(7))]).is_empty());
}

#[test]
fn a_digest_does_not_join_the_stories_it_contains() {
    let (a, b) = (story(1, 90), story(2, 90));
    let got = groups(&[
        report("a", &a),
        report("b", &b),
        report("digest", &format!("{a}\n\n{b}")),
    ]);
    assert_eq!(got, [["a", "digest"]]);
}

#[test]
fn reports_connected_only_through_others_are_not_a_story() {
    let text = story(1, 400);
    let words: Vec<&str> = text.split(' ').collect();
    let part = |id: &str, from: usize| report(id, &words[from..from + 200].join(" "));
    let chain = [
        part("a", 0),
        part("b", 20),
        part("c", 40),
        part("d", 60),
        part("e", 80),
    ];
    let got = groups(&chain);
    let with_a: Vec<&Vec<String>> = got.iter().filter(|group| group[0] == "a").collect();
    assert!(
        with_a.len() == 1 && !with_a[0].contains(&"e".to_owned()),
        "{got:?}"
    );
}

#[test]
fn scripts_without_spaces_have_stories_too() {
    let text = "海地国家警察星期二在太子港逮捕了十二名帮派成员，并缴获了大量武器和弹药。当局说，这次行动是根据居民的举报展开的，没有人员伤亡。市长在广播中感谢居民，并要求商店和学校从下周一起照常开门。港口办公室表示，被关闭了四天的道路已经重新开放，运送粮食和药品的卡车可以通行。";
    let other = "世界卫生组织说，该国南部省份的霍乱疫情正在蔓延，过去一周报告了三百多例新病例，当地医院缺乏药品和清洁用水，急需国际援助。";
    let got = groups(&[
        in_language("a", "zh", text),
        in_language("b", "zh", &text.replace("星期二", "周二")),
        in_language("c", "zh", other),
    ]);
    assert_eq!(got, [["a", "b"]]);
}

#[test]
fn many_equal_reports_are_one_story() {
    let body = story(1, 40);
    let reports: Vec<Report> = (0..400)
        .map(|n| report(&format!("r{n:03}"), &body))
        .collect();
    let got = groups(&reports);
    assert_eq!(got.len(), 1);
    assert_eq!(
        (got[0].len(), &*got[0][0], &*got[0][399]),
        (400, "r000", "r399")
    );
}

#[derive(Debug, Clone)]
enum Step {
    /// Adds a report or replaces its text: its number, and its story, edit and date.
    Put(usize, usize, usize, usize),
    Remove(usize),
    Commit,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..12usize, 0..4usize, 0..5usize, 0..4usize).prop_map(|(n, story, edit, date)| Step::Put(n, story, edit, date)),
        2 => (0..12usize).prop_map(Step::Remove),
        1 => Just(Step::Commit),
    ]
}

/// Syncs the index in `dir` with `wanted`, a source for each report.
fn sync(dir: &Path, wanted: &BTreeMap<usize, (u64, Report)>, threads: usize) {
    let resources = Resources { threads, ..SMALL };
    let mut mirror = Mirror::open(dir, &SCHEMA, resources).unwrap();
    let mut known = mirror.ledger().keys_below(0, Path::new(""));
    for (n, (version, report)) in wanted {
        let state = source(&format!("s{n}"), *version);
        known.retain(|key| *key != state.key);
        if crate::index::tests::plan(&mut mirror, &state) != crate::index::Plan::Unchanged {
            let mut session = mirror.begin(state);
            session.add(report.clone()).unwrap().unwrap();
            session.end();
        }
    }
    for key in &known {
        mirror.remove(key);
    }
    mirror.finish().unwrap();
}

fn groups_in(dir: &Path) -> Vec<Vec<String>> {
    let searcher = Searcher::new(OpenIndex::open(dir).unwrap()).unwrap();
    searcher.groups().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn an_updated_index_has_the_stories_of_a_fresh_one(steps in proptest::collection::vec(step(), 1..40)) {
        let updated = tempfile::tempdir().unwrap();
        let mut wanted = BTreeMap::new();
        for (version, step) in (1..).zip(steps.iter().chain([&Step::Commit])) {
            match step {
                Step::Put(n, of, edit, date) => {
                    let body = edited(&story(*of, 60), *edit);
                    let date = ["2025", "2025-02-04", "2025-02-05", ""][*date];
                    let report = published(&format!("r{n}"), date, "Agency", &body);
                    wanted.insert(*n, (version, report));
                }
                Step::Remove(n) => {
                    wanted.remove(n);
                }
                Step::Commit => sync(updated.path(), &wanted, 2),
            }
        }
        let fresh = tempfile::tempdir().unwrap();
        sync(fresh.path(), &wanted, 1);
        prop_assert_eq!(groups_in(updated.path()), groups_in(fresh.path()));
    }
}
