//! What a folder is before anything in it is touched: an index, the place for one, or neither.
//!
//! Nothing here opens the engine's index or takes a lock, so that a folder that is somebody else's
//! stays as it is to the last byte.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::schema::plain_file;

use super::description;
use super::error::IndexError;
use super::fields::FORMAT_VERSION;
use super::file_names::{DATA, MANAGED, META, Part, SegmentFile, TAG};

/// What the file [`TAG`] says in the folder of an index.
pub const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # A search index of reportage; it can be made again from its sources.\n";

/// A description or list of files is never larger, in bytes: the engine writes about 100 for each
/// segment.
const LARGEST_DESCRIPTION: u64 = 64 << 20;

/// What a folder is.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderState {
    /// Not there, or empty, or holds an empty tag and nothing else: its maker was killed.
    Vacant,
    /// Tagged as ours and without an index: one was to be made.
    Unfinished,
    /// Holds an index of this program, of whatever format.
    Index(Description),
    /// Tagged as ours and with the engine's list of files, but its description is not as it was written.
    Damaged,
    /// Has files in it, and nothing says that they are an index.
    Occupied,
    /// Another program's, by what is said here.
    Foreign(&'static str),
}

/// An index as its description has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// The format of the index, which may be another than this program's.
    pub format: u32,
    /// The fingerprint of its schema.
    pub schema: u64,
    /// Whether the folder is tagged.
    pub tag: Tag,
    /// What it consists of.
    pub segments: Segments,
}

/// Whether a folder is tagged as an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// It is.
    Ours,
    /// There is no tag.
    Absent,
    /// The tag is empty.
    Empty,
    /// There is something else of that name.
    Foreign,
}

/// The segments of an index: their ids, and as of which operation documents are deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments(HashMap<String, Option<u64>>);

impl Segments {
    /// Returns how many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names of the files that are needed to read these segments.
    pub fn files(&self) -> Vec<String> {
        let of_segment = |(id, deletions): (&String, &Option<u64>)| {
            let data = DATA.map(|extension| format!("{id}.{extension}"));
            let deletions = deletions.map(|opstamp| format!("{id}.{opstamp}.del"));
            data.into_iter().chain(deletions)
        };
        self.0.iter().flat_map(of_segment).collect()
    }

    /// Returns whether the segment of a file is among these.
    pub fn have(&self, file: &SegmentFile<'_>) -> bool {
        self.0.contains_key(file.segment)
    }

    /// Returns whether a file is needed to read these segments.
    pub fn need(&self, file: &SegmentFile<'_>) -> bool {
        match (self.0.get(file.segment), file.part) {
            (Some(_), Part::Data) => true,
            (Some(deletions), Part::Deletions(opstamp)) => *deletions == Some(opstamp),
            (Some(_), Part::UnfinishedStore) | (None, _) => false,
        }
    }
}

/// Tells what the folder `dir` is.
///
/// # Errors
/// The folder or its description may not be read.
pub fn inspect(dir: &Path) -> Result<FolderState, IndexError> {
    let io_error = |path: &Path, source| IndexError::Io {
        path: path.to_owned(),
        action: "may not be read",
        source,
    };
    match fs::metadata(dir) {
        Ok(folder) if folder.is_dir() => {}
        Ok(_) => return Ok(FolderState::Foreign("a file, not a folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FolderState::Vacant),
        Err(error) => return Err(io_error(dir, error)),
    }
    let path = dir.join(META);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => without_description(dir),
        Err(error) => Err(io_error(dir, error)),
        Ok(_) if plain_file::require(&path).is_err() => {
            Ok(FolderState::Foreign("meta.json is not a file"))
        }
        Ok(found) if found.len() > LARGEST_DESCRIPTION => {
            Ok(FolderState::Foreign("meta.json is another program's"))
        }
        Ok(_) => {
            let bytes = plain_file::read(&path, LARGEST_DESCRIPTION);
            let bytes = bytes.map_err(|error| io_error(&path, error))?;
            Ok(described(dir, &bytes))
        }
    }
}

/// Reads how the folder `dir` is tagged.
pub fn tag_of(dir: &Path) -> Tag {
    let path = dir.join(TAG);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Tag::Absent,
        Ok(found) if found.is_file() && found.len() == 0 => Tag::Empty,
        Ok(found) if found.is_file() && found.len() == TAG_TEXT.len() as u64 => {
            match plain_file::read(&path, TAG_TEXT.len() as u64) {
                Ok(text) if text == TAG_TEXT.as_bytes() => Tag::Ours,
                // As a power cut leaves it.
                Ok(text) if text.iter().all(|byte| *byte == 0) => Tag::Empty,
                Ok(_) | Err(_) => Tag::Foreign,
            }
        }
        Ok(_) | Err(_) => Tag::Foreign,
    }
}

/// Reads one of the engine's lists of files; `None` if it is not there or is none.
pub fn list_of_files(path: &Path) -> Option<HashSet<String>> {
    let bytes = plain_file::read(path, LARGEST_DESCRIPTION).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn without_description(dir: &Path) -> Result<FolderState, IndexError> {
    let tag = tag_of(dir);
    if tag == Tag::Ours {
        return Ok(FolderState::Unfinished);
    }
    let io_error = |source| IndexError::Io {
        path: dir.to_owned(),
        action: "may not be read",
        source,
    };
    for entry in fs::read_dir(dir).map_err(io_error)? {
        let name = entry.map_err(io_error)?.file_name();
        if name != TAG || tag != Tag::Empty {
            return Ok(FolderState::Occupied);
        }
    }
    Ok(FolderState::Vacant)
}

/// What the program reads of the engine's description, whatever version of the engine wrote it.
#[derive(Deserialize)]
struct EngineDescription {
    segments: Vec<EngineSegment>,
    #[serde(rename = "schema")]
    _schema: Vec<IgnoredAny>,
    #[serde(rename = "opstamp")]
    _opstamp: u64,
    payload: Option<String>,
}

#[derive(Deserialize)]
struct EngineSegment {
    segment_id: String,
    deletes: Option<EngineDeletions>,
}

#[derive(Deserialize)]
struct EngineDeletions {
    opstamp: u64,
}

/// What every format's [`Payload`](super::payload::Payload) has.
#[derive(Deserialize)]
struct AnyPayload {
    format: u32,
    schema: u64,
    #[serde(rename = "facets")]
    _facets: Vec<IgnoredAny>,
}

fn described(dir: &Path, bytes: &[u8]) -> FolderState {
    const FOREIGN: FolderState = FolderState::Foreign("meta.json is another program's");
    let tag = tag_of(dir);
    let damaged_or = |otherwise| {
        let listed = list_of_files(&dir.join(MANAGED)).is_some_and(|list| list.contains(META));
        match tag == Tag::Ours && listed {
            true => FolderState::Damaged,
            false => otherwise,
        }
    };
    let intact = description::is_intact(bytes);
    if serde_json::from_slice::<IgnoredAny>(bytes).is_err()
        || (!intact && description::is_sealed(bytes))
    {
        return damaged_or(FOREIGN);
    }
    let Ok(description) = serde_json::from_slice::<EngineDescription>(bytes) else {
        return FOREIGN;
    };
    let Some(payload) = description.payload else {
        // The engine's first description; earlier versions were killed before their first commit.
        return match tag == Tag::Ours && description.segments.is_empty() {
            true => FolderState::Unfinished,
            false => FOREIGN,
        };
    };
    let Ok(payload) = serde_json::from_str::<AnyPayload>(&payload) else {
        return FOREIGN;
    };
    if payload.format == FORMAT_VERSION && !intact {
        return damaged_or(FolderState::Foreign("meta.json is not as it was written"));
    }
    let segments = description.segments.into_iter().map(|segment| {
        let id = segment.segment_id.replace('-', "");
        (id, segment.deletes.map(|deletions| deletions.opstamp))
    });
    FolderState::Index(Description {
        format: payload.format,
        schema: payload.schema,
        tag,
        segments: Segments(segments.collect()),
    })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::index::file_names::FileName;

    const ID: &str = "0123456789abcdef0123456789abcdef";
    const OURS: &str = r#"{"segments": [{"segment_id": "01234567-89ab-cdef-0123-456789abcdef",
        "max_doc": 3, "deletes": {"num_deleted_docs": 1, "opstamp": 9}}], "schema": [], "opstamp": 9,
        "payload": "{\"format\": 2, \"schema\": 7, \"facets\": []}"}"#;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn state(files: &[(&str, &str)]) -> FolderState {
        inspect(folder(files).path()).unwrap()
    }

    #[test]
    fn a_folder_with_nothing_in_it_is_vacant_and_with_a_file_in_it_occupied() {
        assert_eq!(
            inspect(Path::new("/none/here")).unwrap(),
            FolderState::Vacant
        );
        assert_eq!(state(&[]), FolderState::Vacant);
        assert_eq!(state(&[(TAG, "")]), FolderState::Vacant);
        let segment = format!("{ID}.pos");
        for name in [
            "a.txt",
            ID,
            &segment,
            ".managed.json",
            "names-0123456789abcdef.bin",
        ] {
            assert_eq!(state(&[(name, "x")]), FolderState::Occupied, "{name}");
        }
        let signature = &TAG_TEXT[..44];
        assert_eq!(state(&[(TAG, signature)]), FolderState::Occupied);
        assert_eq!(state(&[(TAG, ""), ("a.txt", "x")]), FolderState::Occupied);
    }

    #[test]
    fn a_tagged_folder_without_a_committed_index_is_unfinished() {
        assert_eq!(state(&[(TAG, TAG_TEXT)]), FolderState::Unfinished);
        let others = &[(TAG, TAG_TEXT), ("a.jpg", "x")];
        assert_eq!(state(others), FolderState::Unfinished);
        let made = r#"{"segments": [], "schema": [], "opstamp": 0}"#;
        assert_eq!(
            state(&[(TAG, TAG_TEXT), (META, made)]),
            FolderState::Unfinished
        );
    }

    #[test]
    fn an_index_of_any_format_is_one_and_says_which_files_it_needs() {
        for (tag, files) in [
            (Tag::Ours, &[(META, OURS), (TAG, TAG_TEXT)][..]),
            (Tag::Absent, &[(META, OURS)]),
            (Tag::Foreign, &[(META, OURS), (TAG, &TAG_TEXT[..44])]),
        ] {
            let FolderState::Index(index) = state(files) else {
                panic!("{tag:?}: no index");
            };
            assert_eq!((index.format, index.schema, index.tag), (2, 7, tag));
            let needs = |name: &str| match FileName::of(name) {
                FileName::Segment(file) => index.segments.need(&file),
                _ => panic!("{name}"),
            };
            assert!(needs(&format!("{ID}.pos")) && needs(&format!("{ID}.9.del")));
            assert!(!needs(&format!("{ID}.8.del")) && !needs(&format!("{ID}.store.temp")));
            assert!(!needs(&format!("{}0.pos", &ID[1..])));
        }
    }

    #[test]
    fn the_description_of_another_program_makes_a_folder_foreign_whatever_its_tag() {
        let no_payload = OURS.replace("payload", "notes");
        let other_payload = OURS.replace("format", "version");
        let signature = &TAG_TEXT[..44];
        for meta in [
            r#"{"album": "Jacmel, 2023", "cover": "0123456789abcdef0123456789abcdef.jpg"}"#,
            "[]",
            r#"{"segments": 3, "schema": [], "opstamp": 1, "payload": "{}"}"#,
            &no_payload,
            &other_payload,
        ] {
            for tag in [None, Some(signature), Some(TAG_TEXT), Some("")] {
                let mut files = vec![(META, meta), (MANAGED, "[\"meta.json\"]")];
                files.extend(tag.map(|tag| (TAG, tag)));
                let foreign = FolderState::Foreign("meta.json is another program's");
                assert_eq!(state(&files), foreign, "{meta} {tag:?}");
            }
        }
    }

    #[test]
    fn a_description_that_is_cut_off_is_damage_only_with_our_tag_and_the_list_of_files() {
        let cut = &OURS[..60];
        let listed = "[\"meta.json\"]";
        let files = [(META, cut), (TAG, TAG_TEXT), (MANAGED, listed)];
        assert_eq!(state(&files), FolderState::Damaged);
        for files in [
            &[(META, cut)][..],
            &[(META, cut), (TAG, TAG_TEXT)],
            &[(META, cut), (MANAGED, listed)],
            &[(META, cut), (TAG, TAG_TEXT), (MANAGED, "[\"a.jpg\"]")],
            &[(META, cut), (TAG, &TAG_TEXT[..44]), (MANAGED, listed)],
        ] {
            assert!(matches!(state(files), FolderState::Foreign(_)), "{files:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_description_that_is_no_file_makes_a_folder_foreign() {
        let dir = folder(&[(TAG, TAG_TEXT)]);
        let meta = dir.path().join(META);
        let foreign = || FolderState::Foreign("meta.json is not a file");
        fs::create_dir(&meta).unwrap();
        assert_eq!(inspect(dir.path()).unwrap(), foreign());
        fs::remove_dir(&meta).unwrap();
        let listener = std::os::unix::net::UnixListener::bind(&meta).unwrap();
        assert_eq!(inspect(dir.path()).unwrap(), foreign());
        drop(listener);
        fs::remove_file(&meta).unwrap();
        std::os::unix::fs::symlink("nowhere", &meta).unwrap();
        assert_eq!(inspect(dir.path()).unwrap(), foreign());
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let state = FolderState::Foreign("a file, not a folder");
        assert_eq!(inspect(&file).unwrap(), state);
    }
}
