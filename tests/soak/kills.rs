//! Runs that are killed at random moments: the index has the state before or after a commit, and the next run continues.

use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::edits::{Editor, assert_same, left_over, output_of};
use crate::random::count;

#[test]
#[ignore = "a campaign of minutes"]
fn a_run_may_be_killed_at_any_moment() {
    let desk = Desk::new();
    let mut editor = Editor::new(50);
    let mut took = Duration::from_millis(50);
    let (mut killed, mut as_before, mut as_after, mut none) = (0, 0, 0, 0);
    let kills = count(50);
    let mut before = String::new();
    for n in 0.. {
        if killed >= kills {
            break;
        }
        for _ in 0..1 + editor.random.below(6) {
            editor.edit(&desk);
        }
        if n % 40 == 39 {
            // A first run.
            std::fs::remove_dir_all(desk.index()).unwrap();
            before.clear();
        }
        let arguments: &[&str] = match editor.random.below(10) {
            0 | 1 => &["index", "reports", "--rebuild"],
            2 if desk.index().exists() && !before.is_empty() => &["optimize"],
            _ => &["index", "reports", "--allow-empty"],
        };
        let mut child = desk.command(arguments).spawn().unwrap();
        let wait = took.mul_f64(editor.random.below(1100) as f64 / 1000.0);
        let started = Instant::now();
        while started.elapsed() < wait && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        let was_killed = !child.wait().unwrap().success();
        killed += u64::from(was_killed);
        let point = format!("run {n}: {arguments:?} after {wait:?}");
        let found = match desk.run(&["export"]).status {
            Some(0) => output_of(&desk, "index"),
            _ => String::new(),
        };
        let started = Instant::now();
        let next = desk.run(&["index", "reports", "--allow-empty"]);
        took = (took * 3 + started.elapsed()) / 4;
        assert_eq!(next.status, Some(0), "{point}: {next:?}");
        let after = output_of(&desk, "index");
        assert!(
            [&before, &after].contains(&&found)
                || found.is_empty() && before.is_empty()
                || found.contains("\"reports\":0"),
            "{point}: {found}"
        );
        if was_killed {
            match () {
                () if found.is_empty() => none += 1,
                () if found == after && found != before => as_after += 1,
                () => as_before += 1,
            }
        }
        assert_eq!(left_over(desk.index()), [""; 0], "{point}");
        if n % 10 == 0 {
            let fresh = desk.run(&["index", "reports", "--rebuild", "--index", "fresh"]);
            assert_eq!(fresh.status, Some(0), "{point}: {fresh:?}");
            assert_same(&after, &output_of(&desk, "fresh"), &point);
        }
        before = after;
    }
    println!(
        "{killed} killed; the index then: {as_before} as before, {as_after} as after, {none} none yet"
    );
}
