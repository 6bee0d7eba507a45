//! Messages below the search box: errors in the query, notes on how it was interpreted, suggestions.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::filters::{FacetParameter, exclude, include};
use crate::response::{AddedWord, Matching, Response, Suggestion, TranslationOf};
use crate::search::WordsRule;
use crate::server::problem::{QueryError, Remedy};

/// Writes an error with its span in the query marked.
pub fn error(context: &Context, query: &str, error: &QueryError) -> Markup {
    let texts = context.texts;
    let parts = error.span.map(|[start, end]| {
        let text =
            |from: usize, to: usize| -> String { query.chars().take(to).skip(from).collect() };
        (text(0, start), text(start, end), text(end, usize::MAX))
    });
    html! {
        div.error role="alert" id="query-error" {
            p { strong { (texts.text("error")) } " " span lang="en" { (error.message) } }
            @if let Some((before, wrong, after)) = parts {
                p.query dir="auto" {
                    code {
                        (before)
                        span.wrong { @if wrong.is_empty() { "\u{2038}" } @else { (wrong) } }
                        (after)
                    }
                }
            }
            @if let Some(hint) = &error.hint { p.hint lang="en" { (hint) } }
            @match error.remedy.as_deref() {
                Some(Remedy::Plain) => p.hint {
                    a href=(context.search(&context.address.set("plain", "1"))) { (texts.text("error.plain")) }
                },
                Some(Remedy::Values { facet, written, nearest }) => {
                    (values(context, nearest, &|path| {
                        context.search(&with_value(&context.address, error.span, facet, written, path))
                    }))
                },
                None => {},
            }
        }
    }
}

/// Writes links to values of a facet that may be meant.
pub fn values(context: &Context, paths: &[String], to: &dyn Fn(&str) -> String) -> Markup {
    html! {
        p.did-you-mean {
            (context.texts.text("did_you_mean")) " "
            @for (n, path) in paths.iter().enumerate() {
                @if n > 0 { ", " }
                a href=(to(path)) { bdi { (path) } }
            }
        }
    }
}

/// Returns an address with a value instead of the one that is unknown: in the span of its query, or in its filters.
fn with_value(
    address: &Address,
    span: Option<[usize; 2]>,
    facet: &str,
    written: &str,
    path: &str,
) -> Address {
    let Some([start, end]) = span else {
        let is_wrong = |text: &&str| {
            let filter = FacetParameter::of(text);
            filter.is_some_and(|filter| filter.name == facet && filter.value == written)
        };
        let wrong = address.all("facet").find(is_wrong).unwrap_or_default();
        let right = match FacetParameter::of(wrong).is_some_and(|filter| filter.exclude) {
            true => exclude(facet, path),
            false => include(facet, path),
        };
        return address.without("facet", wrong).with("facet", &right);
    };
    let query = address.first("q");
    let part = |from: usize, to: usize| query.chars().take(to).skip(from).collect::<String>();
    // The span is that of a qualifier, with its name, or of one of several values of it.
    let wrong = part(start, end);
    let name = wrong.find(':').map_or("", |at| &wrong[..=at]);
    let right = format!("{name}\"{}\"", path.replace('"', " "));
    let query = format!("{}{right}{}", part(0, start), part(end, usize::MAX));
    address.set("q", &query)
}

/// Writes the notes on a response; empty if there are none.
pub fn notes(context: &Context, response: &Response, words: WordsRule) -> Markup {
    let texts = context.texts;
    let is_by_any = response.matching == Matching::Any && words == WordsRule::AllElseAny;
    let undated = response.undated.filter(|n| *n > 0);
    let corrected = response.corrected.as_ref();
    let added = response.added.as_deref().unwrap_or_default();
    let is_empty = corrected.is_none()
        && response.suggestions.is_empty()
        && !(is_by_any && response.total > 0)
        && undated.is_none()
        && response.notes.is_empty()
        && response.like.is_empty()
        && added.is_empty();
    if is_empty {
        return Markup::default();
    }
    html! {
        div.notes role="status" {
            @if let Some(corrected) = corrected {
                p.did-you-mean {
                    (texts.text("did_you_mean")) " "
                    a href=(context.search(&context.address.set("q", corrected))) { bdi { (corrected) } }
                }
            }
            @for suggestion in &response.suggestions { (suggested(context, response, suggestion)) }
            @if is_by_any && response.total > 0 { p { (texts.text("by_any")) } }
            @if let Some(n) = undated {
                p {
                    (texts.count("undated.one", "undated.many", n)) " "
                    a href=(context.search(&undated_too(context))) { code { "date:undated" } }
                }
            }
            @for like in &response.like {
                p { (texts.text("like")) " " (joined(like.words.iter().map(|word| word.word.as_str()))) }
            }
            @let own: Vec<&str> = added.iter().filter(|word| word.translation_of.is_none()).map(|word| word.word.as_str()).collect();
            @if !own.is_empty() {
                p { (texts.text("added")) " " (own.join(", ")) }
            }
            (translations(context, added))
            @for note in &response.notes { p lang="en" { (note) } }
        }
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<&str>>().join(", ")
}

/// Writes the translations of the query's words by language; empty if there are none.
fn translations(context: &Context, added: &[AddedWord]) -> Markup {
    let of = added
        .iter()
        .filter_map(|added| Some((added, added.translation_of.as_ref()?)));
    let of: Vec<(&AddedWord, &TranslationOf)> = of.collect();
    if of.is_empty() {
        return Markup::default();
    }
    html! {
        details {
            summary { (context.texts.text("translated")) }
            @for of_language in of.chunk_by(|(_, a), (_, b)| a.language == b.language) {
                @let language = &of_language[0].1.language;
                p {
                    (language) ": "
                    bdi lang=(language) { (joined(of_language.iter().map(|(added, _)| added.word.as_str()))) }
                }
            }
        }
    }
}

/// Returns the address of the same search for undated reports instead of a range of dates.
fn undated_too(context: &Context) -> Address {
    let query = format!("{} date:undated", context.address.first("q"));
    let address = context.address.set("since", "").set("until", "");
    address.set("q", query.trim())
}

/// Writes the replacements of one word as links to the query with them.
fn suggested(context: &Context, response: &Response, suggestion: &Suggestion) -> Markup {
    let texts = context.texts;
    let replaced = |word: &str| {
        let mut query: String = response.query.chars().take(suggestion.start).collect();
        let needs_quotes = word.contains(char::is_whitespace);
        match needs_quotes {
            true => query.push_str(&format!("\"{word}\"")),
            false => query.push_str(word),
        }
        query.extend(response.query.chars().skip(suggestion.end));
        context.search(&context.address.set("q", &query))
    };
    html! {
        p.did-you-mean {
            (texts.count("word_in.one", "word_in.many", suggestion.reports)) " "
            q { bdi { (suggestion.word) } } ". " (texts.text("did_you_mean")) " "
            @for (i, word) in suggestion.words.iter().enumerate() {
                @if i > 0 { ", " }
                a href=(replaced(&word.word)) { bdi { (word.word) } }
                " (" (texts.number(word.reports)) ")"
            }
        }
    }
}
