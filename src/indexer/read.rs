//! Reads sources record by record into the index, with periodic commits.

use std::time::{Duration, Instant};

use crate::corpus::{self, Patterns, ReadError, ReadOptions, Reader, Reason, Record, Source};
use crate::index::{IndexError, Mirror, SourceSession, hash_of_id};

use super::error::{IndexerError, Problem, with_causes};
use super::event::{Event, Summary};
use super::options::Stream;
use super::plan::{ToRead, behind};

/// The time from the start of a run to its first commit, after which there are answers. The times between commits are twice as
/// long each time.
const FIRST_COMMIT: Duration = Duration::from_secs(3);
/// The longest time between commits: the most work that a killed run loses.
const COMMIT_EVERY: Duration = Duration::from_secs(20);

/// The state of a run in progress.
pub(super) struct Run<'a> {
    pub options: &'a ReadOptions,
    /// Whether to read only sources with failures in an earlier run.
    pub retry: bool,
    /// Files and folders to exclude.
    pub exclude: Patterns,
    /// Hash of everything that failures may depend on: program version, limits, OCR.
    pub read_with: u64,
    pub summary: Summary,
    on_event: &'a mut dyn FnMut(Event<'_>),
    committed: Instant,
    /// The time from the last commit to the next one.
    interval: Duration,
}

impl<'a> Run<'a> {
    pub(super) fn start(
        options: &'a ReadOptions,
        retry: bool,
        on_event: &'a mut dyn FnMut(Event<'_>),
    ) -> Run<'a> {
        let version = env!("CARGO_PKG_VERSION");
        let read_with = format!("{version} {:?} {:?}", options.limits, options.ocr);
        Run {
            options,
            retry,
            exclude: Patterns::default(),
            read_with: hash_of_id(&read_with),
            summary: Summary::default(),
            on_event,
            committed: Instant::now(),
            interval: FIRST_COMMIT,
        }
    }

    pub(super) fn emit(&mut self, event: Event<'_>) {
        (self.on_event)(event);
    }

    /// Counts a problem and reports it.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.summary.failed += 1;
        self.summary.taken += u64::from(matches!(problem, Problem::Taken { .. }));
        self.emit(Event::Problem(problem));
    }

    /// Reads files with `readers` threads.
    pub(super) fn read_sources(
        &mut self,
        mirror: &mut Mirror,
        to_read: Vec<ToRead>,
        readers: usize,
    ) -> Result<(), IndexerError> {
        let bytes = to_read.iter().map(|file| file.source.size).sum();
        self.emit(Event::Reading { bytes });
        let pairs = to_read
            .into_iter()
            .map(|file| (file.source, (file.state, file.spelled)));
        let (sources, states): (Vec<_>, Vec<_>) = pairs.unzip();
        let mut files = corpus::prefetch(sources.clone(), self.options, readers)
            .map_err(IndexerError::Threads)?;
        let mut before = 0;
        for (source, (state, spelled)) in sources.into_iter().zip(states) {
            let (size, hash) = (state.size, state.hash);
            let file = files.next_file().ok_or(IndexerError::ReadersGone)?;
            let (failed, taken) = (self.summary.failed, self.summary.taken);
            let mut session = mirror.begin(state);
            for record in file {
                let bytes = before + record.consumed.min(size);
                self.emit(Event::Read { bytes });
                self.add_record(&mut session, record, &spelled)?;
            }
            before += size;
            let bytes = before;
            let is_settled = match self.changed_meanwhile(&source, hash) {
                None => true,
                Some((now, hash)) => {
                    // Failures of the first attempt do not count: the file is read again.
                    (self.summary.failed, self.summary.taken) = (failed, taken);
                    session.restart(now.size, hash)?;
                    for record in Reader::new(self.options.clone()).read(&now) {
                        self.emit(Event::Read { bytes });
                        self.add_record(&mut session, record, &spelled)?;
                    }
                    let is_settled = self.changed_meanwhile(&now, hash).is_none();
                    if !is_settled {
                        self.warn_changing(&spelled);
                    }
                    is_settled
                }
            };
            // A session that does not end makes the next run read the source again.
            if is_settled {
                session.end();
            } else {
                drop(session);
            }
            if self.is_commit_due() {
                mirror.commit()?;
                self.note_commit();
            }
        }
        Ok(())
    }

    /// Returns the file in its current state and its new hash if the content no longer has this `hash`; `None` also if the
    /// file is gone or unreadable, which the next run handles.
    fn changed_meanwhile(&self, read: &Source, hash: u64) -> Option<(Source, u64)> {
        let now = read.now().ok()?;
        let times = |source: &Source| (source.size, source.modified, source.changed);
        if times(&now) == times(read) {
            return None;
        }
        let hash_now = corpus::fingerprint(&now.path).ok()? ^ self.hash_of_ocr(&now);
        (hash_now != hash).then_some((now, hash_now))
    }

    fn warn_changing(&mut self, shown: &str) {
        self.summary.warnings += 1;
        self.emit(Event::Warning(ReadError {
            path: shown.to_owned(),
            line: None,
            record: None,
            reason: Reason::Changing,
        }));
    }

    pub(super) fn read_stream(
        &mut self,
        mirror: &mut Mirror,
        stream: Stream,
    ) -> Result<(), IndexerError> {
        let mut session = mirror.begin_stream(&stream.name);
        for record in corpus::read_stream(stream.bytes, &stream.path, self.options) {
            self.add_record(&mut session, record, &stream.path)?;
        }
        session.end();
        Ok(())
    }

    /// Adds a record of a source to the index; `spelled` is the source's path as the user typed it.
    fn add_record(
        &mut self,
        session: &mut SourceSession<'_>,
        record: Record,
        spelled: &str,
    ) -> Result<(), IndexError> {
        let id_path = session.id_path().to_owned();
        let shown = |path: &str| match path.strip_prefix(&id_path) {
            Some(rest) => format!("{spelled}{rest}"),
            None => path.to_owned(),
        };
        for mut warning in record.warnings {
            self.summary.warnings += 1;
            warning.path = shown(&warning.path);
            self.emit(Event::Warning(warning));
        }
        match record.report {
            Ok(report) => {
                self.emit(Event::Report(&report));
                let line = report.lines.behind_path(&report.body);
                let place = format!("{}{line}", shown(&report.path));
                match session.add(report)? {
                    Ok(None) => {}
                    Ok(Some(evicted)) => {
                        self.summary.failed += 1;
                        self.summary.taken += 1;
                        self.emit(Event::Evicted(evicted));
                    }
                    Err(taken) => {
                        self.problem_in(session, Problem::Taken { place, taken }, spelled);
                    }
                }
            }
            Err(mut error) => {
                error.path = shown(&error.path);
                self.problem_in(session, Problem::Read(error), spelled);
            }
        }
        if self.is_commit_due() {
            session.commit()?;
            self.note_commit();
        }
        Ok(())
    }

    /// Counts and reports a problem, and records it with its source, so that later runs repeat it until the source changes.
    fn problem_in(&mut self, session: &mut SourceSession<'_>, problem: Problem, spelled: &str) {
        let line = match &problem {
            Problem::Taken { place, taken } => format!("{place}: {}", taken.kept()),
            Problem::Walk(_)
            | Problem::Unreadable { .. }
            | Problem::Read(_)
            | Problem::Before { .. } => with_causes(&problem),
        };
        session.note_failure(behind(spelled, &line));
        self.problem(problem);
    }

    fn is_commit_due(&self) -> bool {
        self.committed.elapsed() >= self.interval
    }

    fn note_commit(&mut self) {
        self.committed = Instant::now();
        self.interval = COMMIT_EVERY.min(2 * self.interval);
    }
}
