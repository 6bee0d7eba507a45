//! Plans a run: which files to read, which sources to remove, and which were renamed. Writes nothing.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::SystemTime;

use crate::corpus::{self, Source};
use crate::index::{
    FileTimes, Ledger, Plan, Roots, SourceRow, SourceState, hash_of_id, source_key,
};

use super::error::{Problem, with_causes};
use super::event::Event;
use super::id_paths::IdPaths;
use super::read::Run;
use super::requested::{Requested, RootPlaces};
use super::times::{nanoseconds, settled_times};
use super::vanished::{self, Vanishing};
use super::walk::{Walked, WalkedFile};

/// A file to read, and its state for the index.
pub(super) struct ToRead {
    /// The file; its `shown` path is the prefix of its reports' ids.
    pub source: Source,
    /// The path as the user typed it.
    pub spelled: String,
    pub state: SourceState,
    pub plan: Plan,
}

/// The plan of a run.
pub(super) struct FolderPlan {
    pub roots: Roots,
    /// Keys of sources to remove.
    pub remove: Vec<String>,
    /// Old keys of renamed sources, whose reports stay, with their new state.
    pub moves: Vec<(String, SourceState)>,
    /// Updated rows of sources that are not read.
    pub rows: Vec<SourceRow>,
    /// Keys of sources that stay unchanged.
    pub keep: Vec<String>,
    /// Sources to read, in this order.
    pub read: Vec<ToRead>,
    /// Sources to read only if the run frees ids that they could not get before, in the order of reading.
    pub contested: Vec<ToRead>,
}

/// Whether missing sources may be removed.
pub(super) struct Removals<'a> {
    /// Whether to remove them however many they are.
    pub always: bool,
    /// Called to confirm when it is doubtful that they were deleted for good.
    pub confirm: Option<&'a mut dyn FnMut(&Vanishing) -> bool>,
}

impl Run<'_> {
    /// Compares the walked files with the sources in the index.
    pub(super) fn plan(
        &mut self,
        ledger: &Ledger,
        requested: &Requested,
        places: &RootPlaces,
        walked: Walked,
        removals: Removals<'_>,
    ) -> FolderPlan {
        let mut plan = FolderPlan {
            roots: requested.roots.clone(),
            remove: Vec::new(),
            moves: Vec::new(),
            rows: Vec::new(),
            keep: Vec::new(),
            read: Vec::new(),
            contested: Vec::new(),
        };
        let gone = vanished::gone(ledger, requested, places, &walked);
        let mut by_size = vanished::by_size(ledger, &gone);
        let mut moved: HashSet<String> = HashSet::new();
        let mut states = Vec::new();
        let now = nanoseconds(SystemTime::now());
        for found in &walked.sources {
            match self.compare(ledger, found, now, &mut plan) {
                Compared::Settled => {}
                Compared::Known(state, todo) => states.push((found, state, todo)),
                Compared::Unknown(state) => {
                    let from = moved_from(ledger, &mut by_size, &state);
                    match from {
                        Some(from) => {
                            moved.insert(from.clone());
                            plan.moves.push((from, state));
                        }
                        None => states.push((found, state, Plan::New)),
                    }
                }
            }
        }
        let gone = gone.into_iter().map(|(root, mut keys)| {
            keys.retain(|key| !moved.contains(key));
            (root, keys)
        });
        let gone = gone.collect();
        let (leave, stay) = self.split_gone(ledger, requested, places, &walked, gone, removals);
        plan.remove = leave;
        plan.keep.extend(stay);
        for (key, kind) in &walked.skipped {
            let row = SourceRow::skipped(key.clone(), kind.clone());
            if ledger.row(key) != Some(&row) {
                plan.rows.push(row);
            }
        }
        self.assign_id_paths(ledger, &walked, states, &mut plan);
        plan.read
            .sort_by(|a, b| source_key::compare(&a.state.key, &b.state.key));
        plan
    }

    /// Compares a file with its row in the index.
    fn compare(
        &mut self,
        ledger: &Ledger,
        found: &WalkedFile,
        now: i64,
        plan: &mut FolderPlan,
    ) -> Compared {
        let (key, source) = (&found.key, &found.source);
        let row = ledger.row(key).filter(|row| row.skipped.is_none());
        let by_ocr = self.hash_of_ocr(source);
        if self.retry && row.is_none_or(|row| row.failures.is_empty()) {
            plan.keep.push(key.clone());
            return Compared::Settled;
        }
        let times = settled_times(source, now);
        if let Some(row) = row
            && by_ocr == 0
            && !self.retry
            && is_current(row, source.size, times, self.read_with)
        {
            plan.keep.push(key.clone());
            self.repeat_failures(ledger, row, &source.shown);
            return Compared::Settled;
        }
        let state = SourceState {
            key: key.clone(),
            id_path: None,
            size: source.size,
            times,
            hash: 0,
            read_with: self.read_with,
        };
        let hash = match corpus::fingerprint(&source.path) {
            Ok(hash) => hash,
            Err(error) => {
                // Its reports stay in the index.
                plan.keep.push(key.clone());
                let problem = Problem::Unreadable {
                    shown: source.shown.clone(),
                    source: error,
                };
                plan.rows
                    .push(unreadable(row, &state, &problem, &source.shown, now));
                self.problem(problem);
                return Compared::Settled;
            }
        };
        let state = SourceState {
            hash: hash ^ by_ocr,
            ..state
        };
        match ledger.plan(&state) {
            Plan::New => Compared::Unknown(state),
            Plan::Unchanged if self.retry => Compared::Known(state, Plan::Changed),
            Plan::Unchanged => {
                plan.keep.push(key.clone());
                if let Some(row) = row {
                    if row.times != state.times {
                        plan.rows.push(SourceRow {
                            times: state.times,
                            ..row.clone()
                        });
                    }
                    self.repeat_failures(ledger, row, &source.shown);
                }
                Compared::Settled
            }
            known => Compared::Known(state, known),
        }
    }

    /// Splits missing sources into those that leave the index and those that stay.
    fn split_gone(
        &mut self,
        ledger: &Ledger,
        requested: &Requested,
        places: &RootPlaces,
        walked: &Walked,
        gone: Vec<(u32, Vec<String>)>,
        mut removals: Removals<'_>,
    ) -> (Vec<String>, Vec<String>) {
        let (mut all_leave, mut all_stay) = (Vec::new(), Vec::new());
        if self.retry {
            return (all_leave, all_stay);
        }
        for (place, shown) in &walked.gone {
            let files = ledger.keys_below(place.root, &place.below).len();
            self.emit(Event::Gone {
                shown: shown.clone(),
                files,
            });
        }
        let by_name = |root: u32, key: &str| {
            walked.gone.iter().any(|(place, _)| {
                place.root == root
                    && source_key::parts_of(key).is_some_and(|(_, below)| {
                        source_key::path_of(below).starts_with(&place.below)
                    })
            })
        };
        // A file that exists but was not found by the walk is now excluded, by a pattern or its name.
        let is_left_out = |key: &str| {
            let path = places.path_of(key);
            path.is_some_and(|path| path.symlink_metadata().is_ok_and(|file| file.is_file()))
        };
        for (root, keys) in gone {
            let (mut leave, unasked): (Vec<String>, Vec<String>) = keys
                .into_iter()
                .partition(|key| by_name(root, key) || is_left_out(key));
            let vanishing = vanished::describe(ledger, requested, places, walked, root, &unasked);
            let stays = vanishing.filter(|vanishing| {
                vanishing.why.is_doubtful()
                    && !removals.always
                    && !removals.confirm.as_mut().is_some_and(|ask| ask(vanishing))
            });
            match stays {
                Some(vanishing) => {
                    self.summary.withheld += vanishing.gone as u64;
                    all_stay.extend(unasked);
                    self.emit(Event::Withheld(vanishing));
                }
                None => leave.extend(unasked),
            }
            all_leave.append(&mut leave);
        }
        (all_leave, all_stay)
    }

    /// Sets the id prefix of each source. Prefixes of sources that were not walked may change, too.
    fn assign_id_paths(
        &mut self,
        ledger: &Ledger,
        walked: &Walked,
        states: Vec<(&WalkedFile, SourceState, Plan)>,
        plan: &mut FolderPlan,
    ) {
        let moved = plan.moves.iter().map(|(from, _)| from);
        let leaving: HashSet<String> = plan.remove.iter().chain(moved).cloned().collect();
        let known = ledger.rows().filter(|row| row.skipped.is_none());
        let known = known.map(|row| row.key.as_str());
        let stay = known.filter(|key| !leaving.contains(*key));
        let found = walked.sources.iter().map(|found| found.key.as_str());
        let ids = IdPaths::of(&plan.roots, stay.chain(found));
        for (_, state) in &mut plan.moves {
            state.id_path = ids.id_path(&state.key);
        }
        let mut read: HashSet<&str> = HashSet::new();
        for (found, state, todo) in states {
            read.insert(&found.key);
            let state = SourceState {
                id_path: ids.id_path(&state.key),
                ..state
            };
            let row = ledger.row(&state.key);
            let same_ids = row.is_none_or(|row| row.id_path == state.id_path);
            let to_read = ToRead {
                source: Source {
                    shown: state.id_path().to_owned(),
                    ..found.source.clone()
                },
                spelled: found.source.shown.clone(),
                plan: if same_ids { todo } else { Plan::Changed },
                state,
            };
            match to_read.plan {
                Plan::Contested => plan.contested.push(to_read),
                _ => plan.read.push(to_read),
            }
        }
        let renamed = ledger.rows().filter(|row| {
            row.skipped.is_none()
                && !leaving.contains(&row.key)
                && !read.contains(row.key.as_str())
                && row.id_path != ids.id_path(&row.key)
        });
        let renamed: Vec<(String, SourceState)> = renamed
            .map(|row| {
                let state = SourceState {
                    id_path: ids.id_path(&row.key),
                    ..row.state()
                };
                (row.key.clone(), state)
            })
            .collect();
        let moved: HashSet<&String> = renamed.iter().map(|(key, _)| key).collect();
        plan.keep.retain(|key| !moved.contains(key));
        plan.moves.extend(renamed);
        plan.moves
            .sort_by(|(_, a), (_, b)| source_key::compare(&a.key, &b.key));
    }

    /// Returns a value to combine with the hash of a source, so that it is read again when OCR or its languages change; 0 if
    /// OCR does not apply.
    pub(super) fn hash_of_ocr(&self, source: &Source) -> u64 {
        match &self.options.ocr {
            Some(ocr) if source.kind.format.may_be_scanned => hash_of_id(&format!("{ocr:?}")),
            Some(_) | None => 0,
        }
    }

    /// Reports the recorded failures of an unchanged source again.
    pub(super) fn repeat_failures(&mut self, ledger: &Ledger, row: &SourceRow, shown: &str) {
        for line in ledger.failures_behind(row, shown) {
            self.problem(Problem::Before {
                shown: shown.to_owned(),
                line,
            });
        }
        self.summary.taken += row.taken;
        let unkept = row.failed() - row.failures.len() as u64;
        if unkept > 0 {
            self.problem(Problem::Before {
                shown: shown.to_owned(),
                line: format!("{shown}: and {unkept} more as before"),
            });
            self.summary.failed += unkept - 1;
        }
    }
}

/// The result of comparing a file with the index.
enum Compared {
    /// The file need not be read.
    Settled,
    /// The index has this source, in another state.
    Known(SourceState, Plan),
    /// The index has no source with this key.
    Unknown(SourceState),
}

/// Returns whether a source was read completely and, by its size and times, has not changed since.
fn is_current(row: &SourceRow, size: u64, times: Option<FileTimes>, read_with: u64) -> bool {
    row.complete
        && !row.contested
        && row.size == size
        && times.is_some()
        && row.times == times
        && (row.failures.is_empty() || row.read_with == read_with)
}

/// Returns the row for a source that cannot be read at present.
fn unreadable(
    row: Option<&SourceRow>,
    state: &SourceState,
    problem: &Problem,
    shown: &str,
    now: i64,
) -> SourceRow {
    let row = row.cloned().unwrap_or_else(|| SourceRow::unread(state));
    SourceRow {
        failures: vec![behind(shown, &with_causes(problem))],
        failed: 1,
        taken: 0,
        failing_since: row.failing_since.or(Some(now / 1_000_000_000)),
        // Makes the next run read it again.
        read_with: 0,
        times: None,
        ..row
    }
}

/// Returns a message about a source without the leading path.
pub(super) fn behind(path: &str, line: &str) -> String {
    let rest = line.strip_prefix(path);
    rest.map_or_else(|| format!(": {line}"), str::to_owned)
}

/// Finds and takes a missing source with the same bytes and extension as a new one: preferably with the same file name, else
/// the first. The extension must match since it may decide how the file is read.
fn moved_from(
    ledger: &Ledger,
    by_size: &mut HashMap<u64, Vec<&str>>,
    state: &SourceState,
) -> Option<String> {
    let gone = by_size.get_mut(&state.size)?;
    let path = |key: &str| source_key::parts_of(key).map(|(_, below)| source_key::path_of(below));
    let now = path(&state.key)?;
    let fits = |key: &&str| {
        let same_bytes = ledger.row(key).is_some_and(|row| row.hash == state.hash);
        let extension = |path: &Path| path.extension().map(|end| end.to_ascii_lowercase());
        same_bytes && path(key).is_some_and(|before| extension(&before) == extension(&now))
    };
    let same_name = gone.iter().position(|key| {
        fits(key) && path(key).is_some_and(|before| before.file_name() == now.file_name())
    });
    let at = same_name.or_else(|| gone.iter().position(fits))?;
    Some(gone.remove(at).to_owned())
}
