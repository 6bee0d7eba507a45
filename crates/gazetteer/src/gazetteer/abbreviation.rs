//! The algorithm of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
//! definitions in biomedical text" (2003): finds the words before a bracket that the acronym in it
//! abbreviates.

/// The length of a short form, in letters and digits.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=10;

/// Returns the index of the first of the folded words `before` that `short` abbreviates: the
/// shortest run of words up to their end that contains its letters in order, the first of them at
/// the start of a word. `None` if it abbreviates none of the last `min(|short| + 5, |short| * 2)`
/// words.
pub(super) fn long_form(short: &str, before: &[&str]) -> Option<usize> {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if !LENGTHS.contains(&letters.len()) || !letters.iter().any(|c| c.is_alphabetic()) {
        return None;
    }
    let most = (letters.len() + 5).min(letters.len() * 2);
    let from = before.len().saturating_sub(most);
    // Matching backwards, each letter takes the last possible position.
    let mut word = before.len();
    let mut rest: Vec<char> = Vec::new();
    for (i, &letter) in letters.iter().enumerate().rev() {
        loop {
            let at = rest.iter().rposition(|&c| c == letter);
            match at {
                Some(at) if i > 0 || at == 0 => {
                    rest.truncate(at);
                    break;
                }
                Some(at) => rest.truncate(at), // the first letter must start a word
                None => {
                    word = word.checked_sub(1).filter(|&word| word >= from)?;
                    rest = before[word].chars().collect();
                }
            }
        }
    }
    let long: usize = before[word..].iter().map(|word| word.len()).sum();
    let itself = before[word..].contains(&short);
    (long > short.len() && !itself).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_run_of_words_is_taken() {
        let find = |short: &str, text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            long_form(short, &words).map(|first| words[first..].join(" "))
        };
        let wanted = Some("heat shock transcription factor".to_owned());
        assert_eq!(find("hstf", "the heat shock transcription factor"), wanted);
        let wanted = Some("armed conflict location event data".to_owned());
        assert_eq!(
            find("acled", "said the armed conflict location event data"),
            wanted
        );
        assert_eq!(find("nhp", "haiti national police"), None);
        assert_eq!(find("un", "x un"), None, "not of itself");
        assert_eq!(find("a", "army"), None);
        assert_eq!(find("ab", "a 1 2 3 4 5 b"), None, "too far away");
    }
}
