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
//! Mentions in the letterhead of an official document, in footnotes and in lists of values count for
//! nothing, nor does a media organisation, which is a source. Unless the lead mentions it, a value needs
//! more mentions in a long body. If many values have the most mentions, or nearly, none of them is
//! main by its number.
//!
//! Countries are compared with countries, and with other values at the top or directly below
//! grouping values (`/Regions/Europe`). A place inside a country is a main value only below another
//! main value, and only if it has at least a tenth of that value's mentions. Values of other facets
//! are compared with the most-mentioned one, whatever their ancestors: a kind of actor is not a
//! whole of which actors are parts.
//!
//! Shares work for a report of a hundred words as well as for one of twenty pages, which mentions
//! everything it touches twice.

mod uncounted;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use rapidhash::fast::RandomState;

use super::facet::Facet;
use super::mention::Mention;
use reportage_text::facet_path;
use uncounted::Uncounted;

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
/// The code points of a body in which one mention after the lead suffices.
const SHORT: usize = 2000;
/// In a longer body, a value needs two mentions, and one more for this many code points.
const LENGTH_OF_ONE: usize = 10_000;
/// No more mentions than this are needed.
const MOST_NEEDED: u64 = 8;
/// The most bytes between a place and the area that it is in.
const WIDEST_COMMA: usize = 2;
/// If at least this many values share the greatest number of mentions, none is main by its number.
const TIE: usize = 4;
/// If more than this many values are main by their number, none is.
const MOST_BY_NUMBER: usize = 6;

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
    /// The spans of footnotes in the body, in bytes, in order.
    pub notes: &'a [Range<usize>],
}

/// What is known about the values of a facet, by their paths.
pub struct ValueLookup<'a> {
    /// Returns whether a path belongs to an entity and is not only a grouping.
    pub has_entity: &'a dyn Fn(&str) -> bool,
    /// Returns whether the entity of a mention is a media organisation.
    pub is_media: &'a dyn Fn(&Mention) -> bool,
}

/// The evidence for one value.
#[derive(Debug, Clone, Copy, Default)]
struct Value {
    /// The number of mentions.
    mentions: u64,
    /// The number of mentions that do not only say where the place before them is.
    separate: u64,
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
/// ancestors. Each is a facet value of the report or an ancestor of one.
pub fn main_paths(
    facet: &Facet,
    report: &ReportMentions<'_>,
    lookup: &ValueLookup<'_>,
) -> Vec<String> {
    let values = values(facet, report, lookup.is_media);
    let needed = needed(report.body);
    let main: HashSet<&str> = match facet.places {
        true => main_places(&values, needed, lookup.has_entity),
        false => main_others(&values, needed),
    };
    facet_path::without_implied(main.into_iter().map(str::to_owned).collect())
}

/// Collects the evidence for each path of a facet, ancestors before descendants.
fn values<'a>(
    facet: &Facet,
    report: &ReportMentions<'a>,
    is_media: &dyn Fn(&Mention) -> bool,
) -> BTreeMap<&'a str, Value> {
    // A report mentions the same few paths many times, so mentions are aggregated by path first.
    let mut named: HashMap<&str, Value, RandomState> = HashMap::default();
    let mut media: HashMap<&str, bool, RandomState> = HashMap::default();
    let uncounted = Uncounted::of(facet, report);
    let lead = match uncounted.letterhead {
        0 => lead_end(report.title, report.body),
        _ => 0,
    };
    let titled = report.in_title.iter().map(|mention| (mention, true));
    let all = titled.chain(report.in_body.iter().map(|mention| (mention, false)));
    let mut before: Option<&Mention> = None;
    for (mention, in_title) in all.filter(|(mention, _)| mention.facet == facet.name) {
        let path = mention.path.as_str();
        let value = named.entry(path).or_default();
        value.is_asserted |= in_title;
        value.is_named = true;
        let leads = !in_title && mention.start < lead;
        let counts = in_title || leads || !uncounted.contains(mention.start);
        let repeats = before.is_some_and(|before| is_area_of(mention, before));
        before = Some(mention);
        if counts && !(*media.entry(path).or_insert_with(|| is_media(mention))) {
            value.mentions += 1;
            value.separate += u64::from(!repeats);
            value.leads |= leads;
        }
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
            value.separate += named.separate;
            value.leads |= named.leads;
            value.is_asserted |= named.is_asserted;
            value.is_named |= above == path;
        }
    }
    values
}

/// Returns whether a mention only says where the place directly before it is: `Lagos, Nigeria`.
fn is_area_of(mention: &Mention, before: &Mention) -> bool {
    (before.end..=before.end + WIDEST_COMMA).contains(&mention.start)
        && facet_path::is_at_or_below(&before.path, &mention.path)
}

/// Returns the number of mentions that a value needs to be main by its number.
fn needed(body: &str) -> u64 {
    match body.chars().count() {
        ..=SHORT => 1,
        length => MOST_NEEDED.min(2 + (length / LENGTH_OF_ONE) as u64),
    }
}

fn main_places<'a>(
    values: &BTreeMap<&'a str, Value>,
    needed: u64,
    has_entity: &dyn Fn(&str) -> bool,
) -> HashSet<&'a str> {
    let mut groups = HashSet::from([""]); // the parent of all top values
    let mut tops: Vec<(&str, &Value)> = Vec::new();
    for (&path, value) in values {
        if groups.contains(above(path)) {
            match value.is_named || has_entity(path) {
                true => tops.push((path, value)),
                false => drop(groups.insert(path)),
            }
        }
    }
    let most = tops.iter().map(|(_, value)| value.weight()).max();
    let near = main_by_number(&tops, most.unwrap_or(0), needed);
    let mut main = HashSet::new();
    for (&path, value) in values {
        let above = above(path);
        let is_main = match values.get(above) {
            _ if groups.contains(path) => false, // implied by any main value below
            Some(of_above) if !groups.contains(above) => {
                main.contains(above)
                    && is_enough(value, needed)
                    && value.weight() * SHARE_OF_ABOVE >= of_above.weight()
            }
            Some(_) | None => near.contains(path),
        };
        if is_main || value.is_asserted {
            main.insert(path);
        }
    }
    main
}

fn main_others<'a>(values: &BTreeMap<&'a str, Value>, needed: u64) -> HashSet<&'a str> {
    // A value that only groups others (`/Armed groups/Haiti`) is no topic.
    let named = values.iter().filter(|(_, value)| value.is_named);
    let named: Vec<(&str, &Value)> = named.map(|(&path, value)| (path, value)).collect();
    let most = named.iter().map(|(_, value)| value.weight()).max();
    let mut main = main_by_number(&named, most.unwrap_or(0), needed);
    let asserted = values.iter().filter(|(_, value)| value.is_asserted);
    main.extend(asserted.map(|(&path, _)| path));
    main
}

/// Returns the values with the weight `most`, or nearly; only those of the lead if there are too
/// many.
fn main_by_number<'a>(values: &[(&'a str, &Value)], most: u64, needed: u64) -> HashSet<&'a str> {
    let near = values
        .iter()
        .filter(|(_, value)| is_near(value, most) && is_enough(value, needed));
    let near: Vec<(&str, &Value)> = near.copied().collect();
    let implied = |path: &str| {
        let mut others = near.iter();
        others.any(|(other, _)| *other != path && facet_path::is_at_or_below(other, path))
    };
    let by_number = near
        .iter()
        .filter(|(path, value)| !value.leads && !value.is_asserted && !implied(path));
    let tied = by_number
        .clone()
        .filter(|(_, value)| value.weight() == most);
    let is_flat = by_number.count() > MOST_BY_NUMBER || tied.count() >= TIE;
    let main = near.iter().filter(|(_, value)| !is_flat || value.leads);
    main.map(|(path, _)| *path).collect()
}

/// Returns whether a value has enough mentions for the length of the body, or is in the lead.
fn is_enough(value: &Value, needed: u64) -> bool {
    value.leads || value.separate >= needed
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
mod tests;
