//! Keeps a tantivy index in sync with a folder of reports.
//!
//! [`Mirror`] writes: it takes the states of sources and their reports, and commits; `indexer`
//! drives it. [`OpenIndex`] reads. `fields` is the only file that names tantivy's fields; `stream`
//! defines how analysed words get into them; `stored` is the stored form of reports, with mentions
//! encoded by `mention_codec`; `filing` determines the facet values of a report. The source
//! manifest is in the index itself, as rows next to the reports.
//!
//! A directory is changed only if `folder_state` has found it to be an index or a place for one,
//! and only by the process that holds the lock of its `writing_directory`. `index_directory` opens,
//! creates and rebuilds; `leftovers` removes files left by killed runs; `file_names` defines the names
//! of an index's files.
//!
//! `checked_file` and `description` add checksums to every file, which are verified on reading;
//! `damage` prevents results from damaged files from being returned. `mapped_pages` releases the
//! pages of mapped files while a run writes. `joint` opens several indexes as one.

mod changes;
mod checked_file;
mod corrections;
mod damage;
mod description;
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
mod id_registry;
mod ids_of_run;
mod index_directory;
mod joint;
mod ledger;
mod leftovers;
pub(crate) mod manifest;
mod mapped_pages;
mod mention_codec;
mod merging;
mod mirror;
mod open;
mod optimize;
mod payload;
mod pool;
mod renames;
mod replaced;
pub(crate) mod reports;
mod roots;
mod seen;
pub(crate) mod source_key;
mod steps;
pub(crate) mod stored;
mod stream;
mod undo;
mod user_files;
mod user_translations;
mod verify;
mod version;
mod word_terms;
mod writing_directory;

pub use crate::schema::translations::UserTranslation;
pub use changes::{Counts, Evicted, FileTimes, Plan, Resources, SourceState, Taken};
pub use corrections::{Corrections, write_correction};
pub use damage::is_guarded;
pub use error::IndexError;
pub use fields::hash_of_id;
pub use filing::Filed;
pub use ledger::Ledger;
pub use mirror::{Mirror, SourceSession};
pub use open::OpenIndex;
pub(crate) use open::{Reads, engine_error, guarded_write as guarded};
pub use optimize::{Optimized, optimize, size_of};
pub use payload::{CountryPattern, FacetNames, Payload};
pub use renames::Renames;
pub use roots::{Places, Root, Roots};
pub use source_key::{STREAM_KEY, compare as source_order};
pub use stored::SourceRow;
pub use user_files::{read_if_exists, replace_file};
pub use verify::Verified;
pub use version::version_of;
pub use writing_directory::is_being_written;

#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod shipped;
#[cfg(test)]
pub(crate) mod tests;
