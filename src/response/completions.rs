//! Completions of what is being typed into a query.

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The text to put in place of what was typed, as a query has it: `area:Kenscoff`.
    pub text: String,
    /// What it is.
    pub kind: CompletionKind,
    /// How many reports have it; `None` of names.
    pub reports: Option<u64>,
}

/// What a completion is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompletionKind {
    /// The name of a facet or field, with its colon.
    Name,
    /// A facet value.
    Value {
        /// The facet's name.
        facet: String,
        /// The whole path of the value.
        path: String,
    },
    /// A language of reports.
    Language,
    /// A word of the reports, folded.
    Word,
}
