//! Reads what third-party parsers read in a process of their own, so that whatever becomes of one
//! there (a crash, a loop, no end of memory) becomes of one file.
//!
//! The process is the program itself, started by [`WorkerCommand`](crate::WorkerCommand) and kept for many files. It is
//! sent a request for each file, a line of JSON ([`wire`]), over its standard input, and [`serve`] answers over its
//! standard output.

mod allocator;
#[cfg(any(test, feature = "fuzzing"))]
pub(super) mod fuzzing;
mod process;
mod serve;
mod session;
#[cfg(test)]
pub(super) mod tests;
mod wire;

pub use self::allocator::ReportingAllocator;
pub(super) use self::process::Worker;
pub use self::serve::serve;
pub(super) use self::session::WorkerSession;
