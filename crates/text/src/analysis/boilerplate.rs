//! Finds boilerplate, which answers no question: tables of contents, letterheads, lists of
//! addresses. It is recognised by the shape of its lines, in any language.

use std::ops::Range;

use super::addresses::{is_mail_address, web_addresses};

/// The most words in a short line; longer lines count as text.
const LONGEST_LINE: usize = 12;
/// The fewest lines with a page number that make a table of contents.
const LEAST_ENTRIES: usize = 3;
/// The most other lines between two lines with a page number.
const MOST_BETWEEN: usize = 2;
/// The fewest dots in a dot leader before a page number.
const LEAST_DOTS: usize = 3;
/// The most digits of a page number.
const MOST_PAGE_DIGITS: usize = 4;
/// A letterhead ends within this many lines of the start.
const MOST_LETTERHEAD: usize = 25;
/// The fewest lines of a letterhead.
const LEAST_LETTERHEAD: usize = 3;
/// The fewest addresses in an address list, or in a letterhead without a document symbol.
const LEAST_ADDRESSES: usize = 2;
/// The fewest and most digits of a telephone number (ITU-T E.164 has 15 at most).
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// A non-blank line.
struct Line<'a> {
    text: &'a str,
    bytes: Range<usize>,
}

/// Returns the spans of boilerplate in `body`, in bytes, in order and without overlap. Spans are
/// whole lines.
pub fn boilerplate(body: &str) -> Vec<Range<usize>> {
    let lines = lines(body);
    let mut found = Vec::new();
    found.extend(letterhead(&lines));
    found.extend(tables_of_contents(&lines));
    found.extend(address_lists(&lines));
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, kept| {
        let overlaps = next.start <= kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    found
}

fn lines(body: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for text in body.split_inclusive('\n') {
        let bytes = start..start + text.trim_end().len();
        start += text.len();
        let text = text.trim();
        if !text.is_empty() {
            lines.push(Line { text, bytes });
        }
    }
    lines
}

/// Finds a letterhead: short lines at the top that contain a document symbol or several addresses.
/// It ends with the last line that has a symbol, an address or a few words with a number.
fn letterhead(lines: &[Line<'_>]) -> Option<Range<usize>> {
    let first = lines.iter().take(MOST_LETTERHEAD);
    let short: Vec<&Line<'_>> = first.take_while(|line| line.is_short()).collect();
    let addresses = short.iter().filter(|line| line.has_address()).count();
    let has_symbol = short.iter().any(|line| line.has_symbol());
    if !has_symbol && addresses < LEAST_ADDRESSES {
        return None;
    }
    let belongs = |line: &&Line<'_>| {
        let has_number = line.text.contains(|c: char| c.is_ascii_digit());
        line.has_address() || line.has_symbol() || (has_number && line.words() <= 4)
    };
    let last = short.iter().rposition(belongs)?;
    let is_whole = last + 1 >= LEAST_LETTERHEAD && lines.len() > last + 1;
    is_whole.then(|| short[0].bytes.start..short[last].bytes.end)
}

/// Finds runs of lines that end in a page number, including the lines between them.
fn tables_of_contents(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let entries: Vec<usize> = (0..lines.len())
        .filter(|&i| ends_in_page_number(lines[i].text))
        .collect();
    let near = |a: &usize, b: &usize| b - a <= MOST_BETWEEN + 1;
    entries
        .chunk_by(near)
        .filter(|run| run.len() >= LEAST_ENTRIES)
        .map(|run| lines[run[0]].bytes.start..lines[run[run.len() - 1]].bytes.end)
        .collect()
}

/// Returns whether a line ends in an Arabic or Roman number after dots or a tab.
fn ends_in_page_number(line: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x');
    let before = line.trim_end_matches(is_digit);
    if before.len() == line.len() || line.len() - before.len() > MOST_PAGE_DIGITS {
        return false;
    }
    let heading = before.trim_end_matches(['.', '…', '_', ' ', '\t', '\u{a0}', '·']);
    let leader = &before[heading.len()..];
    let dots = leader
        .chars()
        .filter(|c| matches!(c, '.' | '_' | '·'))
        .count();
    let leads = dots >= LEAST_DOTS || leader.contains(['…', '\t']);
    leads && heading.contains(char::is_alphabetic)
}

/// Finds runs of short lines, at least half of them with addresses.
fn address_lists(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if lines.iter().filter(|line| line.has_address()).count() < LEAST_ADDRESSES {
        return found; // the common case, without counting words
    }
    for run in lines.chunk_by(|a, b| a.is_short() && b.is_short()) {
        let has_address: Vec<bool> = run
            .iter()
            .map(|line| line.is_short() && line.has_address())
            .collect();
        let first = has_address.iter().position(|has| *has);
        let last = has_address.iter().rposition(|has| *has);
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        let addresses = has_address.iter().filter(|has| **has).count();
        if addresses >= LEAST_ADDRESSES && addresses * 2 > last - first {
            found.push(run[first].bytes.start..run[last].bytes.end);
        }
    }
    found
}

impl Line<'_> {
    /// Counts the words, up to [`LONGEST_LINE`] + 1.
    fn words(&self) -> usize {
        let words = self.text.split_whitespace();
        words.take(LONGEST_LINE + 1).count()
    }

    /// Returns whether the line is short and not a sentence.
    fn is_short(&self) -> bool {
        let ends = self.text.ends_with(['.', '!', '?', '。', '؟', '।', '…']);
        let words = self.words();
        words <= LONGEST_LINE && !(ends && words > 3)
    }

    /// Returns whether the line contains a document symbol as used by the United Nations and
    /// others: `A/79/437/Add.4`.
    fn has_symbol(&self) -> bool {
        let is_symbol = |token: &str| {
            let mut parts = token.split('/');
            let first = parts.next().unwrap_or("");
            let body =
                !first.is_empty() && first.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
            let rest: Vec<&str> = parts.collect();
            let figure = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
            body && rest.len() >= 2 && rest.iter().any(figure)
        };
        self.words() <= 6 && self.text.split_whitespace().any(is_symbol)
    }

    /// Returns whether a short line contains a mail or web address or a telephone number.
    fn has_address(&self) -> bool {
        let mut tokens = self.text.split_whitespace();
        let is_mail = |token: &str| token.contains('@') && is_mail_address(token);
        let mails = memchr::memchr(b'@', self.text.as_bytes()).is_some() && tokens.any(is_mail);
        let has = mails || !web_addresses(self.text).is_empty() || has_telephone(self.text);
        has && self.words() <= LONGEST_LINE
    }
}

/// Returns whether a line has a telephone number: a plus sign or bracket, then groups of digits.
fn has_telephone(line: &str) -> bool {
    let mut rest = line;
    while let Some(at) = memchr::memchr2(b'+', b'(', rest.as_bytes()) {
        let number = &rest[at..];
        let is_part = |c: char| c.is_ascii_digit() || " -.()+/\u{a0}\u{2011}".contains(c);
        let end = number.find(|c: char| !is_part(c)).unwrap_or(number.len());
        let digits = number[..end].bytes().filter(u8::is_ascii_digit).count();
        let opens = number[1..].starts_with(|c: char| c.is_ascii_digit());
        if opens && TELEPHONE_DIGITS.contains(&digits) {
            return true;
        }
        rest = &number[1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<&str> {
        boilerplate(body)
            .into_iter()
            .map(|range| &body[range])
            .collect()
    }

    #[test]
    fn a_letterhead_ends_at_its_last_number_or_address_before_the_title() {
        let head =
            "General Council\n\nGC/2025/85\n\nDistr.: General\n12 May 2025\n\n25-00725 (E) 140225";
        let body =
            format!("{head}\n\nLetter on the storm\n\nThe storm came at night and took the roofs.");
        assert_eq!(found(&body), [head]);
        let head = "Relief Office\n12 Rue Haute\nTel: +509 37 00 00 00\nwww.relief.example.org";
        let body = format!("{head}\n\nThe storm came at night and took the roofs of the town.");
        assert_eq!(found(&body), [head]);
    }

    #[test]
    fn a_table_of_contents_is_lines_that_end_in_page_numbers() {
        let table = "I. Introduction ........ 3\nII. The storm and what\nit took … 5\nIII. Relief . . . . 12\nAnnex\t14";
        let body = format!("The first page has this.\n\n{table}\n\nThe storm came at night.");
        assert_eq!(found(&body), [table]);
    }

    #[test]
    fn a_list_of_addresses_is_short_lines_that_hold_them() {
        let list = "Marie Jean, desk@example.org\nPaul Pierre, +509 3700 0000\nhttps://example.org/contact";
        let body =
            format!("The storm came at night and took the roofs of the town.\n\n{list}\n\nEnd.");
        assert_eq!(found(&body), [list]);
    }

    #[test]
    fn figures_headlines_and_sentences_are_not_boilerplate() {
        for body in [
            "Situation report no. 12\n3 October 2024\nKilled: 40\nWounded: 12\n\nMen came at night.",
            "Kenscoff: gangs push on\nBy a reporter\n4 February 2025\n\nMen came at night.",
            "Artibonite 12\nCentre 15\nNord 20\nOuest 300",
            "He called +509 3700 0000 and asked for water, food and tents for all the people there.",
            "See https://example.org/a for the whole list of those who were killed in the storm.",
            "The end... 3\n\nThe end",
            "",
        ] {
            assert_eq!(found(body), Vec::<&str>::new(), "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn boilerplate_is_in_order_and_on_character_boundaries(body in "([a-zé./:@ +(0-9]|\n|…|www\\.){0,60}") {
            let mut end = 0;
            for range in boilerplate(&body) {
                proptest::prop_assert!(range.start >= end && body.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
