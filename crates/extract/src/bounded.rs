//! Enforces limits on the records of a file: their number, the number of failures, the reading
//! time, and the size of each report.

use std::time::{Duration, Instant};

use super::error::{Location, ReadError, Reason};
use super::limits::{Elapsed, Limits, Within};
use super::outcome::{Outcome, Outcomes};
use super::report::Report;
use super::split::Parts;

/// The longest id or path, in bytes; the index does not accept longer ones.
const LONGEST_ID: usize = 32 << 10;
/// The longest source, URL or facet value, in bytes.
const LONGEST_VALUE: usize = 4 << 10;
/// The most facet values per report.
const MOST_VALUES: usize = 10_000;
/// A file is abandoned if it has this many times more failures than reports.
const FAILURES_PER_REPORT: u64 = 10;
/// The most warnings per record.
const MOST_WARNINGS: usize = 100;

/// Ends `outcomes` if `location` exceeds its time or number of records, and makes reports fit the
/// limits.
pub(super) fn bounded(outcomes: Outcomes, location: Location, within: &Within) -> Outcomes {
    Box::new(Bounded {
        outcomes: Some(outcomes),
        location,
        limits: Limits {
            records: within.limits.records_for(within.size),
            ..within.limits
        },
        time: within.limits.time_for(within.size),
        in_members: within.in_members.clone(),
        spent: Duration::ZERO,
        records: 0,
        failures: 0,
        parts: None,
    })
}

/// Makes the reports of a stream fit; a stream has no other limits.
pub(super) fn fitting(outcomes: Outcomes, limits: Limits) -> Outcomes {
    let unbounded = Limits {
        time: Duration::MAX,
        records: u64::MAX,
        failures: u64::MAX,
        ..limits
    };
    let within = Within {
        limits: unbounded,
        ..Within::default()
    };
    bounded(outcomes, Location::file(""), &within)
}

struct Bounded {
    /// `None` after the end.
    outcomes: Option<Outcomes>,
    location: Location,
    limits: Limits,
    /// The time limit of the file.
    time: Duration,
    in_members: Elapsed,
    /// The time spent reading so far.
    spent: Duration,
    records: u64,
    failures: u64,
    /// The remaining parts of a report that was too long.
    parts: Option<Parts>,
}

impl Iterator for Bounded {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some(part) = self.parts.as_mut().and_then(Parts::next) {
            return Some(Outcome {
                report: Ok(part),
                warnings: Vec::new(),
            });
        }
        self.parts = None;
        let outcomes = self.outcomes.as_mut()?;
        let started = Instant::now();
        let next = outcomes.next();
        self.spent += started.elapsed();
        let Some(outcome) = next else {
            self.outcomes = None;
            return None;
        };
        if self.records > 0
            && let Some(reason) = self.overrun()
        {
            self.outcomes = None;
            return Some(Outcome::failed(self.location.error(reason)));
        }
        self.records += 1;
        let outcome = self.fit(outcome);
        self.failures += u64::from(outcome.report.is_err());
        Some(outcome)
    }
}

impl Bounded {
    /// Returns the limit that forbids another record, if any.
    fn overrun(&self) -> Option<Reason> {
        let (records, failures) = (self.records, self.failures);
        let limit = self.limits.records;
        if records >= limit {
            return Some(Reason::Records { limit });
        }
        let reports = records - failures;
        if failures >= self.limits.failures && failures > reports * FAILURES_PER_REPORT {
            return Some(Reason::Failures { failures, records });
        }
        if self.spent.saturating_sub(self.in_members.get()) > self.time {
            let seconds = self.time.as_secs();
            return Some(match reports {
                0 => Reason::TooSlow { seconds },
                _ => Reason::Stopped { seconds },
            });
        }
        None
    }

    fn fit(&mut self, outcome: Outcome) -> Outcome {
        let mut warnings = outcome.warnings;
        let report = outcome
            .report
            .and_then(|report| self.fit_report(report, &mut warnings));
        if let Some(more) = warnings.len().checked_sub(MOST_WARNINGS)
            && more > 0
            && let Some(last) = warnings.get(MOST_WARNINGS)
        {
            let location = Location {
                path: last.path.clone(),
                line: last.line,
                record: last.record,
            };
            warnings.truncate(MOST_WARNINGS);
            warnings.push(location.error(Reason::MoreWarnings(more)));
        }
        Outcome { report, warnings }
    }

    /// Returns the report, or its first part if it is too long; the other parts follow.
    fn fit_report(
        &mut self,
        mut report: Report,
        warnings: &mut Vec<ReadError>,
    ) -> Result<Report, ReadError> {
        let location = Location {
            line: report.lines.locate(&report.body, 0).0,
            ..Location::file(&report.path)
        };
        if report.id.len() > LONGEST_ID || report.path.len() > LONGEST_ID {
            let limit = LONGEST_ID;
            return Err(Location::file(&self.location.path).error(Reason::LongId { limit }));
        }
        fit_metadata(&mut report, self.limits.title, |reason| {
            warnings.push(location.error(reason));
        });
        let bytes = report.body.len() as u64;
        if bytes <= self.limits.text {
            return Ok(report);
        }
        let longest = usize::try_from(self.limits.text).unwrap_or(usize::MAX);
        let mut parts = Parts::of(report, longest);
        warnings.push(location.error(Reason::Split {
            bytes,
            parts: parts.left(),
        }));
        let first = parts.next();
        self.parts = Some(parts);
        first.ok_or_else(|| location.error(Reason::Empty))
    }
}

/// Truncates the title to `title` code points and removes overlong values.
fn fit_metadata(report: &mut Report, title: usize, mut warn: impl FnMut(Reason)) {
    if let Some(whole) = &mut report.title
        && let Some((at, _)) = whole.char_indices().nth(title)
    {
        let cut = whole[..at].trim_end().to_owned();
        let whole = std::mem::replace(whole, cut);
        // A record may have all of its text in its title.
        if report.body.is_empty() {
            report.body = whole;
        }
        warn(Reason::LongTitle { limit: title });
    }
    let limit = LONGEST_VALUE;
    for (key, value) in [("source", &mut report.source), ("url", &mut report.url)] {
        if value.take_if(|value| value.len() > limit).is_some() {
            let key = key.to_owned();
            warn(Reason::LongValue { key, limit });
        }
    }
    report.stated.retain(|(facet, value)| {
        let fits = value.len() <= limit;
        if !fits {
            let key = facet.clone();
            warn(Reason::LongValue { key, limit });
        }
        fits
    });
    report.recipients.retain(|recipient| {
        let fits = recipient.len() <= limit;
        if !fits {
            let key = "recipients".to_owned();
            warn(Reason::LongValue { key, limit });
        }
        fits
    });
    if report.recipients.len() > MOST_VALUES {
        report.recipients.truncate(MOST_VALUES);
        warn(Reason::ManyValues { limit: MOST_VALUES });
    }
    if report.stated.len() > MOST_VALUES {
        report.stated.truncate(MOST_VALUES);
        warn(Reason::ManyValues { limit: MOST_VALUES });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Metadata;
    use crate::report::Lines;

    fn report(title: &str, body: &str) -> Report {
        let metadata = Metadata {
            title: Some(title.to_owned()),
            ..Metadata::default()
        };
        let lines = Lines::Follow { first: 1 };
        metadata.with_body(body.to_owned(), lines, "a", "a#1".to_owned())
    }

    fn ok(report: Report) -> Outcome {
        Outcome {
            report: Ok(report),
            warnings: Vec::new(),
        }
    }

    fn failed() -> Outcome {
        Outcome::failed(Location::file("a").error(Reason::Empty))
    }

    /// Returns the body or the error of each outcome, followed by its warnings.
    fn read(outcomes: Vec<Outcome>, limits: Limits) -> Vec<String> {
        let within = Within {
            limits,
            ..Within::default()
        };
        let outcomes = bounded(Box::new(outcomes.into_iter()), Location::file("a"), &within);
        let mut got = Vec::new();
        for outcome in outcomes {
            got.push(match outcome.report {
                Ok(report) => report.body,
                Err(error) => error.to_string(),
            });
            got.extend(outcome.warnings.iter().map(ToString::to_string));
        }
        got
    }

    #[test]
    fn reports_within_the_limits_are_unchanged() {
        let limits = Limits {
            records: 2,
            text: 5,
            ..Limits::default()
        };
        let got = read(vec![ok(report("T", "one")), failed()], limits);
        assert_eq!(got, ["one", "a: no text in it"]);
    }

    #[test]
    fn a_record_beyond_the_limit_ends_the_file_and_says_so() {
        let limits = Limits {
            records: 2,
            ..Limits::default()
        };
        let outcomes = (0..9).map(|_| ok(report("T", "one"))).collect();
        let wanted = [
            "one",
            "one",
            "a: more than 2 records in it; the rest is left out",
        ];
        assert_eq!(read(outcomes, limits), wanted);
    }

    #[test]
    fn a_file_is_abandoned_when_nearly_all_of_many_records_fail() {
        let limits = Limits {
            failures: 2,
            ..Limits::default()
        };
        let half = |n: usize| match n % 2 {
            0 => ok(report("T", "one")),
            _ => failed(),
        };
        assert_eq!(read((0..100).map(half).collect(), limits).len(), 100);
        let wanted = [
            "a: no text in it",
            "a: no text in it",
            "a: 2 of its first 2 records cannot be read; the rest is left out",
        ];
        assert_eq!(read((0..9).map(|_| failed()).collect(), limits), wanted);
    }

    #[test]
    fn a_file_that_times_out_keeps_what_was_read() {
        let limits = Limits {
            time: Duration::ZERO,
            ..Limits::default()
        };
        let wanted = "a: not read to its end within 0 seconds; the part that was read is indexed";
        let outcomes = (0..9).map(|_| ok(report("T", "one"))).collect();
        assert_eq!(read(outcomes, limits), ["one", wanted]);
        let outcomes = (0..9).map(|_| failed()).collect();
        let wanted = ["a: no text in it", "a: not read within 0 seconds"];
        assert_eq!(read(outcomes, limits), wanted);
    }

    #[test]
    fn a_long_title_is_truncated_and_a_long_text_is_split() {
        let limits = Limits {
            title: 3,
            text: 8,
            ..Limits::default()
        };
        let outcomes = vec![ok(report("éééé", "one two three")), ok(report("abc", ""))];
        let got = read(outcomes, limits);
        let wanted = [
            "one two ",
            "a:1: a title of more than 3 characters; truncated",
            "a:1: a text of 0 MiB; split into 2 reports",
            "three",
            "",
        ];
        assert_eq!(got, wanted);
        let within = Within {
            limits,
            ..Within::default()
        };
        let outcomes = vec![ok(report("all of it", ""))];
        let mut outcomes = bounded(Box::new(outcomes.into_iter()), Location::file("a"), &within);
        let first = outcomes.next().unwrap().report.unwrap();
        assert_eq!(
            (first.title.as_deref(), first.body.as_str()),
            (Some("all"), "all of ")
        );
    }

    #[test]
    fn values_that_are_too_long_or_too_many_are_left_out() {
        let mut long = report("T", "one");
        long.source = Some("s".repeat(LONGEST_VALUE + 1));
        long.url = Some("http://a.org".to_owned());
        long.stated = vec![("area".to_owned(), "v".repeat(LONGEST_VALUE + 1))];
        let more = (0..=MOST_VALUES).map(|_| ("actor".to_owned(), "G9".to_owned()));
        long.stated.extend(more);
        let within = Within::default();
        let outcomes = vec![
            ok(long),
            ok(Report {
                id: "i".repeat(LONGEST_ID + 1),
                ..report("T", "two")
            }),
        ];
        let mut outcomes = bounded(Box::new(outcomes.into_iter()), Location::file("a"), &within);
        let first = outcomes.next().unwrap();
        let fits = first.report.unwrap();
        assert_eq!((fits.source, fits.stated.len()), (None, MOST_VALUES));
        assert_eq!(fits.url.as_deref(), Some("http://a.org"));
        let warnings: Vec<String> = first.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            warnings,
            [
                "a:1: `source` is longer than 4096 bytes; left out",
                "a:1: `area` is longer than 4096 bytes; left out",
                "a:1: more than 10000 facet values; the rest is left out",
            ]
        );
        let error = outcomes.next().unwrap().report.unwrap_err();
        assert_eq!(error.to_string(), "a: an id of more than 32768 bytes");
    }
}
