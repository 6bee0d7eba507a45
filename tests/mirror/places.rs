//! The location and permissions of an index, and where the output goes.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::desk::{Desk, record, set_format};

#[test]
fn a_folder_of_other_files_is_not_used_as_an_index() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    fs::create_dir(desk.index()).unwrap();
    fs::write(desk.index().join("thesis.txt"), "mine").unwrap();
    for arguments in [
        &["index", "reports"][..],
        &["index", "reports", "--rebuild"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.contains("not an index, and not empty"), "{run:?}");
    }
    assert_eq!(
        fs::read_to_string(desk.index().join("thesis.txt")).unwrap(),
        "mine"
    );
    assert_eq!(fs::read_dir(desk.index()).unwrap().count(), 1);
}

#[test]
fn a_rebuild_leaves_other_files_in_the_index_folder_alone() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    fs::write(desk.index().join("note.txt"), "mine").unwrap();
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(desk.found("solino"), ["a.txt"]);
    let note = desk.index().join("note.txt");
    assert_eq!(fs::read_to_string(note).unwrap(), "mine");
}

#[test]
fn without_an_index_every_command_says_how_to_create_one() {
    let desk = Desk::new();
    desk.write("q.tsv", "1\tcalm\n");
    for arguments in [
        &["search", "calm"][..],
        &["batch", "reports/q.tsv"],
        &["facets", "area"],
        &["show", "x"],
        &["stats"],
        &["export"],
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(
            run.err
                .contains("no index here\nhint: `reportage index PATH`"),
            "{run:?}"
        );
        assert!(!desk.index().exists(), "{arguments:?} made a folder");
    }
}

#[test]
fn a_file_at_the_path_of_the_index_is_rejected() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    fs::write(desk.index(), "mine").unwrap();
    for arguments in [&["index", "reports"][..], &["search", "calm"]] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.starts_with("error: "), "{run:?}");
    }
    assert_eq!(fs::read_to_string(desk.index()).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_read_only_index_can_be_searched_but_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let wanted = desk.export();
    let folder = desk.index();
    let set = |mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "lock")
        {
            fs::remove_file(path).unwrap();
            continue;
        }
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(
            mode & 0o044,
            0o044,
            "others may not read {}",
            path.display()
        );
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    }
    set(0o555);
    assert_eq!(desk.found("solino"), ["a.txt"]);
    assert_eq!(desk.export(), wanted);
    let may_write = fs::write(folder.join("probe"), "").is_ok();
    if !may_write {
        desk.write("b.txt", "Rain in Solino.");
        let run = desk.run(&["index", "reports"]);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.contains("cannot be written"), "{run:?}");
    }
    set(0o755);
}

#[test]
fn an_index_in_the_cache_with_another_format_is_rebuilt() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let ask = || desk.run(&["search", "--in", "reports", "solino", "--format", "paths"]);
    ask();
    let cache = fs::read_dir(desk.root().join("cache/reportage")).unwrap();
    let index = cache.map(|entry| entry.unwrap().path()).next().unwrap();
    set_format(&index, 0);
    let run = ask();
    assert_eq!(run.out, "reports/a.txt\n", "{run:?}");
    assert!(run.err.starts_with("note: 1 added, "), "{run:?}");
}

#[test]
fn an_index_with_a_missing_file_is_an_error_and_is_rebuilt_in_the_cache() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let ask = || desk.run(&["search", "--in", "reports", "solino", "--format", "paths"]);
    ask();
    let cache = fs::read_dir(desk.root().join("cache/reportage")).unwrap();
    let index = cache.map(|entry| entry.unwrap().path()).next().unwrap();
    let lose = |index: &Path| {
        let files = fs::read_dir(index).unwrap();
        let mut files = files.map(|entry| entry.unwrap().path());
        let store = files.find(|path| path.extension().is_some_and(|e| e == "store"));
        fs::remove_file(store.unwrap()).unwrap();
    };
    lose(&index);
    assert_eq!(ask().out, "reports/a.txt\n");
    desk.index_reports();
    lose(desk.index());
    for arguments in [&["search", "solino"][..], &["index", "reports"]] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert!(run.err.contains(".store is missing\nhint: "), "{run:?}");
    }
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(desk.found("solino"), ["a.txt"]);
}

#[test]
fn searching_in_a_folder_creates_its_index_only_in_the_cache() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let ask = |query: &str| desk.run(&["search", "--in", "reports", query, "--format", "paths"]);
    let run = ask("solino");
    assert_eq!(
        (run.status, run.out.as_str()),
        (Some(0), "reports/a.txt\n"),
        "{run:?}"
    );
    assert!(run.err.starts_with("note: 1 added, 0 changed, "), "{run:?}");
    assert_eq!(ask("solino").err, "");
    desk.write("b.txt", "Rain in Jacmel.");
    assert_eq!(ask("jacmel").out, "reports/b.txt\n");
    assert!(!desk.index().exists());
    assert_eq!(
        fs::read_dir(desk.root().join("cache/reportage"))
            .unwrap()
            .count(),
        1
    );
    assert_eq!(fs::read_dir(desk.path("")).unwrap().count(), 2);
}

#[test]
fn a_copy_of_the_schema_is_valid_and_gives_the_same_index() {
    let desk = Desk::with(&[(
        "a.txt",
        "Viv Ansanm attacked Solino and Kenscoff, the UN said.",
    )]);
    desk.index_reports();
    let wanted = desk.export();
    let run = desk.run(&["schema", "init", "mine"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.out.starts_with("mine/schema.toml\n"), "{run:?}");
    assert!(
        desk.run(&["schema", "check", "mine"])
            .out
            .starts_with("valid: ")
    );
    let again = desk.run(&["schema", "init", "mine"]);
    assert_eq!(again.status, Some(2), "{again:?}");
    assert!(
        again.err.contains("hint: name a new or empty folder"),
        "{again:?}"
    );
    desk.run(&["index", "reports", "--schema", "mine", "--rebuild"]);
    assert_eq!(desk.export(), wanted);
}

#[test]
fn a_facet_is_added_without_code_and_the_index_is_updated() {
    let desk = Desk::with(&[("a.txt", "Cholera broke out in Solino after the flood.")]);
    desk.index_reports();
    assert_eq!(desk.run(&["search", "theme:cholera"]).status, Some(2));
    desk.run(&["schema", "init", "mine"]);
    let schema = desk.root().join("mine/schema.toml");
    let block = "\n[[facet]]\nname = \"theme\"\nlabel = \"Theme\"\ngazetteers = [\"themes.tsv\"]\n";
    let text = fs::read_to_string(&schema).unwrap() + block;
    fs::write(&schema, text).unwrap();
    let rows = "id\tpath\tnames\n\
                theme:cholera\t/Health/Cholera\tcholera|kolera\n\
                theme:flood\t/Disasters/Flood\tflood|floods\n";
    fs::write(desk.root().join("mine/gazetteers/themes.tsv"), rows).unwrap();
    // The files may have the name of the facet as a key, so they are read again.
    let run = desk.run(&["index", "reports", "--schema", "mine"]);
    assert_eq!(
        run.summary(),
        "0 added, 1 changed, 0 unchanged, 0 removed, 0 failed",
        "{run:?}"
    );
    assert_eq!(desk.found("theme:Cholera"), ["a.txt"]);
    assert_eq!(
        desk.run(&["facets", "theme", "--format", "tsv"]).out,
        "facet\tvalue\tcount\tshare\tchildren\ntheme\t/Disasters\t1\t1\t1\ntheme\t/Health\t1\t1\t1\n"
    );
    let anew = desk.run(&["index", "reports", "--schema", "mine", "--index", "anew"]);
    assert_eq!(anew.status, Some(0));
    assert_eq!(desk.run(&["export", "--index", "anew"]).out, desk.export());
}

#[test]
fn output_that_is_not_read_to_its_end_is_not_a_failure() {
    let mut lines = String::new();
    for i in 0..400 {
        lines += &record(&format!("r{i}"), &"Calm in Solino. ".repeat(30));
    }
    let desk = Desk::with(&[("r.jsonl", &lines), ("q.tsv", "1\tsolino\n2\tcalm\n")]);
    desk.index_reports();
    for arguments in [
        &["search", "solino", "--all"][..],
        &["search", "solino", "--all", "--format", "jsonl"],
        &["batch", "reports/q.tsv", "--all", "--format", "csv"],
        &["export"],
    ] {
        let mut child = desk
            .command(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take()); // as `| head -0` does
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*errors),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_folder_of_a_schema_may_have_a_name_that_is_not_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let schema = desk.root().join(OsStr::from_bytes(b"sch\xe9ma"));
    for command in [&["schema", "init"][..], &["index", "reports", "--schema"]] {
        let words = command.iter().map(OsStr::new);
        let arguments: Vec<&OsStr> = words.chain([schema.as_os_str()]).collect();
        let run = desk.run(&arguments);
        assert_eq!(run.status, Some(0), "{run:?}");
    }
    // The index remembers the folder: nothing is tagged again with the shipped names.
    let again = desk.run(&["index", "reports"]);
    assert_eq!(
        (again.status, again.err.as_str()),
        (Some(0), ""),
        "{again:?}"
    );
    assert_eq!(desk.found("area:Solino"), ["a.txt"]);
}
