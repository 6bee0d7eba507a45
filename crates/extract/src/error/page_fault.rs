//! Problems with a page of a PDF.

/// Why text is missing from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PageFault {
    /// Only pictures.
    #[error("no text, only an image; scanned pages need OCR (--ocr)")]
    Scanned,
    /// Pictures in a format or size that OCR does not accept.
    #[error("no text, only an image in a format that tesseract does not accept")]
    UnknownPicture,
    /// Tesseract failed, timed out or found no text.
    #[error("no text, only an image; tesseract found no text in it")]
    NotRecognized,
    /// The text was recognised by OCR.
    #[error("text recognised by tesseract in an image; it may contain errors")]
    Recognized,
    /// The PDF reader cannot handle something on the page; the rest is kept.
    #[error("partly unreadable; the readable part is indexed")]
    Broken,
    /// The same, and nothing could be kept.
    #[error("unreadable; left out")]
    Unreadable,
    /// Text in fonts without a mapping from glyphs to characters.
    #[error("most of its text is in fonts without a mapping to characters")]
    Unmapped,
    /// Form XObjects that contain themselves, or are nested too deeply.
    #[error("objects that contain themselves; left out")]
    Loop,
    /// The page exceeds a size limit.
    #[error("too large; only a part of it is indexed")]
    TooLarge,
    /// The time limit of the file was reached.
    #[error("not read within {seconds} seconds; left out")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
}
