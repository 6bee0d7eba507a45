//! Folders with files of other programs never become an index, and their files are never changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::desk::{Desk, set_format};

/// File names like those of photo programs, mail stores and caches.
const HASH: &str = "b026324c6904b2a9cb4b88d6d61c81d1";
/// How programs tag a cache (<https://bford.info/cachedir/>).
const SOMEBODYS_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Thumbnails\n";
const OUR_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                       # A search index of reportage; it can be made again from its sources.\n";

/// Returns the files in a folder: the targets of links, the bytes of others.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let bytes = match entry.file_type().unwrap() {
            kind if kind.is_symlink() => {
                let target = fs::read_link(entry.path()).unwrap();
                target.into_os_string().into_encoded_bytes()
            }
            kind if kind.is_file() => fs::read(entry.path()).unwrap(),
            _ => Vec::new(),
        };
        files.insert(entry.file_name().into_string().unwrap(), bytes);
    }
    files
}

/// Creates a folder of photos with hashes for names.
fn photos(desk: &Desk, also: &[(&str, &str)]) {
    fs::create_dir(desk.index()).unwrap();
    for name in ["", ".jpg", ".pos", ".store", ".128.del"] {
        let path = desk.index().join(format!("{HASH}{name}"));
        fs::write(path, "a photo").unwrap();
    }
    for (name, text) in also {
        fs::write(desk.index().join(name), text).unwrap();
    }
}

#[test]
fn a_folder_of_files_with_hashes_for_names_is_rejected_and_not_changed() {
    let album = r#"{"album": "Jacmel", "cover": "b026324c6904b2a9cb4b88d6d61c81d1.jpg"}"#;
    let engines =
        r#"{"segments": [], "schema": [], "opstamp": 0, "payload": "of another program"}"#;
    for also in [
        &[][..],
        &[("meta.json", album)],
        &[("meta.json", album), ("CACHEDIR.TAG", SOMEBODYS_TAG)],
        &[("meta.json", album), ("CACHEDIR.TAG", OUR_TAG)],
        &[("meta.json", "{\"album\": "), ("CACHEDIR.TAG", OUR_TAG)],
        &[("meta.json", engines), ("CACHEDIR.TAG", OUR_TAG)],
        &[("CACHEDIR.TAG", SOMEBODYS_TAG)],
        &[("CACHEDIR.TAG", "")],
        &[("names-0123456789abcdef.bin", "a list")],
    ] {
        let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
        photos(&desk, also);
        let before = files(desk.index());
        let index = desk.index().to_str().unwrap();
        for arguments in [
            &["index", "reports"][..],
            &["index", "reports", "--rebuild"],
            &["search", "calm"],
            &["search", "--in", "reports", "calm", "--index", index],
        ] {
            let run = desk.run(arguments);
            assert_eq!(run.status, Some(2), "{also:?}: {run:?}");
            assert!(!run.err.contains("--rebuild"), "{also:?}: {run:?}");
            assert!(run.err.contains("hint: "), "{also:?}: {run:?}");
            assert_eq!(files(desk.index()), before, "{also:?}: {arguments:?}");
        }
    }
}

#[test]
fn other_files_in_an_index_folder_are_kept_by_all_operations() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let others = [
        format!("{HASH}.jpg"),
        HASH.to_owned(),
        format!("{HASH}.pos"),
        format!("{HASH}.128.del"),
        "note.json".to_owned(),
        "names-list.bin".to_owned(),
        ".tmp-notes".to_owned(),
        ".tmpAbC123".to_owned(),
        "rebuild-meta.json".to_owned(),
    ];
    for name in &others {
        fs::write(desk.index().join(name), "mine").unwrap();
    }
    fs::create_dir(desk.index().join("folder.store")).unwrap();
    desk.write("a.txt", "Storm in Solino.");
    desk.index_reports();
    desk.delete("a.txt");
    desk.write("b.txt", "Rain in Solino.");
    desk.index_reports();
    for rebuild in 0..2 {
        if rebuild == 1 {
            set_format(desk.index(), 1);
        }
        let run = desk.run(&["index", "reports", "--rebuild"]);
        assert_eq!(run.status, Some(0), "{run:?}");
    }
    assert_eq!(desk.found("solino"), ["b.txt"]);
    for name in &others {
        let text = fs::read_to_string(desk.index().join(name));
        assert_eq!(text.unwrap(), "mine", "{name}");
    }
    assert!(desk.index().join("folder.store").is_dir());
}

#[test]
fn an_index_without_its_tag_is_updated_and_tagged_again_but_not_replaced() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let tag = desk.index().join("CACHEDIR.TAG");
    fs::remove_file(&tag).unwrap();
    let before = files(desk.index());
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(
        run.err.contains("hint: name a new or empty folder"),
        "{run:?}"
    );
    assert_eq!(files(desk.index()), before);
    desk.index_reports();
    assert_eq!(fs::read_to_string(&tag).unwrap(), OUR_TAG);
    fs::write(&tag, SOMEBODYS_TAG).unwrap();
    let before = files(desk.index());
    for arguments in [
        &["index", "reports"][..],
        &["index", "reports", "--rebuild"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.status, Some(2), "{run:?}");
        assert_eq!(files(desk.index()), before);
    }
    assert_eq!(desk.found("solino"), ["a.txt"]);
}

#[test]
fn a_folder_with_an_unfinished_index_is_used() {
    for also in [
        &[][..],
        &[("CACHEDIR.TAG", "")],
        &[("CACHEDIR.TAG", OUR_TAG)],
        &[("CACHEDIR.TAG", OUR_TAG), ("note.txt", "mine")],
    ] {
        for rebuild in [&[][..], &["--rebuild"]] {
            let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
            fs::create_dir(desk.index()).unwrap();
            for (name, text) in also {
                fs::write(desk.index().join(name), text).unwrap();
            }
            let run = desk.run(&[&["index", "reports"], rebuild].concat());
            assert_eq!(run.status, Some(0), "{also:?}: {run:?}");
            assert_eq!(desk.found("solino"), ["a.txt"]);
            let note = also.iter().any(|(name, _)| *name == "note.txt");
            assert_eq!(desk.index().join("note.txt").exists(), note);
        }
    }
}

#[test]
fn a_rebuild_of_missing_paths_does_not_change_the_index() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    desk.index_reports();
    let before = files(desk.index());
    let run = desk.run(&["index", "report", "--rebuild"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(
        run.err.contains("report: no such file or folder"),
        "{run:?}"
    );
    assert!(run.err.contains("not rebuilt"), "{run:?}");
    assert_eq!(files(desk.index()), before);
    assert_eq!(desk.found("solino"), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_an_index_and_never_written_or_removed_through() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&[("a.txt", "Calm in Solino.")]);
    let place = desk.root().join("elsewhere");
    fs::create_dir(&place).unwrap();
    symlink(&place, desk.index()).unwrap();
    desk.index_reports();
    let mine = desk.root().join("mine");
    fs::write(&mine, "mine").unwrap();
    // Links with the names of files that the program writes, and of one that it would remove as a leftover.
    for name in [".meta.json.new", ".managed.json.new", ".rebuild-meta.json"] {
        symlink(&mine, place.join(name)).unwrap();
    }
    symlink(&mine, place.join("same.json")).unwrap();
    let list = place.join(".managed.json");
    let leftover = format!("{HASH}.store");
    let text = fs::read_to_string(&list).unwrap();
    fs::write(&list, text.replacen('[', &format!("[\"{leftover}\","), 1)).unwrap();
    symlink(&mine, place.join(&leftover)).unwrap();
    desk.write("b.txt", "Rain in Solino.");
    desk.index_reports();
    assert!(!place.join(&leftover).is_symlink());
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    assert!(place.join("same.json").is_symlink());
    assert!(desk.index().is_symlink());
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["a.txt", "b.txt"]);
}

#[test]
fn a_copy_without_hidden_files_is_an_index_without_leftovers() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    desk.index_reports();
    for entry in fs::read_dir(desk.index()).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with('.') {
            fs::remove_file(path).unwrap();
        }
    }
    let mut found = desk.found("solino");
    found.sort();
    assert_eq!(found, ["a.txt", "b.txt"]);
    let count = |desk: &Desk| files(desk.index()).len();
    let run = desk.run(&["index", "reports", "--rebuild"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let fresh = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    fresh.run(&["index", "reports"]);
    assert_eq!(count(&desk), count(&fresh));
}
