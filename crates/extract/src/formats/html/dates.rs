//! Finds the publication date of an article: only if the markup identifies it as such, or if it is
//! the only date in the article's header.

use jiff::civil;
use scraper::{ElementRef, Html};

use super::beside::Beside;
use super::context::{ancestors, collapse, has_property, is_article_type, item_type, path, words};
use super::header_date;
use super::tables::{TABLES, has_name};
use reportage_text::date::{Date, NoDate};

/// Parses a date, including one whose order of day and month follows only from its numbers
/// (`25/12/2024`).
pub(super) fn read(text: &str) -> Result<Date, NoDate> {
    Date::parse(text).or_else(|error| match readings(text)[..] {
        [day] => Ok(Date::Day(day)),
        _ => Err(error),
    })
}

/// Parses an ambiguous date like `02/04/2025` if exactly one of its two readings is the day of a
/// date in `others`.
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

/// Returns the possible readings of three numbers with the year last, at most two.
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

/// Returns the publication dates asserted by elements of a page, best first.
pub(super) fn stated(
    document: &Html,
    headline: Option<ElementRef<'_>>,
    beside: &Beside,
) -> Vec<String> {
    let (mut marked, mut named) = (Vec::new(), Vec::new());
    for element in document.root_element().descendent_elements() {
        let by_property = has_property(element, "datePublished");
        let by_mark = element.value().name() == "time" && element.attr("pubdate").is_some();
        let by_name = is_named_published(element);
        if !(by_property || by_mark || by_name) || is_of_another(element, beside) {
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
    stated.extend(headline.and_then(|headline| header_date::find(headline, beside)));
    stated
}

/// Returns every machine-readable date in the elements of a page, whatever its meaning.
pub(super) fn all(document: &Html) -> Vec<Date> {
    let elements = document.root_element().descendent_elements();
    let times = elements.filter(|e| e.value().name() == "time");
    times
        .filter_map(value)
        .filter_map(|text| Date::parse(&text).ok())
        .collect()
}

/// Returns whether an element's class names the publication date. (`published updated` does: it
/// marks an article that was never changed.)
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

/// Returns whether an element describes a comment, a film or another article.
pub(super) fn is_of_another(element: ElementRef<'_>, beside: &Beside) -> bool {
    let item = path(element).find_map(item_type);
    let is_page = |kind: &str| {
        is_article_type(kind) || matches!(kind, "WebPage" | "ItemPage" | "CreativeWork")
    };
    let is_post = |element: ElementRef| has_property(element, "liveBlogUpdate");
    item.is_some_and(|kind| !is_page(kind))
        || ancestors(element).any(is_post)
        || beside.has(element)
}

/// Returns the raw date of an element.
pub(super) fn value(element: ElementRef<'_>) -> Option<String> {
    let stated = ["datetime", "content", "title"]
        .iter()
        .find_map(|key| element.attr(key));
    let text = match stated {
        Some(text) => collapse(text),
        None => words(element)?,
    };
    (!text.is_empty()).then_some(text)
}

/// Returns the only date of a list: that in the article of the headline, or that on which all
/// agree.
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

/// Returns the day of a date, for comparison; the text itself if it is not a date.
pub(super) fn day(text: &str) -> String {
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
