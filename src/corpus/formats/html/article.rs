//! Chooses the text of a page's article: what the markup says it is, or what reads like it.

use dom_smoothie::{Config, ParsePolicy, Readability};
use scraper::{ElementRef, Html};

use super::bag::{Bag, share_found};
use super::headline::{self, Titles};
use super::scope::{self, Scope, is_sentence};
use super::{blocks, clutter};

/// The readability algorithm is made for articles of at least this many characters; of shorter ones
/// it takes whatever is longest on the page.
const LONG: usize = 500;

/// Ways to read the text of a page, the preferred one first.
pub(super) struct Readings(pub Vec<Vec<String>>);

/// Reads a page without its furniture. `is_live`: it has posts about one event.
pub(super) fn readings(document: &Html, titles: &Titles, is_live: bool) -> Readings {
    let headline = headline::find(document, titles);
    let whole = blocks::of(document);
    let markup = document.html();
    let strict = readable(&markup, Some(ParsePolicy::Strict));
    let mut readings = match scope::find(document, headline, is_live) {
        Some(scope) => by_scope(&scope, headline, strict, &markup),
        None => by_headline(headline, strict, &whole, &markup),
    };
    readings.push(whole);
    readings.retain(|texts| !texts.is_empty());
    Readings(readings)
}

fn by_scope<'a>(
    scope: &Scope<'a>,
    headline: Option<ElementRef<'a>>,
    strict: Vec<String>,
    markup: &str,
) -> Vec<Vec<String>> {
    let mut whole = Vec::new();
    for element in &scope.elements {
        whole.extend(blocks::of_element(*element, |_| false));
    }
    let own = match scope.is_list {
        true => whole.clone(),
        false => clutter::without(&scope.elements, &scope.others, headline),
    };
    if is_long(&strict) {
        let agrees = share_found(&strict, &own) >= 0.5;
        let prefers = match (agrees, scope.is_list) {
            (true, false) => true,
            (true, true) => share_found(&whole, &strict) >= 0.5,
            (false, _) => {
                let beyond = beyond(&strict, &own);
                !scope.excludes(&strict) && is_on_subject(&beyond, &own, headline)
            }
        };
        return if prefers {
            vec![strict, own]
        } else {
            vec![own, strict]
        };
    }
    if is_long(&own) || !own.iter().any(|text| is_sentence(text)) {
        let lenient = readable(markup, None);
        if is_long(&lenient) && (!is_long(&own) || share_found(&lenient, &whole) >= 0.9) {
            return vec![lenient, own];
        }
    }
    vec![own, strict]
}

fn by_headline(
    headline: Option<ElementRef<'_>>,
    strict: Vec<String>,
    whole: &[String],
    markup: &str,
) -> Vec<Vec<String>> {
    let Some(headline) = headline else {
        if is_long(&strict) {
            return vec![strict];
        }
        let lenient = readable(markup, None);
        return if too_little(&lenient, whole) {
            vec![whole.to_vec(), lenient]
        } else {
            vec![lenient]
        };
    };
    let below = clutter::without(&clutter::below(headline), &[], Some(headline));
    let sentences: Vec<String> = below
        .iter()
        .filter(|text| is_sentence(text))
        .cloned()
        .collect();
    if sentences.is_empty() {
        return vec![if is_long(&strict) {
            strict
        } else {
            readable(markup, None)
        }];
    }
    let title = super::context::words(headline).unwrap_or_default();
    let above = whole.iter().position(|text| *text == title).unwrap_or(0);
    let starts_above = share_found(&strict, &whole[..above]) > 0.4;
    let enough = is_long(&strict) || length(&strict) >= length(&below);
    // What stands below the headline may be its summary, or its first paragraph, alone.
    let agrees =
        share_found(&strict, &below) >= 0.5 && share_found(&sentences[..1], &strict) == 1.0;
    let is_own = agrees || is_on_subject(&beyond(&strict, &below), &below, Some(headline));
    if is_own && !starts_above && enough {
        vec![strict, below]
    } else {
        vec![below, strict]
    }
}

/// Returns what a text has beyond another one.
fn beyond(text: &[String], other: &[String]) -> Vec<String> {
    let is_beyond = |text: &&String| share_found(std::slice::from_ref(*text), other) < 1.0;
    text.iter().filter(is_beyond).cloned().collect()
}

/// Returns whether a text has as many words of the headline as another one that may be the article,
/// or half of them.
fn is_on_subject(text: &[String], other: &[String], headline: Option<ElementRef<'_>>) -> bool {
    const ENOUGH: f64 = 0.5;
    let subject = Bag::of(headline.and_then(super::context::words).as_slice());
    let share = |texts: &[String]| subject.share_in(&Bag::of(texts));
    share(text) >= share(other).min(ENOUGH)
}

/// Finds the article by the readability algorithm; empty if it finds none. Without a policy it
/// tries one after the other until it finds [`LONG`] characters, and takes the longest text else.
fn readable(markup: &str, policy: Option<ParsePolicy>) -> Vec<String> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let Ok(mut readability) = Readability::new(markup, None, Some(config)) else {
        return Vec::new();
    };
    let article = match policy {
        Some(policy) => readability.parse_with_policy(policy),
        None => readability.parse(),
    };
    match article {
        Ok(article) => blocks::of(&Html::parse_fragment(&article.content)),
        Err(_) => Vec::new(),
    }
}

fn is_long(texts: &[String]) -> bool {
    texts.iter().map(|text| text.chars().count()).sum::<usize>() >= LONG
}

fn length(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// Returns whether an article is doubted: it is short, and the page has much more text.
fn too_little(article: &[String], all: &[String]) -> bool {
    const SHORT: usize = 400; // bytes
    length(article) < SHORT && length(all) > length(article) * 2
}
