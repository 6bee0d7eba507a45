//! HTML pages: the text of the article as paragraphs with their source lines, and the metadata of
//! the page.

mod article;
mod bag;
mod beside;
mod blocks;
mod clutter;
mod combine;
mod context;
mod data_text;
mod dates;
mod head;
mod header_date;
mod headline;
mod linked;
mod locate;
mod loose_json;
mod markup;
mod meta;
mod meta_source;
mod prune;
mod scope;
mod state;
mod tables;

use encoding_rs::Encoding;
use scraper::Html;

use self::head::Head;
use self::tables::TABLES;
use crate::error::{ArticleFault, Location, ReadError, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::report::{Anchor, Lines, Report};
use crate::{decode, guard};

/// Browsers stop at 512. Deeper nesting could exhaust time and stack.
const DEEPEST: usize = 1000; // elements
/// A tree needs about thirty times the memory of its page, and the limit is 2 GiB.
const LARGEST: usize = 32 << 20; // bytes

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    let declared = declared_encoding(&bytes);
    let decoded = decode::decode(bytes, declared).map_err(|reason| location.error(reason))?;
    let mut warnings = Vec::new();
    warnings.extend(decoded.warning.map(|reason| location.error(reason)));
    let page = guarded(&decoded.text, &input.mappings).map_err(|reason| location.error(reason))?;
    for reason in page.warnings {
        warnings.push(location.error(reason));
    }
    let metadata = page.metadata;
    if page.blocks.is_empty() && page.is_built_by_scripts {
        return Err(location.error(Reason::BuiltByScripts));
    }
    if page.blocks.is_empty() && metadata.title.is_none() {
        return Err(location.error(Reason::Empty));
    }
    let mut blocks = page.blocks;
    // The values come after the text, which is not empty then.
    let beyond_text = page
        .metas
        .as_ref()
        .map(|metas| BETWEEN_BLOCKS.len() + metas.text.len());
    blocks.extend(page.metas);
    let (body, lines) = join(&blocks);
    let text_end = beyond_text.map(|length| body.len() - length);
    let path = input.shown.as_str();
    let report = metadata.with_body(body, lines, path, path.to_owned());
    let report = Report { text_end, ..report };
    Ok(Outcome {
        report: Ok(report),
        warnings,
    })
}

/// The extracted contents of a page.
#[derive(Default)]
struct Page {
    metadata: Metadata,
    /// Its text.
    blocks: Vec<Block>,
    /// The content of its `meta` elements that is not in the text, one per line.
    metas: Option<Block>,
    warnings: Vec<Reason>,
    /// Whether scripts may add text that is not in the file.
    is_built_by_scripts: bool,
}

/// A paragraph or heading.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    text: String,
    /// Byte offsets in `text`, each with the source line that applies from there; empty if unknown.
    lines: Vec<(usize, u32)>,
}

/// Reads a page with protection against deep nesting and panics.
fn guarded(text: &str, mappings: &FieldMappings) -> Result<Page, Reason> {
    if text.len() > LARGEST {
        return Ok(crude(text, ArticleFault::Large(LARGEST >> 20)));
    }
    if markup::is_deeper(text, DEEPEST) {
        return Ok(crude(text, ArticleFault::Deep(DEEPEST)));
    }
    match guard::on_large_stack(|| page(text, mappings)) {
        Ok(Ok(page)) => Ok(page),
        Ok(Err(fault)) => Ok(crude(text, fault)),
        Err(Reason::Crashed) => Ok(crude(text, ArticleFault::Broken)),
        Err(reason) => Err(reason),
    }
}

/// Returns the paragraphs of a page that consists only of an article: a mail, a chapter.
pub(crate) fn all_text(bytes: Vec<u8>) -> Result<Vec<String>, Reason> {
    let declared = declared_encoding(&bytes);
    let text = decode::decode(bytes, declared)?.text;
    if text.len() <= LARGEST && !markup::is_deeper(&text, DEEPEST) {
        let found = guard::on_large_stack(|| {
            let document = Html::parse_document(&text);
            (blocks::depth(&document) <= DEEPEST).then(|| blocks::of(&document))
        });
        if let Ok(Some(texts)) = found {
            return Ok(texts);
        }
    }
    let paragraphs = markup::paragraphs(&text);
    Ok(paragraphs.into_iter().map(|(_, text)| text).collect())
}

/// Returns the paragraphs of markup, separated by blank lines, with their lines. `source` is the
/// markup as written in a file, possibly encoded once more, and `line` is the line of its start,
/// which is also used for text not found in it.
pub(crate) fn placed_text(
    markup: String,
    source: &str,
    line: u32,
) -> Result<(String, Lines), Reason> {
    let mut blocks = locate::locate(source, all_text(markup.into_bytes())?);
    for block in &mut blocks {
        for (_, found) in &mut block.lines {
            *found += line - 1;
        }
        if block.lines.is_empty() {
            block.lines.push((0, line));
        }
    }
    Ok(join(&blocks))
}

/// Returns all text between the tags of a document that need not be HTML.
pub(crate) fn text_between_tags(source: &str) -> (String, Lines) {
    join(&between_tags(source))
}

fn between_tags(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (line, text) in markup::paragraphs(source) {
        let lines = vec![(0, line)];
        blocks.push(Block { text, lines });
    }
    blocks
}

/// Reads all text between the tags, without building a tree.
fn crude(text: &str, fault: ArticleFault) -> Page {
    Page {
        blocks: between_tags(text),
        warnings: vec![Reason::NoArticle(fault)],
        ..Page::default()
    }
}

fn page(text: &str, mappings: &FieldMappings) -> Result<Page, ArticleFault> {
    let mut document = Html::parse_document(text);
    // The parser may have nested elements that were not nested in the markup, and the following
    // steps are recursive.
    if blocks::depth(&document) > DEEPEST {
        return Err(ArticleFault::Deep(DEEPEST));
    }
    let mut warnings = Vec::new();
    let head = Head::of(&document);
    let metadata = head.metadata(mappings, &mut warnings);
    let titles = head.titles();
    prune::remove_furniture(&mut document, &titles);
    let readings = article::readings(&document, &titles, head.linked.is_live);
    let mut found = combine::combine(readings, &head.linked);
    if is_placeholder(&found.shown) {
        found.shown.clear();
    }
    let mut blocks = locate::locate(text, found.shown);
    blocks.extend(data_text::locate(text, "ld+json", found.data));
    if blocks.is_empty() {
        let state = state::article(&document, &titles);
        blocks = data_text::locate(text, "<script", state);
    }
    if blocks.is_empty()
        && let Some(summary) = head.summary()
    {
        blocks = data_text::locate(text, "<", vec![summary]);
        warnings.push(Reason::SummaryOnly);
    }
    let metas = match blocks[..] {
        [] => None,
        _ => meta_block(text, &head, &mappings.facets, &metadata, &blocks),
    };
    Ok(Page {
        metadata,
        blocks,
        metas,
        warnings,
        is_built_by_scripts: has_scripts(&document),
    })
}

/// Returns whether the page shows only a notice that its text is still loading.
fn is_placeholder(texts: &[String]) -> bool {
    /// A longer text is more than a notice.
    const LONGEST: usize = 200; // bytes
    let is_notice = |text: &String| {
        let text = text.to_lowercase();
        TABLES
            .words
            .placeholders
            .iter()
            .any(|phrase| text.contains(phrase.as_str()))
    };
    texts.iter().map(String::len).sum::<usize>() <= LONGEST && texts.iter().all(is_notice)
}

/// Returns whether a page has scripts that may build its text.
fn has_scripts(document: &Html) -> bool {
    document
        .root_element()
        .descendent_elements()
        .any(|element| {
            let kind = element.attr("type").unwrap_or_default();
            element.value().name() == "script" && !kind.contains("json")
        })
}

/// Returns the lines of the `meta` elements that describe the article, as a block.
fn meta_block(
    source: &str,
    head: &Head,
    facets: &[String],
    metadata: &Metadata,
    blocks: &[Block],
) -> Option<Block> {
    let fields = [&metadata.title, &metadata.source].into_iter().flatten();
    let mut known = fields.cloned().collect::<Vec<_>>().join("\n");
    for block in blocks {
        known.push('\n');
        known.push_str(&block.text);
    }
    let metas = head.other_metas(facets);
    let source_lines = meta_source::lines(source, &metas);
    let (mut text, mut lines) = (String::new(), Vec::new());
    for line in meta::lines(&metas, &known) {
        if !text.is_empty() {
            text.push('\n');
        }
        for (at, element) in line.origins {
            lines.extend(source_lines[element].map(|number| (text.len() + at, number)));
        }
        text.push_str(&line.text);
    }
    (!text.is_empty()).then_some(Block { text, lines })
}

/// A blank line.
const BETWEEN_BLOCKS: &str = "\n\n";

/// Joins blocks with blank lines.
fn join(blocks: &[Block]) -> (String, Lines) {
    let mut body = String::new();
    let mut anchors = Vec::new();
    for block in blocks {
        if !body.is_empty() {
            body.push_str(BETWEEN_BLOCKS);
        }
        let mut at = |start, line| {
            anchors.push(Anchor {
                start,
                line,
                page: None,
            })
        };
        if block.lines.is_empty() {
            at(body.len(), None);
        }
        for (start, line) in &block.lines {
            at(body.len() + start, Some(*line));
        }
        body.push_str(&block.text);
    }
    (body, Lines::At(anchors))
}

/// Finds the encoding declared by a page or its XML declaration.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const SEARCHED: usize = 64 << 10; // bytes
    let head = bytes[..bytes.len().min(SEARCHED)].to_ascii_lowercase();
    let named = |after: &[u8]| {
        let start = after
            .iter()
            .position(|b| !matches!(b, b'"' | b'\'' | b' ' | b'='))?;
        let name = &after[start..];
        let end = name
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
            .unwrap_or(name.len());
        Encoding::for_label(&name[..end])
    };
    if head.trim_ascii_start().starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', &head).unwrap_or(head.len());
        if let Some(at) = memchr::memmem::find(&head[..end], b"encoding") {
            return named(&head[at + "encoding".len()..end]);
        }
    }
    for start in memchr::memmem::find_iter(&head, b"<meta") {
        let tag = &head[start..];
        let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
        if let Some(at) = memchr::memmem::find(tag, b"charset")
            && let Some(encoding) = named(&tag[at + "charset".len()..])
        {
            return Some(encoding);
        }
    }
    None
}

#[cfg(test)]
mod tests;
