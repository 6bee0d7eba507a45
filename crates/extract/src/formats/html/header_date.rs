//! Finds the date in the header of an article: the only `time` between its headline and its text,
//! or next to the headline in its `header`.

use scraper::ElementRef;

use super::beside::Beside;
use super::context::{
    ancestors, collapse, has_property, is_article_type, is_of_page, item_type, words,
};
use super::dates::{day, is_of_another, read, value};
use super::scope::is_sentence;
use super::tables::{TABLES, has_name};

/// Returns the raw date; `None` if there is none, or several that differ.
pub(super) fn find(headline: ElementRef<'_>, beside: &Beside) -> Option<String> {
    let times = times(headline)
        .into_iter()
        .filter(|time| may_be_published(*time, beside));
    let dates: Vec<String> = times
        .filter_map(value)
        .filter(|text| read(text).is_ok())
        .collect();
    let first = dates.first()?;
    let same = |text: &String| day(text) == day(first);
    dates.iter().all(same).then(|| first.clone())
}

/// Returns the `time` elements in the header of an article, and those after it up to the next
/// heading, list or paragraph of text.
fn times(headline: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut times = Vec::new();
    let own_header = |above: &ElementRef| above.value().name() == "header" && !is_of_page(*above);
    let header = ancestors(headline).find(own_header);
    if let Some(header) = header {
        times.extend(header.descendent_elements().filter(is_time));
    }
    let mut place = header.unwrap_or(headline);
    loop {
        for sibling in place.next_siblings().filter_map(ElementRef::wrap) {
            for element in sibling.descendent_elements() {
                if ends_header(element) {
                    return times;
                }
                times.extend(Some(element).filter(is_time));
            }
        }
        match place.parent().and_then(ElementRef::wrap) {
            Some(parent) if !is_whole(parent) => place = parent,
            _ => return times,
        }
    }
}

fn is_time(element: &ElementRef<'_>) -> bool {
    element.value().name() == "time"
}

/// Returns whether the siblings of an element belong to another article, or to none.
fn is_whole(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "html" | "body" | "main" | "article")
        || item_type(element).is_some_and(is_article_type)
}

/// Returns whether the text of an article, or of a post of a live blog, starts with an element.
fn ends_header(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    if matches!(
        name,
        "h1" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote"
    ) {
        return true;
    }
    if name == "h2" {
        return !has_name(element.value(), &TABLES.names.standfirst);
    }
    let is_block = |e: ElementRef| matches!(e.value().name(), "p" | "div" | "section" | "article");
    let is_paragraph = is_block(element) && !element.descendent_elements().skip(1).any(is_block);
    let posts = element
        .descendent_elements()
        .skip(1)
        .any(|e| matches!(e.value().name(), "h2" | "h3"));
    posts && has_time(element) || is_paragraph && is_text(element)
}

fn has_time(element: ElementRef<'_>) -> bool {
    element.descendent_elements().any(|e| is_time(&e))
}

/// Returns whether a paragraph is text of the article, or explains the date it contains.
fn is_text(paragraph: ElementRef<'_>) -> bool {
    /// More words next to a date are text.
    const LONGEST_BYLINE: usize = 25;
    /// Fewer words with a full stop are a byline: `By Jean Dupont, in Port-au-Prince.`
    const SHORTEST_SENTENCE: usize = 6; // words
    let standfirst = |e: ElementRef| has_name(e.value(), &TABLES.names.standfirst);
    if standfirst(paragraph)
        || paragraph
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(standfirst)
    {
        return false;
    }
    let Some(text) = words(paragraph) else {
        return false;
    };
    let count = |text: &str| text.split(' ').count();
    let times = paragraph
        .descendent_elements()
        .filter(is_time)
        .filter_map(words);
    let beside = count(&text).saturating_sub(times.map(|text| count(&text)).sum());
    beside > LONGEST_BYLINE || (beside >= SHORTEST_SENTENCE && is_sentence(&text))
}

/// Returns whether a `time` in a header may be the publication date, because nothing indicates
/// another meaning.
fn may_be_published(time: ElementRef<'_>, beside: &Beside) -> bool {
    let names = &TABLES.names;
    let is_block =
        |e: &ElementRef| matches!(e.value().name(), "p" | "div" | "li" | "section" | "header");
    let mut around: Vec<ElementRef> = vec![time];
    for above in ancestors(time) {
        if !is_whole(above) {
            around.push(above);
        }
        if is_block(&above) || is_whole(above) {
            break;
        }
    }
    let named = |e: &ElementRef| {
        has_name(e.value(), &names.not_published) && !has_name(e.value(), &names.published)
    };
    if around.iter().any(named) || has_property(time, "dateModified") || is_of_another(time, beside)
    {
        return false;
    }
    let label = label(time, around.last().copied().unwrap_or(time));
    let has = |list: &[String]| list.iter().any(|word| starts_a_word(&label, word));
    // Another kind of label, such as `Next hearing:`, gives the date another meaning.
    !has(&TABLES.words.not_published)
        && (!label.ends_with([':', '：']) || has(&TABLES.words.published))
}

/// Returns the lowercase text before a `time` in its block, after the previous `time`.
fn label(time: ElementRef<'_>, block: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut before = None;
    for node in block.descendants() {
        if node.id() == time.id() {
            break;
        }
        if let Some(element) = ElementRef::wrap(node)
            && is_time(&element)
        {
            text.clear();
            before = Some(element.id());
        }
        let in_time = || node.ancestors().any(|above| Some(above.id()) == before);
        if let Some(piece) = node.value().as_text()
            && !in_time()
        {
            text.push_str(piece);
            text.push(' ');
        }
    }
    collapse(&text).to_lowercase()
}

/// Returns whether a word of `text` starts with `start`. In text without spaces between words, the
/// match may be anywhere.
fn starts_a_word(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_lowercase())
    })
}
