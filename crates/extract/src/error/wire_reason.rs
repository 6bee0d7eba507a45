//! Errors as text: how a worker process sends the reason of a read error to its session.

use std::error::Error;

use serde::{Deserialize, Serialize};

use super::{Cause, Reason};
use crate::split::boundary_before;

/// A [`Reason`] as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WireReason {
    words: String,
    /// Its causes, from the nearest to the first, with `: ` between.
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

/// How much is kept of a reason, in bytes: what is in the file may be in it.
const LONGEST: usize = 4 << 10;

/// Cuts `words` at [`LONGEST`].
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
