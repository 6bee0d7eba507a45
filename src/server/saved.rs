//! Saved searches as a page shows them: each with the parameters of an address.

use serde_json::Value as Json;

use super::options::Options;
use super::parameters::{CHANGED_SINCE, OF_HITS, QUERY_NAMES};
use super::problem::{Kind, Problem};

/// The names of the flags that say what is found and in which order, which parameters have, too. Other flags say how it is
/// printed.
pub(super) fn flags() -> impl Iterator<Item = &'static str> {
    let of_query = QUERY_NAMES.into_iter();
    let of_query = of_query.filter(|name| !["q", CHANGED_SINCE].contains(name));
    of_query.chain(OF_HITS)
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Saved {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// Its [`flags`] as parameters.
    pub parameters: Vec<(String, String)>,
    /// When it was last run (RFC 3339); `None` if it never was.
    pub last_run: Option<String>,
}

impl Saved {
    /// Reads an object of [`Program::saved`](super::Program::saved).
    fn of(object: &Json) -> Saved {
        let text = |name: &str| object[name].as_str().map(str::to_owned);
        let mut parameters = Vec::new();
        for flag in flags() {
            let value = &object["flags"][flag];
            let values = match value {
                Json::Array(values) => values.as_slice(),
                value => std::slice::from_ref(value),
            };
            let values = values.iter().filter_map(text_of);
            parameters.extend(values.map(|value| (flag.to_owned(), value)));
        }
        Saved {
            name: text("name").unwrap_or_default(),
            query: text("query").unwrap_or_default(),
            parameters,
            last_run: text("last_run"),
        }
    }

    /// Returns the query string of the search page with all its reports.
    pub fn all(&self) -> String {
        self.query_string(&[])
    }

    /// Returns the query string of the search page with what is new since it was last run. As on the command line, new
    /// reports must have all words, unless the search says otherwise.
    pub fn since_last_run(&self) -> String {
        let mut added = Vec::new();
        if let Some(last_run) = &self.last_run {
            added.push((CHANGED_SINCE, last_run.as_str()));
        }
        if self.parameters.iter().all(|(name, _)| name != "match") {
            added.push(("match", "all"));
        }
        self.query_string(&added)
    }

    fn query_string(&self, added: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.query.is_empty() {
            query.append_pair("q", &self.query);
        }
        query.extend_pairs(&self.parameters);
        query.extend_pairs(added);
        query.finish()
    }
}

fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::Bool(true) => Some("true".to_owned()),
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(false) | Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Reads the saved searches; of several indexes, those of the first.
///
/// # Errors
/// The file cannot be read.
pub(super) fn objects(options: &Options) -> Result<Vec<Json>, Problem> {
    let objects = match options.indexes.first() {
        Some(dir) => (options.program.saved)(dir),
        None => Ok(Vec::new()),
    };
    objects.map_err(|message| Problem::new(Kind::Index, message))
}

/// Reads the saved searches as a page shows them.
///
/// # Errors
/// As of [`objects`].
pub(super) fn searches(options: &Options) -> Result<Vec<Saved>, Problem> {
    let objects = objects(options)?;
    Ok(objects.iter().map(Saved::of).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_saved_search_is_an_address_of_the_page() {
        let mut saved = Saved::of(&json!({
            "name": "gangs", "query": "gang*", "last_run": "2025-02-19T21:20:00Z",
            "flags": {"facet": ["area=Ouest", "actor!=x"], "main": true, "limit": 5, "expand": false},
        }));
        let all = "q=gang*&facet=area%3DOuest&facet=actor%21%3Dx&main=true";
        assert_eq!(saved.all(), all);
        let new = format!("{all}&changed_since=2025-02-19T21%3A20%3A00Z&match=all");
        assert_eq!(saved.since_last_run(), new);
        saved.last_run = None;
        saved.parameters = vec![("match".to_owned(), "any".to_owned())];
        assert_eq!(saved.since_last_run(), "q=gang*&match=any");
    }
}
