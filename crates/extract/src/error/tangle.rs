//! What keeps the article of an HTML page from being found.

/// What keeps the article of a page from being found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Tangle {
    /// Deeper than any page that is meant to be read.
    #[error("elements nested deeper than {0}")]
    Deep(usize),
    /// Larger than any page that is meant to be read, in MiB.
    #[error("a page of more than {0} MiB")]
    Large(usize),
    /// The page is beyond the HTML reader.
    #[error("a page that the HTML reader cannot take apart")]
    Broken,
}
