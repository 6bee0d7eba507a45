//! What is wrong with a part of a mail: its charset, its transfer encoding.

/// What is wrong with a part of a mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartFault {
    /// A label that is not known or does not hold.
    #[error("its charset is given as `{label}`; it is read as {found}")]
    Charset {
        /// The label.
        label: String,
        /// The encoding that its bytes tell.
        found: &'static str,
    },
    /// A text in UTF-8 but for some lines.
    #[error("some of its lines are not UTF-8; they are read as {found}")]
    Mixed {
        /// What the others are in.
        found: &'static str,
    },
    /// Bytes that mean nothing in the encoding of the text.
    #[error("some of its bytes are not valid {encoding}; replacement characters stand there")]
    Replaced {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Letters of base64 that are wrong or missing.
    #[error("its base64 is damaged; what could be decoded went in, some of it may be wrong")]
    Damaged,
    /// The same, if nothing is left.
    #[error("its base64 is damaged; nothing of it could be decoded")]
    Undecodable,
    /// It has a transfer encoding that it does not name, or names one that it does not have.
    #[error("it says that it is in {stated}, and is read as {found}")]
    Encoding {
        /// The transfer encoding it names.
        stated: String,
        /// The one it has.
        found: &'static str,
    },
    /// A transfer encoding that is not read.
    #[error("its transfer encoding `{0}` is not known; it goes in as it stands")]
    UnknownEncoding(
        /// As it is named.
        String,
    ),
    /// Lines that are no part of a file stand around its base64.
    #[error("lines around its base64 are no part of it and are left out")]
    Around,
    /// A text that is none.
    #[error("it is not text; left out")]
    Binary,
}
