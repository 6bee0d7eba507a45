//! XML: each item of an RSS or Atom feed is a report; any other document is one report of all its
//! text.

use std::sync::Arc;

use super::html;
use crate::error::{Location, ReadError, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::line_counter::LineCounter;
use crate::metadata::Metadata;
use crate::outcome::{Outcome, Outcomes};
use crate::report::{Anchor, Lines};
use crate::xml::{self, Piece};
use crate::{decode, language, package};
use reportage_text::analysis::language_tables::LanguageCodes;
use reportage_text::date::Date;

/// The elements of items in RSS and Atom.
const ITEMS: &[&str] = &["item", "entry"];
/// Elements of an item that contain text.
const TEXTS: &[&str] = &["encoded", "content", "description", "summary"];
/// Elements of an item that contain a date, best first. In Atom the date of change may be the only
/// one.
const DATES: &[&str] = &["published", "pubDate", "date", "issued", "updated"];
/// Prefixes of elements for media, which have their own titles and descriptions.
const BESIDE: &[&str] = &["media", "itunes"];

pub(crate) fn reports(input: &mut Input) -> Result<Outcomes, ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    let declared = html::declared_encoding(&bytes);
    let decoded = decode::decode(bytes, declared).map_err(|reason| location.error(reason))?;
    let warnings: Vec<ReadError> = decoded
        .warning
        .map(|reason| location.error(reason))
        .into_iter()
        .collect();
    let text = decoded.text;
    let mut feed = Feed::of(&text);
    if feed.items.is_empty() {
        if feed.is_feed {
            return Err(location.error(Reason::Empty));
        }
        let mut outcome = document(&text, &location);
        outcome.warnings.extend(warnings);
        outcome.warnings.extend(feed.cut_at(&location));
        return Ok(Box::new(std::iter::once(outcome)));
    }
    let items = std::mem::take(&mut feed.items).into_iter();
    Ok(Box::new(Items {
        text,
        feed,
        items,
        number: 0,
        warnings,
        location,
        mappings: input.mappings.clone(),
    }))
}

/// The reports of a feed.
struct Items {
    text: String,
    feed: Feed,
    items: std::vec::IntoIter<ItemSpan>,
    number: u64,
    /// Warnings about the file, sent with the first report.
    warnings: Vec<ReadError>,
    location: Location,
    mappings: Arc<FieldMappings>,
}

impl Iterator for Items {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        let span = self.items.next()?;
        let item = Item::read(&self.text, span);
        self.number += 1;
        let location = Location {
            line: Some(item.line),
            record: Some(self.number),
            ..self.location.clone()
        };
        let languages = self.mappings.languages();
        let mut outcome = report(&item, &self.feed, &self.text, languages, &location);
        outcome.warnings.append(&mut self.warnings);
        if self.items.len() == 0 {
            outcome.warnings.extend(self.feed.cut_at(&self.location));
        }
        Some(outcome)
    }
}

/// A parsed feed.
#[derive(Default)]
struct Feed {
    is_feed: bool,
    title: Option<String>,
    language: Option<String>,
    items: Vec<ItemSpan>,
    cut: Option<crate::error::Cause>,
}

/// The span of an item in the source. Items are read one at a time, because a feed may have a
/// million.
#[derive(Clone, Copy)]
struct ItemSpan {
    /// The offset of its first byte.
    start: usize,
    /// The offset after its last byte.
    end: usize,
    /// The line of its start, 1-based.
    line: u32,
}

/// The child elements of an item.
struct Item {
    /// The line of its start, 1-based.
    line: u32,
    fields: Vec<Field>,
}

/// A child element of an item or a feed.
struct Field {
    name: String,
    /// The number of elements around it.
    depth: usize,
    /// The line of its start, 1-based.
    line: u32,
    /// Its decoded text without tags.
    text: String,
    /// The span of its content in the source, in bytes.
    start: usize,
    end: usize,
    /// Whether it contains elements.
    nested: bool,
    kind: Option<String>,
    href: Option<String>,
    rel: Option<String>,
    permanent: bool,
}

impl Feed {
    /// Reads the metadata of the feed and finds its items, up to the end or the first damage.
    fn of(text: &str) -> Feed {
        let mut feed = Feed::default();
        let mut pieces = xml::pieces(text);
        let (mut depth, mut item_depth) = (0usize, 0);
        let mut item: Option<ItemSpan> = None;
        let mut field: Option<Field> = None;
        let mut lines = LineCounter::new(text.as_bytes(), 1);
        loop {
            let before = pieces.position();
            let line = lines.at(before);
            let Some(piece) = pieces.next() else { break };
            match piece {
                Ok(Piece::Open(element)) => {
                    let name = element.name();
                    match (&mut field, &item) {
                        (Some(_), _) | (None, Some(_)) => {}
                        (None, None) if ITEMS.contains(&name) && feed.is_feed => {
                            item_depth = depth;
                            item = Some(ItemSpan {
                                start: before,
                                end: text.len(),
                                line,
                            });
                        }
                        (None, None) if depth == 0 => {
                            feed.is_feed = matches!(name, "rss" | "feed" | "RDF");
                            feed.language = element.attribute("lang");
                        }
                        (None, None) if depth > 2 => {}
                        (None, None) if is_beside(&element) => {}
                        (None, None) => {
                            field = Some(Field::of(&element, depth, line, pieces.position()));
                        }
                    }
                    depth += 1;
                }
                Ok(Piece::Text(text)) => {
                    if let Some(field) = &mut field {
                        field.text.push_str(&text);
                    }
                }
                Ok(Piece::Close(_)) => {
                    depth = depth.saturating_sub(1);
                    if let Some(field) = field.take_if(|field| field.depth == depth) {
                        feed.take(field);
                    } else if depth == item_depth
                        && let Some(mut item) = item.take()
                    {
                        item.end = pieces.position();
                        feed.items.push(item);
                    }
                }
                Err(cause) => {
                    feed.cut = Some(cause);
                    break;
                }
            }
        }
        feed.items.extend(item);
        feed
    }

    /// Returns the warning about the damage, if any.
    fn cut_at(&mut self, location: &Location) -> Option<ReadError> {
        let source = self.cut.take()?;
        let part = location.path.clone();
        Some(location.error(Reason::Cut { part, source }))
    }

    /// Adds metadata of the feed.
    fn take(&mut self, field: Field) {
        let text = collapsed(&field.text);
        match field.name.as_str() {
            "title" if self.title.is_none() && !text.is_empty() => self.title = Some(text),
            "language" if self.language.is_none() => self.language = Some(text),
            _ => {}
        }
    }
}

impl Field {
    fn of(element: &xml::Element, depth: usize, line: u32, start: usize) -> Field {
        Field {
            name: element.name().to_owned(),
            depth,
            line,
            text: String::new(),
            start,
            end: start,
            nested: false,
            kind: element.attribute("type"),
            href: element.attribute("href"),
            rel: element.attribute("rel"),
            permanent: element
                .attribute("isPermaLink")
                .is_none_or(|value| value != "false"),
        }
    }

    /// Returns its content as markup. In Atom, content is plain text unless declared as markup.
    fn markup(&self, source: &str) -> String {
        if self.nested {
            return source[self.start..self.end].to_owned();
        }
        let plain = match &self.kind {
            Some(kind) => kind == "text" || kind == "text/plain",
            None => matches!(self.name.as_str(), "content" | "summary"),
        };
        match plain {
            true => self.text.replace('&', "&amp;").replace('<', "&lt;"),
            false => self.text.clone(),
        }
    }
}

/// Returns whether an element describes something other than the item or feed, or is only a
/// container.
fn is_beside(element: &xml::Element) -> bool {
    BESIDE.contains(&element.prefix()) || element.name() == "channel"
}

impl Item {
    /// Reads the child elements of an item.
    fn read(source: &str, span: ItemSpan) -> Item {
        let text = &source[span.start..span.end];
        let mut pieces = xml::pieces(text);
        let mut lines = LineCounter::new(text.as_bytes(), span.line);
        let mut depth = 0usize;
        let mut fields = Vec::new();
        let mut field: Option<Field> = None;
        loop {
            let before = pieces.position();
            let line = lines.at(before);
            // Damage is reported by the pass over the whole feed.
            let Some(Ok(piece)) = pieces.next() else {
                break;
            };
            match piece {
                Piece::Open(element) => {
                    match &mut field {
                        Some(field) => field.nested = true,
                        None if depth == 1 && !is_beside(&element) => {
                            let start = span.start + pieces.position();
                            field = Some(Field::of(&element, depth, line, start));
                        }
                        None => {}
                    }
                    depth += 1;
                }
                Piece::Text(text) => {
                    if let Some(field) = &mut field {
                        field.text.push_str(&text);
                    }
                }
                Piece::Close(_) => {
                    depth = depth.saturating_sub(1);
                    if let Some(mut field) = field.take_if(|field| field.depth == depth) {
                        field.end = (span.start + before).max(field.start);
                        fields.push(field);
                    }
                }
            }
        }
        Item {
            line: span.line,
            fields,
        }
    }

    /// Returns the text of the first non-empty element of this name.
    fn text(&self, name: &str) -> Option<String> {
        let named = self.fields.iter().filter(|field| field.name == name);
        let mut texts = named.map(|field| collapsed(&field.text));
        texts.find(|text| !text.is_empty())
    }

    /// Returns the element with the longest text.
    fn longest(&self) -> Option<&Field> {
        let texts = self.fields.iter();
        let texts = texts.filter(|field| TEXTS.contains(&field.name.as_str()));
        texts.max_by_key(|field| (field.text.trim().len(), std::cmp::Reverse(field.start)))
    }

    fn link(&self) -> Option<String> {
        for field in self.fields.iter().filter(|field| field.name == "link") {
            let text = collapsed(&field.text);
            if !text.is_empty() {
                return Some(text);
            }
            if field.rel.as_deref().unwrap_or("alternate") == "alternate" && field.href.is_some() {
                return field.href.clone();
            }
        }
        let mut ids = self.fields.iter().filter(|field| field.name == "guid");
        let id = ids.find(|field| field.permanent)?;
        Some(collapsed(&id.text)).filter(|id| id.starts_with("http"))
    }

    /// Returns its id if the id is globally unique.
    fn id(&self) -> Option<String> {
        let id = self.text("guid").or_else(|| self.text("id"))?;
        let unique = ["http://", "https://", "tag:", "urn:"];
        unique
            .iter()
            .any(|start| id.starts_with(start))
            .then_some(id)
    }
}

fn report(
    item: &Item,
    feed: &Feed,
    source: &str,
    languages: &LanguageCodes,
    location: &Location,
) -> Outcome {
    let mut warnings = Vec::new();
    let body = match item.longest() {
        Some(field) => {
            let content = &source[field.start..field.end];
            html::placed_text(field.markup(source), content, field.line)
        }
        None => Ok((String::new(), Lines::At(Vec::new()))),
    };
    let (body, mut lines) = match body {
        Ok(body) => body,
        Err(reason) => return Outcome::failed(location.error(reason)),
    };
    if body.is_empty() {
        lines = Lines::At(vec![Anchor {
            start: 0,
            line: location.line,
            page: None,
        }]);
    }
    let title = item.text("title").map(|title| strip_markup(&title));
    if body.is_empty() && title.is_none() {
        return Outcome::failed(location.error(Reason::Empty));
    }
    let mut published = None;
    if let Some((key, text)) = DATES
        .iter()
        .find_map(|name| Some((*name, item.text(name)?)))
    {
        match Date::parse(&text) {
            Ok(date) => published = Some(date),
            Err(source) => {
                let key = key.to_owned();
                warnings.push(location.error(Reason::Date { key, source }));
            }
        }
    }
    let metadata = Metadata {
        id: item.id(),
        title,
        published,
        source: item.text("source").or_else(|| feed.title.clone()),
        url: item.link(),
        language: feed
            .language
            .as_deref()
            .and_then(|stated| language::code(languages, stated)),
        recipients: Vec::new(),
        stated: Vec::new(),
    };
    let id = format!("{}#{}", location.path, location.record.unwrap_or(1));
    Outcome {
        report: Ok(metadata.with_body(body, lines, &location.path, id)),
        warnings,
    }
}

/// Reads an XML document of an unknown format for its text.
fn document(source: &str, location: &Location) -> Outcome {
    let (body, lines) = html::text_between_tags(source);
    if body.is_empty() {
        return Outcome::failed(location.error(Reason::Empty));
    }
    let [title, headline] = package::texts_of(source, ["title", "headline"]);
    let metadata = Metadata {
        title: title.or(headline),
        ..Metadata::default()
    };
    let path = location.path.clone();
    Outcome {
        report: Ok(metadata.with_body(body, lines, &location.path, path)),
        warnings: Vec::new(),
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Titles are often encoded twice.
fn strip_markup(title: &str) -> String {
    if !title.contains(['<', '&']) {
        return title.to_owned();
    }
    match html::all_text(title.as_bytes().to_vec()) {
        Ok(texts) => texts.join(" "),
        Err(_) => title.to_owned(),
    }
}

#[cfg(test)]
mod tests;
