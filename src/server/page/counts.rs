//! Gets from the index what the pages that count show.

use super::address::Address;
use super::data::{readable, request};
use super::overview::OverviewData;
use super::timeline::PERIOD;
use crate::date::{Date, Period, day_of};
use crate::search::Searcher;
use crate::server::problem::{Problem, QueryError};

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
    let period = Period::named(address.first(PERIOD));
    let overview = searcher.overview(&request, period);
    Ok(OverviewData {
        overview: overview.map_err(|error| Problem::search(address.first("q"), &error))?,
        days,
    })
}
