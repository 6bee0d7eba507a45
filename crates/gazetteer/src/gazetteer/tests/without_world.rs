//! Tests without the feature `world`.

use super::*;

#[test]
fn names_of_the_tables_are_found_and_no_others() {
    let schema = IndexSchema::shipped();
    assert!(schema.facets.iter().any(|facet| facet.world));
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let text = "It was calm in Kenscoff and in Skellefteå.";
    let tags = gazetteer.tag(text, &Words::of(text));
    let paths = tags.mentions.iter().map(|mention| mention.path.as_str());
    assert_eq!(paths.collect::<Vec<_>>(), ["/Haiti/Ouest/Kenscoff"]);
    assert!(check::rows_of_world(&schema).is_ok());
}
