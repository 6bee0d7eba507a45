//! Bringing an index in step with paths: what a run tells, as a progress bar and warnings.

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

/// What to bring in step, and how.
#[derive(Clone)]
pub struct Update<'a> {
    /// Files and folders; `-` is JSON Lines on standard input.
    pub paths: &'a [PathBuf],
    /// The index's folder.
    pub dir: &'a Path,
    /// The schema.
    pub schema: &'a IndexSchema,
    /// How much of the machine to use.
    pub resources: Resources,
    /// What one file may cost.
    pub limits: Limits,
    /// What reads scanned pages.
    pub ocr: Option<Ocr>,
    /// Whether to make the index anew.
    pub rebuild: bool,
    /// Whether to show progress.
    pub progress: bool,
    /// Whether to print each warning, also those that repeat, and at once.
    pub all_warnings: bool,
    /// What folders are called that are indexed for the first time.
    pub name: Option<String>,
    /// Patterns of files that are left out.
    pub exclude: &'a [String],
    /// Whether what is gone leaves the index, however much it is.
    pub allow_empty: bool,
    /// Whether only what failed before is read.
    pub retry: bool,
}

impl Update<'_> {
    /// Returns how to index.
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

/// How much of the paths of an [`Update`] a run is about.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// All.
    Whole,
    /// All, again: what could not be read before, and has not changed since, is told already.
    Again,
    /// What is at or below these, absolute, which have changed.
    Only(&'a [PathBuf]),
}

/// Brings the index in step and returns it.
pub fn run(update: &Update<'_>) -> Result<(Summary, OpenIndex), Failure> {
    run_part(update, Part::Whole)
}

/// Brings the index in step with a part of the paths and returns it.
pub fn run_part(update: &Update<'_>, part: Part<'_>) -> Result<(Summary, OpenIndex), Failure> {
    run_opened(open(update)??, update, part)
}

/// Brings the index in step and returns it; `None` if another process writes to it.
pub fn run_unless_busy(update: &Update<'_>) -> Result<Option<(Summary, OpenIndex)>, Failure> {
    match open(update)? {
        Err(IndexerError::Index(IndexError::Busy(_))) => Ok(None),
        opened => run_opened(opened?, update, Part::Whole).map(Some),
    }
}

/// Opens the index for writing.
fn open(update: &Update<'_>) -> Result<Result<Indexer, IndexerError>, Failure> {
    let options = update.options()?;
    let mut opened = match update.rebuild {
        true => Indexer::rebuild(update.dir, update.schema, options),
        false => Indexer::open(update.dir, update.schema, options),
    };
    if let Ok(indexer) = &mut opened {
        // Not before other processes see that this one writes: `run --new` counts on it.
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
    // One that goes on asks nobody.
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

/// What is seen of a run.
pub struct Shown<'a> {
    progress: Progress,
    /// Whether the progress is to be seen.
    visible: bool,
    /// Those to be told at the end; `None` if each is printed at once.
    warnings: Option<Warnings>,
    part: Part<'a>,
}

impl Shown<'_> {
    /// Shows progress if it is to be `visible`.
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
                "the names have changed: {reports} reports were tagged again"
            )),
            Event::Gone { shown, files } => {
                let noun = if files == 1 { "file" } else { "files" };
                let note = format!("{shown}: gone; its {files} {noun} leave the index");
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

    /// Whether a problem was told by an earlier run of this process.
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

/// Says what of a root is gone.
fn vanished_in_words(vanishing: &Vanishing) -> String {
    let Vanishing {
        place, gone, of, ..
    } = vanishing;
    let files = if *gone == 1 { "file" } else { "files" };
    match vanishing.why {
        Vanished::Missing => format!("{place}: not there, and its {gone} {files} with it"),
        Vanished::Empty => format!("{place}: empty; its {gone} {files} are gone"),
        Vanished::Most | Vanished::Some => format!("{place}: {gone} of its {of} files are gone"),
    }
}
