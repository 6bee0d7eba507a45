//! Problems with a part of a mail: its charset or transfer encoding.

/// A problem with a part of a mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartFault {
    /// An unknown or wrong charset label.
    #[error("its charset is given as `{label}`; it is read as {found}")]
    Charset {
        /// The label.
        label: String,
        /// The detected encoding.
        found: &'static str,
    },
    /// A text in UTF-8 except for some lines.
    #[error("some of its lines are not UTF-8; they are read as {found}")]
    Mixed {
        /// The encoding of those lines.
        found: &'static str,
    },
    /// Bytes that are invalid in the encoding of the text.
    #[error("some of its bytes are not valid {encoding}; replacement characters stand there")]
    Replaced {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// Wrong or missing characters in base64.
    #[error("its base64 is damaged; what could be decoded went in, some of it may be wrong")]
    Damaged,
    /// The same, and nothing could be decoded.
    #[error("its base64 is damaged; nothing of it could be decoded")]
    Undecodable,
    /// A missing or wrong transfer encoding header.
    #[error("it says that it is in {stated}, and is read as {found}")]
    Encoding {
        /// The transfer encoding in the header.
        stated: String,
        /// The detected transfer encoding.
        found: &'static str,
    },
    /// An unsupported transfer encoding.
    #[error("its transfer encoding `{0}` is not known; it goes in as it stands")]
    UnknownEncoding(
        /// Its name in the header.
        String,
    ),
    /// Lines before or after base64 that are not part of the file.
    #[error("lines around its base64 are no part of it and are left out")]
    Around,
    /// A text part with binary content.
    #[error("it is not text; left out")]
    Binary,
}
