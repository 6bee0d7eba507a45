//! ODT: paragraphs, headings and tables in order, notes and annotations at the end. Tracked
//! deletions and page headers and footers are left out. ODP is read in the same way, slide by
//! slide.

use crate::error::{Location, ReadError, Reason};
use crate::flow::{Flow, Note};
use crate::format::Input;
use crate::office;
use crate::outcome::Outcome;
use crate::package::{Package, texts_of};
use crate::title;
use crate::xml;

/// The name shown to users.
pub(crate) const NAME: &str = "OpenDocument";

/// Elements whose content is not part of the current text.
const LEFT_OUT: &[&str] = &[
    "tracked-changes",
    "note-citation",
    "date-string",
    "sender-initials",
    "creator-initials",
    "forms",
    "settings",
];
/// The number of spaces in a run is a number in the file, which must be limited.
const MOST_SPACES: usize = 64;

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let mut package = Package::open(input, NAME)?;
    let location = Location::file(&input.shown);
    let mut warnings = Vec::new();
    let (content, about) = parts(&mut package).map_err(|reason| location.error(reason))?;
    let mut text = Text::default();
    if let Err(reason) = office::take(&mut text, "content.xml", &content) {
        warnings.push(location.error(reason));
    }
    let [stated, language] = texts_of(&about, ["title", "language"]);
    let mut metadata = office::described(
        stated,
        language,
        input.mappings.languages(),
        &location,
        &mut warnings,
    );
    let flowed = text.flow.finish();
    if flowed.body.is_empty() {
        return Err(location.error(Reason::Empty));
    }
    metadata.title = metadata.title.or_else(|| title::of_text(&flowed.body));
    Ok(Outcome {
        report: Ok(metadata.with_flow(flowed, &input.shown)),
        warnings,
    })
}

/// Reads content and metadata.
fn parts(package: &mut Package) -> Result<(String, String), Reason> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Reason::Encrypted);
    }
    let content = package.needed("content.xml")?;
    Ok((content, package.text("meta.xml")?.unwrap_or_default()))
}

#[derive(Default)]
struct Text {
    flow: Flow,
    /// The number of slides so far.
    slides: u32,
    /// The number of open elements inside the one that is skipped.
    left_out: usize,
    /// The number of open annotations.
    annotations: usize,
}

impl office::Taker for Text {
    fn left_out(&mut self) -> &mut usize {
        &mut self.left_out
    }

    fn text(&mut self, text: &str) {
        self.flow.text(text);
    }

    fn open(&mut self, element: &xml::Element) {
        match element.name() {
            // Elsewhere these are fields, whose text is part of the paragraph.
            "creator" | "date" if self.annotations == 0 => {}
            "creator" | "date" => self.left_out = 1,
            // In a drawing; elsewhere these are fields.
            _ if element.is("svg:title") || element.is("svg:desc") => self.left_out = 1,
            name if LEFT_OUT.contains(&name) => self.left_out = 1,
            "p" | "h" => self.flow.start_paragraph(),
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok());
                let count: usize = count.unwrap_or(1);
                self.flow.text(&" ".repeat(count.min(MOST_SPACES)));
            }
            "tab" => self.flow.text(" "),
            "line-break" => self.flow.line_break(),
            "note" => self.flow.start_note(Note::Footnote),
            // In a slide.
            "notes" => self.flow.start_note(Note::Remark),
            "annotation" => {
                self.annotations += 1;
                self.flow.start_note(Note::Remark);
            }
            "table" => self.flow.start_table(),
            "table-cell" => self.flow.start_cell(),
            // The slides of a presentation, not the pages of a text.
            "page" => {
                self.slides += 1;
                self.flow.start_page(self.slides);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.flow.end_paragraph(),
            "note" | "annotation" | "notes" => {
                self.annotations -= usize::from(name == "annotation" && self.annotations > 0);
                self.flow.end_note();
            }
            "table-cell" => self.flow.end_cell(),
            "table-row" => self.flow.end_row(),
            "table" => self.flow.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::package::tests::zipped;
    use crate::tests::{footnotes, read_one};

    fn document(content: &str) -> Vec<u8> {
        let content = format!("<office:document-content>{content}</office:document-content>");
        let about = "<m><dc:title>Sitrep 5</dc:title><dc:language>ht</dc:language>\
                     <dc:date>2025-01-01</dc:date></m>";
        zipped(&[("content.xml", &content), ("meta.xml", about)])
    }

    #[test]
    fn paragraphs_tables_and_notes_are_read_and_deleted_text_is_not() {
        let bytes = document(
            "<text:tracked-changes><text:deletion><text:p>deleted</text:p></text:deletion>\
             </text:tracked-changes><text:h>Kenscoff</text:h><text:p>It\n<text:s text:c='3'/>\
             <text:span>burned</text:span><text:note><text:note-citation>1</text:note-citation>\
             <text:note-body><text:p>OCHA</text:p></text:note-body></text:note><text:line-break/>\
             down on <text:date>4 February</text:date>.</text:p>\
             <office:annotation><dc:creator>me</dc:creator><dc:date>2025</dc:date>\
             <text:p>Sure?</text:p></office:annotation>\
             <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
             <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
        );
        let (report, warnings) = read_one("a.odt", &bytes);
        let report = report.unwrap();
        assert_eq!(
            report.body,
            "Kenscoff\n\nIt burned\ndown on 4 February.\n\na | b\n\nOCHA\n\nSure?"
        );
        assert_eq!(footnotes(&report), ["OCHA"]);
        assert_eq!(report.title.as_deref(), Some("Sitrep 5"));
        assert_eq!(
            (report.language.as_deref(), report.published),
            (Some("ht"), None)
        );
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn slides_have_their_number_as_page() {
        let bytes = document(
            "<draw:page><text:p>a</text:p></draw:page><draw:page><text:p>b</text:p></draw:page>",
        );
        let report = read_one("a.odp", &bytes).0.unwrap();
        assert_eq!(report.lines.locate(&report.body, 3), (None, Some(2)));
    }

    #[test]
    fn an_encrypted_document_and_one_without_content_are_failures() {
        let manifest = "<manifest:encryption-data/>";
        let bytes = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", "junk")]);
        assert_eq!(read_one("a.odt", &bytes).0.unwrap_err(), "a.odt: encrypted");
        let error = read_one("a.odt", &zipped(&[("x", "")])).0.unwrap_err();
        assert_eq!(error, "a.odt: not a valid OpenDocument file");
    }
}
