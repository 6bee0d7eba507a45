//! Mentions of whole reports: their offsets count code points in every script.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Names of one place each, in different kinds of scripts.
const PLACES: &[(&str, &[&str])] = &[
    ("/Haiti", &["Haïti"]),
    ("/Pétion-Ville", &["Pe\u{301}tion-Ville"]), // the accent a mark of its own
    ("/Kyiv", &["Київ"]),
    ("/Athens", &["Αθήνα"]),
    ("/Cairo", &["القاهرة"]),
    ("/Jerusalem", &["ירושלים"]),
    ("/Delhi", &["दिल्ली"]),
    ("/Beijing", &["北京"]),
    ("/Bangkok", &["กรุงเทพ"]),
];

/// The text between names: it can neither end nor start a name.
const BETWEEN: &[&str] = &[
    "\r\n\r\n",
    " 😀 ",
    " 👩\u{200d}👩\u{200d}👧, ",
    " (é) ",
    " — ",
    ", ",
    ": ",
    "\u{2029}",
    " \u{1d11e}. ",
];

fn searcher_with(report: Report) -> Searcher {
    let entity = |&(path, names): &(&str, &[&str])| Entity {
        id: path.to_owned(),
        standings: vec![Standing {
            facet: 0,
            path: path.to_owned(),
        }],
        names: names.iter().map(|&name| name.to_owned()).collect(),
        ..Entity::default()
    };
    let schema = IndexSchema {
        entities: PLACES.iter().map(entity).collect(),
        ..schema()
    };
    let mut mirror = Mirror::in_memory(&schema, SMALL).unwrap();
    add(&mut mirror, "all", report);
    Searcher::new(mirror.finish().unwrap().1).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn each_name_is_where_its_offsets_say_in_every_script(
        pieces in proptest::collection::vec((0..PLACES.len(), select(BETWEEN)), 1..12),
    ) {
        let (mut body, mut wanted) = (String::new(), Vec::new());
        for (place, between) in pieces {
            let (path, names) = PLACES[place];
            let start = body.chars().count();
            body += names[0];
            wanted.push((path.to_owned(), start..body.chars().count()));
            body += between;
        }
        let searcher = searcher_with(titled("a", &body, &body));
        let whole = searcher.report("a").unwrap().unwrap();
        prop_assert_eq!(&whole.body, &body);
        for mentions in [&whole.mentions, &whole.title_mentions] {
            let got: Vec<(String, Range<usize>)> = mentions
                .iter()
                .map(|mention| (mention.value.clone().unwrap(), mention.start..mention.end))
                .collect();
            prop_assert_eq!(&got, &wanted);
            for mention in mentions {
                let span = body.chars().skip(mention.start).take(mention.end - mention.start);
                prop_assert_eq!(span.collect::<String>(), mention.text.as_str());
            }
        }
    }
}

#[test]
fn matching_reports_are_returned_whole_in_the_order_of_ids() {
    let searcher = searcher(&[
        report("c", "Police in Kenscoff."),
        report("a", "Police in Solino."),
        report("b", "Calm in Milot."),
    ]);
    let found = |request: &Request| {
        let (query, reports) = searcher.reports_found(request).unwrap();
        let reports: Vec<_> = reports.map(Result::unwrap).collect();
        assert_eq!(query.reports, reports.len() as u64);
        for report in &reports {
            assert_eq!(
                searcher.report(&report.head.id).unwrap().as_ref(),
                Some(report)
            );
        }
        let ids: Vec<String> = reports.into_iter().map(|report| report.head.id).collect();
        ids.join(" ")
    };
    assert_eq!(found(&request("")), "a b c");
    // The limit of the request makes no difference.
    assert_eq!(
        found(&Request {
            limit: Some(1),
            ..request("police")
        }),
        "a c"
    );
    let in_kenscoff = Request {
        facets: vec![filter("area", "Kenscoff")],
        ..request("police")
    };
    assert_eq!(found(&in_kenscoff), "c");
    assert_eq!(found(&request("zebra")), "");
}
