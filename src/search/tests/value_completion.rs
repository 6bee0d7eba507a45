//! Completion of facet values.

use super::*;

fn completed(searcher: &Searcher, prefix: &str) -> Vec<String> {
    searcher.complete_value("area", prefix, 10).unwrap()
}

#[test]
fn names_are_completed_whatever_their_case_and_accents_and_paths_level_by_level() {
    let searcher = searcher(&[
        report("a", "They met in Solino and in Kenscoff."),
        report("b", "They met in Kenya."),
    ]);
    assert_eq!(completed(&searcher, "ken"), ["Kenscoff", "Kenya"]);
    assert_eq!(completed(&searcher, "port-au"), ["Port-au-Prince"]);
    assert_eq!(completed(&searcher, "/"), ["/Haiti/", "/Kenya"]);
    assert_eq!(completed(&searcher, "/haïti/"), ["/Haiti/Ouest/"]);
    let below = ["/Haiti/Ouest/Kenscoff", "/Haiti/Ouest/Port-au-Prince/"];
    assert_eq!(completed(&searcher, "/Haiti/Ouest/"), below);
    assert_eq!(completed(&searcher, "/Haiti/Ouest/K"), below[..1]);
    // Milot is in the gazetteer, but no report is filed there.
    assert_eq!(completed(&searcher, "Milot"), [""; 0]);
    assert!(searcher.complete_value("nothing", "", 10).is_err());
    assert_eq!(searcher.complete_value("area", "", 2).unwrap().len(), 2);
}
