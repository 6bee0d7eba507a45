//! The article of a page according to its JSON-LD, including its text.

use serde_json::{Map, Value};

use super::headline::Titles;
use super::{context, loose_json};

/// The properties of an article that a report can hold.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub name: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub description: Option<String>,
    /// Raw, possibly with markup.
    pub body: Option<String>,
    /// The posts of a live blog, in order.
    pub updates: Vec<Update>,
    /// Whether it is a live blog.
    pub is_live: bool,
}

/// A post of a live blog.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Update {
    pub headline: Option<String>,
    /// Raw, possibly with markup.
    pub body: Option<String>,
}

/// An article described on the page, which need not be the page's own.
struct Candidate {
    linked: Linked,
    urls: Vec<String>,
}

/// Reads the scripts of a page. Its titles and URLs identify its own article.
pub(super) fn article(scripts: &[String], titles: &Titles, urls: &[String]) -> Linked {
    let mut found = Found::default();
    for script in scripts {
        let values = loose_json::parse(script);
        values.iter().for_each(|value| found.take(value));
        if values.is_empty() {
            found.candidates.extend(salvaged(script));
        }
    }
    let mut linked = main(found.candidates, titles, urls).unwrap_or_default();
    linked.published = linked.published.or(found.page_published);
    linked
}

/// Selects the page's own article and merges the data of several scripts about it. `None` if there
/// is no article, or several of which none is identified.
fn main(candidates: Vec<Candidate>, titles: &Titles, urls: &[String]) -> Option<Linked> {
    let named = |c: &Candidate| {
        let names = [&c.linked.headline, &c.linked.name];
        names.into_iter().flatten().any(|name| titles.repeats(name))
    };
    let addressed = |c: &Candidate| {
        c.urls
            .iter()
            .any(|url| urls.iter().any(|own| same(own, url)))
    };
    let elsewhere = |c: &Candidate| !c.urls.is_empty() && !urls.is_empty() && !addressed(c);
    let one = |c: &Candidate, first: &Candidate| {
        c.linked.headline.is_none() || c.linked.headline == first.linked.headline
    };
    let chosen = candidates.iter().position(named);
    let chosen = chosen.or_else(|| candidates.iter().position(addressed));
    let chosen = chosen.or_else(|| {
        let first = candidates.first()?;
        let alone = candidates.iter().all(|c| one(c, first));
        (alone && !elsewhere(first)).then_some(0)
    })?;
    let first = &candidates[chosen];
    let mut linked = first.linked.clone();
    for other in candidates.iter().filter(|c| one(c, first) && !elsewhere(c)) {
        linked.fill(&other.linked);
    }
    Some(linked)
}

/// Returns whether two URLs are equal, ignoring scheme, query and a trailing slash.
fn same(one: &str, other: &str) -> bool {
    let bare = |url: &str| {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        let url = url
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        let url = url.trim_start_matches("www.");
        url.trim_end_matches('/').to_owned()
    };
    bare(one) == bare(other)
}

impl Linked {
    /// Copies properties from `other` that are missing.
    fn fill(&mut self, other: &Linked) {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.published, &other.published);
        fill(&mut self.modified, &other.modified);
        fill(&mut self.publisher, &other.publisher);
        fill(&mut self.language, &other.language);
        fill(&mut self.description, &other.description);
        fill(&mut self.body, &other.body);
        if self.updates.is_empty() {
            self.updates.clone_from(&other.updates);
        }
        self.is_live |= other.is_live;
    }
}

/// The contents of a page's scripts.
#[derive(Default)]
struct Found {
    candidates: Vec<Candidate>,
    /// The publication date of the page itself, whatever its type.
    page_published: Option<String>,
}

impl Found {
    /// Searches lists, graphs and main entities, but not lists of other articles. The parser limits
    /// the depth.
    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.take(item)),
            Value::Object(object) => {
                if has_type(object, context::is_article_type) {
                    self.candidates.push(candidate(object));
                    return;
                }
                // A page that lists other articles, or shows a person, has a date that is not that
                // of an article.
                let is_page = |kind: &str| matches!(kind, "WebPage" | "ItemPage" | "AboutPage");
                if self.page_published.is_none() && has_type(object, is_page) {
                    self.page_published = text(object.get("datePublished"));
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(value) = object.get(key) {
                        self.take(value);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn candidate(object: &Map<String, Value>) -> Candidate {
    let updates = match object.get("liveBlogUpdate") {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let updates: Vec<Update> = updates.into_iter().filter_map(update).collect();
    let urls = ["url", "@id", "mainEntityOfPage"].into_iter();
    let urls = urls.filter_map(|key| match object.get(key)? {
        Value::Object(page) => text(page.get("@id")).or_else(|| text(page.get("url"))),
        other => text(Some(other)),
    });
    Candidate {
        urls: urls.filter(|url| url.starts_with("http")).collect(),
        linked: Linked {
            headline: text(object.get("headline")),
            name: text(object.get("name")),
            published: text(object.get("datePublished")),
            modified: text(object.get("dateModified")),
            publisher: name(object.get("publisher")),
            language: name(object.get("inLanguage")),
            description: text(object.get("description")),
            body: body(object),
            is_live: has_type(object, |kind| kind == "LiveBlogPosting") || !updates.is_empty(),
            updates,
        },
    }
}

fn update(value: &Value) -> Option<Update> {
    let object = value.as_object()?;
    let update = Update {
        headline: text(object.get("headline")).or_else(|| text(object.get("name"))),
        body: body(object).or_else(|| text(object.get("description"))),
    };
    (update != Update::default()).then_some(update)
}

/// Returns the text of an article; an array contains its paragraphs.
fn body(object: &Map<String, Value>) -> Option<String> {
    let value = object.get("articleBody").or_else(|| object.get("text"))?;
    let Value::Array(parts) = value else {
        return text(Some(value));
    };
    let parts: Vec<String> = parts.iter().filter_map(|part| text(Some(part))).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Extracts text and headlines from JSON-LD that cannot be parsed, if it describes a single
/// article.
fn salvaged(script: &str) -> Option<Candidate> {
    let keys = ["@type", "headline", "articleBody"];
    let found = loose_json::strings_under(script, &keys);
    let all = |key: &'static str| found.iter().filter_map(move |object| text(object.get(key)));
    if !all("@type").any(|kind| context::is_article_type(&kind)) {
        return None;
    }
    let linked = Linked {
        headline: all("headline").next(),
        body: Some(all("articleBody").collect::<Vec<_>>().join("\n\n")).filter(|b| !b.is_empty()),
        is_live: all("@type").any(|kind| kind == "LiveBlogPosting"),
        ..Linked::default()
    };
    let urls = Vec::new();
    Some(Candidate { linked, urls })
}

fn has_type(object: &Map<String, Value>, is_wanted: impl Fn(&str) -> bool) -> bool {
    let named = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        is_wanted(kind.rsplit(['/', ':', '#']).next().unwrap_or_default())
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::Array(items) => items.first()?.as_str()?,
        other => other.as_str()?,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn name(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(items) => items.iter().find_map(|item| name(Some(item))),
        Value::Object(object) => text(object.get("name")),
        other => text(Some(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scripts: &[&str], title: &str, url: &str) -> Linked {
        let scripts: Vec<String> = scripts.iter().map(|script| (*script).to_owned()).collect();
        let titles = Titles::new(std::iter::once(title.to_owned()));
        let urls: Vec<String> = Some(url)
            .filter(|url| !url.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect();
        article(&scripts, &titles, &urls)
    }

    #[test]
    fn the_article_is_found_in_a_graph_with_bare_line_breaks() {
        let script = "<![CDATA[ {\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"no\"},{\"@type\":[\"NewsArticle\"],\
                      \"headline\":\"A b\",\"datePublished\":\"2025-02-04\",\"publisher\":{\"name\":\"P\"},\
                      \"articleBody\":\"One.\nTwo.\"}]} ]]>";
        let wanted = Linked {
            headline: Some("A b".into()),
            published: Some("2025-02-04".into()),
            publisher: Some("P".into()),
            body: Some("One.\nTwo.".into()),
            ..Linked::default()
        };
        assert_eq!(read(&["oops", script], "Anything", ""), wanted);
    }

    #[test]
    fn the_article_with_the_title_or_url_of_the_page_is_selected() {
        let first =
            r#"{"@type":"NewsArticle","headline":"Another story","datePublished":"2020-01-01"}"#;
        let own = r#"{"@type":"NewsArticle","headline":"Attack on Kenscoff","datePublished":"2025-02-04",
                      "mainEntityOfPage":{"@id":"https://www.example.org/a/"}}"#;
        let text = r#"{"@type":"Article","headline":"Attack on Kenscoff","articleBody":"Gunmen."}"#;
        let read = |scripts: &[&str], title, url| {
            let linked = read(scripts, title, url);
            (linked.published, linked.body)
        };
        let wanted = (Some("2025-02-04".to_owned()), Some("Gunmen.".to_owned()));
        assert_eq!(
            read(&[first, text, own], "Attack on Kenscoff | Site", ""),
            wanted
        );
        assert_eq!(
            read(&[first, own, text], "x", "http://example.org/a?b"),
            wanted
        );
        assert_eq!(read(&[first, own], "x", ""), (None, None));
        let list = format!(r#"{{"@type":"ItemList","itemListElement":[{own}]}}"#);
        assert_eq!(read(&[&list], "x", ""), (None, None));
    }

    #[test]
    fn posts_of_a_live_blog_are_read_and_its_first_date_is_that_of_publication() {
        let script = r#"{"@type":"LiveBlogPosting","dateModified":"2025-02-05","datePublished":"2025-02-04",
            "liveBlogUpdate":[{"headline":"Shots","articleBody":["A.","B."]},{"headline":"Fire"},7]}"#;
        let linked = read(&[script], "x", "");
        let update = |headline: &str, body: Option<&str>| Update {
            headline: Some(headline.to_owned()),
            body: body.map(str::to_owned),
        };
        assert_eq!(
            linked.updates,
            [update("Shots", Some("A.\n\nB.")), update("Fire", None)]
        );
        assert_eq!(linked.published.as_deref(), Some("2025-02-04"));
        assert!(linked.is_live);
    }

    #[test]
    fn the_date_of_the_page_itself_counts_where_no_article_has_one() {
        let page =
            r#"{"@graph":[{"@type":"WebPage","datePublished":"2025-02-04"},{"@type":"Person"}]}"#;
        assert_eq!(
            read(&[page], "x", "").published.as_deref(),
            Some("2025-02-04")
        );
        let list = page.replace("WebPage", "CollectionPage");
        assert_eq!(read(&[&list], "x", "").published, None);
    }

    #[test]
    fn text_comes_out_of_json_that_cannot_be_parsed() {
        let script =
            r#"{"@type":"NewsArticle","headline":"A","articleBody":"Gunmen \u00e9.","x":"y" "z"}"#;
        let linked = read(&[script], "x", "");
        assert_eq!(linked.body.as_deref(), Some("Gunmen é."));
        assert_eq!(linked.published, None);
    }
}
