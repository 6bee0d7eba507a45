//! Facet values of single reports that a person has rejected or accepted.

use std::fs;

use crate::desk::Desk;

const FILE: &str = "corrections.tsv";

fn desk() -> Desk {
    let desk = Desk::with(&[
        ("a.txt", "Rain fell in Solino and in Kenscoff."),
        ("b.txt", "It was calm in Solino."),
    ]);
    desk.index_reports();
    desk
}

fn correct(desk: &Desk, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["gazetteer"].iter().chain(arguments).copied().collect();
    let run = desk.run(&all);
    assert_eq!(run.status, Some(0), "{run:?}");
    run.out
}

/// The paths that a query finds, sorted.
fn found(desk: &Desk, query: &str) -> Vec<String> {
    let mut found = desk.found(query);
    found.sort_unstable();
    found
}

/// The values of the facet `area`, with the number of reports.
fn areas(desk: &Desk) -> String {
    desk.run(&["facets", "area", "--leaves", "--format", "csv"])
        .out
}

#[test]
fn a_rejected_value_is_neither_found_nor_counted_nor_marked_until_it_is_undone() {
    let desk = desk();
    let (before, counted) = (desk.export(), areas(&desk));
    let done = correct(&desk, &["reject", "a.txt", "area=Solino"]);
    assert_eq!(
        done,
        "rejected area=/Haiti/Ouest/Port-au-Prince/Solino for a.txt\n"
    );
    assert_eq!(found(&desk, "area:Solino"), ["b.txt"]);
    assert_eq!(found(&desk, "area:Port-au-Prince"), ["b.txt"]);
    assert_eq!(found(&desk, "Solino"), ["a.txt", "b.txt"]);
    let marked = desk.run(&["search", "area:Haiti rain"]).out;
    assert!(
        marked.contains("**Kenscoff**") && !marked.contains("**Solino**"),
        "{marked}"
    );
    assert_ne!(areas(&desk), counted);
    // Nothing to reject any longer.
    let again = desk.run(&["gazetteer", "reject", "a.txt", "area=Solino"]);
    assert_eq!(again.status, Some(1), "{again:?}");

    correct(&desk, &["reject", "a.txt", "area=Solino", "--undo"]);
    assert_eq!(desk.export(), before);
    assert_eq!(areas(&desk), counted);
}

#[test]
fn an_accepted_value_is_found_and_decisions_survive_changes_and_a_rebuild() {
    let desk = desk();
    correct(
        &desk,
        &["accept", "b.txt", "area=/Haiti/Artibonite/Gonaïves"],
    );
    correct(&desk, &["reject", "b.txt", "area=/Haiti/Ouest"]);
    assert_eq!(found(&desk, "area:Artibonite"), ["b.txt"]);
    assert_eq!(found(&desk, "area:Ouest"), ["a.txt"]);
    desk.write("b.txt", "It was calm in Solino, and in Kenscoff too.");
    desk.index_reports();
    assert_eq!(found(&desk, "area:/Haiti/Artibonite/Gonaïves"), ["b.txt"]);
    assert_eq!(found(&desk, "area:Ouest"), ["a.txt"]);
    let rebuilt = desk.run(&["index", "--rebuild", "reports"]);
    assert_eq!(rebuilt.status, Some(0), "{rebuilt:?}");
    assert_eq!(found(&desk, "area:/Haiti/Artibonite/Gonaïves"), ["b.txt"]);
    assert_eq!(found(&desk, "area:Ouest"), ["a.txt"]);
}

#[test]
fn rows_written_by_hand_take_effect_with_the_next_run_and_wrong_ones_are_errors() {
    let desk = desk();
    let table = desk.index().join(FILE);
    let row = "# mine\nreport\tfacet\tpath\tverdict\tnote\na.txt\tarea\t/Haiti\treject\tby hand\n";
    fs::write(&table, row).unwrap();
    desk.index_reports();
    assert_eq!(found(&desk, "area:Haiti"), ["b.txt"]);
    correct(&desk, &["reject", "b.txt", "area=Haiti"]);
    assert_eq!(
        fs::read_to_string(&table).unwrap(),
        format!("{row}b.txt\tarea\t/Haiti\treject\n")
    );
    fs::remove_file(&table).unwrap();
    desk.index_reports();
    assert_eq!(found(&desk, "area:Haiti"), ["a.txt", "b.txt"]);

    fs::write(
        &table,
        "report\tfacet\tpath\tverdict\na.txt\tarea\t/Haiti\tno\n",
    )
    .unwrap();
    let run = desk.run(&["index", "reports"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("corrections.tsv:2"), "{run:?}");
    assert!(
        run.err.contains("`no` is not `reject` or `accept`"),
        "{run:?}"
    );
}

#[test]
fn reports_facets_and_values_that_do_not_exist_are_errors() {
    let desk = desk();
    for (arguments, wanted) in [
        (["c.txt", "area=Solino"], "no report has the id `c.txt`"),
        (["a.txt", "Solino"], "`Solino` is not NAME=VALUE"),
        (["a.txt", "place=Solino"], "`place`"),
        (["a.txt", "area=Nowhere at all"], "Nowhere at all"),
    ] {
        let run = desk.run(&[&["gazetteer", "accept"][..], &arguments].concat());
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.contains(wanted), "{run:?}");
    }
    assert!(!desk.index().join(FILE).exists());
}

#[test]
fn with_in_the_index_of_a_path_is_updated_first_and_corrected() {
    let desk = Desk::with(&[("a.txt", "Rain fell in Solino and in Kenscoff.")]);
    let within = ["--in", "reports"];
    correct(
        &desk,
        &[&["reject", "a.txt", "area=Solino"][..], &within].concat(),
    );
    let search = |query: &str| {
        let arguments = [&["search", query, "--format", "ids"][..], &within].concat();
        desk.run(&arguments).out
    };
    assert_eq!(search("area:Solino"), "");
    assert_eq!(search("area:Kenscoff"), "a.txt\n");
}
