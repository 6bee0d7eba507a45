//! PPTX: slides in presentation order, each with its notes. The page of a hit is the slide number.

use std::collections::HashMap;

use crate::error::{Location, ReadError, Reason};
use crate::flow::Flow;
use crate::format::Input;
use crate::office;
use crate::outcome::Outcome;
use crate::package::Package;
use crate::title;
use crate::xml::{self, Piece};

/// The name shown to users.
pub(crate) const NAME: &str = "PPTX";

/// Placeholders that are repeated on every slide.
const REPEATED: &[&str] = &["sldNum", "dt", "ftr", "hdr", "sldImg"];

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let mut package = Package::open(input, NAME)?;
    let location = Location::file(&input.shown);
    let mut warnings = Vec::new();
    let mut text = Text::default();
    let slides = slides(&mut package).map_err(|reason| location.error(reason))?;
    for (i, slide) in slides.iter().enumerate() {
        text.flow
            .start_page(u32::try_from(i + 1).unwrap_or(u32::MAX));
        let parts = with_notes(&mut package, slide).map_err(|reason| location.error(reason))?;
        for (part, document) in parts {
            if let Err(reason) = office::take(&mut text, &part, &document) {
                warnings.push(location.error(reason));
            }
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
    if flowed.body.is_empty() {
        return Err(location.error(Reason::Empty));
    }
    let heading = text.title.map(|title| title.trim().to_owned());
    let heading = heading.filter(|title| !title.is_empty());
    metadata.title = metadata
        .title
        .or(heading)
        .or_else(|| title::of_text(&flowed.body));
    Ok(Outcome {
        report: Ok(metadata.with_flow(flowed, &input.shown)),
        warnings,
    })
}

/// Returns the names of the slides in presentation order.
fn slides(package: &mut Package) -> Result<Vec<String>, Reason> {
    let main = office::main_part(package, "ppt/presentation.xml")?;
    let presentation = package.needed(&main)?;
    let mut targets = HashMap::new();
    for relation in office::relations(package, &main)? {
        targets.insert(relation.id, relation.target);
    }
    let mut slides = Vec::new();
    for piece in xml::pieces(&presentation) {
        // A truncated list is used as far as it can be read.
        let Ok(piece) = piece else { break };
        let Piece::Open(element) = piece else {
            continue;
        };
        // Besides the relationship id there is another id.
        if element.name() == "sldId"
            && let Some(id) = element.qualified("id")
            && let Some(target) = targets.get(&id)
        {
            slides.push(target.clone());
        }
    }
    Ok(slides)
}

/// Reads a slide and its notes.
fn with_notes(package: &mut Package, slide: &str) -> Result<Vec<(String, String)>, Reason> {
    let mut parts = Vec::new();
    let relations = office::relations(package, slide)?;
    let notes = office::target(&relations, "notesSlide");
    for part in [Some(slide), notes].into_iter().flatten() {
        if let Some(document) = package.text(part)? {
            parts.push((part.to_owned(), document));
        }
    }
    Ok(parts)
}

#[derive(Default)]
struct Text {
    flow: Flow,
    /// The content of the first title placeholder.
    title: Option<String>,
    in_title: bool,
    in_text: bool,
    /// Whether the current shape is repeated on every slide.
    repeated: bool,
    /// The number of open elements inside the one that is skipped.
    left_out: usize,
}

impl office::Taker for Text {
    fn left_out(&mut self) -> &mut usize {
        &mut self.left_out
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.repeated {
            return;
        }
        self.flow.text(text);
        if let (true, Some(title)) = (self.in_title, &mut self.title) {
            title.push_str(text);
        }
    }

    fn open(&mut self, element: &xml::Element) {
        match element.name() {
            "Fallback" => self.left_out = 1,
            "sp" => self.repeated = false,
            "ph" => {
                let kind = element.attribute("type").unwrap_or_default();
                self.repeated = REPEATED.contains(&kind.as_str());
                if self.title.is_none() && matches!(kind.as_str(), "title" | "ctrTitle") {
                    self.title = Some(String::new());
                    self.in_title = true;
                }
            }
            "p" => self.flow.start_paragraph(),
            "t" => self.in_text = true,
            "br" => {
                self.flow.line_break();
                if let (true, Some(title)) = (self.in_title, &mut self.title) {
                    title.push(' ');
                }
            }
            "tbl" => self.flow.start_table(),
            "tc" => self.flow.start_cell(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "sp" => {
                self.repeated = false;
                self.in_title = false;
            }
            "p" => self.flow.end_paragraph(),
            "t" => self.in_text = false,
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
    use crate::tests::read_one;

    #[test]
    fn slides_come_in_the_order_of_the_show_with_their_number_and_notes() {
        let shape = |kind, text| {
            format!(
                "<p:sp><p:nvPr><p:ph type='{kind}'/></p:nvPr><p:txBody><a:p><a:r><a:t>{text}</a:t>\
                 </a:r></a:p></p:txBody></p:sp>"
            )
        };
        let first = format!(
            "<p:sld>{}{}</p:sld>",
            shape("ctrTitle", "Haiti &lt;2025&gt;"),
            shape("sldNum", "1")
        );
        let cell = |text| format!("<a:tc><a:p><a:t>{text}</a:t></a:p></a:tc>");
        let second = format!(
            "<p:sld><a:tbl><a:tr>{}{}</a:tr></a:tbl></p:sld>",
            cell("a"),
            cell("b")
        );
        let notes = format!(
            "<p:notes>{}{}</p:notes>",
            shape("sldImg", "no"),
            shape("body", "say")
        );
        let relation = |id, kind, target| {
            format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
        };
        let pointers = relation("r7", "slide", "slides/slide1.xml")
            + &relation("r8", "slide", "slides/slide2.xml");
        let bytes = zipped(&[
            (
                "ppt/presentation.xml",
                "<p:sldIdLst><p:sldId id='256' r:id='r8'/><p:sldId id='257' r:id='r7'/></p:sldIdLst>",
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                &format!("<R>{pointers}</R>"),
            ),
            ("ppt/slides/slide1.xml", &second),
            ("ppt/slides/slide2.xml", &first),
            (
                "ppt/slides/_rels/slide2.xml.rels",
                &format!(
                    "<R>{}</R>",
                    relation("r1", "notesSlide", "../notesSlides/n.xml")
                ),
            ),
            ("ppt/notesSlides/n.xml", &notes),
        ]);
        let (report, warnings) = read_one("a.pptx", &bytes);
        let report = report.unwrap();
        assert_eq!(report.body, "Haiti <2025>\n\nsay\n\na | b");
        assert_eq!(report.title.as_deref(), Some("Haiti <2025>"));
        assert_eq!(report.lines.locate(&report.body, 14), (None, Some(1)));
        assert_eq!(report.lines.locate(&report.body, 19), (None, Some(2)));
        assert_eq!(warnings, [""; 0]);
    }
}
