//! Makes one of the changes to a directory fail, for tests.

use std::fs::File;
use std::io;
#[cfg(target_os = "linux")]
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a change fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It alone does not happen.
    Fails,
    /// It happens, but is reported as failed.
    FailsAfterwards,
    /// Nothing happens from it on: the process was killed.
    Killed,
}

/// Counts the changes to a directory and makes one of them fail.
#[derive(Debug)]
pub struct Faults {
    fault: Fault,
    /// The number of the failing change, from 0.
    at: usize,
    made: AtomicUsize,
    /// Records what is synced.
    #[cfg(target_os = "linux")]
    pub disk: Mutex<super::fault_tests::Disk>,
}

impl Faults {
    /// Makes the change with the number `at`, from 0, fail.
    pub fn new(fault: Fault, at: usize) -> Faults {
        Faults {
            fault,
            at,
            made: AtomicUsize::new(0),
            #[cfg(target_os = "linux")]
            disk: Mutex::default(),
        }
    }

    /// Returns whether there were enough changes for one to fail.
    pub fn happened(&self) -> bool {
        self.made.load(Ordering::SeqCst) > self.at
    }

    /// Syncs a file or directory, or fails.
    pub fn sync(&self, file: &File) -> io::Result<()> {
        self.take(|| {
            #[cfg(target_os = "linux")]
            self.disk
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .sync(file)?;
            let _ = file;
            Ok(())
        })
    }

    /// Makes a change, or fails.
    pub fn take<T>(&self, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let number = self.made.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::Fails if number == self.at => {}
            Fault::FailsAfterwards if number == self.at => {
                change()?;
            }
            Fault::Killed if number >= self.at => {}
            Fault::Fails | Fault::FailsAfterwards | Fault::Killed => return change(),
        }
        Err(io::Error::new(io::ErrorKind::StorageFull, "made to fail"))
    }
}
