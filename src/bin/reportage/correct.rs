//! `reportage gazetteer reject` and `accept`: correct the facet values of single reports.

use std::io::Write;
use std::path::Path;

use clap::Args;
use reportage::facet_path;
use reportage::index::{IndexError, OpenIndex, write_correction};
use reportage::indexer::IndexerError;
use reportage::schema::corrections::{Correction, Verdict};
use reportage::search::Searcher;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::roots;
use crate::searched_index::SearchedIndex;

/// Remove a facet value from a report, and keep it out when the report is tagged again
///
/// Values below it are removed too, with their mentions. The decision is a row of corrections.tsv in the index folder, which
/// can be edited, shared and merged; edits take effect with the next `reportage index`.
#[derive(Args)]
pub struct Reject {
    #[command(flatten)]
    corrected: Corrected,
}

/// File a report under a facet value, and keep it there when the report is tagged again
///
/// The decision is a row of corrections.tsv in the index folder, which can be edited, shared and merged; edits take effect
/// with the next `reportage index`.
#[derive(Args)]
pub struct Accept {
    #[command(flatten)]
    corrected: Corrected,
}

#[derive(Args)]
struct Corrected {
    /// Id of the report
    #[arg(value_name = "REPORT")]
    report: String,
    /// Facet and value: a path, a name or an alias
    #[arg(value_name = "NAME=VALUE")]
    value: String,
    /// Undo the decision about this value
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    place: SearchedIndex,
}

pub fn reject(arguments: &Reject) -> Result<Outcome, Failure> {
    run(&arguments.corrected, Verdict::Reject)
}

pub fn accept(arguments: &Accept) -> Result<Outcome, Failure> {
    run(&arguments.corrected, Verdict::Accept)
}

fn run(arguments: &Corrected, verdict: Verdict) -> Result<Outcome, Failure> {
    let dir = arguments.place.up_to_date_dir()?;
    let searcher = Searcher::new(OpenIndex::open(&dir)?);
    let searcher = searcher.map_err(|error| Failure::search("", error))?;
    let id = &arguments.report;
    let report = searcher.report(id);
    let Some(report) = report.map_err(|error| Failure::search("", error))? else {
        let failure = Failure::new(format!("no report has the id `{id}`"));
        return Err(failure.hint("`reportage search QUERY --format ids` prints ids"));
    };
    let (facet, path) = value(&searcher, &arguments.value, arguments.undo)?;
    let is_filed = report.head.is_filed_under(&facet, &path);
    if verdict == Verdict::Reject && !arguments.undo && !is_filed {
        output::note(&format!("`{id}` is not filed under {facet}={path}"));
        return Ok(Outcome::Nothing);
    }
    let facets: Vec<&str> = searcher
        .facets()
        .iter()
        .map(|facet| facet.name.as_str())
        .collect();
    let correction = Correction {
        report: id.clone(),
        facet,
        path,
        verdict,
    };
    write_correction(&dir, &facets, &correction, arguments.undo)?;
    drop(searcher);
    tag_again(&dir)?;
    let Correction { facet, path, .. } = &correction;
    let done = match (arguments.undo, verdict) {
        (true, _) => "undone",
        (false, Verdict::Reject) => "rejected",
        (false, Verdict::Accept) => "accepted",
    };
    let mut out = output::stdout();
    writeln!(out, "{done} {facet}={path} for {id}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Applies the table to the index; if another process is writing to it, the next run does.
pub fn tag_again(dir: &Path) -> Result<(), Failure> {
    match roots::indexer(dir)? {
        Err(IndexerError::Index(IndexError::Busy(_))) => {
            output::note(&format!(
                "{}: another indexer is running here; the correction takes effect with the next `reportage index`",
                dir.display()
            ));
            Ok(())
        }
        Err(error) => Err(error.into()),
        Ok(indexer) => Ok(indexer.close().map(drop)?),
    }
}

/// Resolves `NAME=VALUE` to a facet and the path of one of its values. A path to undo may no longer be a value.
fn value(searcher: &Searcher, text: &str, is_undone: bool) -> Result<(String, String), Failure> {
    let Some((facet, value)) = text.split_once('=') else {
        let failure = Failure::new(format!("`{text}` is not NAME=VALUE"));
        return Err(failure.hint("for example area=Kenscoff"));
    };
    if is_undone && facet_path::split(value).is_some() {
        return Ok((facet.to_owned(), value.to_owned()));
    }
    let paths = searcher.facet_paths(facet, value, None);
    let paths = paths.map_err(|error| Failure::search("", error))?;
    match &paths[..] {
        [path] => Ok((facet.to_owned(), path.clone())),
        _ => {
            let failure = Failure::new(format!("{facet} `{value}` has several meanings"));
            Err(failure.hint(format!("name one of {}", paths.join(", "))))
        }
    }
}
