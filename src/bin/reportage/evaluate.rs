//! `reportage evaluate`: measures the ranking against relevance judgements.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use reportage::corpus::TextLine;
use reportage::judgements::{self, Judgements, Measures};
use reportage::response::Detail;
use reportage::search::{Request, Searcher, Unit};

use crate::batch::queries;
use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::query_arguments::QueryArguments;
use crate::searched_index::SearchedIndex;

/// How many reports are ranked per query.
const DEPTH: usize = 1000;

/// Measure the ranking against your own relevance judgements: nDCG@10, MAP, recall@100, MRR
///
/// Each query is run for its best 1,000 reports. A judged query that is not in QUERIES or has no hits counts as 0 in
/// all measures.
#[derive(Args)]
pub struct Arguments {
    /// File with the queries, one per line: `id<TAB>query`, or a query whose id is its line number
    #[arg(value_name = "QUERIES")]
    queries: PathBuf,
    /// File with the judgements, one per line: `query 0 report grade`; a grade above 0 is relevant
    #[arg(value_name = "QRELS")]
    judgements: PathBuf,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    query_arguments: QueryArguments,
    /// Also print the measures of each query
    #[arg(long, short, help_heading = OUTPUT)]
    verbose: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let judgements = judgements::read(&lines(&arguments.judgements)?.join("\n"))
        .map_err(|error| Failure::new(format!("{}: {error}", arguments.judgements.display())))?;
    if judgements.is_empty() {
        let shown = arguments.judgements.display();
        return Err(Failure::new(format!(
            "{shown}: no query has a relevant report"
        )));
    }
    let searcher = arguments.place.searcher()?;
    arguments.query_arguments.check(&searcher)?;
    let rankings = rank(arguments, &searcher, &judgements)?;
    let mut out = output::stdout();
    let mut all = Vec::with_capacity(judgements.len());
    if arguments.verbose {
        writeln!(out, "query\tnDCG@10\tMAP\trecall@100\tMRR")?;
    }
    for (id, answers) in &judgements {
        let ranking = rankings.iter().find(|(query, _)| query == id);
        let ranking = ranking.map_or(&[][..], |(_, ranking)| ranking);
        let one = Measures::of(ranking, answers);
        if arguments.verbose {
            let Measures {
                ndcg10,
                map,
                recall100,
                mrr,
            } = one;
            let id = reportage::render::safe(id);
            writeln!(out, "{id}\t{ndcg10:.4}\t{map:.4}\t{recall100:.4}\t{mrr:.4}")?;
        }
        all.push(one);
    }
    let mean = Measures::mean(&all);
    if arguments.verbose {
        writeln!(out)?;
    }
    writeln!(out, "queries     {}", all.len())?;
    writeln!(out, "nDCG@10     {:.4}", mean.ndcg10)?;
    writeln!(out, "MAP         {:.4}", mean.map)?;
    writeln!(out, "recall@100  {:.4}", mean.recall100)?;
    writeln!(out, "MRR         {:.4}", mean.mrr)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Reads the lines of a file, which must be text.
fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    let line = |line: TextLine| {
        let place = format!("{}:{}", path.display(), line.number);
        line.text
            .map_err(|error| Failure::new(format!("{place}: {error}")))
    };
    queries(path)?.into_iter().map(line).collect()
}

/// Runs the queries that have judgements. Returns the id of each and the ids of its reports, best first.
fn rank(
    arguments: &Arguments,
    searcher: &Searcher,
    judgements: &Judgements,
) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let shown = arguments.queries.display();
    let mut rankings: Vec<(String, Vec<String>)> = Vec::new();
    for (n, line) in lines(&arguments.queries)?.iter().enumerate() {
        let n = n + 1;
        let number = n.to_string();
        let (id, query) = line.split_once('\t').unwrap_or((&number, line));
        if line.trim().is_empty() || !judgements.contains_key(id) {
            continue;
        }
        let place = |failure: Failure| failure.at(&format!("{shown}:{n}"));
        let request = Request {
            unit: Unit::Report,
            limit: Some(DEPTH),
            detail: Detail::Ids,
            suggest: false,
            ..arguments
                .query_arguments
                .parse(query)
                .and_then(|query| arguments.query_arguments.request(query))
                .map_err(place)?
        };
        let response = searcher.search(&request);
        let response = response.map_err(|error| place(Failure::search(query, error)))?;
        let ids = response.hits.into_iter().map(|hit| hit.report.id);
        rankings.push((id.to_owned(), ids.collect()));
    }
    let missing = judgements.len().saturating_sub(rankings.len());
    if missing > 0 {
        output::warning(&format!(
            "{shown}: judged queries that are missing and count as 0: {missing}"
        ));
    }
    Ok(rankings)
}
