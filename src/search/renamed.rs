//! Looks up facet values by what they are shown as, for facets with renamed values.
//!
//! The postings of a path include everything filed below it, even values that are shown elsewhere, so they do not
//! suffice.

use tantivy::{DocId, SegmentReader};

use crate::facet_path;
use crate::index::fields::mention_term;

use super::clause::{Filing, LookupTerm};
use super::docs::{intersect, unite};
use super::filters::Filters;
use super::searcher::Searcher;

/// One facet of one segment.
pub struct Renamed<'a> {
    pub searcher: &'a Searcher,
    /// The number of the segment.
    pub number: usize,
    /// The facet's name.
    pub facet: &'a str,
}

/// Terms of mentions.
#[derive(Debug, Default)]
pub struct MentionTerms {
    /// The terms of the values that are looked up.
    pub wanted: Vec<LookupTerm>,
    /// The terms of values below those that are shown elsewhere.
    pub elsewhere: Vec<LookupTerm>,
}

impl Searcher {
    /// Returns the documents of a segment, deleted ones too, with a value that is shown at or below one of `paths`.
    pub(super) fn docs_filed(
        &self,
        segment: usize,
        facet: &str,
        paths: &[String],
        filing: Filing,
    ) -> tantivy::Result<Vec<DocId>> {
        if !self.renames().is_empty(facet) {
            let renamed = Renamed {
                searcher: self,
                number: segment,
                facet,
            };
            return renamed.docs(paths, filing);
        }
        let filters = Filters::new(self.segment(segment), self.fields());
        let mut docs = Vec::new();
        for path in paths {
            docs = unite(&docs, &filters.filed_under(facet, path, filing)?);
        }
        Ok(docs)
    }
}

impl Renamed<'_> {
    /// Returns the documents, deleted ones too, with a value that is shown at or below one of `paths`. A main topic can
    /// result from several values below it; if these are shown elsewhere, it no longer counts.
    pub fn docs(&self, paths: &[String], filing: Filing) -> tantivy::Result<Vec<DocId>> {
        match filing {
            Filing::All => self.docs_by(paths, Filing::All),
            Filing::Main => {
                let mut docs = Vec::new();
                for path in paths {
                    let path = std::slice::from_ref(path);
                    let filed = self.docs_by(path, Filing::All)?;
                    let main = self.docs_by(path, Filing::Main)?;
                    docs = unite(&docs, &intersect(&filed, &main));
                }
                Ok(docs)
            }
        }
    }

    /// Tests the values of each document.
    fn docs_by(&self, paths: &[String], filing: Filing) -> tantivy::Result<Vec<DocId>> {
        let nodes = self.searcher.facet_nodes()?;
        let reader = filing.reader(self.segment(), self.searcher.fields())?;
        let mut facets = self.searcher.facets().iter();
        let Some(facet) = facets.position(|facet| facet.name == self.facet) else {
            return Ok(Vec::new());
        };
        let is_shown_under = |shown: &str| {
            let mut above = paths.iter();
            above.any(|path| facet_path::is_at_or_below(shown, path))
        };
        let mut fits: Vec<Option<bool>> = vec![None; reader.num_facets()];
        let mut docs = Vec::new();
        for doc in 0..self.segment().max_doc() {
            for ord in reader.facet_ords(doc) {
                let fit = fits[ord as usize].unwrap_or_else(|| {
                    let shown = nodes.path(self.number, filing, ord, facet);
                    shown.is_some_and(is_shown_under)
                });
                fits[ord as usize] = Some(fit);
                if fit && docs.last() != Some(&doc) {
                    docs.push(doc);
                }
            }
        }
        Ok(docs)
    }

    /// Returns the terms of mentions of values that are shown at or below one of `paths`.
    pub fn mention_terms(&self, paths: &[String]) -> tantivy::Result<MentionTerms> {
        let mut found = MentionTerms::default();
        let mut wanted: Vec<String> = Vec::new();
        let start = format!("{}\0", self.facet);
        let index = self
            .segment()
            .inverted_index(self.searcher.fields().facets)?;
        let mut terms = index.terms().range().ge(start.as_bytes()).into_stream()?;
        // A path comes before those below it.
        while terms.advance() && terms.key().starts_with(start.as_bytes()) {
            let names = String::from_utf8_lossy(&terms.key()[start.len()..]);
            let path = facet_path::join(&names.split('\0').collect::<Vec<&str>>());
            let term = LookupTerm::everywhere(mention_term(self.facet, &path));
            if self.is_shown_under(&path, paths) {
                found.wanted.push(term);
                wanted.push(path);
            } else if wanted
                .iter()
                .any(|above| facet_path::is_at_or_below(&path, above))
            {
                found.elsewhere.push(term);
            }
        }
        Ok(found)
    }

    /// Returns the terms of values that are shown below one of `paths`, not at it.
    pub fn terms_below(&self, paths: &[String]) -> tantivy::Result<Vec<LookupTerm>> {
        let mut below = self.mention_terms(paths)?.wanted;
        let start = self.facet.len();
        below.retain(|term| {
            let shown = self
                .searcher
                .renames()
                .shown(self.facet, &term.term[start..]);
            !paths.iter().any(|path| **path == *shown)
        });
        Ok(below)
    }

    fn segment(&self) -> &SegmentReader {
        self.searcher.segment(self.number)
    }

    fn is_shown_under(&self, path: &str, paths: &[String]) -> bool {
        let shown = self.searcher.renames().shown(self.facet, path);
        let mut above = paths.iter();
        above.any(|path| facet_path::is_at_or_below(&shown, path))
    }
}
