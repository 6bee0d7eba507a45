//! Titles of texts without metadata: the first heading or first short line.

const MOST_WORDS: usize = 12;
const MOST_CHARACTERS: usize = 100;
/// A line of this length without a blank line after it may be the first of a wrapped paragraph.
const WRAPPED: usize = 50; // characters

/// Returns the first line of `text` if it looks like a title: a Markdown heading, or a short line
/// without a full stop and with text after it.
pub(super) fn of_text(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let first = lines
        .by_ref()
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    if let Some((_, heading)) = heading(first) {
        return Some(heading);
    }
    let next = lines.next().map_or("", str::trim);
    let followed = !next.is_empty() || lines.any(|line| !line.trim().is_empty());
    let characters = first.chars().count();
    let short = characters <= MOST_CHARACTERS && first.split_whitespace().count() <= MOST_WORDS;
    if !followed || !short || !first.chars().any(char::is_alphabetic) || ends_sentence(first) {
        return None;
    }
    let runs_on = next.chars().next().is_some_and(char::is_lowercase)
        || (!next.is_empty() && characters >= WRAPPED && next.chars().count() <= MOST_CHARACTERS);
    (!runs_on).then(|| first.to_owned())
}

/// Returns the title of a Markdown text: its first level-1 heading, or else the result of
/// [`of_text`].
pub(super) fn of_markdown(text: &str) -> Option<String> {
    let mut fence = None;
    let mut before = "";
    for line in text.lines() {
        let line = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|m| line.starts_with(m));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                if let Some((1, heading)) = heading(line) {
                    return Some(heading);
                }
                let underline = line.len() >= 3 && line.bytes().all(|b| b == b'=');
                if underline && !before.is_empty() {
                    return Some(plain(before));
                }
            }
        }
        before = line;
    }
    of_text(text)
}

/// Parses `## Heading ##` as its level and text.
fn heading(line: &str) -> Option<(usize, String)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    if !(1..=6).contains(&level) || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let words = plain(rest.trim().trim_end_matches('#'));
    (!words.is_empty()).then_some((level, words))
}

/// Removes emphasis around a whole heading.
fn plain(words: &str) -> String {
    let words = words.trim();
    for mark in ["**", "__", "*", "_"] {
        let inner = words.strip_prefix(mark).and_then(|w| w.strip_suffix(mark));
        if let Some(inner) = inner
            && !inner.contains(mark)
        {
            return inner.trim().to_owned();
        }
    }
    words.to_owned()
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ', '\u{a0}']);
    line.ends_with(['.', ',', ';', ':', '…', '。', '।', '۔', '؛', '،'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_line_is_a_title_unless_it_is_a_sentence_or_all_of_the_text() {
        for (text, wanted) in [
            (
                "\nAttack on Kenscoff\n\nGunmen came.",
                Some("Attack on Kenscoff"),
            ),
            (
                "# Attack on Kenscoff #\nGunmen came.",
                Some("Attack on Kenscoff"),
            ),
            ("Who rules Solino?\nGunmen came.", Some("Who rules Solino?")),
            ("Attack on Kenscoff", None),
            ("Gunmen came.\n\nThey left.", None),
            ("“Gunmen came.”\n\nThey left.", None),
            ("Police on Monday clashed\nwith gunmen.", None),
            (
                "Police on Monday clashed with gunmen who tried to take\nSolino, a town.",
                None,
            ),
            ("* * *\n\nText", None),
            ("", None),
        ] {
            assert_eq!(of_text(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_markdown_title_is_the_first_heading_of_the_first_level_outside_code() {
        for (text, wanted) in [
            ("Intro text.\n\n```\n# no\n```\n# **Yes**\n", Some("Yes")),
            ("Yes\n===\ntext", Some("Yes")),
            ("## Part\n\ntext", Some("Part")),
            ("A sentence.\n\n## Part\n", None),
        ] {
            assert_eq!(of_markdown(text).as_deref(), wanted, "{text}");
        }
    }
}
