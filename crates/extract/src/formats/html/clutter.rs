//! Removes short clutter from an article: share links, links to other articles, subscription
//! prompts, forms.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::blocks;
use super::context::{ancestors, holds, is_shorter, path, words};
use super::scope::is_sentence;
use super::tables::{TABLES, has_name};

/// Returns the blocks of an article's elements without clutter, without `others`, and without the
/// title heading. If nothing would remain, returns everything.
pub(super) fn without<'a>(
    elements: &[ElementRef<'a>],
    others: &[ElementRef<'a>],
    headline: Option<ElementRef<'a>>,
) -> Vec<String> {
    let around: HashSet<NodeId> = match headline {
        Some(headline) => path(headline).map(|element| element.id()).collect(),
        None => HashSet::new(),
    };
    let mut left_out: Vec<ElementRef> = others.to_vec();
    for element in elements {
        collect(*element, &around, &mut left_out);
    }
    let texts = |left_out: &[ElementRef]| -> Vec<String> {
        let ids: HashSet<NodeId> = left_out.iter().map(|element| element.id()).collect();
        let is_left_out = |e: ElementRef| ids.contains(&e.id()) || Some(e) == headline;
        let each = elements.iter();
        each.flat_map(|element| blocks::of_element(*element, is_left_out))
            .collect()
    };
    let mut kept = texts(&left_out);
    // The class may belong to the whole article (`paywall-content`): then its longest part is not
    // clutter.
    for _ in 0..DEEPEST_WRAPPER {
        if kept.iter().any(|text| is_sentence(text)) {
            break;
        }
        let lengths = left_out
            .iter()
            .map(|element| sentences(*element))
            .enumerate();
        let Some((i, 1..)) = lengths.max_by_key(|(_, length)| *length) else {
            break;
        };
        let longest = left_out.swap_remove(i);
        collect(longest, &around, &mut left_out);
        kept = texts(&left_out);
    }
    if kept.is_empty() { texts(&[]) } else { kept }
}

/// How many nested elements around an article may have the class name of clutter.
const DEEPEST_WRAPPER: usize = 4;

/// Returns the length of an element's sentences, in bytes.
fn sentences(element: ElementRef<'_>) -> usize {
    let texts = blocks::of_element(element, |_| false);
    texts
        .iter()
        .filter(|text| is_sentence(text))
        .map(String::len)
        .sum()
}

fn collect<'a>(
    root: ElementRef<'a>,
    around_headline: &HashSet<NodeId>,
    left_out: &mut Vec<ElementRef<'a>>,
) {
    let mut waiting: Vec<ElementRef> = root.child_elements().collect();
    while let Some(element) = waiting.pop() {
        let around = around_headline.contains(&element.id());
        if !around && is_clutter(element) {
            left_out.push(element);
            continue;
        }
        if !around && is_heading(element) && announces_others(element) {
            left_out.push(element);
            left_out.extend(section_below(element));
        }
        waiting.extend(element.child_elements());
    }
}

fn is_clutter(element: ElementRef<'_>) -> bool {
    let value = element.value();
    match value.name() {
        "article" | "main" => false,
        "form" => is_mostly_inputs(element),
        "ul" | "ol" | "div" | "section" | "table" | "p" => {
            has_name(value, &TABLES.names.furniture)
                || is_mostly_links(element, LEAST_LINKS)
                || (starts_with_others(element) && is_mostly_links(element, 1))
        }
        _ => has_name(value, &TABLES.names.furniture),
    }
}

/// This many consecutive links are a list of other pages.
const LEAST_LINKS: usize = 2;

/// Returns whether at least `least` links make up three quarters of an element's text.
fn is_mostly_links(element: ElementRef<'_>, least: usize) -> bool {
    /// Longer elements are not read again at each level.
    const LONGEST: usize = 50_000; // bytes
    if !is_shorter(element, LONGEST) {
        return false;
    }
    let links = element
        .descendent_elements()
        .filter(|e| e.value().name() == "a");
    let (mut count, mut linked) = (0, 0);
    for link in links {
        if let Some(text) = words(link) {
            count += 1;
            linked += text.len();
        }
    }
    let all = words(element).map_or(0, |text| text.len());
    count >= least && linked * 4 >= all * 3
}

/// A form that wraps an article has more text than fields.
fn is_mostly_inputs(form: ElementRef<'_>) -> bool {
    const FIELD: usize = 100; // bytes of text
    let is_field = |e: &ElementRef| matches!(e.value().name(), "input" | "select" | "textarea");
    let fields = form.descendent_elements().filter(is_field).count();
    let text: usize = blocks::of_element(form, |_| false)
        .iter()
        .map(String::len)
        .sum();
    fields * FIELD > text
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns whether the text of an element starts like a heading of related articles.
fn starts_with_others(element: ElementRef<'_>) -> bool {
    let text = words(element).unwrap_or_default().to_lowercase();
    TABLES.words.related.iter().any(|phrase| {
        let rest = text.strip_prefix(phrase.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Returns whether a heading introduces other articles: its words say so, and it is followed only
/// by links or a form up to the next heading or paragraph.
fn announces_others(heading: ElementRef<'_>) -> bool {
    /// A longer heading is a sentence of the article.
    const LONGEST: usize = 50; // characters
    let short = words(heading).is_some_and(|text| text.chars().count() <= LONGEST);
    if !short || !starts_with_others(heading) {
        return false;
    }
    section_below(heading)
        .iter()
        .all(|below| is_mostly_links(*below, 1) || holds(*below, |e| e.value().name() == "input"))
}

/// Returns the siblings after a heading, up to the next heading or paragraph of text.
fn section_below(heading: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let below = heading.next_siblings().filter_map(ElementRef::wrap);
    let ends =
        |e: &ElementRef| is_heading(*e) || (e.value().name() == "p" && !is_mostly_links(*e, 1));
    below.take_while(|e| !ends(e)).collect()
}

/// Returns the elements after a headline up to the likely end of its article: siblings of the
/// headline, or of the closest ancestor that is followed by text. Empty if there are none.
pub(super) fn below(headline: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    for place in std::iter::once(headline).chain(ancestors(headline)) {
        if place.value().name() == "body" {
            break;
        }
        let siblings: Vec<ElementRef> =
            place.next_siblings().filter_map(ElementRef::wrap).collect();
        let found = run(&siblings);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Takes the leading siblings that belong together: paragraphs, and parts with the same class as
/// the first part with sentences.
fn run<'a>(siblings: &[ElementRef<'a>]) -> Vec<ElementRef<'a>> {
    /// A shorter text is a byline or a caption.
    const SENTENCE: usize = 40; // bytes
    let mut found: Vec<ElementRef> = Vec::new();
    let mut first: Option<ElementRef> = None;
    for element in siblings {
        let name = element.value().name();
        // A table after a paragraph belongs to it; one at the start may be the page layout.
        let is_part = matches!(name, "div" | "section" | "td" | "form")
            || (name == "table" && found.is_empty());
        let length: usize = blocks::of_element(*element, |_| false)
            .iter()
            .map(String::len)
            .sum();
        if let Some(first) = first {
            let alike = first.value().name() == element.value().name()
                && first.attr("class") == element.attr("class");
            if is_part && !alike {
                break;
            }
        } else if is_part && length >= SENTENCE {
            first = Some(*element);
        }
        found.push(*element);
    }
    let texts = found
        .iter()
        .flat_map(|element| blocks::of_element(*element, |_| false));
    match texts.map(|text| text.len()).max() {
        Some(longest) if longest >= SENTENCE => found,
        _ => Vec::new(),
    }
}
