//! `reportage run`: runs saved searches over all reports or only new ones.

mod cutoff;

use std::io::Write;
#[cfg(feature = "serve")]
use std::path::Path;

use clap::Args;
use reportage::date::Date;
use reportage::render::Format;
use reportage::response::Response;
use reportage::search::{Request, Searcher, Unit, WordsRule};

use crate::failure::{Failure, Outcome};
use crate::notes::Notes;
use crate::output::{self, Colour};
use crate::pager;
use crate::saved_searches::{SavedSearch, SavedSearches};
use crate::search::{Flags, formats};
use crate::searched_index::SearchedIndex;

/// The maximum number of passages per new report, unless the search sets one.
const NEW_PER_REPORT: usize = 2;

/// Run saved searches; with --new, only on reports added or changed since their last such run
///
/// With --new, all new reports are shown unless the search has `limit`, reports must have all words unless it has
/// `match`, and searches without new reports print nothing. The exit status is 1 if nothing was found or nothing is
/// new.
#[derive(Args)]
pub struct Arguments {
    /// Names of the searches
    #[arg(
        value_name = "NAME",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    names: Vec<String>,
    /// Run all saved searches
    #[arg(long)]
    all: bool,
    /// Only reports added or changed in the index since the search last ran with --new; the first time, all reports
    #[arg(long)]
    new: bool,
    #[command(flatten)]
    place: SearchedIndex,
    /// Output format [default: that of the search; text for several searches]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats())]
    format: Option<&'static Format>,
    /// When to use colours
    #[arg(long, value_name = "WHEN")]
    color: Option<Colour>,
}

/// A saved search with its response.
struct Answered<'a> {
    search: &'a SavedSearch,
    flags: Flags,
    request: Request,
    response: Response,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let dir = arguments.place.dir()?;
    let saved = SavedSearches::read(&dir)?;
    let searches: Vec<&SavedSearch> = match arguments.all {
        true => saved.searches.iter().collect(),
        false => {
            let named = arguments.names.iter().map(|name| saved.named(name));
            named.collect::<Result<_, _>>()?
        }
    };
    let several = arguments.all || searches.len() > 1;
    let default = match several {
        true => Format::named("text"),
        false => None,
    };
    let format = arguments.format.or(default);
    if let Some(format) = format.filter(|format| several && format.is_of_one_answer()) {
        let name = format.name;
        let failure = Failure::new(format!(
            "--format {name} can hold the response to one search only"
        ));
        return Err(failure.hint(format!(
            "run one search: `reportage run NAME --format {name}`"
        )));
    }
    let (searcher, cutoff) = match arguments.new {
        true => cutoff::searcher_with_cutoff(&arguments.place.up_to_date_dir()?)?,
        false => (arguments.place.searcher()?, None),
    };
    // All searches run before anything is printed, so that an alert is complete or fails.
    let mut answered = Vec::new();
    for search in searches {
        let mut flags = search.flags.clone();
        if let Some(format) = format {
            flags = flags.with_format(format);
        }
        if let Some(colour) = arguments.color {
            flags = flags.with_colour(colour);
        }
        let answer = answer(&searcher, search, flags, arguments.new);
        answered.push(answer.map_err(|failure| failure.at(&search.name))?);
    }
    let found = write(&searcher, &answered, several, arguments.new)?;
    if arguments.new && !found && output::is_watched() {
        // Only on a terminal, as cron would mail it.
        for answered in &answered {
            output::note(&nothing_new(answered.search));
        }
    }
    if let Some(cutoff) = cutoff {
        // The file is read again, as it may have been edited meanwhile.
        let mut saved = SavedSearches::read(&dir)?;
        for answered in &answered {
            let search = answered.search;
            saved.set_last_run(&search.name, cutoff.after(search.last_run));
        }
        saved.write()?;
    }
    Ok(match found {
        true => Outcome::Done,
        false => Outcome::Nothing,
    })
}

/// Marks a search of the index in `dir` as run, as `--new` does, without showing anything.
#[cfg(feature = "serve")]
pub fn mark(dir: &Path, name: &str) -> Result<(), Failure> {
    let (_, cutoff) = cutoff::searcher_with_cutoff(dir)?;
    let mut saved = SavedSearches::read(dir)?;
    let last_run = saved.named(name)?.last_run;
    if let Some(cutoff) = cutoff {
        saved.set_last_run(name, cutoff.after(last_run));
        saved.write()?;
    }
    Ok(())
}

/// Runs a search over all reports or only new ones.
fn answer<'a>(
    searcher: &Searcher,
    search: &'a SavedSearch,
    flags: Flags,
    new: bool,
) -> Result<Answered<'a>, Failure> {
    let mut request = flags.request(flags.parse(&search.query)?)?;
    if new {
        request.changed_since = search.last_run;
        if !search.has("limit") {
            request.limit = None;
            if request.unit == Unit::Passage && !search.has("all") {
                request.per_report = request.per_report.or(Some(NEW_PER_REPORT));
            }
        }
        if request.words == WordsRule::AllElseAny {
            request.words = WordsRule::All;
        }
    }
    let response = searcher.search(&request);
    let response = response.map_err(|error| Failure::search(&search.query, error))?;
    Ok(Answered {
        search,
        flags,
        request,
        response,
    })
}

fn nothing_new(search: &SavedSearch) -> String {
    let name = &search.name;
    match search.last_run {
        Some(second) => format!("{name}: nothing new since {}", Date::of_second(second)),
        None => format!("{name}: nothing found yet"),
    }
}

/// Writes the responses; returns whether any has a report.
fn write(
    searcher: &Searcher,
    all: &[Answered<'_>],
    several: bool,
    new: bool,
) -> Result<bool, Failure> {
    let mut notes = Notes::default();
    for answered in all {
        output::refuse_terminal(answered.flags.format().name)?;
    }
    let mut out = pager::stdout();
    let mut headed = false;
    for answered in all {
        let response = &answered.response;
        if new && response.total == 0 {
            continue;
        }
        let name = several.then_some(answered.search.name.as_str());
        notes.print(response, answered.request.words, name);
        let format = answered.flags.format();
        let writer = answered
            .flags
            .writer_of(searcher, &answered.request, response)?;
        if !headed {
            (format.head)(&mut out, &writer.settings(name))?;
            headed = true;
        }
        (format.write)(&mut out, response, &writer.settings(name))?;
    }
    out.flush()?;
    Ok(all.iter().any(|answered| answered.response.total > 0))
}
