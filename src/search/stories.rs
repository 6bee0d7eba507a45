//! Stories: a report and its near duplicates, of which one is shown.
//!
//! All reports of a story are near duplicates of its first report: the one that was published earliest, ties by id.
//! Stories depend only on the set of reports in the index.

use std::collections::HashMap;
use std::ops::Range;

use rapidhash::fast::RandomState;
use tantivy::{DocAddress, DocId};

use crate::analysis::minhash::Signature;
use crate::index::reports;
use crate::response::{Similar, SimilarReport};

use super::error::SearchError;
use super::near_duplicates::Signatures;
use super::rank::ScoredReport;
use super::searcher::Searcher;

/// The number of stories of one component that a report is compared with.
const MOST_STORIES: usize = 64;
/// The number of reports of a story, besides its first, that a report is compared with.
const MOST_RELATED: usize = 4;
/// The maximum number of similar reports listed with a hit.
const LISTED: usize = 10;

/// The stories of an index that have more than one report.
#[derive(Debug, Default, PartialEq)]
pub struct Stories {
    /// The reports of each story, in order.
    stories: Vec<Vec<DocAddress>>,
    /// For each report, its story and its index there.
    of: HashMap<DocAddress, (u32, u32), RandomState>,
}

/// The reports that were removed from a list because one of the same story is in it, by that one.
#[derive(Debug, Default)]
pub struct Collapsed(HashMap<DocAddress, Vec<DocAddress>>);

impl Stories {
    fn find(searcher: &Searcher) -> tantivy::Result<Stories> {
        let signatures = Signatures::open(searcher.engine(), searcher.fields())?;
        let mut all = Stories::default();
        for component in signatures.components() {
            for story in split(searcher, &signatures, component)? {
                let number = all.stories.len() as u32;
                for (n, &address) in (0..).zip(&story) {
                    all.of.insert(address, (number, n));
                }
                all.stories.push(story);
            }
        }
        Ok(all)
    }

    /// Returns the reports of the story of a report, including itself, in order; empty if it has no near duplicates.
    pub fn story(&self, address: DocAddress) -> &[DocAddress] {
        match self.of.get(&address) {
            Some(&(story, _)) => &self.stories[story as usize],
            None => &[],
        }
    }

    /// Keeps only the first report of each story in `found`.
    pub fn collapse(&self, found: &mut Vec<ScoredReport>) -> Collapsed {
        let mut by_story: HashMap<u32, Vec<(u32, DocAddress)>> = HashMap::new();
        for report in found.iter() {
            let address = address_of(report);
            if let Some(&(story, n)) = self.of.get(&address) {
                by_story.entry(story).or_default().push((n, address));
            }
        }
        let mut collapsed = HashMap::new();
        for reports in by_story.values_mut().filter(|reports| reports.len() > 1) {
            reports.sort_unstable();
            let mut reports = reports.iter().map(|&(_, address)| address);
            if let Some(first) = reports.next() {
                collapsed.insert(first, reports.collect());
            }
        }
        found.retain(|report| {
            let address = address_of(report);
            match self.of.get(&address) {
                Some((story, _)) => by_story[story][0].1 == address,
                None => true,
            }
        });
        Collapsed(collapsed)
    }

    /// Keeps only the first report of each story in `docs`, the documents by segment.
    pub fn collapse_docs(&self, docs: &mut [Vec<DocId>]) {
        let mut first: HashMap<u32, u32> = HashMap::new();
        let address = |segment: usize, doc| DocAddress::new(segment as u32, doc);
        for (segment, docs) in docs.iter().enumerate() {
            for &doc in docs {
                if let Some(&(story, n)) = self.of.get(&address(segment, doc)) {
                    let least = first.entry(story).or_insert(n);
                    *least = n.min(*least);
                }
            }
        }
        for (segment, docs) in docs.iter_mut().enumerate() {
            docs.retain(|&doc| match self.of.get(&address(segment, doc)) {
                Some((story, n)) => first[story] == *n,
                None => true,
            });
        }
    }
}

impl Collapsed {
    /// Returns the reports that were removed in favour of `report`, in the order of their story.
    pub fn by(&self, report: &ScoredReport) -> &[DocAddress] {
        self.0.get(&address_of(report)).map_or(&[], Vec::as_slice)
    }
}

fn address_of(report: &ScoredReport) -> DocAddress {
    DocAddress::new(report.segment as u32, report.doc)
}

/// A story that is being built.
struct Story {
    first: Signature,
    /// The signatures of the next reports, up to [`MOST_RELATED`].
    next: Vec<Signature>,
    reports: Vec<DocAddress>,
}

impl Story {
    fn takes(&self, signature: &Signature) -> bool {
        self.first.is_near_duplicate_of(signature)
            && self.next.iter().all(|next| next.is_related_to(signature))
    }
}

/// Splits a connected component of near duplicates into stories, so that reports connected only through others are
/// separated. Each report is added to the earliest story that accepts it. Stories of one report are dropped.
fn split(
    searcher: &Searcher,
    signatures: &Signatures,
    component: Vec<DocAddress>,
) -> tantivy::Result<Vec<Vec<DocAddress>>> {
    let mut in_order = Vec::with_capacity(component.len());
    for address in component {
        let columns = searcher.columns(address.segment_ord as usize);
        let published = columns.moment.first(address.doc_id).unwrap_or(i64::MAX);
        in_order.push((published, searcher.id_of(address)?, address));
    }
    in_order.sort_unstable();
    let mut stories: Vec<Story> = Vec::new();
    for (_, _, address) in in_order {
        let Some(signature) = signatures.of_report(address) else {
            continue; // cannot be: it was compared
        };
        let mut earliest = stories.iter_mut().take(MOST_STORIES);
        match earliest.find(|story| story.takes(&signature)) {
            Some(story) => {
                if story.next.len() < MOST_RELATED {
                    story.next.push(signature);
                }
                story.reports.push(address);
            }
            None => stories.push(Story {
                first: signature,
                next: Vec::new(),
                reports: vec![address],
            }),
        }
    }
    let several = stories.into_iter().filter(|story| story.reports.len() > 1);
    Ok(several.map(|story| story.reports).collect())
}

impl Searcher {
    /// Returns the stories, which are computed at the first call.
    pub(super) fn stories(&self) -> tantivy::Result<&Stories> {
        if let Some(stories) = self.stories_found().get() {
            return Ok(stories);
        }
        let stories = Stories::find(self)?;
        Ok(self.stories_found().get_or_init(|| stories))
    }

    /// Returns the ids of the reports of each story that has several, that of its first report first.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn groups(&self) -> Result<Vec<Vec<String>>, SearchError> {
        self.ids_of_stories()
            .map_err(|error| self.engine_error(error))
    }

    fn ids_of_stories(&self) -> tantivy::Result<Vec<Vec<String>>> {
        let ids =
            |story: &Vec<DocAddress>| story.iter().map(|&address| self.id_of(address)).collect();
        let mut all: Vec<Vec<String>> = self
            .stories()?
            .stories
            .iter()
            .map(ids)
            .collect::<Result<_, _>>()?;
        all.sort_unstable();
        Ok(all)
    }

    /// Returns the id of the first report of the story of a report; `None` if it has no near duplicates.
    pub(super) fn first_of_story(&self, address: DocAddress) -> tantivy::Result<Option<String>> {
        let first = self.stories()?.story(address).first();
        first.map(|&first| self.id_of(first)).transpose()
    }

    /// Returns the hashed ids of the reports in a report's story, including itself, in order.
    ///
    /// # Errors
    /// No report has this id; `span` is its span in the query. Or the index cannot be read.
    pub(super) fn similar_reports(
        &self,
        id: &str,
        span: Range<usize>,
    ) -> Result<Vec<u64>, SearchError> {
        let found = self.hashes_of_story(id);
        match found.map_err(|error| self.engine_error(error))? {
            Some(hashes) => Ok(hashes),
            None => Err(self.unknown_report(id, span)?),
        }
    }

    fn hashes_of_story(&self, id: &str) -> tantivy::Result<Option<Vec<u64>>> {
        let Some(address) = self.address_of(id)? else {
            return Ok(None);
        };
        let hash = |address: &DocAddress| {
            let columns = self.columns(address.segment_ord as usize);
            columns.id_hash.first(address.doc_id)
        };
        let story = self.stories()?.story(address).iter();
        let mut hashes: Vec<u64> = story.chain([&address]).filter_map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Ok(Some(hashes))
    }

    /// Reads the data shown of the near duplicates that a hit represents.
    pub(super) fn similar(&self, addresses: &[DocAddress]) -> tantivy::Result<Option<Similar>> {
        if addresses.is_empty() {
            return Ok(None);
        }
        let mut listed = Vec::new();
        for &address in addresses.iter().take(LISTED) {
            let head = reports::stored(self.engine(), self.fields(), address)?.head;
            listed.push(SimilarReport {
                id: head.id,
                published: head.published,
                source: head.source,
                path: head.path,
            });
        }
        Ok(Some(Similar {
            count: addresses.len(),
            reports: listed,
        }))
    }
}
