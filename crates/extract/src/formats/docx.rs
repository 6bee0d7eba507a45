//! DOCX: paragraphs and tables in order, notes and comments at the end. Tracked deletions and page
//! headers and footers are left out.

use crate::error::{Location, ReadError, Reason};
use crate::flow::{Flow, Note};
use crate::format::Input;
use crate::office;
use crate::outcome::Outcome;
use crate::package::Package;
use crate::title;
use crate::xml;

/// The name shown to users.
pub(crate) const NAME: &str = "DOCX";

/// Additional parts with text, in the order in which they are appended.
const NOTES: &[&str] = &["footnotes", "endnotes", "comments"];

/// Elements whose content is not part of the current text.
const LEFT_OUT: &[&str] = &["del", "moveFrom", "Fallback", "instrText", "delText"];

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let mut package = Package::open(input, NAME)?;
    let location = Location::file(&input.shown);
    let mut warnings = Vec::new();
    let mut text = Text::default();
    let parts = parts(&mut package).map_err(|reason| location.error(reason))?;
    for (part, document) in &parts {
        if let Err(reason) = office::take(&mut text, part, document) {
            warnings.push(location.error(reason));
        }
    }
    let metadata = office::properties(
        &mut package,
        input.mappings.languages(),
        &location,
        &mut warnings,
    );
    let mut metadata = metadata.map_err(|reason| location.error(reason))?;
    let flowed = text.flow.finish();
    let heading = text.title.filter(|title| !title.is_empty());
    metadata.title = heading
        .or(metadata.title)
        .or_else(|| title::of_text(&flowed.body));
    if flowed.body.is_empty() {
        return Err(location.error(Reason::Empty));
    }
    Ok(Outcome {
        report: Ok(metadata.with_flow(flowed, &input.shown)),
        warnings,
    })
}

/// Reads the parts with text, each with its name.
fn parts(package: &mut Package) -> Result<Vec<(String, String)>, Reason> {
    let main = office::main_part(package, "word/document.xml")?;
    let document = package.needed(&main)?;
    let relations = office::relations(package, &main)?;
    let mut parts = vec![(main, document)];
    for kind in NOTES {
        if let Some(part) = office::target(&relations, kind)
            && let Some(document) = package.text(part)?
        {
            parts.push((part.to_owned(), document));
        }
    }
    Ok(parts)
}

#[derive(Default)]
struct Text {
    flow: Flow,
    /// The first paragraph of the style "Title".
    title: Option<String>,
    in_title: bool,
    in_text: bool,
    /// The number of open elements inside the one that is skipped.
    left_out: usize,
}

impl office::Taker for Text {
    fn left_out(&mut self) -> &mut usize {
        &mut self.left_out
    }

    fn text(&mut self, text: &str) {
        if !self.in_text {
            return;
        }
        self.flow.text(text);
        if let (true, Some(title)) = (self.in_title, &mut self.title) {
            title.push_str(text);
        }
    }

    fn open(&mut self, element: &xml::Element) {
        let value = |name, wanted| element.attribute(name).as_deref() == Some(wanted);
        match element.name() {
            name if LEFT_OUT.contains(&name) => self.left_out = 1,
            // Separator lines between page and notes are stored as notes.
            "footnote" | "endnote" if element.attribute("type").is_some_and(|t| t != "normal") => {
                self.left_out = 1;
            }
            "footnote" | "endnote" => self.flow.start_note(Note::Footnote),
            "comment" => self.flow.start_note(Note::Remark),
            "p" => self.flow.start_paragraph(),
            "pStyle" if self.title.is_none() && value("val", "Title") => {
                self.title = Some(String::new());
                self.in_title = true;
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.flow.text(" "),
            "br" | "cr" => self.flow.line_break(),
            "noBreakHyphen" => self.flow.text("-"),
            "tbl" => self.flow.start_table(),
            "tc" => self.flow.start_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                self.flow.end_paragraph();
                self.in_title = false;
            }
            "t" => self.in_text = false,
            "footnote" | "endnote" | "comment" => self.flow.end_note(),
            "tc" => self.flow.end_cell(),
            "tr" => self.flow.end_row(),
            "tbl" => self.flow.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::package::tests::zipped;
    use crate::report::{Anchor, Lines, Report};
    use crate::tests::read_one;

    const RELATIONS: &str = "<Relationships>\
        <Relationship Id='r1' Type='http://x/officeDocument' Target='word/document.xml'/>\
        <Relationship Id='r2' Type='http://x/core-properties' Target='docProps/core.xml'/>\
        </Relationships>";

    fn document(content: &str) -> Vec<u8> {
        let document = format!("<w:document><w:body>{content}</w:body></w:document>");
        zipped(&[("_rels/.rels", RELATIONS), ("word/document.xml", &document)])
    }

    fn body(content: &str) -> String {
        let (report, warnings) = read_one("a.docx", &document(content));
        assert_eq!(warnings, [""; 0]);
        report.unwrap().body
    }

    #[test]
    fn parts_notes_and_properties_make_one_report() {
        let pointers = "<Relationships>\
            <Relationship Id='r1' Type='http://x/comments' Target='comments.xml'/>\
            <Relationship Id='r2' Type='http://x/footnotes' Target='/word/notes.xml'/>\
            </Relationships>";
        let bytes = zipped(&[
            ("_rels/.rels", RELATIONS),
            ("word/_rels/document.xml.rels", pointers),
            (
                "word/document.xml",
                "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>\
                 <w:r><w:t>Ken</w:t></w:r><w:r><w:t>scoff &amp; Pétion</w:t></w:r></w:p>\
                 <w:p><w:r><w:t>It burned.</w:t><w:footnoteReference w:id='1'/></w:r></w:p>\
                 </w:body></w:document>",
            ),
            (
                "word/notes.xml",
                "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>no</w:t></w:r></w:p>\
                 </w:footnote><w:footnote w:id='1'><w:p><w:r><w:t>OCHA.</w:t></w:r></w:p>\
                 </w:footnote></w:footnotes>",
            ),
            (
                "word/comments.xml",
                "<w:comments><w:comment><w:p><w:t>Sure?</w:t></w:p></w:comment></w:comments>",
            ),
            (
                "docProps/core.xml",
                "<c><dc:title>Sitrep 5</dc:title><dc:language>fr-FR</dc:language>\
                 <dcterms:created>2025-02-04T00:00:00Z</dcterms:created></c>",
            ),
        ]);
        let (report, warnings) = read_one("a.docx", &bytes);
        let wanted = Report {
            id: "a.docx".into(),
            title: Some("Sitrep 5".into()),
            body: "Kenscoff & Pétion\n\nIt burned.\n\nOCHA.\n\nSure?".into(),
            published: None,
            source: None,
            url: None,
            language: Some("fr".into()),
            stated: vec![],
            recipients: Vec::new(),
            path: "a.docx".into(),
            lines: Lines::At(vec![Anchor {
                start: 0,
                line: None,
                page: None,
            }]),
            text_end: None,
            notes: std::iter::once(32..37).collect(),
        };
        assert_eq!(report.unwrap(), wanted);
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn tracked_deletions_are_dropped_and_insertions_kept() {
        let got = body(
            "<w:p><w:del><w:r><w:delText>five</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>six</w:t></w:r></w:ins><w:r><w:tab/><w:t>dead</w:t><w:br/></w:r>\
             <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>here</w:t></w:r></w:p>",
        );
        assert_eq!(got, "six dead\nhere");
    }

    #[test]
    fn a_table_is_rows_and_a_text_box_is_not_repeated() {
        let cell = |text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |a, b| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
        let table = format!(
            "<w:tbl>{}{}</w:tbl>",
            row("Area", "Dead"),
            row("Ouest", "5")
        );
        assert_eq!(body(&table), "Area | Dead\nOuest | 5");
        let boxed = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>";
        let got = body(&format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice>\
             <mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent><w:t>text</w:t></w:r></w:p>"
        ));
        assert_eq!(got, "box\n\ntext");
    }

    #[test]
    fn damage_is_reported_and_text_before_it_is_kept() {
        let bytes = zipped(&[(
            "word/document.xml",
            "<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p x='",
        )]);
        let (report, warnings) = read_one("a.docx", &bytes);
        assert_eq!(report.unwrap().body, "one");
        assert_eq!(
            warnings,
            ["a.docx: `word/document.xml` is damaged; the text before the damage is indexed"]
        );
        let failure = |bytes: &[u8]| read_one("a.docx", bytes).0.unwrap_err();
        let whole = document("<w:p/>");
        assert_eq!(failure(&whole), "a.docx: no text in it");
        assert_eq!(failure(&whole[..40]), "a.docx: not a valid DOCX file");
        assert_eq!(
            failure(&zipped(&[("a", "b")])),
            "a.docx: not a valid DOCX file"
        );
        let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(failure(&locked), "a.docx: encrypted");
    }

    #[test]
    fn a_bomb_in_a_document_is_rejected() {
        let bytes = document(&" ".repeat(70 << 20));
        let error = read_one("a.docx", &bytes).0.unwrap_err();
        assert_eq!(error, "a.docx: it expands to more than 64 MiB");
    }
}
