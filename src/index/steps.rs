//! The changes that are made to the folder of an index, one by one: here tests make any of them fail.

use std::fs::File;
use std::io;

/// Makes changes to a folder.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// What goes wrong; `None`: nothing does.
    #[cfg(test)]
    pub faults: Option<std::sync::Arc<super::faults::Faults>>,
}

impl Steps {
    /// Makes one change that either happens or does not.
    pub fn take<T>(&self, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            return faults.take(change);
        }
        change()
    }

    /// Waits until what was written to a file is on the disk.
    pub fn sync(&self, file: &File) -> io::Result<()> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            return faults.sync(file);
        }
        file.sync_data()
    }
}
