//! Damage: what was found not to be as it was written, and panics of the engine, which follow from it.
//!
//! The engine has many ways to go on after a file cannot be read: an error that is dropped, an empty answer, a panic
//! in another thread. What was found once is therefore noted where the files are opened, and looked at at the end of
//! each call into the library ([`guarded`]): an answer made from a damaged index never gets out.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::OnceLock;

/// The first damage that was found in an index since it was opened.
#[derive(Debug, Default)]
pub struct DamageLog(OnceLock<String>);

impl DamageLog {
    /// Notes that a file is not as it was written, and returns the error that says so.
    pub fn note(&self, file: &Path) -> io::Error {
        let name = file.file_name().unwrap_or(file.as_os_str());
        let what = format!("{} is not as it was written", Path::new(name).display());
        let first = self.0.get_or_init(|| what);
        io::Error::new(io::ErrorKind::InvalidData, first.clone())
    }

    /// Returns what was found first.
    pub fn first(&self) -> Option<String> {
        self.0.get().cloned()
    }
}

thread_local! {
    /// Whether a panic of this thread is caught and told as an error.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether a panic of this thread is caught by the library and becomes an error, so that a program need not
/// print it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Calls `work`.
///
/// # Errors
/// `work` panicked: what it said.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    // What a panic leaves half done is not used again: the caller gets an error.
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
    fn what_was_found_first_is_kept() {
        let log = DamageLog::default();
        let said = log.note(Path::new("folder/a.idx")).to_string();
        log.note(Path::new("b.idx"));
        assert_eq!(log.first(), Some(said));
    }
}
