//! The reasons for which something cannot be read.

use std::io;

use super::lists::{named, ranges};
use super::{Cause, PageFault, PartFault, Tangle};
use reportage_text::date::NoDate;

/// Why something cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The operating system refused, or the file is gone.
    #[error("not readable")]
    Io(#[source] io::Error),
    /// The compressed file is cut off or damaged.
    #[error("not a whole {kind} file")]
    Compressed {
        /// `gzip` or `zstd`.
        kind: &'static str,
        /// What the decompressor says.
        #[source]
        source: io::Error,
    },
    /// More than is read into memory at once.
    #[error("{what} of more than {} MiB", limit >> 20)]
    TooLarge {
        /// `a text`, `a line`.
        what: &'static str,
        /// The limit in bytes.
        limit: u64,
    },
    /// Control bytes where text should be.
    #[error("not text: {control} of the first {sample} bytes are control bytes")]
    Binary {
        /// How many bytes no text has.
        control: usize,
        /// Of how many.
        sample: usize,
    },
    /// Bytes of something that is not read, under the name of something that is.
    #[error("it is {kind}, whatever its name says")]
    Foreign {
        /// `a picture (PNG)`.
        kind: &'static str,
    },
    /// Nothing to index.
    #[error("no text in it")]
    Empty,
    /// A page whose text is not in the file.
    #[error(
        "no text in the page; it is built by scripts (app shell); open it in a browser and save it \
         from there as a complete page"
    )]
    BuiltByScripts,
    /// A warning: a page that has a description of its article, and not the article.
    #[error(
        "no text in the page, only a summary, which goes in; it is built by scripts (app shell); open it \
         in a browser and save it from there as a complete page"
    )]
    SummaryOnly,
    /// A warning: bytes that mean nothing in the encoding, shown as `U+FFFD`.
    #[error("byte {byte} is not valid {encoding}; a replacement character stands there")]
    BadBytes {
        /// Where the first of them is in the file, or in the record where `record` is known; from 0.
        byte: u64,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// A warning: a file that names an encoding it is not in.
    #[error("it says that it is in {declared}, and is read as {found}")]
    Misdeclared {
        /// The encoding it names.
        declared: &'static str,
        /// The one that its bytes tell.
        found: &'static str,
    },
    /// Text that is not the JSON it should be.
    #[error("column {column}: not valid JSON")]
    Json {
        /// 1-based, in bytes; 0 is the end of the line before.
        column: usize,
        /// What is wrong there.
        #[source]
        source: Cause,
    },
    /// A row that is no row of its table.
    #[error("not a row of this table")]
    Row(#[source] Cause),
    /// JSON that holds something else than reports.
    #[error("{found} where a report should be")]
    NoObject {
        /// `a number`, `a list`.
        found: &'static str,
    },
    /// A record with neither text nor title.
    #[error(
        "no text and no title; its keys are {}; taken are {taken}",
        named(found)
    )]
    NoText {
        /// The keys that are there.
        found: Vec<String>,
        /// The keys that would be read.
        taken: &'static str,
    },
    /// A warning: a record whose columns for text and title are empty, but not all others.
    #[error("no text and no title; only its other values are searched")]
    ValuesOnly,
    /// A warning: a value of a kind that its key does not take.
    #[error("`{key}` is {found}; searched as text only")]
    WrongKind {
        /// The key.
        key: String,
        /// `a list`, `an object`.
        found: &'static str,
    },
    /// A warning: a value that is not for people to read.
    #[error("`{key}` is {found}; left out")]
    NotText {
        /// The key.
        key: String,
        /// `a long list of numbers`.
        found: &'static str,
    },
    /// A warning: the date of publication stays unknown.
    #[error("`{key}` is no date; the date stays unknown")]
    Date {
        /// The key.
        key: String,
        /// Says what stands there.
        #[source]
        source: NoDate,
    },
    /// A warning: the stated language is left out.
    #[error("`{key}` is `{value}`, which is no language code; left out")]
    Language {
        /// The key.
        key: String,
        /// What stands there.
        value: String,
    },
    /// A warning: front matter that cannot be read; the file goes in as a whole.
    #[error("not valid {kind} front matter; the file goes in as a whole")]
    FrontMatter {
        /// `YAML` or `TOML`.
        kind: &'static str,
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// A file that breaks the rules of its format.
    #[error("not a valid {kind} file")]
    Damaged {
        /// The format's name.
        kind: &'static str,
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// A file or a member of an archive that only its password opens.
    #[error("encrypted")]
    Encrypted,
    /// A file that its reader cannot cope with.
    #[error("the reader of this format broke on it")]
    Crashed,
    /// A file whose reader took its process with it.
    #[error("the reader of this format crashed on it ({how})")]
    Died {
        /// `signal: 11 (SIGSEGV)`, `it ran out of stack`.
        how: String,
    },
    /// A file whose reader did not stop when its time was over.
    #[error("killed after {seconds} s")]
    Killed {
        /// The limit.
        seconds: u64,
    },
    /// A file whose reader took too much memory.
    #[error("needed more than {} MB of memory", limit >> 20)]
    Memory {
        /// The limit in bytes.
        limit: u64,
    },
    /// The process that should read it cannot be started.
    #[error("no process to read it in")]
    NoWorker(#[source] io::Error),
    /// The reason as a worker process sent it.
    #[error("{words}")]
    FromWorker {
        /// The reason.
        words: String,
        /// Its causes.
        #[source]
        source: Option<Cause>,
    },
    /// An archive that grows beyond all measure.
    #[error("it expands to more than {} MiB", limit >> 20)]
    Expands {
        /// The limit in bytes.
        limit: u64,
    },
    /// An archive of more files than are read of one.
    #[error("more than {limit} files in it; the rest is left out")]
    Members {
        /// The limit.
        limit: u64,
    },
    /// A file of more records than are read of one.
    #[error("more than {limit} records in it; the rest is left out")]
    Records {
        /// The limit.
        limit: u64,
    },
    /// A workbook of more sheets than are read of one.
    #[error("more than {limit} sheets in it; the rest is left out")]
    Sheets {
        /// The limit.
        limit: u64,
    },
    /// A file of which hardly anything can be read.
    #[error("{failures} of its first {records} records cannot be read; the rest is left out")]
    Failures {
        /// How many cannot.
        failures: u64,
        /// Of how many.
        records: u64,
    },
    /// A file that takes too long, of which some was read.
    #[error("not read to its end within {seconds} seconds; what was read by then went in")]
    Stopped {
        /// The limit.
        seconds: u64,
    },
    /// A warning: a file that was read twice and had changed both times.
    #[error("it changes while it is read; the next run reads it again")]
    Changing,
    /// A warning: a text that is too long for one report.
    #[error("a text of {} MiB; it goes in as {parts} reports", bytes >> 20)]
    Split {
        /// How long it is.
        bytes: u64,
        /// How many.
        parts: usize,
    },
    /// A warning: a title that is too long to be shown.
    #[error("a title of more than {limit} characters; cut there")]
    LongTitle {
        /// The limit.
        limit: usize,
    },
    /// A warning: a value that is too long for what it is.
    #[error("`{key}` is longer than {limit} bytes; left out")]
    LongValue {
        /// Its key.
        key: String,
        /// The limit.
        limit: usize,
    },
    /// A warning: a record that states too many values of facets.
    #[error("more than {limit} values of facets; the rest is left out")]
    ManyValues {
        /// The limit.
        limit: usize,
    },
    /// A record whose id cannot be kept.
    #[error("an id of more than {limit} bytes")]
    LongId {
        /// The limit.
        limit: usize,
    },
    /// A warning: more warnings about one record than anybody reads.
    #[error("{0} more warnings about it")]
    MoreWarnings(
        /// How many.
        usize,
    ),
    /// An archive within too many others.
    #[error("archives and mails nested deeper than {limit}")]
    Nested {
        /// The limit.
        limit: u8,
    },
    /// A warning: a member of an archive that is not read, whatever it holds.
    #[error("`{member}` is left out: {why}")]
    Refused {
        /// Its name.
        member: String,
        /// `its name leads out of the archive`, `a link`.
        why: &'static str,
    },
    /// A warning: members or attachments of kinds that are not read.
    #[error("left out: {0}")]
    LeftOut(
        /// `3 .jpg, 1 no extension`.
        String,
    ),
    /// A warning: a part of a document that ends in the middle.
    #[error("`{part}` is damaged; what stands before the damage goes in")]
    Cut {
        /// Its name.
        part: String,
        /// What is wrong there.
        #[source]
        source: Cause,
    },
    /// A file that is no PDF, or one that is beyond repair.
    #[error("not a readable PDF")]
    Pdf(#[source] Cause),
    /// An encrypted file.
    #[error("opens only with a password")]
    Password,
    /// A file that takes too long.
    #[error("not read within {seconds} seconds")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// Pages without text, none with.
    #[error(
        "no text in it, only pictures of its {}; scanned pages are read only by OCR (--ocr)",
        if *pages == 1 { "page".to_owned() } else { format!("{pages} pages") }
    )]
    Scanned {
        /// How many.
        pages: usize,
    },
    /// A warning: a damaged file whose parts were looked for.
    #[error("damaged; what could be found of its pages went in")]
    Repaired,
    /// A warning: pages that have less text, or none, than they should.
    #[error("{}: {fault}", ranges(pages))]
    Pages {
        /// 1-based, in rising order.
        pages: Vec<u32>,
        /// Why.
        fault: PageFault,
    },
    /// A warning: a part of a mail that is damaged, or is not what it says.
    #[error("{part}: {fault}")]
    Part {
        /// `its text`, `` `annex.docx` ``.
        part: String,
        /// What is wrong with it.
        fault: PartFault,
    },
    /// A warning: a mail without headers.
    #[error("no header of a mail in it; all of it goes in as text")]
    NoHeader,
    /// A warning: text in a mailbox that belongs to no mail.
    #[error("{lines} lines stand before the first mail; they go in as a report of their own")]
    BeforeFirst {
        /// How many, empty ones included.
        lines: u32,
    },
    /// A warning: a page that is too tangled to find its article; all of its text goes in.
    #[error("{0}; all of its text goes in")]
    Tangled(Tangle),
}

impl Reason {
    /// Returns the key whose value cannot be used.
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
