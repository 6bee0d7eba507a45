//! What a page says about itself: titles, dates, names, in the many places where pages do.

use scraper::{ElementRef, Html};

use super::linked::{self, Linked};
use crate::corpus::error::Reason;
use crate::corpus::language;
use crate::corpus::metadata::{self, Cells, Metadata};
use crate::date::Date;

/// Names of `meta` elements that hold the date of publication, best first.
#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_date", "bepress_citation_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "publish-date",
    "publish_date", "publishdate", "publication_date", "pubdate", "published", "date",
];

/// The statements of a page, as they stand.
#[derive(Debug, Default)]
pub(super) struct Head {
    linked: Linked,
    /// Name or property, lower case, and content; not empty.
    metas: Vec<(String, String)>,
    title: Option<String>,
    headings: Vec<String>,
    language: Option<String>,
    canonical: Option<String>,
    /// `datetime` of `time` elements that are marked as the date of publication.
    marked_times: Vec<String>,
    /// `datetime` of all others.
    times: Vec<String>,
}

impl Head {
    pub fn of(html: &Html) -> Head {
        let mut head = Head::default();
        let mut scripts = Vec::new();
        for element in html.root_element().descendent_elements() {
            let attr = |name: &str| {
                let value = element.attr(name).map(str::trim);
                value.filter(|value| !value.is_empty()).map(str::to_owned)
            };
            match element.value().name() {
                "html" => head.language = attr("lang").or_else(|| attr("xml:lang")),
                "title" if head.title.is_none() => head.title = words(element),
                "h1" => head.headings.extend(words(element)),
                "meta" => {
                    let Some(content) = attr("content") else {
                        continue;
                    };
                    for key in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = attr(key) {
                            // Dublin Core is written `DC.date` and `DC:date`.
                            let name = name.to_lowercase().replace("dc:", "dc.");
                            head.metas.push((name, content.clone()));
                        }
                    }
                }
                "link" if attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical = head.canonical.or_else(|| attr("href"));
                }
                "time" => {
                    let Some(time) = attr("datetime") else {
                        continue;
                    };
                    let property = attr("itemprop").unwrap_or_default().to_lowercase();
                    if property == "datepublished" || element.attr("pubdate").is_some() {
                        head.marked_times.push(time);
                    } else if property != "datemodified" {
                        head.times.push(time);
                    }
                }
                "script" if attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    scripts.push(element.text().collect());
                }
                _ => {}
            }
        }
        head.linked = linked::article(&scripts);
        head
    }

    /// Weighs the statements. Those that cannot be used are warnings.
    pub fn metadata(self, facets: &[String], warnings: &mut Vec<Reason>) -> Metadata {
        let mut stated = Vec::new();
        for (name, content) in &self.metas {
            if let Some(facet) = facets.iter().find(|f| f.to_lowercase() == *name) {
                for value in metadata::split(content, Cells::Split) {
                    stated.push((facet.clone(), value.to_owned()));
                }
            }
        }
        Metadata {
            id: None,
            title: self.best_title(),
            published: self.published(warnings),
            source: self
                .meta("og:site_name")
                .or_else(|| self.linked.publisher.clone()),
            url: self.url(),
            language: self.language(),
            stated,
        }
    }

    fn meta(&self, name: &str) -> Option<String> {
        let (_, content) = self.metas.iter().find(|(key, _)| key == name)?;
        Some(content.clone())
    }

    /// A headline says most; a heading that the window title repeats is the title without the
    /// name of the site.
    fn best_title(&self) -> Option<String> {
        let decoded = |text: String| collapse(&unescape(&text));
        let headline = self.linked.headline.clone().map(decoded);
        let name = self.linked.name.clone().map(decoded);
        let repeated = |text: &String| self.title.as_ref().is_some_and(|t| t.contains(text));
        // Some pages describe their subject under `headline` and name it under `name`.
        match (headline, name) {
            (Some(headline), Some(name)) if !repeated(&headline) && repeated(&name) => {
                return Some(name);
            }
            (Some(headline), _) => return Some(headline),
            (None, Some(name)) => return Some(name),
            (None, None) => {}
        }
        let shown = self.meta("og:title").map(decoded).or(self.title.clone());
        let Some(shown) = shown else {
            return self.headings.first().cloned();
        };
        for heading in &self.headings {
            let rest = shown.strip_prefix(heading.as_str()).map(str::trim_start);
            let site_follows =
                rest.is_some_and(|rest| rest.starts_with(['|', '-', '–', '—', '·', '«', '»']));
            let telling = heading.split_whitespace().count() > 2;
            if site_follows || (telling && shown.contains(heading.as_str())) {
                return Some(heading.clone());
            }
        }
        Some(shown)
    }

    fn published(&self, warnings: &mut Vec<Reason>) -> Option<Date> {
        let mut stated: Vec<(&str, String)> = Vec::new();
        let mut add = |key, text: Option<String>| stated.extend(text.map(|text| (key, text)));
        add("datePublished", self.linked.published.clone());
        for name in PUBLISHED {
            add(name, self.meta(name));
        }
        for time in &self.marked_times {
            add("time", Some(time.clone()));
        }
        // Several that differ may be dates of anything.
        if let [first, rest @ ..] = &self.times[..]
            && rest.iter().all(|time| time == first)
        {
            add("time", Some(first.clone()));
        }
        for (_, text) in &stated {
            if let Ok(date) = Date::parse(text) {
                return Some(date);
            }
        }
        let (key, text) = stated.into_iter().next()?;
        if let Err(source) = Date::parse(&text) {
            let key = key.to_owned();
            warnings.push(Reason::Date { key, source });
        }
        None
    }

    fn url(&self) -> Option<String> {
        let stated = [self.canonical.clone(), self.meta("og:url")];
        let absolute = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        stated.into_iter().flatten().find(absolute)
    }

    fn language(&self) -> Option<String> {
        let stated = [
            self.language.clone(),
            self.meta("og:locale"),
            self.linked.language.clone(),
            self.meta("content-language"),
        ];
        stated
            .into_iter()
            .flatten()
            .find_map(|text| language::code(&text))
    }
}

fn words(element: ElementRef<'_>) -> Option<String> {
    let text: String = element.text().collect();
    let text = collapse(&text);
    (!text.is_empty()).then_some(text)
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decodes `&amp;` where a page encoded twice, or encoded what needs none.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let parsed = Html::parse_fragment(&text.replace('<', "&lt;"));
    parsed.root_element().text().collect()
}
