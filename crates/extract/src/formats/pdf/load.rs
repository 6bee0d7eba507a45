//! Loads a PDF: opens files that need no password, recovers the objects of a damaged file, and
//! drops streams that are not needed for text or would exhaust memory.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

use pdf_extract::{Document, LoadOptions, Object, ObjectId, Stream};

use super::{lost, pictures, repair};
use crate::error::{Cause, Reason};

/// The expansion limit of a single stream.
const LARGEST_STREAM: u64 = 256 << 20; // bytes
/// The maximum compression ratio of deflate.
const DEFLATE_RATIO: u64 = 1032;
/// Marks a stream that was dropped because of its size.
const TOO_LARGE: &str = "ReportageTooLarge";

/// A document, and whether it had to be repaired.
pub(super) struct Loaded {
    pub document: Document,
    pub pages: Vec<(u32, ObjectId)>,
    pub repaired: bool,
}

/// Whether image data is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    Kept,
    TakenOut,
}

/// Loads a file, from its cross-reference table or by searching for its objects.
pub(super) fn load(bytes: &[u8], kept: Pictures) -> Result<Loaded, Reason> {
    let header = memchr::memmem::find(&bytes[..bytes.len().min(HEADER)], b"%PDF-");
    let Some(header) = header else {
        return Err(Reason::Pdf(Cause("no PDF header".to_owned())));
    };
    // Offsets are relative to the header.
    let bytes = &bytes[header..];
    let whole = open_mended(bytes, kept);
    if let Err(Reason::Password) = whole {
        return Err(Reason::Password);
    }
    let mut damaged = true;
    if let Ok((document, guessed)) = whole {
        // The encryption dictionary may be where the crate does not read it.
        damaged = !matches!(document.trailer.get(b"Encrypt"), Ok(Object::Dictionary(_)));
        let pages = numbered(&document);
        if !pages.is_empty() {
            return Ok(Loaded {
                document,
                pages,
                repaired: guessed,
            });
        }
    }
    let (mut document, _) = open_mended(&repair::with_new_table(bytes), kept)?;
    repair::find_pages(&mut document);
    let pages = numbered(&document);
    if pages.is_empty() {
        return Err(Reason::Pdf(Cause("no pages in it".to_owned())));
    }
    Ok(Loaded {
        document,
        pages,
        repaired: damaged,
    })
}

/// Opens a file with all objects that its table or other objects mention. Also returns whether any
/// of them had to be guessed.
fn open_mended(bytes: &[u8], kept: Pictures) -> Result<(Document, bool), Reason> {
    let mut document = open(bytes, kept)?;
    let mut bytes = Cow::Borrowed(bytes);
    let (mut tried, mut guessed) = (BTreeSet::new(), false);
    // Recovered objects may refer to others.
    for _ in 0..MOST_ROUNDS {
        let Some(mended) = lost::mended(&bytes, &document, &mut tried) else {
            break;
        };
        guessed |= mended.guessed;
        match open(&mended.bytes, kept) {
            Ok(whole) => document = whole,
            Err(_) => return Ok((document, true)),
        }
        bytes = Cow::Owned(mended.bytes);
    }
    Ok((document, guessed))
}

/// How often a file is reopened with recovered objects.
const MOST_ROUNDS: usize = 5;
const HEADER: usize = 1024; // bytes

fn numbered(document: &Document) -> Vec<(u32, ObjectId)> {
    document.get_pages().into_iter().collect()
}

fn open(bytes: &[u8], kept: Pictures) -> Result<Document, Reason> {
    let options = LoadOptions {
        filter: Some(match kept {
            Pictures::Kept => lighten_object,
            Pictures::TakenOut => lighten_object_and_pictures,
        }),
        ..LoadOptions::default()
    };
    let loaded = Document::load_mem_with_options(bytes, options);
    let mut document = loaded.map_err(|error| Reason::Pdf(Cause(error.to_string())))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Reason::Password);
    }
    if document.was_encrypted() {
        // The filter is not applied to encrypted objects.
        for object in document.objects.values_mut() {
            lighten(object, kept);
        }
    }
    Ok(document)
}

fn lighten_object(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    lighten(object, Pictures::Kept);
    taken(id, object)
}

fn lighten_object_and_pictures(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    lighten(object, Pictures::TakenOut);
    taken(id, object)
}

fn taken(id: ObjectId, object: &Object) -> Option<(ObjectId, Object)> {
    // The returned object is used only for objects from object streams, which are not streams.
    let kept = match object {
        Object::Stream(_) => Object::Null,
        other => other.clone(),
    };
    Some((id, kept))
}

/// Drops the content of images and of streams that expand too much.
fn lighten(object: &mut Object, kept: Pictures) {
    let Object::Stream(stream) = object else {
        return;
    };
    if kept == Pictures::TakenOut && pictures::is_picture(stream) {
        empty(stream);
    } else if expands_too_far(stream) {
        empty(stream);
        stream.dict.set(TOO_LARGE, true);
    }
}

fn empty(stream: &mut Stream) {
    // One space, because a stream without content would be searched for again.
    stream.set_plain_content(b" ".to_vec());
}

/// Returns whether a stream was dropped because of its size.
pub(super) fn is_too_large(stream: &Stream) -> bool {
    stream.dict.has(TOO_LARGE.as_bytes())
}

fn expands_too_far(stream: &Stream) -> bool {
    let filters = stream.filters().unwrap_or_default();
    let packed = |name: &&&[u8]| matches!(**name, b"FlateDecode" | b"LZWDecode");
    let size = stream.content.len() as u64;
    match filters.iter().filter(packed).count() {
        0 => size > LARGEST_STREAM,
        1 if size.saturating_mul(DEFLATE_RATIO) <= LARGEST_STREAM => false,
        1 if filters == [b"FlateDecode"] => {
            let expanded = flate2::read::ZlibDecoder::new(&stream.content[..]);
            let mut counted = expanded.take(LARGEST_STREAM + 1);
            let read = std::io::copy(&mut counted, &mut std::io::sink());
            read.is_ok_and(|read| read > LARGEST_STREAM)
        }
        // LZW of this size, or nested compression, does not occur for text.
        1 => size > LARGEST_STREAM / 100,
        _ => true,
    }
}
