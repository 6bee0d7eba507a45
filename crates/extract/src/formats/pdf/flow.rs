//! Converts blocks to flowing text: joins wrapped lines and rejoins hyphenated words.

use std::collections::HashSet;

use super::draw::Page;
use super::layout::Block;

const SOFT_HYPHEN: char = '\u{ad}';

/// The words of a document, used to decide whether the hyphen at a line break belongs to a word.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
}

impl Vocabulary {
    /// Collects the words inside lines.
    pub fn of(pages: &[Page]) -> Vocabulary {
        let mut words = HashSet::new();
        for line in pages.iter().flat_map(|page| &page.lines) {
            // The first word may be the second half of a hyphenated one, the last one its first
            // half.
            let mut inner: Vec<&str> = split(&line.text).collect();
            if line.text.ends_with(['-', '‐', SOFT_HYPHEN]) {
                inner.pop();
            }
            for (i, word) in inner.into_iter().enumerate() {
                if i == 0 && word.starts_with(char::is_lowercase) {
                    continue;
                }
                let word = word.to_lowercase().replace('‐', "-");
                if word.contains('-') {
                    words.extend(word.split('-').map(str::to_owned));
                }
                words.insert(word);
            }
        }
        Vocabulary { words }
    }

    /// Returns whether the hyphen between `before` and `after` belongs to the word.
    fn is_hyphenated(&self, before: &str, after: &str) -> bool {
        let (before, after) = (before.to_lowercase(), after.to_lowercase());
        if self.words.contains(&format!("{before}{after}")) {
            return false;
        }
        self.words.contains(&format!("{before}-{after}"))
            || (self.is_word(&before) && self.is_word(&after))
    }

    fn is_word(&self, text: &str) -> bool {
        text.chars().count() > 2 && self.words.contains(text)
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let parts =
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '‐' | SOFT_HYPHEN)));
    parts
        .map(|part| part.trim_matches(['-', '‐']))
        .filter(|part| !part.is_empty())
}

/// Appends a block as text. A line that does not continue on the next one ends in `\n`. `goes_on`:
/// the first line continues the existing text. A trailing hyphen is left for [`end`] or for the
/// continuation.
pub(super) fn write(block: &Block, goes_on: bool, words: &Vocabulary, text: &mut String) {
    for (i, line) in block.lines.iter().enumerate() {
        let wrapped = match i {
            0 => goes_on,
            i => block.is_wrapped(i - 1),
        };
        if i > 0 && !wrapped {
            text.push('\n');
        }
        push(text, &line.text, wrapped, words);
    }
}

/// Completes text that is not continued.
pub(super) fn end(text: &mut String) {
    if text.ends_with(SOFT_HYPHEN) {
        text.pop();
    }
}

/// Appends a line, or continues the text with it.
fn push(text: &mut String, line: &str, goes_on: bool, words: &Vocabulary) {
    if goes_on {
        join(text, line, words);
    }
    let last = line.chars().next_back();
    text.extend(line.chars().filter(|c| *c != SOFT_HYPHEN));
    if last == Some(SOFT_HYPHEN) {
        text.push(SOFT_HYPHEN); // for the next line
    }
}

/// Prepares the end of `text` for `line` to follow.
fn join(text: &mut String, line: &str, words: &Vocabulary) {
    if text.ends_with(SOFT_HYPHEN) {
        text.pop();
        return;
    }
    if is_within_address(text, line) {
        return;
    }
    let Some(stem) = text.strip_suffix(['-', '‐']) else {
        text.push(' ');
        return;
    };
    if !stem.ends_with(char::is_alphanumeric) {
        text.push(' '); // a dash, not a hyphen
        return;
    }
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    if !small(stem.chars().next_back()) || !small(line.chars().next()) {
        return;
    }
    let before = split(stem).last().unwrap_or("");
    let after = split(line).next().unwrap_or("");
    if !words.is_hyphenated(before, after) {
        text.truncate(stem.len());
    }
}

/// Returns whether `line` continues a web address at the end of `text` that was broken after a
/// separator, which belongs to the address.
fn is_within_address(text: &str, line: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_address =
        last.contains("://") || last.starts_with("www.") || (last.contains('/') && has_host(last));
    is_address
        && last.ends_with(['-', '/', '_', '=', '&', '?', '%', '#'])
        && line.starts_with(|c: char| c.is_alphanumeric() || c == '%')
}

/// Returns whether an address without a scheme starts with a host name: `documents.un.org/...`.
fn has_host(address: &str) -> bool {
    let host = address
        .trim_start_matches(['(', '“', '"', '<'])
        .split('/')
        .next()
        .unwrap_or("");
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or("");
    let is_top = (2..=6).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_lowercase());
    is_top && labels.next().is_some_and(|label| label.len() > 1)
}
