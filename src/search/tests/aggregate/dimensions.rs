//! Parsing of dimensions.

use crate::date::Period;
use crate::search::{DimensionField, Level};

use super::*;

fn small() -> Searcher {
    searcher(&[
        filed("a", &[("area", "/A/X")]),
        filed("b", &[("area", "/A@B/C@2")]),
    ])
}

#[test]
fn a_displayed_dimension_parses_to_itself() {
    let searcher = small();
    let facet = |below: &[&str], level| Dimension::Facet {
        name: "area".to_owned(),
        below: below.iter().map(|path| (*path).to_owned()).collect(),
        level,
    };
    let depth = |n| Level::Depth(std::num::NonZeroUsize::new(n).unwrap());
    for (text, wanted, written) in [
        ("area", facet(&[], Level::TOP), "area"),
        ("area@1", facet(&[], depth(1)), "area"),
        ("area@3", facet(&[], depth(3)), "area@3"),
        (
            "area=A@leaves",
            facet(&["/A"], Level::Leaves),
            "area=/A@leaves",
        ),
        ("area=x", facet(&["/A/X"], Level::TOP), "area=/A/X"),
        ("area@all", facet(&[], Level::All), "area@all"),
        // A value may contain `@`.
        ("area=A@B", facet(&["/A@B"], Level::TOP), "area=/A@B"),
        ("area=A@B@2", facet(&["/A@B"], depth(2)), "area=/A@B@2"),
        ("date", Dimension::Date(Period::Year), "date@year"),
        ("date@week", Dimension::Date(Period::Week), "date@week"),
        ("source", Dimension::Field(DimensionField::Source), "source"),
        ("root", Dimension::Field(DimensionField::Root), "root"),
    ] {
        let read = searcher.dimension(text).unwrap();
        assert_eq!(read, wanted, "{text}");
        assert_eq!(read.to_string(), written);
        assert_eq!(searcher.dimension(written).unwrap(), read, "{written}");
    }
}

#[test]
fn an_invalid_dimension_is_an_error_that_lists_valid_ones() {
    let searcher = small();
    for text in ["area@0", "area@low", "date@2", "source@1", "language=en"] {
        let error = searcher.dimension(text).unwrap_err();
        assert!(matches!(error, SearchError::BadDimension { .. }), "{text}");
    }
    match searcher.dimension("sorce").unwrap_err() {
        SearchError::UnknownFacet { nearest, known, .. } => {
            assert_eq!(nearest, ["source"]);
            assert_eq!(known.len(), 7);
        }
        other => panic!("{other}"),
    }
    let unknown = searcher.dimension("area=Atlantis").unwrap_err();
    assert!(matches!(unknown, SearchError::UnknownValue { .. }));
}
