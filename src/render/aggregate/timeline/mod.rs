//! Timelines.

mod json;
mod svg;
mod table;
mod text;

pub(in crate::render) use svg::write as write_svg;

use super::CountFormat;
use crate::response::timeline::Timeline;

/// All formats of timelines.
pub const FORMATS: &[CountFormat<Timeline>] = &CountFormat::common_and(
    CountFormat::common(text::write, json::write, json::write_lines, table::write),
    CountFormat::plain("svg", svg::write),
);

#[cfg(test)]
pub(in crate::render) mod sample {
    use super::*;
    use crate::date::Period;
    use crate::response::Matching;
    use crate::response::counting::{CountUnit, CountedQuery};
    use crate::response::timeline::{Series, TimelinePeriod};

    fn series(name: &str, counts: &[u64], imprecise: u64, undated: u64) -> Series {
        Series {
            name: name.to_owned(),
            counts: counts.to_vec(),
            imprecise,
            undated,
            total: counts.iter().sum::<u64>() + imprecise + undated,
        }
    }

    /// Three quarters, nothing in the second.
    pub fn timeline(names: &[&str]) -> Timeline {
        let number = Period::Quarter.number_at(1_700_000_000);
        let periods = (number..number + 3).map(|number| TimelinePeriod {
            label: Period::Quarter.label(number),
            start: Period::Quarter.first_day(number),
            end: Period::Quarter.last_day(number),
        });
        let query = |name: &&str| CountedQuery {
            query: (*name).to_owned(),
            matching: Matching::All,
            reports: 18,
            undated: None,
            notes: Vec::new(),
        };
        Timeline {
            period: Period::Quarter,
            unit: CountUnit::Reports,
            queries: names.iter().map(query).collect(),
            by: None,
            more_series: 0,
            periods: periods.collect(),
            all: series("", &[40, 0, 20], 3, 2),
            series: names
                .iter()
                .map(|name| series(name, &[12, 0, 4], 1, 1))
                .collect(),
        }
    }
}
