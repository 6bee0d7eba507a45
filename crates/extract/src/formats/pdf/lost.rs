//! Recovers objects that the crate did not read correctly: streams with a wrong `/Length` become
//! plain dictionaries or are missing, and so are objects with a wrong offset in the cross-reference
//! table.

use std::collections::BTreeSet;

use pdf_extract::xref::XrefEntry;
use pdf_extract::{Document, Object, Stream};

use super::streams::{self, RawStream};
use super::table::{self, Trailer};
use super::{mend, repair};

/// A file in which lost objects can be read.
pub(super) struct Mended {
    pub bytes: Vec<u8>,
    /// Whether the position or end of an object had to be guessed.
    pub guessed: bool,
}

/// Returns the file with a correct copy of each lost object appended; `None` if there are none
/// except those already `tried`.
pub(super) fn mended(
    bytes: &[u8],
    document: &Document,
    tried: &mut BTreeSet<u32>,
) -> Option<Mended> {
    let mut lost = lost(bytes, document);
    lost.retain(|object| tried.insert(object.number));
    if lost.is_empty() {
        return None;
    }
    let mut entries = document.reference_table.entries.clone();
    let mut mended = Mended {
        bytes: bytes.to_vec(),
        guessed: false,
    };
    mended.bytes.extend_from_slice(repair::END);
    for object in lost {
        mended.guessed |= object.moved;
        let mut offset = object.at;
        if let Some(stream) = object.stream {
            mended.guessed |= !stream.is_closed;
            offset = mended.bytes.len();
            stream.write(bytes, &mut mended.bytes);
        }
        if let Ok(offset) = u32::try_from(offset) {
            let generation = object.generation;
            entries.insert(object.number, XrefEntry::Normal { offset, generation });
        }
    }
    let mut trailer = Trailer::of(document);
    if document.was_encrypted() {
        trailer.encrypt = repair::last_reference(bytes, "Encrypt");
    }
    table::append(&mut mended.bytes, &entries, &trailer);
    Some(mended)
}

/// An object that was not read.
struct Lost {
    number: u32,
    generation: u16,
    /// Where it is, in bytes.
    at: usize,
    /// Whether the table has another position for it.
    moved: bool,
    /// The stream, if its length is wrong.
    stream: Option<RawStream>,
}

fn lost(bytes: &[u8], document: &Document) -> Vec<Lost> {
    let mut lost = Vec::new();
    let mut missing = Vec::new();
    for (&number, entry) in &document.reference_table.entries {
        let XrefEntry::Normal { offset, .. } = *entry else {
            continue;
        };
        let at = offset as usize;
        let mut read = document.objects.range((number, 0)..=(number, u16::MAX));
        let read = read.next().map(|(_, object)| object);
        let is_whole = match read {
            Some(Object::Dictionary(read)) => !read.has(b"Length") && !read.has(b"Filter"),
            Some(Object::Stream(read)) => !read.content.is_empty() && !holds_others(read),
            Some(_) => true,
            None if !is_at(bytes, at, number) => {
                missing.push(number);
                true
            }
            None => false,
        };
        if is_whole {
            continue;
        }
        if let Some(stream) = RawStream::at(bytes, at)
            && !stream.is_empty()
            && !(read.is_none() && stream.states_its_length(bytes))
        {
            lost.push(Lost {
                number,
                generation: stream.id.1,
                at,
                moved: false,
                stream: Some(stream),
            });
        }
    }
    missing.extend(missing_numbers(document));
    if !missing.is_empty() {
        let found = repair::objects(bytes);
        for number in missing {
            // If an object was updated, its last copy counts.
            let Some(last) = found.iter().rev().find(|object| object.id.0 == number) else {
                continue;
            };
            let stream = RawStream::at(bytes, last.start);
            lost.push(Lost {
                number,
                generation: last.id.1,
                at: last.start,
                moved: true,
                stream: stream.filter(|stream| !stream.states_its_length(bytes)),
            });
        }
    }
    lost
}

/// Returns the numbers of objects that are referred to but not in the table, each once.
fn missing_numbers(document: &Document) -> BTreeSet<u32> {
    let mut referred = Vec::new();
    for object in document.objects.values() {
        mend::references(object, &mut referred);
    }
    let is_known = |number: &u32| {
        let mut read = document.objects.range((*number, 0)..=(*number, u16::MAX));
        document.reference_table.entries.contains_key(number) || read.next().is_some()
    };
    let numbers = referred.into_iter().map(|id| id.0);
    numbers.filter(|number| !is_known(number)).collect()
}

fn is_at(bytes: &[u8], mut at: usize, number: u32) -> bool {
    streams::object_id(bytes, &mut at).is_some_and(|id| id.0 == number)
}

/// Returns whether a stream includes following objects because its length leads to the end of
/// another stream. Compressed data has its own end marker.
fn holds_others(stream: &Stream) -> bool {
    let end = b"endstream";
    !stream.dict.has(b"Filter")
        && memchr::memmem::find_iter(&stream.content, end).any(|at| {
            let after = stream.content[at + end.len()..].trim_ascii_start();
            let after = after.strip_prefix(b"endobj");
            after.is_some_and(|after| streams::starts_object(after.trim_ascii_start()))
        })
}
