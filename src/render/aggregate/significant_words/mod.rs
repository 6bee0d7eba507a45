//! Significant words of a result.

mod json;
mod table;
mod text;

use super::CountFormat;
use crate::response::significant_words::SignificantWords;

/// All formats of significant words.
pub const FORMATS: &[CountFormat<SignificantWords>] =
    &CountFormat::common(text::write, json::write, json::write_lines, table::write);

#[cfg(test)]
mod sample {
    use super::*;
    use crate::response::Matching;
    use crate::response::counting::CountedQuery;
    use crate::response::crosstab::Cell;
    use crate::response::significant_words::SignificantWord;

    /// Two words.
    pub fn words() -> SignificantWords {
        let of = |word: &str, language: Option<&str>, count, g2| SignificantWord {
            word: word.to_owned(),
            language: language.map(str::to_owned),
            cell: Cell {
                count,
                expected: 2.0,
                lift: count as f64 / 2.0,
                g2,
            },
            found: 10,
            reports: 12,
        };
        SignificantWords {
            query: CountedQuery {
                query: "ransom".to_owned(),
                matching: Matching::All,
                reports: 20,
                undated: None,
                notes: Vec::new(),
            },
            all: 100,
            words: vec![
                of("rancon", Some("fr"), 9, 40.5),
                of("ransom", None, 5, 12.25),
            ],
            more: 7,
        }
    }
}
