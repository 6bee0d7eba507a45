//! Formats `meta` elements that describe the article, and that are not fields of a report, as lines
//! `name: value`: only content that is not in the text, and nothing technical.

use std::collections::{HashMap, HashSet};

use super::data_text::unescape;
use super::tables::{TABLES, spaced, squeezed};

/// A line below the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    /// `name: value`, or `name: value; value` if several elements have the name.
    pub text: String,
    /// The offset in `text`, in bytes, of each value (for the first value, of the name before it),
    /// with the 0-based index of its element.
    pub origins: Vec<(usize, usize)>,
}

/// The kind of content of a `meta` element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A field of a report: title, date, URL.
    Field,
    /// How the page is made, shown and counted.
    Technical,
    /// The article in other words: a description, a second title.
    Summary,
    /// Keywords, tags, sections.
    Labels,
    /// The number or code of the article's subject: an incident, a case.
    Reference,
    /// Anything else about the article.
    Other,
}

/// Returns the lines of the `metas` (name and content) that add words to `text`, one per name, in
/// order of first occurrence.
pub(super) fn lines(metas: &[(String, String)], text: &str) -> Vec<Line> {
    let mut known: HashSet<String> = words(text).collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut line_of: HashMap<&str, usize> = HashMap::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in metas {
        *counts.entry(name).or_default() += 1;
    }
    for (i, (name, content)) in metas.iter().enumerate() {
        // Of several elements with one name, each contains one value.
        let is_list = counts[name.as_str()] == 1;
        let Some(new) = new_part(name, &unescape(content), is_list, &known) else {
            continue;
        };
        known.extend(words(&new));
        if let Some(at) = line_of.get(name.as_str()) {
            let line = &mut lines[*at];
            line.text.push_str("; ");
            line.origins.push((line.text.len(), i));
            line.text.push_str(&new);
        } else {
            line_of.insert(name, lines.len());
            let text = format!("{name}: {new}");
            let origins = vec![(0, i)];
            lines.push(Line { text, origins });
        }
    }
    lines
}

/// Returns the part of a value that adds to the `known` words; `None` if there is none.
fn new_part(name: &str, value: &str, is_list: bool, known: &HashSet<String>) -> Option<String> {
    let kind = kind(name);
    let is_number = value.chars().all(|c| c.is_ascii_digit());
    let is_technical = kind != Kind::Reference && is_number && has_number_ending(name);
    if is_technical || !is_for_readers(value, kind) {
        return None;
    }
    let has_new_words = || words(value).any(|word| !known.contains(&word));
    match kind {
        Kind::Field | Kind::Technical => None,
        Kind::Summary => (share_known(value, known) <= MOST).then(|| value.to_owned()),
        Kind::Reference | Kind::Other => has_new_words().then(|| value.to_owned()),
        Kind::Labels => {
            let separators: &[char] = if is_list {
                &[',', ';', '|', '，', '、', '،']
            } else {
                &[]
            };
            let labels = value.split(separators).map(str::trim);
            let new: Vec<&str> = labels
                .filter(|label| share_known(label, known) <= MOST && !is_generic(label))
                .collect();
            (!new.is_empty()).then(|| new.join(", "))
        }
    }
}

/// A text of which a greater share of words is known adds nothing.
const MOST: f64 = 0.5;

/// Returns the share of a text's words that are `known`; 1 if it is empty.
fn share_known(text: &str, known: &HashSet<String>) -> f64 {
    let (mut found, mut all) = (0u32, 0u32);
    for word in words(text) {
        all += 1;
        found += u32::from(known.contains(&word));
    }
    if all == 0 {
        1.0
    } else {
        f64::from(found) / f64::from(all)
    }
}

/// Returns the lowercase words of a text.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Returns the kind of a `meta` element by its name, or by several names as RDFa allows
/// (`og:title dc:title`).
fn kind(names: &str) -> Kind {
    let kinds: Vec<Kind> = names.split_whitespace().map(kind_of_one).collect();
    let first = kinds.first().copied().unwrap_or(Kind::Technical);
    [Kind::Field, Kind::Technical, Kind::Summary]
        .into_iter()
        .find(|kind| kinds.contains(kind))
        .unwrap_or(first)
}

fn kind_of_one(name: &str) -> Kind {
    let meta = &TABLES.meta;
    let squeezed = squeezed(name);
    let is_in = |list: &[String]| list.contains(&squeezed);
    let words = spaced(name);
    let has_word = |list: &[String]| {
        words
            .split_whitespace()
            .any(|word| list.iter().any(|w| w == word))
    };
    let ends_with = |list: &[String]| list.iter().any(|end| squeezed.ends_with(end.as_str()));
    if is_in(&meta.published) || is_in(&meta.dated) || is_in(&meta.known) {
        Kind::Field
    } else if has_word(&meta.reference_words) {
        Kind::Reference
    } else if is_in(&meta.technical) || has_word(&meta.technical_words) {
        Kind::Technical
    } else if is_in(&meta.summary) || ends_with(&meta.summary_endings) {
        Kind::Summary
    } else if is_in(&meta.labels) || ends_with(&meta.label_endings) {
        Kind::Labels
    } else {
        Kind::Other
    }
}

/// Returns whether a name indicates a technical count or identifier of the page.
fn has_number_ending(name: &str) -> bool {
    let name = squeezed(name);
    let mut endings = TABLES.meta.number_endings.iter();
    endings.any(|ending| name.ends_with(ending.as_str()))
}

/// Returns whether a value is meaningless by itself: a setting, or a label used on every news page.
fn is_generic(value: &str) -> bool {
    TABLES.meta.generic_values.contains(&value.to_lowercase())
}

/// Returns whether a value is meant for readers: not a URL, measure, key, setting or data.
fn is_for_readers(value: &str, kind: Kind) -> bool {
    /// A longer text is the page itself.
    const LONGEST: usize = 4000; // bytes
    /// A longer word is a key.
    const LONGEST_WORD: usize = 40; // characters
    /// A shorter number is a technical count or measure.
    const SHORTEST_NUMBER: usize = 6; // digits
    let is_data = value.starts_with(['{', '[', '<', '/', '#', '@', '&']) || value.contains("://");
    if value.len() > LONGEST || is_data || is_generic(value) || super::dates::read(value).is_ok() {
        return false;
    }
    let is_word = !value.contains(char::is_whitespace);
    if kind == Kind::Reference {
        return is_word || value.chars().any(char::is_alphabetic);
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    if !value.chars().any(char::is_alphabetic) {
        // Decimals are coordinates and measures.
        let is_code = |c: char| c.is_ascii_digit() || "+-/() ".contains(c);
        return value.chars().all(is_code) && digits >= SHORTEST_NUMBER && !is_time(value);
    }
    let is_hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let is_hash = digits > 0 && value.len() >= 8 && value.chars().all(is_hex);
    !(is_word && (is_hash || value.chars().count() > LONGEST_WORD))
}

/// Returns whether digits are a time since 1900: Unix seconds or milliseconds, or year, month, day,
/// hour, minute and optionally second.
fn is_time(digits: &str) -> bool {
    match digits.len() {
        10 | 13 => digits.starts_with('1'),
        12 | 14 => digits.starts_with("19") || digits.starts_with("20"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(metas: &[(&str, &str)], text: &str) -> Vec<String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let metas: Vec<_> = metas.iter().map(owned).collect();
        let lines = lines(&metas, text);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn elements_with_new_information_become_lines() {
        let metas = [
            ("news_keywords", "Kenscoff, Lakou"),
            ("keywords", "kenscoff, lakou"),
            ("article:section", "Security"),
            ("incident-code", "HTI-7781/b"),
            ("author", "Gunmen"),
            ("og:description", "What is known so far"),
            ("description", "Gunmen attacked Kenscoff again"),
            ("geo.placename", "Furcy"),
            ("custom", "Gunmen attacked Laboule"),
        ];
        let wanted = [
            "news_keywords: Lakou",
            "article:section: Security",
            "incident-code: HTI-7781/b",
            "og:description: What is known so far",
            "geo.placename: Furcy",
            "custom: Gunmen attacked Laboule",
        ];
        assert_eq!(texts(&metas, "Gunmen attacked Kenscoff."), wanted);
    }

    #[test]
    fn elements_with_one_name_share_a_line_and_keep_their_commas() {
        let metas = [
            ("article:tag", "Vertus, Alcide"),
            ("author", "Jean Dupont, Marie Jean"),
            ("article:tag", "Police"),
            ("article:tag", "Kenscoff police"),
        ];
        let wanted = [
            "article:tag: Vertus, Alcide; Police",
            "author: Jean Dupont, Marie Jean",
        ];
        assert_eq!(texts(&metas, "Gunmen attacked Kenscoff."), wanted);
        let metas = metas.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(lines(&metas, "")[0].origins, [(0, 0), (29, 2), (37, 3)]);
    }

    #[test]
    fn labels_that_mostly_repeat_the_text_are_skipped() {
        let text = "Gunmen attacked the town of Kenscoff on Monday.";
        for (value, wanted) in [
            ("Town of Furcy", None),
            ("Kenscoff massacre", Some("keywords: Kenscoff massacre")),
            ("Kenscoff attacked, Ouest", Some("keywords: Ouest")),
            ("News, true", None),
            ("Actualit\u{e9}s", None),
        ] {
            let wanted: Vec<&str> = wanted.into_iter().collect();
            assert_eq!(texts(&[("keywords", value)], text), wanted, "{value}");
        }
    }

    #[test]
    fn a_number_is_a_line_unless_it_is_a_time_measure_or_key() {
        for (name, value) in [
            ("record", "590700008609"),
            ("phone", "+509 3612-3456"),
            ("incident_id", "590700008609"),
            ("event-id", "HTI7781"),
            ("case-number", "77"),
        ] {
            assert_eq!(texts(&[(name, value)], ""), [format!("{name}: {value}")]);
        }
        for (name, value) in [
            ("utime", "20170113033838"),
            ("changed", "1560954548"),
            ("geo.position", "48.303213, 14.285235"),
            ("custom", "12 345"),
            ("custom", "77"),
            ("article-id", "590700008609"),
        ] {
            assert_eq!(texts(&[(name, value)], ""), [""; 0], "{name}");
        }
    }

    #[test]
    fn technical_elements_and_report_fields_are_not_text() {
        for (name, value) in [
            ("viewport", "width=device-width"),
            ("og:image:alt", "A house"),
            ("twitter:card", "summary"),
            ("csrf-token", "abc"),
            ("google-site-verification", "aBc"),
            ("theme-color", "white"),
            ("og:title", "A title"),
            ("og:title dc:title", "A title"),
            ("article:published_time", "soon"),
            ("apple-mobile-web-app-title", "News"),
            ("fb:app_id", "x"),
            ("article:modified_time", "2025-02-04T10:00:00Z"),
            ("article:author", "https://example.org/a"),
            ("custom", "true"),
            ("custom", "0fe3-a9b1"),
            ("custom", "{\"a\": \"b c\"}"),
        ] {
            assert_eq!(texts(&[(name, value)], ""), [""; 0], "{name}");
        }
    }
}
