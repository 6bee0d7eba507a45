//! Parameters of requests: which there are, and reading them from a query string.
//!
//! A route lists its parameters in tables of [`Parameter`]; reading and the OpenAPI description follow these tables.

use crate::date::{self, Date};
use crate::query::{self, Query};
use crate::search::{Count, FilterText, Request, Sort, Unit, WordsRule};

use super::problem::Problem;

/// A parameter of a route.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter {
    /// The name in the query string.
    pub name: &'static str,
    /// What values it has.
    pub value: Value,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// Whether a request without it is not valid.
    pub is_required: bool,
}

/// What values a parameter has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// Any text.
    Text,
    /// Any text; the parameter may be repeated.
    Texts,
    /// A number within these limits, both included.
    Number(usize, usize),
    /// One of these.
    Choice(&'static [&'static str]),
    /// `true` or `false`; as a form sends it, `on`, and the name alone are true.
    Switch,
}

/// Creates a parameter that may be left out.
pub(super) const fn parameter(name: &'static str, value: Value, about: &'static str) -> Parameter {
    Parameter {
        name,
        value,
        about,
        is_required: false,
    }
}

/// Creates a parameter that a request must have.
pub(super) const fn required(name: &'static str, value: Value, about: &'static str) -> Parameter {
    Parameter {
        is_required: true,
        ..parameter(name, value, about)
    }
}

/// The name of the parameter for what is new in the index.
pub(super) const CHANGED_SINCE: &str = "changed_since";

/// The query and its filters: of every route that searches.
pub(super) const QUERY: &[Parameter] = &[
    parameter("q", Value::Text, "The query; without it, all reports"),
    parameter(
        "plain",
        Value::Switch,
        "Take the query as words only: no operator means anything",
    ),
    parameter(
        "match",
        Value::Choice(&["all", "any"]),
        "Whether reports must have all words or any; without it all, else any",
    ),
    parameter(
        "facet",
        Value::Texts,
        "Keep reports filed under a value (NAME=VALUE; a name repeated means alternatives) or not (NAME!=VALUE)",
    ),
    parameter(
        "main",
        Value::Switch,
        "Filter and count facets by what reports are mainly about",
    ),
    parameter(
        "since",
        Value::Text,
        "Published on this date or later: 2025, 2025-02, 2025-02-04, 2025-W05, today, yesterday, 30d, 2w, 6m, 1y",
    ),
    parameter("until", Value::Text, "Published on this date or before"),
    parameter(
        "within",
        Value::Text,
        "Reports with a place in a region: a distance from a place (`50km@Port-au-Prince`) or from a position (`50km@18.54,-72.34`), or two corners, latitude before longitude and the western one first (`18.2,-73.1..19,-72`)",
    ),
    parameter(
        "language",
        Value::Texts,
        "Reports in this language, an ISO 639 code; repeated for alternatives",
    ),
    parameter(
        "across",
        Value::Text,
        "Also find the translations of the words in texts of other languages: `all`, or ISO 639 codes with commas between them",
    ),
    parameter(
        CHANGED_SINCE,
        Value::Text,
        "Reports that were added to the index or changed in it at this time or later: 2025-02-19T21:20:00Z",
    ),
];

/// The names of the parameters in [`QUERY`].
pub(super) const QUERY_NAMES: [&str; QUERY.len()] = {
    let mut names = [""; QUERY.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = QUERY[i].name;
        i += 1;
    }
    names
};

/// The parameters of a request for hits beside those of the query.
pub(super) const OF_HITS: [&str; 2] = [EXPAND.name, SORT.name];

/// The unit of counts.
pub(super) const COUNT: &[Parameter] = &[parameter(
    "count",
    Value::Choice(&["reports", "stories"]),
    "What is counted: reports, or stories, of which each is a report and its near duplicates",
)];

/// The maximum number of different values of a repeated parameter: some are computed one by one.
pub(super) const MOST: usize = 50;

/// How many hits a page has without `limit`, as on the command line.
const PAGE: usize = 10;

/// The order of the hits.
pub(super) const SORT: Parameter = parameter(
    "sort",
    Value::Choice(&["relevance", "newest", "oldest", "added"]),
    "The order; without it by relevance, and newest first if the query is empty",
);

/// Whether words are added to the query.
pub(super) const EXPAND: Parameter = parameter(
    "expand",
    Value::Switch,
    "Add words that the best hits have in common",
);

/// What is shown of the hits, and in which order.
pub(super) const HITS: &[Parameter] = &[
    parameter(
        "unit",
        Value::Choice(&["passage", "report"]),
        "What is ranked and shown",
    ),
    SORT,
    parameter(
        "limit",
        Value::Number(1, 100),
        "How many hits; 10 without it",
    ),
    parameter(
        "cursor",
        Value::Text,
        "Where the page starts: the cursor in the header `Link` of the page before",
    ),
    parameter(
        "per_report",
        Value::Number(1, 1000),
        "How many passages of one report at most",
    ),
    parameter(
        "context",
        Value::Number(0, 100),
        "How many passages to show before and after each",
    ),
    EXPAND,
    parameter(
        "collapse",
        Value::Switch,
        "Show one of reports that are near duplicates",
    ),
    parameter("explain", Value::Switch, "Explain each score"),
    parameter("facets", Value::Switch, "Count the values of all facets"),
];

/// The parameters of a request, checked against the tables of its route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parameters(Vec<(&'static str, String)>);

impl Parameters {
    /// Reads a query string. Empty values are left out: forms send them for empty fields.
    ///
    /// # Errors
    /// A required parameter is missing, or one is not in the tables, is repeated although it has one value, or has an invalid one.
    pub fn read(query: &str, tables: &[&'static [Parameter]]) -> Result<Parameters, Problem> {
        let mut values: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let mut known = tables.iter().copied().flatten();
            let Some(parameter) = known.find(|parameter| parameter.name == name) else {
                return Err(unknown(&name, tables));
            };
            let name = parameter.name;
            let is_switch = matches!(parameter.value, Value::Switch);
            if value.is_empty() && !is_switch {
                continue;
            }
            let is_repeated = values.iter().any(|(known, _)| *known == name);
            if is_repeated && !matches!(parameter.value, Value::Texts) {
                return Err(Problem::parameter(name, format!("`{name}` is repeated")));
            }
            let is_the_same = |(known, other): &(&str, String)| *known == name && *other == value;
            if values.iter().any(is_the_same) {
                continue;
            }
            if values.iter().filter(|(known, _)| *known == name).count() == MOST {
                let detail = format!("`{name}` has more than {MOST} values");
                return Err(Problem::parameter(name, detail));
            }
            parameter.value.check(&value).map_err(|expected| {
                let detail = format!("`{name}` is `{value}`: expected {expected}");
                Problem::parameter(name, detail)
            })?;
            values.push((name, value.into_owned()));
        }
        let mut known = tables.iter().copied().flatten();
        let missing = known.find(|parameter| {
            let is_there = values.iter().any(|(name, _)| *name == parameter.name);
            parameter.is_required && !is_there
        });
        match missing {
            None => Ok(Parameters(values)),
            Some(Parameter { name, .. }) => {
                Err(Problem::parameter(name, format!("`{name}` is missing")))
            }
        }
    }

    /// Returns the value of a parameter; `None` if it is absent or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter();
        let value = values.find(|(known, _)| *known == name);
        value.map(|(_, value)| value.as_str())
    }

    /// Returns the values of a parameter that may be repeated.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(known, _)| *known == name);
        values.map(|(_, value)| value.clone()).collect()
    }

    /// Returns the value of a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.text(name).and_then(|value| value.parse().ok())
    }

    /// Returns whether a switch is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.text(name).and_then(switched) == Some(true)
    }

    /// Returns the text of the query.
    pub fn query_text(&self) -> &str {
        self.text("q").unwrap_or_default()
    }

    /// Parses the query.
    ///
    /// # Errors
    /// It has a syntax error.
    pub fn query(&self) -> Result<Query, Problem> {
        let text = self.query_text();
        match self.is_on("plain") {
            true => Ok(query::plain(text)),
            false => query::parse(text).map_err(|error| Problem::syntax(text, &error)),
        }
    }

    /// Creates the request of the parameters in [`QUERY`] and [`COUNT`], and whether it depends on the present.
    ///
    /// # Errors
    /// The query or a filter is not valid.
    pub fn request(&self) -> Result<(Request, bool), Problem> {
        self.request_for(self.query()?)
    }

    /// Does the same as [`request`](Self::request) for another query.
    ///
    /// # Errors
    /// A filter is not valid.
    pub fn request_for(&self, query: Query) -> Result<(Request, bool), Problem> {
        let owned = |name| self.text(name).map(str::to_owned);
        let filters = FilterText {
            facets: self.texts("facet"),
            main: self.is_on("main"),
            since: owned("since"),
            until: owned("until"),
            within: owned("within"),
            languages: self.texts("language"),
            across: owned("across"),
        };
        let range = filters.range().map_err(|error| Problem::filter(&error))?;
        let depends_on_now = range.depends_on_now() || query.depends_on_now();
        let request = filters.request(query, date::now());
        let changed_since = self.text(CHANGED_SINCE).map(|text| {
            let date = Date::parse(text).map_err(|error| error.to_string());
            date.map_err(|detail| Problem::parameter(CHANGED_SINCE, detail))
        });
        let request = Request {
            changed_since: changed_since.transpose()?.map(|date| date.seconds_utc().0),
            words: match self.text("match") {
                Some("all") => WordsRule::All,
                Some("any") => WordsRule::Any,
                Some(_) | None => WordsRule::AllElseAny,
            },
            count: match self.text("count") {
                Some("stories") => Count::Stories,
                Some(_) | None => Count::Reports,
            },
            ..request.map_err(|error| Problem::filter(&error))?
        };
        Ok((request, depends_on_now))
    }

    /// Creates the request for hits of the parameters in [`QUERY`], [`COUNT`] and [`HITS`], from the hit number `offset`
    /// on, counted from 0.
    ///
    /// # Errors
    /// The query or a filter is not valid.
    pub fn hits_request(&self, offset: usize) -> Result<(Request, bool), Problem> {
        let (request, depends_on_now) = self.request()?;
        let sort = match self.text("sort") {
            Some("relevance") => Sort::Relevance,
            Some("newest") => Sort::Newest,
            Some("oldest") => Sort::Oldest,
            Some("added") => Sort::Added,
            Some(_) | None if request.query.root.is_none() => Sort::Newest,
            Some(_) | None => Sort::Relevance,
        };
        let request = Request {
            unit: match self.text("unit") {
                Some("report") => Unit::Report,
                Some(_) | None => Unit::Passage,
            },
            sort,
            limit: Some(self.number("limit").unwrap_or(PAGE)),
            offset,
            per_report: self.number("per_report"),
            context: self.number("context").unwrap_or(0),
            expand: self.is_on("expand"),
            collapse: self.is_on("collapse"),
            explain: self.is_on("explain"),
            count_facets: self.is_on("facets"),
            ..request
        };
        Ok((request, depends_on_now))
    }
}

impl Value {
    /// Checks a value.
    ///
    /// # Errors
    /// What is expected instead.
    fn check(self, value: &str) -> Result<(), String> {
        match self {
            Value::Text | Value::Texts => Ok(()),
            Value::Number(least, most) => match value.parse::<usize>() {
                Ok(number) if (least..=most).contains(&number) => Ok(()),
                Ok(_) | Err(_) => Err(format!("a number from {least} to {most}")),
            },
            Value::Choice(choices) if choices.contains(&value) => Ok(()),
            Value::Choice(choices) => Err(choices.join(" or ")),
            Value::Switch => match switched(value) {
                Some(_) => Ok(()),
                None => Err("true or false".to_owned()),
            },
        }
    }
}

fn switched(value: &str) -> Option<bool> {
    match value {
        "" | "1" | "on" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

fn unknown(name: &str, tables: &[&'static [Parameter]]) -> Problem {
    let known: Vec<&str> = tables
        .iter()
        .copied()
        .flatten()
        .map(|known| known.name)
        .collect();
    let detail = format!("`{name}` is no parameter of this path");
    let hint = match known.is_empty() {
        true => "it has none".to_owned(),
        false => format!("the parameters are {}", known.join(", ")),
    };
    Problem::parameter(name, detail).hint(Some(hint))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: &[&[Parameter]] = &[QUERY, COUNT, HITS];

    fn read(query: &str) -> Result<Parameters, Problem> {
        Parameters::read(query, ALL)
    }

    #[test]
    fn parameters_that_a_form_sends_empty_are_absent() {
        let parameters = read("q=Ha%C3%AFti+police&since=&facet=&main=on").unwrap();
        assert_eq!(parameters.query_text(), "Haïti police");
        assert_eq!(parameters.text("since"), None);
        assert_eq!(parameters.texts("facet"), Vec::<String>::new());
        assert!(parameters.is_on("main"));
    }

    #[test]
    fn an_invalid_parameter_is_named_with_what_is_expected() {
        for (query, wanted) in [
            (
                "limit=101",
                "`limit` is `101`: expected a number from 1 to 100",
            ),
            (
                "limit=-1",
                "`limit` is `-1`: expected a number from 1 to 100",
            ),
            ("unit=page", "`unit` is `page`: expected passage or report"),
            ("main=maybe", "`main` is `maybe`: expected true or false"),
            ("q=a&q=b", "`q` is repeated"),
            ("offset=3", "`offset` is no parameter of this path"),
            ("since=never", "`never` is not a date"),
            ("changed_since=2d", "`2d` is not a date"),
        ] {
            let problem = read(query).and_then(|read| read.hits_request(0));
            let problem = problem.unwrap_err();
            assert_eq!(problem.detail(), wanted, "{query}");
            assert_eq!(problem.wrong_parameter(), query.split('=').next());
        }
    }

    #[test]
    fn a_request_has_the_defaults_of_the_command_line() {
        let (request, depends_on_now) = read("q=police").unwrap().hits_request(0).unwrap();
        let wanted = Request {
            now: request.now,
            ..Request::new(query::parse("police").unwrap())
        };
        assert_eq!((request, depends_on_now), (wanted, false));
    }

    proptest! {
        #[test]
        fn any_query_string_is_read_or_refused(
            query in "((q|facet|since|limit|unit|main|x)(=[a-z0-9%+()\"~*:!.-]{0,12})?&?){0,6}"
        ) {
            let result = read(&query).and_then(|read| read.hits_request(0));
            if let Err(problem) = result {
                prop_assert_eq!(problem.status(), 400);
            }
        }
    }

    #[test]
    fn relative_dates_depend_on_the_present() {
        for (query, wanted) in [
            ("since=2024", false),
            ("since=30d", true),
            ("q=new:2d", true),
        ] {
            let (_, depends_on_now) = read(query).unwrap().request().unwrap();
            assert_eq!(depends_on_now, wanted, "{query}");
        }
    }
}
