//! EPUB: the chapters in reading order as one report.

use std::collections::HashMap;

use super::html;
use crate::error::{Cause, Location, ReadError, Reason};
use crate::flow::Flow;
use crate::format::Input;
use crate::metadata::Metadata;
use crate::office;
use crate::outcome::Outcome;
use crate::package::{Package, resolve, texts_of};
use crate::xml::{self, Piece};
use reportage_text::analysis::language_tables::LanguageCodes;
use reportage_text::date::Date;

/// The name shown to users.
pub(crate) const NAME: &str = "EPUB";

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let mut package = Package::open(input, NAME)?;
    let location = Location::file(&input.shown);
    let mut warnings = Vec::new();
    let (main, list) = package_list(&mut package).map_err(|reason| location.error(reason))?;
    let locked = package.text("META-INF/encryption.xml");
    let locked = locked
        .map_err(|reason| location.error(reason))?
        .unwrap_or_default();
    let mut flow = Flow::default();
    for chapter in chapters(&main, &list) {
        if locked.contains(&format!("\"{chapter}\"")) {
            return Err(location.error(Reason::Encrypted));
        }
        let bytes = package
            .part(&chapter)
            .map_err(|reason| location.error(reason))?;
        let Some(bytes) = bytes else {
            let source = Cause("no such part".to_owned());
            let part = chapter;
            warnings.push(location.error(Reason::Cut { part, source }));
            continue;
        };
        let texts = html::all_text(bytes).map_err(|reason| location.error(reason))?;
        for text in texts {
            flow.block(text);
        }
    }
    let flowed = flow.finish();
    if flowed.body.is_empty() {
        return Err(location.error(Reason::Empty));
    }
    let metadata = metadata(&list, input.mappings.languages(), &location, &mut warnings);
    Ok(Outcome {
        report: Ok(metadata.with_flow(flowed, &input.shown)),
        warnings,
    })
}

/// Finds and reads the package document (OPF) of a book.
fn package_list(package: &mut Package) -> Result<(String, String), Reason> {
    let container = package.needed("META-INF/container.xml")?;
    for piece in xml::pieces(&container) {
        if let Ok(Piece::Open(element)) = piece
            && element.name() == "rootfile"
            && let Some(path) = element.attribute("full-path")
        {
            let path = resolve("", &path);
            let list = package.needed(&path)?;
            return Ok((path, list));
        }
    }
    let kind = NAME;
    let source = Cause("no list of its parts".to_owned());
    Err(Reason::Damaged { kind, source })
}

/// Returns the names of the chapters in reading order.
fn chapters(main: &str, list: &str) -> Vec<String> {
    let mut parts: HashMap<String, String> = HashMap::new();
    let mut chapters = Vec::new();
    for piece in xml::pieces(list) {
        // A truncated list is used as far as it can be read.
        let Ok(piece) = piece else { break };
        let Piece::Open(element) = piece else {
            continue;
        };
        match element.name() {
            "item" => {
                let is_text = element
                    .attribute("media-type")
                    .is_none_or(|kind| kind.contains("html"));
                if let (true, Some(id), Some(target)) =
                    (is_text, element.attribute("id"), element.attribute("href"))
                {
                    parts.insert(id, resolve(main, &unescaped(&target)));
                }
            }
            "itemref" => {
                let wanted = element.attribute("idref").unwrap_or_default();
                if let Some(part) = parts.get(&wanted) {
                    chapters.push(part.clone());
                }
            }
            _ => {}
        }
    }
    chapters
}

/// Decodes percent-encoding.
fn unescaped(target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn metadata(
    list: &str,
    languages: &LanguageCodes,
    location: &Location,
    warnings: &mut Vec<ReadError>,
) -> Metadata {
    let [title, language, publisher, date] =
        texts_of(list, ["title", "language", "publisher", "date"]);
    let published = match date.as_deref().map(Date::parse) {
        Some(Ok(date)) => Some(date),
        Some(Err(source)) => {
            let key = "date".to_owned();
            warnings.push(location.error(Reason::Date { key, source }));
            None
        }
        None => None,
    };
    Metadata {
        published,
        source: publisher,
        ..office::described(title, language, languages, location, warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::tests::zipped;
    use crate::tests::read_one;

    fn book(list: &str, locked: &str) -> Vec<u8> {
        zipped(&[
            (
                "META-INF/container.xml",
                "<rootfile full-path='OEBPS/list.opf'/>",
            ),
            ("META-INF/encryption.xml", locked),
            ("OEBPS/list.opf", list),
            (
                "OEBPS/b c.xhtml",
                "<html><head><title>no</title></head><body><h1>Two</h1><p>b</p></body></html>",
            ),
            (
                "OEBPS/a.xhtml",
                "<html><body><h1>One</h1><p>caf&eacute;</p></body></html>",
            ),
        ])
    }

    const LIST: &str = "<package><dc:title>A Year</dc:title><dc:language>en</dc:language>\
        <dc:publisher>OCHA</dc:publisher><dc:date>2025-02-04</dc:date>\
        <item id='b' href='b%20c.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>\
        <item id='i' href='i.jpg' media-type='image/jpeg'/>\
        <spine><itemref idref='a'/><itemref idref='b'/><itemref idref='i'/></spine></package>";

    #[test]
    fn chapters_are_in_reading_order_with_the_metadata_of_the_book() {
        let (report, warnings) = read_one("a.epub", &book(LIST, ""));
        let report = report.unwrap();
        assert_eq!(report.body, "One\n\ncafé\n\nTwo\n\nb");
        assert_eq!(report.title.as_deref(), Some("A Year"));
        assert_eq!(report.source.as_deref(), Some("OCHA"));
        assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn an_encrypted_chapter_makes_the_book_unreadable_and_an_encrypted_font_does_not() {
        let locked = "<enc:CipherReference URI=\"OEBPS/a.xhtml\"/>";
        let error = read_one("a.epub", &book(LIST, locked)).0.unwrap_err();
        assert_eq!(error, "a.epub: encrypted");
        let locked = "<enc:CipherReference URI=\"OEBPS/font.otf\"/>";
        assert!(read_one("a.epub", &book(LIST, locked)).0.is_ok());
    }
}
