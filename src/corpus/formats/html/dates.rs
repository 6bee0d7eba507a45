//! Finds the date on which the article of a page was published: only where markup says that it is
//! this date, or where the article's own header has it as its only one.

use jiff::civil;
use scraper::{ElementRef, Html};

use super::context::{
    ancestors, collapse, has_property, is_article_type, is_beside_article, is_of_page, item_type,
    path, words,
};
use super::tables::{TABLES, has_name};
use crate::date::{Date, NoDate};

/// Reads a date, also one whose order of day and month only its numbers tell (`25/12/2024`).
pub(super) fn read(text: &str) -> Result<Date, NoDate> {
    Date::parse(text).or_else(|error| match readings(text)[..] {
        [day] => Ok(Date::Day(day)),
        _ => Err(error),
    })
}

/// Reads `02/04/2025`, if exactly one of the two days it can mean is that of a date in `others`.
pub(super) fn confirmed(text: &str, others: &[Date]) -> Option<Date> {
    let is_known = |day: &civil::Date| others.iter().any(|other| day_of(other) == Some(*day));
    let days = readings(text);
    let mut known = days.into_iter().filter(is_known);
    let day = known.next()?;
    known.next().is_none().then_some(Date::Day(day))
}

fn day_of(date: &Date) -> Option<civil::Date> {
    match date {
        Date::Day(day) => Some(*day),
        Date::Instant { clock, offset: _ } => Some(clock.date()),
        Date::Year(_) | Date::Month(..) => None,
    }
}

/// Returns the days that three numbers with the year last can mean, at most two.
fn readings(text: &str) -> Vec<civil::Date> {
    let day = text
        .trim()
        .split([' ', 'T', ','])
        .next()
        .unwrap_or_default();
    let numbers: Vec<&str> = day.split(['/', '.', '-']).collect();
    let [first, second, year] = numbers[..] else {
        return Vec::new();
    };
    let (Ok(first), Ok(second), Ok(year)) = (first.parse(), second.parse(), year.parse()) else {
        return Vec::new();
    };
    if year < 1000 {
        return Vec::new();
    }
    let mut days = Vec::new();
    for (day, month) in [(first, second), (second, first)] {
        if let Ok(date) = civil::Date::new(year, month, day)
            && !days.contains(&date)
        {
            days.push(date);
        }
    }
    days
}

/// Returns what the elements of a page state as its date of publication, best first.
pub(super) fn stated(document: &Html, headline: Option<ElementRef<'_>>) -> Vec<String> {
    let (mut marked, mut named) = (Vec::new(), Vec::new());
    for element in document.root_element().descendent_elements() {
        let by_property = has_property(element, "datePublished");
        let by_mark = element.value().name() == "time" && element.attr("pubdate").is_some();
        let by_name = is_named_published(element);
        if !(by_property || by_mark || by_name) || is_of_another(element) {
            continue;
        }
        if let Some(text) = value(element) {
            let list = if by_name { &mut named } else { &mut marked };
            list.push((element, text));
        }
    }
    let mut stated = Vec::new();
    stated.extend(only(marked, headline));
    stated.extend(only(named, headline));
    stated.extend(headline.and_then(in_header));
    stated
}

/// Returns every date that stands as data in the elements of a page, whatever it is the date of.
pub(super) fn all(document: &Html) -> Vec<Date> {
    let elements = document.root_element().descendent_elements();
    let times = elements.filter(|e| e.value().name() == "time");
    times
        .filter_map(value)
        .filter_map(|text| Date::parse(&text).ok())
        .collect()
}

/// Returns whether a class says that an element holds the date of publication (`published updated`,
/// where an article was never changed, does).
fn is_named_published(element: ElementRef<'_>) -> bool {
    let value = element.value();
    if !matches!(value.name(), "time" | "abbr" | "span") {
        return false;
    }
    let has_date = ["datetime", "title", "content"]
        .iter()
        .any(|key| element.attr(key).is_some());
    has_date && has_name(value, &TABLES.names.published)
}

/// Returns whether an element states something of a comment, a film or another article.
fn is_of_another(element: ElementRef<'_>) -> bool {
    let item = path(element).find_map(item_type);
    let is_page = |kind: &str| {
        is_article_type(kind) || matches!(kind, "WebPage" | "ItemPage" | "CreativeWork")
    };
    let is_post = |place: ElementRef| has_property(place, "liveBlogUpdate");
    item.is_some_and(|kind| !is_page(kind))
        || ancestors(element).any(is_post)
        || is_beside_article(element)
}

/// Returns the date of an element, as it stands.
fn value(element: ElementRef<'_>) -> Option<String> {
    let stated = ["datetime", "content", "title"]
        .iter()
        .find_map(|key| element.attr(key));
    let text = match stated {
        Some(text) => collapse(text),
        None => words(element)?,
    };
    (!text.is_empty()).then_some(text)
}

/// Returns the one date of a list: that in the article of the headline, or that on which all agree.
fn only(list: Vec<(ElementRef<'_>, String)>, headline: Option<ElementRef<'_>>) -> Option<String> {
    let own = headline.and_then(article_around);
    let in_own = |(element, _): &&(ElementRef, String)| article_around(*element) == own;
    let mut texts: Vec<&String> = Vec::new();
    if own.is_some() {
        texts.extend(list.iter().filter(in_own).map(|(_, text)| text));
    }
    if texts.is_empty() {
        texts.extend(list.iter().map(|(_, text)| text));
    }
    let first = *texts.first()?;
    let same = |text: &&String| day(text) == day(first);
    texts.iter().all(same).then(|| first.clone())
}

/// Returns the day of a date, to compare; the text itself if it is none.
fn day(text: &str) -> String {
    match read(text).ok().as_ref().and_then(day_of) {
        Some(day) => day.to_string(),
        None => text.to_owned(),
    }
}

fn article_around(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    path(element).find(|place| {
        place.value().name() == "article" || item_type(*place).is_some_and(is_article_type)
    })
}

/// Returns the date of the only `time` that stands with the headline, above the text.
fn in_header(headline: ElementRef<'_>) -> Option<String> {
    let times = header_times(headline);
    let mut published: Vec<String> = times
        .into_iter()
        .filter(|time| is_plain(*time))
        .filter_map(value)
        .collect();
    published.retain(|text| read(text).is_ok());
    let first = published.first()?.clone();
    published
        .iter()
        .all(|text| day(text) == day(&first))
        .then_some(first)
}

/// Returns the `time` elements with a headline: those in the header of its article, else those
/// beside it up to the next heading or paragraph of text.
fn header_times(headline: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut times = Vec::new();
    let own_header = |above: &ElementRef| above.value().name() == "header" && !is_of_page(*above);
    let header = ancestors(headline).find(own_header);
    if let Some(header) = header {
        times.extend(header.descendent_elements().filter(is_time));
    }
    let mut place = header.unwrap_or(headline);
    loop {
        for sibling in place.next_siblings().filter_map(ElementRef::wrap) {
            if ends_header(sibling) {
                return times;
            }
            times.extend(sibling.descendent_elements().filter(is_time));
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

/// Returns whether nothing around an element belongs to the article in it.
fn is_whole(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "html" | "body" | "main" | "article")
        || item_type(element).is_some_and(is_article_type)
}

/// Returns whether what follows is no header any more: another heading, or a sentence in which a
/// date may be that of what it tells.
fn ends_header(element: ElementRef<'_>) -> bool {
    let ends = |e: ElementRef| {
        matches!(
            e.value().name(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote"
        ) || (matches!(e.value().name(), "p" | "div" | "section") && has_sentence_with_time(e))
    };
    element.descendent_elements().any(ends) || has_long_text(element)
}

/// More words beside a date are a text.
const LONGEST_BYLINE: usize = 25;

fn has_long_text(element: ElementRef<'_>) -> bool {
    let all = words(element).unwrap_or_default();
    let has_time = element.descendent_elements().any(|e| is_time(&e));
    has_time && all.split(' ').count() > 2 * LONGEST_BYLINE
}

/// Returns whether an element is the paragraph of a `time` and has more words than a byline.
fn has_sentence_with_time(element: ElementRef<'_>) -> bool {
    /// Fewer words with a full stop are `By Jean Dupont.`
    const SHORTEST_SENTENCE: usize = 6; // words
    let is_own = |time: &ElementRef| {
        let block =
            ancestors(*time).find(|e| matches!(e.value().name(), "p" | "div" | "li" | "section"));
        is_time(time) && block == Some(element)
    };
    let Some(time) = element.descendent_elements().find(is_own) else {
        return false;
    };
    let count = |e: ElementRef| words(e).map_or(0, |text| text.split(' ').count());
    let beside = count(element).saturating_sub(count(time));
    let text = words(element).unwrap_or_default();
    let stops = text.ends_with(['.', '!', '?', '。', '।', '؟']);
    beside > LONGEST_BYLINE || (stops && beside >= SHORTEST_SENTENCE)
}

/// Returns whether nothing says that a `time` of a header is another date than that of publication.
fn is_plain(time: ElementRef<'_>) -> bool {
    let names = &TABLES.names;
    let is_block =
        |e: &ElementRef| matches!(e.value().name(), "p" | "div" | "li" | "section" | "header");
    let mut around: Vec<ElementRef> = vec![time];
    for above in ancestors(time) {
        let ends = is_block(&above);
        if !is_whole(above) {
            around.push(above);
        }
        if ends {
            break;
        }
    }
    let named = |e: &ElementRef| {
        has_name(e.value(), &names.not_published) && !has_name(e.value(), &names.published)
    };
    if around.iter().any(named) || has_property(time, "dateModified") || is_of_another(time) {
        return false;
    }
    let before = label(time, around.last().copied().unwrap_or(time));
    let not_published = TABLES.words.not_published.iter();
    !not_published
        .into_iter()
        .any(|word| starts_a_word(&before, word))
}

/// Returns the lowercase text that stands before a `time` in its block, behind the one before it.
fn label(time: ElementRef<'_>, block: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut within_time = None;
    for node in block.descendants() {
        if node.id() == time.id() {
            break;
        }
        if let Some(element) = ElementRef::wrap(node)
            && is_time(&element)
        {
            text.clear();
            within_time = Some(element);
        }
        if let Some(piece) = node.value().as_text()
            && !node
                .ancestors()
                .any(|above| within_time.is_some_and(|time| time.id() == above.id()))
        {
            text.push_str(piece);
            text.push(' ');
        }
    }
    collapse(&text).to_lowercase()
}

/// Returns whether a word of `text` starts with `start`; where words are not spaced, whether it is
/// anywhere.
fn starts_a_word(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphabetic() || !c.is_lowercase())
    })
}
