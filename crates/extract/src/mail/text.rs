//! The text of a mail: selects and decodes its text parts and keeps the line of each.

use super::super::error::{PartFault, Reason};
use super::super::formats::html;
use super::attachments::{Attachments, charset_of, is_body, is_mail};
use super::structure::{Content, Entity, Role};
use super::{charset, flowed, transfer};
use crate::report::{Anchor, Lines};

/// A plain alternative with fewer words may only say that the mail is in HTML.
const STUB: usize = 60; // words
/// Such an alternative is skipped if the HTML has this many times its words.
const RICHER: usize = 4;

/// The contents of a mail.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub texts: Vec<Text>,
    pub attachments: Attachments,
    /// The faults of its texts, each with the 0-based line of the mail on which the text starts.
    pub faults: Vec<(u32, PartFault)>,
}

/// One text, with `\n` line breaks and without surrounding empty lines.
#[derive(Debug)]
pub(super) struct Text {
    pub text: String,
    /// The 0-based line of the mail with which each line of the text begins; empty if unknown.
    lines: Vec<u32>,
}

impl Contents {
    /// Adds the contents of `part`. `Err`: an unreadable HTML page.
    pub fn take(&mut self, part: &Entity) -> Result<(), Reason> {
        let parts = match &part.content {
            Content::Leaf(raw) if is_body(part) => return self.take_text(part, raw),
            Content::Leaf(raw) => {
                self.attachments.add(part, raw);
                return Ok(());
            }
            Content::Parts(parts) => parts,
        };
        match part.media_type().as_str() {
            "multipart/alternative" => self.take_alternative(parts),
            "multipart/related" => {
                for (number, part) in parts.iter().enumerate() {
                    match &part.content {
                        // Pictures and style sheets of the text.
                        Content::Leaf(raw) if number > 0 && part.role == Role::Part => {
                            self.attachments.add(part, raw);
                        }
                        Content::Leaf(_) | Content::Parts(_) => self.take(part)?,
                    }
                }
                Ok(())
            }
            _ => parts.iter().try_for_each(|part| self.take(part)),
        }
    }

    /// Adds one of several alternative texts: the plain one, unless it is a stub. Attachments are
    /// taken from all of them.
    fn take_alternative(&mut self, parts: &[Entity]) -> Result<(), Reason> {
        let is_version = |part: &&Entity| part.role == Role::Part && has_text(part);
        let is_plain = |part: &Entity| part.media_type() == "text/plain";
        let mut versions: Vec<&Entity> = parts.iter().filter(is_version).collect();
        // The last alternative is the richest.
        versions.sort_by_key(|part| !is_plain(part));
        let mut taken = Contents::default();
        if let Some(first) = versions.first() {
            taken.take_texts(first)?;
        }
        let words = taken.words();
        if words < STUB
            && let Some(last) = versions.last().filter(|_| versions.len() > 1)
        {
            let mut richer = Contents::default();
            richer.take_texts(last)?;
            if richer.words() > words * RICHER {
                taken = richer;
            }
        }
        self.texts.append(&mut taken.texts);
        self.faults.append(&mut taken.faults);
        for part in parts {
            match part.role {
                Role::Behind => self.take(part)?,
                Role::Part | Role::Digested => self.attachments.add_all(part),
            }
        }
        Ok(())
    }

    /// Adds the texts of `part` without attachments.
    fn take_texts(&mut self, part: &Entity) -> Result<(), Reason> {
        self.take(part)?;
        self.attachments = Attachments::default();
        Ok(())
    }

    fn words(&self) -> usize {
        let words = self
            .texts
            .iter()
            .map(|text| text.text.split_whitespace().count());
        words.sum()
    }

    fn take_text(&mut self, part: &Entity, raw: &[u8]) -> Result<(), Reason> {
        let encoding = part.fields.transfer_encoding();
        let content = transfer::text(raw, encoding.as_deref());
        let label = charset_of(part);
        let is_html = matches!(part.media_type().as_str(), "text/html" | "html");
        let mut faults = content.faults;
        let mut texts = Vec::new();
        for run in content.runs {
            let decoded = match is_html {
                true => page(run, label.as_deref()),
                false => plain(run, label.as_deref()),
            };
            match decoded {
                Ok(decoded) => {
                    texts.push(decoded.text);
                    faults.extend(decoded.fault.filter(|fault| !faults.contains(fault)));
                }
                Err(Reason::Binary { .. }) => faults.push(PartFault::Binary),
                Err(reason) => return Err(reason),
            }
        }
        self.faults
            .extend(faults.into_iter().map(|fault| (part.line, fault)));
        let mut text = texts.join("\n").replace("\r\n", "\n");
        let mut lines = if is_html { Vec::new() } else { content.lines };
        let stated = part.fields.content_type();
        let stated = |name| stated.as_ref().and_then(|stated| stated.get(name));
        let has = |name, value: &str| stated(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
        if !is_html && has("format", "flowed") {
            let (joined, firsts) = flowed::joined(&text, has("delsp", "yes"));
            let line = |first: &u32| lines.get(*first as usize).copied();
            lines = firsts
                .iter()
                .map(line)
                .collect::<Option<_>>()
                .unwrap_or_default();
            text = joined;
        }
        self.texts.extend(Text::of(&text, lines, part.line));
        Ok(())
    }
}

impl Text {
    /// `lines` count from the start of the part, which is preceded by `before` lines. `None` if the
    /// text is blank.
    fn of(text: &str, mut lines: Vec<u32>, before: u32) -> Option<Text> {
        let trimmed = text.trim_start_matches('\n');
        let empty = text.len() - trimmed.len();
        let trimmed = trimmed.trim_end();
        let number = memchr::memchr_iter(b'\n', trimmed.as_bytes()).count() + 1;
        // Encoded line breaks have no line in the mail.
        match lines.len() >= empty + number {
            true => {
                lines = lines[empty..empty + number].to_vec();
                lines.iter_mut().for_each(|line| *line += before);
            }
            false => lines.clear(),
        }
        let text = trimmed.to_owned();
        (!trimmed.trim().is_empty()).then_some(Text { text, lines })
    }
}

/// Joins texts. `first` is the 1-based line of the source on which the mail starts.
pub(super) fn body(texts: &[Text], first: u32) -> (String, Lines) {
    let mut body = String::new();
    let mut anchors: Vec<Anchor> = Vec::new();
    for text in texts {
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        let mut start = body.len();
        let unknown = Anchor {
            start,
            line: None,
            page: None,
        };
        if text.lines.is_empty() {
            anchors.push(unknown);
        } else {
            for (line, number) in text.text.split('\n').zip(&text.lines) {
                anchors.push(Anchor {
                    start,
                    line: Some(first.saturating_add(*number)),
                    page: None,
                });
                start += line.len() + 1;
            }
        }
        body.push_str(&text.text);
    }
    let in_a_row = anchors
        .windows(2)
        .all(|pair| match (pair[0].line, pair[1].line) {
            (Some(one), Some(next)) => one.checked_add(1) == Some(next),
            _ => false,
        });
    match anchors.first().and_then(|anchor| anchor.line) {
        Some(first) if in_a_row && texts.len() == 1 => (body, Lines::Follow { first }),
        _ => (body, Lines::At(anchors)),
    }
}

/// Returns whether `part` contains text of the mail.
fn has_text(part: &Entity) -> bool {
    match &part.content {
        Content::Leaf(_) => is_body(part) && !is_mail(&part.media_type()),
        Content::Parts(parts) => parts.iter().any(has_text),
    }
}

/// Decodes a plain text, dropping NUL bytes from disk or program errors.
fn plain(bytes: Vec<u8>, label: Option<&str>) -> Result<charset::Decoded, Reason> {
    let has_nul = memchr::memchr(0, &bytes).is_some();
    let without: Vec<u8> = match has_nul {
        true => bytes.iter().copied().filter(|byte| *byte != 0).collect(),
        false => Vec::new(),
    };
    match charset::decode(bytes, label) {
        Err(Reason::Binary { .. }) if has_nul => charset::decode(without, label),
        decoded => decoded,
    }
}

/// Reads an HTML page, which may declare its charset if the mail does not.
fn page(bytes: Vec<u8>, label: Option<&str>) -> Result<charset::Decoded, Reason> {
    let (bytes, fault) = unicode_page(bytes, label);
    let text = html::all_text(bytes)?.join("\n\n");
    Ok(charset::Decoded { text, fault })
}

/// Decodes a page if the mail declares its charset correctly; otherwise returns the bytes
/// unchanged.
pub(crate) fn unicode_page(bytes: Vec<u8>, label: Option<&str>) -> (Vec<u8>, Option<PartFault>) {
    if label.is_none() {
        return (bytes, None);
    }
    match charset::decode(bytes.clone(), label) {
        Ok(decoded) => match decoded.fault {
            Some(PartFault::Charset { found, .. }) if found != "UTF-8" => (bytes, None),
            fault => (decoded.text.into_bytes(), fault),
        },
        Err(_) => (bytes, None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::structure;
    use super::*;

    fn contents(mail: &str) -> Contents {
        let mut contents = Contents::default();
        contents.take(&structure::parse(mail.as_bytes())).unwrap();
        contents
    }

    /// Returns the body and the line of each of its lines.
    fn read(mail: &str) -> (String, Vec<Option<u32>>) {
        let (body, lines) = body(&contents(mail).texts, 1);
        let mut start = 0;
        let mut numbers = Vec::new();
        for line in body.split('\n') {
            numbers.push(lines.locate(&body, start).0);
            start += line.len() + 1;
        }
        (body, numbers)
    }

    #[test]
    fn each_line_of_a_text_is_cited_by_its_line_in_the_mail() {
        let head = "Subject: T\nContent-Type: text/plain; format=flowed";
        let soft =
            format!("{head}\nContent-Transfer-Encoding: quoted-printable\n\none=\n two\nthree\n");
        for (mail, body, lines) in [
            (
                "Subject: T\n\n\none\ntwo".to_owned(),
                "one\ntwo",
                &[Some(4), Some(5)][..],
            ),
            (soft, "one two\nthree", &[Some(5), Some(7)]),
            (
                format!("{head}\n\none \ntwo\nthree\n"),
                "one two\nthree",
                &[Some(4), Some(6)],
            ),
            (
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n"
                    .to_owned(),
                "one\n\ntwo",
                &[Some(5), Some(5), Some(8)],
            ),
            (
                "Content-Transfer-Encoding: base64\n\nb25lCnR3bw==\n".to_owned(),
                "one\ntwo",
                &[None, None],
            ),
        ] {
            assert_eq!(read(&mail), (body.to_owned(), lines.to_vec()), "{mail}");
        }
    }

    #[test]
    fn the_plain_alternative_is_read_unless_it_is_a_stub() {
        let words = "gunmen came to the hills ".repeat(4);
        for (plain, html, wanted) in [
            ("Gunmen came.", "<p>Gunmen came!</p>", "Gunmen came."),
            (" ", "<p>Gunmen came!</p>", "Gunmen came!"),
            (
                "See the web version.",
                &format!("<p>{words}</p>"),
                words.trim(),
            ),
        ] {
            let mail = format!(
                "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
                 {plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\nlist footer\n"
            );
            assert_eq!(read(&mail).0, format!("{wanted}\n\nlist footer"), "{plain}");
        }
    }

    #[test]
    fn attachments_of_unread_alternatives_are_kept() {
        let mail = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\n\
            Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\nhtml\n--c\n\
            Content-Disposition: attachment; filename=n.txt\n\nnote\n--c--\n--b--\n";
        let contents = contents(mail);
        assert_eq!(contents.texts.len(), 1);
        let names: Vec<&str> = contents
            .attachments
            .all
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        assert_eq!(names, ["n.txt"]);
    }

    proptest::proptest! {
        #[test]
        fn any_mail_is_parsed(
            mail in "((From|Content-Type|Subject): (multipart/mixed; boundary=b|text/html|=\\?utf-8\\?[QB]\\?[a-z=]{0,4})?\n|--b(--)?\n|\n|Y2Fm[a-z!= ]{0,5}\n|=[0-9A-F]{0,3}\n|[a-z :>]{0,5}\n){0,12}"
        ) {
            let mut contents = Contents::default();
            contents.take(&structure::parse(mail.as_bytes())).unwrap();
            let (body, lines) = body(&contents.texts, 1);
            let last = mail.lines().count() as u32 + 1;
            proptest::prop_assert!(lines.locate(&body, body.len()).0.is_none_or(|line| line <= last));
        }
    }
}
