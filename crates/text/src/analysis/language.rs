//! Language detection.
//!
//! Counting function words separates the commonest languages at the cost of one look-up per word,
//! and separates Haitian Creole, which whatlang does not know, from French. If the counts are not
//! clear, whatlang decides (69 languages, by letter trigrams).

use std::cmp::Reverse;

use super::function_words::{FunctionWords, LanguageLists, MOST_LANGUAGES};
use super::language_tables::LanguageTables;
use super::words::Words;

/// How many words are examined.
const SAMPLE: usize = 400;
/// The share of function words that is enough to decide for a language.
const CLEAR_SHARE: f64 = 0.2;
/// The factor by which the leading language must beat the second.
const CLEAR_LEAD: f64 = 1.5;
/// The whatlang confidence (0 to 1) above which its answer is used. Headlines misread as another
/// language scored below 0.3, single sentences read correctly above 0.5.
const SURE: f64 = 0.5;
/// The fewest words for which a language is detected, except by script.
const FEWEST_WORDS: usize = 5;

/// Returns the language of `text` as an ISO 639-1 code (639-3 if there is none); `None` if the text
/// is too short or unclear. `words` are the words of `text`; `lists` are the function word lists of
/// each word, or of the first words only, which are then the ones examined.
pub fn detect<'a>(
    tables: &'a LanguageTables,
    text: &str,
    words: &Words,
    lists: &[LanguageLists],
) -> Option<&'a str> {
    if lists.is_empty() {
        return None;
    }
    let sample = lists.len().min(SAMPLE);
    if let Some(language) = by_function_words(&tables.function_words, &lists[..sample]) {
        return Some(language);
    }
    let end = words.span(sample - 1).end;
    let start = words.span(0).start;
    let found = whatlang::detect(&text[start..end])?;
    let enough = lists.len() >= FEWEST_WORDS || found.script() != whatlang::Script::Latin;
    let sure = found.is_reliable() || found.confidence() >= SURE;
    (sure && enough).then(|| tables.codes.short(found.lang().code()))
}

/// Returns the language with clearly the most function words; `None` if there is no clear leader.
fn by_function_words<'a>(words: &'a FunctionWords, lists: &[LanguageLists]) -> Option<&'a str> {
    let sample = lists.len();
    if sample < FEWEST_WORDS {
        return None;
    }
    let counted = FunctionWordCounts::of(words, lists);
    let (best, most) = counted.most();
    let second = counted.most_of_others(best);
    let clear =
        most as f64 >= CLEAR_SHARE * sample as f64 && most as f64 >= CLEAR_LEAD * second as f64;
    clear.then_some(best)
}

/// The number of function words of each language in a run of words.
pub(super) struct FunctionWordCounts<'a> {
    words: &'a FunctionWords,
    /// In list order.
    counts: [usize; MOST_LANGUAGES],
}

impl<'a> FunctionWordCounts<'a> {
    /// Counts by the lists of each word.
    pub(super) fn of(words: &'a FunctionWords, lists: &[LanguageLists]) -> FunctionWordCounts<'a> {
        let mut counts = [0; MOST_LANGUAGES];
        for &lists in lists {
            let mut bits = lists;
            while bits != 0 {
                counts[bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        FunctionWordCounts { words, counts }
    }

    /// Returns the count for `language`; `None` if it has no list.
    pub(super) fn count(&self, language: &str) -> Option<usize> {
        position(self.words, language).map(|at| self.counts[at])
    }

    /// Returns the language with the highest count, the first of equals, and that count.
    pub(super) fn most(&self) -> (&'a str, usize) {
        let counts = self.counts.iter().enumerate();
        let most = counts.max_by_key(|&(i, n)| (n, Reverse(i)));
        let lists = self.words.lists();
        let language = |i: usize| lists.get(i).map_or("", |list| list.language.as_str());
        most.map_or(("", 0), |(i, &n)| (language(i), n))
    }

    /// Returns the highest count of any language other than `language`.
    fn most_of_others(&self, language: &str) -> usize {
        let others = self.words.lists().iter().zip(self.counts);
        let others = others.filter(|(list, _)| list.language != language);
        others.map(|(_, n)| n).max().unwrap_or(0)
    }
}

/// Returns how many words are function words of `one` and not of `other`, by the lists of each
/// word; 0 if `one` has no list.
pub(super) fn function_words_only_of(
    words: &FunctionWords,
    one: &str,
    other: &str,
    lists: &[LanguageLists],
) -> usize {
    let bit = |language| position(words, language).map_or(0, |at| 1 << at);
    let (one, other): (LanguageLists, LanguageLists) = (bit(one), bit(other));
    let of_one = lists.iter().filter(|&of| of & one != 0 && of & other == 0);
    of_one.count()
}

fn position(words: &FunctionWords, language: &str) -> Option<usize> {
    words
        .lists()
        .iter()
        .position(|list| list.language == language && !list.plain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    fn detected(text: &str) -> Option<String> {
        let (tables, words) = (shipped(), Words::of(text));
        let lists = tables.function_words.lists_of_all(&words);
        detect(&tables, text, &words, &lists).map(str::to_owned)
    }

    #[test]
    fn languages_of_a_few_sentences_are_distinguished() {
        for (text, wanted) in [
            (
                "The police said that the attack on the town had been going on for over a week.",
                "en",
            ),
            (
                "La police a déclaré que l’attaque contre la ville durait depuis plus d’une semaine.",
                "fr",
            ),
            (
                "La policía dijo que el ataque contra la ciudad había durado más de una semana.",
                "es",
            ),
            (
                "Lapolis di atak la sou vil la te dire plis pase yon semèn nan zòn nan.",
                "ht",
            ),
            (
                "A polícia disse que o ataque contra a cidade durou mais de uma semana.",
                "pt",
            ),
            (
                "Die Polizei sagte, dass der Angriff auf die Stadt seit einer Woche andauert.",
                "de",
            ),
            (
                "Полиция сообщила, что нападение на город продолжалось больше недели.",
                "ru",
            ),
            (
                "قالت الشرطة إن الهجوم على المدينة استمر أكثر من أسبوع",
                "ar",
            ),
            (
                "Polisi wa Kenya walifika Nairobi. Jeshi la Uganda liko mjini Goma.",
                "sw",
            ),
            (
                "Shule ilifungwa baada ya shambulio katika kijiji na watoto walikimbia.",
                "sw",
            ),
        ] {
            assert_eq!(detected(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn a_text_that_tells_nothing_has_no_language() {
        for text in ["", "12 34 56", "Kenscoff", "...", "Port-au-Prince"] {
            assert_eq!(detected(text), None, "{text}");
        }
    }
}
