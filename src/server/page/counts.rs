//! Gets from the index what the pages that count show.

use super::address::Address;
use super::crosstab::{COLUMNS, CrosstabData, PASSAGE, ROWS, UNIT};
use super::data::{readable, request};
use super::filters::FacetParameter;
use super::narrow;
use super::overview::OverviewData;
use super::timeline::PERIOD;
use crate::date::{Date, Period, day_of};
use crate::response::together::Together;
use crate::search::{
    CrosstabRequest, Dimension, Level, SearchError, Searcher, TogetherRequest, Within,
};
use crate::server::problem::{Problem, QueryError};

/// How many rows and columns a cross-table has, other than dates.
const TOP: usize = 15;

/// How many values are listed that are named together with a query.
const VALUES: usize = 20;

/// Counts the reports of an address by period and by place.
///
/// # Errors
/// The inner error is about the query or a filter, and for the reader of the page; the outer one about the server.
pub fn overview(
    searcher: &Searcher,
    address: &Address,
) -> Result<Result<OverviewData, QueryError>, Problem> {
    readable(overview_data(searcher, address))
}

fn overview_data(searcher: &Searcher, address: &Address) -> Result<OverviewData, Problem> {
    let request = request(address)?;
    let first = |date: Date| day_of(date.seconds_utc().0);
    let last = |date: Date| day_of(date.seconds_utc().1);
    let days = (
        request.dates.since.and_then(first),
        request.dates.until.and_then(last),
    );
    let failed = |error: SearchError| Problem::search(address.first("q"), &error);
    let section = request.within.as_ref();
    let section = section.map(|region| searcher.box_around(region));
    let section = section.transpose().map_err(failed)?;
    let period = Period::named(address.first(PERIOD));
    let overview = searcher.overview(&request, period);
    Ok(OverviewData {
        overview: overview.map_err(failed)?,
        section,
        days,
    })
}

/// Counts the reports of an address by two dimensions.
///
/// # Errors
/// As of [`overview`].
pub fn crosstab(
    searcher: &Searcher,
    address: &Address,
) -> Result<Result<CrosstabData, QueryError>, Problem> {
    readable(crosstab_data(searcher, address))
}

fn crosstab_data(searcher: &Searcher, address: &Address) -> Result<CrosstabData, Problem> {
    let failed = |error: SearchError| Problem::search(address.first("q"), &error);
    let dimension = |key: &str, by_default: Dimension| match address.first(key) {
        "" => Ok(by_default),
        text => searcher.dimension(text).map_err(failed),
    };
    let rows = dimension(ROWS, names(searcher))?;
    let columns = dimension(COLUMNS, Dimension::Date(Period::Year))?;
    let crosstab = searcher.crosstab(&CrosstabRequest {
        request: request(address)?,
        rows: rows.clone(),
        columns: columns.clone(),
        within: match address.first(UNIT) {
            PASSAGE => Within::Passages,
            _ => Within::Reports,
        },
        top: Some(TOP),
    });
    Ok(CrosstabData {
        crosstab: crosstab.map_err(failed)?,
        rows,
        columns,
    })
}

/// Returns the dimension of the most specific values of the second facet, as the first is usually that of places, which
/// the map shows; the years if there are no facets.
fn names(searcher: &Searcher) -> Dimension {
    let facets = searcher.facets();
    match facets.get(1).or(facets.first()) {
        Some(facet) => Dimension::Facet {
            name: facet.name.clone(),
            below: Vec::new(),
            level: Level::Leaves,
        },
        None => Dimension::Date(Period::Year),
    }
}

/// Finds what is named in the passages that the query of an address matches.
///
/// # Errors
/// As of [`overview`].
pub fn together(
    searcher: &Searcher,
    address: &Address,
) -> Result<Result<Together, QueryError>, Problem> {
    readable(together_data(searcher, address))
}

fn together_data(searcher: &Searcher, address: &Address) -> Result<Together, Problem> {
    let address = with_query(address);
    let together = searcher.together(&TogetherRequest {
        request: request(&address)?,
        facets: Vec::new(),
        top: VALUES,
    });
    together.map_err(|error| Problem::search(address.first("q"), &error))
}

/// Returns an address without a query with its facet values as the query: what is named together with them.
pub fn with_query(address: &Address) -> Address {
    if !address.first("q").is_empty() {
        return address.clone();
    }
    let mut with_query = address.clone();
    for text in address.all("facet") {
        if let Some(filter) = FacetParameter::of(text)
            && !filter.exclude
        {
            let qualifier = narrow::qualifier(filter.name, filter.value);
            with_query = narrow::by_qualifier(&with_query.without("facet", text), &qualifier);
        }
    }
    with_query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_query_if_there_is_no_other() {
        let address = Address::of("facet=area%3D/Haiti&facet=area!%3D/Cuba&since=2024");
        let wanted = "?facet=area%21%3D%2FCuba&since=2024&q=area%3A%22%2FHaiti%22";
        assert_eq!(with_query(&address).query(), wanted);
        let address = Address::of("q=a&facet=area%3D/Haiti");
        assert_eq!(with_query(&address), address);
    }
}
