//! A temporary folder with reports and an index, and runs of the program on them.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// The working folder of a test: `reports/` and `index/` in a temporary folder.
pub struct Desk {
    folder: TempDir,
    index: PathBuf,
}

/// The current time in every run of the program, in seconds since 1970.
pub const NOW: i64 = 1_740_000_000;

/// The result of a run of the program.
#[derive(Debug)]
pub struct Run {
    /// Its exit status; `None` if it was killed.
    pub status: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Desk {
    /// Creates an empty folder of reports; there is no index yet.
    pub fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("reports")).unwrap();
        let index = folder.path().join("index");
        Desk { folder, index }
    }

    /// Creates a folder with these reports.
    pub fn with(files: &[(&str, &str)]) -> Desk {
        let desk = Desk::new();
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    /// Returns a copy with the same reports and without an index.
    pub fn index_at(mut self, name: &str) -> Desk {
        self.index = self.folder.path().join(name);
        self
    }

    /// Where the program runs.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The index's folder.
    pub fn index(&self) -> &Path {
        &self.index
    }

    /// Returns the path of a report.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("reports").join(name)
    }

    /// Writes a report.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Deletes a report.
    pub fn delete(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Prepares to run the program here, independent of the environment of the test. `REPORTAGE_SOAK_PROGRAM` overrides the
    /// program.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let program = std::env::var_os("REPORTAGE_SOAK_PROGRAM");
        let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_reportage").into());
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("REPORTAGE_INDEX", &self.index)
            .env("HOME", self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
            .env("REPORTAGE_CONFIG", "")
            .env("SOURCE_DATE_EPOCH", NOW.to_string())
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program with `text` on its standard input.
    pub fn run_with(&self, arguments: &[&str], text: &str) -> Run {
        let mut child = self.open(arguments);
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        drop(stdin);
        Run::of(child.wait_with_output().unwrap())
    }

    /// Starts the program with an open standard input.
    pub fn open(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).spawn().unwrap()
    }

    /// Indexes `reports` and returns the summary up to the time it took.
    pub fn index_reports(&self) -> String {
        let run = self.run(&["index", "reports"]);
        assert_eq!(run.status, Some(0), "{run:?}");
        run.summary()
    }

    /// Returns an export of the index.
    pub fn export(&self) -> String {
        let run = self.run(&["export"]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
        run.out
    }

    /// Returns the ids of all reports that match a query, in order.
    pub fn found(&self, query: &str) -> Vec<String> {
        let arguments = [
            "search", query, "--unit", "report", "--format", "trec", "--all",
        ];
        let run = self.run(&arguments);
        assert!(matches!(run.status, Some(0 | 1)), "{run:?}");
        let ids = run.out.lines().filter_map(|line| line.split(' ').nth(2));
        ids.map(str::to_owned).collect()
    }
}

impl Run {
    pub fn of(output: Output) -> Run {
        Run {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns the last line of `index` without the seconds.
    pub fn summary(&self) -> String {
        let line = self.out.lines().last().unwrap_or("");
        let end = line.rfind(", ").unwrap_or(line.len());
        line[..end].to_owned()
    }
}

/// Changes the format version in an index; returns its description.
pub fn set_format(index: &Path, format: u32) -> String {
    let path = index.join("meta.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut meta: serde_json::Value = serde_json::from_str(&text).unwrap();
    let payload = meta["payload"].as_str().unwrap();
    let mut payload: serde_json::Value = serde_json::from_str(payload).unwrap();
    payload["format"] = format.into();
    meta["payload"] = payload.to_string().into();
    let text = meta.to_string();
    fs::write(&path, &text).unwrap();
    text
}

/// Returns a line of JSON Lines.
pub fn record(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

/// Returns `n` made-up reports as JSON Lines, each about as long as a news article. The same `n`
/// gives the same bytes.
pub fn many_records(n: usize) -> String {
    const WORDS: &[&str] = &[
        "Kenscoff",
        "police",
        "residents",
        "the",
        "of",
        "gangs",
        "Port-au-Prince",
        "fled",
        "in",
        "helicopters",
        "hospital",
        "Viv Ansanm",
        "killed",
        "and",
        "displaced",
        "United Nations",
        "Solino",
        "convoy",
        "attacked",
        "water",
        "road",
        "to",
        "said",
        "houses",
        "burned",
    ];
    let mut seed: u64 = 88172645463325252; // xorshift
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    let mut lines = String::new();
    for i in 0..n {
        let mut text = String::new();
        for sentence in 0..30 {
            let words: Vec<&str> = (0..12).map(|_| WORDS[next() % WORDS.len()]).collect();
            text.push_str(&words.join(" "));
            text.push_str(if sentence % 5 == 4 { ".\n\n" } else { ". " });
        }
        lines.push_str(&record(&format!("made-up-{i:05}"), &text));
    }
    lines
}
