//! Appends objects and a cross-reference table to a file, like an incremental update: readers then
//! use only the new table.

use std::collections::BTreeMap;

use pdf_extract::xref::XrefEntry;
use pdf_extract::{Document, Object};

/// The widths of a table entry in bytes: its type, offset and generation.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// The offset of each object, by its number.
pub(super) type Entries = BTreeMap<u32, XrefEntry>;

/// The trailer entries, as written in a file: `1 0 R`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Trailer {
    pub root: Option<String>,
    pub info: Option<String>,
    pub encrypt: Option<String>,
    pub id: Option<String>,
}

impl Trailer {
    /// Formats the entries of a document. An opened document has no encryption entry.
    pub fn of(document: &Document) -> Trailer {
        let reference = |key: &[u8]| {
            let id = document
                .trailer
                .get(key)
                .and_then(Object::as_reference)
                .ok()?;
            Some(format!("{} {} R", id.0, id.1))
        };
        Trailer {
            root: reference(b"Root"),
            info: reference(b"Info"),
            encrypt: reference(b"Encrypt"),
            id: id(document),
        }
    }
}

fn id(document: &Document) -> Option<String> {
    let parts = document.trailer.get_deref(b"ID", document).ok()?;
    let mut written = "[".to_owned();
    for part in parts.as_array().ok()? {
        written.push('<');
        for byte in part.as_str().ok()? {
            written.push_str(&format!("{byte:02x}"));
        }
        written.push('>');
    }
    written.push(']');
    Some(written)
}

/// Appends a table, as a stream because only that can refer to objects in object streams, and its
/// offset.
pub(super) fn append(file: &mut Vec<u8>, entries: &Entries, trailer: &Trailer) {
    let number = entries
        .keys()
        .next_back()
        .map_or(1, |last| last.saturating_add(1));
    let start = file.len();
    let (mut rows, mut runs) = (Vec::new(), Vec::<(u32, u32)>::new());
    for (number, entry) in entries {
        rows.extend(entry.encode_for_xref_stream(&WIDTHS));
        match runs.last_mut() {
            Some((first, count)) if first.checked_add(*count) == Some(*number) => *count += 1,
            _ => runs.push((*number, 1)),
        }
    }
    let runs: Vec<String> = runs
        .iter()
        .map(|(first, count)| format!("{first} {count}"))
        .collect();
    let [kind, offset, generation] = WIDTHS;
    let mut head = format!(
        "{number} 0 obj\n<< /Type /XRef /Size {} /W [{kind} {offset} {generation}] /Index [{}]",
        number.saturating_add(1),
        runs.join(" ")
    );
    let known = [
        ("Root", &trailer.root),
        ("Info", &trailer.info),
        ("Encrypt", &trailer.encrypt),
        ("ID", &trailer.id),
    ];
    for (key, value) in known {
        if let Some(value) = value {
            head.push_str(&format!(" /{key} {value}"));
        }
    }
    head.push_str(&format!(" /Length {} >>\nstream\n", rows.len()));
    file.extend_from_slice(head.as_bytes());
    file.append(&mut rows);
    let end = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
}
