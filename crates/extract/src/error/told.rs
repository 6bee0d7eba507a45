//! Errors in words: what goes from a worker process to whoever asked it.

use std::error::Error;

use serde::{Deserialize, Serialize};

use super::{Cause, Reason};
use crate::split::boundary_before;

/// A [`Reason`] in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    words: String,
    /// Its causes, in a row.
    cause: Option<String>,
}

impl Told {
    pub fn of(reason: &Reason) -> Told {
        let mut causes = Vec::new();
        let mut cause = reason.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        Told {
            words: cut(reason.to_string()),
            cause: (!causes.is_empty()).then(|| cut(causes.join(": "))),
        }
    }
}

/// How much is told of a reason, in bytes: what stands in the file may be in it.
const LONGEST: usize = 4 << 10;

/// Cuts off what nobody reads.
fn cut(mut words: String) -> String {
    if words.len() > LONGEST {
        words.truncate(boundary_before(&words, LONGEST));
        words.push('…');
    }
    words
}

impl From<Told> for Reason {
    fn from(told: Told) -> Reason {
        Reason::Told {
            words: told.words,
            source: told.cause.map(Cause),
        }
    }
}
