//! Errors as text: how a worker process sends the reason of a read error to its session.

use std::error::Error;

use serde::{Deserialize, Serialize};

use super::{Cause, Reason};
use crate::split::boundary_before;

/// A [`Reason`] as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WireReason {
    words: String,
    /// Its causes, outermost first, joined with `: `.
    cause: Option<String>,
}

impl WireReason {
    pub fn of(reason: &Reason) -> WireReason {
        let mut causes = Vec::new();
        let mut cause = reason.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        WireReason {
            words: cut(reason.to_string()),
            cause: (!causes.is_empty()).then(|| cut(causes.join(": "))),
        }
    }
}

/// The maximum length of a reason in bytes; it may contain parts of the file.
const LONGEST: usize = 4 << 10;

/// Truncates `words` to [`LONGEST`].
fn cut(mut words: String) -> String {
    if words.len() > LONGEST {
        words.truncate(boundary_before(&words, LONGEST));
        words.push('…');
    }
    words
}

impl From<WireReason> for Reason {
    fn from(reason: WireReason) -> Reason {
        Reason::FromWorker {
            words: reason.words,
            source: reason.cause.map(Cause),
        }
    }
}
