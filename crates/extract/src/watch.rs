//! Reports progress to the caller while a file is read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::error::{Reason, WireReason};

/// Receives the name of an archive entry, as shown to users, or `None` as a sign of life.
type Tell = dyn Fn(Option<&str>) + Send + Sync;

/// Receives the names of the entries that are read next, and holds the entries that are known to
/// kill their readers.
#[derive(Clone, Default)]
pub(super) struct Watch {
    pub tell: Option<Arc<Tell>>,
    pub broken: Arc<BTreeMap<String, WireReason>>,
}

impl Watch {
    /// Reports that the entry `shown` is read next. `Err` is why it must not be read.
    pub fn enter(&self, shown: &str) -> Result<(), Reason> {
        if let Some(reported) = self.broken.get(shown) {
            return Err(reported.clone().into());
        }
        if let Some(tell) = &self.tell {
            tell(Some(shown));
        }
        Ok(())
    }

    /// Reports that a part of a file that may take long has been read.
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
