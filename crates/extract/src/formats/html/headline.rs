//! Finds the headline of the article: the heading that repeats the page's title.

use scraper::{ElementRef, Html};

use super::bag::Bag;
use super::beside::Beside;
use super::context::{has_property, words};

/// The titles in the head of a page: `title`, `og:title`, the headline in JSON-LD.
#[derive(Debug, Default, Clone)]
pub(super) struct Titles(Vec<String>);

impl Titles {
    pub fn new(titles: impl Iterator<Item = String>) -> Titles {
        let titles = titles.map(|title| plain(&title));
        Titles(titles.filter(|title| !title.is_empty()).collect())
    }

    /// Returns whether a heading equals one of the titles, with or without the site name.
    pub fn repeats(&self, heading: &str) -> bool {
        /// A shorter part of a title may be the name of a section.
        const TELLING: usize = 12; // characters
        let heading = plain(heading);
        if heading.is_empty() {
            return false;
        }
        self.0.iter().any(|title| {
            let long = heading.chars().count() >= TELLING;
            *title == heading
                || (long && title.contains(&heading))
                || (title.chars().count() >= TELLING && heading.contains(title.as_str()))
        })
    }

    /// Returns the words of the first title.
    pub fn bag(&self) -> Bag {
        Bag::of(self.0.get(..1).unwrap_or_default())
    }

    /// Returns whether one of the titles contains `word`, which is in lowercase.
    pub fn mention(&self, word: &str) -> bool {
        self.0.iter().any(|title| title.contains(word))
    }
}

/// Keeps only letters and digits, in lowercase, because pages vary the quotes and dashes of their
/// titles.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() && !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}

/// Returns the heading that repeats a title of the page, or else the only level-1 heading in its
/// main part; `None` if there is neither.
pub(super) fn find<'a>(
    document: &'a Html,
    titles: &Titles,
    beside: &Beside,
) -> Option<ElementRef<'a>> {
    let elements = document.root_element().descendent_elements();
    let headings: Vec<ElementRef> = elements
        .filter(|e| matches!(e.value().name(), "h1" | "h2" | "h3") || has_property(*e, "headline"))
        .filter(|e| !beside.has(*e))
        .collect();
    let repeats = |e: &&ElementRef| words(**e).is_some_and(|text| titles.repeats(&text));
    let by_level = |name: &str| {
        let mut of_level = headings.iter().filter(|e| e.value().name() == name);
        of_level.find(repeats).copied()
    };
    if let Some(found) = by_level("h1").or_else(|| by_level("h2")) {
        return Some(found);
    }
    if let Some(found) = headings.iter().find(repeats) {
        return Some(*found);
    }
    let mut firsts = headings.iter().filter(|e| {
        let within = |e: ElementRef| matches!(e.value().name(), "article" | "main");
        e.value().name() == "h1" && super::context::ancestors(**e).any(within)
    });
    let first = firsts.next()?;
    firsts.next().is_none().then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str, title: &str) -> Option<String> {
        let titles = Titles::new(std::iter::once(title.to_owned()));
        let document = Html::parse_document(page);
        find(&document, &titles, &Beside::of(&document)).and_then(words)
    }

    #[test]
    fn the_headline_is_the_heading_that_repeats_the_title_with_or_without_the_site() {
        let page = "<h1>The Site</h1><aside><h2>Attack on Kenscoff</h2></aside>\
                    <h2>Attack on “Kenscoff”</h2><h3>Attack on Kenscoff</h3>";
        let wanted = Some("Attack on “Kenscoff”".to_owned());
        assert_eq!(found(page, "Attack on \"Kenscoff\" | The Site"), wanted);
        assert_eq!(found(page, "Another"), None);
    }

    #[test]
    fn without_one_it_is_the_only_first_heading_of_the_main_part() {
        let page = "<h1>Site</h1><main><h1>Attack</h1></main>";
        assert_eq!(found(page, "Another").as_deref(), Some("Attack"));
        assert_eq!(found("<h1>Site</h1>", "Another"), None);
    }
}
