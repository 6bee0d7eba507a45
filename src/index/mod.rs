//! Keeps an engine index in step with a folder of reports.
//!
//! [`Mirror`] writes: it is told which sources there are, takes reports and commits. [`OpenIndex`]
//! reads. [`fields`] is the only file that names the engine's fields; `stream` is how analysed
//! words get into them; [`stored`] is what the store holds, names found
//! as `packed` writes them;
//! `filing` decides under which values a report stands. The manifest of sources lives in the
//! index itself, as rows beside the reports.

mod changes;
mod claims;
mod directory;
mod document;
mod error;
pub mod fields;
mod filing;
mod flow;
pub mod manifest;
mod mirror;
mod open;
mod packed;
mod payload;
mod pool;
mod renames;
pub mod reports;
pub mod stored;
mod stream;
mod workplace;

pub use changes::{Counts, Plan, Resources, SourceState, Taken};
pub use error::IndexError;
pub use filing::Filed;
pub use mirror::{Mirror, STREAM_KEY};
pub use open::{OpenIndex, engine_error};
pub use payload::{FacetNames, Payload};
pub use renames::Renames;
pub use workplace::Workplace;

#[cfg(test)]
mod tests;
