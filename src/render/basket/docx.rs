//! A basket as a text document: WordprocessingML (Office Open XML), with styles for notes, quotations and citations.

use std::io::{self, Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::{citation, note_lines, paragraphs};
use crate::render::cite::CiteStyle;
use crate::render::html;
use crate::response::basket::BasketPassage;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const RELATIONS_OF_DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// The styles have the names by which Word knows its own, so that a template restyles them.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:ind w:left="567" w:right="567"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Citation"><w:name w:val="Citation"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="360"/><w:ind w:left="567" w:right="567"/></w:pPr><w:rPr><w:color w:val="555555"/><w:sz w:val="18"/></w:rPr></w:style></w:styles>"#;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;

const END: &str = "</w:body></w:document>";

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];

pub(super) fn write(
    out: &mut dyn Write,
    passages: &[BasketPassage],
    cite: CiteStyle,
) -> io::Result<()> {
    let document = document(passages, cite);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", RELATIONS_OF_DOCUMENT),
        ("word/styles.xml", STYLES),
    ] {
        // Without the time of writing: the same basket gives the same bytes.
        let options = SimpleFileOptions::DEFAULT;
        archive
            .start_file(name, options)
            .map_err(io::Error::other)?;
        archive.write_all(text.as_bytes())?;
    }
    let bytes = archive.finish().map_err(io::Error::other)?.into_inner();
    out.write_all(&bytes)
}

fn document(passages: &[BasketPassage], cite: CiteStyle) -> String {
    let mut text = HEAD.to_owned();
    for passage in passages {
        for line in note_lines(passage) {
            text.push_str(&paragraph("Normal", line, None));
        }
        let language = passage.language.as_deref();
        for quoted in paragraphs(passage) {
            text.push_str(&paragraph("Quote", &quoted, language));
        }
        text.push_str(&paragraph("Citation", &citation(passage, cite), None));
    }
    text.push_str(END);
    text
}

/// Returns a paragraph of one line.
fn paragraph(style: &str, text: &str, language: Option<&str>) -> String {
    let is_mirrored = language.is_some_and(|code| RIGHT_TO_LEFT.contains(&code));
    let (direction, mirrored) = match is_mirrored {
        true => ("<w:bidi/>", "<w:rtl/>"),
        false => ("", ""),
    };
    let language = language.map_or(String::new(), |code| {
        let attribute = if is_mirrored { "bidi" } else { "val" };
        format!("<w:lang w:{attribute}=\"{}\"/>", escaped(code))
    });
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{direction}</w:pPr>\
         <w:r><w:rPr>{mirrored}{language}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}

/// Escapes a text on one line; XML cannot have two of its characters.
fn escaped(text: &str) -> String {
    html::escaped(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::BasketFormat;
    use super::super::tests::written;
    use super::*;

    #[test]
    fn the_same_basket_gives_the_same_bytes_with_all_parts() {
        let bytes = written(BasketFormat::Docx);
        assert_eq!(bytes, written(BasketFormat::Docx));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name("word/document.xml").unwrap();
        part.read_to_string(&mut text).unwrap();
        assert!(text.contains("Ask &lt;the&gt; *union*."), "{text}");
        assert!(
            text.contains(">Où sont les helicopters? The union asked for more.</w:t>"),
            "{text}"
        );
        drop(part);
        assert!(archive.by_name("[Content_Types].xml").is_ok());
    }

    #[test]
    fn a_passage_in_arabic_runs_from_right_to_left() {
        let written = paragraph("Quote", "سلام", Some("ar"));
        assert!(written.contains("<w:bidi/>"), "{written}");
        assert!(written.contains("<w:rtl/><w:lang w:bidi=\"ar\"/>"));
        assert!(!paragraph("Quote", "paix", Some("fr")).contains("bidi"));
    }
}
