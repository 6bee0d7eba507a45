//! Tests of what a report is mainly about.

use super::*;
use crate::gazetteer::mention::NameKind;

const AREA: &str = "area";
const ACTOR: &str = "actor";

fn mention(facet: &str, path: &str, start: usize) -> Mention {
    Mention {
        facet: facet.to_owned(),
        path: path.to_owned(),
        entity: None,
        lat: None,
        lon: None,
        start,
        end: start + 1,
        first_word: 0,
        last_word: 0,
        kind: NameKind::Name,
        confidence: None,
        evidence: Vec::new(),
    }
}

/// The given number of mentions of each path, after the lead.
fn mentions(facet: &str, times: &[(&str, usize)]) -> Vec<Mention> {
    let each = times
        .iter()
        .flat_map(|&(path, n)| std::iter::repeat_n(path, n));
    each.map(|path| mention(facet, path, 1000)).collect()
}

fn main_of(facet: &str, report: &ReportMentions<'_>) -> Vec<String> {
    let facet = Facet {
        name: facet.to_owned(),
        label: facet.to_owned(),
        places: facet == AREA,
        world: false,
        demonyms: true,
    };
    let lookup = ValueLookup {
        has_entity: &|path| path != "/Regions",
        is_media: &|mention| mention.path.starts_with("/Media"),
    };
    main_paths(&facet, report, &lookup)
}

/// Returns the main values of a long body with these mentions.
fn main_of_body(facet: &str, times: &[(&str, usize)]) -> Vec<String> {
    let report = ReportMentions {
        asserted: &[],
        title: "",
        in_title: &[],
        body: &"x".repeat(2000),
        notes: &[],
        in_body: &mentions(facet, times),
    };
    main_of(facet, &report)
}

#[test]
fn a_country_is_main_above_a_third_of_the_mentions_of_the_most_mentioned_one() {
    let times = [("/Haiti", 6), ("/Kenya", 3), ("/France", 2)];
    assert_eq!(main_of_body(AREA, &times), ["/Haiti", "/Kenya"]);
    let often = times.map(|(path, n)| (path, 20 * n));
    assert_eq!(
        main_of_body(AREA, &often),
        ["/Haiti", "/Kenya"],
        "however long"
    );
}

#[test]
fn a_place_includes_places_in_it_and_is_main_only_below_a_main_value() {
    let villages: Vec<String> = (0..11).map(|n| format!("/Haiti/V{n}")).collect();
    let mut times: Vec<(&str, usize)> = villages.iter().map(|path| (path.as_str(), 1)).collect();
    assert_eq!(
        main_of_body(AREA, &times),
        ["/Haiti"],
        "eleven places, each once"
    );
    assert_eq!(
        main_of_body(AREA, &times[..3]),
        ["/Haiti/V0", "/Haiti/V1", "/Haiti/V2"]
    );
    times.push(("/Haiti/V3", 1));
    times.push(("/Kenya/Nairobi", 2));
    assert_eq!(
        main_of_body(AREA, &times),
        ["/Haiti/V3"],
        "two of twelve; Kenya has too few"
    );
}

#[test]
fn grouping_values_are_not_compared() {
    let times = [
        ("/Regions/Africa", 3),
        ("/Regions/Europe", 3),
        ("/Regions/Asia", 1),
        ("/Haiti", 2),
    ];
    assert_eq!(
        main_of_body(AREA, &times),
        ["/Haiti", "/Regions/Africa", "/Regions/Europe"]
    );
}

#[test]
fn actors_are_compared_with_the_most_mentioned_one_not_with_their_kind() {
    let times = [
        ("/Forces/Kenya/Police", 3),
        ("/Forces/Haiti/Police", 3),
        ("/Groups/Haiti/G9", 2),
        ("/Groups/Haiti/G20", 1),
    ];
    let wanted = [
        "/Forces/Haiti/Police",
        "/Forces/Kenya/Police",
        "/Groups/Haiti/G9",
    ];
    assert_eq!(main_of_body(ACTOR, &times), wanted);
    let groups = ["/Groups/A", "/Groups/B"].map(|path| (path, 1));
    let times = [&[("/Forces/Police", 5)][..], &groups].concat();
    assert_eq!(main_of_body(ACTOR, &times), ["/Forces/Police"]);
}

#[test]
fn values_that_all_have_the_most_mentions_are_not_main() {
    let times = |n| [("/A", n), ("/B", n), ("/C", n), ("/D", n)];
    assert_eq!(main_of_body(AREA, &times(3)), [""; 0]);
    assert_eq!(main_of_body(AREA, &times(3)[1..]), ["/B", "/C", "/D"]);
    let seven = ["/A", "/B", "/C", "/D", "/E", "/F", "/G"].map(|path| (path, 3));
    let near = [&[("/H", 4)][..], &seven].concat();
    assert_eq!(main_of_body(AREA, &near), [""; 0]);
    assert_eq!(main_of_body(AREA, &near[..4]), ["/A", "/B", "/C", "/H"]);
}

#[test]
fn a_long_body_needs_more_mentions_after_the_lead() {
    for (length, least) in [(2000, 1), (2001, 2), (20_000, 4), (200_000, 8)] {
        for mentioned in [least - 1, least] {
            let report = ReportMentions {
                asserted: &[],
                title: "",
                in_title: &[],
                body: &"x".repeat(length),
                in_body: &mentions(AREA, &[("/Haiti", mentioned)]),
                notes: &[],
            };
            let wanted = mentioned == least && least > 0;
            assert_eq!(main_of(AREA, &report).is_empty(), !wanted, "{length}");
        }
    }
}

#[test]
fn letterheads_footnotes_lists_and_media_count_for_nothing() {
    let main = |body: &str, starts: &[(&str, usize)], note: usize| {
        let mentions: Vec<Mention> = starts
            .iter()
            .map(|&(path, start)| mention(ACTOR, path, start))
            .collect();
        let note = Range {
            start: note,
            end: note + 1,
        };
        let report = ReportMentions {
            asserted: &[],
            title: "",
            in_title: &[],
            body,
            in_body: &mentions,
            notes: &[note],
        };
        main_of(ACTOR, &report)
    };
    let plain = "x".repeat(1000);
    assert_eq!(main(&plain, &[("/A", 500)], 0), ["/A"]);
    assert_eq!(main(&plain, &[("/A", 500)], 500), [""; 0], "a footnote");
    assert_eq!(main(&plain, &[("/Media/A", 500)], 0), [""; 0]);
    let document = format!("United Bodies\nB/12/7\nA\n\n{plain}");
    assert_eq!(main(&document, &[("/A", 21)], 900), [""; 0], "a letterhead");
    assert_eq!(main(&document, &[("/A", 500)], 900), ["/A"]);
    let names = ["/A", "/B", "/C", "/D", "/E", "/F", "/G", "/H"];
    let list: Vec<(&str, usize)> = names
        .iter()
        .zip(0..)
        .map(|(&n, i)| (n, 300 + 5 * i))
        .collect();
    let with_i = [&list[..], &[("/I", 700)]].concat();
    assert_eq!(main(&plain, &with_i, 0), ["/I"]);
    assert_eq!(main(&plain, &list, 0), [""; 0]);
}

#[test]
fn a_place_named_with_the_area_it_is_in_is_one_mention_of_the_area() {
    let pair = |start| {
        let town = mention(AREA, "/Haiti/Ouest/Kenscoff", start);
        [town, mention(AREA, "/Haiti/Ouest", start + 3)]
    };
    let mut in_body = mentions(AREA, &[("/Haiti", 3)]);
    in_body.extend(pair(1500));
    let report = |in_body| ReportMentions {
        asserted: &[],
        title: "",
        in_title: &[],
        body: Box::leak("x".repeat(3000).into_boxed_str()),
        in_body,
        notes: &[],
    };
    assert_eq!(main_of(AREA, &report(&in_body)), ["/Haiti"]);
    let more = [&in_body[..], &pair(1600)].concat();
    assert_eq!(main_of(AREA, &report(&more)), ["/Haiti/Ouest/Kenscoff"]);
}

#[test]
fn asserted_and_title_values_are_main_however_rarely_they_are_mentioned() {
    let asserted = [(AREA.to_owned(), "/Kenya/Nairobi".to_owned())];
    let mut report = ReportMentions {
        asserted: &asserted,
        title: "Port-au-Prince",
        in_title: &[mention(AREA, "/Haiti/Ouest/Port-au-Prince", 0)],
        body: &"x".repeat(2000),
        notes: &[],
        in_body: &mentions(AREA, &[("/France/Paris", 50), ("/France/Nice", 1)]),
    };
    let wanted = [
        "/France/Paris",
        "/Haiti/Ouest/Port-au-Prince",
        "/Kenya/Nairobi",
    ];
    assert_eq!(main_of(AREA, &report), wanted);
    assert_eq!(main_of(ACTOR, &report), [""; 0]);
    report.in_body = &[];
    assert_eq!(main_of(AREA, &report), wanted[1..]);
}

#[test]
fn a_value_in_the_lead_gets_two_extra_mentions_and_the_title_is_not_part_of_the_lead() {
    let title = "A title of thirty letters, no?";
    let body = format!("# {title}\n{}", "é".repeat(300));
    // In bytes. The lead has 100 characters of two bytes each, except for the line break.
    let end = 2 + title.len() + 1 + 2 * 99;
    let main = |start, others| {
        let mut in_body = mentions(AREA, &[("/Kenya", others)]);
        in_body.push(mention(AREA, "/Haiti", start));
        let report = ReportMentions {
            asserted: &[],
            title,
            in_title: &[],
            body: &body,
            notes: &[],
            in_body: &in_body,
        };
        main_of(AREA, &report)
    };
    assert_eq!(main(end - 2, 8), ["/Haiti", "/Kenya"]);
    assert_eq!(main(end - 2, 9), ["/Kenya"]);
    assert_eq!(main(end, 8), ["/Kenya"]);
}
