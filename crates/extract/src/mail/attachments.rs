//! Attachments of a mail: their names and bytes.

use super::super::error::PartFault;
use super::super::names::Names;
use super::charset;
use super::structure::{self, Content, Entity};
use super::transfer;

/// A file, or a mail inside the mail.
#[derive(Debug)]
pub(super) struct Attachment {
    /// Without folders; unique within the mail.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Why it cannot be read, if its kind is not supported.
    pub unreadable: Option<&'static str>,
    pub faults: Vec<PartFault>,
    /// The 0-based line of the mail on which its content starts.
    pub line: u32,
}

/// Content types that determine the format if the name does not.
const TYPES: &[(&str, &str)] = &[
    ("application/pdf", "pdf"),
    ("application/zip", "zip"),
    ("application/rtf", "rtf"),
    ("text/rtf", "rtf"),
    ("text/plain", "txt"),
    ("text/html", "html"),
    ("text/csv", "csv"),
    ("application/json", "json"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
];

/// Unsupported content types that contain text or files, with advice for the user.
const UNREADABLE: &[(&[&str], &str)] = &[
    (
        &["application/ms-tnef", "application/vnd.ms-tnef"],
        "Outlook archive (TNEF); unpack it with `tnef` or `ytnef` and index the result",
    ),
    (
        &["application/pkcs7-mime", "application/x-pkcs7-mime"],
        "encrypted or signed as a whole (S/MIME); open the mail in a mail program and save its text",
    ),
];

/// The TNEF signature (MS-OXTNEF, 2.1.3.1).
const TNEF: &[u8] = b"\x78\x9f\x3e\x22";

/// Returns whether parts of this type are mails.
pub(super) fn is_mail(media_type: &str) -> bool {
    matches!(
        media_type,
        "message/rfc822" | "message/global" | "message/news"
    )
}

/// Collects the attachments of one mail.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    pub all: Vec<Attachment>,
    names: Names,
}

impl Attachments {
    /// Adds a part; `raw` is its content in its transfer encoding.
    pub fn add(&mut self, part: &Entity, raw: &[u8]) {
        let media_type = part.media_type();
        let encoding = part.fields.transfer_encoding();
        let is_text = media_type.starts_with("text/");
        let content = match is_text {
            true => transfer::text(raw, encoding.as_deref()),
            false => transfer::file(raw, encoding.as_deref()),
        };
        let mut faults = content.faults;
        let mut bytes = content.runs.concat();
        if is_text && let Some(label) = charset_of(part) {
            // The format reader does not know the charset label.
            if let Ok(decoded) = charset::decode(bytes.clone(), Some(&label)) {
                bytes = decoded.text.into_bytes();
                faults.extend(decoded.fault);
            }
        }
        let unreadable = match bytes.starts_with(TNEF) {
            true => UNREADABLE.first(),
            false => UNREADABLE
                .iter()
                .find(|(types, _)| types.contains(&media_type.as_str())),
        };
        let name = self.names.unique(name_of(part, &media_type, &bytes));
        self.all.push(Attachment {
            name,
            bytes,
            unreadable: unreadable.map(|(_, why)| *why),
            faults,
            line: part.line,
        });
    }

    /// Adds the files and mails inside a part, but not its texts.
    pub fn add_all(&mut self, part: &Entity) {
        match &part.content {
            Content::Parts(parts) => parts.iter().for_each(|part| self.add_all(part)),
            Content::Leaf(_) if is_body(part) => {}
            Content::Leaf(raw) => self.add(part, raw),
        }
    }
}

/// Returns whether a part is text of the mail itself: plain text or HTML that is not attached as a
/// file.
pub(super) fn is_body(part: &Entity) -> bool {
    let disposition = part.fields.disposition();
    if disposition.is_some_and(|stated| stated.kind == "attachment") {
        return false;
    }
    let stated = part.fields.content_type();
    if stated.is_some_and(|stated| stated.get("name").is_some()) {
        return false;
    }
    match part.media_type().as_str() {
        "text/plain" | "text/html" | "text" | "text/" | "plain" | "html" => true,
        // A multipart without any part.
        other => other.starts_with("multipart/"),
    }
}

/// Returns the charset that a part declares.
pub(super) fn charset_of(part: &Entity) -> Option<String> {
    let stated = part.fields.content_type()?;
    stated.get("charset").map(str::to_owned)
}

/// Returns the name of an attachment, with the extension of its type if the name has none.
fn name_of(part: &Entity, media_type: &str, bytes: &[u8]) -> String {
    let named = [
        (part.fields.disposition(), "filename"),
        (part.fields.content_type(), "name"),
    ];
    let mut named = named
        .iter()
        .filter_map(|(stated, key)| stated.as_ref()?.get(key));
    let stated = named.next().unwrap_or_default();
    let name = stated.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name: String = name.chars().filter(|c| !c.is_control()).collect();
    name = name.trim().trim_start_matches('.').to_owned();
    if is_mail(media_type) {
        if name.is_empty() {
            let subject = structure::parse(bytes).fields.text("subject");
            name = subject.unwrap_or_default().replace(['/', '\\'], "-");
        }
        if !name.to_lowercase().ends_with(".eml") {
            name.push_str(".eml");
        }
        return name.trim_start_matches('.').to_owned();
    }
    if name.contains('.') {
        return name;
    }
    if name.is_empty() {
        name.push_str("attachment");
    }
    if let Some((_, extension)) = TYPES.iter().find(|(kind, _)| *kind == media_type) {
        name = format!("{name}.{extension}");
    }
    name
}
