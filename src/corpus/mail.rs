//! One mail: its headers as metadata, its text, and its attachments as reports of their own.

use std::collections::HashSet;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::decode;
use super::error::{Cause, Place, Reason};
use super::formats::html;
use super::guard::{self, Gone, Sink};
use super::input::Input;
use super::members::Members;
use super::metadata::Metadata;
use super::{Outcome, title};
use crate::date::{Date, NoDate};
use crate::report::{Anchor, Lines};

/// More mails within each other than any digest has.
const MOST_WITHIN: usize = 5_000;

/// Reads the mail `bytes`, which stands at `place` and whose report is `id`, and what is attached.
pub(super) fn read(
    bytes: &[u8],
    place: &Place,
    id: &str,
    input: &Input,
    sink: &mut Sink,
) -> Result<(), Gone> {
    let mail = match parse(bytes) {
        Ok(mail) => mail,
        Err(reason) => return sink.fail(place.error(reason)),
    };
    let attachments = mail.attachments;
    for reason in mail.warnings {
        sink.warn(place.error(reason));
    }
    if !mail.body.is_empty() || mail.metadata.title.is_some() {
        let lines = Lines::At(vec![Anchor {
            start: 0,
            line: None,
            page: None,
        }]);
        let report = mail
            .metadata
            .with_body(mail.body, lines, &place.path, id.to_owned());
        sink.send(Outcome {
            report: Ok(report),
            warnings: Vec::new(),
        })?;
    } else if attachments.is_empty() {
        return sink.fail(place.error(Reason::Empty));
    }
    if attachments.is_empty() {
        return Ok(());
    }
    let mut members = match Members::of(input, id) {
        Ok(members) => members,
        Err(reason) => return sink.fail(place.error(reason)),
    };
    for attachment in attachments {
        if let Err(reason) = members.count() {
            members.finish(sink);
            return sink.fail(place.error(reason));
        }
        let Some(told) = members.told(&attachment.name) else {
            continue;
        };
        // What is in memory can be read.
        let found = members.kind(told, attachment.bytes.as_slice()).ok();
        if let Some(kind) = found.flatten().map(|(kind, _)| kind) {
            members.read(sink, &attachment.name, kind, attachment.bytes)?;
        }
    }
    members.finish(sink);
    Ok(())
}

/// A mail, taken apart.
struct Mail {
    metadata: Metadata,
    body: String,
    attachments: Vec<Attachment>,
    warnings: Vec<Reason>,
}

struct Attachment {
    /// Without folders; no two of a mail have the same.
    name: String,
    bytes: Vec<u8>,
}

fn parse(bytes: &[u8]) -> Result<Mail, Reason> {
    refuse_matryoshka(bytes)?;
    // Mails within mails are taken apart, and dropped, by recursion.
    let mail = guard::on_large_stack(|| {
        let message = MessageParser::default().parse(bytes)?;
        // What has no header at all is no mail.
        message.headers().first()?;
        Some(taken_apart(&message))
    })?;
    mail.ok_or_else(|| damaged("it has no header"))?
}

fn damaged(what: &str) -> Reason {
    let source = Cause(what.to_owned());
    Reason::Damaged {
        kind: "mail",
        source,
    }
}

fn refuse_matryoshka(bytes: &[u8]) -> Result<(), Reason> {
    let lower = bytes.to_ascii_lowercase();
    let mut within = 0;
    for mark in ["message/rfc822", "message/global", "multipart/digest"] {
        within += memchr::memmem::find_iter(&lower, mark).count();
    }
    match within > MOST_WITHIN {
        true => Err(damaged("too many mails within it")),
        false => Ok(()),
    }
}

fn taken_apart(message: &Message) -> Result<Mail, Reason> {
    let mut warnings = Vec::new();
    let metadata = metadata(message, &mut warnings);
    let mut body = String::new();
    for part in message.text_bodies() {
        let text = text_of(message, part, &mut warnings)?;
        if !body.is_empty() && !text.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(&text);
    }
    Ok(Mail {
        metadata: Metadata {
            title: metadata.title.or_else(|| title::of_text(&body)),
            ..metadata
        },
        body,
        attachments: attachments(message),
        warnings,
    })
}

fn metadata(message: &Message, warnings: &mut Vec<Reason>) -> Metadata {
    let subject = message.subject().map(one_line);
    let source = message.from().and_then(sender);
    let published = match message.header_raw("Date").map(date) {
        Some(Ok(date)) => Some(date),
        Some(Err(source)) => {
            let key = "Date".to_owned();
            warnings.push(Reason::Date { key, source });
            None
        }
        None => None,
    };
    Metadata {
        title: subject.filter(|subject| !subject.is_empty()),
        published,
        source,
        ..Metadata::default()
    }
}

/// Returns the sender's name, else the address.
fn sender(from: &Address) -> Option<String> {
    let first = from.first()?;
    let named = [first.name(), first.address()];
    let mut named = named.into_iter().flatten().map(one_line);
    named.find(|name| !name.is_empty())
}

/// Reads `Tue, 4 Feb 2025 08:30:00 +0000 (UTC)`.
fn date(stated: &str) -> Result<Date, NoDate> {
    let comment = stated.find('(').unwrap_or(stated.len());
    Date::parse(&one_line(&stated[..comment]))
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Returns the text of a part of the body.
fn text_of(
    message: &Message,
    part: &MessagePart,
    warnings: &mut Vec<Reason>,
) -> Result<String, Reason> {
    let text = match &part.body {
        PartType::Html(_) => html::all_text(page_of(message, part))?.join("\n\n"),
        PartType::Text(text) if text.contains('\u{fffd}') => {
            undeclared(message, part, warnings).unwrap_or_else(|| text.to_string())
        }
        PartType::Text(text) => text.to_string(),
        PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => String::new(),
    };
    let text = text.replace("\r\n", "\n");
    Ok(text.trim_matches('\n').trim_end().to_owned())
}

/// Returns the bytes of a page; if the mail does not tell its encoding, the page may.
pub(super) fn page_of(message: &Message, part: &MessagePart) -> Vec<u8> {
    let decoded = part.contents();
    match memchr::memmem::find(decoded, "\u{fffd}".as_bytes()) {
        Some(_) => raw(message, part).unwrap_or_else(|| decoded.to_vec()),
        None => decoded.to_vec(),
    }
}

/// Decodes a text that is not in the encoding that is declared, or none is.
fn undeclared(message: &Message, part: &MessagePart, warnings: &mut Vec<Reason>) -> Option<String> {
    let decoded = decode::decode(raw(message, part)?, None).ok()?;
    warnings.extend(decoded.warning);
    Some(decoded.text)
}

/// Returns the bytes of a part as they were before they were made fit for a mail.
fn raw(message: &Message, part: &MessagePart) -> Option<Vec<u8>> {
    let range = part.offset_body as usize..part.offset_end as usize;
    let bytes = message.raw_message().get(range)?;
    match part.encoding {
        Encoding::None => Some(bytes.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes),
        Encoding::Base64 => base64_decode(bytes),
    }
}

fn attachments(message: &Message) -> Vec<Attachment> {
    let mut names = HashSet::new();
    let mut found = Vec::new();
    for part in message.attachments() {
        let bytes = match &part.body {
            // A mail that is not encoded has no bytes of its own.
            PartType::Message(inner) if inner.raw_message().is_empty() => {
                let range = part.offset_body as usize..part.offset_end as usize;
                message
                    .raw_message()
                    .get(range)
                    .unwrap_or_default()
                    .to_vec()
            }
            PartType::Message(inner) => inner.raw_message().to_vec(),
            _ => part.contents().to_vec(),
        };
        let name = unique(name_of(part), &mut names);
        found.push(Attachment { name, bytes });
    }
    found
}

/// Content types that tell a format where the name does not.
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

/// Returns the name of an attachment, with an extension where its type tells one.
fn name_of(part: &MessagePart) -> String {
    let stated = part.attachment_name().unwrap_or_default();
    let name = stated.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name: String = name.chars().filter(|c| !c.is_control()).collect();
    name = name.trim().trim_start_matches('.').to_owned();
    if matches!(part.body, PartType::Message(_)) {
        if name.is_empty() {
            let subject = part.message().and_then(Message::subject);
            let subject = subject.unwrap_or_default();
            name = one_line(subject).replace(['/', '\\'], "-");
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
    if let Some(stated) = part.content_type() {
        let stated = format!(
            "{}/{}",
            stated.c_type,
            stated.c_subtype.as_deref().unwrap_or("")
        );
        let stated = stated.to_ascii_lowercase();
        if let Some((_, extension)) = TYPES.iter().find(|(kind, _)| *kind == stated) {
            name = format!("{name}.{extension}");
        }
    }
    name
}

/// Makes `a (2).pdf` of a second `a.pdf`.
fn unique(name: String, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem} ({number}).{extension}"),
            None => format!("{name} ({number})"),
        };
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_header_may_have_a_comment() {
        let wanted = Date::parse("2012-10-04T13:02:39+02:00").unwrap();
        for stated in [
            "Thu, 4 Oct 2012 13:02:39 +0200",
            " Thu,  4 Oct 2012\r\n 13:02:39 +0200 (CEST)",
        ] {
            assert_eq!(date(stated).unwrap(), wanted);
        }
        assert!(date("16 May 2016 at 09:30:32 GMT+1").is_err());
    }

    #[test]
    fn names_that_come_twice_are_numbered() {
        let mut taken = HashSet::new();
        let names = ["a.pdf", "a.pdf", "a", "a"].map(|name| unique(name.to_owned(), &mut taken));
        assert_eq!(names, ["a.pdf", "a (2).pdf", "a", "a (2)"]);
    }

    #[test]
    fn mails_within_each_other_without_end_are_refused() {
        let bytes = "Content-Type: message/rfc822\n\n".repeat(6_000);
        assert!(parse(bytes.as_bytes()).is_err());
        let bytes = "Content-Type: message/rfc822\n\n".repeat(4_000);
        assert!(parse(bytes.as_bytes()).is_ok());
    }
}
