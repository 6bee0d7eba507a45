//! Errors of reading: each names the file, the line and the reason.

mod article_fault;
mod lists;
mod overrun;
mod page_fault;
mod part;
mod reason;
mod wire_reason;

use std::fmt;

pub use self::article_fault::ArticleFault;
pub(crate) use self::overrun::Overrun;
pub use self::page_fault::PageFault;
pub use self::part::PartFault;
pub use self::reason::Reason;
pub(crate) use self::wire_reason::WireReason;

/// A report that cannot be read, or, as a warning, a part of a report that was left out.
#[derive(Debug)]
pub struct ReadError {
    /// The path as shown to users.
    pub path: String,
    /// The line in the file, 1-based, if known.
    pub line: Option<u32>,
    /// The number of the record in the file, 1-based, if the file can have several.
    pub record: Option<u64>,
    /// The reason.
    pub reason: Reason,
}

/// The cause reported by a parser, without the location, which the surrounding error names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Cause(pub String);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, ": record {record}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.reason.source()
    }
}

/// A location in a file.
#[derive(Debug, Clone)]
pub(super) struct Location {
    pub path: String,
    pub line: Option<u32>,
    pub record: Option<u64>,
}

impl Location {
    /// The file as a whole.
    pub fn file(path: &str) -> Location {
        Location {
            path: path.to_owned(),
            line: None,
            record: None,
        }
    }

    pub fn error(&self, reason: Reason) -> ReadError {
        ReadError {
            path: self.path.clone(),
            line: self.line,
            record: self.record,
            reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn an_error_names_file_line_and_record_first_and_the_cause_only_as_its_source() {
        let location = Location {
            path: "a.jsonl".into(),
            line: Some(3),
            record: Some(2),
        };
        let error = location.error(Reason::Json {
            column: 7,
            source: Cause("expected value".into()),
        });
        assert_eq!(
            error.to_string(),
            "a.jsonl:3: record 2: column 7: not valid JSON"
        );
        assert_eq!(error.source().unwrap().to_string(), "expected value");
    }
}
