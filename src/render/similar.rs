//! The line below a hit with collapsed near duplicates: how many there are, and how they differ.

use unicode_width::UnicodeWidthStr;

use super::safe;
use crate::response::{ReportHead, Similar};

/// The separator between the date and the source of a report.
const BETWEEN: &str = " · ";

/// Returns the number of near duplicates collapsed into a report, and where they differ from it in date and source: as many
/// differences as fit, but at least one if there is any.
pub fn similar_line(similar: &Similar, shown: &ReportHead, width: usize) -> String {
    let mut line = format!("+{} similar", similar.count);
    let mut differences: Vec<String> = Vec::new();
    for report in &similar.reports {
        let mut pieces = Vec::new();
        if report.published != shown.published {
            pieces.push(safe(report.published.as_deref().unwrap_or("undated")));
        }
        if report.source != shown.source {
            pieces.push(safe(report.source.as_deref().unwrap_or("no source")));
        }
        let difference = pieces.join(BETWEEN);
        if !difference.is_empty() && !differences.contains(&difference) {
            differences.push(difference);
        }
    }
    for (i, difference) in differences.iter().enumerate() {
        let sign = if i == 0 { ": " } else { "; " };
        if i > 0 && line.width() + sign.width() + difference.width() > width {
            line.push_str("; …");
            break;
        }
        line.push_str(sign);
        line.push_str(difference);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::SimilarReport;

    fn line(others: &[(Option<&str>, Option<&str>)], width: usize) -> String {
        let report = |&(published, source): &(Option<&str>, Option<&str>)| SimilarReport {
            id: "x".to_owned(),
            published: published.map(str::to_owned),
            source: source.map(str::to_owned),
            path: "x.txt".to_owned(),
        };
        let similar = Similar {
            count: others.len(),
            reports: others.iter().map(report).collect(),
        };
        // Published on 2025-02-04 by The Paper.
        let shown = &sample::passages().hits[0].report;
        similar_line(&similar, shown, width)
    }

    #[test]
    fn each_difference_in_date_or_source_is_listed_once() {
        let (day, paper) = (Some("2025-02-04"), Some("The Paper"));
        assert_eq!(line(&[(day, paper)], 80), "+1 similar");
        let others = [
            (day, Some("Wire")),
            (day, Some("Wire")),
            (Some("2025-02-05"), paper),
            (Some("2025-02-06"), Some("Herald\u{1b}")),
            (None, None),
        ];
        assert_eq!(
            line(&others, 80),
            "+5 similar: Wire; 2025-02-05; 2025-02-06 · Herald�; undated · no source"
        );
    }

    #[test]
    fn the_line_has_as_many_differences_as_fit_but_at_least_one() {
        let (day, long) = (Some("2025-02-04"), Some("A paper with a very long name"));
        assert_eq!(
            line(&[(day, long), (None, None)], 20),
            "+2 similar: A paper with a very long name; …"
        );
    }
}
