//! When and where the reports are that a query finds: for the page about an answer.

use crate::date::Period;
use crate::response::overview::{CountedPlace, Overview};
use crate::response::timeline::Timeline;

use super::super::error::SearchError;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::dimension::{Dimension, Level};
use super::ranking::most_frequent;
use super::timeline::TimelineRequest;

/// The most periods that are easily read in one picture.
const MOST_PERIODS: usize = 60;
/// The largest share of the dated reports that may be imprecise for the length of the periods: one in ten.
const MOST_IMPRECISE: u64 = 10;
/// The most places of a facet.
const MOST_PLACES: usize = 500;

impl Searcher {
    /// Counts what a request finds by the period of publication, whose length is chosen to fit, and by place.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn overview(&self, request: &Request) -> Result<Overview, SearchError> {
        let timeline = self.fitting_timeline(request)?;
        let (places, more_places) = self.unharmed(|| self.places_of(request))?;
        Ok(Overview {
            timeline,
            places,
            more_places,
        })
    }

    /// Counts the most specific values that have a position, and how many others the same facets have. A facet without any
    /// is not about places. Unlike in tables of facets, a filter by values of a facet holds for all of its values.
    fn places_of(&self, request: &Request) -> Result<(Vec<CountedPlace>, usize), SearchError> {
        let found = self.matched_reports(request)?;
        let mut places = Vec::new();
        let mut more = 0;
        for facet in self.facets() {
            let leaves = Dimension::Facet {
                name: facet.name.clone(),
                below: Vec::new(),
                level: Level::Leaves,
            };
            let assignment = self.assign_reports(&leaves, request.filing, &found.docs);
            let assignment = assignment.map_err(|error| self.engine_error(error))?;
            let (buckets, totals) = (assignment.buckets(), assignment.totals());
            let (top, others) = most_frequent(buckets, &totals, Some(MOST_PLACES));
            let mut known = Vec::new();
            for &bucket in &top {
                let path = buckets.key(bucket);
                if let Some(position) = self.position_of(&facet.name, path)? {
                    known.push(CountedPlace {
                        path: path.to_owned(),
                        count: totals[bucket as usize],
                        position,
                    });
                }
            }
            if !known.is_empty() {
                more += top.len() - known.len() + others;
                places.append(&mut known);
            }
        }
        places.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
        Ok((places, more))
    }

    /// Makes the timeline of the shortest periods that are not too many, and that most of the dates are precise enough for.
    fn fitting_timeline(&self, request: &Request) -> Result<Timeline, SearchError> {
        let of = |period| -> Result<Timeline, SearchError> {
            let timeline = self.timeline(&TimelineRequest {
                requests: vec![request.clone()],
                period,
                by: None,
                top: None,
            })?;
            Ok(timeline.trimmed())
        };
        let [longest, shorter @ ..] = Period::ALL;
        let mut fitting = of(longest)?;
        for period in shorter {
            let timeline = of(period)?;
            if timeline.periods.len() > MOST_PERIODS || !is_precise(&timeline) {
                break;
            }
            fitting = timeline;
        }
        Ok(fitting)
    }
}

fn is_precise(timeline: &Timeline) -> bool {
    let imprecise: u64 = timeline.series.iter().map(|series| series.imprecise).sum();
    let counted = timeline.series.iter().flat_map(|series| &series.counts);
    imprecise * MOST_IMPRECISE <= imprecise + counted.sum::<u64>()
}
