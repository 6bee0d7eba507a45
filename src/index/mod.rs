//! Keeps an engine index in step with a folder of reports.
//!
//! [`Mirror`] writes: it takes the states of sources and their reports, and commits; `indexer` drives it. [`OpenIndex`]
//! reads. `fields` is the only file that names the engine's fields; `stream` is how analysed
//! words get into them; `stored` is what the store holds, names found
//! as `packed` writes them;
//! `filing` decides under which values a report stands. The manifest of sources lives in the
//! index itself, as rows beside the reports.
//!
//! A folder is changed only when `folder_state` has found it to be an index or the place for one, and
//! only by the process that has the lock of its `writing_directory`. `index_directory` opens, makes and
//! rebuilds; `strays` removes what killed runs left; `file_names` says how an index's files are called.

mod changes;
mod claims;
mod directory;
mod document;
mod error;
#[cfg(test)]
mod faults;
pub(crate) mod fields;
mod file_names;
mod filing;
mod flow;
mod folder_state;
mod index_directory;
pub(crate) mod manifest;
mod mirror;
mod open;
mod packed;
mod payload;
mod pool;
mod renames;
pub(crate) mod reports;
mod seen;
mod steps;
pub(crate) mod stored;
mod strays;
mod stream;
mod word_terms;
mod writing_directory;

pub use changes::{Counts, FileTimes, Plan, Resources, SourceState, Taken};
pub use error::IndexError;
pub use fields::hash_of_id;
pub use filing::Filed;
pub use mirror::{Mirror, STREAM_KEY, SourceSession};
pub use open::OpenIndex;
pub(crate) use open::engine_error;
pub use payload::{CountryPattern, FacetNames, Payload};
pub use renames::Renames;
pub use stored::SourceRow;

#[cfg(test)]
mod fault_tests;
#[cfg(test)]
pub(crate) mod tests;
