//! Aboutness: which of the values that a report mentions it is mainly about.
//!
//! A value is mentioned wherever a name of it, or of a value below it, occurs. A report is mainly
//! about a value that
//!
//! - its metadata asserts, or
//! - its title mentions, or
//! - it mentions more than a third as often as the most-mentioned value; for this, a value
//!   mentioned in the first hundred code points of the body gets two extra mentions.
//!
//! Countries are compared with countries, and with other values at the top or directly below
//! grouping values (`/Regions/Europe`). A place inside a country is a main value only below another
//! main value, and only if it has at least a tenth of that value's mentions. Values of other facets
//! are compared with the most-mentioned one, whatever their ancestors: a kind of actor is not a
//! whole of which actors are parts.
//!
//! Shares work for a report of a hundred words as well as for one of twenty pages, which mentions
//! everything it touches twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use rapidhash::fast::RandomState;

use super::facet::Facet;
use super::mention::Mention;
use reportage_text::facet_path;

// The constants were chosen on one half of the 12,300 wire stories of Reuters-21578 (training part)
// that the agency's desk assigned to countries. On the other half, the countries among the main
// values have a precision of .917 and a recall of .918 (F1 .917); all mentioned countries have .732
// and .976 (F1 .837). In MUC-4, .974 of the countries, .657 of the places and .711 of the groups of
// incidents are main values (.988, .770 and .762 are mentioned), with 2.2 areas and 2.2 other
// values per report (3.9 and 2.9 mentioned). Of the speeches to the General Assembly, .942 have the
// speaker's country as a main value, with 2.5 areas each (18.7 mentioned).

/// The length of the lead, in code points of the body after its title: in wire stories, the
/// dateline and some words. A first mention after the lead is weak evidence: of countries mentioned
/// once between code points 100 and 300, the desk assigned 19 percent, of those before 91 percent.
const LEAD: usize = 100;
/// The extra mentions of a value that is mentioned in the lead.
const LEAD_WORTH: u64 = 2;
/// A main value has more than one mention per this many of the most-mentioned value.
const SHARE_OF_MOST: u64 = 3;
/// A main place has at least one mention per this many of the place that contains it.
const SHARE_OF_ABOVE: u64 = 10;

/// The asserted and mentioned values of a report, from which its facet values are derived.
#[derive(Debug, Clone, Copy)]
pub struct ReportMentions<'a> {
    /// Values asserted by metadata: facet names and paths.
    pub asserted: &'a [(String, String)],
    /// The title; empty if there is none.
    pub title: &'a str,
    /// Mentions in the title.
    pub in_title: &'a [Mention],
    /// The body.
    pub body: &'a str,
    /// Mentions in the body.
    pub in_body: &'a [Mention],
}

/// The evidence for one value.
#[derive(Debug, Clone, Copy, Default)]
struct Value {
    /// The number of mentions.
    mentions: u64,
    /// Whether it is mentioned in the lead.
    leads: bool,
    /// Whether the title mentions it or metadata asserts it.
    is_asserted: bool,
    /// Whether it is mentioned itself, and not only values below it.
    is_named: bool,
}

impl Value {
    fn weight(&self) -> u64 {
        self.mentions + if self.leads { LEAD_WORTH } else { 0 }
    }
}

/// Returns the paths of a facet that a report is mainly about, sorted and without implied
/// ancestors. Each is a facet value of the report or an ancestor of one. `has_entity` returns
/// whether a path of the facet belongs to an entity and is not only a grouping.
pub fn main_paths(
    facet: &Facet,
    report: &ReportMentions<'_>,
    has_entity: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let values = values(facet, report);
    let main: HashSet<&str> = match facet.places {
        true => main_places(&values, has_entity),
        false => main_others(&values),
    };
    facet_path::without_implied(main.into_iter().map(str::to_owned).collect())
}

/// Collects the evidence for each path of a facet, ancestors before descendants.
fn values<'a>(facet: &Facet, report: &ReportMentions<'a>) -> BTreeMap<&'a str, Value> {
    // A report mentions the same few paths many times, so mentions are aggregated by path first.
    let mut named: HashMap<&str, Value, RandomState> = HashMap::default();
    let lead = lead_end(report.title, report.body);
    let titled = report.in_title.iter().map(|mention| (mention, true));
    let all = titled.chain(report.in_body.iter().map(|mention| (mention, false)));
    for (mention, in_title) in all.filter(|(mention, _)| mention.facet == facet.name) {
        let value = named.entry(mention.path.as_str()).or_default();
        value.mentions += 1;
        value.leads |= !in_title && mention.start < lead;
        value.is_asserted |= in_title;
    }
    let mut values: BTreeMap<&str, Value> = BTreeMap::new();
    for (_, path) in report
        .asserted
        .iter()
        .filter(|(name, _)| *name == facet.name)
    {
        for above in at_and_above(path) {
            values.entry(above).or_default().is_asserted = true;
        }
    }
    for (path, named) in named {
        for above in at_and_above(path) {
            let value = values.entry(above).or_default();
            value.mentions += named.mentions;
            value.leads |= named.leads;
            value.is_asserted |= named.is_asserted;
            value.is_named |= above == path;
        }
    }
    values
}

fn main_places<'a>(
    values: &BTreeMap<&'a str, Value>,
    has_entity: &dyn Fn(&str) -> bool,
) -> HashSet<&'a str> {
    let mut groups = HashSet::from([""]); // the parent of all top values
    let mut most = 0;
    for (&path, value) in values {
        if groups.contains(above(path)) {
            match value.is_named || has_entity(path) {
                true => most = most.max(value.weight()),
                false => drop(groups.insert(path)),
            }
        }
    }
    let mut main = HashSet::new();
    for (&path, value) in values {
        let above = above(path);
        let is_main = match values.get(above) {
            _ if groups.contains(path) => false, // implied by any main value below
            Some(of_above) if !groups.contains(above) => {
                main.contains(above) && value.weight() * SHARE_OF_ABOVE >= of_above.weight()
            }
            Some(_) | None => is_near(value, most),
        };
        if is_main || value.is_asserted {
            main.insert(path);
        }
    }
    main
}

fn main_others<'a>(values: &BTreeMap<&'a str, Value>) -> HashSet<&'a str> {
    let named = values.values().filter(|value| value.is_named);
    let most = named.map(Value::weight).max().unwrap_or(0);
    let main = values
        .iter()
        .filter(|(_, value)| value.is_asserted || is_near(value, most));
    main.map(|(&path, _)| path).collect()
}

fn is_near(value: &Value, most: u64) -> bool {
    value.weight() * SHARE_OF_MOST > most
}

/// Yields a path and its ancestors, shortest first.
fn at_and_above(path: &str) -> impl Iterator<Item = &str> {
    (1..=facet_path::depth(path)).map(|n| &path[..facet_path::top_end(path, n)])
}

/// Returns the parent of a path; empty for a top path.
fn above(path: &str) -> &str {
    &path[..path.len() - facet_path::last_part(path).len()]
}

/// Returns the end of the lead in a body, in bytes. The body may begin with the title, as in texts
/// without metadata; the lead comes after it.
fn lead_end(title: &str, body: &str) -> usize {
    let letters = |text: &str| {
        text.char_indices()
            .nth(LEAD)
            .map_or(text.len(), |(at, _)| at)
    };
    let mut starts = body[..letters(body)].char_indices();
    let begins = starts.find(|&(at, _)| !title.is_empty() && body[at..].starts_with(title));
    let start = begins.map_or(0, |(at, _)| at + title.len());
    start + letters(&body[start..])
}

#[cfg(test)]
mod tests {
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
        main_paths(&facet, report, &|path| path != "/Regions")
    }

    /// Returns the main values of a long body with these mentions.
    fn main_of_body(facet: &str, times: &[(&str, usize)]) -> Vec<String> {
        let report = ReportMentions {
            asserted: &[],
            title: "",
            in_title: &[],
            body: &"x".repeat(2000),
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
        let mut times: Vec<(&str, usize)> =
            villages.iter().map(|path| (path.as_str(), 1)).collect();
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
        assert_eq!(main_of_body(ACTOR, &times), ["/Forces/Police", "/Groups"]);
    }

    #[test]
    fn asserted_and_title_values_are_main_however_rarely_they_are_mentioned() {
        let asserted = [(AREA.to_owned(), "/Kenya/Nairobi".to_owned())];
        let mut report = ReportMentions {
            asserted: &asserted,
            title: "Port-au-Prince",
            in_title: &[mention(AREA, "/Haiti/Ouest/Port-au-Prince", 0)],
            body: &"x".repeat(2000),
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
                in_body: &in_body,
            };
            main_of(AREA, &report)
        };
        assert_eq!(main(end - 2, 8), ["/Haiti", "/Kenya"]);
        assert_eq!(main(end - 2, 9), ["/Kenya"]);
        assert_eq!(main(end, 8), ["/Kenya"]);
    }
}
