//! Reads what third-party parsers read in a process of their own, so that whatever becomes of one
//! there (a crash, a loop, no end of memory) becomes of one file.
//!
//! The process is the program itself, started by [`WorkerCommand`] and kept for many files. It is
//! asked, a line of JSON a file ([`wire`]), over its standard input, and [`serve`] answers over its
//! standard output.

mod conversation;
mod process;
mod serve;
#[cfg(test)]
pub(super) mod tests;
mod wire;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) use self::conversation::Conversation;
pub(super) use self::process::Worker;
pub use self::serve::serve;
use self::wire::Told;
use super::error::Reason;

/// How to start a process that does nothing but [`serve`] on its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// What it is told so that it serves.
    pub arguments: Vec<OsString>,
}

/// Takes the name of a member, as shown, or a sign of life.
type Tell = dyn Fn(Option<&str>) + Send + Sync;

/// Who is told which member of an archive is read next, and which members are known to break their
/// readers.
#[derive(Clone, Default)]
pub(super) struct Watch {
    tell: Option<Arc<Tell>>,
    broken: Arc<BTreeMap<String, Told>>,
}

impl Watch {
    /// Tells that the member people know as `shown` is read next. `Err` says why it must not be.
    pub fn enter(&self, shown: &str) -> Result<(), Reason> {
        if let Some(told) = self.broken.get(shown) {
            return Err(told.clone().into());
        }
        if let Some(tell) = &self.tell {
            tell(Some(shown));
        }
        Ok(())
    }

    /// Tells that a part of a file that may take its time has been read.
    pub fn goes_on(&self) {
        if let Some(tell) = &self.tell {
            tell(None);
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("broken", &self.broken)
            .finish_non_exhaustive()
    }
}
