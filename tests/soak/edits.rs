//! Random edits of a folder, then an update: the index is equal to a rebuilt one.

use std::fs;
use std::path::Path;

use crate::desk::Desk;
use crate::random::{Random, count};

const WORDS: &[&str] = &[
    "police",
    "residents",
    "in",
    "Solino",
    "Kenscoff",
    "water",
    "convoy",
    "the",
    "armed",
    "groups",
    "road",
    "hospital",
    "Port-au-Prince",
    "said",
    "Viv Ansanm",
    "attacked",
    "displaced",
    "United Nations",
    "and",
    "la",
    "policía",
    "los",
    "habitantes",
    "armados",
    "de",
    "les",
    "habitants",
    "armés",
    "des",
];

const QUERIES: &str = "police\nsolino water\n\"armed groups\"\nkensc*\narea:Haiti convoy\n(police residents)~8\npolise~1\n\
    residents OR habitants\n-police\nhospital road the\n";

/// A folder, its source of edits, and the number of reports created so far.
pub struct Editor {
    pub random: Random,
    made: u32,
}

impl Editor {
    pub fn new(stream: u64) -> Editor {
        Editor {
            random: Random::new(stream),
            made: 0,
        }
    }

    fn text(&mut self) -> String {
        let words = 3 + self.random.below(60);
        let words: Vec<&str> = (0..words).map(|_| self.random.one_of(WORDS)).collect();
        format!("{}.", words.join(" "))
    }

    fn contents(&mut self, name: &str) -> String {
        if name.ends_with(".txt") {
            return self.text();
        }
        let mut lines = String::new();
        for _ in 0..self.random.below(5) {
            // Few ids, so that some are duplicates: within a file and, if shared, in other files.
            let file = match self.random.below(3) {
                0 => "shared".to_owned(),
                _ => name.replace('/', " "),
            };
            let id = self.random.below(6);
            lines.push_str(&match self.random.below(12) {
                0 => "{\"id\": \n".to_owned(),
                1 => format!("{}\n", serde_json::json!({"text": self.text()})),
                _ => format!(
                    "{}\n",
                    serde_json::json!({"id": format!("{file} {id}"), "text": self.text()})
                ),
            });
        }
        lines
    }

    fn new_name(&mut self) -> String {
        self.made += 1;
        let folder = self.random.one_of(&["", "a/", "a/b/", "c/"]);
        let kind = self.random.one_of(&["txt", "jsonl", "jsonl"]);
        format!("{folder}{}.{kind}", self.made)
    }

    /// Changes one thing in the folder.
    pub fn edit(&mut self, desk: &Desk) {
        let mut files = Vec::new();
        files_below(&desk.path(""), &mut files);
        files.sort();
        let known = (!files.is_empty()).then(|| files[self.random.below(files.len())].clone());
        match (self.random.below(10), known) {
            (0..=2, Some(file)) => {
                let contents = self.contents(&file.to_string_lossy());
                fs::write(file, contents).unwrap();
            }
            (3..=4, Some(file)) => fs::remove_file(file).unwrap(),
            (5, Some(file)) => {
                let extension = file.extension().unwrap().to_string_lossy().into_owned();
                self.made += 1;
                let to = desk.path(&format!("{}.{extension}", self.made));
                fs::rename(file, to).unwrap();
            }
            (6, Some(file)) if files.len() > 8 => {
                // Deletes a whole folder.
                let folder = file.parent().unwrap();
                if folder != desk.path("").as_path() && folder.ends_with("b") {
                    fs::remove_dir_all(folder).unwrap();
                }
            }
            _ => {
                let name = self.new_name();
                let contents = self.contents(&name);
                desk.write(&name, contents);
            }
        }
    }
}

fn files_below(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => files_below(&entry.path(), into),
            false => into.push(entry.path()),
        }
    }
}

/// Returns the complete output for an index.
pub fn output_of(desk: &Desk, index: &str) -> String {
    fs::write(desk.root().join("queries.txt"), QUERIES).unwrap();
    let mut all = String::new();
    for arguments in [
        &["export", "--index", index][..],
        &[
            "batch",
            "queries.txt",
            "--all",
            "--facets",
            "--format",
            "json",
            "--index",
            index,
        ],
        &["sources", "--format", "jsonl", "--index", index],
        &["stats", "--format", "json", "--verify", "--index", index],
    ] {
        let run = desk.run(arguments);
        assert!(matches!(run.status, Some(0 | 1)), "{arguments:?}: {run:?}");
        // The location and size may differ.
        let same = run.out.lines().map(|line| match line.find("\"index\":") {
            Some(_) => {
                let mut object: serde_json::Value = serde_json::from_str(line).unwrap();
                for key in ["index", "bytes", "verified_files"] {
                    object.as_object_mut().unwrap().remove(key);
                }
                object.to_string()
            }
            None => line.to_owned(),
        });
        all.extend(same.flat_map(|line| [line, "\n".to_owned()]));
    }
    all
}

/// Compares the output for two indexes, and shows the first line that differs.
pub fn assert_same(got: &str, wanted: &str, point: &str) {
    let (mut ours, mut theirs) = (got.lines(), wanted.lines());
    loop {
        let (ours, theirs) = (ours.next(), theirs.next());
        assert_eq!(ours, theirs, "{point}");
        if ours.is_none() {
            return;
        }
    }
}

/// Returns the names of files in an index folder that do not belong to the index.
pub fn left_over(index: &Path) -> Vec<String> {
    let description = fs::read_to_string(index.join("meta.json")).unwrap();
    let description: serde_json::Value = serde_json::from_str(&description).unwrap();
    let ids: Vec<String> = description["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| segment["segment_id"].as_str().unwrap().replace('-', ""))
        .collect();
    let names = fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let known = [
        "meta.json",
        ".managed.json",
        "CACHEDIR.TAG",
        ".tantivy-meta.lock",
        ".tantivy-writer.lock",
    ];
    names
        .filter(|name| {
            let of_segment = ids.iter().any(|id| name.starts_with(id.as_str()));
            !of_segment && !name.starts_with("names-") && !known.contains(&name.as_str())
        })
        .collect()
}

/// Replaces the content of a folder with a copy of another.
fn copy_anew(from: &Path, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

pub fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().flatten();
    entries.map(|entry| entry.metadata().unwrap().len()).sum()
}

#[test]
#[ignore = "a campaign of minutes"]
fn an_updated_index_is_equal_to_a_rebuilt_one() {
    let mut largest: f64 = 0.0;
    let scripts = count(100);
    let mut done = 0;
    for desk_number in 0.. {
        if done >= scripts {
            break;
        }
        let desk = Desk::new();
        let mut editor = Editor::new(100 + desk_number);
        // Starts from a copy of an empty index, whose names are already compiled.
        fs::create_dir_all(desk.path("")).unwrap();
        let empty = desk.run(&["index", "reports", "--allow-empty", "--index", "empty"]);
        assert_eq!(empty.status, Some(0), "{empty:?}");
        // The number of scripts that edit one folder.
        for _ in 0..25 {
            for _ in 0..1 + editor.random.below(8) {
                editor.edit(&desk);
            }
            let point = format!("desk {desk_number}, script {done}");
            let updated = desk.run(&["index", "reports", "--allow-empty"]);
            assert_eq!(updated.status, Some(0), "{point}: {updated:?}");
            if editor.random.below(20) == 0 {
                let optimized = desk.run(&["optimize"]);
                assert_eq!(optimized.status, Some(0), "{point}: {optimized:?}");
            }
            copy_anew(&desk.root().join("empty"), &desk.root().join("fresh"));
            let fresh = desk.run(&["index", "reports", "--allow-empty", "--index", "fresh"]);
            assert_eq!(fresh.status, Some(0), "{point}: {fresh:?}");
            assert_same(
                &output_of(&desk, "index"),
                &output_of(&desk, "fresh"),
                &point,
            );
            assert_eq!(left_over(desk.index()), [""; 0], "{point}");
            let sizes = size_of(desk.index()) as f64 / size_of(&desk.root().join("fresh")) as f64;
            largest = largest.max(sizes);
            done += 1;
        }
    }
    println!("{done} scripts; the index was at most {largest:.2} times as large as a fresh one");
    assert!(largest <= 1.3, "{largest}");
}
