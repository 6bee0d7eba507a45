//! The program: reads arguments, calls the library, prints, exits.
//!
//! Each command has its own file; [`failure`] turns errors into messages and exit statuses.

mod argument_errors;
mod batch;
mod check;
mod clock;
mod complete;
mod completions;
mod config;
mod configuration;
mod correct;
mod count;
mod counting;
mod crosstab;
mod evaluate;
mod export;
mod facets;
mod failure;
mod forget;
mod gazetteer;
mod headings;
mod heaps;
mod hyperlinks;
mod import;
mod in_order;
mod index;
mod index_argument;
mod limits;
mod lookup;
mod man;
mod notes;
mod ocr;
mod open;
mod optimize;
mod output;
mod pager;
mod preview;
mod progress;
mod query_arguments;
mod roots;
mod run;
mod save;
mod saved;
mod saved_searches;
mod schema;
#[cfg(test)]
#[path = "../../render/schema_files.rs"]
mod schema_files;
mod search;
mod search_keys;
mod searched_index;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod sources;
mod stats;
mod terms;
mod timeline;
mod together;
mod toml_source;
mod topic;
mod unknown;
mod update;
mod warnings;
mod watch;
mod worker;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use configuration::Configuration;
use failure::{Failure, Outcome};

/// Full-text search over a folder of reports: ranked, cited passages, exact highlights, and facets
/// (areas, actors, organisations) found in the plain text. Needs no network, and opens no connections.
#[derive(Parser)]
#[command(name = "reportage", version, about, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Ignore configuration files (see `reportage config --help`)
    #[arg(long, global = true)]
    no_config: bool,
    /// Do not pipe long output into $PAGER
    #[arg(long, global = true)]
    no_pager: bool,
    /// Fail if the JSON output has another format version (its key `v`)
    #[arg(long, global = true, value_name = "N", value_parser = [FORMAT_VERSION])]
    format_version: Option<String>,
}

/// The version in which JSON is written, as typed.
const FORMAT_VERSION: &str = "1";
const _: () = assert!(reportage::render::VERSION == 1);

const AFTER_HELP: &str = "\
Exit status: 0 found or done, 1 nothing found, 2 failed.
`reportage help query` describes the query language.
The index is --index DIR, else $REPORTAGE_INDEX, else .reportage in the current folder.

Examples:
  reportage search --in corpus 'helicopters for the police'
  reportage index ~/reports
  reportage search 'kenscoff \"Viv Ansanm\" -helicopters' --facet area=Ouest --since 2025-01
  reportage batch queries.tsv --format jsonl > answers.jsonl";

#[derive(Subcommand)]
enum Command {
    Index(index::Arguments),
    Search(search::Arguments),
    Batch(batch::Arguments),
    Save(save::Arguments),
    Saved(saved::Arguments),
    Run(run::Arguments),
    Evaluate(evaluate::Arguments),
    Facets(facets::Arguments),
    Count(count::Arguments),
    Timeline(timeline::Arguments),
    Crosstab(crosstab::Arguments),
    Together(together::Arguments),
    Terms(terms::Arguments),
    Show(show::Arguments),
    Open(open::Arguments),
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    Export(export::Arguments),
    Stats(stats::Arguments),
    Sources(sources::Arguments),
    #[command(subcommand)]
    Roots(roots::Command),
    Forget(forget::Arguments),
    Optimize(optimize::Arguments),
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),
    #[command(subcommand)]
    Schema(schema::Command),
    Config(config::Arguments),
    Completions(completions::Arguments),
    #[command(hide = true)]
    Complete(complete::Arguments),
    Man(man::Arguments),
    #[command(name = worker::COMMAND, hide = true)]
    Worker,
}

/// Suppresses the messages of panics that are caught and reported as errors: those in format readers, whose messages may
/// contain bytes of the file, and those during index access, including tantivy's threads.
fn keep_caught_panics_quiet() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("");
        let in_reader = name == reportage::corpus::READER_THREAD;
        let in_index = reportage::index::is_guarded() || is_of_engine(name);
        let wanted = std::env::var_os("RUST_BACKTRACE").is_some();
        if !in_reader && (wanted || !in_index) {
            tell(panic);
        }
    }));
}

/// Returns whether a thread belongs to tantivy, by its name. A panic in it makes the commit fail or is reported as damage.
fn is_of_engine(thread: &str) -> bool {
    let starts = ["thrd-tantivy-index", "merge_thread_", "segment_updater"];
    starts.iter().any(|start| thread.starts_with(start))
}

fn main() -> ExitCode {
    heaps::limit();
    keep_caught_panics_quiet();
    if let Some(topic) = topic::requested() {
        let configuration = Configuration::of_user(&Arguments::command());
        let is_off = std::env::args_os().any(|argument| argument == "--no-pager");
        let pager = if is_off {
            Some(&[][..])
        } else {
            configuration.pager()
        };
        let printed = pager::choose(pager).and_then(|()| topic.print());
        return match printed {
            Ok(outcome) => outcome.into(),
            Err(failure) => failure.report(),
        };
    }
    let program = Arguments::command();
    if let Some(failure) = argument_errors::unknown(&program) {
        return failure.report();
    }
    let matches = match program.clone().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => match argument_errors::explained(&error, &program) {
            Some(failure) => return failure.report(),
            None => error.exit(),
        },
    };
    let done = Configuration::of(&matches, &program).and_then(|configuration| {
        let name = matches.subcommand_name().unwrap_or_default();
        for filter in configuration.filters_in_words(&matches, &program) {
            output::note(&filter);
        }
        let program = configuration.as_defaults(program, name);
        // Parses again, now with the configuration as defaults.
        let arguments = Arguments::from_arg_matches(&program.get_matches());
        let arguments = arguments.unwrap_or_else(|error| error.exit());
        pager::choose(match arguments.no_pager {
            true => Some(&[]),
            false => configuration.pager(),
        })?;
        run(arguments.command, &configuration)
    });
    match done {
        Ok(outcome) => outcome.into(),
        Err(failure) => failure.report(),
    }
}

fn run(command: Command, configuration: &Configuration) -> Result<Outcome, Failure> {
    match command {
        Command::Index(arguments) => index::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Save(arguments) => save::run(&arguments),
        Command::Saved(arguments) => saved::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Facets(arguments) => facets::run(&arguments),
        Command::Count(arguments) => count::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Crosstab(arguments) => crosstab::run(&arguments),
        Command::Together(arguments) => together::run(&arguments),
        Command::Terms(arguments) => terms::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Open(arguments) => open::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Sources(arguments) => sources::run(&arguments),
        Command::Roots(command) => roots::run(&command),
        Command::Forget(arguments) => forget::run(&arguments),
        Command::Optimize(arguments) => optimize::run(&arguments),
        Command::Gazetteer(command) => gazetteer::run(&command),
        Command::Schema(command) => schema::run(&command),
        Command::Config(arguments) => config::run(&arguments, configuration),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Complete(arguments) => complete::run(&arguments, &Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::Worker => worker::run(),
    }
}
