//! The table of input formats and of the wrappers they may come in. A new format is a file here
//! and an entry in [`FORMATS`].

pub(super) mod content;
pub(super) mod csv;
pub(super) mod docx;
pub(super) mod eml;
pub(super) mod epub;
pub(super) mod feed;
mod foreign;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod markdown;
pub(super) mod mbox;
pub(super) mod mhtml;
pub(super) mod odt;
pub(super) mod pdf;
pub(super) mod pptx;
pub(super) mod rtf;
pub(super) mod sheets;
pub(super) mod tar;
pub(super) mod text;
pub(super) mod zip;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::input::{self, Consumed, Input};
use super::{Outcome, Source};

/// One input format.
#[derive(Debug)]
pub struct Format {
    /// Its name as people say it.
    pub name: &'static str,
    /// The file name extensions it goes by, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Yields a file's reports, one at a time.
    pub(super) read: fn(Input) -> Outcomes,
}

impl Format {
    /// Returns whether there may be scanned pages in it, or in what it holds.
    pub fn may_be_scanned(&self) -> bool {
        let holders = [
            &pdf::FORMAT,
            &zip::FORMAT,
            &tar::FORMAT,
            &eml::FORMAT,
            &mbox::FORMAT,
        ];
        holders.iter().any(|format| format.name == self.name)
    }
}

/// What a format yields.
pub(super) type Outcomes = Box<dyn Iterator<Item = Outcome> + Send>;

/// Every format that is read.
pub const FORMATS: &[Format] = &[
    text::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    pdf::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    csv::COMMA,
    csv::TAB,
    feed::FORMAT,
    sheets::FORMAT,
    docx::FORMAT,
    odt::FORMAT,
    pptx::FORMAT,
    epub::FORMAT,
    rtf::FORMAT,
    eml::FORMAT,
    mbox::FORMAT,
    mhtml::FORMAT,
    zip::FORMAT,
    tar::FORMAT,
    #[cfg(test)]
    super::worker::tests::HOSTILE,
];

/// Formats that are read by our own code, and parsers of plain records, in one pass: these need no
/// process of their own. Any other does.
const PLAIN: &[&str] = &[
    text::FORMAT.name,
    json::FORMAT.name,
    jsonl::FORMAT.name,
    csv::COMMA.name,
    csv::TAB.name,
];

/// Returns whether a file is a spreadsheet of the OpenDocument kind: its first part says so.
fn ods_mark(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 200; // bytes
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    memchr::memmem::find(head, b"application/vnd.oasis.opendocument.spreadsheet").is_some()
}

/// Returns whether a file can be read without fear for the process that does it.
pub(super) fn is_plain(source: &Source) -> bool {
    let Kind { format, wrapper } = source.kind;
    let by_name = PLAIN.contains(&format.name);
    // Of lines, never more than one is expanded at a time.
    let by_line = [jsonl::FORMAT.name, csv::COMMA.name, csv::TAB.name].contains(&format.name);
    if !by_name || (wrapper != Wrapper::Plain && !by_line) {
        return false;
    }
    match input::open(&source.path, wrapper, &Consumed::default()) {
        Ok(mut bytes) => PLAIN.contains(&content::format(format, &mut bytes).name),
        Err(_) => true, // which is the reader's to tell
    }
}

/// A compression around a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrapper {
    /// The file as it is.
    Plain,
    /// gzip, one member or several.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// The extensions that stand for a compression, lower case, without the dot.
pub const WRAPPERS: &[(&str, Wrapper)] = &[("gz", Wrapper::Gzip), ("zst", Wrapper::Zstd)];

/// Extensions that stand for two, with the wrapper's.
const CONTRACTED: &[(&str, &str, &str)] = &[("tgz", "tar", "gz"), ("tzst", "tar", "zst")];

/// The kind of a file whose name tells nothing.
pub(super) const NO_EXTENSION: &str = "no extension";

/// How a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The format inside.
    pub format: &'static Format,
    /// What is around it.
    pub wrapper: Wrapper,
}

/// Tells by its name how a file is read. `Err` is the kind in words (`.pdf`, `.tar.gz`,
/// `no extension`) if it is not.
pub fn kind_of(path: &Path) -> Result<Kind, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((stem, outer)) = split_extension(&name) else {
        return Err(NO_EXTENSION.to_owned());
    };
    for (contracted, inner, wrapper) in CONTRACTED {
        if outer == *contracted {
            return kind_of(Path::new(&format!("{stem}.{inner}.{wrapper}")));
        }
    }
    for (extension, wrapper) in WRAPPERS {
        if outer != *extension {
            continue;
        }
        let Some((_, inner)) = split_extension(stem) else {
            return Err(format!(".{outer}"));
        };
        return match format_of(&inner) {
            Some(format) => Ok(Kind {
                format,
                wrapper: *wrapper,
            }),
            None => Err(format!(".{inner}.{outer}")),
        };
    }
    match format_of(&outer) {
        Some(format) => Ok(Kind {
            format,
            wrapper: Wrapper::Plain,
        }),
        None => Err(format!(".{outer}")),
    }
}

fn format_of(extension: &str) -> Option<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.extensions.contains(&extension))
}

/// Splits off an extension, lower case. What follows the last dot is one only if it is short and
/// all ASCII letters and digits: `3. Report of the Panel` has none.
fn split_extension(name: &str) -> Option<(&str, String)> {
    const LONGEST: usize = 10; // bytes
    let (stem, extension) = name.rsplit_once('.')?;
    let plain = extension.bytes().all(|b| b.is_ascii_alphanumeric());
    if stem.is_empty() || extension.is_empty() || extension.len() > LONGEST || !plain {
        return None;
    }
    Some((stem, extension.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_format_and_wrapper_whatever_its_case() {
        for (name, format, wrapper) in [
            ("a.txt", "text", Wrapper::Plain),
            ("a.b.TXT", "text", Wrapper::Plain),
            ("a.md", "Markdown", Wrapper::Plain),
            ("a.jsonl.zst", "JSON Lines", Wrapper::Zstd),
            ("a.Csv.GZ", "CSV", Wrapper::Gzip),
            ("a.TGZ", "TAR", Wrapper::Gzip),
            ("a.tar.zst", "TAR", Wrapper::Zstd),
        ] {
            let kind = kind_of(Path::new(name)).unwrap();
            assert_eq!(
                (kind.format.name, kind.wrapper),
                (format, wrapper),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_not_read_is_named_by_its_extension() {
        for (name, kind) in [
            ("a.DOC", ".doc"),
            ("a", "no extension"),
            (".txt", "no extension"),
            ("a.rar.gz", ".rar.gz"),
            ("a.gz", ".gz"),
            ("1. Report of the Panel", "no extension"),
        ] {
            assert_eq!(kind_of(Path::new(name)).unwrap_err(), kind, "{name}");
        }
    }
}
