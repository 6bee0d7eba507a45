//! `within:` and the filter by region.

use crate::search::tests::hit_places::with_positions;

use super::*;

/// The tables have positions for Kenscoff (18.5, -72.25) and Solino (18.625, -72.5): 29.8 km from each other.
fn reports() -> Vec<Report> {
    let quarter = ("area".to_owned(), "/Haiti/Ouest/Kenscoff/A".to_owned());
    vec![
        report("kenscoff", "Gangs came to Kenscoff."),
        report("both", "Gangs came to Kenscoff and to Solino."),
        report("solino", "Gangs came to Solino."),
        report("kenya", "Gangs came to Kenya."),
        Report {
            stated: vec![quarter],
            ..report("quarter", "Gangs came.")
        },
    ]
}

fn found(searcher: &Searcher, request: &Request) -> Vec<String> {
    let hits = searcher.search(request).unwrap().hits.into_iter();
    let mut ids: Vec<String> = hits.map(|hit| hit.report.id).collect();
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn a_region_has_the_reports_with_a_most_specific_place_in_it() {
    let searcher = with_positions(&reports());
    for (region, wanted) in [
        (
            "18,-73..19,-72",
            &["both", "kenscoff", "quarter", "solino"][..],
        ),
        ("18.4,-72.3..18.55,-72.2", &["both", "kenscoff", "quarter"]),
        ("1km@18.5,-72.25", &["both", "kenscoff", "quarter"]),
        ("1km@Kenscoff", &["both", "kenscoff", "quarter"]),
        (
            "1km@/Haiti/Ouest/Port-au-Prince/Solino",
            &["both", "solino"],
        ),
        ("29km@Kenscoff", &["both", "kenscoff", "quarter"]),
        ("31km@Kenscoff", &["both", "kenscoff", "quarter", "solino"]),
        ("-5,30..5,45", &[]),
    ] {
        let query = format!("gangs within:\"{region}\"");
        assert_eq!(found(&searcher, &request(&query)), wanted, "{region}");
        let filtered = Request {
            within: Some(region.parse().unwrap()),
            ..request("gangs")
        };
        assert_eq!(found(&searcher, &filtered), wanted, "{region}");
    }
    let outside = request("gangs -within:18,-73..19,-72");
    assert_eq!(found(&searcher, &outside), ["kenya"]);
}

#[test]
fn mentions_of_the_places_in_a_region_are_highlighted() {
    let searcher = with_positions(&reports());
    let marked = |query: &str| {
        let hits = search(&searcher, query).hits.into_iter();
        let both = hits.into_iter().find(|hit| hit.report.id == "both");
        marked_parts(&passage(&both.unwrap()).parts)
    };
    assert_eq!(
        marked("gangs within:1km@18.5,-72.25"),
        ["Gangs", "Kenscoff"]
    );
    assert_eq!(
        marked("gangs within:18,-73..19,-72"),
        ["Gangs", "Kenscoff", "Solino"]
    );
}

#[test]
fn the_centre_of_a_circle_is_named_and_must_be_a_place() {
    let searcher = with_positions(&reports());
    let notes = search(&searcher, "within:5km@Kenscoff").notes;
    assert_eq!(
        notes,
        ["within 5 km of /Haiti/Ouest/Kenscoff (18.5, -72.25)"]
    );
    let error = |query: &str| searcher.search(&request(query)).unwrap_err().to_string();
    assert_eq!(
        error("within:5km@Kenya"),
        "the position of `Kenya` is unknown"
    );
    assert_eq!(
        error("within:5km@Kenscov"),
        "no value of a facet is called `Kenscov`"
    );
    let filtered = Request {
        within: Some("5km@Kenya".parse().unwrap()),
        ..request("gangs")
    };
    let error = searcher.search(&filtered).unwrap_err();
    assert_eq!(error.to_string(), "the position of `Kenya` is unknown");
}

#[test]
fn a_region_has_the_reports_of_the_circles_that_a_map_shows_in_it() {
    let searcher = with_positions(&reports());
    let overview = searcher.overview(&request("gangs"), None).unwrap();
    for place in &overview.places {
        let (lat, lon) = (place.position.lat, place.position.lon);
        let text = format!(
            "{},{}..{},{}",
            lat - 0.01,
            lon - 0.01,
            lat + 0.01,
            lon + 0.01
        );
        let filtered = Request {
            within: Some(text.parse().unwrap()),
            ..request("gangs")
        };
        let total = searcher.search(&filtered).unwrap().total;
        assert_eq!(total, place.count, "{}", place.path);
    }
}
