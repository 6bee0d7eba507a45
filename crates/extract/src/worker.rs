//! Runs third-party parsers in a separate process, so that a crash, an endless loop or memory
//! exhaustion affects only one file.
//!
//! The process is the program itself, started by [`WorkerCommand`](crate::WorkerCommand) and kept
//! for many files. It receives a request per file, as a line of JSON ([`wire`]), on its standard
//! input, and [`serve`] writes the answers to its standard output.

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
