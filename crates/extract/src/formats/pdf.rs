//! PDF: the text of its pages as paragraphs with their page numbers, without running headers and
//! footers.

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
mod notes;
mod pictures;
mod raised;
mod repair;
mod running;
mod scan;
mod specimen;
mod streams;
mod table;
mod text;
mod tokens;
mod tree;

use std::collections::BTreeMap;

use self::draw::Drawing;
use self::text::Text;
use crate::error::{Location, PageFault, ReadError, Reason};
use crate::format::Input;
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::report::Lines;
use crate::title;

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    let mut drawing = draw::draw(bytes, &input.within).map_err(|reason| location.error(reason))?;
    let faults = faults(&drawing);
    running::take_off(&mut drawing.pages);
    let text = Text::of(drawing.pages);
    if text.body.is_empty() {
        return Err(location.error(reason_for_no_text(&faults)));
    }
    let mut warnings = Vec::new();
    if drawing.repaired {
        warnings.push(location.error(Reason::Repaired));
    }
    for (fault, pages) in faults {
        warnings.push(location.error(Reason::Pages { pages, fault }));
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
    let mut report = metadata.with_body(text.body, lines, path, path.to_owned());
    report.notes = text.notes;
    Ok(Outcome {
        report: Ok(report),
        warnings,
    })
}

/// Groups the pages with missing text by fault.
fn faults(drawing: &Drawing) -> BTreeMap<PageFault, Vec<u32>> {
    let mut faults: BTreeMap<PageFault, Vec<u32>> = BTreeMap::new();
    let mut last = 0;
    for page in &drawing.pages {
        last = page.number;
        let scanned = page.is_scanned().then_some(PageFault::Scanned);
        let fault = match page.fault {
            Some(PageFault::Broken) if page.lines.is_empty() => Some(PageFault::Unreadable),
            fault => fault.or(scanned),
        };
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

/// Returns the reason why there is no text at all.
fn reason_for_no_text(faults: &BTreeMap<PageFault, Vec<u32>>) -> Reason {
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

#[cfg(test)]
mod tests;
