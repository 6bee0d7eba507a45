//! The passages in which a query matches.

use tantivy::DocId;

use super::super::clause::{Clause, ClauseKind, TextClause, TextFields};
use super::super::docs::{intersect, unite};
use super::super::lookup::{ClauseReader, InPassage};
use super::super::searcher::Searcher;
use super::matched::MatchedReports;

impl Searcher {
    /// Returns the passages of matching reports in which words or facet values of the query match, in order by segment;
    /// all passages of these reports if no clause of the query can match in passages.
    pub(super) fn matched_passages(
        &self,
        found: &MatchedReports,
    ) -> tantivy::Result<Vec<Vec<InPassage>>> {
        let mut all = Vec::with_capacity(found.docs.len());
        for (segment, docs) in found.docs.iter().enumerate() {
            all.push(self.passages_of_segment(found, segment, docs)?);
        }
        Ok(all)
    }

    fn passages_of_segment(
        &self,
        found: &MatchedReports,
        segment: usize,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<InPassage>> {
        let reader = ClauseReader::new(self, segment);
        let matched = &found.matched.segments[segment];
        if !matched.clauses.iter().any(matches_in_passages) {
            return reader.all_passages(docs);
        }
        let mut passages = Vec::new();
        for (clause, counting) in matched.clauses.iter().zip(matched.counting()) {
            if !matches_in_passages(clause) {
                continue;
            }
            let docs = intersect(docs, &counting.docs);
            let mut here = reader.passages(clause, &docs)?;
            if let Some(only) = &counting.passages {
                here = intersect(&here, only);
            }
            passages = unite(&passages, &here);
        }
        Ok(passages)
    }
}

impl MatchedReports {
    /// Returns the facet values of the query itself: facet and path.
    pub(super) fn own_values(&self) -> Vec<(&str, &str)> {
        let mut own = Vec::new();
        for clause in &self.matched.plan.clauses {
            match &clause.kind {
                ClauseKind::Facet { facet, paths, .. } => {
                    own.extend(paths.iter().map(|path| (facet.as_str(), path.as_str())));
                }
                ClauseKind::Text(_) | ClauseKind::Filter(_) => {}
            }
        }
        own
    }
}

/// Returns whether a clause matches and highlights in bodies.
fn matches_in_passages(clause: &Clause) -> bool {
    match &clause.kind {
        ClauseKind::Text(
            TextClause::Word(_)
            | TextClause::Phrase(_)
            | TextClause::Spellings(_)
            | TextClause::Near(_),
        ) => clause.shows && clause.text_fields != TextFields::Title,
        ClauseKind::Facet { .. } => clause.shows,
        ClauseKind::Filter(_) => false,
    }
}
