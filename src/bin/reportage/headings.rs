//! The headings of groups of flags in `--help`.

/// Which reports are searched or counted.
pub const FILTERS: &str = "Filters";
/// What is printed, how much and how.
pub const OUTPUT: &str = "Output";
/// Where the index is and how it is brought up to date.
pub const INDEX: &str = "Index";
