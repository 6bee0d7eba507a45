//! Recognises passages that begin with the title of their report, which is shown above them.

use std::cmp::Ordering;
use std::ops::Range;

use crate::response::{Part, text_of};

/// How a passage begins, compared with its report's title.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Beginning {
    /// Not with the title.
    Other,
    /// With the title on its own line.
    Title {
        /// The title as written in the passage, with its matches.
        heading: Vec<Part>,
        /// The text after it; may be empty.
        rest: Vec<Part>,
    },
    /// With the title and more text on the same line.
    TitleGoingOn,
}

/// Compares the beginning of a passage with a title. Ignores case, white space and heading markers (`# Title`).
pub(super) fn beginning(passage: &[Part], title: &[Part]) -> Beginning {
    let (text, title) = (text_of(passage), text_of(title));
    let Some(end) = end_of_title(&text, &title) else {
        return Beginning::Other;
    };
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    if text[end..line_end].contains(char::is_alphanumeric) {
        return Beginning::TitleGoingOn;
    }
    let rest = text[line_end..].trim_start();
    Beginning::Title {
        heading: within(passage, 0..line_end),
        rest: within(passage, text.len() - rest.len()..text.len()),
    }
}

/// Returns whether a text contains a match.
pub(super) fn is_marked(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Plain(_) => false,
        Part::Match { .. } => true,
    })
}

/// Returns the end of the title at the start of `text`, in bytes; `None` if `text` does not begin with it.
fn end_of_title(text: &str, title: &str) -> Option<usize> {
    let mut at = text.len() - text.trim_start_matches(['#', '=', ' ', '\t', '\n']).len();
    let mut words = title.split_whitespace().peekable();
    words.peek()?;
    for word in words {
        at += text[at..].len() - text[at..].trim_start().len();
        for wanted in word.chars() {
            let c = text[at..].chars().next()?;
            if c.to_lowercase().cmp(wanted.to_lowercase()) != Ordering::Equal {
                return None;
            }
            at += c.len_utf8();
        }
    }
    let goes_on = text[at..].starts_with(char::is_alphanumeric);
    (!goes_on).then_some(at)
}

/// Returns the slice of `parts` at a range of bytes of their joined text.
fn within(parts: &[Part], bytes: Range<usize>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in parts {
        let end = start + part.text().len();
        let here = bytes.start.max(start)..bytes.end.min(end);
        if here.start < here.end {
            let text = part.text()[here.start - start..here.end - start].to_owned();
            found.push(match part {
                Part::Plain(_) => Part::Plain(text),
                Part::Match {
                    text: _,
                    line,
                    page,
                } => Part::Match {
                    text,
                    line: *line,
                    page: *page,
                },
            });
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Part> {
        vec![Part::Plain(text.to_owned())]
    }

    fn title(heading: &str, rest: &str) -> Beginning {
        let parts = |text: &str| match text {
            "" => Vec::new(),
            text => plain(text),
        };
        Beginning::Title {
            heading: parts(heading),
            rest: parts(rest),
        }
    }

    #[test]
    fn a_title_on_its_own_line_is_separated_from_the_rest() {
        for (passage, wanted) in [
            (
                "Attack on Kenscoff\n\nGunmen came.",
                title("Attack on Kenscoff", "Gunmen came."),
            ),
            (
                "# ATTACK ON\nKENSCOFF.\nGunmen came.",
                title("# ATTACK ON\nKENSCOFF.", "Gunmen came."),
            ),
            ("Attack on Kenscoff", title("Attack on Kenscoff", "")),
            (
                "Attack on Kenscoff, again: men came.",
                Beginning::TitleGoingOn,
            ),
            ("Attack on Kenscoffs", Beginning::Other),
            ("Attack on", Beginning::Other),
            ("Gunmen came.", Beginning::Other),
        ] {
            let got = beginning(&plain(passage), &plain("Attack on  Kenscoff"));
            assert_eq!(got, wanted, "{passage}");
        }
        assert_eq!(beginning(&plain("Text"), &plain(" ")), Beginning::Other);
    }

    #[test]
    fn matches_in_and_after_the_title_stay_marked() {
        let matched = |text: &str| Part::Match {
            text: text.to_owned(),
            line: Some(3),
            page: None,
        };
        let passage = [
            matched("Attack"),
            Part::Plain("\n\nAn ".to_owned()),
            matched("attack"),
        ];
        let wanted = Beginning::Title {
            heading: vec![matched("Attack")],
            rest: vec![Part::Plain("An ".to_owned()), matched("attack")],
        };
        assert_eq!(beginning(&passage, &plain("Attack")), wanted);
    }
}
