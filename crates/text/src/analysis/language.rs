//! Which language a text is in.
//!
//! Function words tell the commonest languages apart at the cost of a look-up a word, and Haitian
//! Creole, which no general detector here knows, from French. What they leave open goes to whatlang
//! (69 languages, by letter trigrams).

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::function_words::{LANGUAGES, LanguageLists, MOST_LANGUAGES};
use super::words::Words;
use crate::lexicon::Lexicon;

/// How many words are looked at.
const SAMPLE: usize = 400;
/// The share of function words from which on a language is taken without further question.
const CLEAR_SHARE: f64 = 0.2;
/// By what factor it must lead the second.
const CLEAR_LEAD: f64 = 1.5;
/// The confidence (0 to 1) from which on whatlang is believed; headlines of other languages than it
/// thought came below 0.3, single sentences of the right one above 0.5.
const SURE: f64 = 0.5;
/// The fewest words from which a language is told at all.
const FEWEST_WORDS: usize = 5;

/// Returns the language of `text`, whose words are `words`, as an ISO 639-1 code (639-3 where there
/// is none); `None` if the text is too short or tells nothing. `lists` are those its words stand in; if
/// they are those of its first words only, these tell.
pub fn detect(text: &str, words: &Words, lists: &[LanguageLists]) -> Option<&'static str> {
    if lists.is_empty() {
        return None;
    }
    let sample = lists.len().min(SAMPLE);
    if let Some(language) = by_function_words(&lists[..sample]) {
        return Some(language);
    }
    let end = words.span(sample - 1).end;
    let start = words.span(0).start;
    let found = whatlang::detect(&text[start..end])?;
    let enough = lists.len() >= FEWEST_WORDS || found.script() != whatlang::Script::Latin;
    let sure = found.is_reliable() || found.confidence() >= SURE;
    (sure && enough).then(|| short_code(found.lang().code()))
}

/// Returns the language whose function words are clearly the most; `None` if it is not clear.
fn by_function_words(lists: &[LanguageLists]) -> Option<&'static str> {
    let sample = lists.len();
    if sample < FEWEST_WORDS {
        return None;
    }
    let counted = FunctionWordCounts::of(lists);
    let (best, most) = counted.most();
    let second = counted.most_but(best);
    let clear =
        most as f64 >= CLEAR_SHARE * sample as f64 && most as f64 >= CLEAR_LEAD * second as f64;
    clear.then_some(best)
}

/// How many function words of each language stand in a row of words.
pub(super) struct FunctionWordCounts {
    /// In the order of the lists.
    counts: [usize; MOST_LANGUAGES],
}

impl FunctionWordCounts {
    /// Counts those of words that stand in these lists.
    pub(super) fn of(lists: &[LanguageLists]) -> FunctionWordCounts {
        let mut counts = [0; MOST_LANGUAGES];
        for &lists in lists {
            let mut bits = lists;
            while bits != 0 {
                counts[bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        FunctionWordCounts { counts }
    }

    /// Returns how many are of `language`; `None` if it has no list.
    pub(super) fn count(&self, language: &str) -> Option<usize> {
        position(language).map(|at| self.counts[at])
    }

    /// Returns the language that has most, the first of equals, and how many.
    pub(super) fn most(&self) -> (&'static str, usize) {
        let counts = self.counts.iter().enumerate();
        let most = counts.max_by_key(|&(i, n)| (n, Reverse(i)));
        let language = |i: usize| LANGUAGES.get(i).map_or("", |list| list.language.as_str());
        most.map_or(("", 0), |(i, &n)| (language(i), n))
    }

    /// Returns how many the language has that has most but for `language`.
    fn most_but(&self, language: &str) -> usize {
        let others = LANGUAGES.iter().zip(self.counts);
        let others = others.filter(|(words, _)| words.language != language);
        others.map(|(_, n)| n).max().unwrap_or(0)
    }
}

/// Returns how many of the words that stand in these lists are function words of `one` and not of
/// `other`; none if `one` has no list.
pub(super) fn function_words_only_of(one: &str, other: &str, lists: &[LanguageLists]) -> usize {
    let bit = |language| position(language).map_or(0, |at| 1 << at);
    let (one, other): (LanguageLists, LanguageLists) = (bit(one), bit(other));
    let of_one = lists.iter().filter(|&of| of & one != 0 && of & other == 0);
    of_one.count()
}

fn position(language: &str) -> Option<usize> {
    LANGUAGES
        .iter()
        .position(|list| list.language == language && !list.plain.is_empty())
}

/// The table of languages.
static TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::shipped_file("languages.tsv"));

/// Returns the code under which reports of a language are filed, by one of its codes; the code itself if the table of
/// languages does not have it.
pub(super) fn short_code(code: &'static str) -> &'static str {
    TABLE.language(code).map_or(code, |language| &language.code)
}

/// Brings a stated language to the form that indexes hold: `EN`, `en-GB`, `eng` and `en_US` are
/// `en`. What is no language code is `None`.
pub fn normalize(stated: &str) -> Option<String> {
    let code = stated.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    if !matches!(code.len(), 2 | 3) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    Some(match TABLE.language(&code) {
        Some(language) => language.code.clone(),
        None => code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::function_words::lists_of_all;

    fn detected(text: &str) -> Option<&'static str> {
        let words = Words::of(text);
        detect(text, &words, &lists_of_all(&words))
    }

    #[test]
    fn languages_of_a_few_sentences_are_told_apart() {
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
        ] {
            assert_eq!(detected(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn a_text_that_tells_nothing_has_no_language() {
        for text in ["", "12 34 56", "Kenscoff", "...", "Port-au-Prince"] {
            assert_eq!(detected(text), None, "{text}");
        }
    }

    #[test]
    fn stated_languages_come_to_one_form() {
        let all = ["EN", "en-GB", "eng", "en_US"].map(normalize);
        assert!(all.iter().all(|code| code.as_deref() == Some("en")));
        assert_eq!(normalize("hat").as_deref(), Some("ht"));
        assert_eq!(normalize("French language"), None);
    }
}
