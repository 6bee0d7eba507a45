//! Gets from the index what a page shows.

use std::path::PathBuf;

use super::address::Address;
use super::corrections::{ACCEPT, Found};
use super::facets::Chosen;
use super::filters::FacetParameter;
use super::index::IndexData;
use super::report::ReportData;
use super::search::{PAGE_SIZE, SearchData, Tables};
use super::values::{MOST, ValuesData};
use crate::date::Period;
use crate::query::{self, DateRange};
use crate::response::facets::FacetTable;
use crate::response::{Hit, ReportHead};
use crate::search::{
    Dimension, DimensionField, FacetsRequest, Level, Request, SearchError, Searcher, Unit, sources,
};
use crate::server::corrected::corrections;
use crate::server::parameters::{HITS, Parameters, QUERY};
use crate::server::problem::{Problem, QueryError};

/// How many passages of a report are shown among the hits.
const PASSAGES: usize = 3;
/// How many sources and formats are counted.
const FIELD_VALUES: usize = 40;
/// How many near duplicates the page of a report lists.
const SIMILAR: usize = 5;

/// Reads the request of an address.
///
/// # Errors
/// The query or a filter is not valid.
pub(super) fn request(address: &Address) -> Result<Request, Problem> {
    let query = address.of_request().query();
    let parameters = Parameters::read(query.trim_start_matches('?'), &[QUERY, HITS])?;
    let (request, _) = parameters.hits_request(0)?;
    Ok(request)
}

/// Answers the query of an address.
///
/// # Errors
/// The inner error is about the query or a filter, and for the reader of the page; the outer one about the server.
pub fn search(
    searcher: &Searcher,
    address: &Address,
) -> Result<Result<SearchData, QueryError>, Problem> {
    readable(search_data(searcher, address))
}

fn search_data(searcher: &Searcher, address: &Address) -> Result<SearchData, Problem> {
    let text = address.first("q");
    let failed = |error: SearchError| Problem::search(text, &error);
    let request = Request {
        unit: Unit::Report,
        // One more shows whether there is a next page.
        limit: Some(PAGE_SIZE + 1),
        offset: (address.page() - 1).saturating_mul(PAGE_SIZE),
        per_report: Some(PASSAGES),
        collapse: true,
        count_facets: true,
        ..request(address)?
    };
    let response = searcher.search(&request).map_err(failed)?;
    Ok(SearchData {
        words: request.words,
        chosen: chosen(searcher, address).map_err(failed)?,
        tables: tables(searcher, &request).map_err(failed)?,
        response,
    })
}

/// Counts by year, language, source and format. A filter by date or language does not change the counts of its own table.
fn tables(searcher: &Searcher, request: &Request) -> Result<Tables, SearchError> {
    let dates = Dimension::Date(Period::Year);
    let field = Dimension::Field;
    let all = [
        dates.clone(),
        field(DimensionField::Language),
        field(DimensionField::Source),
        field(DimensionField::Format),
    ];
    let counted = counted(searcher, request.clone(), &all)?;
    let [mut by_date, mut by_language, by_source, by_format] = counted;
    let is_dated = request.dates.since.is_some() || request.dates.until.is_some();
    if is_dated {
        let request = Request {
            dates: DateRange {
                since: None,
                until: None,
            },
            ..request.clone()
        };
        [by_date] = self::counted(searcher, request, &[dates])?;
    }
    if !request.languages.is_empty() {
        let request = Request {
            languages: Vec::new(),
            ..request.clone()
        };
        [by_language] = self::counted(searcher, request, &[field(DimensionField::Language)])?;
    }
    Ok(Tables {
        dates: by_date,
        languages: by_language,
        sources: by_source,
        formats: by_format,
    })
}

/// Counts the matches of a request by each of `N` dimensions.
fn counted<const N: usize>(
    searcher: &Searcher,
    request: Request,
    dimensions: &[Dimension; N],
) -> Result<[FacetTable; N], SearchError> {
    let counted = searcher.facet_tables(&FacetsRequest {
        request,
        dimensions: dimensions.to_vec(),
        matching: None,
        top: Some(FIELD_VALUES),
        positions: false,
    })?;
    let tables = counted.tables.try_into();
    Ok(tables.expect("a table for each dimension"))
}

/// Resolves the facet filters of an address.
fn chosen(searcher: &Searcher, address: &Address) -> Result<Vec<Chosen>, SearchError> {
    let mut all = Vec::new();
    for parameter in address.all("facet") {
        let Some(filter) = FacetParameter::of(parameter) else {
            continue; // refused by the request
        };
        for path in searcher.facet_paths(filter.name, filter.value, None)? {
            all.push(Chosen {
                facet: filter.name.to_owned(),
                path,
                parameter: parameter.to_owned(),
                exclude: filter.exclude,
            });
        }
    }
    Ok(all)
}

/// Reads a report of the indexes in `dirs` with the matches of the query of an address; `None` if there is no such report.
///
/// # Errors
/// The index cannot be read.
pub fn report(
    searcher: &Searcher,
    dirs: &[PathBuf],
    id: &str,
    address: &Address,
) -> Result<Option<ReportData>, Problem> {
    let failed = |error: SearchError| Problem::search("", &error);
    let Some(report) = searcher.report(id).map_err(failed)? else {
        return Ok(None);
    };
    let layout = searcher.layout(id).map_err(failed)?;
    let (hit, error) = match readable(hit_of(searcher, address, &report.head))? {
        Ok(hit) => (hit, None),
        Err(error) => (None, Some(error)),
    };
    let is_match = hit.is_some();
    // Links lead to its passages, whether the query matches or not.
    let hit = match hit {
        Some(hit) => Some(hit),
        None => hit_of(searcher, &Address::default(), &report.head)?,
    };
    let similar = match &report.group {
        None => Vec::new(),
        Some(_) => similar(searcher, id).map_err(failed)?,
    };
    let corrections = corrections(searcher, dirs, Some(id));
    Ok(Some(ReportData {
        corrections: corrections.map_err(|error| Problem::index(&error))?,
        found: found(searcher, address)?,
        report,
        layout: layout.unwrap_or_default(),
        hit,
        is_match,
        similar,
        error,
    }))
}

/// Looks for the value that an address wants to file a report under.
fn found(searcher: &Searcher, address: &Address) -> Result<Option<Found>, Problem> {
    let (facet, name) = (address.first(ACCEPT.0), address.first(ACCEPT.1));
    if facet.is_empty() || name.is_empty() {
        return Ok(None);
    }
    let paths = searcher.facet_paths(facet, name, None);
    let paths = paths.map_err(|error| Problem::search("", &error));
    Ok(Some(Found {
        facet: facet.to_owned(),
        paths: readable(paths)?,
    }))
}

/// Returns the hit of a report for the query of an address.
fn hit_of(
    searcher: &Searcher,
    address: &Address,
    report: &ReportHead,
) -> Result<Option<Hit>, Problem> {
    let request = request(&address.only(&["q", "across", "plain", "match"]))?;
    match searcher.report_hit(report, request) {
        Ok((_, hit)) => Ok(hit),
        Err(error) => Err(Problem::search(address.first("q"), &error)),
    }
}

fn similar(searcher: &Searcher, id: &str) -> Result<Vec<ReportHead>, SearchError> {
    let Ok(query) = query::parse(&format!("similar:\"{id}\"")) else {
        return Ok(Vec::new()); // an id with quotes
    };
    let request = Request {
        unit: Unit::Report,
        limit: Some(SIMILAR + 1),
        per_report: Some(1),
        ..Request::new(query)
    };
    let hits = searcher.search(&request)?.hits.into_iter();
    let heads = hits.map(|hit| hit.report).filter(|head| head.id != id);
    Ok(heads.take(SIMILAR).collect())
}

/// Lists the values of a facet whose names contain the text that the address looks for.
///
/// # Errors
/// As of [`search`].
pub fn values(
    searcher: &Searcher,
    facet: &str,
    address: &Address,
) -> Result<Result<ValuesData, QueryError>, Problem> {
    readable(values_data(searcher, facet, address))
}

fn values_data(searcher: &Searcher, facet: &str, address: &Address) -> Result<ValuesData, Problem> {
    let failed = |error: SearchError| Problem::search(address.first("q"), &error);
    // Fails with the names of the facets if there is no such facet.
    searcher.facet_roots(facet, None).map_err(failed)?;
    let find = address.first("find").trim();
    let counted = searcher.facet_tables(&FacetsRequest {
        request: request(address)?,
        dimensions: vec![Dimension::Facet {
            name: facet.to_owned(),
            below: Vec::new(),
            level: Level::All,
        }],
        matching: (!find.is_empty()).then(|| find.to_owned()),
        top: Some(MOST),
        positions: false,
    });
    let mut tables = counted.map_err(failed)?.tables.into_iter();
    Ok(ValuesData {
        table: tables.next().expect("a table for each dimension"),
        chosen: chosen(searcher, address).map_err(failed)?,
    })
}

/// Reads what the indexes in `dirs` contain, and what was not read.
///
/// # Errors
/// The index cannot be read.
pub fn index(searcher: &Searcher, dirs: &[PathBuf]) -> Result<IndexData, Problem> {
    let statistics = searcher.index_statistics(dirs);
    let ledger = searcher.index().ledger();
    Ok(IndexData {
        statistics: statistics.map_err(|error| Problem::search("", &error))?,
        sources: sources(&ledger.map_err(|error| Problem::index(&error))?),
    })
}

/// Separates what the reader of a page can mend from faults of the server.
pub(super) fn readable<T>(result: Result<T, Problem>) -> Result<Result<T, QueryError>, Problem> {
    match result {
        Ok(data) => Ok(Ok(data)),
        Err(problem) => problem.of_query().map(Err),
    }
}
