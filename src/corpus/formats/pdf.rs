//! PDF: the text of its pages as paragraphs, each page's place known, without what runs along the
//! edges of all of them.

mod about;
mod backward;
mod codes;
mod content;
mod draw;
mod filters;
mod flow;
mod fonts;
mod glyphs;
mod interpret;
mod layout;
mod load;
mod lost;
mod matrix;
mod mend;
mod pictures;
mod repair;
mod running;
mod scan;
mod specimen;
mod streams;
mod table;
mod tokens;
mod tree;

use std::collections::BTreeMap;

use self::draw::{Drawing, Page};
use self::flow::Vocabulary;
use self::layout::Block;
use super::{Format, Outcomes};
use crate::corpus::error::{PageFault, Place, ReadError, Reason};
use crate::corpus::input::Input;
use crate::corpus::metadata::Metadata;
use crate::corpus::{Outcome, title};
use crate::report::{Anchor, Lines};

pub(in crate::corpus) const FORMAT: Format = Format {
    name: "PDF",
    extensions: &["pdf"],
    read,
};

fn read(mut input: Input) -> Outcomes {
    let outcome = match report(&mut input) {
        Ok(outcome) => outcome,
        Err(error) => Outcome::failed(error),
    };
    Box::new(std::iter::once(outcome))
}

fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let bytes = input.whole()?;
    let place = Place::file(&input.shown);
    let mut drawing = draw::draw(bytes, &input.within).map_err(|reason| place.error(reason))?;
    let faults = faults(&drawing);
    running::take_off(&mut drawing.pages);
    let text = Text::of(drawing.pages);
    if text.body.is_empty() {
        return Err(place.error(nothing(&faults)));
    }
    let mut warnings = Vec::new();
    if drawing.repaired {
        warnings.push(place.error(Reason::Repaired));
    }
    for (fault, pages) in faults {
        warnings.push(place.error(Reason::Pages { pages, fault }));
    }
    let stated = drawing.title;
    let stated = stated.filter(|stated| about::is_title(stated, text.first_page()));
    let printed = || about::printed_title(&text.first, text.size);
    let metadata = Metadata {
        title: stated
            .or_else(printed)
            .or_else(|| title::of_text(&text.body)),
        published: about::printed_date(&text.first),
        ..Metadata::default()
    };
    let path = input.shown.as_str();
    let lines = Lines::At(text.anchors);
    Ok(Outcome {
        report: Ok(metadata.with_body(text.body, lines, path, path.to_owned())),
        warnings,
    })
}

/// Gathers the pages that have less text than they should, by what is wrong with them.
fn faults(drawing: &Drawing) -> BTreeMap<PageFault, Vec<u32>> {
    let mut faults: BTreeMap<PageFault, Vec<u32>> = BTreeMap::new();
    let mut last = 0;
    for page in &drawing.pages {
        last = page.number;
        let scanned = page.is_scanned().then_some(PageFault::Scanned);
        let fault = page.fault.or(scanned);
        if let Some(fault) = fault {
            faults.entry(fault).or_default().push(page.number);
        }
    }
    if let Some(fault) = drawing.stopped {
        let missing = last + 1..=drawing.count;
        faults.entry(fault).or_default().extend(missing);
        faults.retain(|_, pages| !pages.is_empty());
    }
    faults
}

/// Says why there is no text at all.
fn nothing(faults: &BTreeMap<PageFault, Vec<u32>>) -> Reason {
    let worst = faults
        .iter()
        .find(|(fault, _)| **fault != PageFault::Scanned);
    if let Some((fault, pages)) = worst {
        return Reason::Pages {
            pages: pages.clone(),
            fault: *fault,
        };
    }
    match faults.get(&PageFault::Scanned) {
        Some(pages) => Reason::Scanned { pages: pages.len() },
        None => Reason::Empty,
    }
}

/// A document as text.
struct Text {
    body: String,
    /// One for each page that has text.
    anchors: Vec<Anchor>,
    /// The first page that has text.
    first: Vec<Block>,
    /// The size of the font that most of it is set in, in points.
    size: f64,
}

impl Text {
    fn of(pages: Vec<Page>) -> Text {
        let words = Vocabulary::of(&pages);
        let size = commonest_size(&pages);
        let mut text = Text {
            body: String::new(),
            anchors: Vec::new(),
            first: Vec::new(),
            size,
        };
        for page in pages {
            let blocks = layout::blocks(page.lines);
            let mut written = String::new();
            for block in &blocks {
                if !written.is_empty() {
                    written.push_str("\n\n");
                }
                flow::write(block, &words, &mut written);
            }
            if written.is_empty() {
                continue;
            }
            if !text.body.is_empty() {
                // A sentence may go on across the pages.
                let goes_on =
                    written.starts_with(char::is_lowercase) && !layout::ends_sentence(&text.body);
                text.body.push_str(if goes_on { " " } else { "\n\n" });
            }
            text.anchors.push(Anchor {
                start: text.body.len(),
                line: None,
                page: Some(page.number),
            });
            text.body.push_str(&written);
            if text.first.is_empty() {
                text.first = blocks;
            }
        }
        text
    }

    fn first_page(&self) -> &str {
        match self.anchors.get(1) {
            Some(second) => &self.body[..second.start],
            None => &self.body,
        }
    }
}

fn commonest_size(pages: &[Page]) -> f64 {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        let tenths = (line.size * 10.0).round() as u64;
        *counts.entry(tenths).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(0.0, |(tenths, _)| tenths as f64 / 10.0)
}

#[cfg(test)]
mod tests;
