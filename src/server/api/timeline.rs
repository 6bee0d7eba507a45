//! `timeline`: counts by period of publication.

use super::answer::{Answer, Call};
use super::counted::{json, written};
use super::{Handler, Route};
use crate::date::Period;
use crate::query;
use crate::render::aggregate::timeline::FORMATS;
use crate::search::TimelineRequest;
use crate::server::parameters::{COUNT, Parameter, QUERY, Value, parameter};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/timeline",
    about: "How many reports of a query were published in each period, and which share of all",
    parameters: &[QUERY, COUNT, OWN],
    schema: "timeline",
    handler: Handler::Text(answer),
};

/// How many series `by` makes without `top`, as on the command line.
const SERIES: usize = 10;

const OWN: &[Parameter] = &[
    parameter(
        "period",
        Value::Choice(&["year", "quarter", "month", "week", "day"]),
        "The length of the periods; without it years",
    ),
    parameter(
        "series",
        Value::Texts,
        "Another query, counted beside `q`; may be repeated",
    ),
    parameter(
        "by",
        Value::Text,
        "Split by the values of a facet (actor, area=Haiti, area@2, actor@leaves), or by source, language, root or format",
    ),
    parameter(
        "top",
        Value::Number(1, 100),
        "With `by`: how many values, those with the most reports; 10 without it",
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let searcher = &call.snapshot.searcher;
    let parameters = &call.parameters;
    let others = parameters.texts("series");
    let by = parameters.text("by");
    if by.is_some() && !others.is_empty() {
        let detail = "`by` splits one query, and there are several";
        return Err(Problem::parameter("by", detail));
    }
    let by = by.map(|by| searcher.dimension(by)).transpose();
    let by = by.map_err(|error| call.failed(&error))?;
    let (first, mut depends_on_now) = parameters.request()?;
    let mut requests = vec![first];
    for text in &others {
        let query = query::parse(text).map_err(|error| {
            let problem = Problem::syntax(text, &error);
            problem.of_parameter("series")
        })?;
        let (request, depends) = parameters.request_for(query)?;
        depends_on_now |= depends;
        requests.push(request);
    }
    let period = parameters.text("period").and_then(Period::named);
    let timeline = searcher.timeline(&TimelineRequest {
        requests,
        period: period.unwrap_or(Period::Year),
        by,
        top: Some(parameters.number("top").unwrap_or(SERIES)),
    });
    let timeline = timeline.map_err(|error| match others.is_empty() {
        true => call.failed(&error),
        // The error does not tell which of the queries it is in.
        false => call.failed(&error).without_place(),
    })?;
    Ok(written(json(FORMATS), &timeline, depends_on_now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_period_is_a_choice() {
        let Value::Choice(choices) = OWN[0].value else {
            panic!("a choice");
        };
        assert_eq!(choices, Period::ALL.map(Period::name));
    }
}
