//! Metadata of a report, as far as tagging uses it.

/// Metadata of a report, as far as tagging uses it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportMetadata<'a> {
    /// Asserted values, as `(facet name, path)`.
    pub asserted: &'a [(String, String)],
    /// The publisher and URL.
    pub publication: Publication<'a>,
}

/// The publisher and URL of a report. The publisher's location supports places there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Publication<'a> {
    /// The name of the publisher, or its host.
    pub source: Option<&'a str>,
    /// The URL of the report.
    pub url: Option<&'a str>,
    /// ISO 639-1 code (639-3 if there is none).
    pub language: Option<&'a str>,
}
