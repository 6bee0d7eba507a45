//! Notes on how a query was interpreted: operators of other programs, and words that look like
//! operators.

use super::field;
use super::foreign::Within;
use super::lex::{Lexeme, Token};
use super::names::own_names;
use super::tree::{Kind, Order, Qualifier, TimeRange};

/// All-caps words that are operators in other programs, and their equivalents here.
const OPERATORS_ELSEWHERE: &[(&str, &str)] = &[
    ("NEAR", "(a b)~10 finds words near each other"),
    ("SAME", "passage:(a b) finds both in one passage"),
    ("XOR", "(a OR b) NOT (a AND b) finds one of two"),
];

/// Returns the distinct notes on a query, in order. `tokens` are those of `text`.
pub(super) fn of(text: &str, tokens: &[Token]) -> Vec<String> {
    let mut notes = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let here = InContext { text, tokens, i };
        let written = here.written(i);
        match &token.lexeme {
            Lexeme::Or if written != "OR" => notes.push(format!("`{written}` is read as OR")),
            Lexeme::TightOr => notes.push(format!("`a{written}b` is read as (a OR b)")),
            Lexeme::And if written != "AND" => notes.push(format!("`{written}` is read as AND")),
            Lexeme::Not if written == "ANDNOT" => {
                notes.push("`ANDNOT` is read as NOT".to_owned());
            }
            Lexeme::Not if !matches!(written, "NOT" | "-") => {
                notes.push(format!("`{written}` before a word is read as NOT"));
            }
            Lexeme::Plus => notes.push(format!("`{written}` before a word is read as AND")),
            Lexeme::Within(within) => notes.push(on_distance(written, *within)),
            Lexeme::Leaf(Kind::Word(word)) => notes.extend(here.on_word(word)),
            Lexeme::Leaf(Kind::Phrase(phrase)) => notes.extend(on_phrase(phrase)),
            Lexeme::Leaf(Kind::Qualifier(Qualifier::Date(range))) => {
                notes.extend(on_date(written, range))
            }
            Lexeme::Leaf(
                Kind::Exact(_)
                | Kind::Translated(_)
                | Kind::Pattern(_)
                | Kind::Fuzzy { .. }
                | Kind::Near { .. }
                | Kind::Passage(_)
                | Kind::Title(_)
                | Kind::Qualifier(_)
                | Kind::Sequence(_)
                | Kind::And(_)
                | Kind::Or(_)
                | Kind::Not(_)
                | Kind::Boost { .. },
            )
            | Lexeme::Open
            | Lexeme::Close
            | Lexeme::And
            | Lexeme::Or
            | Lexeme::Not
            | Lexeme::Text(_)
            | Lexeme::Values(_)
            | Lexeme::Near(..)
            | Lexeme::Boost(_) => {}
        }
    }
    notes.extend(on_single_quotes(text, tokens));
    let mut once = Vec::with_capacity(notes.len());
    for note in notes {
        if !once.contains(&note) {
            once.push(note);
        }
    }
    once
}

fn on_distance(written: &str, within: Within) -> String {
    match within {
        Within::Words(apart, Order::Any) => format!("`a {written} b` is read as (a b)~{apart}"),
        Within::Words(apart, Order::AsTyped) => {
            format!("`a {written} b` is read as (a b)~>{apart}")
        }
        Within::Passage => format!("`a {written} b` is read as passage:(a b)"),
    }
}

fn on_date(written: &str, range: &TimeRange) -> Option<String> {
    let value = written
        .split_once([':', '：'])
        .map_or(written, |(_, value)| value);
    let value = value.trim_matches(super::lex::is_quote);
    let end = |when: Option<crate::date::When>| when.map(|when| when.to_string());
    let (since, until) = (end(range.since), end(range.until));
    if since == until && since.is_some() || since.as_deref() == Some(value) {
        return None;
    }
    let (since, until) = (since.unwrap_or_default(), until.unwrap_or_default());
    let read = format!("{since}..{until}");
    let as_here = value.contains("..") && !value.contains("...");
    (!as_here).then(|| format!("`{written}` is read as date:{read}"))
}

fn on_phrase(phrase: &str) -> Option<String> {
    let words = || phrase.split_whitespace();
    let is_edits = |word: &str| {
        let after = word
            .rsplit_once('~')
            .filter(|(before, _)| !before.is_empty());
        after.is_some_and(|(_, after)| after.bytes().all(|b| b.is_ascii_digit()))
    };
    if words().any(|word| word == "*") {
        let note = "a `*` alone in quotes is ignored: \"a b\"~>3 allows words between";
        return Some(note.to_owned());
    }
    if words().any(is_edits) {
        let note = "a `~` in quotes is ignored: (a b~1)~>0 is a phrase with spelling variants";
        return Some(note.to_owned());
    }
    let operator = words().find(|word| matches!(*word, "AND" | "OR" | "NOT"))?;
    let in_capitals = !phrase.contains(char::is_lowercase);
    (!in_capitals).then(|| format!("`{operator}` in quotes is a word"))
}

/// Returns a note on single quotes, which are apostrophes: `'viv ansanm'`.
fn on_single_quotes(text: &str, tokens: &[Token]) -> Option<String> {
    let is_apostrophe = |c: char| matches!(c, '\'' | '‘' | '’' | '‚' | '`');
    let words = tokens
        .iter()
        .filter(|token| matches!(token.lexeme, Lexeme::Leaf(Kind::Word(_))));
    let words: Vec<&str> = words.map(|token| &text[token.span.clone()]).collect();
    let opens = |word: &&str| word.starts_with(is_apostrophe) && !word.ends_with(is_apostrophe);
    let open = words.iter().position(opens)?;
    let closes = |word: &&str| word.ends_with(is_apostrophe) && !word.starts_with(is_apostrophe);
    let note = "single quotes are apostrophes: write a phrase in \"double quotes\"";
    words[open..].iter().any(closes).then(|| note.to_owned())
}

/// A token in its context.
struct InContext<'a> {
    text: &'a str,
    tokens: &'a [Token],
    i: usize,
}

impl InContext<'_> {
    fn written(&self, i: usize) -> &str {
        &self.text[self.tokens[i].span.clone()]
    }

    fn on_word(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        match lower.as_str() {
            "or" if self.stands_between_parts() => {
                let note = "is a word here: uppercase OR finds either";
                return Some(format!("`{word}` {note}"));
            }
            "not" if self.part_follows() => {
                let note = "is a word here: uppercase NOT excludes what follows";
                return Some(format!("`{word}` {note}"));
            }
            "and" if self.stands_between_parts() => {
                let note = "is a word here: all words are required anyway, and uppercase AND combines clauses";
                return Some(format!("`{word}` {note}"));
            }
            _ => {}
        }
        let elsewhere = OPERATORS_ELSEWHERE.iter().find(|(name, _)| *name == word);
        if let Some((_, instead)) = elsewhere
            && self.stands_between_parts()
            && self.has_lowercase()
        {
            return Some(format!("`{word}` is a word here: {instead}"));
        }
        if word == "TO" && self.is_range() {
            return Some("only dates have ranges: date:2024-10..2025-02".to_owned());
        }
        self.on_signs(word)
    }

    /// Returns a note on special characters in a word.
    fn on_signs(&self, word: &str) -> Option<String> {
        if let Some(at) = wildcard(word) {
            let sign = &word[at..=at];
            let starred = format!("{}*{}", &word[..at], &word[at + 1..]);
            return Some(format!(
                "`{sign}` is not a wildcard: {starred} stands for any letters"
            ));
        }
        if is_regex(word) {
            return Some(format!(
                "`{word}` is not a regular expression: use * for any letters, as in neighbo*r"
            ));
        }
        let after_part = self.i > 0 && ends_group(&self.tokens[self.i - 1].lexeme);
        if after_part && is_distance(word) {
            return Some(format!(
                "`{word}` is a word here: write a distance directly after the quote or parenthesis, \"a b\"{word}"
            ));
        }
        if after_part && self.touches_before() && is_slack(word) {
            return Some(format!("`{word}` is a word here: \"a b\"~5 is a distance"));
        }
        if let Some((before, similarity)) = word.split_once('~')
            && !before.is_empty()
            && similarity.parse::<f64>().is_ok()
        {
            return Some(format!(
                "`{word}` is searched as words: {before}~1 or {before}~2 allow one or two edits"
            ));
        }
        if word.starts_with('—') && word.chars().nth(1).is_some_and(char::is_alphanumeric) {
            return Some("`—` is punctuation: a hyphen before a word excludes it".to_owned());
        }
        let own = field::in_lowercase(word).filter(|name| own_names().contains(&name.as_str()));
        own.map(|name| field::note_on_capitals(word, &name))
    }

    fn stands_between_parts(&self) -> bool {
        let before = self.i.checked_sub(1).map(|i| &self.tokens[i].lexeme);
        let ends = |lexeme: &Lexeme| {
            matches!(
                lexeme,
                Lexeme::Leaf(_) | Lexeme::Close | Lexeme::Near(..) | Lexeme::Boost(_)
            )
        };
        before.is_some_and(ends) && self.part_follows()
    }

    fn part_follows(&self) -> bool {
        let after = self.tokens.get(self.i + 1).map(|token| &token.lexeme);
        matches!(
            after,
            Some(
                Lexeme::Leaf(_)
                    | Lexeme::Open
                    | Lexeme::Not
                    | Lexeme::Plus
                    | Lexeme::Text(_)
                    | Lexeme::Values(_)
            )
        )
    }

    fn has_lowercase(&self) -> bool {
        self.text.contains(char::is_lowercase)
    }

    /// Returns whether the word is inside `[a TO b]`.
    fn is_range(&self) -> bool {
        let opens = |i: usize| self.written(i).contains(['[', '{']);
        self.i > 0 && opens(self.i - 1) && self.part_follows()
    }

    fn touches_before(&self) -> bool {
        self.tokens[self.i - 1].span.end == self.tokens[self.i].span.start
    }
}

fn ends_group(lexeme: &Lexeme) -> bool {
    matches!(lexeme, Lexeme::Close | Lexeme::Leaf(Kind::Phrase(_)))
}

/// Returns the position of a `?` or `#` between letters of a word, in bytes; `None` in a URL.
fn wildcard(word: &str) -> Option<usize> {
    if word.contains(['/', '=', '&']) {
        return None;
    }
    let at = word.find(['?', '#'])?;
    let next = word[at + 1..].chars().next()?;
    (word[..at].ends_with(char::is_alphabetic) && next.is_alphabetic()).then_some(at)
}

/// `/pol.ce/`
fn is_regex(word: &str) -> bool {
    let inner = word
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'));
    inner.is_some_and(|inner| !inner.contains('/') && inner.contains(char::is_alphabetic))
}

/// `~5` or `~>5`
fn is_distance(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('~') else {
        return false;
    };
    let digits = rest.strip_prefix('>').unwrap_or(rest);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `p5` or `o5` at a closing quote, as in Recoll.
fn is_slack(word: &str) -> bool {
    let digits = word.strip_prefix(['p', 'o']);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
