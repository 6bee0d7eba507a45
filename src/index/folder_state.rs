//! Classifies a directory before anything in it is changed: an index, a place for one, or neither.
//!
//! Nothing here opens a tantivy index or takes a lock, so that a directory of another program is
//! left untouched.

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

/// The content of the file [`TAG`] in an index directory.
pub const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # A search index of reportage; it can be made again from its sources.\n";

/// The largest description or list of files, in bytes: tantivy writes about 100 bytes per segment.
const LARGEST_DESCRIPTION: u64 = 64 << 20;

/// The state of a directory.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderState {
    /// It does not exist, is empty, or contains only an empty tag because its creator was killed.
    Vacant,
    /// Tagged, but without an index: creating one was interrupted.
    Unfinished,
    /// An index of this program, in any format.
    Index(Description),
    /// Tagged and with tantivy's list of files, but with a damaged description.
    Damaged,
    /// It contains files, and no evidence of an index.
    Occupied,
    /// It belongs to another program, for this reason.
    Foreign(&'static str),
}

/// An index according to its description.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// The format of the index, possibly that of another program version.
    pub format: u32,
    /// The fingerprint of its schema.
    pub schema: u64,
    /// Whether the directory is tagged.
    pub tag: Tag,
    /// Its segments.
    pub segments: Segments,
}

/// The tag of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The tag of an index.
    Ours,
    /// There is no tag.
    Absent,
    /// The tag is empty.
    Empty,
    /// Another file with that name.
    Foreign,
}

/// The segments of an index: their ids, and the operation of their last deletions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments(HashMap<String, Option<u64>>);

impl Segments {
    /// Returns the number of segments.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names of the files needed to read these segments.
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

/// Classifies the directory `dir`.
///
/// # Errors
/// The directory or its description cannot be read.
pub fn inspect(dir: &Path) -> Result<FolderState, IndexError> {
    let io_error = |path: &Path, source| IndexError::Io {
        path: path.to_owned(),
        action: "cannot be read",
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

/// Reads the tag of the directory `dir`.
pub fn tag_of(dir: &Path) -> Tag {
    let path = dir.join(TAG);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Tag::Absent,
        Ok(found) if found.is_file() && found.len() == 0 => Tag::Empty,
        Ok(found) if found.is_file() && found.len() == TAG_TEXT.len() as u64 => {
            match plain_file::read(&path, TAG_TEXT.len() as u64) {
                Ok(text) if text == TAG_TEXT.as_bytes() => Tag::Ours,
                // As left by a power failure.
                Ok(text) if text.iter().all(|byte| *byte == 0) => Tag::Empty,
                Ok(_) | Err(_) => Tag::Foreign,
            }
        }
        Ok(_) | Err(_) => Tag::Foreign,
    }
}

/// Reads one of tantivy's lists of files; `None` if it is missing or invalid.
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
        action: "cannot be read",
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

/// The parts of tantivy's description that are read, for any version of tantivy.
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

/// The part of a [`Payload`](super::payload::Payload) that all formats have.
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
        // Tantivy's first description; earlier versions could be killed before their first commit.
        return match tag == Tag::Ours && description.segments.is_empty() {
            true => FolderState::Unfinished,
            false => FOREIGN,
        };
    };
    let Ok(payload) = serde_json::from_str::<AnyPayload>(&payload) else {
        return FOREIGN;
    };
    if payload.format == FORMAT_VERSION && !intact {
        return damaged_or(FolderState::Foreign(
            "meta.json has changed since it was written",
        ));
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
    fn an_index_of_any_format_is_recognised_with_its_files() {
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
    fn a_description_that_is_not_a_regular_file_makes_a_directory_foreign() {
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
