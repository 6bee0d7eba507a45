//! Reads the filters of a request from text: flags of the command line and parameters of the web server.

use crate::analysis::language_tables::LanguageCodes;
use crate::date::{Date, NoDate, When};
use crate::query::{NoRegion, Query, TimeRange};

use super::clause::Filing;
use super::request::{Across, FacetFilter, Request};

/// The filters of a request as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterText {
    /// `NAME=VALUE` and `NAME!=VALUE`.
    pub facets: Vec<String>,
    /// Whether `facets` is about main topics only.
    pub main: bool,
    /// The first date to keep, as [`When`] parses it.
    pub since: Option<String>,
    /// The last date to keep.
    pub until: Option<String>,
    /// The region to keep, as [`Region`](crate::query::Region) is parsed.
    pub within: Option<String>,
    /// ISO 639 codes.
    pub languages: Vec<String>,
    /// Which translations are searched for: see [`Across::parse`]. `None`: none.
    pub across: Option<String>,
}

/// Why a filter is not valid. The messages do not name the filter; [`FilterError::name`] does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A facet filter without a name or a value.
    #[error("`{0}` is not NAME=VALUE or NAME!=VALUE")]
    Facet(String),
    /// The first date.
    #[error(transparent)]
    Since(NoDate),
    /// The last date.
    #[error(transparent)]
    Until(NoDate),
    /// The first date is after the last.
    #[error("{since} is after {until}")]
    Reversed {
        /// The first date to keep.
        since: Date,
        /// The last date to keep.
        until: Date,
    },
    /// Not a region.
    #[error("`{0}` is not a region")]
    Within(String),
    /// Not the code of a language.
    #[error("`{0}` is not a language code")]
    Language(String),
    /// Not the code of a language that words are translated into.
    #[error("`{0}` is not a language code")]
    Across(String),
}

impl FilterError {
    /// Returns the name of the invalid filter: of a flag without hyphens, or of a parameter.
    pub fn name(&self) -> &'static str {
        match self {
            FilterError::Facet(_) => "facet",
            FilterError::Since(_) | FilterError::Reversed { .. } => "since",
            FilterError::Until(_) => "until",
            FilterError::Within(_) => "within",
            FilterError::Language(_) => "language",
            FilterError::Across(_) => "across",
        }
    }

    /// Returns what is valid instead; `None` if the message says it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            FilterError::Facet(_) => Some("for example area=Kenscoff"),
            FilterError::Since(_) | FilterError::Until(_) => Some(
                "dates are 2025, 2025-02, 2025-02-04, 2025-W05, today, yesterday, or how long ago: 30d, 2w, 6m, 1y",
            ),
            FilterError::Reversed { .. } => None,
            FilterError::Within(_) => Some(
                "for example 50km@Port-au-Prince, 50km@18.54,-72.34, or two corners, the western one first: 18.2,-73.1..19,-72",
            ),
            FilterError::Language(_) => Some("use ISO 639 codes: en, fr, es, ht, ..."),
            FilterError::Across(_) => {
                Some("use `all`, or ISO 639 codes with commas between them: es,fr")
            }
        }
    }
}

impl FilterText {
    /// Creates a request for the best passages of a query at `now`, in seconds since 1970 UTC.
    ///
    /// # Errors
    /// The first filter that is not valid.
    pub fn request(&self, query: Query, now: i64) -> Result<Request, FilterError> {
        let facets = self.facets.iter().map(|text| FacetFilter::parse(text));
        let facets = facets.collect::<Result<_, _>>()?;
        let dates = self.range()?.dates(now);
        if let (Some(since), Some(until)) = (dates.since, dates.until)
            && since.seconds().0 > until.seconds().1
        {
            return Err(FilterError::Reversed { since, until });
        }
        let within = self.within.as_ref().map(|text| {
            let region = text.parse();
            region.map_err(|NoRegion| FilterError::Within(text.clone()))
        });
        let languages = self.languages.iter().map(|code| language(code));
        let mut languages: Vec<String> = languages.collect::<Result<_, _>>()?;
        languages.sort();
        languages.dedup();
        Ok(Request {
            facets,
            filing: match self.main {
                true => Filing::Main,
                false => Filing::All,
            },
            dates,
            within: within.transpose()?,
            now,
            languages,
            across: match &self.across {
                Some(text) => Across::parse(text)?,
                None => Across::Off,
            },
            ..Request::new(query)
        })
    }

    /// Returns the dates to keep.
    ///
    /// # Errors
    /// The first date that is not valid.
    pub fn range(&self) -> Result<TimeRange, FilterError> {
        let date = |text: &Option<String>| text.as_deref().map(When::parse).transpose();
        Ok(TimeRange {
            since: date(&self.since).map_err(FilterError::Since)?,
            until: date(&self.until).map_err(FilterError::Until)?,
        })
    }
}

impl Across {
    /// Parses `all` or `true`, `none` or `false`, or ISO 639 codes with commas between them.
    ///
    /// # Errors
    /// A code is not valid.
    pub fn parse(text: &str) -> Result<Across, FilterError> {
        match text.trim() {
            "all" | "true" | "1" | "on" => return Ok(Across::All),
            "none" | "false" | "0" | "off" => return Ok(Across::Off),
            _ => {}
        }
        let codes = text.split(',').map(|code| {
            let code = code.trim();
            language(code).map_err(|_| FilterError::Across(code.to_owned()))
        });
        Ok(Across::Into(codes.collect::<Result<_, _>>()?))
    }
}

impl FacetFilter {
    /// Parses `NAME=VALUE` or `NAME!=VALUE`.
    ///
    /// # Errors
    /// The name or the value is missing.
    pub fn parse(text: &str) -> Result<FacetFilter, FilterError> {
        let not = text.find("!=");
        let is = text.find('=');
        let (name, value, exclude) = match (not, is) {
            (Some(at), Some(equals)) if at < equals => (&text[..at], &text[at + 2..], true),
            (_, Some(at)) => (&text[..at], &text[at + 1..], false),
            (_, None) => ("", "", false),
        };
        if name.is_empty() || value.is_empty() {
            return Err(FilterError::Facet(text.to_owned()));
        }
        Ok(FacetFilter {
            name: name.to_owned(),
            value: value.to_owned(),
            exclude,
        })
    }
}

/// Parses the name under which a search is saved, which the command line must not take for a flag.
///
/// # Errors
/// It is empty, has several lines or begins with `-`.
pub fn saved_name(text: &str) -> Result<&str, &'static str> {
    let name = text.trim();
    match name.is_empty() || name.starts_with('-') || name.contains(char::is_control) {
        true => Err("a name is one line of text that does not begin with `-`"),
        false => Ok(name),
    }
}

/// Parses a language code into the form used in the index.
fn language(code: &str) -> Result<String, FilterError> {
    let normalized = LanguageCodes::default().normalize(code);
    normalized.ok_or_else(|| FilterError::Language(code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn request(filters: &FilterText) -> Result<Request, FilterError> {
        filters.request(query::plain(""), 0)
    }

    #[test]
    fn a_facet_filter_has_a_name_and_a_value_that_may_contain_an_equals_sign() {
        let parsed = FacetFilter::parse("actor!=a=b").unwrap();
        let wanted = FacetFilter {
            name: "actor".to_owned(),
            value: "a=b".to_owned(),
            exclude: true,
        };
        assert_eq!(parsed, wanted);
        for text in ["area", "=Kenscoff", "area=", "area!="] {
            let wanted = Err(FilterError::Facet(text.to_owned()));
            assert_eq!(FacetFilter::parse(text), wanted);
        }
    }

    #[test]
    fn languages_are_normalized_and_listed_once() {
        let languages = ["FR", "fra", "en"].map(str::to_owned).to_vec();
        let request = request(&FilterText {
            languages,
            ..FilterText::default()
        });
        assert_eq!(request.unwrap().languages, ["en", "fr"]);
    }

    #[test]
    fn languages_to_translate_into_are_all_none_or_listed() {
        let into =
            |codes: &[&str]| Across::Into(codes.iter().map(|code| code.to_string()).collect());
        for (text, wanted) in [
            ("all", Across::All),
            ("true", Across::All),
            ("none", Across::Off),
            ("es, fra", into(&["es", "fr"])),
        ] {
            assert_eq!(Across::parse(text), Ok(wanted), "{text}");
        }
        let error = Across::parse("es,everything there is").unwrap_err();
        assert_eq!(
            (error.name(), error.to_string().as_str()),
            ("across", "`everything there is` is not a language code")
        );
    }

    #[test]
    fn an_invalid_filter_is_named() {
        let filters = |since: &str, until: &str, language: &str| FilterText {
            since: Some(since.to_owned()),
            until: Some(until.to_owned()),
            languages: vec![language.to_owned()],
            ..FilterText::default()
        };
        for (filters, name) in [
            (filters("never", "2025", "en"), "since"),
            (filters("2025", "never", "en"), "until"),
            (filters("2025", "2024", "en"), "since"),
            (filters("2024", "2025", "english language"), "language"),
            (
                FilterText {
                    within: Some("Kenscoff".to_owned()),
                    ..FilterText::default()
                },
                "within",
            ),
        ] {
            assert_eq!(request(&filters).unwrap_err().name(), name);
        }
    }
}
