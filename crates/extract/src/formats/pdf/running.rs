//! Removes running headers, footers and page numbers.

use std::collections::{HashMap, HashSet};

use super::draw::Page;
use super::glyphs::Line;

/// The height of the top and bottom edge, relative to the page.
const EDGE: f64 = 0.15;
/// How many lines of an edge are examined.
const LINES: usize = 5;
/// A running text occurs on at least this many pages.
const LEAST: usize = 3;

/// A text at an edge, with its numbers masked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Running {
    top: bool,
    text: String,
}

/// Removes headers and footers from `pages`. The first occurrence of each is kept, unless it
/// consists of numbers.
pub(super) fn take_off(pages: &mut [Page]) {
    let mut seen: HashMap<Running, [usize; 2]> = HashMap::new();
    for page in pages.iter() {
        let texts: HashSet<Running> = edges(page).into_iter().map(|(_, text)| text).collect();
        for text in texts {
            seen.entry(text).or_default()[page.number as usize % 2] += 1;
        }
    }
    let odd = pages.iter().filter(|page| page.number % 2 == 1).count();
    let sides = [pages.len() - odd, odd];
    let runs = |text: &Running| {
        let Some(counts) = seen.get(text) else {
            return false;
        };
        // Left and right pages may have different headers.
        let most = |side: usize| counts[side] > 1 && counts[side] * 2 > sides[side];
        counts[0] + counts[1] >= LEAST && (most(0) || most(1))
    };
    let mut met: HashSet<Running> = HashSet::new();
    for page in pages {
        let mut leaves: Vec<usize> = Vec::new();
        let mut outermost = [true, true];
        for (i, text) in edges(page) {
            let number = !text.text.contains(char::is_alphabetic);
            let edge = usize::from(text.top);
            let plain = number && outermost[edge] && is_page_number(&page.lines[i].text);
            let leave = plain || (runs(&text) && (number || met.contains(&text)));
            outermost[edge] &= leave;
            if leave {
                leaves.push(i);
            }
            met.insert(text);
        }
        let mut i = 0;
        page.lines.retain(|_| {
            i += 1;
            !leaves.contains(&(i - 1))
        });
    }
}

/// Finds the lines at the edges of a page, outermost first, as indices of its lines.
fn edges(page: &Page) -> Vec<(usize, Running)> {
    let mut order: Vec<usize> = (0..page.lines.len()).collect();
    let depth = |i: &usize| page.lines[*i].depth;
    order.sort_by(|a, b| depth(a).total_cmp(&depth(b)));
    let running = |i: &usize, top: bool| {
        let text = with_equal_numbers(&page.lines[*i]);
        (*i, Running { top, text })
    };
    let mut found = Vec::new();
    for i in order.iter().take(LINES).filter(|i| depth(i) < EDGE) {
        found.push(running(i, true));
    }
    for i in order.iter().rev().take(LINES) {
        if depth(i) > 1.0 - EDGE {
            found.push(running(i, false));
        }
    }
    found
}

fn with_equal_numbers(line: &Line) -> String {
    let mut text = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        if !c.is_ascii_digit() {
            text.extend(c.to_lowercase());
        } else if !text.ends_with('#') {
            text.push('#');
        }
    }
    text
}

/// Recognises `12`, `- 12 -`, `12/40`.
fn is_page_number(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            '-' | '–' | '—' | '/' | '|' | '[' | ']' | ' ' => {}
            _ => return false,
        }
    }
    (1..=8).contains(&digits)
}
