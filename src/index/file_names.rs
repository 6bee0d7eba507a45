//! The file names of an index. Only files with these names are ever removed from a directory, and
//! only if there is other evidence that they belong to the index.

/// Tantivy's description of the whole index; replaced at every commit.
pub const META: &str = "meta.json";
/// Tantivy's list of the files that it has created.
pub const MANAGED: &str = ".managed.json";
/// [`META`] of an index that is being built next to the current one.
pub const REBUILD_META: &str = ".rebuild-meta.json";
/// [`MANAGED`] of an index that is being built next to the current one.
pub const REBUILD_MANAGED: &str = ".rebuild-managed.json";
/// Marks the directory as generated and not worth reading or backing up
/// (<https://bford.info/cachedir/>); walks skip such directories.
pub const TAG: &str = "CACHEDIR.TAG";

/// The extensions of the data files of a segment.
pub const DATA: [&str; 6] = ["idx", "pos", "term", "store", "fast", "fieldnorm"];
/// The same for an unfinished store.
const UNFINISHED_STORE: &str = "store.temp";
/// Hexadecimal digits of a segment's id.
const ID_DIGITS: usize = 32;
/// Hexadecimal digits of a schema's fingerprint.
const FINGERPRINT_DIGITS: usize = 16;
/// Letters and digits after `.tmp` in the name of a file that tantivy writes before renaming it.
const TEMPORARY_DIGITS: usize = 6;

/// The kind of a file, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileName<'a> {
    /// A segment file.
    Segment(SegmentFile<'a>),
    /// The compiled names of the schema with this fingerprint.
    Names(u64),
    /// A file that was about to replace another one, see [`unpublished`].
    Unpublished,
    /// The same with a name of tantivy's, which other programs may use, too.
    Temporary,
    /// [`REBUILD_META`].
    RebuildMeta,
    /// [`REBUILD_MANAGED`].
    RebuildManaged,
    /// Any other file.
    Other,
}

/// A file of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentFile<'a> {
    /// The segment's id, 32 lowercase hexadecimal digits.
    pub segment: &'a str,
    /// Its content.
    pub part: Part,
}

/// The content of a segment file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The data with which the segment was created.
    Data,
    /// The deleted documents as of an operation.
    Deletions(u64),
    /// An unfinished store.
    UnfinishedStore,
}

impl FileName<'_> {
    /// Classifies a file name.
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

/// Returns the name of the file with the compiled names of a schema; it contains the fingerprint,
/// so that schemas cannot be confused.
pub fn names_file(schema: u64) -> String {
    format!("names-{schema:016x}.bin")
}

/// Returns the name under which a file is written before it replaces the one called `name`.
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
    fn similar_names_are_not_index_files() {
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
    fn files_before_renaming_are_recognised() {
        for name in [META, MANAGED, REBUILD_META, REBUILD_MANAGED, &names_file(7)] {
            assert_eq!(FileName::of(&unpublished(name)), FileName::Unpublished);
        }
        assert_eq!(FileName::of(&names_file(7)), FileName::Names(7));
        assert_eq!(FileName::of(".tmpAqEXY1"), FileName::Temporary);
        assert_eq!(FileName::of(REBUILD_META), FileName::RebuildMeta);
        assert_eq!(FileName::of(REBUILD_MANAGED), FileName::RebuildManaged);
    }
}
