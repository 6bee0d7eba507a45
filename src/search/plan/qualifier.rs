//! Plans qualifiers, which match a report as a whole: by facet, main topic, likeness, metadata and date.

use std::ops::Range;

use crate::query::{Field, Qualifier, Region};
use crate::search::clause::{
    ClauseKind, Filing, Filter, MetadataField, StringField, TermMatcher, TextFields,
};
use crate::search::error::SearchError;
use crate::search::like::Wanted;
use crate::search::pattern::Pattern;
use crate::search::values::{self, ValuesOf};
use crate::search::within::PlacesWithin;

use super::{Node, Planner, joined, seconds};

impl Planner<'_> {
    /// Plans `name:value`.
    pub(super) fn qualifier(
        &mut self,
        qualifier: &Qualifier,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
    ) -> Result<Option<Node>, SearchError> {
        let kind = match qualifier {
            // Matches reports filed there or below; highlights the mentions.
            Qualifier::Facet { name, value } => {
                let paths = (self.lookups.facets)(name, Some(value), span.clone())?;
                ClauseKind::Facet {
                    facet: name.clone(),
                    paths,
                    filing: Filing::All,
                }
            }
            // Matches reports with this main topic or one below it, in any facet with the value; highlights mentions.
            Qualifier::About(value) => return self.about(value, text_fields, shows, span),
            // Matches other reports with any of the significant words of this one, in any form; highlights them.
            Qualifier::Like(id) => return self.like(id, text_fields, shows, span).map(Some),
            // Matches reports with a most specific place there; highlights the mentions of places that are there with all
            // that is below them.
            Qualifier::Within(region) => {
                return self.within(region, text_fields, shows, span).map(Some);
            }
            // A filter; highlights nothing.
            Qualifier::Similar(id) => {
                let hashes = (self.lookups.similar)(id, span.clone())?;
                ClauseKind::Filter(Filter::Reports(hashes))
            }
            // Matches any value of a facet and highlights all its mentions; or filters by metadata.
            Qualifier::Has(name) => self.has(name, text_fields, span)?,
            // A filter; highlights nothing.
            Qualifier::Field { field, value } => self.metadata(*field, value, span)?,
            // A filter; highlights nothing.
            Qualifier::Date(range) => {
                let (since, until) = seconds(&range.dates(self.lookups.now));
                ClauseKind::Filter(Filter::Dates(since, until))
            }
            // A filter; highlights nothing.
            Qualifier::New(range) => {
                let (since, until) = range.seconds(self.lookups.now);
                ClauseKind::Filter(Filter::Added(since, until))
            }
        };
        Ok(Some(self.clause(kind, text_fields, shows, span.clone())))
    }

    /// Plans `about:value`.
    fn about(
        &mut self,
        value: &str,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
    ) -> Result<Option<Node>, SearchError> {
        let found = (self.lookups.about)(value, span.clone())?;
        self.notes.extend(values::several(value, &found));
        let mut nodes = Vec::with_capacity(found.len());
        for ValuesOf { facet, paths } in found {
            let kind = ClauseKind::Facet {
                facet,
                paths,
                filing: Filing::Main,
            };
            nodes.push(self.clause(kind, text_fields, shows, span.clone()));
        }
        Ok(joined(nodes, Node::Any))
    }

    /// Plans `within:region`.
    fn within(
        &mut self,
        region: &Region,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
    ) -> Result<Node, SearchError> {
        let PlacesWithin {
            nodes,
            whole,
            notes,
        } = (self.lookups.within)(region, span.clone())?;
        self.notes.extend(notes);
        let filter = ClauseKind::Filter(Filter::Within(nodes));
        let filter = self.clause(filter, text_fields, shows, span.clone());
        let mut any = vec![filter.clone()];
        for ValuesOf { facet, paths } in whole {
            let kind = ClauseKind::Facet {
                facet,
                paths,
                filing: Filing::All,
            };
            any.push(self.clause(kind, text_fields, shows, span.clone()));
        }
        Ok(Node::All(vec![filter, Node::Any(any)]))
    }

    /// Plans `like:id`.
    fn like(
        &mut self,
        id: &str,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
    ) -> Result<Node, SearchError> {
        let Wanted { like, terms } = (self.lookups.like)(id, span.clone())?;
        let itself = ClauseKind::Filter(Filter::Report(id.to_owned()));
        let itself = self.clause(itself, text_fields, false, span.clone());
        let (first, boost) = (self.clauses.len(), self.boost);
        let mut words = Vec::with_capacity(terms.len());
        for (word, terms) in like.words.iter().zip(terms) {
            self.boost = boost * word.weight;
            let kind = ClauseKind::word(TermMatcher::Terms(terms));
            words.push(self.clause(kind, text_fields, shows, span.clone()));
        }
        self.boost = boost;
        self.likes.push((first, like));
        Ok(Node::All(vec![
            Node::Not(Box::new(itself)),
            Node::Any(words),
        ]))
    }

    /// Plans `has:name`. Within `passage:`, only a facet can follow.
    fn has(
        &mut self,
        name: &str,
        text_fields: TextFields,
        span: &Range<usize>,
    ) -> Result<ClauseKind, SearchError> {
        let known = match name {
            "date" => MetadataField::Date,
            "title" => MetadataField::Title,
            "source" => MetadataField::Source,
            "language" => MetadataField::Language,
            "url" => MetadataField::Url,
            facet => {
                let paths = (self.lookups.facets)(facet, None, span.clone())?;
                return Ok(ClauseKind::Facet {
                    facet: facet.to_owned(),
                    paths,
                    filing: Filing::All,
                });
            }
        };
        match text_fields {
            TextFields::Anywhere | TextFields::Title => Ok(ClauseKind::Filter(Filter::Has(known))),
            TextFields::Body => Err(SearchError::Misfit {
                expected: "a facet after `has:` within `passage:`".to_owned(),
                span: span.clone(),
            }),
        }
    }

    /// Plans `source:value` and the other fields of metadata.
    fn metadata(
        &self,
        field: Field,
        value: &str,
        span: &Range<usize>,
    ) -> Result<ClauseKind, SearchError> {
        let misfit = |expected: &str| SearchError::Misfit {
            expected: expected.to_owned(),
            span: span.clone(),
        };
        let words = || {
            let row = Pattern::row(value, |text| self.analyser.words(text));
            match row.is_empty() {
                true => Err(misfit("a letter or a digit in the value")),
                false => Ok(row),
            }
        };
        Ok(ClauseKind::Filter(match field {
            Field::Language => {
                let code = self.analyser.tables().codes.normalize(value);
                let code = code.ok_or_else(|| misfit("a language code (en, fr, es, ht, ...)"))?;
                Filter::Language(code)
            }
            Field::Path => Filter::InPath(words()?, self.lookups.roots.to_vec()),
            Field::Source => Filter::Metadata(StringField::Source, words()?),
            Field::Url => Filter::Metadata(StringField::Url, words()?),
            Field::Id => Filter::Metadata(StringField::Id, vec![Pattern::of(value)]),
        }))
    }
}
