//! Finds the objects and pages of a PDF whose table of contents is damaged or cut off.

use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::tokens;

/// Returns the file with a new table of the objects that stand in it.
pub(super) fn with_new_table(bytes: &[u8]) -> Vec<u8> {
    let mut objects = objects(bytes);
    objects.sort_by_key(|object| (object.id, object.start));
    // An object that stands there twice was changed: the later one holds.
    objects.reverse();
    objects.dedup_by_key(|object| object.id);
    objects.reverse();
    let mut fixed = bytes.to_vec();
    // A carriage return alone must not follow this word, but some writers put it there.
    for at in memchr::memmem::find_iter(bytes, b"stream\r") {
        let end = at + b"stream".len();
        if bytes.get(end + 1) != Some(&b'\n') {
            fixed[end] = b'\n';
        }
    }
    for object in &objects {
        correct_length(&mut fixed, object.start);
    }
    // What is cut off in the middle of a string or stream must not swallow the table.
    fixed.extend_from_slice(b"\nendstream\nendobj\n");
    let mut encrypt = last_reference(bytes, "Encrypt");
    if encrypt.is_none()
        && let Some(dictionary) = last_dictionary(bytes, "Encrypt")
    {
        // The crate knows it only as an object of its own.
        let number = objects.last().map_or(1, |last| last.id.0.saturating_add(1));
        objects.push(Found {
            id: (number, 0),
            start: fixed.len(),
        });
        fixed.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        fixed.extend_from_slice(dictionary);
        fixed.extend_from_slice(b"\nendobj\n");
        encrypt = Some(format!("{number} 0 R"));
    }
    let table = fixed.len();
    fixed.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    let mut size = 1;
    for object in &objects {
        let (number, generation) = object.id;
        size = size.max(number.saturating_add(1));
        let entry = format!("{number} 1\n{:010} {generation:05} n \n", object.start);
        fixed.extend_from_slice(entry.as_bytes());
    }
    let mut trailer = format!("trailer\n<< /Size {size}");
    let (root, info) = (last_reference(bytes, "Root"), last_reference(bytes, "Info"));
    for (key, reference) in [("Root", root), ("Info", info), ("Encrypt", encrypt)] {
        if let Some(reference) = reference {
            trailer.push_str(&format!(" /{key} {reference}"));
        }
    }
    if let Some(id) = last_id(bytes) {
        trailer.push_str(&format!(" /ID {id}"));
    }
    trailer.push_str(&format!(" >>\nstartxref\n{table}\n%%EOF\n"));
    fixed.extend_from_slice(trailer.as_bytes());
    fixed
}

/// Writes the true length of a stream over a wrong one, as far as it has the place.
fn correct_length(bytes: &mut [u8], object: usize) {
    let longest = bytes.len().min(object + LONGEST_DICTIONARY);
    let Some(head) = memchr::memmem::find(&bytes[object..longest], b"stream") else {
        return;
    };
    let dictionary = object..object + head;
    if memchr::memmem::find(&bytes[dictionary.clone()], b"endobj").is_some() {
        return;
    }
    let mut start = dictionary.end + b"stream".len();
    start += usize::from(bytes.get(start) == Some(&b'\r'));
    start += usize::from(bytes.get(start) == Some(&b'\n'));
    let rest = bytes.get(start..).unwrap_or_default();
    let Some(length) = memchr::memmem::find(rest, b"endstream") else {
        return;
    };
    let key = b"/Length";
    let Some(at) = memchr::memmem::find(&bytes[dictionary.clone()], key) else {
        return;
    };
    let after = object + at + key.len();
    let blank = |b: &&u8| b.is_ascii_whitespace();
    let digits = after
        + bytes[after..dictionary.end]
            .iter()
            .take_while(blank)
            .count();
    let digit = |b: &&u8| b.is_ascii_digit();
    let end = digits
        + bytes[digits..dictionary.end]
            .iter()
            .take_while(digit)
            .count();
    let stated = std::str::from_utf8(&bytes[digits..end]).unwrap_or_default();
    let Ok(stated) = stated.parse::<usize>() else {
        return;
    };
    // A length may stand elsewhere: `/Length 12 0 R`.
    let follows = bytes[end..dictionary.end].trim_ascii_start();
    let right = stated <= length && rest[stated..length].trim_ascii().is_empty();
    if right || follows.starts_with(b"0 ") {
        return;
    }
    let length = rest[..length].trim_ascii_end().len();
    let written = format!("{length:<width$}", width = end - digits);
    if written.len() == end - digits {
        bytes[digits..end].copy_from_slice(written.as_bytes());
    }
}

const LONGEST_DICTIONARY: usize = 4096; // bytes

struct Found {
    id: ObjectId,
    /// In bytes.
    start: usize,
}

/// Finds each `12 0 obj`.
fn objects(bytes: &[u8]) -> Vec<Found> {
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

/// Splits the number and the space after it off the end.
fn number_before(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let trimmed = bytes.trim_ascii_end();
    let digits = trimmed.iter().rev().take_while(|b| b.is_ascii_digit());
    let (rest, number) = trimmed.split_at(trimmed.len() - digits.count());
    let apart = trimmed.len() < bytes.len();
    let number = std::str::from_utf8(number).ok()?;
    (apart && !number.is_empty() && number.len() <= 10).then_some((number, rest))
}

/// Finds the last `/Root 1 0 R`.
fn last_reference(bytes: &[u8], key: &str) -> Option<String> {
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

/// Makes a catalog of the pages that are there if the document's own leads to none.
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
