//! The address of a page: all of its state as query parameters, and links to the same page with one of them changed.

use form_urlencoded::{Serializer, parse};

use super::crosstab::{COLUMNS, ROWS};
use super::timeline::{MEASURE, PERIOD};
use crate::server::parameters::{MOST, OF_HITS, QUERY_NAMES};

/// The parameters that links keep beside those of the query. Others are dropped.
const KEYS: &[&str] = &["page", "lang", FIND, IN, PERIOD, MEASURE, ROWS, COLUMNS];
/// The parameters that may have several values, [`MOST`] at most: every link of a page repeats them.
const REPEATED: &[&str] = &["facet", "language"];
/// The parameters of pages other than those of hits and of a report.
const OF_OTHER_PAGES: &[&str] = &[FIND, IN, PERIOD, MEASURE, ROWS, COLUMNS];
/// The text that a value of a facet is found by; only the page of all values has it.
const FIND: &str = "find";
/// The facet in which a report's page finds it; or the unit of a cross-table.
const IN: &str = "in";
/// The number of the page of hits. Every other change starts again at the first.
const PAGE: &str = "page";

/// The query parameters of an address, in order; a name may occur several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    pairs: Vec<(String, String)>,
}

impl Address {
    /// Reads the part of an address after `?`. Parameters without a value are dropped, and so are repetitions: of a value,
    /// and of a parameter that has one value only.
    pub fn of(query: &str) -> Address {
        let pairs = parse(query.as_bytes()).into_owned();
        let is_kept = |(key, value): &(String, String)| {
            let is_known = is_of_request(key) || KEYS.contains(&key.as_str());
            is_known && !value.trim().is_empty()
        };
        let mut address = Address::default();
        for (key, value) in pairs.filter(is_kept) {
            let has = address.all(&key).count();
            let most = match REPEATED.contains(&key.as_str()) {
                true => MOST,
                false => 1,
            };
            if has < most && address.all(&key).all(|known| known != value) {
                address.pairs.push((key, value));
            }
        }
        address
    }

    /// Returns the first value of a parameter; empty if there is none.
    pub fn first(&self, key: &str) -> &str {
        self.all(key).next().unwrap_or("")
    }

    /// Returns all values of a parameter.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        let of_key = self.pairs.iter().filter(move |(name, _)| name == key);
        of_key.map(|(_, value)| value.as_str())
    }

    /// Returns all parameters with their values.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Returns the number of the page of hits, from 1.
    pub fn page(&self) -> usize {
        self.first(PAGE).parse().unwrap_or(1).max(1)
    }

    /// Adds a value to a parameter that may have several.
    pub fn with(&self, key: &str, value: &str) -> Address {
        let mut address = self.without(key, value);
        address.pairs.push((key.to_owned(), value.to_owned()));
        address
    }

    /// Removes one value of a parameter.
    pub fn without(&self, key: &str, value: &str) -> Address {
        let others = self.pairs.iter();
        let others = others.filter(|(name, has)| name != PAGE && (name != key || has != value));
        Address {
            pairs: others.cloned().collect(),
        }
    }

    /// Replaces all values of a parameter by one; an empty one removes the parameter.
    pub fn set(&self, key: &str, value: &str) -> Address {
        let mut pairs: Vec<_> = self.pairs.clone();
        pairs.retain(|(name, _)| name != key && name != PAGE);
        if !value.is_empty() {
            pairs.push((key.to_owned(), value.to_owned()));
        }
        Address { pairs }
    }

    /// Returns the address of the hits that this page was reached from.
    pub fn of_hits(&self) -> Address {
        self.kept(|key| !OF_OTHER_PAGES.contains(&key))
    }

    /// Keeps the parameters that say which reports match.
    pub fn of_query(&self) -> Address {
        self.only(&QUERY_NAMES)
    }

    /// Keeps the parameters of a request for hits.
    pub fn of_request(&self) -> Address {
        self.kept(is_of_request)
    }

    /// Keeps only these parameters.
    pub fn only(&self, keys: &[&str]) -> Address {
        self.kept(|key| keys.contains(&key))
    }

    /// Removes these parameters and the number of the page.
    pub fn but(&self, keys: &[&str]) -> Address {
        self.kept(|key| key != PAGE && !keys.contains(&key))
    }

    fn kept(&self, is_kept: impl Fn(&str) -> bool) -> Address {
        let pairs = self.pairs.iter().filter(|(key, _)| is_kept(key));
        Address {
            pairs: pairs.cloned().collect(),
        }
    }

    /// Returns the parameters as the end of an address, from `?`; empty if there are none.
    pub fn query(&self) -> String {
        if self.pairs.is_empty() {
            return String::new();
        }
        let mut query = Serializer::for_suffix("?".to_owned(), 1);
        query.extend_pairs(&self.pairs);
        query.finish()
    }
}

/// Returns whether a parameter is one of a request for hits.
fn is_of_request(key: &str) -> bool {
    QUERY_NAMES.contains(&key) || OF_HITS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_order_of_its_parameters_and_drops_unknown_ones() {
        let address = Address::of("q=a+b&facet=area%3DHaiti&x=1&facet=area!%3DCuba&since=");
        assert_eq!(
            address.query(),
            "?q=a+b&facet=area%3DHaiti&facet=area%21%3DCuba"
        );
        assert_eq!(Address::of("").query(), "");
    }

    #[test]
    fn every_change_but_that_of_the_page_starts_at_the_first_page() {
        let address = Address::of("q=a&page=3");
        assert_eq!(address.page(), 3);
        assert_eq!(address.set("page", "4").query(), "?q=a&page=4");
        assert_eq!(address.with("facet", "x=y").query(), "?q=a&facet=x%3Dy");
        assert_eq!(address.set("sort", "newest").query(), "?q=a&sort=newest");
        assert_eq!(address.without("q", "a").query(), "");
    }

    #[test]
    fn a_page_that_is_no_number_is_the_first() {
        assert_eq!(Address::of("page=-2").page(), 1);
        assert_eq!(Address::of("page=0").page(), 1);
    }

    #[test]
    fn a_value_added_twice_is_there_once() {
        assert_eq!(
            Address::of("lang=fr&facet=a%3Db&lang=es&facet=a%3Db").query(),
            "?lang=fr&facet=a%3Db"
        );
        let address = Address::of("language=fr").with("language", "fr");
        assert_eq!(address.query(), "?language=fr");
    }
}
