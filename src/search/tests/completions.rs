//! Completions of the last word of a query.

use super::*;

fn completed(searcher: &Searcher, typed: &str) -> Vec<String> {
    let completions = searcher.completions(typed, 10).unwrap();
    let shown = completions.into_iter().map(|one| match one.reports {
        Some(reports) => format!("{} {reports}", one.text),
        None => one.text,
    });
    shown.collect()
}

#[test]
fn values_come_by_the_start_of_any_word_of_their_name_those_with_most_reports_first() {
    let searcher = searcher(&[
        filed("a", &[("area", "Kenscoff"), ("actor", "Viv Ansanm")]),
        filed("b", &[("area", "Solino"), ("actor", "Viv Ansanm")]),
        filed("c", &[("area", "Port-au-Prince")]),
    ]);
    assert_eq!(
        completed(&searcher, "actor:ans"),
        ["actor:\"Viv Ansanm\" 2"]
    );
    assert_eq!(
        completed(&searcher, "actor:\"viv a"),
        ["actor:\"Viv Ansanm\" 2"]
    );
    let areas = completed(&searcher, "area:");
    assert_eq!(areas[0], "area:Haiti 3");
    assert!(
        areas.contains(&"area:Port-au-Prince 2".to_owned()),
        "{areas:?}"
    );
    assert_eq!(completed(&searcher, "area:nowhere"), Vec::<String>::new());
}

#[test]
fn a_name_that_several_values_have_is_completed_to_their_paths() {
    let searcher = searcher(&[
        filed("a", &[("area", "/Haiti/Nord/Milot")]),
        filed("b", &[("area", "/Kenya/Coast/Milot")]),
    ]);
    let completions = completed(&searcher, "area:milot");
    assert_eq!(
        completions,
        ["area:/Haiti/Nord/Milot 1", "area:/Kenya/Coast/Milot 1"]
    );
    for completion in completions {
        let query = completion.split(' ').next().unwrap();
        assert_eq!(search(&searcher, query).total, 1, "{query}");
    }
}

#[test]
fn words_are_counted_in_reports_whether_in_title_or_body_and_need_two_letters() {
    let searcher = searcher(&[
        titled("a", "Police", "The police came."),
        report("b", "A policeman, no police."),
        titled("c", "Policy", "Words."),
    ]);
    assert_eq!(
        completed(&searcher, "Polic"),
        ["police 2", "policeman 1", "policy 1"]
    );
    assert!(
        !completed(&searcher, "w")
            .iter()
            .any(|one| one.starts_with("words"))
    );
    assert_eq!(completed(&searcher, "police came"), Vec::<String>::new());
}

#[test]
fn languages_are_those_of_reports() {
    let searcher = searcher(&[
        report("a", "Words."),
        in_language("b", "fr", "Des mots."),
        in_language("c", "fr", "Des mots."),
    ]);
    assert_eq!(
        completed(&searcher, "language:"),
        ["language:fr 2", "language:en 1"]
    );
    assert_eq!(completed(&searcher, "lang"), ["language:"]);
}
