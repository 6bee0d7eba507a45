//! Reasons why the article of an HTML page cannot be found.

/// Why the article of a page cannot be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArticleFault {
    /// Nested deeper than any page meant for reading.
    #[error("elements nested deeper than {0}")]
    Deep(usize),
    /// Larger than any page meant for reading, in MiB.
    #[error("a page of more than {0} MiB")]
    Large(usize),
    /// The HTML reader cannot handle the page.
    #[error("a page that the HTML reader cannot parse")]
    Broken,
}
