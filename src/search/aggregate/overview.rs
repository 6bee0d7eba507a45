//! Overviews: a timeline and the places of the reports that match a query.

use std::collections::HashMap;

use crate::date::Period;
use crate::response::overview::{CountedPlace, Overview};
use crate::response::timeline::Timeline;

use super::super::error::SearchError;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::dimension::{Dimension, Level};
use super::timeline::TimelineRequest;

/// The maximum number of periods that fit a readable chart.
const MOST_PERIODS: usize = 60;
/// How many quarters a year has at least, how many months a quarter, weeks a month, and days a week.
const PARTS: [usize; 4] = [4, 3, 4, 7];
/// The maximum number of periods of a chosen length.
const MOST_CHOSEN: usize = 400;
/// At most one in this many dated reports may be too imprecise for the periods.
const MOST_IMPRECISE: u64 = 10;
/// The maximum number of places.
const MOST_PLACES: usize = 500;

impl Searcher {
    /// Counts the matches of a request by period of publication and by place. Without `period`, the periods have a length
    /// that fits; a `period` that would make too many for a chart is ignored.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn overview(
        &self,
        request: &Request,
        period: Option<Period>,
    ) -> Result<Overview, SearchError> {
        let timeline = self.readable_timeline(request, period)?;
        let (places, more_places) = self.unharmed(|| self.places_of(request))?;
        Ok(Overview {
            timeline,
            places,
            more_places,
        })
    }

    /// Counts reports by the most specific places that they are filed under, and the values of the same facets without
    /// a position. Unlike in facet tables, a filter by values of a facet applies to all of its values.
    fn places_of(&self, request: &Request) -> Result<(Vec<CountedPlace>, usize), SearchError> {
        let found = self.matched_reports(request)?;
        let mut places = Vec::new();
        let mut more = 0;
        for (number, facet) in self.facets().iter().enumerate() {
            let leaves = Dimension::Facet {
                name: facet.name.clone(),
                below: Vec::new(),
                level: Level::Leaves,
            };
            let assignment = self.assign_reports(&leaves, request.filing, &found.docs);
            let assignment = assignment.map_err(|error| self.engine_error(error))?;
            let (mut known, unknown) = self.places_of_facet(number, &assignment)?;
            if !known.is_empty() {
                more += unknown;
                places.append(&mut known);
            }
        }
        places.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
        more += places.len().saturating_sub(MOST_PLACES);
        places.truncate(MOST_PLACES);
        Ok((places, more))
    }

    /// Counts each report once for each place of a facet (its position in the schema), and the values without a position.
    fn places_of_facet(
        &self,
        facet: usize,
        assignment: &Assignment,
    ) -> Result<(Vec<CountedPlace>, usize), SearchError> {
        let positions = self.node_positions()?;
        let nodes = self.facet_nodes();
        let nodes = nodes.map_err(|error| self.engine_error(error))?;
        let buckets = assignment.buckets();
        let mut places: Vec<CountedPlace> = Vec::new();
        let mut place_of_node: HashMap<usize, usize> = HashMap::new();
        let mut place_of_bucket = vec![None; buckets.len()];
        let mut unknown = 0;
        for (bucket, &total) in assignment.totals().iter().enumerate() {
            if total == 0 {
                continue;
            }
            let nearest = positions.nearest(facet, buckets.key(bucket as u32));
            let Some((node, position)) = nearest else {
                unknown += 1;
                continue;
            };
            let place = *place_of_node.entry(node).or_insert_with(|| {
                places.push(CountedPlace {
                    facet: self.facets()[facet].name.clone(),
                    path: nodes.path_of(node).to_owned(),
                    count: 0,
                    position,
                });
                places.len() - 1
            });
            place_of_bucket[bucket] = Some(place);
        }
        let mut of_report = Vec::new();
        for values in assignment.units() {
            of_report.clear();
            of_report.extend(
                values
                    .iter()
                    .filter_map(|&value| place_of_bucket[value as usize]),
            );
            of_report.sort_unstable();
            of_report.dedup();
            of_report.iter().for_each(|&place| places[place].count += 1);
        }
        Ok((places, unknown))
    }

    /// Returns the timeline with the chosen periods, unless they are too many.
    fn readable_timeline(
        &self,
        request: &Request,
        period: Option<Period>,
    ) -> Result<Timeline, SearchError> {
        if let Some(period) = period {
            let timeline = self.timeline_by(request, period)?;
            if timeline.periods.len() <= MOST_CHOSEN {
                return Ok(timeline);
            }
        }
        self.fitting_timeline(request)
    }

    /// Returns the timeline from the first to the last period with a match.
    fn timeline_by(&self, request: &Request, period: Period) -> Result<Timeline, SearchError> {
        let timeline = self.timeline(&TimelineRequest {
            requests: vec![request.clone()],
            period,
            by: None,
            top: None,
        })?;
        Ok(timeline.trimmed())
    }

    /// Returns the timeline with the shortest periods that are not too many and precise enough for most dates.
    fn fitting_timeline(&self, request: &Request) -> Result<Timeline, SearchError> {
        let [longest, shorter @ ..] = Period::ALL;
        let mut fitting = self.timeline_by(request, longest)?;
        for (period, parts) in shorter.into_iter().zip(PARTS) {
            // The first and the last period may have few of them.
            let inner = fitting.periods.len().saturating_sub(2);
            if inner * parts > MOST_PERIODS {
                break;
            }
            let timeline = self.timeline_by(request, period)?;
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
