//! What is known of a report beside its text.

/// What a report's metadata has beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportMetadata<'a> {
    /// Values that it asserts, as `(facet name, path)`.
    pub asserted: &'a [(String, String)],
    /// Who published it and where.
    pub publication: Publication<'a>,
}

/// Who published a report and where. The publisher's location supports places there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Publication<'a> {
    /// The publisher's name, or the host it publishes at.
    pub source: Option<&'a str>,
    /// The report's address.
    pub url: Option<&'a str>,
    /// ISO 639-1 code (639-3 where there is none).
    pub language: Option<&'a str>,
}
