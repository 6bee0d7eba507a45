//! Whole reports: one by its id, or all that match a query in the order of their ids.

use tantivy::DocAddress;

use crate::date::Date;
use crate::index::manifest::living_report;
use crate::index::reports::{self, StoredReport};
use crate::index::stored::{Evidence, StoredMention};
use crate::response::counting::CountedQuery;
use crate::response::{Mention, Part, ReportHead, WholeReport};

use super::body_offsets::BodyOffsets;
use super::error::SearchError;
use super::request::Request;
use super::searcher::Searcher;

impl Searcher {
    /// Returns the report with this id; `None` if there is none.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<WholeReport>, SearchError> {
        self.unharmed(|| {
            let address = self.address_of(id);
            let address = address.map_err(|error| self.engine_error(error))?;
            address.map(|address| self.whole(address)).transpose()
        })
    }

    /// Returns the address of the report with this id; `None` if there is none. Of indexes opened together, the first
    /// that has one counts.
    pub(super) fn address_of(&self, id: &str) -> tantivy::Result<Option<DocAddress>> {
        self.addresses_of(id).next().transpose()
    }

    /// Returns the address of the report that a hit shows. Indexes opened together may each have a report with its id,
    /// but only one of them has its path, too.
    pub(super) fn address_of_shown(
        &self,
        report: &ReportHead,
    ) -> tantivy::Result<Option<DocAddress>> {
        for address in self.addresses_of(&report.id) {
            let address = address?;
            if self.path_of(address)? == report.path {
                return Ok(Some(address));
            }
        }
        Ok(None)
    }

    fn addresses_of(&self, id: &str) -> impl Iterator<Item = tantivy::Result<DocAddress>> {
        let segments = self.segments().iter().enumerate();
        segments.filter_map(move |(ord, segment)| {
            let found = living_report(segment, self.fields(), id);
            let found = found.map(|doc| doc.map(|doc| DocAddress::new(ord as u32, doc)));
            found.transpose()
        })
    }

    /// Returns the query's counts and all reports that match it, in the order of their ids. Each is read when it is
    /// requested. The fields of the request for ranking, passages and counts are ignored.
    ///
    /// # Errors
    /// Those of [`Searcher::search`]. An item is an error if its report cannot be read.
    pub fn reports_found(
        &self,
        request: &Request,
    ) -> Result<
        (
            CountedQuery,
            impl Iterator<Item = Result<WholeReport, SearchError>>,
        ),
        SearchError,
    > {
        let (query, addresses) = self.unharmed(|| {
            let found = self.matched_reports(request)?;
            let addresses = found.docs.iter().enumerate().flat_map(|(ord, docs)| {
                let address = move |&doc| DocAddress::new(ord as u32, doc);
                docs.iter().map(address)
            });
            Ok::<_, SearchError>((found.query, self.in_order_of_ids(addresses)?))
        })?;
        let whole = |address| self.unharmed(|| self.whole(address));
        Ok((query, addresses.into_iter().map(whole)))
    }

    /// Returns the addresses of all reports, in the order of their ids.
    fn addresses(&self) -> Result<Vec<DocAddress>, SearchError> {
        self.in_order_of_ids(reports::addresses(self.engine(), self.fields()))
    }

    fn in_order_of_ids(
        &self,
        addresses: impl IntoIterator<Item = DocAddress>,
    ) -> Result<Vec<DocAddress>, SearchError> {
        let mut all = Vec::new();
        for address in addresses {
            let id = self
                .id_of(address)
                .map_err(|error| self.engine_error(error))?;
            all.push((id, address));
        }
        all.sort();
        Ok(all.into_iter().map(|(_, address)| address).collect())
    }

    /// Returns the ids of all reports, in order.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, SearchError> {
        self.unharmed(|| {
            let addresses = self.addresses()?;
            let ids = addresses.into_iter().map(|address| self.id_of(address));
            ids.collect::<tantivy::Result<_>>()
                .map_err(|error| self.engine_error(error))
        })
    }

    pub(super) fn id_of(&self, address: DocAddress) -> tantivy::Result<String> {
        self.column_text(address, self.fields().id)
    }

    /// Reads the report at `address`.
    fn whole(&self, address: DocAddress) -> Result<WholeReport, SearchError> {
        self.whole_of(address)
            .map_err(|error| self.engine_error(error))
    }

    fn whole_of(&self, address: DocAddress) -> tantivy::Result<WholeReport> {
        let stored = reports::stored(self.engine(), self.fields(), address)?;
        let mut evidence = stored.evidence.read()?;
        self.show_renamed(&mut evidence);
        let StoredReport { head, body, .. } = stored;
        let filed = self.renames().shown_filed(head.filed.clone());
        let lines = head.lines();
        let path = self.shown_path(address.segment_ord as usize, &head.source_key, &head.path);
        let offsets = BodyOffsets::of(body, lines);
        let in_body = |at| (offsets.line(at), offsets.page(at));
        let (found, not_found): (Vec<_>, Vec<_>) = evidence
            .body
            .into_iter()
            .partition(|mention| mention.path.is_some());
        let title = head.title.clone().unwrap_or_default();
        let in_title = evidence
            .title
            .into_iter()
            .filter(|mention| mention.path.is_some());
        Ok(WholeReport {
            mentions: mentions(found, offsets.body(), in_body),
            unresolved: mentions(not_found, offsets.body(), in_body),
            title_mentions: mentions(in_title.collect(), &title, |_| (None, None)),
            stated: head.stated,
            recipients: head.recipients,
            group: self.first_of_story(address)?,
            head: ReportHead {
                id: head.id,
                title: head.title.map(|title| vec![Part::Plain(title)]),
                published: head.published,
                added: Some(Date::of_second(head.added).to_string()),
                changed: Some(Date::of_second(head.changed).to_string()),
                language: head.language,
                source: head.source,
                url: head.url,
                path,
                labels: self.labels(&filed),
                facets: filed.facets,
                main: filed.main,
            },
            body: offsets.into_body(),
        })
    }
}

impl Searcher {
    /// Replaces the values of mentions by what they are shown as.
    pub(super) fn show_renamed(&self, evidence: &mut Evidence) {
        for mention in evidence.body.iter_mut().chain(&mut evidence.title) {
            let renames = self.renames();
            if !renames.is_empty(&mention.facet)
                && let Some(path) = &mut mention.path
            {
                *path = renames.shown(&mention.facet, path).into_owned();
            }
        }
    }
}

/// Converts mentions, which are in text order, from bytes to code points; `place` returns line and page.
fn mentions(
    stored: Vec<StoredMention>,
    text: &str,
    place: impl Fn(usize) -> (Option<u32>, Option<u32>),
) -> Vec<Mention> {
    let (mut at, mut before) = (0, 0);
    let mut all = Vec::with_capacity(stored.len());
    for mention in stored {
        let (start, end) = (mention.start.min(text.len()), mention.end.min(text.len()));
        let Some(named) = text.get(start..end) else {
            continue; // cannot be: spans are those of words
        };
        before += text[at..start].chars().count();
        at = start;
        let (line, page) = place(start);
        all.push(Mention {
            facet: mention.facet,
            value: mention.path,
            entity: mention.entity,
            lat: mention.lat,
            lon: mention.lon,
            start: before,
            end: before + named.chars().count(),
            line,
            page,
            text: named.to_owned(),
            kind: mention.kind,
            confidence: mention.confidence,
            evidence: mention.evidence,
        });
    }
    all
}
