//! What is wrong with a page of a PDF.

/// Why a page has less text than it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PageFault {
    /// Pictures only.
    #[error("no text, only a picture; scanned pages are read only by OCR (--ocr)")]
    Scanned,
    /// Pictures of a kind, or too small, to be read.
    #[error("no text, only a picture that cannot be handed to tesseract")]
    UnknownPicture,
    /// Tesseract failed, took too long or found nothing.
    #[error("no text, only a picture in which tesseract found none")]
    NotRecognized,
    /// The text comes out of a picture.
    #[error("read by tesseract out of a picture; letters may be wrong")]
    Recognized,
    /// Something on the page is beyond the PDF reader; the rest is kept.
    #[error("not wholly readable; what could be read went in")]
    Broken,
    /// The same, of a page without a rest.
    #[error("not readable; left out")]
    Unreadable,
    /// Text in fonts that do not tell which letters their glyphs are.
    #[error("most of its text is in fonts that do not tell their letters")]
    Untold,
    /// Parts that draw themselves, or parts in parts without measure.
    #[error("its parts hold themselves; left out")]
    Loop,
    /// Beyond all measure.
    #[error("too large; not all of it went in")]
    TooLarge,
    /// The file's time was over.
    #[error("not read within {seconds} seconds; left out")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
}
