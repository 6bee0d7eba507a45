//! Damage: files whose content differs from what was written, and the panics in tantivy that
//! follow.
//!
//! Tantivy may continue after a file cannot be read: with a dropped error, an empty result, or a
//! panic in another thread. The first damage is therefore recorded where the files are opened, and
//! checked at the end of each library call ([`guarded`]), so that no result from a damaged index is
//! returned.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::OnceLock;

/// The first damage found in an index since it was opened.
#[derive(Debug, Default)]
pub struct DamageLog(OnceLock<String>);

impl DamageLog {
    /// Records that a file is damaged, and returns the error for it.
    pub fn note(&self, file: &Path) -> io::Error {
        let name = file.file_name().unwrap_or(file.as_os_str());
        let what = format!(
            "{} has changed since it was written",
            Path::new(name).display()
        );
        let first = self.0.get_or_init(|| what);
        io::Error::new(io::ErrorKind::InvalidData, first.clone())
    }

    /// Returns the first damage.
    pub fn first(&self) -> Option<String> {
        self.0.get().cloned()
    }
}

thread_local! {
    /// Whether a panic of this thread is caught and converted to an error.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether the library catches a panic of this thread and converts it to an error, so that
/// a program need not print it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Calls `work` and catches panics.
///
/// # Errors
/// `work` panicked: the message.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    // After a panic, the state is not used again: the caller gets an error.
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.map_err(|panic| message_of(&*panic))
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let line = text.and_then(|text| text.lines().next());
    line.unwrap_or("no reason given").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_first_line() {
        assert_eq!(guarded(|| 7), Ok(7));
        let panics = || -> u32 { std::panic::panic_any("first\nsecond".to_owned()) };
        assert_eq!(guarded(panics), Err("first".to_owned()));
        assert!(!is_guarded());
    }

    #[test]
    fn the_first_damage_is_kept() {
        let log = DamageLog::default();
        let message = log.note(Path::new("folder/a.idx")).to_string();
        log.note(Path::new("b.idx"));
        assert_eq!(log.first(), Some(message));
    }
}
