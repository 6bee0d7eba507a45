//! Reasons why something cannot be read.

use std::io;

use super::lists::{named, ranges};
use super::{ArticleFault, Cause, PageFault, PartFault};
use reportage_text::date::NoDate;

/// Why something cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// An I/O error.
    #[error("not readable")]
    Io(#[source] io::Error),
    /// The compressed file is truncated or damaged.
    #[error("truncated or damaged {kind} file")]
    Compressed {
        /// `gzip` or `zstd`.
        kind: &'static str,
        /// The error of the decompressor.
        #[source]
        source: io::Error,
    },
    /// Larger than what is read into memory at once.
    #[error("{what} of more than {} MiB", limit >> 20)]
    TooLarge {
        /// `a text`, `a line`.
        what: &'static str,
        /// The limit in bytes.
        limit: u64,
    },
    /// Control bytes in what should be text.
    #[error("not text: {control} of the first {sample} bytes are control bytes")]
    Binary {
        /// The number of control bytes.
        control: usize,
        /// The size of the sample.
        sample: usize,
    },
    /// The content of an unsupported format under the name of a supported one.
    #[error("its content is {kind}, which does not match its name")]
    Foreign {
        /// `an image (PNG)`.
        kind: &'static str,
    },
    /// No text to index.
    #[error("no text in it")]
    Empty,
    /// A web page whose text is not in the file.
    #[error(
        "no text in the page; it is built by scripts (app shell); open it in a browser and save it \
         from there as a complete page"
    )]
    BuiltByScripts,
    /// A warning: a web page with a summary of its article, but without the article.
    #[error(
        "no text in the page except a summary, which is indexed; it is built by scripts (app shell); open it \
         in a browser and save it from there as a complete page"
    )]
    SummaryOnly,
    /// A warning: bytes that are invalid in the encoding, replaced by `U+FFFD`.
    #[error("byte {byte} is not valid {encoding}; replaced by U+FFFD")]
    BadBytes {
        /// The 0-based offset of the first such byte in the file, or in the record if `record` is
        /// known.
        byte: u64,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A warning: the file declares an encoding it does not use.
    #[error("declared as {declared}, but decoded as {found}")]
    Misdeclared {
        /// The declared encoding.
        declared: &'static str,
        /// The detected encoding.
        found: &'static str,
    },
    /// Invalid JSON.
    #[error("column {column}: not valid JSON")]
    Json {
        /// 1-based, in bytes; 0 is the end of the previous line.
        column: usize,
        /// The parser's message.
        #[source]
        source: Cause,
    },
    /// A row that does not fit its table.
    #[error("not a row of this table")]
    Row(#[source] Cause),
    /// A JSON value that is not a report.
    #[error("expected a report, but there is {found}")]
    NoObject {
        /// `a number`, `a list`.
        found: &'static str,
    },
    /// A record with neither text nor title.
    #[error(
        "no text and no title; its keys are {}; recognised keys are {taken}",
        named(found)
    )]
    NoText {
        /// The keys of the record.
        found: Vec<String>,
        /// The keys that are recognised.
        taken: &'static str,
    },
    /// A warning: the text and title of a record are empty, but other columns are not.
    #[error("no text and no title; only its other values are searchable")]
    ValuesOnly,
    /// A warning: a value whose type does not fit its key.
    #[error("`{key}` is {found}; searched as text only")]
    WrongKind {
        /// The key.
        key: String,
        /// `a list`, `an object`.
        found: &'static str,
    },
    /// A warning: a value that is not human-readable text.
    #[error("`{key}` is {found}; left out")]
    NotText {
        /// The key.
        key: String,
        /// `a long list of numbers`.
        found: &'static str,
    },
    /// A warning: an invalid publication date, which is ignored.
    #[error("`{key}` is not a date; the report is undated")]
    Date {
        /// The key.
        key: String,
        /// The text that is not a date.
        #[source]
        source: NoDate,
    },
    /// A warning: an invalid language, which is ignored.
    #[error("`{key}` is `{value}`, which is not a language code; left out")]
    Language {
        /// The key.
        key: String,
        /// The value in the file.
        value: String,
    },
    /// A warning: invalid front matter; the file is indexed as a whole.
    #[error("invalid {kind} front matter; the whole file is indexed as text")]
    FrontMatter {
        /// `YAML` or `TOML`.
        kind: &'static str,
        /// The parser's message.
        #[source]
        source: Cause,
    },
    /// A file that violates its format.
    #[error("not a valid {kind} file")]
    Damaged {
        /// The name of the format.
        kind: &'static str,
        /// The parser's message.
        #[source]
        source: Cause,
    },
    /// A file or archive entry that needs a password.
    #[error("encrypted")]
    Encrypted,
    /// The reader panicked on the file.
    #[error("internal error in the reader of this format")]
    Crashed,
    /// The reader killed its process.
    #[error("the reader of this format crashed ({how})")]
    Died {
        /// `signal: 11 (SIGSEGV)`, `it ran out of stack`.
        how: String,
    },
    /// The reader was killed because it did not stop at its time limit.
    #[error("killed after {seconds} s")]
    Killed {
        /// The limit.
        seconds: u64,
    },
    /// The reader exceeded its memory limit.
    #[error("needed more than {} MB of memory", limit >> 20)]
    Memory {
        /// The limit in bytes.
        limit: u64,
    },
    /// The worker process cannot be started.
    #[error("the process to read it cannot be started")]
    NoWorker(#[source] io::Error),
    /// A reason received from a worker process.
    #[error("{words}")]
    FromWorker {
        /// The reason as text.
        words: String,
        /// Its causes.
        #[source]
        source: Option<Cause>,
    },
    /// An archive that exceeds the expansion limit.
    #[error("it expands to more than {} MiB", limit >> 20)]
    Expands {
        /// The limit in bytes.
        limit: u64,
    },
    /// An archive with too many entries.
    #[error("more than {limit} files in it; the rest is left out")]
    Members {
        /// The limit.
        limit: u64,
    },
    /// A file with too many records.
    #[error("more than {limit} records in it; the rest is left out")]
    Records {
        /// The limit.
        limit: u64,
    },
    /// A workbook with too many sheets.
    #[error("more than {limit} sheets in it; the rest is left out")]
    Sheets {
        /// The limit.
        limit: u64,
    },
    /// A file of which hardly any record can be read.
    #[error("{failures} of its first {records} records cannot be read; the rest is left out")]
    Failures {
        /// The number of failures.
        failures: u64,
        /// The number of records.
        records: u64,
    },
    /// A file that reached its time limit after some of it was read.
    #[error("not read to its end within {seconds} seconds; the part that was read is indexed")]
    Stopped {
        /// The limit.
        seconds: u64,
    },
    /// A warning: the file changed during both attempts to read it.
    #[error("changed while it was read; the next run reads it again")]
    Changing,
    /// A warning: a text too long for one report.
    #[error("a text of {} MiB; split into {parts} reports", bytes >> 20)]
    Split {
        /// The length of the text in bytes.
        bytes: u64,
        /// The number of reports.
        parts: usize,
    },
    /// A warning: a title too long to show.
    #[error("a title of more than {limit} characters; truncated")]
    LongTitle {
        /// The limit.
        limit: usize,
    },
    /// A warning: a value too long for its key.
    #[error("`{key}` is longer than {limit} bytes; left out")]
    LongValue {
        /// Its key.
        key: String,
        /// The limit.
        limit: usize,
    },
    /// A warning: a record with too many facet values.
    #[error("more than {limit} facet values; the rest is left out")]
    ManyValues {
        /// The limit.
        limit: usize,
    },
    /// A record whose id is too long for the index.
    #[error("an id of more than {limit} bytes")]
    LongId {
        /// The limit.
        limit: usize,
    },
    /// A warning: there are too many warnings about one record.
    #[error("{0} more warnings about it")]
    MoreWarnings(
        /// The number of suppressed warnings.
        usize,
    ),
    /// An archive nested too deeply.
    #[error("archives and mails nested deeper than {limit}")]
    Nested {
        /// The limit.
        limit: u8,
    },
    /// A warning: an archive entry that is not read, whatever it contains.
    #[error("`{member}` is left out: {why}")]
    Refused {
        /// Its name.
        member: String,
        /// `its name leads out of the archive`, `a link`.
        why: &'static str,
    },
    /// A warning: archive entries or attachments of unsupported kinds.
    #[error("left out: {0}")]
    LeftOut(
        /// `3 .jpg, 1 no extension`.
        String,
    ),
    /// A warning: a truncated or damaged part of a document.
    #[error("`{part}` is damaged; the text before the damage is indexed")]
    Cut {
        /// Its name.
        part: String,
        /// The parser's message.
        #[source]
        source: Cause,
    },
    /// A file that is not a PDF or cannot be repaired.
    #[error("not a readable PDF")]
    Pdf(#[source] Cause),
    /// A PDF that needs a password.
    #[error("needs a password")]
    Password,
    /// A file that reached its time limit.
    #[error("not read within {seconds} seconds")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// A PDF with pages of pictures and no text.
    #[error(
        "no text in it, only images of its {}; scanned pages need OCR (--ocr)",
        if *pages == 1 { "page".to_owned() } else { format!("{pages} pages") }
    )]
    Scanned {
        /// The number of pages.
        pages: usize,
    },
    /// A warning: a damaged PDF that was scanned for its parts.
    #[error("damaged; the pages that could be recovered are indexed")]
    Repaired,
    /// A warning: pages with missing text.
    #[error("{}: {fault}", ranges(pages))]
    Pages {
        /// 1-based, ascending.
        pages: Vec<u32>,
        /// The reason.
        fault: PageFault,
    },
    /// A warning: a damaged or mislabelled part of a mail.
    #[error("{part}: {fault}")]
    Part {
        /// `its text`, `` `annex.docx` ``.
        part: String,
        /// The problem.
        fault: PartFault,
    },
    /// A warning: a mail without headers.
    #[error("no mail header; the whole file is indexed as text")]
    NoHeader,
    /// A warning: text in a mailbox outside of any mail.
    #[error("{lines} lines before the first mail; indexed as a separate report")]
    BeforeFirst {
        /// The number of lines, empty ones included.
        lines: u32,
    },
    /// A warning: an HTML page whose article could not be found; all of its text is indexed.
    #[error("{0}; all of its text is indexed")]
    NoArticle(ArticleFault),
}

impl Reason {
    /// Returns the key whose value was rejected.
    pub(crate) fn key(&self) -> Option<&str> {
        if let Reason::WrongKind { key, .. }
        | Reason::NotText { key, .. }
        | Reason::Date { key, .. }
        | Reason::Language { key, .. } = self
        {
            return Some(key);
        }
        None
    }
}
