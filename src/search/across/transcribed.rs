//! Names in other scripts: the words of the index that are spellings of a name of the query, such as *Лютер* of *Luther*.

use tantivy_fst::Automaton;

use crate::analysis::stems::Stems;
use crate::analysis::transcription::{Progress, Transcription};
use crate::index::fields::{exact_term, stem_term};
use crate::search::clause::TextFields;
use crate::search::suggest::vocabulary::Vocabulary;

/// The maximum number of spellings of a name in one language.
const MOST: usize = 3;
/// A spelling may have this many more differences than the closest one.
const FURTHER: u8 = 1;
/// Spellings of fewer letters must have no differences: scripts without vowels have too many short words.
const SHORTEST_WITH_DIFFERENCES: usize = 4;
/// The differences that count for a spelling of the query word's stem, which is not the whole word.
const OF_STEM: u8 = 1;

/// A spelling of a name in the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Spelling {
    /// Folded.
    pub folded: String,
    /// Whether it is a word of the index, not only the stem of one.
    pub is_word: bool,
    /// By how many letters it differs from the usual transcription.
    pub differences: u8,
    /// The number of reports with it, in bodies and titles.
    pub reports: u64,
}

/// Returns the spellings of a folded word in texts of a language, the closest first; of equals, the most frequent.
/// `stem`: that of the word in the language of the query.
pub fn spellings(
    vocabulary: &Vocabulary<'_>,
    folded: &str,
    stem: &str,
    into: &str,
) -> tantivy::Result<Vec<Spelling>> {
    let mut found: Vec<Spelling> = Vec::new();
    let mut forms = vec![(folded, 0)];
    if stem != folded {
        forms.push((stem, OF_STEM));
    }
    for (form, further) in forms {
        let Some(transcription) = Transcription::of(form, into) else {
            continue;
        };
        for (prefix, is_word) in [(exact_term(""), true), (stem_term(into, ""), false)] {
            let automaton = Behind {
                prefix: prefix.as_bytes(),
                transcription: &transcription,
            };
            let accepted = vocabulary.accepted_behind(&prefix, &automaton, TextFields::Anywhere)?;
            for (spelling, reports) in accepted {
                let differences = transcription.differences_of(&spelling);
                let differences = differences.unwrap_or_default() + further;
                if differences > 0 && spelling.chars().count() < SHORTEST_WITH_DIFFERENCES {
                    continue;
                }
                match found.iter_mut().find(|known| known.folded == spelling) {
                    Some(known) => {
                        known.differences = known.differences.min(differences);
                        known.reports = known.reports.max(reports);
                        known.is_word |= is_word;
                    }
                    None => found.push(Spelling {
                        folded: spelling,
                        is_word,
                        differences,
                        reports,
                    }),
                }
            }
        }
    }
    found.sort_by(|a, b| {
        let by_closeness = a.differences.cmp(&b.differences);
        by_closeness
            .then(b.reports.cmp(&a.reports))
            .then_with(|| a.folded.cmp(&b.folded))
    });
    Ok(found)
}

/// Returns the spellings that are hardly further than the closest one, as many as are looked up, as names. Of those with the
/// same stem, the first that is a word of the index.
pub fn closest(mut spellings: Vec<Spelling>, into: &str) -> Vec<String> {
    let best = spellings.first().map_or(0, |spelling| spelling.differences);
    spellings.retain(|spelling| spelling.differences <= best + FURTHER);
    let mut stems = Stems::new(into);
    let mut kept: Vec<(String, Spelling)> = Vec::new();
    for spelling in spellings {
        let stem = stems.stem(&spelling.folded).to_owned();
        match kept.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, known)) if !known.is_word && spelling.is_word => *known = spelling,
            Some(_) => {}
            None => kept.push((stem, spelling)),
        }
    }
    kept.truncate(MOST);
    let names = kept.iter().map(|(_, spelling)| as_name(&spelling.folded));
    names.collect()
}

/// Writes a folded word as a name: capitalised, if its script has case. Greek gets its final sigma back.
fn as_name(folded: &str) -> String {
    let lowercase = folded.to_uppercase().to_lowercase();
    let mut chars = lowercase.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Accepts the terms that are spellings of a word behind a prefix.
struct Behind<'a> {
    prefix: &'a [u8],
    transcription: &'a Transcription,
}

/// What has been read of a term.
#[derive(Debug, Clone)]
enum State {
    /// So many bytes of the prefix.
    Prefix(usize),
    /// The prefix and a beginning of the word.
    Word(Progress),
    /// Something else.
    Other,
}

impl Automaton for Behind<'_> {
    type State = State;

    fn start(&self) -> State {
        State::Prefix(0)
    }

    fn is_match(&self, state: &State) -> bool {
        match state {
            State::Word(progress) => self.transcription.differences(progress).is_some(),
            State::Prefix(_) | State::Other => false,
        }
    }

    fn can_match(&self, state: &State) -> bool {
        match state {
            State::Prefix(_) => true,
            State::Word(progress) => !progress.is_lost(),
            State::Other => false,
        }
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Prefix(read) if self.prefix.get(*read) == Some(&byte) => {
                match read + 1 == self.prefix.len() {
                    true => State::Word(self.transcription.start()),
                    false => State::Prefix(read + 1),
                }
            }
            State::Word(progress) => State::Word(self.transcription.after(progress, byte)),
            State::Prefix(_) | State::Other => State::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_with_an_uppercase_letter_and_a_final_sigma() {
        assert_eq!(as_name("лютер"), "Лютер");
        assert_eq!(as_name("αθηνασ"), "Αθηνας");
        assert_eq!(as_name("برهان"), "برهان");
    }
}
