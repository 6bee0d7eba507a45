//! The context of an element: inside or outside an article.

use scraper::ElementRef;

/// Returns the ancestors of an element, closest first.
pub(super) fn ancestors(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap)
}

/// Returns an element and its ancestors, closest first.
pub(super) fn path(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element).chain(ancestors(element))
}

/// Returns whether an element has one of these roles.
pub(super) fn has_role(element: ElementRef<'_>, roles: &[&str]) -> bool {
    let stated = element.attr("role").unwrap_or_default();
    stated
        .split_ascii_whitespace()
        .any(|role| roles.iter().any(|wanted| role.eq_ignore_ascii_case(wanted)))
}

/// Returns whether an element is a property of a microdata or RDFa item (`articleBody`), whatever
/// the prefix.
pub(super) fn has_property(element: ElementRef<'_>, property: &str) -> bool {
    ["itemprop", "property"].iter().any(|attribute| {
        let stated = element.attr(attribute).unwrap_or_default();
        stated.split_ascii_whitespace().any(|name| {
            let name = name.rsplit([':', '/', '#']).next().unwrap_or_default();
            name.eq_ignore_ascii_case(property)
        })
    })
}

/// Returns the type of the microdata or RDFa item that starts at an element: `NewsArticle`.
pub(super) fn item_type(element: ElementRef<'_>) -> Option<&str> {
    let stated = element
        .attr("itemtype")
        .or_else(|| element.attr("typeof"))?;
    let first = stated.split_ascii_whitespace().next()?;
    first.rsplit([':', '/', '#']).next()
}

/// Returns whether this schema.org type is an article.
pub(super) fn is_article_type(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(kind, "Report" | "RadioEpisode" | "PodcastEpisode")
}

/// Returns whether a `header`, `footer` or the like belongs to the page and not to an article in
/// it.
pub(super) fn is_of_page(element: ElementRef<'_>) -> bool {
    !ancestors(element).any(|above| matches!(above.value().name(), "article" | "main"))
}

/// Returns whether an element contains one that is `wanted`.
pub(super) fn holds(element: ElementRef<'_>, wanted: impl Fn(ElementRef<'_>) -> bool) -> bool {
    element.descendent_elements().skip(1).any(wanted)
}

/// Returns whether the text of an element has at most `limit` bytes, without reading further.
pub(super) fn is_shorter(element: ElementRef<'_>, limit: usize) -> bool {
    let mut length = 0;
    element.text().all(|text| {
        length += text.len();
        length <= limit
    })
}

/// Returns the text of an element with collapsed white space; `None` if it is blank.
pub(super) fn words(element: ElementRef<'_>) -> Option<String> {
    let text: String = element.text().collect();
    let text = collapse(&text);
    (!text.is_empty()).then_some(text)
}

/// Collapses white space.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
