//! How the files of an index are called. Only what has such a name is ever removed from a folder, and
//! only where something else says that the index made it.

/// The engine's description of the whole index; replaced at every commit.
pub const META: &str = "meta.json";
/// The engine's list of the files that it has made.
pub const MANAGED: &str = ".managed.json";
/// [`META`] of an index that is being made beside the one that stands.
pub const REBUILD_META: &str = ".rebuild-meta.json";
/// [`MANAGED`] of an index that is being made beside the one that stands.
pub const REBUILD_MANAGED: &str = ".rebuild-managed.json";
/// Marks the folder as made by a program and not worth reading or backing up
/// (<https://bford.info/cachedir/>); walking for reports passes such folders over.
pub const TAG: &str = "CACHEDIR.TAG";

/// What the engine appends to the id of a segment for the files that hold its data.
pub const DATA: [&str; 6] = ["idx", "pos", "term", "store", "fast", "fieldnorm"];
/// The same for the store while it is being written.
const UNFINISHED_STORE: &str = "store.temp";
/// Digits of a segment's id, hexadecimal.
const ID_DIGITS: usize = 32;
/// Digits of a schema's fingerprint, hexadecimal.
const FINGERPRINT_DIGITS: usize = 16;
/// Letters and digits after `.tmp` in the name of a file that the engine writes before it renames it.
const TEMPORARY_DIGITS: usize = 6;

/// What a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileName<'a> {
    /// Belongs to a segment.
    Segment(SegmentFile<'a>),
    /// The compiled names of the schema with this fingerprint.
    Names(u64),
    /// Was about to replace another file, see [`unpublished`].
    Unpublished,
    /// The same, as the engine calls it: other programs use such names, too.
    Temporary,
    /// [`REBUILD_META`].
    RebuildMeta,
    /// [`REBUILD_MANAGED`].
    RebuildManaged,
    /// None of those that may be in the way of an index.
    Other,
}

/// A file of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentFile<'a> {
    /// The segment's id, 32 hexadecimal digits in lowercase.
    pub segment: &'a str,
    /// What it holds.
    pub part: Part,
}

/// What a file of a segment holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the segment was made with.
    Data,
    /// Which of its documents are deleted as of an operation.
    Deletions(u64),
    /// A store that is not finished.
    UnfinishedStore,
}

impl FileName<'_> {
    /// Tells what a file of this name is.
    pub fn of(name: &str) -> FileName<'_> {
        if name == REBUILD_META {
            return FileName::RebuildMeta;
        }
        if name == REBUILD_MANAGED {
            return FileName::RebuildManaged;
        }
        if let Some(segment) = segment_file(name) {
            return FileName::Segment(segment);
        }
        if let Some(schema) = names_of(name) {
            return FileName::Names(schema);
        }
        if is_unpublished(name) {
            return FileName::Unpublished;
        }
        let is_temporary = name.strip_prefix(".tmp").is_some_and(|rest| {
            rest.len() == TEMPORARY_DIGITS && rest.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        match is_temporary {
            true => FileName::Temporary,
            false => FileName::Other,
        }
    }
}

/// The file that holds the compiled names of a schema: named by fingerprint, so that it cannot be
/// another schema's.
pub fn names_file(schema: u64) -> String {
    format!("names-{schema:016x}.bin")
}

/// The name under which a file is written before it replaces the one called `name`.
pub fn unpublished(name: &str) -> String {
    format!(".{}.new", name.trim_start_matches('.'))
}

fn is_unpublished(name: &str) -> bool {
    let fixed = [META, MANAGED, REBUILD_META, REBUILD_MANAGED];
    if fixed.iter().any(|known| unpublished(known) == name) {
        return true;
    }
    let of_names = name.strip_prefix('.').and_then(|n| n.strip_suffix(".new"));
    of_names.and_then(names_of).is_some()
}

fn names_of(name: &str) -> Option<u64> {
    let digits = name.strip_prefix("names-")?.strip_suffix(".bin")?;
    if digits.len() != FINGERPRINT_DIGITS || !is_lowercase_hex(digits) {
        return None;
    }
    u64::from_str_radix(digits, 16).ok()
}

fn segment_file(name: &str) -> Option<SegmentFile<'_>> {
    let (segment, extension) = name.split_once('.')?;
    if segment.len() != ID_DIGITS || !is_lowercase_hex(segment) {
        return None;
    }
    let part = match extension {
        UNFINISHED_STORE => Part::UnfinishedStore,
        data if DATA.contains(&data) => Part::Data,
        other => {
            let opstamp = other.strip_suffix(".del")?;
            if !opstamp.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            Part::Deletions(opstamp.parse().ok()?)
        }
    };
    Some(SegmentFile { segment, part })
}

fn is_lowercase_hex(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn the_files_of_a_segment_are_known_by_their_extensions() {
        let part = |extension: &str| match FileName::of(&format!("{ID}.{extension}")) {
            FileName::Segment(file) => {
                assert_eq!(file.segment, ID);
                Some(file.part)
            }
            _ => None,
        };
        for data in DATA {
            assert_eq!(part(data), Some(Part::Data));
        }
        assert_eq!(part("128.del"), Some(Part::Deletions(128)));
        assert_eq!(part("store.temp"), Some(Part::UnfinishedStore));
        for other in [
            "jpg", "pos.gz", "del", ".del", "-1.del", "+1.del", "1.2.del", "",
        ] {
            assert_eq!(part(other), None, "{other}");
        }
    }

    #[test]
    fn names_that_only_look_like_ours_are_none() {
        let upper = ID.to_uppercase();
        for other in [
            ID,
            &upper,
            &format!("{upper}.pos"),
            &format!("{}.pos", &ID[1..]),
            &format!("g{}.pos", &ID[1..]),
            "names-12.bin",
            "names-0123456789ABCDEF.bin",
            "names-0123456789abcdef.txt",
            "names-list.txt",
            "CACHEDIR.TAG",
            "meta.json",
            ".managed.json",
            ".tantivy-writer.lock",
            "same-as.tsv",
            ".tmp",
            ".tmp-notes",
            ".tmp1234567",
            ".notes.json.new",
            "meta.json.new",
            ".names-list.bin.new",
        ] {
            assert_eq!(FileName::of(other), FileName::Other, "{other}");
        }
    }

    #[test]
    fn what_the_index_writes_before_it_renames_is_known() {
        for name in [META, MANAGED, REBUILD_META, REBUILD_MANAGED, &names_file(7)] {
            assert_eq!(FileName::of(&unpublished(name)), FileName::Unpublished);
        }
        assert_eq!(FileName::of(&names_file(7)), FileName::Names(7));
        assert_eq!(FileName::of(".tmpAqEXY1"), FileName::Temporary);
        assert_eq!(FileName::of(REBUILD_META), FileName::RebuildMeta);
        assert_eq!(FileName::of(REBUILD_MANAGED), FileName::RebuildManaged);
    }
}
