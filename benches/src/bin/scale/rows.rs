//! What is measured: the keys of values, and how tables name them.

/// A measured value.
pub struct Row {
    /// Its key in the results.
    pub key: &'static str,
    /// Its name in tables, with the unit.
    pub label: &'static str,
    /// Whether its growth with the number of reports is of interest.
    pub growth: Growth,
}

/// Whether the last column, which compares two sizes, is filled.
#[derive(Clone, Copy, PartialEq)]
pub enum Growth {
    Shown,
    Hidden,
}

/// A table of them.
pub struct Table {
    pub title: &'static str,
    pub rows: &'static [Row],
}

const fn row(key: &'static str, label: &'static str) -> Row {
    Row {
        key,
        label,
        growth: Growth::Shown,
    }
}

const fn single(key: &'static str, label: &'static str) -> Row {
    Row {
        key,
        label,
        growth: Growth::Hidden,
    }
}

/// The tables, in their order.
pub const TABLES: &[Table] = &[
    Table {
        title: "Indexing",
        rows: &[
            row("reportage index", "reportage, µs per report"),
            row("bare index", "bare tantivy, µs per report"),
            row(
                "reportage index cpu",
                "reportage, processor time, µs per report",
            ),
            row(
                "bare index cpu",
                "bare tantivy, processor time, µs per report",
            ),
            single("reportage index peak", "reportage, peak memory, MB"),
            single("bare index peak", "bare tantivy, peak memory, MB"),
            row(
                "reportage index bytes",
                "reportage, index, bytes per report",
            ),
            row("bare index bytes", "bare tantivy, index, bytes per report"),
        ],
    },
    Table {
        title: "Queries, warm, ms per query",
        rows: &[
            row("reportage mixed", "reportage, passages with marks"),
            row("reportage facets", "reportage, also facet counts"),
            row("bare mixed", "bare tantivy, snippets"),
            row("bare ids", "bare tantivy, ids only"),
        ],
    },
    Table {
        title: "By kind of query, ms",
        rows: &[
            row("reportage one word", "reportage, one word"),
            row("bare one word", "bare tantivy, one word"),
            row("reportage two words", "reportage, two words"),
            row("bare two words", "bare tantivy, two words"),
            row("reportage three words", "reportage, three words"),
            row("bare three words", "bare tantivy, three words"),
            row("reportage phrase", "reportage, phrase"),
            row("bare phrase", "bare tantivy, phrase"),
            row("reportage prefix", "reportage, prefix"),
            row("bare prefix", "bare tantivy, prefix"),
        ],
    },
    Table {
        title: "Queries that match a fixed number of reports, ms",
        rows: &[
            row("reportage 10 reports", "reportage, 10 reports"),
            row("bare 10 reports", "bare tantivy, 10 reports"),
            row("reportage 100 reports", "reportage, 100 reports"),
            row("bare 100 reports", "bare tantivy, 100 reports"),
        ],
    },
    Table {
        title: "Processes",
        rows: &[
            row(
                "reportage cold",
                "reportage, a process that answers one query, ms",
            ),
            row(
                "bare cold",
                "bare tantivy, a process that answers one query, ms",
            ),
            single("reportage batch peak", "reportage `batch`, peak memory, MB"),
            single(
                "reportage batch cores",
                "reportage `batch`, speed on all cores / on one",
            ),
        ],
    },
];
