//! The flags common to all commands with a query: how to parse it, and filters.

use clap::Args;
use reportage::query::{self, Query};
use reportage::search::{
    Count, FacetFilter, FilterError, FilterText, Request, Searcher, WordsRule,
};

use crate::clock;
use crate::failure::Failure;
use crate::headings::{FILTERS, OUTPUT};
use crate::output;

/// Joins the arguments of a query. If one of several contains spaces, it was in quotes that the shell has removed; a note
/// says that this does not make a phrase.
pub fn joined(arguments: &[String]) -> String {
    let is_words = |text: &&String| {
        let is_word =
            |c: char| c.is_alphanumeric() || c.is_whitespace() || "-\u{2019}'".contains(c);
        text.trim().contains(char::is_whitespace) && text.chars().all(is_word)
    };
    if arguments.len() > 1
        && let Some(words) = arguments.iter().find(is_words)
    {
        output::note(&format!(
            "`{words}` is searched as single words, since the shell removed the quotes; a phrase is '\"{words}\"'"
        ));
    }
    arguments.join(" ")
}

/// How a query is parsed, and filters.
#[derive(Args, Clone)]
pub struct QueryArguments {
    /// Only reports with this facet value (NAME=VALUE; repeat NAME for alternatives) or without it (NAME!=VALUE)
    #[arg(long, short = 'F', help_heading = FILTERS, value_name = "NAME=VALUE")]
    facet: Vec<String>,
    /// Filter and count facets by main topics only, ignoring passing mentions
    #[arg(long, help_heading = FILTERS)]
    main: bool,
    /// Only reports published on or after this date (2025, 2025-02, 2025-02-04, 2025-W05, today, yesterday, 30d, 2w,
    /// 6m, 1y)
    #[arg(long, help_heading = FILTERS, value_name = "DATE")]
    since: Option<String>,
    /// Only reports published on or before this date
    #[arg(long, help_heading = FILTERS, value_name = "DATE")]
    until: Option<String>,
    /// Only reports with a place in this region: 50km@Port-au-Prince, 50km@18.54,-72.34, or two corners, the western one
    /// first: 18.2,-73.1..19,-72
    #[arg(long = "within", help_heading = FILTERS, value_name = "REGION", allow_hyphen_values = true)]
    region: Option<String>,
    /// Only reports in this language (en, fr, es, ht, ...; repeat for alternatives)
    #[arg(long, short, help_heading = FILTERS, value_name = "CODE")]
    language: Vec<String>,
    /// Match reports with all words or with any [default: all, else any]
    #[arg(long = "match", value_name = "all|any")]
    matching: Option<Words>,
    /// Add words that the best hits have in common to the query, and print them
    #[arg(long)]
    expand: bool,
    /// Also find the translations of the words in reports in other languages, and print them (a few languages: =es,fr)
    #[arg(
        long,
        value_name = "all|CODES",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all"
    )]
    across: Option<String>,
    /// Search for the words of the query without interpreting operators
    #[arg(long)]
    plain: bool,
}

/// What is counted.
#[derive(Args, Clone)]
pub struct CountFlag {
    /// Count reports, or stories (a report with its near duplicates)
    #[arg(
        long,
        help_heading = OUTPUT,
        value_name = "reports|stories",
        default_value = "reports",
        hide_default_value = true
    )]
    count: Counted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Counted {
    Reports,
    Stories,
}

impl CountFlag {
    /// Returns what to count.
    pub fn count(&self) -> Count {
        match self.count {
            Counted::Reports => Count::Reports,
            Counted::Stories => Count::Stories,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Words {
    All,
    Any,
}

impl QueryArguments {
    /// Parses a query.
    pub fn parse(&self, text: &str) -> Result<Query, Failure> {
        match self.plain {
            true => Ok(query::plain(text)),
            false => query::parse(text).map_err(|error| Failure::syntax(text, &error)),
        }
    }

    /// Fails if `--expand` is given to a command that counts, or marks matches in one report.
    pub fn refuse_expansion(&self) -> Result<(), Failure> {
        if !self.expand {
            return Ok(());
        }
        let message = "--expand is not available here: only matches of the query itself are counted or marked";
        let hint = "`reportage search --expand --facets` counts the matches of the expanded query";
        Err(Failure::new(message).hint(hint))
    }

    /// Parses a query and creates a request like [`QueryArguments::request`].
    pub fn read_request(&self, text: &str) -> Result<Request, Failure> {
        self.request(self.parse(text)?)
    }

    /// Creates a request for the best passages of a query by relevance.
    pub fn request(&self, query: Query) -> Result<Request, Failure> {
        let words = match self.matching {
            None => WordsRule::AllElseAny,
            Some(Words::All) => WordsRule::All,
            Some(Words::Any) => WordsRule::Any,
        };
        let filters = FilterText {
            facets: self.facet.clone(),
            main: self.main,
            since: self.since.clone(),
            until: self.until.clone(),
            within: self.region.clone(),
            languages: self.language.clone(),
            across: self.across.clone(),
        };
        let request = filters.request(query, clock::now()?);
        Ok(Request {
            words,
            expand: self.expand,
            ..request.map_err(|error| invalid(&error))?
        })
    }

    /// Checks that the index has the values of `--facet`, before many queries are run.
    pub fn check(&self, searcher: &Searcher) -> Result<(), Failure> {
        for filter in &self.facet {
            let filter = FacetFilter::parse(filter).map_err(|error| invalid(&error))?;
            searcher
                .facet_paths(&filter.name, &filter.value, None)
                .map_err(|error| Failure::search("", error))?;
        }
        Ok(())
    }
}

/// Creates a failure for a filter, which names its flag.
fn invalid(error: &FilterError) -> Failure {
    match error {
        FilterError::Facet(_) => {
            Failure::new(format!("--facet: {error}")).hint("for example --facet area=Kenscoff")
        }
        FilterError::Reversed { since, until } => {
            Failure::new(format!("--since {since} is after --until {until}"))
        }
        FilterError::Since(_)
        | FilterError::Until(_)
        | FilterError::Within(_)
        | FilterError::Language(_)
        | FilterError::Across(_) => {
            let failure = Failure::new(format!("--{}: {error}", error.name()));
            match error.hint() {
                Some(hint) => failure.hint(hint),
                None => failure,
            }
        }
    }
}
