//! Tests with runs that fail or are killed at each change to the index directory: afterwards the
//! index is either the old or the new one, and the next run continues.

#[cfg(target_os = "linux")]
mod disk;
mod scenarios;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

#[cfg(target_os = "linux")]
pub use disk::Disk;

use super::faults::{Fault, Faults};
use super::file_names::{FileName, MANAGED, META, TAG, names_file};
use super::folder_state::{FolderState, inspect};
use super::index_directory::IndexDirectory;
use super::steps::Steps;
use super::stored::SourceRow;
use super::tests::plan;
use super::*;
use crate::report::Report;
use crate::schema::IndexSchema;

/// Sources by name: the version of their content, and the ids of their reports.
type Sources = BTreeMap<&'static str, (u64, &'static [&'static str])>;

/// A run of the indexer.
#[derive(Clone)]
struct Run {
    sources: Sources,
    schema: IndexSchema,
    /// Whether the index is rebuilt.
    rebuild: bool,
    /// Whether it is committed after each source, and not only at the end.
    step_by_step: bool,
}

/// All reports and source rows of an index.
#[derive(Debug, PartialEq)]
struct Contents {
    reports: Vec<(String, Report)>,
    rows: Vec<SourceRow>,
    payload: Payload,
}

fn schema(fingerprint: u64) -> IndexSchema {
    IndexSchema {
        fingerprint,
        ..tests::schema()
    }
}

fn report(id: &str, version: u64) -> Report {
    Report {
        body: format!("Version {version} of {id}."),
        ..tests::report(id)
    }
}

fn run(sources: &Sources) -> Run {
    Run {
        sources: sources.clone(),
        schema: schema(1),
        rebuild: false,
        step_by_step: false,
    }
}

impl Run {
    /// Updates the index in `dir`.
    fn make(&self, dir: &Path, steps: Steps) -> Result<Contents, IndexError> {
        self.make_and(dir, steps, || {})
    }

    /// The same, and calls `then` after opening and after each commit except the last.
    fn make_and(
        &self,
        dir: &Path,
        steps: Steps,
        mut then: impl FnMut(),
    ) -> Result<Contents, IndexError> {
        let directory = match self.rebuild {
            true => IndexDirectory::rebuild_with(dir, &self.schema, steps)?,
            false => IndexDirectory::open_with(dir, &self.schema, steps)?,
        };
        let resources = Resources {
            threads: 1,
            memory: 32 << 20,
        };
        let mut mirror = Mirror::at(directory, &self.schema, resources)?;
        then();
        for key in mirror.ledger().keys_below(0, Path::new("")) {
            if !self.sources.contains_key(&key[2..]) {
                mirror.remove(&key);
            }
        }
        for (name, (version, ids)) in &self.sources {
            let state = SourceState {
                key: format!("0/{name}"),
                id_path: None,
                size: *version,
                times: None,
                hash: *version,
                read_with: 0,
            };
            if plan(&mut mirror, &state) == Plan::Unchanged {
                continue;
            }
            let mut session = mirror.begin(state);
            for id in *ids {
                session.add(report(id, *version))?.unwrap();
            }
            session.end();
            if self.step_by_step {
                mirror.commit()?;
                then();
            }
        }
        let (_, index) = mirror.finish()?;
        Ok(contents(&index))
    }

    /// The same, once a failed run has released the directory, which threads of tantivy may hold for a while.
    fn make_when_free(&self, dir: &Path) -> Contents {
        loop {
            match self.make(dir, never()) {
                Err(IndexError::Busy(_)) => std::thread::yield_now(),
                made => return made.unwrap(),
            }
        }
    }
}

fn never() -> Steps {
    failing(Fault::Fails, usize::MAX).0
}

fn failing(fault: Fault, at: usize) -> (Steps, Arc<Faults>) {
    let faults = Arc::new(Faults::new(fault, at));
    let steps = Steps {
        faults: Some(faults.clone()),
    };
    (steps, faults)
}

fn contents(index: &OpenIndex) -> Contents {
    let all = reports::whole(&index.searcher, index.fields);
    let mut reports: Vec<(String, Report)> =
        all.map(|(key, report)| (key, report.unwrap())).collect();
    reports.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let rows = manifest::source_rows(&index.searcher, index.fields).unwrap();
    let mut rows: Vec<SourceRow> = rows.into_values().collect();
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    index.gazetteer().unwrap();
    Contents {
        reports,
        rows,
        payload: index.payload.clone(),
    }
}

/// Returns the files in the directory that do not belong to its index.
fn leftovers(dir: &Path, schema: u64) -> Vec<String> {
    let FolderState::Index(index) = inspect(dir).unwrap() else {
        panic!("no index");
    };
    let names = names_file(schema);
    let known = [
        TAG,
        META,
        MANAGED,
        &names,
        ".tantivy-meta.lock",
        ".tantivy-writer.lock",
    ];
    let all = fs::read_dir(dir).unwrap();
    let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_stray = |name: &String| match FileName::of(name) {
        FileName::Segment(file) => !index.segments.need(&file),
        _ => !known.contains(&name.as_str()),
    };
    all.filter(is_stray).collect()
}

/// The content of an index, or why it cannot be opened.
#[derive(Debug, PartialEq)]
enum Found {
    Contents(Contents),
    None,
    OtherFormat,
    Damaged,
}

fn look_into(dir: &Path) -> Found {
    match OpenIndex::open(dir) {
        Ok(index) => Found::Contents(contents(&index)),
        Err(IndexError::Missing(_)) => Found::None,
        Err(IndexError::Format { .. }) => Found::OtherFormat,
        Err(IndexError::Damaged { .. }) => Found::Damaged,
        Err(error) => panic!("{error:?}"),
    }
}

/// A run, and the directory in which it starts.
struct Scenario {
    name: &'static str,
    before: TempDir,
    run: Run,
    /// The fewest changes that it makes to the directory; with fewer, it does not test what it claims.
    least: usize,
}

/// Makes the run fail in each of these ways at each change to a copy of the directory.
fn fail_everywhere(scenario: &Scenario, faults: &[Fault]) {
    let Scenario {
        name,
        before,
        run,
        least,
    } = scenario;
    let before = before.path();
    let anew = Run {
        rebuild: false,
        ..run.clone()
    };
    let fresh = tempfile::tempdir().unwrap();
    let wanted = anew.make(fresh.path(), never()).unwrap();
    // The possible states of the index after a failure: as before, or as after one of the commits.
    let undisturbed = copy_of(before);
    let mut stands = vec![look_into(undisturbed.path())];
    let commits = || stands.push(look_into(undisturbed.path()));
    let made = run.make_and(undisturbed.path(), never(), commits).unwrap();
    assert_eq!(made, wanted, "{name}");
    stands.push(Found::Contents(made));
    let mut most = 0;
    for &fault in faults {
        for at in 0.. {
            let point = format!("{name}: {fault:?} at {at}");
            let place = copy_of(before);
            let dir = place.path();
            let (steps, faults) = failing(fault, at);
            let made = run.make(dir, steps);
            if !faults.happened() {
                assert_eq!(made.unwrap(), wanted, "{point}");
                most = most.max(at);
                break;
            }
            if let Ok(made) = made {
                assert_eq!(made, wanted, "{point}");
            }
            let found = look_into(dir);
            assert!(stands.contains(&found), "{point}: {found:?}");
            // If there is an index, a run that does not rebuild it must continue, too.
            let next = match found {
                Found::Contents(_) if at % 2 == 0 => &anew,
                Found::Contents(_) | Found::None | Found::OtherFormat | Found::Damaged => run,
            };
            assert_eq!(next.make_when_free(dir), wanted, "{point}, next run");
            assert_eq!(leftovers(dir, run.schema.fingerprint), [""; 0], "{point}");
        }
    }
    assert!(most >= *least, "{name}: {most} changes");
}

/// Simulates a power failure at each `every`th change to a copy of the directory and checks the states.
#[cfg(target_os = "linux")]
fn cut_power_everywhere(scenario: &Scenario, every: usize) {
    let Scenario {
        name, before, run, ..
    } = scenario;
    let fresh = tempfile::tempdir().unwrap();
    let anew = Run {
        rebuild: false,
        ..run.clone()
    };
    let wanted = anew.make(fresh.path(), never()).unwrap();
    let undisturbed = copy_of(before.path());
    let mut stands = vec![look_into(undisturbed.path())];
    let commits = || stands.push(look_into(undisturbed.path()));
    let made = run.make_and(undisturbed.path(), never(), commits).unwrap();
    stands.push(Found::Contents(made));
    for at in (0..).step_by(every) {
        let place = copy_of(before.path());
        let dir = place.path();
        let (steps, faults) = failing(Fault::Killed, at);
        *faults.disk.lock().unwrap() = Disk::of(dir).unwrap();
        let made = run.make(dir, steps);
        let happened = faults.happened();
        let disk = faults.disk.lock().unwrap();
        for unsynced in disk::UNSYNCED {
            let point = format!("{name}: cut at {at}, unsynced: {unsynced:?}");
            let after = disk.after_cut(dir, unsynced).unwrap();
            let found = look_into(after.path());
            assert!(stands.contains(&found), "{point}: {found:?}");
            if let (Ok(made), false) = (&made, happened) {
                // The run has reported success.
                let Found::Contents(found) = &found else {
                    panic!("{point}: {found:?}");
                };
                assert_eq!(found, made, "{point}");
            }
            assert_eq!(
                run.make_when_free(after.path()),
                wanted,
                "{point}, next run"
            );
        }
        if !happened {
            break;
        }
    }
}

fn copy_of(before: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(before).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// Two sources with three reports.
fn two() -> Sources {
    Sources::from([("x", (1, &["a", "b"][..])), ("y", (1, &["c"]))])
}

/// Creates an index of these sources, with at least one segment for each.
fn indexed(sources: &Sources) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let run = Run {
        step_by_step: true,
        ..run(sources)
    };
    run.make(dir.path(), never()).unwrap();
    dir
}

/// Returns the content of the index in `dir`, or why it cannot be read.
fn read_whole(dir: &Path) -> Result<Contents, IndexError> {
    let index = OpenIndex::open(dir)?;
    index.gazetteer()?;
    index.reads().unharmed(|| Ok(contents(&index)))
}

#[test]
fn a_changed_byte_in_any_file_is_damage_or_changes_nothing() {
    let before = indexed(&two());
    let run = run(&Sources::from([("x", (2, &["b"][..])), ("y", (1, &["c"]))]));
    run.make(before.path(), never()).unwrap();
    let whole = read_whole(before.path()).unwrap();
    assert!(OpenIndex::open(before.path()).unwrap().verify().is_ok());
    let (mut damaged, mut harmless) = (0, Vec::new());
    for entry in fs::read_dir(before.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 8 + 1) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&path, &changed).unwrap();
            match read_whole(before.path()) {
                Ok(read) => {
                    assert_eq!(read, whole, "{name} at {at}");
                    harmless.push(name.clone());
                }
                Err(IndexError::Damaged { .. } | IndexError::Foreign { .. }) => damaged += 1,
                Err(error) => panic!("{name} at {at}: {error:?}"),
            }
            let verified = OpenIndex::open(before.path()).and_then(|index| index.verify());
            let is_checked = name != TAG && name != MANAGED;
            assert_eq!(verified.is_err(), is_checked, "{name} at {at}");
        }
        fs::write(&path, &bytes).unwrap();
    }
    // Files that are not read here are verified by `verify`.
    assert!(damaged > 50, "{damaged}, {harmless:?}");
}

#[test]
fn a_run_that_fails_leaves_the_disk_as_it_was() {
    let names = |dir: &Path| {
        let all = fs::read_dir(dir).unwrap();
        let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<String> = all.filter(|name| !name.contains("lock")).collect();
        all.sort();
        all
    };
    // A first run without a commit.
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("index");
    for at in (0..60).step_by(3) {
        let (steps, faults) = failing(Fault::Fails, at);
        let failed = run(&two()).make(&dir, steps).is_err();
        assert!(faults.happened());
        if failed && dir.exists() {
            assert_eq!(look_into(&dir), Found::None, "{at}: {:?}", names(&dir));
        }
        let _ = fs::remove_dir_all(&dir);
    }
    // An update: only the old index remains.
    let scenario = scenarios::change();
    let before = names(scenario.before.path());
    for at in (3..40).step_by(3) {
        let place = copy_of(scenario.before.path());
        let (steps, _) = failing(Fault::Fails, at);
        if scenario.run.make(place.path(), steps).is_err() {
            assert_eq!(leftovers(place.path(), 1), [""; 0], "{at}");
            assert!(names(place.path()).len() <= before.len() + 1, "{at}");
        }
    }
}

#[test]
fn a_first_run_may_be_killed_at_any_change() {
    fail_everywhere(&scenarios::first_run(), &[Fault::Killed]);
}

#[test]
fn a_run_that_replaces_and_adds_may_be_killed_at_any_change() {
    fail_everywhere(&scenarios::change(), &[Fault::Killed]);
}

#[test]
fn a_run_that_removes_may_fail_in_any_way_at_any_change() {
    fail_everywhere(&scenarios::deletion(), ALL_FAULTS);
}

#[test]
fn a_rebuild_may_be_killed_at_any_change() {
    fail_everywhere(&scenarios::rebuild(), &[Fault::Killed]);
}

#[test]
fn a_run_continues_after_a_killed_one_and_removes_its_files() {
    for scenario in [
        scenarios::after_a_kill(),
        scenarios::after_a_killed_rebuild(),
    ] {
        let Scenario { before, run, .. } = scenario;
        assert_ne!(leftovers(before.path(), 1), [""; 0]);
        let fresh = tempfile::tempdir().unwrap();
        let wanted = run.make(fresh.path(), never()).unwrap();
        assert_eq!(run.make(before.path(), never()).unwrap(), wanted);
        assert_eq!(leftovers(before.path(), 1), [""; 0]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_power_may_be_cut_in_a_first_run_and_in_one_that_replaces() {
    cut_power_everywhere(&scenarios::first_run(), 7);
    cut_power_everywhere(&scenarios::change(), 7);
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "takes minutes of processor time"]
fn the_power_may_be_cut_at_any_change_of_every_run() {
    for scenario in [
        scenarios::first_run(),
        scenarios::first_run_in_two_commits(),
        scenarios::change(),
        scenarios::deletion(),
        scenarios::merge(),
        scenarios::other_schema(),
        scenarios::rebuild(),
        scenarios::after_a_kill(),
    ] {
        cut_power_everywhere(&scenario, 1);
    }
}

#[test]
#[ignore = "takes a minute of processor time"]
fn every_run_may_fail_in_any_way_at_any_change() {
    for scenario in [
        scenarios::first_run(),
        scenarios::first_run_in_two_commits(),
        scenarios::change(),
        scenarios::deletion(),
        scenarios::merge(),
        scenarios::other_schema(),
        scenarios::rebuild(),
        scenarios::rebuild_of_other_format(),
        scenarios::rebuild_of_damage(),
        scenarios::after_a_kill(),
        scenarios::after_a_killed_rebuild(),
    ] {
        fail_everywhere(&scenario, ALL_FAULTS);
    }
}

const ALL_FAULTS: &[Fault] = &[Fault::Fails, Fault::FailsAfterwards, Fault::Killed];
