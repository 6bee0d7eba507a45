//! Recovers the objects and pages of a PDF whose cross-reference table is damaged or truncated.

use pdf_extract::xref::XrefEntry;
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::table::{self, Entries, Trailer};
use super::tokens;

/// Separates a damaged file from what is appended to it, so that a truncated string or stream does
/// not swallow that.
pub(super) const END: &[u8] = b"\nendstream\nendobj\n";

/// Returns the file with a new cross-reference table of its objects.
pub(super) fn with_new_table(bytes: &[u8]) -> Vec<u8> {
    let mut fixed = bytes.to_vec();
    fixed.extend_from_slice(END);
    let mut entries = Entries::new();
    for object in objects(bytes) {
        let generation = object.id.1;
        if let Ok(offset) = u32::try_from(object.start) {
            // If an object occurs twice it was updated: the later one counts.
            entries.insert(object.id.0, XrefEntry::Normal { offset, generation });
        }
    }
    let mut trailer = Trailer {
        root: last_reference(bytes, "Root"),
        info: last_reference(bytes, "Info"),
        encrypt: last_reference(bytes, "Encrypt"),
        id: last_id(bytes),
    };
    if trailer.encrypt.is_none()
        && let Some(dictionary) = last_dictionary(bytes, "Encrypt")
    {
        // The crate accepts it only as an indirect object.
        let number = entries
            .keys()
            .next_back()
            .map_or(1, |last| last.saturating_add(1));
        let (offset, generation) = (fixed.len() as u32, 0);
        entries.insert(number, XrefEntry::Normal { offset, generation });
        fixed.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        fixed.extend_from_slice(dictionary);
        fixed.extend_from_slice(b"\nendobj\n");
        trailer.encrypt = Some(format!("{number} 0 R"));
    }
    table::append(&mut fixed, &entries, &trailer);
    fixed
}

const LONGEST_DICTIONARY: usize = 4096; // bytes

pub(super) struct Found {
    pub id: ObjectId,
    /// In bytes.
    pub start: usize,
}

/// Finds each `12 0 obj`, in file order.
pub(super) fn objects(bytes: &[u8]) -> Vec<Found> {
    let mut found = Vec::new();
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        let Some((generation, rest)) = number_before(&bytes[..at]) else {
            continue;
        };
        let Some((number, rest)) = number_before(rest) else {
            continue;
        };
        let (Ok(number), Ok(generation)) = (number.parse(), generation.parse()) else {
            continue;
        };
        found.push(Found {
            id: (number, generation),
            start: rest.len(),
        });
    }
    found
}

/// Splits a trailing number and the space after it off.
fn number_before(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let trimmed = bytes.trim_ascii_end();
    let digits = trimmed.iter().rev().take_while(|b| b.is_ascii_digit());
    let (rest, number) = trimmed.split_at(trimmed.len() - digits.count());
    let apart = trimmed.len() < bytes.len();
    let number = std::str::from_utf8(number).ok()?;
    (apart && !number.is_empty() && number.len() <= 10).then_some((number, rest))
}

/// Finds the last `/Root 1 0 R`.
pub(super) fn last_reference(bytes: &[u8], key: &str) -> Option<String> {
    let key = format!("/{key}");
    for at in memchr::memmem::rfind_iter(bytes, key.as_bytes()) {
        let after = &bytes[at + key.len()..];
        let after = String::from_utf8_lossy(&after[..after.len().min(40)]).into_owned();
        let mut words = after.split_whitespace();
        let (number, generation, mark) = (words.next()?, words.next()?, words.next()?);
        let digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        if digits(number) && digits(generation) && mark.starts_with('R') {
            return Some(format!("{number} {generation} R"));
        }
    }
    None
}

/// Finds the last `/Encrypt << .. >>`.
fn last_dictionary<'a>(bytes: &'a [u8], key: &str) -> Option<&'a [u8]> {
    let key = format!("/{key}");
    for at in memchr::memmem::rfind_iter(bytes, key.as_bytes()) {
        let end = bytes.len().min(at + LONGEST_DICTIONARY);
        let token = tokens::next(&bytes[..end], &mut (at + key.len()))?;
        if token.starts_with(b"<<") && token.ends_with(b">>") {
            return Some(token);
        }
    }
    None
}

/// Finds the last `/ID [<..> <..>]` in hexadecimal, which encryption needs.
fn last_id(bytes: &[u8]) -> Option<String> {
    for at in memchr::memmem::rfind_iter(bytes, b"/ID") {
        let after = bytes[at + 3..].trim_ascii_start();
        let end = memchr::memchr(b']', &after[..after.len().min(200)])?;
        if let Ok(id) = std::str::from_utf8(&after[..=end])
            && id.starts_with('[')
            && id
                .bytes()
                .all(|b| b.is_ascii_hexdigit() || b"[]<> \r\n".contains(&b))
        {
            return Some(id.to_owned());
        }
    }
    None
}

/// Makes a catalog of all pages if the document's own leads to none.
pub(super) fn find_pages(document: &mut Document) {
    if document.page_iter().next().is_some() {
        return;
    }
    let is = |object: &Object, name: &[u8]| {
        let dictionary = object.as_dict();
        dictionary.is_ok_and(|dictionary| dictionary.has_type(name))
    };
    let catalogs = document.objects.iter().filter(|(_, o)| is(o, b"Catalog"));
    let catalogs: Vec<ObjectId> = catalogs.map(|(id, _)| *id).collect();
    for id in catalogs {
        document.trailer.set("Root", Object::Reference(id));
        if document.page_iter().next().is_some() {
            return;
        }
    }
    let pages = document.objects.iter().filter(|(_, o)| is(o, b"Page"));
    let kids: Vec<Object> = pages.map(|(id, _)| Object::Reference(*id)).collect();
    let mut tree = Dictionary::new();
    tree.set("Type", Object::Name(b"Pages".to_vec()));
    tree.set("Count", kids.len() as i64);
    tree.set("Kids", Object::Array(kids));
    let tree = document.add_object(Object::Dictionary(tree));
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", Object::Reference(tree));
    let catalog = document.add_object(Object::Dictionary(catalog));
    document.trailer.set("Root", Object::Reference(catalog));
}
