//! What is in an article that is short and is no part of it: links to share it, other articles,
//! requests to subscribe, forms.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::blocks;
use super::context::{ancestors, holds, is_shorter, path, words};
use super::scope::is_sentence;
use super::tables::{TABLES, has_name};

/// Returns the blocks of an article's elements without what is known to be no part of it, without
/// `others`, and without the heading that is its title. If nothing were left, all of it is.
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
    // A name may be that of the whole article (`paywall-content`): its longest part is not clutter.
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

/// So many elements around an article may be called like clutter, one in the other.
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

/// So many links in a row are a list of other pages.
const LEAST_LINKS: usize = 2;

/// Returns whether three quarters of an element's text are links, `least` of them.
fn is_mostly_links(element: ElementRef<'_>, least: usize) -> bool {
    /// A longer element is not read for each of its levels.
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

/// Returns whether the text of an element starts as a heading above other articles does.
fn starts_with_others(element: ElementRef<'_>) -> bool {
    let text = words(element).unwrap_or_default().to_lowercase();
    TABLES.words.related.iter().any(|phrase| {
        let rest = text.strip_prefix(phrase.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Returns whether a heading stands above other articles: it says so, and what is below it up to the
/// next heading or paragraph is links or a form.
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

/// Returns the siblings below a heading, up to the next heading or paragraph of text.
fn section_below(heading: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let below = heading.next_siblings().filter_map(ElementRef::wrap);
    let ends =
        |e: &ElementRef| is_heading(*e) || (e.value().name() == "p" && !is_mostly_links(*e, 1));
    below.take_while(|e| !ends(e)).collect()
}

/// Returns the elements that follow a headline up to where its article seems to end: those beside
/// it, or beside what it is in, where there is text. Empty if there is none.
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

/// Takes the siblings up to the first part of the page behind one that has sentences: paragraphs,
/// and parts called like the first.
fn run<'a>(siblings: &[ElementRef<'a>]) -> Vec<ElementRef<'a>> {
    /// A shorter text is a byline or a caption.
    const SENTENCE: usize = 40; // bytes
    let mut found: Vec<ElementRef> = Vec::new();
    let mut first: Option<ElementRef> = None;
    for element in siblings {
        let name = element.value().name();
        // A table behind a paragraph belongs to it; one at the start may be the layout of the page.
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
