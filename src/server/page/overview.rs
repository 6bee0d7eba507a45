//! The page with the dates and places of a result.

use maud::{Markup, html};

use super::context::Context;
use super::filters::filters;
use super::frame::{Content, frame};
use super::map::map;
use super::notes;
use super::timeline::timeline;
use super::views::{View, views};
use crate::geo_box::GeoBox;
use crate::response::Matching;
use crate::response::counting::CountedQuery;
use crate::response::overview::Overview;
use crate::server::problem::QueryError;

/// What the page shows.
pub struct OverviewData {
    /// Dates and places of the reports.
    pub overview: Overview,
    /// The part of the earth that is filtered by; `None`: all.
    pub section: Option<GeoBox>,
    /// The first and the last day of the dates that are filtered by; `None`: open.
    pub days: (Option<String>, Option<String>),
}

/// Writes the page.
pub fn overview_page(context: &Context, data: &Result<OverviewData, QueryError>) -> Markup {
    counting_page(context, View::Overview, data, |data| {
        let query = &data.overview.timeline.queries[0];
        Counted {
            query,
            main: html! {
                @if query.reports > 0 { (timeline(context, data)) }
                (map(context, data))
            },
            // A part of the earth without reports is left by the tools of its map.
            stays: true,
        }
    })
}

/// The content of a page that counts the matches of a query.
pub struct Counted<'a> {
    /// The query.
    pub query: &'a CountedQuery,
    /// The counts.
    pub main: Markup,
    /// Whether they are shown if there are no reports, too.
    pub stays: bool,
}

/// Writes what pages that count have around their counts, or the error of a query.
pub fn counting_page<'a, T>(
    context: &Context,
    view: View,
    data: &'a Result<T, QueryError>,
    counted: impl FnOnce(&'a T) -> Counted<'a>,
) -> Markup {
    let texts = context.texts;
    let query = context.address.first("q").to_owned();
    let name = texts.text(view.name());
    let (below_box, main) = match data {
        Ok(data) => {
            let counted = counted(data);
            (Markup::default(), above(context, view, &counted))
        }
        Err(error) => (
            notes::error(context, &query, error),
            html! { h1.visually-hidden { (name) } (filters(context, view)) },
        ),
    };
    let title = match query.as_str() {
        "" => name.to_owned(),
        query => format!("{name}: {query}"),
    };
    frame(
        context,
        &Content {
            title,
            query,
            below_box,
            aside: None,
            main: html! { div.wide { (main) } },
        },
    )
}

fn above(context: &Context, view: View, counted: &Counted) -> Markup {
    let texts = context.texts;
    let reports = counted.query.reports;
    let is_any = match counted.query.matching {
        Matching::All => false,
        Matching::Any => reports > 0,
    };
    html! {
        (filters(context, view))
        div.above-hits {
            h1.total { (texts.count("total.one", "total.many", reports)) }
            (views(context, view))
        }
        @if is_any { p.about-counts { (texts.text("by_any")) } }
        @if reports == 0 { p.nothing { (texts.text("nothing")) } }
        @if reports > 0 || counted.stays { (counted.main) }
    }
}
