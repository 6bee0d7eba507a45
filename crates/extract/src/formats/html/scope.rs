//! Finds the elements that the markup marks as the article: `articleBody`, `article`, `main`, their
//! roles and class names, or the surroundings of the headline.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::bag::share_found;
use super::beside::Beside;
use super::blocks;
use super::context::{
    ancestors, has_property, has_role, holds, is_article_type, is_shorter, item_type, path,
};
use super::tables::{TABLES, has_name};

/// An element with less text, in bytes, is not an article.
const LEAST_TEXT: usize = 20;

/// What a scope contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// One article.
    Article,
    /// Several articles or posts, all of which count.
    Articles,
    /// Only teasers of articles on other pages.
    Teasers,
}

/// The elements that contain the article of a page.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// Its elements in order, not nested.
    pub elements: Vec<ElementRef<'a>>,
    pub holds: Holds,
    /// Other articles inside them.
    pub others: Vec<ElementRef<'a>>,
    /// The main parts of the page.
    mains: Vec<ElementRef<'a>>,
}

impl Scope<'_> {
    /// Returns whether a text is outside the main part of the page, if that contains sentences.
    pub fn excludes(&self, texts: &[String]) -> bool {
        let main: Vec<String> = self
            .mains
            .iter()
            .flat_map(|main| blocks::of_element(*main, |_| false))
            .collect();
        main.iter().any(|text| is_sentence(text)) && share_found(texts, &main) < 0.5
    }
}

/// Returns whether a text ends like a sentence and is long enough for one.
pub(super) fn is_sentence(text: &str) -> bool {
    const SHORTEST: usize = 25; // bytes
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ', '\u{a0}']);
    text.len() >= SHORTEST
        && text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '۔', '؟', '።'])
}

/// Returns the scope, if the markup identifies it. `is_live`: the page is a live blog.
pub(super) fn find<'a>(
    document: &'a Html,
    headline: Option<ElementRef<'a>>,
    is_live: bool,
    beside: &Beside,
) -> Option<Scope<'a>> {
    let page = Outline::of(document, headline, beside);
    let found = page
        .live(is_live)
        .or_else(|| page.body())
        .or_else(|| page.article());
    let found = found.or_else(|| page.main()).or_else(|| page.named());
    found.map(|scope| Scope {
        mains: page.mains.clone(),
        ..scope
    })
}

/// The elements of a page that may contain its article.
struct Outline<'a> {
    headline: Option<ElementRef<'a>>,
    lives: Vec<ElementRef<'a>>,
    bodies: Vec<ElementRef<'a>>,
    articles: Vec<ElementRef<'a>>,
    article_ids: HashSet<NodeId>,
    mains: Vec<ElementRef<'a>>,
    named: Vec<ElementRef<'a>>,
}

impl<'a> Outline<'a> {
    fn of(document: &'a Html, headline: Option<ElementRef<'a>>, beside: &Beside) -> Outline<'a> {
        let mut page = Outline {
            headline,
            lives: Vec::new(),
            bodies: Vec::new(),
            articles: Vec::new(),
            article_ids: HashSet::new(),
            mains: Vec::new(),
            named: Vec::new(),
        };
        for element in document.root_element().descendent_elements() {
            let value = element.value();
            let kind = item_type(element).unwrap_or_default();
            if kind == "LiveBlogPosting" || has_name(value, &TABLES.names.live) {
                page.lives.push(element);
            }
            if has_property(element, "articleBody") {
                page.bodies.push(element);
            }
            if value.name() == "article" || has_role(element, &["article"]) || is_article_type(kind)
            {
                page.articles.push(element);
            }
            if value.name() == "main" || has_role(element, &["main"]) {
                page.mains.push(element);
            }
            if has_name(value, &TABLES.names.article) {
                page.named.push(element);
            }
        }
        for list in [&mut page.bodies, &mut page.articles, &mut page.named] {
            list.retain(|element| !beside.has(*element) && has_text(*element));
        }
        page.article_ids = page.articles.iter().map(|article| article.id()).collect();
        page.mains.retain(|element| has_text(*element));
        page
    }

    /// A live blog: its posts are separate articles or article bodies.
    fn live(&self, is_live: bool) -> Option<Scope<'a>> {
        let marked = self.lives.iter().find(|element| {
            let around = |headline: ElementRef<'a>| contains(**element, headline);
            has_text(**element) && self.headline.is_none_or(around)
        });
        let is_page = |element: &ElementRef| matches!(element.value().name(), "html" | "body");
        match marked {
            Some(element) if !is_page(element) => return Some(list(vec![*element])),
            Some(_) => {}
            None if is_live => {}
            None => return None,
        }
        if let Some(main) = self.mains.first() {
            return Some(list(vec![*main]));
        }
        let posts = outermost(&self.articles);
        (posts.len() > 1).then(|| self.listing(&posts))?
    }

    fn body(&self) -> Option<Scope<'a>> {
        let bodies = outermost(&self.bodies);
        let containers: Vec<_> = bodies
            .iter()
            .map(|body| self.article_around(*body))
            .collect();
        let first = *containers.first()?;
        if containers.iter().all(|container| *container == first) {
            return Some(article(bodies));
        }
        // Several articles have a body: that with the headline is selected.
        let headline = self.headline?;
        let mut own = Vec::new();
        for (body, container) in bodies.iter().zip(containers) {
            if contains(container.unwrap_or(*body), headline) {
                own.push(*body);
            }
        }
        (!own.is_empty()).then(|| article(own))
    }

    /// Returns the closest article around an element.
    fn article_around(&self, element: ElementRef<'a>) -> Option<ElementRef<'a>> {
        ancestors(element).find(|above| self.article_ids.contains(&above.id()))
    }

    fn article(&self) -> Option<Scope<'a>> {
        if let Some(headline) = self.headline {
            // The closest one may be a header.
            let mut around = path(headline).filter(|above| self.article_ids.contains(&above.id()));
            if let Some(found) = around.find(|above| text_without(*above, headline) >= LEAST_TEXT) {
                return Some(article(vec![found]));
            }
        }
        let articles = outermost(&self.articles);
        let full: Vec<_> = match &articles[..] {
            [only] => vec![*only],
            several => several.iter().copied().filter(|a| !is_teaser(*a)).collect(),
        };
        let within_main = |element: &&ElementRef<'a>| {
            let main = |above: ElementRef<'a>| self.mains.contains(&above);
            ancestors(**element).any(main)
        };
        let full_in_main: Vec<_> = full.iter().filter(within_main).copied().collect();
        let full = if full_in_main.is_empty() {
            full
        } else {
            full_in_main
        };
        match &full[..] {
            [] => self.listing(&articles).map(teasers),
            [one] => self.with_header(*one),
            _ => self.listing(&full),
        }
    }

    /// Returns an article and, if the headline and the elements after it are outside, these too.
    fn with_header(&self, found: ElementRef<'a>) -> Option<Scope<'a>> {
        let Some(headline) = self.headline else {
            return Some(article(vec![found]));
        };
        let mut elements = vec![found];
        let main = ancestors(found).find(|above| self.mains.contains(above));
        if let Some(main) = main.filter(|main| contains(*main, headline)) {
            let rest = text_without(main, found);
            let header = ancestors(headline)
                .take_while(|above| *above != main)
                .find(|above| above.value().name() == "header");
            if let Some(header) = header.filter(|header| !contains(*header, found)) {
                elements.insert(0, header);
            } else if !self
                .articles
                .iter()
                .any(|other| *other != found && !contains(found, *other))
                && rest > text_length(found)
            {
                // The page marks only a small part of its text as an article.
                return None;
            }
        }
        Some(article(elements))
    }

    /// Returns all of several articles.
    fn listing(&self, articles: &[ElementRef<'a>]) -> Option<Scope<'a>> {
        let first = articles.first()?;
        let in_all = |main: &&ElementRef<'a>| articles.iter().all(|a| contains(**main, *a));
        if let Some(main) = self.mains.iter().find(in_all) {
            let ids: HashSet<NodeId> = articles.iter().map(|article| article.id()).collect();
            let beside = blocks::of_element(*main, |within| ids.contains(&within.id()));
            let sentences = beside.iter().filter(|text| is_sentence(text)).count();
            // The article is next to teasers of others.
            if sentences > 1
                && self
                    .headline
                    .is_some_and(|headline| !contains_any(articles, headline))
            {
                let others = articles.to_vec();
                return Some(Scope {
                    others,
                    ..article(vec![*main])
                });
            }
            return Some(list(vec![*main]));
        }
        if self
            .headline
            .is_some_and(|headline| !contains_any(articles, headline))
        {
            let common = ancestors(*first)
                .take_while(|above| above.value().name() != "body")
                .find(|above| articles.iter().all(|a| contains(*above, *a)));
            if let Some(common) = common
                && self
                    .headline
                    .is_some_and(|headline| contains(common, headline))
            {
                return Some(list(vec![common]));
            }
            // The text next to which they are has no element of its own.
            if !self.bodies.is_empty() || !self.named.is_empty() {
                return None;
            }
        }
        Some(list(articles.to_vec()))
    }

    fn main(&self) -> Option<Scope<'a>> {
        let with_headline = |main: &&ElementRef<'a>| {
            self.headline
                .is_none_or(|headline| contains(**main, headline))
        };
        let longest = || self.mains.iter().max_by_key(|main| text_length(**main));
        let main = self.mains.iter().find(with_headline).or_else(longest)?;
        Some(article(vec![*main]))
    }

    fn named(&self) -> Option<Scope<'a>> {
        let named = outermost(&self.named);
        match &named[..] {
            [one] => Some(article(vec![*one])),
            // Several are teasers, or parts of one article that only their position distinguishes.
            _ => None,
        }
    }
}

fn article(elements: Vec<ElementRef<'_>>) -> Scope<'_> {
    Scope {
        elements,
        holds: Holds::Article,
        others: Vec::new(),
        mains: Vec::new(),
    }
}

fn list(elements: Vec<ElementRef<'_>>) -> Scope<'_> {
    Scope {
        elements,
        holds: Holds::Articles,
        others: Vec::new(),
        mains: Vec::new(),
    }
}

fn teasers(scope: Scope<'_>) -> Scope<'_> {
    match scope.holds {
        Holds::Article => scope,
        Holds::Articles | Holds::Teasers => Scope {
            holds: Holds::Teasers,
            ..scope
        },
    }
}

/// Returns whether an article only links to one on another page: its heading is a link, or all of
/// it is inside one.
fn is_teaser(article: ElementRef<'_>) -> bool {
    let is_link = |element: ElementRef| {
        let href = element.attr("href").unwrap_or_default();
        element.value().name() == "a" && !href.is_empty() && !href.starts_with('#')
    };
    let is_heading =
        |e: ElementRef| matches!(e.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    path(article).any(is_link)
        || holds(article, |element| {
            is_heading(element)
                && (holds(element, is_link)
                    || ancestors(element)
                        .take_while(|above| *above != article)
                        .any(is_link))
        })
}

/// Returns the elements that are not inside another one of the list.
fn outermost<'a>(elements: &[ElementRef<'a>]) -> Vec<ElementRef<'a>> {
    let ids: HashSet<_> = elements.iter().map(|element| element.id()).collect();
    let outer = |e: &&ElementRef<'a>| !ancestors(**e).any(|above| ids.contains(&above.id()));
    elements.iter().filter(outer).copied().collect()
}

/// Returns whether `inner` is `outer` or inside it.
pub(super) fn contains<'a>(outer: ElementRef<'a>, inner: ElementRef<'a>) -> bool {
    path(inner).any(|above| above == outer)
}

fn contains_any<'a>(outer: &[ElementRef<'a>], inner: ElementRef<'a>) -> bool {
    outer.iter().any(|outer| contains(*outer, inner))
}

/// Returns whether an element has enough text. Large elements do, whatever is hidden.
fn has_text(element: ElementRef<'_>) -> bool {
    !is_shorter(element, LARGE) || text_length(element) >= LEAST_TEXT
}

/// An element with more text is not rendered only to check whether it has any.
const LARGE: usize = 10_000; // bytes

/// Returns the length of an element's visible text, in bytes.
fn text_length(element: ElementRef<'_>) -> usize {
    blocks::of_element(element, |_| false)
        .iter()
        .map(String::len)
        .sum()
}

fn text_without<'a>(element: ElementRef<'a>, left_out: ElementRef<'a>) -> usize {
    let texts = blocks::of_element(element, |within| within == left_out);
    texts.iter().map(String::len).sum()
}
