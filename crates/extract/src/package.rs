//! Documents that are ZIP packages: opens them and returns their parts as text.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode;
use super::error::{Cause, Location, ReadError, Reason};
use super::format::Input;
use super::limits::Allowance;
use super::wrapper::{self, Wrapper};
use super::xml::{self, Piece};

/// An opened document.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    kind: &'static str,
    allowance: Allowance,
}

/// The signature of Microsoft's compound file format, which wraps encrypted documents.
pub(super) const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

impl Package {
    /// Opens a document of the format `kind`.
    pub fn open(input: &mut Input, kind: &'static str) -> Result<Package, ReadError> {
        let bytes = input.whole()?;
        let location = Location::file(&input.shown);
        if bytes.starts_with(COMPOUND) {
            return Err(location.error(match is_encrypted(&bytes) {
                true => Reason::Encrypted,
                false => Reason::Damaged {
                    kind,
                    source: Cause("a file of an old version of Microsoft Office".to_owned()),
                },
            }));
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        Ok(Package {
            archive: archive.map_err(|error| location.error(failure(kind, error)))?,
            kind,
            allowance: input.within.allowance.clone(),
        })
    }

    /// Reads a part; `None` if it does not exist. The name has no leading `/`.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Reason> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failure(self.kind, error)),
        };
        match self.allowance.whole(member) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => Err(match wrapper::failure(Wrapper::Plain, error) {
                Reason::Io(error) => damaged(self.kind, &error),
                other => other,
            }),
        }
    }

    /// Reads a part as text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Reason> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        Ok(Some(decode::decode(bytes, None)?.text))
    }

    /// Reads a mandatory part.
    pub fn needed(&mut self, name: &str) -> Result<String, Reason> {
        match self.text(name)? {
            Some(text) => Ok(text),
            None => Err(damaged(self.kind, &format!("it has no part `{name}`"))),
        }
    }
}

/// Returns whether a file is an encrypted document.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(COMPOUND) && memchr::memmem::find(bytes, &name).is_some()
}

/// Converts a ZIP error to a reason.
pub(super) fn failure(kind: &'static str, error: ZipError) -> Reason {
    match error {
        ZipError::Io(error) => damaged(kind, &error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Reason::Encrypted,
        other => damaged(kind, &other),
    }
}

fn damaged(kind: &'static str, error: &dyn std::fmt::Display) -> Reason {
    let source = Cause(error.to_string());
    Reason::Damaged { kind, source }
}

/// Resolves `target`, as written in the part `from`, to an absolute part name.
pub(super) fn resolve(from: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(from.split('/'));
        steps.pop();
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// Returns the text of the first element with each name; `None` if it is missing or blank.
pub(super) fn texts_of<const N: usize>(document: &str, names: [&str; N]) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    let mut current: Option<(usize, String)> = None;
    for piece in xml::pieces(document) {
        match piece {
            Ok(Piece::Open(element)) => {
                let i = names.iter().position(|name| *name == element.name());
                if let (Some(i), None) = (i, &current) {
                    current = Some((i, String::new()));
                }
            }
            Ok(Piece::Text(text)) => {
                if let Some((_, whole)) = &mut current {
                    whole.push_str(&text);
                }
            }
            Ok(Piece::Close(name)) => {
                if let Some((i, text)) = current.take_if(|(i, _)| names[*i] == name) {
                    let words: Vec<&str> = text.split_whitespace().collect();
                    if found[i].is_none() && !words.is_empty() {
                        found[i] = Some(words.join(" "));
                    }
                }
            }
            // Keep what was found before the damage.
            Err(_) => break,
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use super::*;

    /// Makes a ZIP file of names and contents.
    pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn targets_are_resolved_from_the_part_that_names_them() {
        for (from, target, wanted) in [
            ("word/document.xml", "footnotes.xml", "word/footnotes.xml"),
            ("ppt/slides/slide1.xml", "../notes/n.xml", "ppt/notes/n.xml"),
            ("a/b.xml", "/c/d.xml", "c/d.xml"),
            ("a.xml", "../../../d.xml", "d.xml"),
        ] {
            assert_eq!(resolve(from, target), wanted);
        }
    }

    #[test]
    fn the_first_text_of_each_name_is_found() {
        let document = "<m><dc:title>A\n &amp; <b>B</b></dc:title><language/><title>C</title></m>";
        let got = texts_of(document, ["title", "language"]);
        assert_eq!(got, [Some("A & B".to_owned()), None]);
    }
}
