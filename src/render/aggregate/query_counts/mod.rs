//! Query counts: how many reports and passages queries find.

mod json;
mod table;
mod text;

use super::CountFormat;
use crate::response::query_counts::QueryCounts;

/// All formats of query counts.
pub const FORMATS: &[CountFormat<QueryCounts>] =
    &CountFormat::common(text::write, json::write, json::write_lines, table::write);

#[cfg(test)]
mod sample {
    use super::*;
    use crate::response::Matching;
    use crate::response::counting::CountedQuery;
    use crate::response::query_counts::QueryCount;

    /// Two queries.
    pub fn counts() -> QueryCounts {
        let of = |query: &str, reports, passages, stories| QueryCount {
            query: CountedQuery {
                query: query.to_owned(),
                matching: Matching::All,
                reports,
                undated: None,
                notes: Vec::new(),
            },
            passages,
            stories,
        };
        QueryCounts {
            all: 40,
            queries: vec![of("helicopters", 10, 25, Some(8)), of("-x", 5, 5, None)],
        }
    }
}
