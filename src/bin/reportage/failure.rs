//! Turns errors into messages, hints and exit statuses. No other file does.

use std::error::Error;
use std::io;
use std::ops::Range;
use std::process::ExitCode;

use reportage::index::IndexError;
use reportage::indexer::{IndexerError, with_causes};
use reportage::query::SyntaxError;
use reportage::schema::SchemaError;
use reportage::search::SearchError;

use crate::output;

/// The outcome of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found or done.
    Done,
    /// Nothing was found.
    Nothing,
    /// The command finished, but reported that parts could not be done.
    Partly,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Done => ExitCode::from(0),
            Outcome::Nothing => ExitCode::from(1),
            Outcome::Partly => ExitCode::from(2),
        }
    }
}

/// A hint about the query language.
const QUERY_HELP: &str = "`reportage help query` describes the query language; --plain searches for the words without operators";

/// The prefix of a cause.
const BECAUSE: &str = "  because: ";

/// Why a command failed, as a message for its user.
#[derive(Debug)]
pub enum Failure {
    /// The reader of standard output has closed it. This is not reported.
    ClosedPipe,
    /// An error to report.
    Message {
        /// What failed and where, then the causes, one per line.
        lines: Vec<String>,
        /// What to do about it.
        hint: Option<String>,
    },
}

impl Failure {
    /// Creates a failure from a message.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure::Message {
            lines: vec![message.into()],
            hint: None,
        }
    }

    /// Creates a failure for an unknown flag.
    pub fn unknown_flag(flag: &str, command: &str, similar: Option<&str>) -> Failure {
        let list = format!("`reportage {command} --help` lists the flags");
        Failure::new(format!("unknown flag `{flag}`")).hint(match similar {
            Some(similar) => format!("did you mean {similar}? {list}"),
            None => list,
        })
    }

    /// Creates a failure for an unknown flag that may be the start of `query`; `before` has the other arguments.
    pub fn flag_or_query(flag: &str, command: &str, before: &[String], query: &str) -> Failure {
        let (before, query) = (before.join(" "), quoted(query));
        Failure::new(format!("unknown flag `{flag}`")).hint(format!(
            "`reportage {command} --help` lists the flags; put `--` before a query that begins with `-`: \
             reportage {before} -- {query}"
        ))
    }

    /// Sets the hint.
    pub fn hint(self, hint: impl Into<String>) -> Failure {
        match self {
            Failure::ClosedPipe => Failure::ClosedPipe,
            Failure::Message { lines, hint: _ } => Failure::Message {
                lines,
                hint: Some(hint.into()),
            },
        }
    }

    /// Prefixes the message with a position.
    pub fn at(self, place: &str) -> Failure {
        match self {
            Failure::ClosedPipe => Failure::ClosedPipe,
            Failure::Message { mut lines, hint } => {
                if let Some(first) = lines.first_mut() {
                    *first = format!("{place}: {first}");
                }
                Failure::Message { lines, hint }
            }
        }
    }

    /// Creates a failure from an error and its causes.
    fn of(error: &dyn Error) -> Failure {
        let mut lines = vec![error.to_string()];
        let mut cause = error.source();
        while let Some(error) = cause {
            lines.push(format!("{BECAUSE}{error}"));
            cause = error.source();
        }
        Failure::Message { lines, hint: None }
    }

    /// Adds the position in a query to a failure: the query, and carets below `span`.
    fn in_query(query: &str, span: Option<Range<usize>>, failure: Failure) -> Failure {
        let (Some(span), Failure::Message { mut lines, hint }) = (span, failure) else {
            return Failure::ClosedPipe;
        };
        let place = SyntaxError {
            span,
            expected: String::new(),
            found: String::new(),
        };
        lines.extend(place.caret(query).lines().map(|line| format!("  {line}")));
        Failure::Message { lines, hint }
    }

    /// Creates a failure for a query with a syntax error.
    pub fn syntax(query: &str, error: &SyntaxError) -> Failure {
        let failure = Failure::of(error);
        Failure::in_query(query, Some(error.span.clone()), failure).hint(QUERY_HELP)
    }

    /// Creates a failure from an error of a search.
    pub fn search(query: &str, error: SearchError) -> Failure {
        let (span, failure) = match &error {
            SearchError::Index(_) => (None, None),
            SearchError::BadDimension { .. } => {
                let hint = "area, area=Haiti, area@2, area@leaves, date, date@month, source, language, root, format";
                let hint = format!("for example {hint}");
                (None, Some(Failure::of(&error).hint(hint)))
            }
            SearchError::Misfit { span, .. } => (
                Some(span.clone()),
                Some(Failure::of(&error).hint(QUERY_HELP)),
            ),
            SearchError::UnknownFacet {
                name,
                known,
                nearest,
                span,
            } => {
                let mut hint = format!("the facets are {}", known.join(", "));
                let elsewhere = reportage::query::hint(name).filter(|_| span.is_some());
                if let Some(elsewhere) = elsewhere {
                    hint = format!("{elsewhere}; {hint}");
                } else if !nearest.is_empty() {
                    hint = format!("did you mean {}? {hint}", nearest.join(" or "));
                }
                if span.is_some() {
                    hint.push_str("; put words with a colon in \"quotes\"");
                }
                (span.clone(), Some(Failure::of(&error).hint(hint)))
            }
            SearchError::UnknownReport { nearest, span, .. } => {
                let hint = match &nearest[..] {
                    [] => "put an id with spaces in quotes: like:\"report 7\"".to_owned(),
                    _ => format!("did you mean {}?", nearest.join(" or ")),
                };
                (Some(span.clone()), Some(Failure::of(&error).hint(hint)))
            }
            SearchError::UnknownAnywhere { nearest, span, .. } => {
                let hint = match &nearest[..] {
                    [] => "`reportage facets NAME` lists the values of a facet".to_owned(),
                    _ => format!("did you mean {}?", nearest.join(" or ")),
                };
                (span.clone(), Some(Failure::of(&error).hint(hint)))
            }
            SearchError::NoPosition { span, .. } => {
                let hint = "use the latitude and the longitude of its centre: 50km@18.54,-72.34";
                (span.clone(), Some(Failure::of(&error).hint(hint)))
            }
            SearchError::UnknownValue {
                facet,
                nearest,
                span,
                ..
            } => {
                let hint = match &nearest[..] {
                    [] => format!("`reportage facets {facet}` lists the values there are"),
                    _ => format!("did you mean {}?", nearest.join(" or ")),
                };
                (span.clone(), Some(Failure::of(&error).hint(hint)))
            }
        };
        match (failure, span) {
            (Some(failure), None) => failure,
            (Some(failure), span) => Failure::in_query(query, span, failure),
            (None, _) => match error {
                SearchError::Index(error) => error.into(),
                other => Failure::of(&other),
            },
        }
    }

    /// Prints the failure on stderr and returns the exit status.
    pub fn report(&self) -> ExitCode {
        match self {
            Failure::ClosedPipe => ExitCode::from(0),
            Failure::Message { lines, hint } => {
                for (i, line) in lines.iter().enumerate() {
                    match i {
                        0 => output::say(&format!("error: {line}")),
                        _ if line.starts_with(BECAUSE) => output::say(line),
                        _ => output::say_as_is(line), // a query, and carets below a position in it
                    }
                }
                if let Some(hint) = hint {
                    output::say(&format!("hint: {hint}"));
                }
                ExitCode::from(2)
            }
        }
    }

    /// Returns the message with its causes and its hint on one line.
    #[cfg(feature = "serve")]
    pub fn into_line(self) -> String {
        match self {
            Failure::ClosedPipe => String::new(),
            Failure::Message { mut lines, hint } => {
                lines.extend(hint.map(|hint| format!("({hint})")));
                lines.join(" ")
            }
        }
    }

    /// Returns what failed and where, then the causes, one per line.
    pub fn lines(&self) -> &[String] {
        match self {
            Failure::ClosedPipe => &[],
            Failure::Message { lines, .. } => lines,
        }
    }
}

/// Quotes an argument for a shell, unless it is a plain word.
pub fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-=./:,".contains(c);
    match !argument.is_empty() && !argument.starts_with('-') && argument.chars().all(is_plain) {
        true => argument.to_owned(),
        false if argument.starts_with("--") => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', "'\\''")),
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::new(format!("writing the output: {error}")),
        }
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Failure {
        // `--rebuild` only ever replaces an index, and only once the new one is complete.
        let hint = match &error {
            IndexError::Missing(_) => {
                Some("`reportage index PATH` creates one; --index DIR names another folder")
            }
            IndexError::NotAnIndex(_) | IndexError::Untagged(_) => {
                Some("name a new or empty folder with --index DIR")
            }
            IndexError::Foreign { .. } => {
                Some("--index DIR must be an index, or a new or empty folder")
            }
            IndexError::Format { found, wanted, .. } if found > wanted => Some(
                "it was written by a later version of reportage: use that version, or rebuild the index \
                 from the sources with `reportage index --rebuild PATH`",
            ),
            IndexError::Format { .. } => {
                Some("`reportage index --rebuild PATH` rebuilds it from the sources")
            }
            IndexError::Busy(_) => Some("wait until it is done, or use another --index DIR"),
            IndexError::Damaged { .. } | IndexError::Engine { .. } => {
                Some("`reportage index --rebuild PATH` rebuilds the index from the sources")
            }
            IndexError::Panicked { .. } => Some(
                "`reportage stats --verify` checks whether the index is damaged; if it is not, please report this \
                 as a bug of reportage",
            ),
            IndexError::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull
                | io::ErrorKind::QuotaExceeded
                | io::ErrorKind::FileTooLarge => Some(
                    "what was committed is kept; free some space, then run the same command again",
                ),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("use another folder with --index DIR")
                }
                _ => None,
            },
            IndexError::Thread { .. } => {
                Some("what was committed is kept; run the same command again")
            }
            IndexError::Table(_)
            | IndexError::DifferentSchemas { .. }
            | IndexError::Copy { .. } => None,
        };
        let failure = Failure::of(&error);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl From<IndexerError> for Failure {
    fn from(error: IndexerError) -> Failure {
        match error {
            IndexerError::Index(error) => error.into(),
            IndexerError::RootMissing { .. } => Failure::of(&error)
                .hint("the index is unchanged; name paths that exist and can be read"),
            IndexerError::NoRoot { ref known, .. } => {
                let hint = match known.is_empty() {
                    true => "the index has no roots yet".to_owned(),
                    false => format!("the roots are {}", known.join(", ")),
                };
                Failure::of(&error).hint(&hint)
            }
            IndexerError::RootNameTaken(_) | IndexerError::NoFolder(_) => Failure::of(&error),
            IndexerError::BadPattern { .. } => Failure::new(with_causes(&error)),
            IndexerError::Threads(_) | IndexerError::ReadersGone => {
                Failure::new(with_causes(&error))
            }
        }
    }
}

impl From<SchemaError> for Failure {
    fn from(error: SchemaError) -> Failure {
        let failure = Failure::of(&error);
        match &error {
            SchemaError::NotEmpty(_) => failure.hint(
                "name a new or empty folder; `reportage schema check DIR` checks an existing schema",
            ),
            SchemaError::Unreadable { .. } => {
                failure.hint("`reportage schema init DIR` writes a schema to start from")
            }
            SchemaError::NotUtf8 { .. }
            | SchemaError::Settings { .. }
            | SchemaError::Table { .. }
            | SchemaError::NoHeader { .. }
            | SchemaError::TooManyCells { .. }
            | SchemaError::UnknownTable { .. }
            | SchemaError::Unwritable { .. } => failure,
        }
    }
}
