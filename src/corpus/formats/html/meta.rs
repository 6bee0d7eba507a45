//! Tells which `meta` elements of a page say something about its article, and writes those that no
//! report has a place for as lines of text.

use std::collections::HashSet;

use super::data_text::line_of;
use super::tables::{TABLES, spaced, squeezed};

/// What a `meta` element is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// What a report has a place for: title, date, address.
    Known,
    /// How the page is made, shown and counted.
    Technology,
    /// The article, in other words.
    Summary,
    /// The article.
    Article,
}

/// Returns the name of each `meta` element that says something about the article which is not in its
/// `text`, with the line `name: value`, in order. Of a list, only what is new is in the line.
pub(super) fn lines(metas: &[(String, String)], text: &str) -> Vec<(String, String)> {
    let mut known: HashSet<String> = words(text).collect();
    let mut lines = Vec::new();
    for (name, value) in metas {
        let about = about(name);
        if !is_for_readers(value) || matches!(about, About::Known | About::Technology) {
            continue;
        }
        let new = match about {
            About::Summary if share_known(value, &known) > MOSTLY_KNOWN => None,
            _ => new_part(value, &known),
        };
        if let Some(new) = new {
            known.extend(words(&new));
            lines.push((name.clone(), format!("{name}: {new}")));
        }
    }
    lines
}

/// A summary with more of its words in the text says nothing new.
const MOSTLY_KNOWN: f64 = 0.5;

/// Returns the parts of a value that have words which are not known; `None` if there are none.
fn new_part(value: &str, known: &HashSet<String>) -> Option<String> {
    /// A longer part is no item of a list, and the commas are those of a sentence.
    const LONGEST_ITEM: usize = 6; // words
    let is_new = |part: &&str| words(part).any(|word| !known.contains(&word));
    let parts: Vec<&str> = value.split([',', ';', '|']).map(str::trim).collect();
    if parts.iter().any(|part| words(part).count() > LONGEST_ITEM) {
        return is_new(&value).then(|| value.to_owned());
    }
    let new: Vec<&str> = parts
        .into_iter()
        .filter(|part| is_new(part) && !is_setting(part))
        .collect();
    (!new.is_empty()).then(|| new.join(", "))
}

fn share_known(value: &str, known: &HashSet<String>) -> f64 {
    let all = words(value).count().max(1);
    words(value).filter(|word| known.contains(word)).count() as f64 / all as f64
}

/// Returns the words of a text in lowercase.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Returns the line of the source, 1-based, on which a `meta` element has this name.
pub(super) fn line_in(source: &str, name: &str) -> Option<u32> {
    let bytes = source.as_bytes();
    let is_value = |at: &usize| *at > 0 && matches!(bytes[at - 1], b'"' | b'\'' | b'=');
    let at = memchr::memmem::find_iter(bytes, name.as_bytes()).find(is_value)?;
    Some(line_of(bytes, at))
}

fn about(name: &str) -> About {
    let meta = &TABLES.meta;
    let squeezed = squeezed(name);
    let is_in = |list: &[String]| list.contains(&squeezed);
    if is_in(&meta.published) || is_in(&meta.dated) || is_in(&meta.known) {
        return About::Known;
    }
    if is_in(&meta.summary) {
        return About::Summary;
    }
    let words = spaced(name);
    let technical = |word: &str| {
        meta.technical_words
            .iter()
            .any(|technical| technical == word)
    };
    if is_in(&meta.technical) || words.split_whitespace().any(technical) {
        return About::Technology;
    }
    About::Article
}

/// Returns whether a value switches something.
fn is_setting(value: &str) -> bool {
    const SETTINGS: &[&str] = &[
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "none",
        "null",
        "undefined",
        "all",
        "index",
    ];
    SETTINGS
        .iter()
        .any(|setting| value.eq_ignore_ascii_case(setting))
}

/// Returns whether a value is for readers: no address, number, code, setting or data.
fn is_for_readers(value: &str) -> bool {
    /// A longer text is the page itself.
    const LONGEST: usize = 4000; // bytes
    /// A longer word is a key.
    const LONGEST_WORD: usize = 40; // characters
    if value.len() > LONGEST
        || value.starts_with(['{', '[', '<', '/', '#', '@'])
        || value.contains("://")
    {
        return false;
    }
    if is_setting(value) {
        return false;
    }
    /// A shorter number counts or measures something of the page.
    const SHORTEST_NUMBER: usize = 6; // digits
    let has_letters = value.chars().any(char::is_alphabetic);
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let one_word = !value.contains(char::is_whitespace);
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let is_hash = value.chars().all(hex) && has_letters && digits > 0 && value.len() >= 8;
    let is_key = one_word && (is_hash || value.chars().count() > LONGEST_WORD);
    let is_date = super::dates::read(value).is_ok();
    (has_letters || digits >= SHORTEST_NUMBER) && !is_key && !is_date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_something_new_about_the_article_becomes_a_line() {
        let metas = [
            ("news_keywords", "Kenscoff, Lakou"),
            ("keywords", "kenscoff, lakou"),
            ("article:section", "Security"),
            ("incident-code", "HTI-7781/b"),
            ("author", "Gunmen"),
            ("og:description", "What is known so far"),
            ("description", "Gunmen attacked Kenscoff again"),
            ("geo.placename", "Furcy"),
        ];
        let metas = metas.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let wanted = [
            "news_keywords: Lakou",
            "article:section: Security",
            "incident-code: HTI-7781/b",
            "og:description: What is known so far",
            "geo.placename: Furcy",
        ];
        let got = lines(&metas, "Gunmen attacked Kenscoff.");
        assert_eq!(
            got.into_iter().map(|(_, line)| line).collect::<Vec<_>>(),
            wanted
        );
    }

    #[test]
    fn technology_and_what_has_its_place_elsewhere_are_no_text() {
        for (name, value) in [
            ("viewport", "width=device-width"),
            ("og:image:alt", "A house"),
            ("twitter:card", "summary"),
            ("csrf-token", "abc"),
            ("google-site-verification", "aBc"),
            ("theme-color", "white"),
            ("og:title", "A title"),
            ("article:published_time", "soon"),
            ("apple-mobile-web-app-title", "News"),
            ("fb:app_id", "x"),
            ("article:modified_time", "2025-02-04T10:00:00Z"),
            ("article:author", "https://example.org/a"),
            ("custom", "true"),
            ("custom", "0fe3-a9b1"),
            ("custom", "12 345"),
            ("custom", "{\"a\": \"b c\"}"),
        ] {
            let metas = [(name.to_owned(), value.to_owned())];
            assert_eq!(lines(&metas, ""), [], "{name}");
        }
    }
}
