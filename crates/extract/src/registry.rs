//! The table of input formats. To add a format, add a file with its reading function to `formats`
//! and a row here.

use super::format::{Encoding, Format, Process, ReadFn};
use super::formats::{
    csv, docx, eml, epub, feed, foreign, html, json, jsonl, markdown, mbox, mhtml, odt, pdf, pptx,
    rtf, sheets, tar, text, zip,
};

/// All supported formats.
pub const FORMATS: &[Format] = &[
    TEXT,
    MARKDOWN,
    HTML,
    PDF,
    JSON,
    JSON_LINES,
    CSV,
    TSV,
    XML,
    SPREADSHEET,
    DOCX,
    OPEN_DOCUMENT,
    PPTX,
    EPUB,
    RTF,
    EML,
    MBOX,
    MHTML,
    ZIP,
    TAR,
    #[cfg(test)]
    super::worker::tests::HOSTILE,
];

pub(super) const TEXT: Format = Format {
    name: "text",
    extensions: &["txt", "text"],
    may_be_scanned: false,
    read: ReadFn::One(text::report),
    encoding: Encoding::Text,
    process: Process::Own,
};

pub(super) const MARKDOWN: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown"],
    may_be_scanned: false,
    read: ReadFn::One(markdown::report),
    encoding: Encoding::Text,
    process: Process::Worker,
};

pub(super) const HTML: Format = Format {
    name: "HTML",
    extensions: &["html", "htm", "xhtml"],
    may_be_scanned: false,
    read: ReadFn::One(html::report),
    encoding: Encoding::Text,
    process: Process::Worker,
};

pub(super) const PDF: Format = Format {
    name: "PDF",
    extensions: &["pdf"],
    may_be_scanned: true,
    read: ReadFn::One(pdf::report),
    encoding: Encoding::Other,
    process: Process::Worker,
};

pub(super) const JSON: Format = Format {
    name: "JSON",
    extensions: &["json"],
    may_be_scanned: false,
    read: ReadFn::Iterator(json::reports),
    encoding: Encoding::Text,
    process: Process::Own,
};

pub(super) const JSON_LINES: Format = Format {
    name: "JSON Lines",
    extensions: &["jsonl", "ndjson"],
    may_be_scanned: false,
    read: ReadFn::Iterator(jsonl::reports),
    encoding: Encoding::Text,
    process: Process::Own,
};

pub(super) const CSV: Format = Format {
    name: "CSV",
    extensions: &["csv"],
    may_be_scanned: false,
    read: ReadFn::Iterator(|input| csv::reports(input, b",;\t|")),
    encoding: Encoding::Text,
    process: Process::Own,
};

pub(super) const TSV: Format = Format {
    name: "TSV",
    extensions: &["tsv"],
    may_be_scanned: false,
    read: ReadFn::Iterator(|input| csv::reports(input, b"\t")),
    encoding: Encoding::Text,
    process: Process::Own,
};

pub(super) const XML: Format = Format {
    name: "XML",
    extensions: &["xml", "rss", "atom", "rdf"],
    may_be_scanned: false,
    read: ReadFn::Iterator(feed::reports),
    encoding: Encoding::Text,
    process: Process::Worker,
};

pub(super) const SPREADSHEET: Format = Format {
    name: sheets::NAME,
    extensions: &["xlsx", "xlsm", "xltx", "ods", "xls"],
    may_be_scanned: false,
    read: ReadFn::Sink(sheets::sheets),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const DOCX: Format = Format {
    name: docx::NAME,
    extensions: &["docx", "docm", "dotx"],
    may_be_scanned: false,
    read: ReadFn::One(docx::report),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const OPEN_DOCUMENT: Format = Format {
    name: odt::NAME,
    extensions: &["odt", "ott", "odp"],
    may_be_scanned: false,
    read: ReadFn::One(odt::report),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const PPTX: Format = Format {
    name: pptx::NAME,
    extensions: &["pptx", "ppsx", "pptm"],
    may_be_scanned: false,
    read: ReadFn::One(pptx::report),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const EPUB: Format = Format {
    name: epub::NAME,
    extensions: &["epub"],
    may_be_scanned: false,
    read: ReadFn::One(epub::report),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const RTF: Format = Format {
    name: rtf::NAME,
    extensions: &["rtf"],
    may_be_scanned: false,
    read: ReadFn::One(rtf::report),
    encoding: Encoding::Other,
    process: Process::Worker,
};

pub(super) const EML: Format = Format {
    name: "EML",
    extensions: &["eml"],
    may_be_scanned: true,
    read: ReadFn::Sink(eml::report),
    encoding: Encoding::Other,
    process: Process::Worker,
};

pub(super) const MBOX: Format = Format {
    name: mbox::NAME,
    extensions: &["mbox", "mbx"],
    may_be_scanned: true,
    read: ReadFn::Sink(mbox::mails),
    encoding: Encoding::Other,
    process: Process::Worker,
};

pub(super) const MHTML: Format = Format {
    name: mhtml::NAME,
    extensions: &["mhtml", "mht"],
    may_be_scanned: false,
    read: ReadFn::One(mhtml::report),
    encoding: Encoding::Other,
    process: Process::Worker,
};

pub(super) const ZIP: Format = Format {
    name: zip::NAME,
    extensions: &["zip"],
    may_be_scanned: true,
    read: ReadFn::Sink(zip::walk),
    encoding: Encoding::Zip,
    process: Process::Worker,
};

pub(super) const TAR: Format = Format {
    name: tar::NAME,
    extensions: &["tar"],
    may_be_scanned: true,
    read: ReadFn::Sink(tar::walk),
    encoding: Encoding::Other,
    process: Process::Worker,
};

/// Binary content under the name of a text format. It has no extension because only the content
/// reveals it.
pub(super) const FOREIGN: Format = Format {
    name: "foreign",
    extensions: &[],
    may_be_scanned: false,
    read: ReadFn::One(foreign::report),
    encoding: Encoding::Other,
    process: Process::Worker,
};
