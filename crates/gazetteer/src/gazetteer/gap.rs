//! What may separate the words of one name.

use super::entry::Separators;

/// The longest word that a dot can abbreviate (`St.`, `Gen.`, `Prof.`), in characters.
const ABBREVIATION: usize = 4;

/// Returns the special separators in `gap`, the text between the word `before` and the next one;
/// `None` if the two words cannot belong to one name.
///
/// White space with at most one line break, hyphens inside a word, apostrophes, quotes, `&` and a
/// possessive `’s` never separate the words of a name. Neither does a dot after a short word.
pub(super) fn within_name(before: &str, gap: &str) -> Option<Separators> {
    if matches!(gap, " " | "-") {
        return Some(Separators::default());
    }
    let mut found = Separators::default();
    let mut line_breaks = 0;
    let mut last = None;
    let mut chars = gap.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => line_breaks += 1,
            '>' | '|' if line_breaks > 0 => {} // the marker of a quoted mail line
            '\u{2029}' | '\u{c}' => return None,
            _ if c.is_whitespace() => {}
            // `Haiti - Police` and list dashes separate names; `Port-au-\nPrince` does not.
            '-' | '\u{2010}' | '\u{2011}' | '–' => {
                if last.is_some_and(char::is_whitespace) {
                    return None;
                }
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '&' => {}
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' => {}
            '・' | '･' | '·' | '׳' | '״' => {} // inside Japanese, Catalan and Hebrew names
            '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' => {}
            's' | 'S' if matches!(last, Some('\'' | '’' | 'ʼ')) => {}
            '.' if last.is_none() && before.chars().count() <= ABBREVIATION => {
                if chars
                    .peek()
                    .is_some_and(|next| !next.is_whitespace() && *next != '-')
                {
                    return None;
                }
            }
            _ => found = found.with(Separators::of(c)?),
        }
        last = Some(c);
    }
    (line_breaks < 2).then_some(found)
}

/// Returns whether a sentence, line or list item may end in `gap`, the text before a word.
pub(super) fn ends_sentence(gap: &str) -> bool {
    if gap == " " {
        return false; // the common case
    }
    gap.contains([
        '.', '!', '?', ':', ';', '…', '\n', '\r', '\u{2029}', '•', '*', '#', '|', '“', '"', '«',
    ]) || gap.trim_start().starts_with(['-', '–', '—'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_run_over_line_breaks_hyphens_quotes_and_abbreviations() {
        for (before, gap) in [
            ("Port", "-"),
            ("Haiti", "’s "),
            ("Jimmy", " ‘"),
            ("Barbecue", "’ "),
            ("Viv", "\r\n"),
            ("Viv", "\n> "),
            ("Viv", "\n>> "),
            ("au", "-\n"),
            ("St", ". "),
            ("St", ".-"),
            ("Location", " & "),
            ("トバゴ", "・"),
            ("צ", "׳"),
            ("Haiti", "\u{a0}"),
        ] {
            assert_eq!(
                within_name(before, gap),
                Some(Separators::default()),
                "{gap:?}"
            );
        }
    }

    #[test]
    fn names_end_at_paragraphs_sentences_and_list_items() {
        for (before, gap) in [
            ("Haiti", "\n\n"),
            ("Haiti", "\n \n"),
            ("Haiti", "\n>\n> "),
            ("Haiti", " |\n| "),
            ("Haiti", " > "),
            ("Haiti", "\n- "),
            ("Haiti", " - "),
            ("Haiti", " — "),
            ("Haiti", "\u{2029}"),
            ("St", ".x"),
        ] {
            assert_eq!(within_name(before, gap), None, "{gap:?}");
        }
        for (before, gap) in [
            ("Haiti", ". "),
            ("Haiti", ", "),
            ("Haiti", "! "),
            ("a", " ("),
        ] {
            let found = within_name(before, gap).unwrap();
            assert!(!found.within(Separators::default()), "{gap:?}");
        }
    }
}
