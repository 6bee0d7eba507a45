//! Words and names that web pages use around their articles, from `index-schema/web-pages.toml`.

use std::sync::LazyLock;

use scraper::node::Element;
use serde::Deserialize;

/// The tables, parsed once.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let text = include_str!("../../../../../index-schema/web-pages.toml");
    toml::from_str(text).expect("a test reads the embedded tables")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    pub names: Names,
    pub words: Words,
    pub meta: MetaNames,
}

/// Parts of element names; see [`has_name`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub consent: Vec<String>,
    pub furniture: Vec<String>,
    pub states: Vec<String>,
    pub article: Vec<String>,
    pub live: Vec<String>,
    pub comment: Vec<String>,
    pub related: Vec<String>,
    pub standfirst: Vec<String>,
    pub published: Vec<String>,
    pub not_published: Vec<String>,
}

/// Words and phrases in lowercase.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub consent: Vec<String>,
    pub related: Vec<String>,
    pub placeholders: Vec<String>,
    pub published: Vec<String>,
    pub not_published: Vec<String>,
}

/// Names of `meta` elements, in the form of [`squeezed`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetaNames {
    pub published: Vec<String>,
    pub dated: Vec<String>,
    pub known: Vec<String>,
    pub summary: Vec<String>,
    pub summary_endings: Vec<String>,
    pub label_endings: Vec<String>,
    pub labels: Vec<String>,
    pub number_endings: Vec<String>,
    pub technical: Vec<String>,
    /// Words in names, in lowercase.
    pub technical_words: Vec<String>,
    /// Words in names, in lowercase.
    pub reference_words: Vec<String>,
    /// Whole values, in lowercase.
    pub generic_values: Vec<String>,
}

/// Returns whether the id or a class of an element contains one of `parts` at the start of a word.
/// State names (`has-sidebar`) do not count.
pub(super) fn has_name(element: &Element, parts: &[String]) -> bool {
    element
        .id()
        .into_iter()
        .chain(element.classes())
        .any(|name| {
            let words = spaced(name);
            let first = words.split_whitespace().next().unwrap_or_default();
            !TABLES.names.states.iter().any(|state| state == first)
                && parts.iter().any(|part| words.contains(part.as_str()))
        })
}

/// Splits a name into lowercase words with a space around each: `SiteFooter_2` becomes
/// ` site footer 2 `.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    words.push(' ');
    let mut before_is_lowercase = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            if !words.ends_with(' ') {
                words.push(' ');
            }
            before_is_lowercase = false;
            continue;
        }
        if c.is_uppercase() && before_is_lowercase {
            words.push(' ');
        }
        before_is_lowercase = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Keeps only the letters and digits of a name, in lowercase.
pub(super) fn squeezed(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_valid_and_in_the_forms_they_are_compared_in() {
        let Tables { names, words, meta } = &*TABLES;
        for part in [
            &names.consent,
            &names.furniture,
            &names.article,
            &names.live,
            &names.comment,
            &names.related,
            &names.standfirst,
            &names.published,
            &names.not_published,
        ]
        .into_iter()
        .flatten()
        {
            assert!(part.starts_with(' ') && part.trim().len() > 1, "{part:?}");
            assert!(spaced(part).starts_with(part.as_str()), "{part:?}");
        }
        for name in [
            &meta.published,
            &meta.dated,
            &meta.known,
            &meta.summary,
            &meta.summary_endings,
            &meta.label_endings,
            &meta.labels,
            &meta.number_endings,
            &meta.technical,
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(squeezed(name), *name);
        }
        for phrase in [
            &words.consent,
            &words.related,
            &words.placeholders,
            &words.published,
            &words.not_published,
            &meta.technical_words,
            &meta.reference_words,
            &meta.generic_values,
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(phrase.to_lowercase(), *phrase);
        }
    }

    #[test]
    fn a_name_is_known_by_its_words_and_not_by_its_letters() {
        let named = |name: &str, parts: &[&str]| {
            let html = scraper::Html::parse_fragment(&format!("<p class='{name}'>"));
            let element = html.root_element().child_elements().next().unwrap();
            let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            has_name(element.value(), &parts)
        };
        assert!(named("SiteFooter_2", &[" footer "]));
        assert!(named("x cookiebar", &[" cookie"]));
        assert!(named("author-box", &[" author box"]));
        assert!(!named("loaded", &[" ad"]) && !named("shadow", &[" ad "]));
        assert!(!named("has-footer", &[" footer "]));
    }
}
