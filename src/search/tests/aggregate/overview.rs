//! The overview of the matches of a query.

use crate::date::Period;
use crate::response::overview::Overview;
use crate::search::FacetFilter;
use crate::search::tests::hit_places::with_positions;

use super::*;

fn dated(id: &str, date: &str, body: &str) -> Report {
    Report {
        published: Some(Date::parse(date).unwrap()),
        ..report(id, body)
    }
}

fn overview(reports: &[Report], request: &Request) -> Overview {
    with_positions(reports).overview(request, None).unwrap()
}

#[test]
fn places_are_those_of_all_matching_reports_and_filters_apply() {
    let reports = [
        report("a", "Gangs came to Kenscoff."),
        report("b", "Gangs came to Kenscoff and to Solino."),
        report("c", "Gangs came to Kenya."),
        report("d", "Rain fell on Solino."),
    ];
    let places = |request: &Request| {
        let overview = overview(&reports, request);
        let places = overview.places.iter().map(|place| {
            let name = place.path.rsplit('/').next().unwrap();
            format!("{name} {}", place.count)
        });
        (places.collect::<Vec<_>>(), overview.more_places)
    };
    let all = Request {
        limit: Some(1),
        ..request("gangs")
    };
    let named = |names: &[&str]| -> Vec<String> { names.iter().map(|n| n.to_string()).collect() };
    // These tables have no position for Kenya.
    assert_eq!(places(&all), (named(&["Kenscoff 2", "Solino 1"]), 1));
    let filtered = Request {
        facets: vec![FacetFilter {
            name: "area".to_owned(),
            value: "Solino".to_owned(),
            exclude: false,
        }],
        ..all
    };
    assert_eq!(places(&filtered), (named(&["Kenscoff 1", "Solino 1"]), 0));
}

#[test]
fn a_value_without_a_position_counts_once_per_report_at_its_nearest_ancestor_with_one() {
    let quarter = |name: &str| ("area".to_owned(), format!("/Haiti/Ouest/Kenscoff/{name}"));
    let reports = [
        Report {
            stated: vec![quarter("A"), quarter("B")],
            ..report("a", "Gangs came.")
        },
        report("b", "Gangs came to Kenscoff."),
    ];
    let overview = overview(&reports, &request("gangs"));
    let [place] = &overview.places[..] else {
        panic!("{:?}", overview.places);
    };
    assert_eq!(
        (place.path.as_str(), place.count),
        ("/Haiti/Ouest/Kenscoff", 2)
    );
    assert_eq!(overview.more_places, 0);
}

#[test]
fn the_periods_of_the_timeline_fit_the_dates() {
    let of = |dates: &[&str]| {
        let reports: Vec<Report> = dates
            .iter()
            .enumerate()
            .map(|(n, date)| dated(&n.to_string(), date, "Gangs came."))
            .chain([dated("x", "1950-01-01", "Rain fell.")])
            .collect();
        let timeline = overview(&reports, &request("gangs")).timeline;
        (timeline.period, timeline.series[0].counts.clone())
    };
    assert_eq!(
        of(&["2025-02-01", "2025-02-03"]),
        (Period::Day, vec![1, 0, 1])
    );
    assert_eq!(
        of(&["2021-11", "2022-02"]),
        (Period::Month, vec![1, 0, 0, 1])
    );
    // Weeks would be too many; some dates are only years.
    let (period, counts) = of(&["1960-01-01", "2020", "2020-05"]);
    assert_eq!((period, counts.len()), (Period::Year, 61));
    assert_eq!(of(&[]), (Period::Day, vec![]));
}

#[test]
fn a_chosen_period_is_kept_unless_there_are_too_many() {
    let reports = [
        dated("a", "2023-01-05", "Gangs came."),
        dated("b", "2025-02-06", "Gangs left."),
    ];
    let period = |chosen| {
        let overview = with_positions(&reports).overview(&request("gangs"), Some(chosen));
        overview.unwrap().timeline.period
    };
    assert_eq!(period(Period::Year), Period::Year);
    assert_eq!(period(Period::Week), Period::Week);
    assert_eq!(period(Period::Day), Period::Month);
}
