//! Several indexes searched as one.

use crate::desk::Desk;

const ONE: &[(&str, &str)] = &[
    (
        "one/a.txt",
        "Police in Solino\n\n2 March 2025\n\nPolice said that gangs attacked Solino.",
    ),
    (
        "one/b.txt",
        "The harbour of Kenscoff is closed and the police are away.",
    ),
    (
        "one/c.txt",
        "La policía dijo que los habitantes de Puerto Príncipe huyeron de las pandillas.",
    ),
];
const TWO: &[(&str, &str)] = &[
    (
        "two/e.txt",
        "Gangs attacked a hospital in Port-au-Prince, the United Nations said.",
    ),
    (
        "two/f.txt",
        "Police, police, police: the police of Haiti in Solino.",
    ),
    (
        "two/d.txt",
        "La police a dit que les habitants de Kenscoff ont fui.",
    ),
];

/// Creates an index of each folder, and one of both.
fn three_indexes() -> Desk {
    let desk = Desk::with(ONE);
    for (name, text) in TWO {
        desk.write(name, text);
    }
    for (index, folders) in [
        ("one.index", &["reports/one"][..]),
        ("two.index", &["reports/two"]),
        ("both.index", &["reports/one", "reports/two"]),
    ] {
        let mut arguments = vec!["index", "--index", index];
        arguments.extend(folders);
        assert_eq!(desk.run(&arguments).status, Some(0), "{index}");
    }
    desk
}

#[test]
fn several_indexes_give_the_results_of_one_index_of_all_their_files() {
    let desk = three_indexes();
    let joint = ["--index", "one.index", "--index", "two.index"];
    for arguments in [
        &["search", "police", "--format", "json", "--facets"][..],
        &["search", "solino gangs", "--format", "json", "--explain"],
        &["search", "habitants", "--format", "jsonl"],
        &["search", "path:two police", "--format", "paths"],
        &["search", "area:Kenscoff", "--format", "json"],
        &["search", "polise", "--format", "json"],
        &["facets", "root", "area", "--format", "json"],
        &["crosstab", "root", "language", "--format", "json"],
        &["count", "police", "gangs", "--format", "json"],
        &["terms", "police", "--format", "json"],
        &["show", "d.txt", "--format", "json"],
        &["export"],
    ] {
        let got = desk.run(&[arguments, &joint].concat());
        let wanted = desk.run(&[arguments, &["--index", "both.index"]].concat());
        assert_eq!(
            (got.status, &got.err),
            (wanted.status, &wanted.err),
            "{arguments:?}"
        );
        let lines = |out: &str| -> Vec<String> { out.lines().map(str::to_owned).collect() };
        assert_eq!(lines(&got.out), lines(&wanted.out), "{arguments:?}");
    }
}

#[test]
fn hits_with_the_same_id_in_two_indexes_keep_their_own_files_places_and_marks() {
    let desk = Desk::with(&[
        ("one/a.txt", "The harbour of Kenscoff is closed."),
        (
            "two/a.txt",
            "Nothing new: the market in Jacmel is open, the harbour too.",
        ),
    ]);
    for name in ["one", "two"] {
        let run = desk.run(&["index", &format!("reports/{name}"), "--index", name]);
        assert_eq!(run.status, Some(0), "{run:?}");
    }
    let joint = |arguments: &[&str]| {
        let run = desk.run(&[arguments, &["--index", "one", "--index", "two"]].concat());
        assert_eq!(run.status, Some(0), "{arguments:?}: {run:?}");
        run.out
    };
    assert_eq!(
        joint(&["open", "1", "market", "--print"]),
        "reports/two/a.txt\n"
    );
    assert_eq!(
        joint(&["open", "1", "closed", "--print"]),
        "reports/one/a.txt\n"
    );
    let linked = joint(&["search", "market", "--hyperlink", "always"]);
    assert!(linked.contains("/reports/two/a.txt\u{1b}\\"), "{linked:?}");
    let map = joint(&["search", "harbour", "--format", "geojson"]);
    let map: serde_json::Value = serde_json::from_str(&map).unwrap();
    let mut places: Vec<(&str, &str)> = map["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| &feature["properties"])
        .map(|of| (of["path"].as_str().unwrap(), of["name"].as_str().unwrap()))
        .collect();
    places.sort_unstable();
    let wanted = [
        ("reports/one/a.txt", "Kenscoff"),
        ("reports/two/a.txt", "Jacmel"),
    ];
    assert_eq!(places, wanted);
    // The first index with the id provides the text and the marks.
    let shown = joint(&["show", "a.txt", "harbour"]);
    assert!(shown.contains("The **harbour** of Kenscoff"), "{shown}");
}

#[test]
fn an_index_that_is_named_twice_counts_once() {
    let desk = three_indexes();
    let twice = ["--index", "one.index", "--index", "reports/../one.index"];
    let count = ["count", "police", "--format", "json"];
    let got = desk.run(&[&count[..], &twice].concat());
    assert_eq!(got.out, desk.run(&[&count[..], &twice[..2]].concat()).out);
}

#[test]
fn indexes_of_different_schemas_are_not_searched_together() {
    let desk = three_indexes();
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sessions/lexicon/schema");
    let other = [
        "index",
        "reports/two",
        "--index",
        "other.index",
        "--schema",
        schema,
    ];
    assert_eq!(desk.run(&other).status, Some(0));
    let run = desk.run(&[
        "count",
        "police",
        "--index",
        "one.index",
        "--index",
        "other.index",
    ]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(
        run.err
            .contains("one.index and other.index: tagged with different schemas"),
        "{run:?}"
    );
}

#[test]
fn a_copy_of_an_index_is_not_searched_beside_it() {
    let desk = three_indexes();
    let copy = desk.root().join("copy.index");
    std::fs::create_dir(&copy).unwrap();
    for file in std::fs::read_dir(desk.root().join("one.index")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    let run = desk.run(&[
        "count",
        "police",
        "--index",
        "one.index",
        "--index",
        "copy.index",
    ]);
    assert_eq!(run.status, Some(2), "{run:?}");
    let wanted = "copy.index: a copy of another of these indexes";
    assert!(run.err.contains(wanted), "{run:?}");
}

#[test]
fn commands_for_one_index_reject_several() {
    let desk = three_indexes();
    for (command, wanted) in [
        (&["stats"][..], "this command reads a single index"),
        (&["sources"], "this command reads a single index"),
        (
            &["search", "police", "--in", "reports"],
            "--in updates a single index",
        ),
        (&["index", "reports/one"], "cannot be used multiple times"),
    ] {
        let run = desk.run(&[command, &["--index", "one.index", "--index", "two.index"]].concat());
        assert_eq!(run.status, Some(2), "{command:?}: {run:?}");
        assert!(run.err.contains(wanted), "{run:?}");
    }
}
