//! Long reports are cached for the next query.

use tantivy::DocAddress;

use crate::index::reports::addresses;
use crate::search::report_cache::{LONG, MOST};

use super::*;

#[test]
fn long_reports_are_cached_up_to_the_limit_and_short_ones_never() {
    let searcher = searcher(&[
        report("long", &"one two three.\n".repeat(LONG / 10)),
        report("short", "one two three."),
    ]);
    let kept = |address| searcher.report_cache().get(address);
    let mut long = None;
    for address in addresses(searcher.engine(), searcher.fields()) {
        let read = searcher.read(address).unwrap();
        assert_eq!(kept(address).is_some(), read.head.id == "long");
        long = kept(address).map(|report| (address, report)).or(long);
    }
    let (first, long) = long.expect("the long one was read");

    let room = (MOST / long.bytes()) as u32;
    let other = |n| DocAddress::new(9, n);
    for n in 1..=room {
        assert!(kept(first).is_some(), "asked for again, it is the latest");
        searcher.report_cache().keep(other(n), &long);
    }
    let others = (1..=room).filter(|&n| kept(other(n)).is_some()).count();
    assert_eq!(others as u32, room - 1);
    assert!(kept(first).is_some() && kept(other(1)).is_none());
}
