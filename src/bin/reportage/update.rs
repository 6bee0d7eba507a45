//! Synchronizes an index with paths, and shows events as a progress bar and warnings.

use std::io;
use std::path::{Path, PathBuf};

use reportage::corpus::{Limits, Ocr};
use reportage::index::{IndexError, OpenIndex, Resources};
use reportage::indexer::{
    Event, IndexOptions, Indexer, IndexerError, Problem, Stream, Summary, Vanished, Vanishing,
    with_causes,
};
use reportage::schema::IndexSchema;

use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::warnings::{Warning, Warnings};

/// What to synchronize, and how.
#[derive(Clone)]
pub struct Update<'a> {
    /// Files and folders; `-` is JSON Lines on standard input.
    pub paths: &'a [PathBuf],
    /// The index directory.
    pub dir: &'a Path,
    /// The schema.
    pub schema: &'a IndexSchema,
    /// Threads and memory to use.
    pub resources: Resources,
    /// Limits for reading one file.
    pub limits: Limits,
    /// OCR for scanned pages.
    pub ocr: Option<Ocr>,
    /// Whether to rebuild the index.
    pub rebuild: bool,
    /// Whether to show progress.
    pub progress: bool,
    /// Whether to print each warning immediately, including repeated ones.
    pub all_warnings: bool,
    /// The name for folders that are indexed for the first time.
    pub name: Option<String>,
    /// Patterns of files to exclude.
    pub exclude: &'a [String],
    /// Whether missing files always leave the index, however many they are.
    pub allow_empty: bool,
    /// Whether to read only sources with failures in an earlier run.
    pub retry: bool,
}

impl Update<'_> {
    /// Returns the options for the indexer.
    pub fn options(&self) -> Result<IndexOptions, Failure> {
        Ok(IndexOptions {
            resources: self.resources,
            limits: self.limits,
            ocr: self.ocr.clone(),
            worker: Some(crate::worker::command()?),
            now: crate::clock::now()?,
            root_name: self.name.clone(),
            exclude: self.exclude.to_vec(),
            allow_empty: self.allow_empty,
            retry: self.retry,
        })
    }
}

/// The part of an [`Update`] that a run covers.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// All paths.
    Whole,
    /// All paths, in a later run of this process: known failures in unchanged files are not reported again.
    Again,
    /// Only files at or below these absolute paths, which have changed.
    Only(&'a [PathBuf]),
}

/// Synchronizes the index and returns it.
pub fn run(update: &Update<'_>) -> Result<(Summary, OpenIndex), Failure> {
    run_part(update, Part::Whole)
}

/// Synchronizes the index with a part of the paths and returns it.
pub fn run_part(update: &Update<'_>, part: Part<'_>) -> Result<(Summary, OpenIndex), Failure> {
    run_opened(open(update)??, update, part)
}

/// Synchronizes the index and returns it; `None` if another process is writing to it.
pub fn run_unless_busy(update: &Update<'_>) -> Result<Option<(Summary, OpenIndex)>, Failure> {
    match open(update)? {
        Err(IndexerError::Index(IndexError::Busy(_))) => Ok(None),
        opened => run_opened(opened?, update, Part::Whole).map(Some),
    }
}

/// Synchronizes the index with paths without printing anything; missing files are never asked about.
#[cfg(feature = "serve")]
pub fn run_quietly(update: &Update<'_>, on_event: impl FnMut(Event<'_>)) -> Result<(), Failure> {
    open(update)??.run(update.paths, on_event)?;
    Ok(())
}

/// Opens the index for writing.
fn open(update: &Update<'_>) -> Result<Result<Indexer, IndexerError>, Failure> {
    let options = update.options()?;
    let mut opened = match update.rebuild {
        true => Indexer::rebuild(update.dir, update.schema, options),
        false => Indexer::open(update.dir, update.schema, options),
    };
    if let Ok(indexer) = &mut opened {
        // After taking the write lock, so that other processes already see it: `run --new` depends on this order.
        indexer.set_now(crate::clock::now()?);
    }
    Ok(opened)
}

fn run_opened(
    mut indexer: Indexer,
    update: &Update<'_>,
    part: Part<'_>,
) -> Result<(Summary, OpenIndex), Failure> {
    if let Part::Only(paths) = part {
        indexer = indexer.within(paths);
    }
    let (streams, roots): (Vec<PathBuf>, Vec<PathBuf>) = update
        .paths
        .iter()
        .cloned()
        .partition(|path| path.as_os_str() == "-");
    if !streams.is_empty() {
        indexer = indexer.with_stream(Stream {
            name: "standard input".to_owned(),
            path: "stdin".to_owned(),
            bytes: Box::new(io::stdin()),
        });
    }
    // Later runs under --watch never ask.
    if matches!(part, Part::Whole) && output::can_ask() {
        indexer = indexer.confirming(|vanishing| output::ask(&vanished_in_words(vanishing)));
    }
    let mut shown = Shown::new(update.progress, update.all_warnings, part);
    let done = indexer.run(&roots, |event| shown.show(event));
    shown.say_warnings();
    let done = done?;
    shown.progress.clear();
    Ok(done)
}

/// Shows the events of a run to the user.
pub struct Shown<'a> {
    progress: Progress,
    /// Whether to show progress.
    visible: bool,
    /// Warnings to print at the end; `None` to print each immediately.
    warnings: Option<Warnings>,
    part: Part<'a>,
}

impl Shown<'_> {
    /// Creates a display for a run; shows progress if `visible`.
    pub fn new(visible: bool, all_warnings: bool, part: Part<'_>) -> Shown<'_> {
        Shown {
            progress: Progress::new(0, false),
            visible,
            warnings: (!all_warnings).then(Warnings::new),
            part,
        }
    }

    pub fn show(&mut self, event: Event<'_>) {
        match event {
            Event::TaggedAgain { reports } => output::note(&format!(
                "the names have changed: tagged {reports} reports again"
            )),
            Event::Gone { shown, files } => {
                let noun = if files == 1 { "file" } else { "files" };
                let note =
                    format!("{shown}: missing; its {files} {noun} are removed from the index");
                self.progress.say(&note);
            }
            Event::Moved { root, from, to } => {
                let note = format!("`{root}` has moved from {from} to {to}");
                self.progress.note(&note);
            }
            Event::Withheld(vanishing) => self.progress.say(&format!(
                "{}; they stay in the index (--allow-empty removes them)",
                vanished_in_words(&vanishing)
            )),
            Event::Evicted(evicted) => self.warn(Warning::at(evicted.place, &evicted.taken)),
            Event::Reading { bytes } => self.progress = Progress::new(bytes, self.visible),
            Event::Read { bytes } => self.progress.at(bytes),
            Event::Report(report) => self.progress.report(report.body.len()),
            Event::Warning(error) => self.warn(Warning::of(&error)),
            Event::Problem(problem) if self.is_told(&problem) => {}
            Event::Problem(problem) => self.warn(in_words(&problem)),
            Event::Finishing => {
                self.say_warnings();
                self.progress.finishing();
            }
        }
    }

    /// Returns whether an earlier run of this process has reported the problem.
    fn is_told(&self, problem: &Problem) -> bool {
        match (self.part, problem) {
            (Part::Again, Problem::Walk(_) | Problem::Before { .. }) => true,
            (Part::Only(_), Problem::Before { .. }) => true,
            (Part::Again | Part::Only(_), _) | (Part::Whole, _) => false,
        }
    }

    fn warn(&mut self, warning: Warning) {
        match &mut self.warnings {
            Some(warnings) => warnings.add(warning),
            None => self.progress.say(&warning.line()),
        }
    }

    pub fn say_warnings(&mut self) {
        for line in self.warnings.iter_mut().flat_map(Warnings::take_lines) {
            self.progress.say(&line);
        }
    }
}

fn in_words(problem: &Problem) -> Warning {
    match problem {
        Problem::Walk(_) | Problem::Unreadable { .. } => {
            Warning::in_words(&with_causes(problem), "")
        }
        Problem::Read(error) => Warning::of(error),
        Problem::Taken { place, taken } => Warning::at(place.clone(), taken),
        Problem::Before { shown, line } => Warning::in_words(line, shown),
    }
}

/// Describes the missing files of a root.
fn vanished_in_words(vanishing: &Vanishing) -> String {
    let Vanishing {
        place, gone, of, ..
    } = vanishing;
    let files = if *gone == 1 { "file" } else { "files" };
    match vanishing.why {
        Vanished::Missing => format!("{place}: missing, with its {gone} {files}"),
        Vanished::Empty => format!("{place}: empty; its {gone} {files} are missing"),
        Vanished::Most | Vanished::Some => format!("{place}: {gone} of its {of} files are missing"),
    }
}
