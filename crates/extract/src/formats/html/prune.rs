//! Removes the furniture of a page, which is never part of its article: navigation, footers,
//! asides, dialogs, cookie consent, and hidden elements.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node};

use super::beside::{self, Beside};
use super::blocks;
use super::context::{self, has_property, has_role, is_of_page, is_shorter};
use super::headline::{self, Titles};
use super::tables::{TABLES, has_name};

/// Removes these elements from the tree, but keeps those that contain the headline or the main
/// part: a page saved while a dialog is open hides everything except the dialog.
pub(super) fn remove_furniture(document: &mut Html, titles: &Titles) {
    let consent = ConsentWords::of(document, titles);
    let (mut removed, mut shown) = (Vec::new(), Vec::new());
    let headline = headline::find(document, titles, &Beside::of(document));
    let around = headline.map(context::path).into_iter().flatten();
    let around: HashSet<NodeId> = around.map(|element| element.id()).collect();
    let holders = beside::holders(document, is_main_part);
    let mut waiting = vec![document.root_element()];
    while let Some(element) = waiting.pop() {
        let is_around = around.contains(&element.id()) || element.value().name() == "body";
        let hidden = is_hidden(element);
        if !is_around
            && (hidden || is_furniture(element) || consent.fill(element))
            && !holders.contains(&element.id())
        {
            removed.push(element.id());
            continue;
        }
        if hidden {
            shown.push(element.id());
        }
        waiting.extend(element.child_elements());
    }
    for id in removed {
        if let Some(mut node) = document.tree.get_mut(id) {
            node.detach();
        }
    }
    for id in shown {
        if let Some(mut node) = document.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            let hides = |name: &str| matches!(name, "hidden" | "aria-hidden" | "style");
            element.attrs.retain(|(name, _)| !hides(&name.local));
        }
    }
}

/// Returns whether an element is the main part, which contains the article.
fn is_main_part(element: ElementRef<'_>) -> bool {
    element.value().name() == "main"
        || has_role(element, &["main"])
        || has_property(element, "articleBody")
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let value = element.value();
    // A textual fallback for a formula.
    let fallback = value
        .classes()
        .any(|class| class.contains("fallback-image"));
    blocks::is_hidden(value) || (value.attr("aria-hidden") == Some("true") && !fallback)
}

fn is_furniture(element: ElementRef<'_>) -> bool {
    let value = element.value();
    if matches!(value.name(), "main" | "article") {
        return false;
    }
    let quoted = |above: ElementRef| above.value().name() == "blockquote";
    let by_name = match value.name() {
        "nav" | "menu" | "aside" | "dialog" | "template" => true,
        // The source of a quotation.
        "footer" => !context::ancestors(element).any(quoted),
        _ => false,
    };
    by_name
        || has_role(element, ROLES)
        || (has_role(element, &["banner"]) && is_of_page(element))
        || element.attr("aria-modal") == Some("true")
        || has_name(value, &TABLES.names.consent)
}

/// Roles of elements outside any article.
const ROLES: &[&str] = &[
    "alertdialog",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
];

/// Detects consent dialogs by their words, for pages that do not mark them.
struct ConsentWords {
    /// Whether the page contains such words, and is not an article about them.
    apply: bool,
}

impl ConsentWords {
    fn of(document: &Html, titles: &Titles) -> ConsentWords {
        let text = blocks::of(document).join("\n").to_lowercase();
        let apply = !titles.mention("cookie") && phrases(&text) >= LEAST_PHRASES;
        ConsentWords { apply }
    }

    /// Returns whether most of an element's text asks for consent.
    fn fill(&self, element: ElementRef<'_>) -> bool {
        /// A consent dialog is not longer; elements that contain the whole page are not read at
        /// each level.
        const LONGEST: usize = 30_000; // bytes
        let is_container = CONTAINERS.contains(&element.value().name());
        if !self.apply || !is_container || !is_shorter(element, LONGEST) {
            return false;
        }
        let blocks = blocks::of_element(element, |_| false);
        let (mut asking, mut all, mut found) = (0, 0, 0);
        for block in &blocks {
            let phrases = phrases(&block.to_lowercase());
            found += phrases;
            asking += if phrases > 0 { block.len() } else { 0 };
            all += block.len();
        }
        found >= LEAST_PHRASES && asking * 2 > all
    }
}

/// A single phrase may be a quotation.
const LEAST_PHRASES: usize = 2;

/// Elements that contain several paragraphs.
const CONTAINERS: &[&str] = &["div", "section", "form", "td", "ul", "ol", "header"];

/// Counts the distinct consent phrases in a lowercase text.
fn phrases(text: &str) -> usize {
    let phrases = TABLES.words.consent.iter();
    phrases
        .filter(|phrase| text.contains(phrase.as_str()))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(page: &str) -> Vec<String> {
        let mut document = Html::parse_document(page);
        let titles = Titles::new(std::iter::once("Attack on Kenscoff".to_owned()));
        remove_furniture(&mut document, &titles);
        blocks::of(&document)
    }

    #[test]
    fn navigation_footers_dialogs_and_consent_go_by_element_role_name_and_words() {
        let page = "<nav>1</nav><div role=contentinfo>2</div><div role=alertdialog>3</div>\
            <div role=banner>4</div><div id=onetrust-sdk>5</div><p aria-hidden=true>6</p>\
            <div><p>We use cookies. Our partners, too.</p></div><div aria-modal=true>8</div>\
            <main><h1>Attack on Kenscoff</h1><header>Told <b role=banner>here</b></header>\
            <blockquote>So<footer>He</footer></blockquote><footer>9</footer></main>";
        assert_eq!(left(page), ["Attack on Kenscoff", "Told here", "So", "He"]);
    }

    #[test]
    fn the_ancestors_of_the_headline_or_main_part_are_kept_and_shown() {
        let page = "<body style='visibility:hidden'><div class=cookie-bar-open aria-hidden=true>\
            <h1>Attack on Kenscoff</h1><p>Text.</p></div><div hidden><main>More.</main></div>";
        assert_eq!(left(page), ["Attack on Kenscoff", "Text.", "More."]);
    }

    #[test]
    fn a_paragraph_that_quotes_a_phrase_of_consent_stays() {
        let page =
            "<article><p>The banner says: we use cookies, and so do our partners.</p></article>";
        assert_eq!(left(page).len(), 1);
        assert_eq!(left("<div>The banner says: we use cookies.</div>").len(), 1);
    }
}
