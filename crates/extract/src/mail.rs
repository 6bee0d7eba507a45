//! Reads one mail: its headers as metadata, its text, and its attachments as separate reports.
//!
//! Real mails are damaged: by mailing lists that append a footer to encoded text, by programs that
//! declare one encoding and use another, by exports that lose a line. `structure` finds the parts,
//! `transfer` and `charset` decode them, `text` and `attachments` decide what belongs to the mail
//! itself. `mail-parser` parses header values.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

mod attachments;
mod base64;
mod charset;
mod encoded_words;
mod fields;
mod flowed;
mod headers;
mod quoted_printable;
mod seven_bit;
mod structure;
mod text;
mod transfer;

use self::attachments::Attachment;
use self::structure::{Content, Entity};
use self::text::Contents;
use super::error::{Cause, Location, PartFault, Reason};
use super::format::Input;
use super::guard::{Gone, Sink};
use super::members::Members;
use super::metadata::Metadata;
use super::outcome::Outcome;
use super::title;
use crate::report::Lines;
use reportage_text::date::{Date, NoDate};

pub(super) use self::headers::{extent, field_name, is_known_field};

/// Reads the mail `bytes` at `location` as the report `id`, and its attachments. The line of
/// `location`, if any, is that of the first header.
pub(super) fn read(
    bytes: &[u8],
    location: &Location,
    id: &str,
    input: &Input,
    sink: &mut Sink,
) -> Result<(), Gone> {
    let first = location.line.unwrap_or(1);
    let bytes = &*plain(bytes);
    let mail = match parse(bytes, first) {
        Ok(mail) => mail,
        Err(reason) => return sink.fail(location.error(reason)),
    };
    let at = |line: u32| Location {
        line: Some(first.saturating_add(line)),
        ..location.clone()
    };
    for reason in mail.warnings {
        sink.warn(location.error(reason));
    }
    for (line, fault) in mail.faults {
        let part = "its text".to_owned();
        sink.warn(at(line).error(Reason::Part { part, fault }));
    }
    let attachments = mail.attachments;
    if !mail.body.is_empty() || mail.metadata.title.is_some() {
        let (body, lines) = (mail.body, mail.lines);
        let report = mail
            .metadata
            .with_body(body, lines, &location.path, id.to_owned());
        sink.send(Outcome {
            report: Ok(report),
            warnings: Vec::new(),
        })?;
    } else if attachments.is_empty() {
        return sink.fail(location.error(Reason::Empty));
    }
    if attachments.is_empty() {
        return Ok(());
    }
    let mut members = match Members::of(input, id) {
        Ok(members) => members,
        Err(reason) => return sink.fail(location.error(reason)),
    };
    for attachment in attachments {
        if let Err(reason) = members.count() {
            members.finish(sink);
            return sink.fail(location.error(reason));
        }
        if let Some(why) = attachment.unreadable {
            members.refuse(sink, &attachment.name, why);
            continue;
        }
        let Some(detection) = members.detection(&attachment.name) else {
            continue;
        };
        // Reading from memory cannot fail.
        let found = members.kind(detection, attachment.bytes.as_slice()).ok();
        let Some((kind, _)) = found.flatten() else {
            continue;
        };
        for fault in attachment.faults {
            let part = format!("`{}`", attachment.name);
            sink.warn(at(attachment.line).error(Reason::Part { part, fault }));
        }
        members.read(sink, &attachment.name, kind, attachment.bytes)?;
    }
    members.finish(sink);
    Ok(())
}

/// Normalizes mails saved in UTF-16, with a byte order mark, or with the line endings of old Macs.
fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => return Cow::Borrowed(&bytes[mark..]),
        Some((utf_16, _)) => return Cow::Owned(utf_16.decode(bytes).0.into_owned().into_bytes()),
        None => {}
    }
    let by_return = memchr::memchr(b'\n', bytes).is_none() && bytes.contains(&b'\r');
    match by_return {
        true => {
            let line_ends = bytes
                .iter()
                .map(|byte| if *byte == b'\r' { b'\n' } else { *byte });
            Cow::Owned(line_ends.collect())
        }
        false => Cow::Borrowed(bytes),
    }
}

/// A parsed mail.
struct Mail {
    metadata: Metadata,
    body: String,
    lines: Lines,
    attachments: Vec<Attachment>,
    warnings: Vec<Reason>,
    /// The faults of its texts, each with the 0-based line of the mail on which the text starts.
    faults: Vec<(u32, PartFault)>,
}

/// `first` is the 1-based line of the source on which the mail starts.
fn parse(bytes: &[u8], first: u32) -> Result<Mail, Reason> {
    if bytes.trim_ascii().is_empty() {
        return Err(damaged("it has no header"));
    }
    let entity = structure::parse(bytes);
    let mut warnings = Vec::new();
    if !entity.fields.are_known() {
        warnings.push(Reason::NoHeader);
    }
    let mut contents = Contents::default();
    contents.take(&entity)?;
    let (body, lines) = text::body(&contents.texts, first);
    let metadata = metadata(&entity, &mut warnings);
    Ok(Mail {
        metadata: Metadata {
            title: metadata.title.or_else(|| title::of_text(&body)),
            ..metadata
        },
        body,
        lines,
        attachments: contents.attachments.all,
        warnings,
        faults: contents.faults,
    })
}

fn damaged(what: &str) -> Reason {
    let source = Cause(what.to_owned());
    Reason::Damaged {
        kind: "mail",
        source,
    }
}

fn metadata(mail: &Entity, warnings: &mut Vec<Reason>) -> Metadata {
    let fields = &mail.fields;
    let published = match fields.text("date").map(|stated| date(&stated)) {
        Some(Ok(date)) => Some(date),
        Some(Err(source)) => {
            let key = "Date".to_owned();
            warnings.push(Reason::Date { key, source });
            None
        }
        None => None,
    };
    Metadata {
        title: fields.text("subject"),
        published,
        source: fields.person("from").or_else(|| fields.person("sender")),
        recipients: ["to", "cc"]
            .into_iter()
            .flat_map(|name| fields.people(name))
            .collect(),
        ..Metadata::default()
    }
}

/// Parses `Tue, 4 Feb 2025 08:30:00 +0000 (UTC)`, ignoring the comment and a wrong weekday.
fn date(stated: &str) -> Result<Date, NoDate> {
    let comment = stated.find('(').unwrap_or(stated.len());
    let stated = &stated[..comment];
    let read = Date::parse(stated);
    match (&read, stated.split_once(',')) {
        (Err(_), Some((_weekday, rest))) => Date::parse(rest).or(read),
        _ => read,
    }
}

/// A web page saved as a mail (MHTML).
pub(super) struct SavedPage {
    /// The page, in UTF-8 if the mail declares its charset.
    pub bytes: Vec<u8>,
    pub url: Option<String>,
    pub title: Option<String>,
}

/// Finds the first page in a mail; `None` if there is none.
pub(super) fn saved_page(bytes: &[u8]) -> Option<SavedPage> {
    let mail = structure::parse(bytes);
    let (part, raw) = first_page(&mail)?;
    let encoding = part.fields.transfer_encoding();
    let content = transfer::text(raw, encoding.as_deref());
    let label = attachments::charset_of(part);
    let (page, _) = text::unicode_page(content.runs.concat(), label.as_deref());
    let urls = [
        mail.fields.text("snapshot-content-location"),
        part.fields.text("content-location"),
        mail.fields.text("content-location"),
    ];
    let mut urls = urls.into_iter().flatten();
    Some(SavedPage {
        bytes: page,
        url: urls.find(|url| url.starts_with("http:") || url.starts_with("https:")),
        title: mail.fields.text("subject"),
    })
}

fn first_page<'a, 'b>(part: &'b Entity<'a>) -> Option<(&'b Entity<'a>, &'a [u8])> {
    match &part.content {
        Content::Leaf(raw) => (part.media_type() == "text/html").then_some((part, *raw)),
        Content::Parts(parts) => parts.iter().find_map(first_page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_header_may_have_a_comment() {
        let wanted = Date::parse("2012-10-04T13:02:39+02:00").unwrap();
        for stated in [
            "Thu, 4 Oct 2012 13:02:39 +0200",
            "Thu, 4 Oct 2012 13:02:39 +0200 (CEST)",
            "Mon, 04 Oct 2012 13:02:39 +0200",
        ] {
            assert_eq!(date(stated).unwrap(), wanted);
        }
        assert!(date("16 May 2016 at 09:30:32 GMT+1").is_err());
    }
}
