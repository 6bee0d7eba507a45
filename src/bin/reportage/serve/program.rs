//! What the server leaves to the program: saved searches, whose keys are flags, and writing to the index.

use std::path::Path;

use reportage::corpus::Limits;
use reportage::indexer::Event;
use reportage::server::{Folder, Program, Progress, SearchToSave};

use crate::correct;
use crate::failure::Failure;
use crate::index::Build;
use crate::roots;
use crate::run;
use crate::saved;
use crate::saved_searches::SavedSearches;
use crate::search_keys::typed_flags;
use crate::update::{self, Update};

/// The functions for the server.
pub const PROGRAM: Program = Program {
    saved: saved::objects,
    save_search,
    remove_search: |dir, name| remove_search(dir, name).map_err(Failure::into_line),
    mark_as_run: |dir, name| run::mark(dir, name).map_err(Failure::into_line),
    index: |folder, on_progress| index(folder, on_progress).map_err(Failure::into_line),
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

/// Creates an empty index for a folder, unless there is an index.
pub fn create(dir: &Path) -> Result<(), Failure> {
    let indexer = roots::indexer(dir)??;
    indexer.close()?;
    Ok(())
}

fn index(folder: &Folder, on_progress: &mut dyn FnMut(Progress)) -> Result<(), Failure> {
    let build = Build::default();
    let schema = build.index_schema(&folder.index)?;
    let paths = std::slice::from_ref(&folder.path);
    let update = Update {
        paths,
        dir: &folder.index,
        schema: &schema,
        resources: build.resources(),
        limits: Limits::default(),
        ocr: None,
        rebuild: false,
        progress: false,
        all_warnings: false,
        name: None,
        exclude: &[],
        allow_empty: false,
        retry: false,
    };
    let mut progress = Progress::default();
    update::run_quietly(&update, |event| {
        match event {
            Event::Reading { bytes } => progress.total = bytes,
            Event::Read { bytes } => progress.bytes = bytes,
            Event::Report(_) => progress.reports += 1,
            // The page lists what could not be read.
            _ => return,
        }
        on_progress(progress);
    })
}
