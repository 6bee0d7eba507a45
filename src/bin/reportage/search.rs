//! `reportage search`: runs one query.

use std::io::Write;
use std::num::NonZeroUsize;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use reportage::query::Query;
use reportage::render::{CiteStyle, FORMATS, FileLink, Format, RecordEnd, Settings, Supplement};
use reportage::response::Response;
use reportage::response::overview::Overview;
use reportage::response::places::NamedPlace;
use reportage::search::{Request, Searcher, Sort, Unit};

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::hyperlinks::HyperlinkFlag;
use crate::limits::LimitFlags;
use crate::notes::Notes;
use crate::output::{self, Colour};
use crate::pager;
use crate::query_arguments::{CountFlag, QueryArguments, joined};
use crate::searched_index::SearchedIndex;

/// Search passages by words, phrases, places, actors, dates and proximity
///
/// A report matches if it has all the words, in any of its passages; function words are not required. If no report
/// has all the words, reports with any of them are shown, with a note on stderr.
#[derive(Args)]
#[command(after_help = QUERY_HELP)]
pub struct Arguments {
    /// Query; an empty one finds everything, newest first. Put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    limits: LimitFlags,
}

const QUERY_HELP: &str = "\
Queries (`reportage help query` has the full description):
  kenscoff helicopters      reports with both words, in any of their forms
  \"police union\"            this phrase, as written; \"Viv Ans*\" with any ending
  passage:(a b)             both in one passage; facets too: passage:(actor:G9 area:Kenscoff)
  \"police attack\"~5        near each other; ~>5 in this order; (police attack)~5 in any form
  =attacks displac* neighbo*r cherizier~1    exact form, any letters for *, up to 1 edit
  a AND b, a OR b, NOT a    also -a and (parentheses); AND binds closer than OR; a^3 weighs more
  title:massacre            in the title only; also source: language: path: url: id:
  area:Kenscoff             with this facet value or one below; marks the mentions; has:area
  actor:(G9 OR \"Viv Ansanm\")   (facets: area, actor, organisation, and those of your schema)
  about:Kenscoff            mainly about this value of any facet or one below
  within:50km@Kenscoff      with a place there; also within:50km@18.4,-72.3, or two corners
  like:ID  similar:ID       reports with its significant words; the report and its near duplicates
  date:2024-10..2025-02     published in this period; also date:2024, date:2024-10.., date:undated
  new:2d                    added to the index in the last two days; also new:12h, new:2025-02-01..

Several arguments form one query; put `--` before a query that begins with `-`. Similar words are
suggested for a word that no report has. Operators of other programs (a | b, !a, site:) are
translated, with a note.";

/// The only format in which paths can be links.
const TEXT: &str = "text";

/// The flags of a search, for a single query or a batch.
#[derive(Args, Clone)]
pub struct Flags {
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Unit to rank and show
    #[arg(long, help_heading = OUTPUT, default_value = "passage")]
    unit: UnitFlag,
    /// Order of the hits; `added`: last added to the index first [default: relevance; newest if the query is empty]
    #[arg(long, help_heading = OUTPUT)]
    sort: Option<SortFlag>,
    /// Limit the number of hits
    #[arg(long, short = 'n', help_heading = OUTPUT, value_name = "N", default_value_t = 10, conflicts_with = "all")]
    limit: usize,
    /// Show all hits
    #[arg(long, help_heading = OUTPUT)]
    all: bool,
    /// Skip the first N hits
    #[arg(long, short, help_heading = OUTPUT, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Limit the number of passages per report [default: 2; no limit with --all; 3 with --unit report]
    #[arg(long, help_heading = OUTPUT, value_name = "N")]
    per_report: Option<NonZeroUsize>,
    /// Show N passages before and after each hit
    #[arg(long, help_heading = OUTPUT, value_name = "N", default_value_t = 0)]
    context: usize,
    /// Show the components of each score (text, json, jsonl)
    #[arg(long, help_heading = OUTPUT)]
    explain: bool,
    /// Show only the earliest matching report of near duplicates, with their number [default for text, md, html]
    #[arg(long, help_heading = OUTPUT, overrides_with = "no_collapse")]
    collapse: bool,
    /// Show all reports, including near duplicates [default for all other formats]
    #[arg(long, help_heading = OUTPUT, overrides_with = "collapse")]
    no_collapse: bool,
    /// Count the values of all facets
    #[arg(long, help_heading = OUTPUT)]
    facets: bool,
    #[command(flatten)]
    count: CountFlag,
    /// Add a citation below each passage (text, md, html)
    #[arg(long, help_heading = OUTPUT, value_name = "plain|chicago", hide_possible_values = true)]
    cite: Option<CiteFlag>,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    format: &'static Format,
    /// End each record with NUL instead of a line feed, for `xargs -0` (ids, paths)
    #[arg(long, short = '0', help_heading = OUTPUT)]
    null: bool,
    /// When to use colours
    #[arg(long, help_heading = OUTPUT, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    #[command(flatten)]
    hyperlink: HyperlinkFlag,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum UnitFlag {
    Passage,
    Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CiteFlag {
    Plain,
    Chicago,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SortFlag {
    Relevance,
    Newest,
    Oldest,
    Added,
}

/// Parses the name of a format.
pub fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.description));
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("unknown format"))
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let flags = &arguments.flags;
    let text = joined(&arguments.query);
    let query = flags.parse(&text)?;
    flags.check_null()?;
    output::refuse_terminal(flags.format.name)?;
    let request = flags.request(query)?;
    let searcher = arguments.place.searcher_within(arguments.limits.limits())?;
    let response = searcher
        .search(&request)
        .map_err(|error| Failure::search(&text, error))?;
    Notes::default().print(&response, request.words, None);
    let writer = flags.writer_of(&searcher, &request, &response)?;
    let mut out = pager::stdout();
    (flags.format.head)(&mut out, &writer.settings(None))?;
    (flags.format.write)(&mut out, &response, &writer.settings(None))?;
    out.flush()?;
    Ok(if response.total > 0 {
        Outcome::Done
    } else {
        Outcome::Nothing
    })
}

impl Flags {
    /// Parses a query.
    pub fn parse(&self, text: &str) -> Result<Query, Failure> {
        self.query_arguments.parse(text)
    }

    /// Creates a request from a query.
    pub fn request(&self, query: Query) -> Result<Request, Failure> {
        let sort = match self.sort {
            Some(SortFlag::Relevance) => Sort::Relevance,
            Some(SortFlag::Newest) => Sort::Newest,
            Some(SortFlag::Oldest) => Sort::Oldest,
            Some(SortFlag::Added) => Sort::Added,
            None if query.root.is_none() => Sort::Newest,
            None => Sort::Relevance,
        };
        Ok(Request {
            unit: match self.unit {
                UnitFlag::Passage => Unit::Passage,
                UnitFlag::Report => Unit::Report,
            },
            sort,
            limit: if self.all { None } else { Some(self.limit) },
            offset: self.offset,
            per_report: self.per_report.map(NonZeroUsize::get),
            context: self.context,
            explain: self.explain,
            collapse: match (self.collapse, self.no_collapse) {
                (true, _) => true,
                (_, true) => false,
                (false, false) => self.format.collapse,
            },
            count_facets: self.facets,
            count: self.count.count(),
            detail: self.format.detail,
            ..self.query_arguments.request(query)?
        })
    }

    /// Checks that the index has the values of `--facet`, before many queries are run.
    pub fn check(&self, searcher: &Searcher) -> Result<(), Failure> {
        self.query_arguments.check(searcher)
    }

    /// Fails if `--null` is given with a format that is not a list.
    pub fn check_null(&self) -> Result<(), Failure> {
        if !self.null || self.format.is_list() {
            return Ok(());
        }
        let lists: Vec<&str> = FORMATS
            .iter()
            .filter(|format| format.is_list())
            .map(|format| format.name)
            .collect();
        let message = format!("--null does not apply to --format {}", self.format.name);
        Err(Failure::new(message).hint(format!("use it with --format {}", lists.join(" and "))))
    }

    /// Replaces the output format.
    pub fn with_format(self, format: &'static Format) -> Flags {
        Flags { format, ..self }
    }

    /// Replaces the colour setting.
    pub fn with_colour(self, color: Colour) -> Flags {
        Flags { color, ..self }
    }

    /// Returns the output format.
    pub fn format(&self) -> &'static Format {
        self.format
    }

    /// Creates a writer for one response of `searcher`, with the supplement of the format and the links of its hits.
    pub fn writer_of(
        &self,
        searcher: &Searcher,
        request: &Request,
        response: &Response,
    ) -> Result<Writer, Failure> {
        let mut writer = self.writer(searcher);
        let failure = |error| Failure::search(&response.query, error);
        match self.format.supplement() {
            Supplement::None => {}
            Supplement::PlacesOfHits => {
                writer.places = searcher.places_of_hits(&response.hits).map_err(failure)?;
            }
            Supplement::Overview => {
                writer.overview = Some(searcher.overview(request, None).map_err(failure)?);
            }
        }
        if self.format.name == TEXT {
            let reports = response.hits.iter().map(|hit| &hit.report);
            writer.links = self.hyperlink.links(searcher, reports)?;
        }
        Ok(writer)
    }

    /// Creates a writer for responses of `searcher`.
    pub fn writer(&self, searcher: &Searcher) -> Writer {
        Writer {
            facets: searcher
                .facets()
                .iter()
                .map(|facet| facet.name.clone())
                .collect(),
            places: Vec::new(),
            links: Vec::new(),
            overview: None,
            width: output::width(),
            colour: self.color.decide(),
            record_end: match self.null {
                true => RecordEnd::Nul,
                false => RecordEnd::Line,
            },
            cite: self.cite.map(|style| match style {
                CiteFlag::Plain => CiteStyle::Plain,
                CiteFlag::Chicago => CiteStyle::Chicago,
            }),
        }
    }
}

/// The settings for writing the responses of one command.
pub struct Writer {
    facets: Vec<String>,
    /// For each hit, the places that it mentions, if they are shown.
    places: Vec<Vec<NamedPlace>>,
    /// For each hit, the link to its file, if there are links.
    links: Vec<Option<FileLink>>,
    overview: Option<Overview>,
    width: usize,
    colour: bool,
    record_end: RecordEnd,
    cite: Option<CiteStyle>,
}

impl Writer {
    /// Returns the render settings for the response to a query.
    pub fn settings<'a>(&'a self, query_id: Option<&'a str>) -> Settings<'a> {
        Settings {
            query_id,
            facets: &self.facets,
            places: &self.places,
            links: &self.links,
            overview: self.overview.as_ref(),
            width: self.width,
            colour: self.colour,
            record_end: self.record_end,
            cite: self.cite,
        }
    }
}
