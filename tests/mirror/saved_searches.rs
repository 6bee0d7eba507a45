//! Saved searches: new reports of the next run, and a file that survives rebuilding the index.

use std::fs;
use std::io::Write;
use std::process::Child;

use crate::desk::{Desk, NOW, Run};

const FILE: &str = "saved-searches.toml";

/// Runs the program this many seconds after the others.
fn at(desk: &Desk, seconds: i64, arguments: &[&str]) -> Run {
    let mut command = desk.command(arguments);
    command.env("SOURCE_DATE_EPOCH", (NOW + seconds).to_string());
    Run::of(command.output().unwrap())
}

/// Runs a search with `--new`; returns the exit status and the paths.
fn new(desk: &Desk, seconds: i64, name: &str) -> (Option<i32>, Vec<String>) {
    let run = at(desk, seconds, &["run", name, "--new", "--format", "paths"]);
    let mut paths: Vec<String> = run.out.lines().map(str::to_owned).collect();
    paths.sort_unstable();
    (run.status, paths)
}

fn paths(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| format!("reports/{name}")).collect()
}

/// Creates two reports, one of which matches the search `rain`.
fn desk() -> Desk {
    let desk = Desk::with(&[("a.txt", "Rain in Solino."), ("b.txt", "Calm in Kenscoff.")]);
    desk.index_reports();
    let run = desk.run(&["save", "rain", "rain"]);
    assert_eq!(run.out, "saved rain: finds 1 report now\n", "{run:?}");
    desk
}

fn saved(desk: &Desk) -> String {
    fs::read_to_string(desk.index().join(FILE)).unwrap()
}

#[test]
fn reports_are_new_if_they_were_added_or_changed_since_the_last_run() {
    let desk = desk();
    assert_eq!(new(&desk, 10, "rain"), (Some(0), paths(&["a.txt"])));
    let file = saved(&desk);
    assert!(file.starts_with("# Saved searches: "), "{file}");
    assert!(
        file.ends_with("\n\n[rain]\nquery = \"rain\"\nlast_run = 2025-02-19T21:20:10Z\n"),
        "{file}"
    );
    assert_eq!(new(&desk, 20, "rain"), (Some(1), vec![]));

    desk.write("c.txt", "Rain in Mirebalais.");
    desk.write("b.txt", "Rain in Kenscoff.");
    assert_eq!(at(&desk, 30, &["index", "reports"]).status, Some(0));
    // Without --new, all reports are searched, and no time is recorded.
    let all = at(&desk, 35, &["run", "rain", "--format", "paths"]);
    assert_eq!(all.out.lines().count(), 3, "{all:?}");
    assert_eq!(
        new(&desk, 40, "rain"),
        (Some(0), paths(&["b.txt", "c.txt"]))
    );
    assert_eq!(new(&desk, 50, "rain"), (Some(1), vec![]));
    assert!(saved(&desk).ends_with("last_run = 2025-02-19T21:20:50Z\n"));
}

#[test]
fn reports_added_in_the_second_of_the_last_run_are_not_missed() {
    let desk = desk();
    assert_eq!(new(&desk, 10, "rain"), (Some(0), paths(&["a.txt"])));
    desk.write("c.txt", "Rain in Mirebalais.");
    assert_eq!(at(&desk, 10, &["index", "reports"]).status, Some(0));
    assert_eq!(new(&desk, 11, "rain"), (Some(0), paths(&["c.txt"])));
    assert_eq!(new(&desk, 12, "rain"), (Some(1), vec![]));
}

#[test]
fn reports_committed_after_the_run_are_not_missed() {
    let desk = desk();
    let hold = |seconds: i64| -> Child {
        let mut command = desk.command(&["index", "-"]);
        command.env("SOURCE_DATE_EPOCH", (NOW + seconds).to_string());
        let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
        // More than the capacity of a pipe: the write ends only once the indexer reads, when it has locked the index.
        let nothing = vec![b'\n'; 1 << 20];
        child.stdin.as_mut().unwrap().write_all(&nothing).unwrap();
        child
    };
    let mut indexer = hold(10);
    assert_eq!(new(&desk, 20, "rain"), (Some(0), paths(&["a.txt"])));
    let record = "{\"id\":\"late\",\"text\":\"Rain in Mirebalais.\"}\n";
    let mut stdin = indexer.stdin.take().unwrap();
    stdin.write_all(record.as_bytes()).unwrap();
    drop(stdin);
    assert!(indexer.wait().unwrap().success());
    // Its time is ten seconds before the search ran, but it was not visible then.
    let run = at(&desk, 30, &["run", "rain", "--new", "--format", "trec"]);
    assert!(run.out.contains(" late "), "{run:?}");
    assert_eq!(new(&desk, 40, "rain"), (Some(1), vec![]));
}

#[test]
fn indexing_and_rebuilding_keep_saved_searches_and_their_times() {
    let desk = desk();
    assert_eq!(new(&desk, 10, "rain").0, Some(0));
    let before = saved(&desk);
    desk.write("c.txt", "Calm in Mirebalais.");
    for arguments in [
        &["index", "reports"][..],
        &["index", "reports", "--rebuild"],
        &["index", "reports", "--schema", "schema", "--rebuild"],
        &["optimize"],
    ] {
        if arguments.contains(&"--schema") {
            assert_eq!(desk.run(&["schema", "init", "schema"]).status, Some(0));
        }
        let run = at(&desk, 20, arguments);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert_eq!(saved(&desk), before, "{arguments:?}");
    }
    assert_eq!(new(&desk, 30, "rain"), (Some(1), vec![]));
}

#[test]
fn a_run_that_fails_prints_nothing_and_records_no_time() {
    let desk = desk();
    let text = saved(&desk) + "\n[broken]\nquery = 'area:(Kenscoff'\n";
    fs::write(desk.index().join(FILE), &text).unwrap();
    let run = at(&desk, 10, &["run", "--all", "--new"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.starts_with("error: broken: "), "{run:?}");
    assert_eq!(saved(&desk), text);
    // Nor is one recorded if the output is not read to its end.
    let mut command = desk.command(&["run", "rain", "--new"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    if let Ok(full) = full {
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(saved(&desk), text);
    }
}

#[test]
fn comments_and_order_of_the_file_are_kept() {
    let desk = desk();
    let text = "# Mine.\n\n# When it pours\n[rain]   # daily\nlast_run = 2020-01-01T00:00:00Z  # so\nquery = \"rain\"\n\n\
                # Quiet\n[calm]\nquery = 'calm'\nfacet = [\"area=Haiti\"]\n";
    fs::write(desk.index().join(FILE), text).unwrap();
    assert_eq!(new(&desk, 10, "rain"), (Some(0), paths(&["a.txt"])));
    let wanted = text.replace("2020-01-01T00:00:00Z", "2025-02-19T21:20:10Z");
    assert_eq!(saved(&desk), wanted);
    let run = desk.run(&["save", "rain", "pours", "--limit", "3", "--replace"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(
        saved(&desk),
        "# Mine.\n\n# When it pours\n[rain]   # daily\nquery = \"pours\"\nlimit = 3\n\n\
         # Quiet\n[calm]\nquery = 'calm'\nfacet = [\"area=Haiti\"]\n"
    );
    assert_eq!(desk.run(&["saved", "--remove", "rain"]).status, Some(0));
    assert!(saved(&desk).ends_with("# Quiet\n[calm]\nquery = 'calm'\nfacet = [\"area=Haiti\"]\n"));
    assert!(!desk.index().join(".saved-searches.toml.new").exists());
}

#[test]
fn errors_in_the_file_name_line_and_key() {
    let desk = desk();
    for (text, wanted) in [
        (
            "[rain]\nquery = \"rain\"\nsinse = \"2025\"\n",
            "3: [rain] sinse: unknown key",
        ),
        ("[rain]\nquery = 5\n", "2: [rain] query: expected a string"),
        ("\n[rain]\nlimit = 5\n", "2: [rain] query: missing"),
        (
            "[rain]\nquery = \"rain\"\nlimit = \"some\"\n",
            "3: [rain] limit: invalid value 'some'",
        ),
        (
            "[rain]\nquery = \"rain\"\nfacets = 1\n",
            "3: [rain] facets: expected true or false",
        ),
        (
            "[rain]\nquery = \"rain\"\nlast_run = 2025-01-01\n",
            "3: [rain] last_run: expected a time",
        ),
        ("[rain]\nquery = \"rain\n", "2: "),
        ("rain = \"rain\"\n", "1: `rain`: expected a table"),
    ] {
        fs::write(desk.index().join(FILE), text).unwrap();
        for command in [&["saved"][..], &["run", "rain"]] {
            let run = desk.run(command);
            assert_eq!(run.status, Some(2), "{text}{run:?}");
            assert!(
                run.err.contains(&format!("{FILE}:{wanted}")),
                "{text}{run:?}"
            );
        }
    }
}

#[test]
fn all_new_reports_are_shown_if_they_have_all_the_words() {
    let desk = desk();
    for i in 0..15 {
        desk.write(
            &format!("more{i}.txt"),
            format!("Rain and wind in Solino, day {i}."),
        );
    }
    desk.write("wind.txt", "Wind in Jacmel.");
    desk.index_reports();
    assert_eq!(desk.run(&["save", "both", "rain jacmel"]).status, Some(0));
    assert_eq!(new(&desk, 10, "rain").1.len(), 16);
    // A search falls back to any of the words; an alert does not.
    assert_eq!(desk.run(&["run", "both"]).status, Some(0));
    assert_eq!(new(&desk, 10, "both"), (Some(1), vec![]));
}

#[test]
fn the_head_of_the_file_is_kept_when_the_first_search_is_removed() {
    let desk = desk();
    assert_eq!(desk.run(&["save", "calm", "calm"]).status, Some(0));
    let of_rain = "# Asked by the desk.\n[rain]";
    let file = saved(&desk).replace("[rain]", of_rain);
    fs::write(desk.index().join(FILE), &file).unwrap();
    let head = file.split(of_rain).next().unwrap().to_owned();
    assert_eq!(desk.run(&["saved", "--remove", "rain"]).status, Some(0));
    assert_eq!(saved(&desk), format!("{head}[calm]\nquery = \"calm\"\n"));
    assert_eq!(desk.run(&["saved", "--remove", "calm"]).status, Some(0));
    assert_eq!(saved(&desk), head);
    assert_eq!(desk.run(&["save", "wind", "wind"]).status, Some(0));
    assert_eq!(saved(&desk), format!("{head}[wind]\nquery = \"wind\"\n"));
}
