//! Reports progress to the caller while a file is read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::error::{Reason, WireReason};

/// Takes the name of a member, as shown, or a sign of life.
type Tell = dyn Fn(Option<&str>) + Send + Sync;

/// What receives the names of the members that are read next, and the members that are known to break their
/// readers.
#[derive(Clone, Default)]
pub(super) struct Watch {
    pub tell: Option<Arc<Tell>>,
    pub broken: Arc<BTreeMap<String, WireReason>>,
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
