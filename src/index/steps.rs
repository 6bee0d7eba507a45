//! The individual changes to an index directory: tests can make any of them fail.

use std::fs::File;
use std::io;

/// Makes changes to a directory.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// The simulated fault; `None` for none.
    #[cfg(test)]
    pub faults: Option<std::sync::Arc<super::faults::Faults>>,
}

impl Steps {
    /// Makes one atomic change.
    pub fn take<T>(&self, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            return faults.take(change);
        }
        change()
    }

    /// Waits until the content of a file is on the disk.
    pub fn sync(&self, file: &File) -> io::Result<()> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            return faults.sync(file);
        }
        file.sync_data()
    }
}
