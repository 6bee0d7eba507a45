//! The reading functions of the input formats, one file or folder each. Formats do not depend on
//! each other except on those they contain (EPUB contains HTML). Selecting a format is the task of
//! `registry` and `detect`.

pub(super) mod csv;
pub(super) mod docx;
pub(super) mod eml;
pub(super) mod epub;
pub(super) mod feed;
pub(super) mod foreign;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod markdown;
pub(super) mod mbox;
pub(super) mod mhtml;
pub(super) mod odt;
pub(super) mod pdf;
pub(super) mod pptx;
pub(super) mod rtf;
pub(super) mod sheets;
pub(super) mod tar;
pub(super) mod text;
pub(super) mod zip;
