//! Problems with a page of a PDF.

/// Why text is missing from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PageFault {
    /// Only pictures.
    #[error("no text, only a picture; scanned pages are read only by OCR (--ocr)")]
    Scanned,
    /// Pictures in a format or size that OCR does not accept.
    #[error("no text, only a picture that cannot be handed to tesseract")]
    UnknownPicture,
    /// Tesseract failed, timed out or found no text.
    #[error("no text, only a picture in which tesseract found none")]
    NotRecognized,
    /// The text was recognised by OCR.
    #[error("read by tesseract out of a picture; letters may be wrong")]
    Recognized,
    /// The PDF reader cannot handle something on the page; the rest is kept.
    #[error("not wholly readable; what could be read went in")]
    Broken,
    /// The same, and nothing could be kept.
    #[error("not readable; left out")]
    Unreadable,
    /// Text in fonts without a mapping from glyphs to characters.
    #[error("most of its text is in fonts that do not tell their letters")]
    Untold,
    /// Form XObjects that contain themselves, or are nested too deeply.
    #[error("its parts hold themselves; left out")]
    Loop,
    /// The page exceeds a size limit.
    #[error("too large; not all of it went in")]
    TooLarge,
    /// The time limit of the file was reached.
    #[error("not read within {seconds} seconds; left out")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
}
