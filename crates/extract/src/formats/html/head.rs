//! The metadata of a page: titles, dates and names from the many places where pages put them.

use scraper::Html;

use super::beside::Beside;
use super::context::{collapse, words};
use super::data_text::unescape;
use super::dates;
use super::headline::{self, Titles};
use super::linked::{self, Linked};
use super::tables::{TABLES, squeezed};
use crate::error::Reason;
use crate::field_mapping::FieldMappings;
use crate::language;
use crate::metadata::{self, Cells, Metadata};
use reportage_text::analysis::language_tables::LanguageCodes;
use reportage_text::date::{Date, NoDate};

/// The raw metadata of a page.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub linked: Linked,
    /// The name or property and the content of each `meta`; not empty.
    pub metas: Vec<(String, String)>,
    title: Option<String>,
    headings: Vec<String>,
    language: Option<String>,
    /// `content-language`, which stands for the HTTP header.
    http_language: Option<String>,
    canonical: Option<String>,
    /// The publication dates asserted by elements, best first.
    dates: Vec<String>,
    /// All dates in elements, whatever their meaning.
    other_dates: Vec<Date>,
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
                    if let Some(name) = attr("property").or_else(|| attr("name")) {
                        head.metas.push((name, content));
                    } else if attr("http-equiv")
                        .is_some_and(|n| n.eq_ignore_ascii_case("content-language"))
                    {
                        head.http_language = Some(content);
                    }
                }
                "link" if attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical = head.canonical.or_else(|| attr("href"));
                }
                "script" if attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    scripts.push(element.text().collect());
                }
                _ => {}
            }
        }
        let urls = [head.canonical.clone(), head.meta("og:url")];
        let urls: Vec<String> = urls.into_iter().flatten().collect();
        head.linked = linked::article(&scripts, &head.titles(), &urls);
        let beside = Beside::of(html);
        let headline = headline::find(html, &head.titles(), &beside);
        head.dates = dates::stated(html, headline, &beside);
        head.other_dates = dates::all(html);
        head
    }

    /// Returns all titles of the page.
    pub fn titles(&self) -> Titles {
        let titles = [
            self.title.clone(),
            self.meta("og:title"),
            self.linked.headline.clone(),
            self.linked.name.clone(),
        ];
        Titles::new(titles.into_iter().flatten().map(|title| unescape(&title)))
    }

    /// Selects the best metadata. Invalid values cause warnings.
    pub fn metadata(&self, mappings: &FieldMappings, warnings: &mut Vec<Reason>) -> Metadata {
        let mut stated = Vec::new();
        for (name, content) in &self.metas {
            if let Some(facet) = facet_of(name, &mappings.facets) {
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
            language: self.language(mappings.languages()),
            stated,
            recipients: Vec::new(),
        }
    }

    /// Returns the `meta` elements that are not facets.
    pub fn other_metas(&self, facets: &[String]) -> Vec<(String, String)> {
        let mut others = self.metas.clone();
        others.retain(|(name, _)| facet_of(name, facets).is_none());
        others
    }

    /// Returns the description of an article, for pages that contain nothing else of it.
    pub fn summary(&self) -> Option<String> {
        let is_article = self.meta("og:type").is_some_and(|kind| kind == "article");
        let description = || {
            self.meta("og:description")
                .or_else(|| self.meta("description"))
        };
        let described = is_article || self.linked.headline.is_some();
        let text = self.linked.description.clone().or_else(description);
        text.filter(|_| described)
            .map(|text| collapse(&unescape(&text)))
    }

    fn meta(&self, name: &str) -> Option<String> {
        let is_named = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        let (_, content) = self.metas.iter().find(is_named)?;
        Some(content.clone())
    }

    /// The headline is best; a heading that the window title repeats is the title without the site
    /// name.
    fn best_title(&self) -> Option<String> {
        let decoded = |text: String| collapse(&unescape(&text));
        let headline = self.linked.headline.clone().map(decoded);
        let name = self.linked.name.clone().map(decoded);
        let repeated = |text: &String| self.title.as_ref().is_some_and(|t| t.contains(text));
        // Some pages put a description under `headline` and the title under `name`.
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
            let is_specific = heading.split_whitespace().count() > 2;
            if site_follows || (is_specific && shown.contains(heading.as_str())) {
                return Some(heading.clone());
            }
        }
        Some(shown)
    }

    fn published(&self, warnings: &mut Vec<Reason>) -> Option<Date> {
        let mut stated: Vec<(&str, &str)> = Vec::new();
        if let Some(published) = &self.linked.published {
            stated.push(("datePublished", published));
        }
        stated.extend(self.metas_called(&TABLES.meta.published));
        for text in &self.dates {
            stated.push(("datePublished", text));
        }
        stated.extend(self.metas_called(&TABLES.meta.dated));
        let read: Vec<Result<Date, NoDate>> =
            stated.iter().map(|(_, text)| dates::read(text)).collect();
        if let Some(date) = read.iter().flatten().next() {
            return Some(*date);
        }
        let mut others = self.other_dates.clone();
        others.extend(
            self.linked
                .modified
                .iter()
                .filter_map(|text| dates::read(text).ok()),
        );
        others.extend(
            self.metas
                .iter()
                .filter_map(|(_, text)| Date::parse(text).ok()),
        );
        for (_, text) in &stated {
            if let Some(date) = dates::confirmed(text, &others) {
                return Some(date);
            }
        }
        if let (Some((key, _)), Some(Err(source))) = (stated.first(), read.into_iter().next()) {
            let key = (*key).to_owned();
            warnings.push(Reason::Date { key, source });
        }
        None
    }

    /// Returns the `meta` elements with these names, in the order of the names.
    fn metas_called<'a>(&'a self, names: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
        let squeezed: Vec<String> = self.metas.iter().map(|(name, _)| squeezed(name)).collect();
        names.iter().filter_map(move |wanted| {
            let i = squeezed.iter().position(|name| name == wanted)?;
            let (name, content) = &self.metas[i];
            Some((name.as_str(), content.as_str()))
        })
    }

    fn url(&self) -> Option<String> {
        let stated = [self.canonical.clone(), self.meta("og:url")];
        let absolute = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        stated.into_iter().flatten().find(absolute)
    }

    fn language(&self, languages: &LanguageCodes) -> Option<String> {
        let stated = [
            self.language.clone(),
            self.meta("og:locale"),
            self.linked.language.clone(),
            self.http_language.clone(),
            self.meta("content-language"),
        ];
        stated
            .into_iter()
            .flatten()
            .find_map(|text| language::code(languages, &text))
    }
}

fn facet_of<'a>(name: &str, facets: &'a [String]) -> Option<&'a String> {
    facets
        .iter()
        .find(|facet| facet.to_lowercase() == name.to_lowercase())
}
