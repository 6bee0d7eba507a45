//! Phrase and proximity matching within one field: the occurrences of words, phrases, and phrases near each other.

use tantivy::DocId;

use crate::index::fields::{PARAGRAPH, words_of_term};

use super::clause::{LookupTerm, Near, Occurrence, TermMatcher};
use super::near;
use super::postings::FieldReader;

/// The number of documents for which the positions of words are held in memory at once.
pub const DOCS_AT_ONCE: usize = 4096;

/// Returns the occurrences of words indexed under one of `terms` in each of `docs`, which are in order. An occurrence
/// of a term that is written as several words spans all of them.
pub fn word_occurrences(
    field: &FieldReader<'_>,
    terms: &[LookupTerm],
    docs: &[DocId],
) -> tantivy::Result<Vec<Vec<Occurrence>>> {
    let words_of = |term: &LookupTerm| words_of_term(&term.term);
    let most = terms.iter().map(words_of).max().unwrap_or(1);
    if most == 1 {
        let positions = field.positions(terms, docs)?;
        return Ok(positions.into_iter().map(singles).collect());
    }
    let mut all = vec![Vec::new(); docs.len()];
    for words in 1..=most {
        let of_length = terms.iter().filter(|term| words_of(term) == words);
        let of_length: Vec<LookupTerm> = of_length.cloned().collect();
        for (found, positions) in all.iter_mut().zip(field.positions(&of_length, docs)?) {
            found.extend(
                positions
                    .into_iter()
                    .map(|position| Occurrence { position, words }),
            );
        }
    }
    for found in &mut all {
        found.sort_unstable();
    }
    Ok(all)
}

/// Returns the occurrences of the phrase `matchers`, within a paragraph, in each of `docs`, which are in order.
pub fn phrase_occurrences(
    field: &FieldReader<'_>,
    matchers: &[TermMatcher],
    docs: &[DocId],
) -> tantivy::Result<Vec<Vec<Occurrence>>> {
    let mut terms = Vec::with_capacity(matchers.len());
    for matcher in matchers {
        terms.push(field.terms(matcher)?);
    }
    if terms.iter().any(|terms| terms.is_empty()) {
        return Ok(vec![Vec::new(); docs.len()]);
    }
    let paragraph = [LookupTerm::everywhere(PARAGRAPH.to_owned())];
    let mut all = Vec::with_capacity(docs.len());
    for docs in docs.chunks(DOCS_AT_ONCE) {
        let mut rows: Option<Vec<Vec<Occurrence>>> = None;
        let mut next = Vec::new();
        let mut read: Option<&[LookupTerm]> = None;
        for terms in &terms {
            // A word that follows itself is read once.
            if read != Some(&**terms) {
                next = word_occurrences(field, terms, docs)?;
                read = Some(terms);
            }
            let Some(rows) = &mut rows else {
                rows = Some(next.clone());
                continue;
            };
            for (row, next) in rows.iter_mut().zip(&next) {
                *row = longer(row, next);
            }
            if rows.iter().all(Vec::is_empty) {
                break;
            }
        }
        let mut rows = rows.unwrap_or_default();
        if matchers.len() > 1 {
            for (row, breaks) in rows.iter_mut().zip(field.positions(&paragraph, docs)?) {
                row.retain(|found| {
                    let next = breaks.partition_point(|&at| at <= found.position);
                    breaks.get(next).is_none_or(|&at| at >= found.end())
                });
            }
        }
        all.append(&mut rows);
    }
    Ok(all)
}

/// Returns the occurrences of any of several phrases in each of `docs`, which are in order; each once.
pub fn any_phrase(
    field: &FieldReader<'_>,
    rows: &[Vec<TermMatcher>],
    docs: &[DocId],
) -> tantivy::Result<Vec<Vec<Occurrence>>> {
    let mut all = vec![Vec::new(); docs.len()];
    for row in rows {
        for (found, of_row) in all.iter_mut().zip(phrase_occurrences(field, row, docs)?) {
            found.extend(of_row);
        }
    }
    for found in &mut all {
        found.sort_unstable();
        found.dedup();
    }
    Ok(all)
}

/// Extends phrases by words of `next` that directly follow them; drops the other phrases. Both lists are in order.
fn longer(phrases: &[Occurrence], next: &[Occurrence]) -> Vec<Occurrence> {
    let mut longer = Vec::new();
    for phrase in phrases {
        let first = next.partition_point(|word| word.position < phrase.end());
        let behind = next[first..]
            .iter()
            .take_while(|word| word.position == phrase.end());
        longer.extend(behind.map(|word| Occurrence {
            position: phrase.position,
            words: phrase.words + word.words,
        }));
    }
    longer
}

/// Returns the occurrences of parts that are within the distance of the others in each of `docs`, which are in
/// order.
pub fn proximity_occurrences(
    field: &FieldReader<'_>,
    is_title: bool,
    proximity: &Near,
    docs: &[DocId],
) -> tantivy::Result<Vec<Vec<Occurrence>>> {
    let parts = &proximity.parts;
    // Equal parts are read once; each of them must have an occurrence of its own.
    let mut distinct: Vec<&Vec<Vec<TermMatcher>>> = Vec::new();
    let mut wanted: Vec<usize> = Vec::new();
    let mut distinct_of: Vec<usize> = Vec::with_capacity(parts.len());
    for part in parts {
        let known = distinct.iter().position(|other| *other == part);
        let i = known.unwrap_or(distinct.len());
        if known.is_none() {
            distinct.push(part);
            wanted.push(0);
        }
        wanted[i] += 1;
        distinct_of.push(i);
    }
    let first_equal = |i: &usize| distinct_of.iter().position(|other| other == i).unwrap_or(0);
    let alike: Vec<usize> = distinct_of.iter().map(first_equal).collect();
    let is_enough = |of_place: &Vec<&[Occurrence]>| {
        let mut counts = of_place.iter().zip(&wanted);
        counts.all(|(occurrences, wanted)| occurrences.len() >= *wanted)
    };
    let mut all = Vec::with_capacity(docs.len());
    for docs in docs.chunks(DOCS_AT_ONCE) {
        let mut rows = Vec::with_capacity(distinct.len());
        for matchers in &distinct {
            rows.push(any_phrase(field, matchers, docs)?);
        }
        for n in 0..docs.len() {
            let of_doc: Vec<&[Occurrence]> = rows.iter().map(|rows| &rows[n][..]).collect();
            let places = match is_title {
                true => vec![of_doc],
                false => by_passage(&of_doc),
            };
            let mut found = Vec::new();
            for of_place in places.into_iter().filter(is_enough) {
                let of_parts: Vec<_> = distinct_of.iter().map(|&i| of_place[i]).collect();
                found.extend(near::satisfying(
                    &of_parts,
                    &alike,
                    proximity.apart,
                    proximity.order,
                ));
            }
            all.push(found);
        }
    }
    Ok(all)
}

/// Splits occurrences in a body by passage. Passages in which a part is missing are left out.
fn by_passage<'a>(parts: &[&'a [Occurrence]]) -> Vec<Vec<&'a [Occurrence]>> {
    let Some(rarest) = parts.iter().min_by_key(|part| part.len()) else {
        return Vec::new();
    };
    let mut split = Vec::new();
    for here in rarest.chunk_by(|a, b| a.passage() == b.passage()) {
        let passage = here[0].passage();
        let within = |part: &&'a [Occurrence]| -> &'a [Occurrence] {
            let start = part.partition_point(|occurrence| occurrence.passage() < passage);
            let n = part[start..].partition_point(|occurrence| occurrence.passage() == passage);
            &part[start..start + n]
        };
        let of_passage: Vec<&[Occurrence]> = parts.iter().map(within).collect();
        if of_passage.iter().all(|part| !part.is_empty()) {
            split.push(of_passage);
        }
    }
    split
}

/// Returns an occurrence of one word for each position.
pub fn singles(positions: Vec<u32>) -> Vec<Occurrence> {
    let single = |position| Occurrence { position, words: 1 };
    positions.into_iter().map(single).collect()
}
