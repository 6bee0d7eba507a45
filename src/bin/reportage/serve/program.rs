//! What the server leaves to the program: saved searches, whose keys are flags, and writing to the index.

use std::path::Path;

use reportage::server::{Program, SearchToSave};

use crate::correct;
use crate::failure::Failure;
use crate::run;
use crate::saved;
use crate::saved_searches::SavedSearches;
use crate::search_keys::typed_flags;

/// The functions for the server.
pub const PROGRAM: Program = Program {
    saved: saved::objects,
    save_search,
    remove_search: |dir, name| remove_search(dir, name).map_err(Failure::into_line),
    mark_as_run: |dir, name| run::mark(dir, name).map_err(Failure::into_line),
    tag_again: |dir| correct::tag_again(dir).map_err(Failure::into_line),
};

fn save_search(dir: &Path, search: &SearchToSave) -> Result<(), String> {
    let typed = typed_flags(&search.flags)?;
    let written = SavedSearches::read(dir).and_then(|mut saved| {
        saved.put(&search.name, &search.query, typed.keys);
        saved.write()
    });
    written.map_err(Failure::into_line)
}

fn remove_search(dir: &Path, name: &str) -> Result<(), Failure> {
    let mut saved = SavedSearches::read(dir)?;
    saved.remove(name);
    saved.write()
}
