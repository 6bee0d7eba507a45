//! Parses a mail into headers and parts. Tolerates a missing empty line after the headers, an
//! unclosed boundary, and a boundary that no header declares.

use encoding_rs::Encoding;
use memchr::memmem;

use super::fields::Fields;
use super::{charset, headers};

/// Multiparts nested more deeply are read as text. Mail programs nest up to six levels.
const DEEPEST: usize = 30; // multiparts
/// RFC 2046 allows 70.
const LONGEST_BOUNDARY: usize = 200; // bytes
/// An undeclared boundary is searched for in this many lines of a body.
const SEARCHED: usize = 200; // lines

/// A mail, or a part of one.
#[derive(Debug)]
pub(crate) struct Entity<'a> {
    pub fields: Fields<'a>,
    pub content: Content<'a>,
    /// The 0-based line of the mail on which `content` starts.
    pub line: u32,
    pub role: Role,
}

/// The role of a part in its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A normal part, or the mail itself.
    Part,
    /// A part of a `multipart/digest`: a mail unless declared otherwise.
    Digested,
    /// Text after the end of the last part, such as the footer of a mailing list.
    Behind,
}

/// The content below the headers.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// A single text or file, still in its transfer encoding.
    Leaf(&'a [u8]),
    /// The parts of a multipart.
    Parts(Vec<Entity<'a>>),
}

impl Entity<'_> {
    /// Returns the media type in lowercase: the declared one, or the default for the part's role.
    pub fn media_type(&self) -> String {
        let stated = self.fields.content_type().map(|stated| stated.kind);
        let default = match self.role {
            Role::Digested => "message/rfc822",
            Role::Part | Role::Behind => "text/plain",
        };
        stated.unwrap_or_else(|| default.to_owned())
    }
}

/// Parses a mail. The leaves contain every byte below the headers except boundaries, the text
/// before the first boundary, and white space after the last.
pub(crate) fn parse(mail: &[u8]) -> Entity<'_> {
    let (mut fields, mut body) = headers::of_mail(mail);
    if !fields.are_known() {
        (fields, body) = (Fields::default(), 0); // plain text
    }
    let line = line_breaks(&mail[..body]);
    let mut entity = entity(fields, &mail[body..], line, 0, Role::Part);
    set_encoding(&mut entity, charset::of_mail(mail));
    entity
}

fn set_encoding(entity: &mut Entity, encoding: &'static Encoding) {
    entity.fields.set_encoding(encoding);
    if let Content::Parts(parts) = &mut entity.content {
        for part in parts {
            set_encoding(part, encoding);
        }
    }
}

fn entity<'a>(
    fields: Fields<'a>,
    body: &'a [u8],
    line: u32,
    depth: usize,
    role: Role,
) -> Entity<'a> {
    let stated = fields.content_type();
    let kind = stated.as_ref().map(|stated| stated.kind.as_str());
    let mut content = Content::Leaf(body);
    // The type of a mail may have been lost.
    if depth < DEEPEST && kind.is_none_or(|kind| kind.starts_with("multipart/")) {
        let is_digest = kind == Some("multipart/digest");
        let stated = stated.as_ref().and_then(|stated| stated.get("boundary"));
        let cut = stated
            .and_then(|boundary| cut(body, boundary.as_bytes()))
            .or_else(|| cut(body, unstated_boundary(body, kind.is_some())?));
        if let Some(cut) = cut {
            let mut parts = Vec::with_capacity(cut.len());
            let (mut counted, mut above) = (0, line);
            for piece in cut {
                above += line_breaks(&body[counted..piece.start]);
                counted = piece.start;
                let (fields, below) = headers::of_part(piece.bytes);
                let (head, bytes) = piece.bytes.split_at(below);
                let line = above + line_breaks(head);
                let role = match piece.is_behind {
                    true => Role::Behind,
                    false if is_digest => Role::Digested,
                    false => Role::Part,
                };
                parts.push(entity(fields, bytes, line, depth + 1, role));
            }
            content = Content::Parts(parts);
        }
    }
    Entity {
        fields,
        content,
        line,
        role,
    }
}

/// The bytes between two boundaries, or after the last.
struct Piece<'a> {
    /// Its offset in the body.
    start: usize,
    bytes: &'a [u8],
    is_behind: bool,
}

/// Splits a body at the lines `--boundary`; `None` if there is none. Text after the final boundary
/// is a piece.
fn cut<'a>(body: &'a [u8], boundary: &[u8]) -> Option<Vec<Piece<'a>>> {
    if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
        return None;
    }
    let line = [b"--", boundary].concat();
    let mut pieces = Vec::new();
    // The start of the open piece, and whether it is after the final boundary; `None` before the
    // first boundary.
    let mut open: Option<(usize, bool)> = None;
    let mut close = |open: Option<(usize, bool)>, end: usize| {
        if let Some((start, is_behind)) = open
            && (!is_behind || has_text(&body[start..end]))
        {
            let bytes = &body[start..end];
            pieces.push(Piece {
                start,
                bytes,
                is_behind,
            });
        }
    };
    for at in memmem::find_iter(body, &line) {
        let starts_line = at == 0 || matches!(body[at - 1], b'\n' | b'\r');
        if !starts_line || open.is_some_and(|(start, _)| at < start) {
            continue;
        }
        let rest = &body[at + line.len()..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let is_end = match rest[..end].trim_ascii_end() {
            b"" => false,
            b"--" => true,
            _ => continue, // a longer boundary starts like this one
        };
        let start = open.map_or(at, |(start, _)| start);
        close(open, start + without_line_end(&body[start..at]).len());
        open = Some((at + line.len() + end, is_end));
    }
    open?;
    close(open, body.len());
    Some(pieces)
}

fn line_breaks(bytes: &[u8]) -> u32 {
    memchr::memchr_iter(b'\n', bytes).count() as u32
}

fn has_text(part: &[u8]) -> bool {
    part.iter()
        .any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

/// Finds a line that looks like a boundary: part headers follow it, or, if the mail is a
/// `multipart`, a closing boundary matches it.
fn unstated_boundary(body: &[u8], is_multipart: bool) -> Option<&[u8]> {
    let mut lines = body.split(|byte| *byte == b'\n').take(SEARCHED).peekable();
    while let Some(line) = lines.next() {
        let Some(name) = line.trim_ascii_end().strip_prefix(b"--") else {
            continue;
        };
        if name.is_empty() || name.iter().any(u8::is_ascii_whitespace) {
            continue;
        }
        let next = lines.peek().map_or(&b""[..], |next| next.trim_ascii());
        let is_header = next.len() > 8 && next[..8].eq_ignore_ascii_case(b"content-");
        let is_closed = || memmem::find(body, &[b"\n--", name, b"--"].concat()).is_some();
        if is_header || (is_multipart && is_closed()) {
            return Some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns types and contents of the leaves.
    fn leaves(mail: &str) -> Vec<(String, String)> {
        fn add(entity: &Entity, into: &mut Vec<(String, String)>) {
            match &entity.content {
                Content::Leaf(bytes) => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    into.push((entity.media_type(), text));
                }
                Content::Parts(parts) => parts.iter().for_each(|part| add(part, into)),
            }
        }
        let mut found = Vec::new();
        add(&parse(mail.as_bytes()), &mut found);
        found
    }

    fn plain(texts: &[&str]) -> Vec<(String, String)> {
        let leaf = |text: &&str| ("text/plain".to_owned(), (*text).to_owned());
        texts.iter().map(leaf).collect()
    }

    #[test]
    fn a_multipart_is_cut_at_whole_lines_and_an_open_end_is_the_end_of_the_parent() {
        let head = "Subject: T\nContent-Type: multipart/mixed; boundary=\"b\"\n\n";
        for (body, wanted) in [
            (
                "preamble\n--b\n\none\n--b\n\ntwo\n--b--\n",
                &["one", "two"][..],
            ),
            ("--b  \r\n\r\none\r\n--b--\r\n\r\n", &["one"]),
            (
                "--b\n\none --b\n--bb\n-- b\n--b\n\ntwo",
                &["one --b\n--bb\n-- b", "two"],
            ),
            (
                "--b\n\none\n--b--\nlist footer\n",
                &["one", "list footer\n"],
            ),
            ("--b\n\none\n--b--\n--b\n\ntwo\n--b--", &["one", "two"]),
            (
                "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--",
                &["one", "two"],
            ),
            ("--b\n--b\n\n--b--", &["", ""]),
        ] {
            assert_eq!(leaves(&format!("{head}{body}")), plain(wanted), "{body}");
        }
    }

    #[test]
    fn an_undeclared_boundary_is_found() {
        let parts = "--x1\nContent-Type: text/html\n\none\n--x1\n\ntwo\n--x1--\n";
        let wanted = [
            ("text/html".to_owned(), "one".to_owned()),
            ("text/plain".to_owned(), "two".to_owned()),
        ];
        for head in [
            "Content-Type: multipart/mixed",
            "Content-Type: multipart/mixed; boundary=other",
            "From: a@x",
        ] {
            assert_eq!(leaves(&format!("{head}\n\n{parts}")), wanted, "{head}");
        }
        let text = "one\n-- \nMarie\n--\ntwo\n";
        assert_eq!(leaves(&format!("From: a@x\n\n{text}")), plain(&[text]));
        let no_parts = "Content-Type: multipart/mixed; boundary=b\n\nall text\n";
        assert_eq!(
            leaves(no_parts),
            [("multipart/mixed".to_owned(), "all text\n".to_owned())]
        );
    }

    #[test]
    fn too_deeply_nested_multiparts_are_read_as_text() {
        let mut mail = String::new();
        for n in 0..2_000 {
            mail.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
            ));
        }
        assert_eq!(leaves(&mail).len(), 1);
    }
}
