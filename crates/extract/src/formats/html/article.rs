//! Selects the text of a page's article: what the markup marks as the article, or what a
//! readability algorithm finds.

use dom_smoothie::{Config, ParsePolicy, Readability};
use scraper::{ElementRef, Html};

use super::bag::{Bag, Haystack, share_found};
use super::beside::Beside;
use super::context::words;
use super::headline::{self, Titles};
use super::scope::{self, Holds, Scope, is_sentence};
use super::{blocks, clutter};

/// The readability algorithm is designed for articles of at least this many characters; for shorter
/// ones it selects the longest text on the page.
const LONG: usize = 500;

/// Alternative texts of a page, the preferred one first.
pub(super) struct Readings(pub Vec<Vec<String>>);

/// Reads a page without its furniture. `is_live`: it is a live blog.
pub(super) fn readings(document: &Html, titles: &Titles, is_live: bool) -> Readings {
    let beside = Beside::of(document);
    let headline = headline::find(document, titles, &beside);
    let subject = match headline.and_then(words) {
        Some(text) => Bag::of(&[text]),
        None => titles.bag(),
    };
    let page = Page {
        headline,
        subject,
        whole: blocks::of(document),
        markup: document.html(),
    };
    let strict = readable(&page.markup, Some(ParsePolicy::Strict));
    let mut readings = match (scope::find(document, headline, is_live, &beside), headline) {
        (Some(scope), _) => page.by_scope(&scope, strict),
        (None, Some(headline)) => page.by_headline(headline, strict),
        (None, None) => page.by_length(strict),
    };
    readings.push(page.whole);
    readings.retain(|texts| !texts.is_empty());
    Readings(readings)
}

/// A page without its furniture.
struct Page<'a> {
    headline: Option<ElementRef<'a>>,
    /// The words of the headline, or else of the titles.
    subject: Bag,
    /// All of its text.
    whole: Vec<String>,
    markup: String,
}

impl<'a> Page<'a> {
    /// Compares the article according to the markup with `strict`, the result of the readability
    /// algorithm.
    fn by_scope(&self, scope: &Scope<'a>, strict: Vec<String>) -> Vec<Vec<String>> {
        let each = scope.elements.iter();
        let whole: Vec<String> = each
            .flat_map(|e| blocks::of_element(*e, |_| false))
            .collect();
        let own = match scope.holds {
            Holds::Articles | Holds::Teasers => whole.clone(),
            Holds::Article => clutter::without(&scope.elements, &scope.others, self.headline),
        };
        if is_long(&strict) {
            let agrees = share_found(&strict, &own) >= MOST;
            let prefers = match (agrees, scope.holds) {
                (true, Holds::Article) => true,
                (true, Holds::Articles) => share_found(&whole, &strict) >= MOST,
                (true, Holds::Teasers) => share_found(&whole, &strict) >= LEAST_OF_TEASERS,
                (false, Holds::Article | Holds::Articles | Holds::Teasers) => {
                    !scope.excludes(&strict) && self.is_on_subject(&beyond(&strict, &own), &own)
                }
            };
            return if prefers {
                vec![strict, own]
            } else {
                vec![own, strict]
            };
        }
        if is_long(&own) || !own.iter().any(|text| is_sentence(text)) {
            let lenient = readable(&self.markup, None);
            if is_long(&lenient) && (!is_long(&own) || share_found(&lenient, &whole) >= 0.9) {
                return vec![lenient, own];
            }
        }
        vec![own, strict]
    }

    /// Compares the text below the headline with `strict`.
    fn by_headline(&self, headline: ElementRef<'a>, strict: Vec<String>) -> Vec<Vec<String>> {
        let below = clutter::without(&clutter::below(headline), &[], Some(headline));
        let Some(first) = below.iter().find(|text| is_sentence(text)) else {
            return vec![if is_long(&strict) {
                strict
            } else {
                readable(&self.markup, None)
            }];
        };
        let title = words(headline).unwrap_or_default();
        let above = self
            .whole
            .iter()
            .position(|text| *text == title)
            .unwrap_or(0);
        let starts_above = share_found(&strict, &self.whole[..above]) > MOST;
        let enough = is_long(&strict) || length(&strict) >= length(&below);
        // The text below the headline may be only its summary or first paragraph.
        let has_first = share_found(std::slice::from_ref(first), &strict) == 1.0;
        let agrees = has_first && share_found(&strict, &below) >= MOST;
        let is_own = agrees || self.is_on_subject(&beyond(&strict, &below), &below);
        if is_own && !starts_above && enough {
            vec![strict, below]
        } else {
            vec![below, strict]
        }
    }

    /// Selects the result of the readability algorithm, if it is long enough.
    fn by_length(&self, strict: Vec<String>) -> Vec<Vec<String>> {
        if is_long(&strict) {
            return vec![strict];
        }
        let lenient = readable(&self.markup, None);
        if too_little(&lenient, &self.whole) {
            vec![self.whole.clone(), lenient]
        } else {
            vec![lenient]
        }
    }

    /// Returns whether a text contains at least as many words of the headline as another candidate,
    /// or half of them.
    fn is_on_subject(&self, text: &[String], other: &[String]) -> bool {
        let share = |texts: &[String]| self.subject.share_in(&Bag::of(texts));
        self.subject.size() > 0 && share(text) >= share(other).min(MOST)
    }
}

/// The share of a text that counts as most of it.
const MOST: f64 = 0.5;

/// On a front page the readability algorithm drops parts with headings and captions but hardly any
/// sentences. If less than this share remains, it selected a single box of the page.
const LEAST_OF_TEASERS: f64 = 0.2;

/// Returns the paragraphs of a text that are not in another one.
fn beyond(text: &[String], other: &[String]) -> Vec<String> {
    let mut other = Haystack::of(other);
    text.iter()
        .filter(|text| !other.has(text))
        .cloned()
        .collect()
}

/// Finds the article by the readability algorithm; empty if there is none. Without a policy it
/// tries one policy after the other until it finds [`LONG`] characters, and falls back to the
/// longest text.
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

/// Returns whether an article is doubtful: it is short, and the page has much more text.
fn too_little(article: &[String], all: &[String]) -> bool {
    const SHORT: usize = 400; // bytes
    length(article) < SHORT && length(all) > length(article) * 2
}
