//! Metadata of a document: the title from its metadata or its largest type, and the date that is on
//! a line of its own on the first page.

use jiff::civil;
use pdf_extract::{Dictionary, Document, Object, decode_text_string};

use super::layout::Block;
use reportage_text::date::Date;

/// Titles are larger than the text by this factor.
const LARGER: f64 = 1.12;
const MOST_WORDS: usize = 60;

/// Returns the title in the metadata of a file, unchecked.
pub(super) fn stated_title(document: &Document) -> Option<String> {
    let info = document.trailer.get_deref(b"Info", document);
    let info = info.and_then(Object::as_dict).ok();
    let stated = info
        .and_then(|info| info.get_deref(b"Title", document).ok())
        .and_then(|title| decode_text_string(title).ok());
    let stated = stated.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    stated
        .filter(|title| !title.is_empty())
        .or_else(|| packet_title(document))
}

/// Finds the title in the XMP packet.
fn packet_title(document: &Document) -> Option<String> {
    let catalog: &Dictionary = document.catalog().ok()?;
    let packet = catalog.get_deref(b"Metadata", document).ok()?;
    let packet = packet.as_stream().ok()?.get_plain_content().ok()?;
    let packet = String::from_utf8_lossy(&packet);
    let (_, rest) = packet.split_once("<dc:title")?;
    let (inner, _) = rest.split_once("</dc:title>")?;
    let (_, item) = inner.split_once("<rdf:li")?;
    let (_, item) = item.split_once('>')?;
    let (title, _) = item.split_once('<')?;
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ] {
        title = title.replace(entity, c);
    }
    (!title.is_empty()).then_some(title)
}

/// Returns whether a metadata title is usable: words, and not the name of a file or program.
pub(super) fn is_title(title: &str, first_page: &str) -> bool {
    const FILES: &[&str] = &[
        ".doc", ".docx", ".dot", ".rtf", ".odt", ".pdf", ".indd", ".qxd", ".qxp", ".pub", ".ppt",
        ".pptx", ".xls", ".xlsx", ".txt", ".wpd", ".p65", ".pmd", ".ps", ".eps", ".tif", ".html",
    ];
    const NONE: &[&str] = &[
        "microsoft word -",
        "microsoft powerpoint -",
        "untitled",
        "sans titre",
    ];
    let lower = title.to_lowercase();
    if FILES.iter().any(|end| lower.ends_with(end))
        || NONE.iter().any(|start| lower.starts_with(start))
        || title.contains(char::REPLACEMENT_CHARACTER)
        || title.split_whitespace().count() > MOST_WORDS
    {
        return false;
    }
    let mut words = title.split(|c: char| !c.is_alphabetic());
    if title.contains(' ') {
        return words.filter(|word| word.chars().count() > 1).count() > 1;
    }
    // A single word may be a number, a symbol or the name of a template.
    let word = words.find(|word| *word == title).is_some();
    word && first_page.to_lowercase().contains(&lower)
}

/// Bodies whose names are printed in large type above the titles of their publications.
const BODIES: &[&str] = &[
    "United Nations",
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Human Rights Council",
    "Executive Board",
    "Commission on",
    "Committee on",
    "Nations Unies",
    "Naciones Unidas",
];

/// Finds the title in the largest type on the first page of a document whose text is in `size`
/// points; in a United Nations document, below the masthead.
pub(super) fn printed_title(first_page: &[Block], size: f64) -> Option<String> {
    let masthead = first_page.iter().position(is_distribution);
    let below = &first_page[masthead.map_or(0, |at| at + 1)..];
    let mut title: Option<(f64, String)> = None;
    let mut name: Option<(f64, String)> = None;
    for block in below {
        let text = block_text(block);
        let count = text.split_whitespace().count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        // `I. Introduction` is a section heading.
        let numbered = text.find(['.', ')']).is_some_and(|at| at < 4);
        if numbered || !(2..=MOST_WORDS).contains(&count) || letters * 2 < text.chars().count() {
            continue;
        }
        let is_name = BODIES.iter().any(|body| text.starts_with(body));
        let largest = if is_name { &mut name } else { &mut title };
        let beyond = largest
            .as_ref()
            .map_or(size * LARGER, |(size, _)| size * 1.02);
        if block.size() > beyond {
            *largest = Some((block.size(), text));
        }
    }
    if let Some((_, text)) = title.or(name) {
        return Some(text);
    }
    // Typewritten documents have no larger type, only capitals.
    masthead?;
    let capitals = |text: &String| {
        let count = text.split_whitespace().count();
        (3..=MOST_WORDS).contains(&count)
            && !text.contains(':')
            && !text.contains(char::is_lowercase)
            && text.chars().filter(|c| c.is_alphabetic()).count() > 12
    };
    below.iter().map(block_text).find(capitals)
}

fn block_text(block: &Block) -> String {
    let lines: Vec<&str> = block.lines.iter().map(|line| line.text.as_str()).collect();
    lines.join(" ")
}

fn is_distribution(block: &Block) -> bool {
    block.lines.iter().any(|line| line.text.contains("Distr."))
}

/// Finds the date of a document: the only line of its first page that consists of a date or, in a
/// United Nations document, the one below the distribution line.
pub(super) fn printed_date(first_page: &[Block]) -> Option<Date> {
    const NEAR: usize = 4; // lines
    let mut found: Vec<civil::Date> = Vec::new();
    let mut since = None;
    for line in first_page.iter().flat_map(|block| &block.lines) {
        if line.text.contains("Distr.") {
            since = Some(0);
            continue;
        }
        if let Some(Date::Day(date)) = Date::in_words(&line.text) {
            if since.is_some_and(|lines| lines < NEAR) {
                return Some(Date::Day(date));
            }
            if !found.contains(&date) {
                found.push(date);
            }
        }
        since = since.map(|lines| lines + 1);
    }
    match found[..] {
        [date] => Some(Date::Day(date)),
        _ => None,
    }
}
