//! Identifies the elements of a page outside its article: comments, teasers, navigation, footers.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::context::{has_role, item_type, path};
use super::tables::{TABLES, has_name};

/// The elements outside the article, found in one pass over the page.
pub(super) struct Beside(HashSet<NodeId>);

impl Beside {
    pub fn of(document: &Html) -> Beside {
        let is_main = |e: ElementRef| matches!(e.value().name(), "main" | "h1");
        let holders = holders(document, is_main);
        let mut beside = HashSet::new();
        let mut waiting = vec![(document.root_element(), false)];
        while let Some((element, above)) = waiting.pop() {
            let is_beside = above || starts(element, &holders);
            if is_beside {
                beside.insert(element.id());
            }
            waiting.extend(element.child_elements().map(|child| (child, is_beside)));
        }
        Beside(beside)
    }

    /// Returns whether an element is one of these or inside one.
    pub fn has(&self, element: ElementRef<'_>) -> bool {
        self.0.contains(&element.id())
    }
}

/// Returns the elements that are `wanted`, and all their ancestors.
pub(super) fn holders(document: &Html, wanted: impl Fn(ElementRef<'_>) -> bool) -> HashSet<NodeId> {
    let mut holders = HashSet::new();
    for element in document.root_element().descendent_elements() {
        if !wanted(element) {
            continue;
        }
        for place in path(element) {
            // The ancestors of a known element are known.
            if !holders.insert(place.id()) {
                break;
            }
        }
    }
    holders
}

/// Returns whether an element starts a part outside the article. `holders` contain the article.
fn starts(element: ElementRef<'_>, holders: &HashSet<NodeId>) -> bool {
    let value = element.value();
    match value.name() {
        "html" | "body" | "main" => return false,
        "aside" | "nav" | "footer" | "dialog" | "menu" => return true,
        _ => {}
    }
    let is_opinion = |kind: &str| matches!(kind, "Comment" | "UserComments" | "Review");
    if has_role(element, &["complementary", "navigation", "contentinfo"])
        || item_type(element).is_some_and(is_opinion)
    {
        return true;
    }
    if value.name() == "article" {
        // Its other classes name its category.
        let beside = ["comment", "comment-body", "teaser"];
        return value.classes().any(|class| beside.contains(&class));
    }
    let names = &TABLES.names;
    let named = has_name(value, &names.comment) || has_name(value, &names.related);
    // `content-sidebar-wrap` also contains the article.
    named && !holders.contains(&element.id())
}
