//! The places that hits mention.

use crate::response::facets::Position;
use crate::search::Unit;

use super::*;

/// An index whose tables have the positions of two places.
pub(super) fn with_positions(reports: &[Report]) -> Searcher {
    let mut schema = schema();
    for (name, position) in [("Kenscoff", (18.5, -72.25)), ("Solino", (18.625, -72.5))] {
        let mut entities = schema.entities.iter_mut();
        let entity = entities.find(|entity| entity.id.ends_with(name)).unwrap();
        entity.position = Some(position);
    }
    searcher_of(&schema, reports)
}

#[test]
fn the_places_of_a_hit_are_those_that_its_passages_mention_each_once() {
    let body = [
        "Été: the gangs left Kenscoff and came to Kenscoff again from Kenya that day.",
        "Nothing was heard of any of the gangs in the whole of Solino that day.",
        "Rain fell on hills and roads in Solino and Kenscoff for all of the day.",
    ];
    let searcher = with_positions(&[report("a", &body.join("\n\n")), report("b", "Gangs.")]);
    let request = Request {
        per_report: Some(5),
        ..request("gangs")
    };
    let places = |request: &Request| {
        let hits = searcher.search(request).unwrap().hits;
        let of_hits = searcher.places_of_hits(&hits).unwrap();
        let named = hits.iter().zip(of_hits).map(|(hit, places)| {
            let paths = places
                .iter()
                .map(|place| place.path.rsplit('/').next().unwrap());
            format!("{}: {}", hit.report.id, paths.collect::<Vec<_>>().join(" "))
        });
        let mut named: Vec<String> = named.collect();
        named.sort();
        named
    };
    assert_eq!(places(&request), ["a: Kenscoff", "a: Solino", "b: "]);
    let unit = Unit::Report;
    assert_eq!(
        places(&Request { unit, ..request }),
        ["a: Kenscoff Solino", "b: "]
    );
    let hits = search(&searcher, "\"left Kenscoff\"").hits;
    let place = &searcher.places_of_hits(&hits).unwrap()[0][0];
    assert_eq!(place.text, "Kenscoff");
    assert_eq!(
        place.position,
        Position {
            lat: 18.5,
            lon: -72.25
        }
    );
}
