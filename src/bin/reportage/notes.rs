//! Notes on results for people, on stderr.

use std::collections::HashSet;

use reportage::response::counting::CountedQuery;
use reportage::response::{Matching, Response, SuggestedWord, Suggestion, translations};
use reportage::search::WordsRule;

use crate::output;

/// Prints notes on responses. Notes on how queries were interpreted are printed only once for several responses.
#[derive(Default)]
pub struct Notes {
    printed: HashSet<String>,
}

impl Notes {
    /// Prints the notes on a response; `query_id` is the id of its query in a batch.
    pub fn print(
        &mut self,
        response: &Response,
        query_arguments: WordsRule,
        query_id: Option<&str>,
    ) {
        let prefix = query_id.map_or(String::new(), |id| format!("query {id}: "));
        let note = |text: &str| output::note(&format!("{prefix}{text}"));
        for text in &response.notes {
            if self.printed.insert(text.clone()) {
                note(text);
            }
        }
        for like in &response.like {
            let words: Vec<&str> = like.words.iter().map(|word| word.word.as_str()).collect();
            match &words[..] {
                [] => note(&format!("no other report has a word of `{}`", like.id)),
                _ => note(&format!("like `{}`: any of {}", like.id, words.join(", "))),
            }
        }
        if let Some(added) = &response.added {
            let own = added.iter().filter(|added| added.translation_of.is_none());
            let words: Vec<&str> = own.map(|added| added.word.as_str()).collect();
            if !words.is_empty() {
                note(&format!("added {}", words.join(", ")));
            }
            for language in translations::notes(added) {
                note(&language);
            }
            if added.is_empty() {
                note("no word was added or translated");
            }
        }
        let is_by_any = response.matching == Matching::Any;
        if is_by_any && query_arguments == WordsRule::AllElseAny && response.total > 0 {
            note("no report has all the words; these have any of them");
        }
        response
            .undated
            .and_then(undated)
            .iter()
            .for_each(|text| note(text));
        for suggestion in &response.suggestions {
            note(&did_you_mean(suggestion));
        }
        if let Some(corrected) = &response.corrected
            && !is_a_suggestion(corrected, &response.suggestions)
        {
            note(&format!("corrected query: {corrected}"));
        }
    }
}

impl Notes {
    /// Prints the notes on a query of a counting command, with its text if there are `several`.
    pub fn print_counted(&mut self, query: &CountedQuery, rule: WordsRule, several: bool) {
        let prefix = match several {
            true => format!("`{}`: ", query.query),
            false => String::new(),
        };
        let is_by_any = query.matching == Matching::Any;
        let by_any = is_by_any && rule == WordsRule::AllElseAny && query.reports > 0;
        let by_any =
            by_any.then(|| "no report has all the words; these have any of them".to_owned());
        let undated = query.undated.and_then(undated);
        for note in query.notes.iter().cloned().chain(by_any).chain(undated) {
            let note = format!("{prefix}{note}");
            if self.printed.insert(note.clone()) {
                output::note(&note);
            }
        }
    }
}

/// Returns a note on undated reports that match except for the date; `None` if there are none.
fn undated(n: u64) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 undated report matches otherwise: date:undated finds it".to_owned()),
        n => Some(format!(
            "{n} undated reports match otherwise: date:undated finds them"
        )),
    }
}

fn did_you_mean(suggestion: &Suggestion) -> String {
    let word = |SuggestedWord { word, reports }: &SuggestedWord| {
        format!("{word} ({})", of_reports(*reports))
    };
    let words: Vec<String> = suggestion.words.iter().map(word).collect();
    let (typed, words) = (&suggestion.word, words.join(", "));
    match suggestion.reports {
        0 => format!("no report has `{typed}`: did you mean {words}?"),
        1 => format!("1 report has `{typed}`: did you mean {words}?"),
        n => format!("{n} reports have `{typed}`: did you mean {words}?"),
    }
}

fn of_reports(n: u64) -> String {
    match n {
        1 => "1 report".to_owned(),
        n => format!("{n} reports"),
    }
}

/// Returns whether a corrected query is just one suggested word, possibly with the operator that was typed.
fn is_a_suggestion(corrected: &str, suggestions: &[Suggestion]) -> bool {
    let corrected = corrected.trim_matches(['=', '"']);
    let mut words = suggestions.iter().flat_map(|suggestion| &suggestion.words);
    words.any(|suggested| suggested.word == corrected)
}
