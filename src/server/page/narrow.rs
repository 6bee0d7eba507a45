//! Narrows the search of an address: to a facet value, a source, a language, or a period.

use super::address::Address;
use super::filters::{FacetParameter, include};
use crate::date::Period;
use crate::search::{Dimension, DimensionField};

/// Keeps the reports of an address that have a facet value. A second filter by one facet would be an alternative, so that
/// the value then becomes part of the query.
pub fn by_value(address: &Address, facet: &str, path: &str) -> Address {
    let mut filters = address.all("facet").filter_map(FacetParameter::of);
    let is_filtered = filters.any(|filter| filter.name == facet && !filter.exclude);
    let is_main = !address.first("main").is_empty();
    match is_filtered {
        false => address.with("facet", &include(facet, path)),
        true if is_main => by_qualifier(address, &qualifier("about", path)),
        true => by_qualifier(address, &qualifier(facet, path)),
    }
}

/// Keeps the reports of an address that are from a source.
pub fn by_source(address: &Address, source: &str) -> Address {
    by_qualifier(address, &qualifier("source", source))
}

/// Keeps the reports of an address with dates from `first` to `last`, both included.
pub fn by_dates(address: &Address, first: &str, last: &str) -> Address {
    address.set("since", first).set("until", last)
}

/// Keeps the reports of an address without a date.
pub fn by_no_date(address: &Address) -> Address {
    by_qualifier(&by_dates(address, "", ""), "date:undated")
}

/// Keeps the reports of an address that a qualifier of the query matches.
pub fn by_qualifier(address: &Address, qualifier: &str) -> Address {
    address.set("q", &with_qualifier(address.first("q"), qualifier))
}

/// Leaves out the reports of an address that a qualifier of the query matches.
pub fn without_qualifier(address: &Address, qualifier: &str) -> Address {
    by_qualifier(address, &negated(qualifier))
}

/// Writes what leaves out the reports that a qualifier matches.
pub fn negated(qualifier: &str) -> String {
    format!("NOT {qualifier}")
}

/// Keeps the reports of an address that have a value of a dimension; `None` if an address cannot say that exactly.
pub fn by_dimension(address: &Address, dimension: &Dimension, value: &str) -> Option<Address> {
    match dimension {
        Dimension::Facet { name, .. } => Some(by_value(address, name, value)),
        Dimension::Date(Period::Year | Period::Month | Period::Day) => {
            let is_filtered = ["since", "until"].map(|key| !address.first(key).is_empty());
            Some(match is_filtered {
                [false, false] => by_dates(address, value, value),
                [true, _] | [_, true] => by_qualifier(address, &format!("date:{value}")),
            })
        }
        Dimension::Field(DimensionField::Source) => Some(by_source(address, value)),
        Dimension::Field(DimensionField::Language) => {
            Some(by_qualifier(address, &qualifier("language", value)))
        }
        Dimension::Date(Period::Quarter | Period::Week)
        | Dimension::Field(DimensionField::Root | DimensionField::Format) => None,
    }
}

/// Writes `name:"value"`.
pub fn qualifier(name: &str, value: &str) -> String {
    format!("{name}:\"{}\"", value.replace('"', " "))
}

/// Adds a qualifier to a query. `a OR b` is put in parentheses, as OR binds weaker.
pub fn with_qualifier(query: &str, qualifier: &str) -> String {
    match query.trim() {
        "" => qualifier.to_owned(),
        query if query.contains(" OR ") || query.contains(" AND ") => {
            format!("({query}) {qualifier}")
        }
        query => format!("{query} {qualifier}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qualifier_holds_for_the_whole_query() {
        assert_eq!(with_qualifier("", "source:\"A\""), "source:\"A\"");
        assert_eq!(with_qualifier("a b", "x:y"), "a b x:y");
        assert_eq!(with_qualifier("a OR b", "x:y"), "(a OR b) x:y");
    }

    #[test]
    fn a_second_value_of_a_facet_is_a_condition_and_no_alternative() {
        let first = by_value(&Address::of("q=a&page=2"), "area", "/Haiti");
        assert_eq!(first.query(), "?q=a&facet=area%3D%2FHaiti");
        let second = by_value(&first, "area", "/Haiti/Ouest");
        assert_eq!(second.first("q"), "a area:\"/Haiti/Ouest\"");
        let other = by_value(&first, "actor", "/G9");
        assert_eq!(other.all("facet").count(), 2);
        let excluded = Address::of("facet=area!%3DCuba");
        assert_eq!(by_value(&excluded, "area", "/Haiti").first("q"), "");
    }
}
