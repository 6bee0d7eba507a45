//! Problems with a part of a mail: its charset or transfer encoding.

/// A problem with a part of a mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartFault {
    /// An unknown or wrong charset label.
    #[error("unknown or wrong charset `{label}`; decoded as {found}")]
    Charset {
        /// The label.
        label: String,
        /// The detected encoding.
        found: &'static str,
    },
    /// A text in UTF-8 except for some lines.
    #[error("some lines are not UTF-8; they are decoded as {found}")]
    Mixed {
        /// The encoding of those lines.
        found: &'static str,
    },
    /// Bytes that are invalid in the encoding of the text.
    #[error("some bytes are not valid {encoding}; they are replaced by U+FFFD")]
    Replaced {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// Wrong or missing characters in base64.
    #[error("damaged base64; the decoded part is indexed and may contain errors")]
    Damaged,
    /// The same, and nothing could be decoded.
    #[error("damaged base64; nothing could be decoded")]
    Undecodable,
    /// A missing or wrong transfer encoding header.
    #[error("declared as {stated}, but decoded as {found}")]
    Encoding {
        /// The transfer encoding in the header.
        stated: String,
        /// The detected transfer encoding.
        found: &'static str,
    },
    /// An unsupported transfer encoding.
    #[error("unknown transfer encoding `{0}`; indexed without decoding")]
    UnknownEncoding(
        /// Its name in the header.
        String,
    ),
    /// Lines before or after base64 that are not part of the file.
    #[error("lines before or after its base64; left out")]
    Around,
    /// A text part with binary content.
    #[error("not text; left out")]
    Binary,
}
