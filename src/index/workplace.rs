//! The folder an index is written in: made, opened for writing, kept readable for others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError};

use crate::gazetteer::Gazetteer;
use crate::schema::IndexSchema;

use super::error::IndexError;
use super::fields::{Fields, STREAM_TOKENIZER};
use super::flow::Flow;
use super::open::{OpenIndex, directory_error, engine_error, gazetteer_file, open_gazetteer};
use super::payload::{self, Payload};
use super::stream::StreamTokenizer;

/// Marks the folder as made by a program and not worth reading or backing up
/// (<https://bford.info/cachedir/>); walking for reports passes such folders over.
const TAG_FILE: &str = "CACHEDIR.TAG";
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                   # A search index of reportage; it can be made again from its sources.\n";

/// The share of the memory that texts under way into the engine may take.
const FLOW_SHARE: usize = 8;
/// The least that the engine takes for each thread, in bytes.
const LEAST_BUFFER: usize = 16 << 20;
/// The most that the engine takes for each thread is a little under 4 GiB.
const MOST_BUFFER: usize = 4000 << 20;

/// An index's folder, or an index in memory, with the engine's index in it.
pub struct Workplace {
    dir: PathBuf,
    directory: Box<dyn Directory>,
    index: Index,
    flow: Arc<Flow>,
}

impl Workplace {
    /// Opens the index in `dir`, or makes one there if the folder is not there, empty, or tagged as
    /// an index that was cleared or never finished.
    pub fn open(dir: &Path, schema: &IndexSchema) -> Result<Workplace, IndexError> {
        let io_error = |action, source| IndexError::Io {
            path: dir.to_owned(),
            action,
            source,
        };
        let is_new = !dir.join("meta.json").exists();
        if is_new {
            fs::create_dir_all(dir).map_err(|error| io_error("may not be made", error))?;
            let entries = fs::read_dir(dir).map_err(|error| io_error("may not be read", error))?;
            let foreign = |entry: io::Result<fs::DirEntry>| {
                entry.is_ok_and(|entry| !is_ours(&entry.file_name().to_string_lossy()))
            };
            let is_tagged = fs::read(dir.join(TAG_FILE)).is_ok_and(|tag| tag == TAG.as_bytes());
            if !is_tagged && entries.into_iter().any(foreign) {
                return Err(IndexError::NotAnIndex(dir.to_owned()));
            }
            fs::write(dir.join(TAG_FILE), TAG)
                .map_err(|error| io_error("may not be written", error))?;
        }
        let folder = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let directory: Box<dyn Directory> = Box::new(folder);
        if is_new {
            return Workplace::create(dir, directory, schema);
        }
        let index =
            Index::open(directory.clone()).map_err(|error| engine_error(dir, "open", error))?;
        let place = Workplace::with(dir, directory, index);
        match super::open::read_payload(dir, &place.index) {
            Ok(_) => Ok(place),
            // Made, and stopped before the first commit.
            Err(IndexError::Missing(_)) => place.commit_first(schema),
            Err(error) => Err(error),
        }
    }

    /// Makes an index in memory.
    pub fn in_memory(schema: &IndexSchema) -> Result<Workplace, IndexError> {
        Workplace::create(Path::new(""), Box::new(RamDirectory::create()), schema)
    }

    /// Takes away everything that an index left in `dir`, to make it anew, but for the tag that says
    /// whose folder it is. Other files stay.
    pub fn clear(dir: &Path) -> Result<(), IndexError> {
        if !dir.join("meta.json").exists() {
            return Ok(());
        }
        let io_error = |path: &Path, source| IndexError::Io {
            path: path.to_owned(),
            action: "may not be removed",
            source,
        };
        let folder = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let _lock = folder
            .acquire_lock(&tantivy::directory::INDEX_WRITER_LOCK)
            .map_err(|error| engine_error(dir, "clear", TantivyError::LockFailure(error, None)))?;
        // The engine's description first: without it, what is left of the rest is no index.
        fs::remove_file(dir.join("meta.json")).map_err(|error| io_error(dir, error))?;
        for entry in fs::read_dir(dir)
            .map_err(|error| io_error(dir, error))?
            .flatten()
        {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_ours(&name) && name != TAG_FILE && !name.ends_with(".lock") {
                fs::remove_file(entry.path()).map_err(|error| io_error(&entry.path(), error))?;
            }
        }
        Ok(())
    }

    fn create(
        dir: &Path,
        directory: Box<dyn Directory>,
        schema: &IndexSchema,
    ) -> Result<Workplace, IndexError> {
        let (engine_schema, _): (Schema, _) = Fields::build();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            ..IndexSettings::default()
        };
        let index = Index::create(directory.clone(), engine_schema, settings)
            .map_err(|error| engine_error(dir, "make", error))?;
        Workplace::with(dir, directory, index).commit_first(schema)
    }

    fn with(dir: &Path, directory: Box<dyn Directory>, index: Index) -> Workplace {
        let flow = Arc::new(Flow::new(LEAST_BUFFER));
        index
            .tokenizers()
            .register(STREAM_TOKENIZER, StreamTokenizer::new(flow.clone()));
        Workplace {
            dir: dir.to_owned(),
            directory,
            index,
            flow,
        }
    }

    /// Makes the empty index durable with its payload, so that it can be opened from now on.
    fn commit_first(self, schema: &IndexSchema) -> Result<Workplace, IndexError> {
        self.gazetteer(schema)?;
        let mut writer = self.writer(1, LEAST_BUFFER)?;
        payload::commit(&mut writer, &Payload::of(schema))
            .map_err(|error| self.engine_error("commit", error))?;
        drop(writer);
        self.share()?;
        Ok(self)
    }

    /// Opens the engine's writer, which only one process can hold.
    pub fn writer(&self, threads: usize, memory: usize) -> Result<IndexWriter, IndexError> {
        self.flow.set_limit((memory / FLOW_SHARE).max(LEAST_BUFFER));
        let for_each = (memory - memory / FLOW_SHARE) / threads.max(1);
        let buffers = threads * for_each.clamp(LEAST_BUFFER, MOST_BUFFER);
        self.index
            .writer_with_num_threads(threads, buffers)
            .map_err(|error| self.engine_error("open for writing", error))
    }

    /// Opens the names of `schema`, compiling them if they are not compiled in this place yet.
    pub fn gazetteer(&self, schema: &IndexSchema) -> Result<Gazetteer, IndexError> {
        let file = gazetteer_file(schema.fingerprint);
        if !self.directory.exists(&file).unwrap_or(false) {
            let bytes = Gazetteer::compile(schema);
            self.directory
                .atomic_write(&file, &bytes)
                .map_err(|source| IndexError::Io {
                    path: self.dir.join(&file),
                    action: "may not be written",
                    source,
                })?;
            self.share()?;
        }
        open_gazetteer(&self.dir, &*self.directory, schema.fingerprint)
    }

    /// Opens what was last committed.
    pub fn snapshot(&self) -> Result<OpenIndex, IndexError> {
        OpenIndex::of(&self.dir, &self.index, self.directory.clone())
    }

    /// Returns the flow of texts into the engine.
    pub fn flow(&self) -> Arc<Flow> {
        self.flow.clone()
    }

    /// Returns the folder; empty for an index in memory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Puts our words around what the engine says.
    pub fn engine_error(&self, doing: &'static str, error: TantivyError) -> IndexError {
        engine_error(&self.dir, doing, error)
    }

    /// Gives the files that the engine writes for its owner alone the mode that other files in the
    /// folder have, so that whoever may read those can search.
    pub fn share(&self) -> Result<(), IndexError> {
        if self.dir.as_os_str().is_empty() {
            return Ok(());
        }
        let io_error = |source| IndexError::Io {
            path: self.dir.clone(),
            action: "its files' modes may not be set",
            source,
        };
        let Ok(model) = fs::metadata(self.dir.join(TAG_FILE)) else {
            return Ok(());
        };
        for entry in fs::read_dir(&self.dir).map_err(io_error)?.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let private = name.ends_with(".json") || name.ends_with(".bin");
            let Ok(metadata) = entry.metadata() else {
                continue; // taken away by the engine in the meantime
            };
            if private && metadata.permissions() != model.permissions() {
                fs::set_permissions(entry.path(), model.permissions()).map_err(io_error)?;
            }
        }
        Ok(())
    }
}

/// Returns whether a file of this name is one that an index leaves in its folder: the engine names
/// segments by 32 hexadecimal digits.
fn is_ours(name: &str) -> bool {
    let segment = name.split('.').next().unwrap_or("");
    let is_segment = segment.len() == 32 && segment.bytes().all(|b| b.is_ascii_hexdigit());
    let is_names = name.starts_with("names-") && name.ends_with(".bin");
    let fixed = ["meta.json", ".managed.json", TAG_FILE];
    is_segment || is_names || fixed.contains(&name) || name.starts_with(".tantivy-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_index_writes_counts_as_its_own() {
        for ours in [
            "meta.json",
            "0123456789abcdef0123456789abcdef.idx",
            "names-12.bin",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for foreign in ["report.json", "notes.txt", "names-list.txt", "cafe.pos"] {
            assert!(!is_ours(foreign), "{foreign}");
        }
    }
}
