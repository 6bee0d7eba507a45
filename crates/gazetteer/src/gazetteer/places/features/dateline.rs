//! Datelines: `PARIS, France (AP) —`.

use super::FeatureReader;
use crate::gazetteer::name_match::NameMatch;

/// How many letters and digits may precede a dateline on its line.
const DATELINE_BEFORE: usize = 0;
/// How far after its place a dateline may end, in characters.
const DATELINE_AFTER: usize = 48;

impl FeatureReader<'_> {
    /// Returns whether a name starts its line and is followed by the rest of a dateline:
    /// `PARIS, France (AP) —`.
    pub(super) fn dateline(&self, name: &NameMatch) -> bool {
        // Lines may be long, so only the relevant part is examined.
        let line = self
            .view
            .text_before(name.first)
            .chars()
            .rev()
            .take_while(|&c| c != '\n');
        let letters = line.filter(|c| c.is_alphanumeric());
        if letters.take(DATELINE_BEFORE + 1).count() > DATELINE_BEFORE {
            return false;
        }
        let rest = self.view.text_behind(name.last);
        let near = rest
            .char_indices()
            .nth(DATELINE_AFTER)
            .map_or(rest.len(), |(at, _)| at);
        let near = &rest[..near];
        let near = near.split_once('\n').map_or(near, |(line, _)| line);
        let ends = [" (", " — ", " – ", " -- ", " - ", "— "];
        let Some(at) = ends.iter().filter_map(|end| near.find(end)).min() else {
            return false;
        };
        // A date, an area, or nothing; but not a sentence.
        let between = &near[..at];
        between.split_whitespace().count() <= 5
            && (between.is_empty() || between.starts_with([',', '.', ' ', '/']))
            && !between.contains(['“', '"', ':'])
            && between.split_whitespace().all(|word| {
                word.starts_with(|c: char| {
                    c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric()
                })
            })
            && is_upper_or_agency(self.view.written_of(name.first, name.last), &near[at..])
    }
}

/// Returns whether the place of a dateline is in all caps, or is followed by an agency in brackets.
fn is_upper_or_agency(name: &str, rest: &str) -> bool {
    let upper = !name.contains(char::is_lowercase);
    let agency = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    let agency = agency.is_some_and(|(agency, _)| agency.len() <= 40);
    upper || agency
}
