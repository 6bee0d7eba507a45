//! `index --watch`: changes in the folder are indexed without another command.
//!
//! Each commit is followed by a line on stdout, which the tests wait for; nothing sleeps.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::desk::{Desk, record};

/// The maximum time until a change is indexed, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running program that watches the reports of a desk.
struct Watching<'a> {
    desk: &'a Desk,
    child: Child,
    /// Its standard output: a summary after each commit.
    lines: Receiver<String>,
}

impl<'a> Watching<'a> {
    /// Starts it, and waits for its first run.
    fn start(desk: &'a Desk, more: &[&str]) -> Watching<'a> {
        let arguments = [&["index", "reports", "--watch"], more].concat();
        let mut child = desk.command(&arguments).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let watching = Watching { desk, child, lines };
        watching.next_line();
        watching
    }

    fn next_line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }

    /// Waits until these reports match a query.
    fn until_found(&self, query: &str, wanted: &[&str]) {
        let start = Instant::now();
        loop {
            let mut found = self.desk.found(query);
            found.sort();
            if found == wanted {
                return;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            if self.lines.recv_timeout(left).is_err() {
                panic!("{query}: {found:?}, not {wanted:?}");
            }
        }
    }

    /// Ends it by a signal; returns its exit status and standard error.
    fn end(mut self, signal: Signal) -> (Option<i32>, String) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        let status = self.child.wait().unwrap().code();
        let mut err = String::new();
        let stderr = self.child.stderr.take().unwrap();
        std::io::Read::read_to_string(&mut { stderr }, &mut err).unwrap();
        (status, err)
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn files_that_are_added_changed_moved_and_deleted_are_indexed() {
    let desk = Desk::with(&[("a.txt", "Calm in Solino."), ("b.txt", "Rain in Solino.")]);
    let watching = Watching::start(&desk, &[]);
    watching.until_found("solino", &["a.txt", "b.txt"]);

    desk.write(".hidden/x.txt", "Storm in Solino.");
    desk.write("2025/05/c.jsonl", record("c", "Fog in Solino."));
    watching.until_found("fog", &["c"]);
    desk.write("a.txt", "Wind in Solino.");
    watching.until_found("wind", &["a.txt"]);
    fs::rename(desk.path("2025"), desk.path("2024")).unwrap();
    fs::rename(desk.path("b.txt"), desk.path("2024/b.txt")).unwrap();
    watching.until_found("path:2024", &["2024/b.txt", "c"]);
    desk.delete("a.txt");
    watching.until_found("solino", &["2024/b.txt", "c"]);

    let (status, err) = watching.end(Signal::TERM);
    assert_eq!(status, Some(0));
    assert_eq!(err, "note: watching for changes; press Ctrl-C to stop\n");
    // The index equals that of a run over the whole folder.
    let summary = "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed";
    assert_eq!(desk.index_reports(), summary);
}

#[test]
fn a_folder_that_is_deleted_and_restored_with_many_files_is_indexed() {
    let desk = Desk::with(&[("a.txt", "Calm.")]);
    let watching = Watching::start(&desk, &[]);
    let away = desk.root().join("away");
    fs::rename(desk.path(""), &away).unwrap();
    // Its reports are kept in the index.
    assert_eq!(desk.found(""), ["a.txt"]);
    for n in 0..300 {
        let folder = away.join(format!("{}", n % 7));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{n}.txt")), "Rain.").unwrap();
    }
    fs::rename(&away, desk.path("")).unwrap();
    let mut rain: Vec<String> = (0..300).map(|n| format!("{}/{n}.txt", n % 7)).collect();
    rain.sort();
    let rain: Vec<&str> = rain.iter().map(String::as_str).collect();
    watching.until_found("rain", &rain);
    assert_eq!(desk.found("calm"), ["a.txt"]);
    assert_eq!(watching.end(Signal::INT).0, Some(0));
}

#[test]
fn an_index_within_the_folder_and_a_folder_without_notifications_are_watched() {
    let desk = Desk::with(&[("a.txt", "Calm.")]).index_at("reports/index");
    for more in [&[][..], &["--poll"]] {
        let watching = Watching::start(&desk, more);
        desk.write("b.txt", "Rain.");
        watching.until_found("rain", &["b.txt"]);
        desk.delete("b.txt");
        watching.until_found("rain", &[]);
        assert_eq!(watching.end(Signal::TERM).0, Some(0));
    }
}

#[test]
fn standard_input_is_not_watched() {
    let desk = Desk::new();
    let run = desk.run(&["index", "-", "--watch"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.err.contains("standard input cannot be watched"),
        "{run:?}"
    );
}
