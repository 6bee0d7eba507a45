//! Dry runs: reports what a run would do.

use std::path::{Path, PathBuf};

use crate::corpus::ReadOptions;
use crate::index::{Ledger, OpenIndex, Plan, source_key};
use crate::schema::IndexSchema;

use super::error::IndexerError;
use super::event::{Event, Summary};
use super::options::IndexOptions;
use super::plan::Removals;
use super::read::Run;
use super::requested::Requested;
use super::{Indexer, patterns, read_options};

/// What a run would do with a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It would be read because it is not in the index.
    New(String),
    /// It would be read again because it has changed, was not read completely, or its failures may not recur.
    Again(String),
    /// It was renamed, from and to. It would not be read.
    Moved(String, String),
    /// It would be removed from the index.
    Removed(String),
}

/// The result of a dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// One for each affected source, in the order of reading; paths as shown to people.
    pub changes: Vec<Change>,
    /// How many sources would stay unchanged.
    pub unchanged: usize,
    /// What the walk found: skipped files, problems, missing sources that would stay.
    pub summary: Summary,
}

impl Indexer {
    /// Returns what a [run](Self::run) over `paths` would do to the index in `dir`, which need not exist. Writes nothing.
    ///
    /// # Errors
    /// The index in `dir` exists but cannot be read.
    pub fn preview(
        dir: &Path,
        schema: &IndexSchema,
        options: &IndexOptions,
        paths: &[PathBuf],
        mut on_event: impl FnMut(Event<'_>),
    ) -> Result<Changes, IndexerError> {
        let ledger = match dir.join("meta.json").exists() {
            true => OpenIndex::open(dir)?.ledger()?,
            false => Ledger::default(),
        };
        let read: ReadOptions = read_options(schema, options);
        let mut run = Run::start(&read, options.retry, &mut on_event);
        run.exclude = patterns(options)?;
        let requested = Requested::of(&ledger, paths, options.root_name.as_deref());
        run.emit_moved(&requested);
        let places = requested.root_places(dir);
        let walked = run.walk(&ledger, &requested, &places, paths, None);
        let removals = Removals {
            always: options.allow_empty,
            confirm: None,
        };
        let plan = run.plan(&ledger, &requested, &places, walked, removals);
        let shown = crate::index::Places::of(&plan.roots, dir);
        let path = |key: &str| shown.shown_source(key);
        let mut changes: Vec<(String, Change)> = Vec::new();
        for key in &plan.remove {
            if ledger.row(key).is_some_and(|row| row.skipped.is_none()) {
                changes.push((key.clone(), Change::Removed(path(key))));
            }
        }
        for (from, to) in &plan.moves {
            if *from != to.key {
                let change = Change::Moved(path(from), path(&to.key));
                changes.push((to.key.clone(), change));
            }
        }
        for file in &plan.read {
            let path = path(&file.state.key);
            let change = match file.plan {
                Plan::New => Change::New(path),
                _ => Change::Again(path),
            };
            changes.push((file.state.key.clone(), change));
        }
        changes.sort_by(|(a, _), (b, _)| source_key::compare(a, b));
        Ok(Changes {
            changes: changes.into_iter().map(|(_, change)| change).collect(),
            unchanged: plan.keep.len() + plan.contested.len(),
            summary: run.summary,
        })
    }
}
