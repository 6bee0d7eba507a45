//! Wildcard patterns of words: `neighbo*r`.

/// A word with wildcards, each of which matches any number of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The text between the wildcards. Never empty; a single piece is a whole word.
    pieces: Vec<String>,
}

impl Pattern {
    /// Creates a pattern without wildcards.
    pub fn whole(word: &str) -> Pattern {
        Pattern {
            pieces: vec![word.to_owned()],
        }
    }

    /// Parses a text in which each `*` is a wildcard.
    pub fn of(text: &str) -> Pattern {
        Pattern {
            pieces: text.split('*').map(str::to_owned).collect(),
        }
    }

    /// Parses a text of words with wildcards as a phrase of patterns. `words` splits a text into folded words. A
    /// wildcard belongs to the words that it touches.
    pub fn row(text: &str, words: impl Fn(&str) -> Vec<String>) -> Vec<Pattern> {
        let mut row: Vec<Pattern> = Vec::new();
        // The pattern that ends in a wildcard and may continue.
        let mut open: Option<Vec<String>> = None;
        let pieces: Vec<&str> = text.split('*').collect();
        for (i, piece) in pieces.iter().enumerate() {
            let found = words(piece);
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let touches_gap_before = touches(piece.chars().next());
            let touches_gap_after = touches(piece.chars().next_back()) && i + 1 < pieces.len();
            let mut found = found.into_iter();
            if let Some(mut begun) = open.take() {
                let goes_on = if touches_gap_before {
                    found.next()
                } else {
                    None
                };
                let whole = goes_on.is_some() && found.len() == 0 && touches_gap_after;
                let ends_here = piece.is_empty() && i + 1 < pieces.len();
                match (goes_on, whole || ends_here) {
                    (Some(word), true) => {
                        begun.push(word);
                        open = Some(begun);
                        continue;
                    }
                    (None, true) => {
                        open = Some(begun); // `a**b` is `a*b`
                        continue;
                    }
                    (word, false) => {
                        begun.push(word.unwrap_or_default());
                        row.push(Pattern { pieces: begun });
                    }
                }
            }
            let mut found: Vec<String> = found.collect();
            if i + 1 < pieces.len() {
                let begun = if touches_gap_after { found.pop() } else { None };
                open = Some(vec![begun.unwrap_or_default()]);
            }
            row.extend(found.iter().map(|word| Pattern::whole(word)));
        }
        row
    }

    /// Returns the word, if there is no wildcard.
    pub fn as_whole(&self) -> Option<&str> {
        match &self.pieces[..] {
            [word] => Some(word),
            _ => None,
        }
    }

    /// Returns the common prefix of all words that match.
    pub fn start(&self) -> &str {
        &self.pieces[0]
    }

    /// Returns whether `word` matches.
    pub fn fits(&self, word: &str) -> bool {
        let (first, others) = self.pieces.split_first().expect("a pattern has a piece");
        let Some((last, between)) = others.split_last() else {
            return word == first;
        };
        let Some(mut rest) = word.strip_prefix(first.as_str()) else {
            return false;
        };
        for piece in between {
            let Some(at) = rest.find(piece.as_str()) else {
                return false;
            };
            rest = &rest[at + piece.len()..];
        }
        rest.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }

    fn row(text: &str) -> Vec<String> {
        let row = Pattern::row(text, split);
        row.iter().map(|pattern| pattern.pieces.join("*")).collect()
    }

    #[test]
    fn a_wildcard_belongs_to_the_words_that_it_touches() {
        for (text, wanted) in [
            ("neighbo*r", &["neighbo*r"][..]),
            ("Displac*", &["displac*"]),
            ("*ville", &["*ville"]),
            ("Port-au-Pr*", &["port", "au", "pr*"]),
            ("p*rt-a*-Pr*ce", &["p*rt", "a*", "pr*ce"]),
            ("a**b*", &["a*b*"]),
            ("*a*", &["*a*"]),
            ("un-*ville", &["un", "*ville"]),
            ("plain", &["plain"]),
        ] {
            assert_eq!(row(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_pattern_matches_whole_words_and_its_pieces_do_not_overlap() {
        let fits = |pattern: &str, word: &str| Pattern::of(pattern).fits(word);
        assert!(fits("neighbo*r", "neighbor") && fits("neighbo*r", "neighbour"));
        assert!(!fits("neighbo*r", "neighbours"));
        assert!(!fits("ab*ba", "aba") && fits("ab*ba", "abba"));
        assert!(fits("*an*an*", "banana") && !fits("*an*an*an*", "banana"));
        assert!(fits("a*", "a") && fits("*a", "a") && fits("a*a", "aa"));
    }
}
