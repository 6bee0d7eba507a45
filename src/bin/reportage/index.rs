//! `reportage index`: synchronizes an index with files and folders.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use reportage::index::{OpenIndex, Resources};
use reportage::indexer::Summary;
use reportage::schema::IndexSchema;

use crate::failure::{Failure, Outcome};
use crate::index_argument::IndexArgument;
use crate::limits::LimitFlags;
use crate::ocr::OcrFlag;
use crate::update::{self, Update};
use crate::watch::Watch;
use crate::{output, preview, schema};

/// Update the index from files and folders: add new files, replace changed ones, remove deleted ones.
///
/// Reads .txt, .md (with front matter), .html, .pdf (scanned pages with --ocr), .mhtml, .json, .jsonl, .ndjson, .csv, .tsv,
/// RSS and Atom (.xml, .rss, .atom), .docx, .odt, .rtf, .epub, .pptx, .odp, .xlsx, .ods, .xls, .eml and .mbox, each also
/// as .gz and .zst, in UTF-8, UTF-16 and old 8-bit encodings. Archives (.zip, .tar, .tgz) are read like folders, and
/// mail attachments are separate reports. Files and records that cannot be read are listed with position and reason,
/// and do not stop the rest. Hidden files, links and folders with a CACHEDIR.TAG are skipped.
#[derive(Args)]
pub struct Arguments {
    /// Files and folders; `-` reads JSON Lines from standard input
    #[arg(value_name = "PATH", required_unless_present = "retry")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexArgument,
    #[command(flatten)]
    build: Build,
    /// Print failures only
    #[arg(long, short)]
    quiet: bool,
    /// Print every warning immediately, including repeated ones
    #[arg(long)]
    all_warnings: bool,
    /// Exit with status 2 if anything could not be read, or if missing files were kept in the index (see
    /// --allow-empty)
    #[arg(long)]
    strict: bool,
    /// Name of a folder that is indexed for the first time [default: its own name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Exclude files that match GLOB, as in a .gitignore: `*.log`, `drafts/`; to exclude them permanently, use a
    /// .reportageignore file
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Remove missing files from the index even if the folder is missing, empty or has lost more than half of its
    /// files
    #[arg(long)]
    allow_empty: bool,
    /// Read only what could not be read before; without PATH, in all folders of the index
    #[arg(long, conflicts_with_all = ["rebuild", "watch"])]
    retry: bool,
    /// Print what would be read, moved and removed, without changing anything
    #[arg(long, conflicts_with_all = ["rebuild", "watch"])]
    dry_run: bool,
    /// Keep running and update the index whenever files change, until Ctrl-C or SIGTERM
    #[arg(long, conflicts_with = "strict")]
    watch: bool,
    /// With --watch: scan all files every few seconds, for network drives without change notifications
    #[arg(long, requires = "watch")]
    poll: bool,
    /// Rebuild the index from PATH; the existing one can be searched until the new one is complete
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    ocr: OcrFlag,
    #[command(flatten)]
    limits: LimitFlags,
}

/// The default memory for buffers, in MB.
const MEMORY: u32 = 256;

/// How an index is made.
#[derive(Args, Clone)]
pub struct Build {
    /// Folder with schema.toml and gazetteers [default: that of the index, or else the built-in schema]
    #[arg(long, value_name = "DIR")]
    pub schema: Option<PathBuf>,
    /// Number of threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Memory for buffers, in MB
    #[arg(long, value_name = "MB", default_value_t = MEMORY, value_parser = clap::value_parser!(u32).range(32..=65536))]
    memory: u32,
}

impl Default for Build {
    fn default() -> Build {
        Build {
            schema: None,
            threads: None,
            memory: MEMORY,
        }
    }
}

impl Build {
    /// Returns the threads and memory to use.
    pub fn resources(&self) -> Resources {
        let threads = self.threads.map(usize::from);
        Resources {
            threads: threads.unwrap_or(Resources::default().threads),
            memory: (self.memory as usize) << 20,
        }
    }

    /// Loads the schema: the requested one, or else that of the index in `dir`, or else the built-in one.
    pub fn index_schema(&self, dir: &Path) -> Result<IndexSchema, Failure> {
        let of_index = match OpenIndex::open(dir) {
            Ok(index) => index.payload.schema_dir,
            Err(_) => None, // no index yet, or opening it for writing will report the error
        };
        let failed = |failure: Failure| match &self.schema {
            Some(_) => failure,
            None => failure.hint(
                "the index was built with this schema; --schema DIR sets its new location, \
                 --rebuild uses the built-in schema",
            ),
        };
        let flag = self.schema.as_deref();
        schema::load(flag.or(of_index.as_deref())).map_err(failed)
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let schema = match arguments.rebuild {
        true => schema::load(arguments.build.schema.as_deref())?,
        false => arguments.build.index_schema(&arguments.place.dir())?,
    };
    let dir = arguments.place.dir();
    let mut paths = arguments.paths.clone();
    if paths.is_empty() {
        let ledger = OpenIndex::open(&dir)?.ledger()?;
        paths.extend(ledger.roots().iter().map(|root| root.place(&dir)));
    }
    let watch = match arguments.watch {
        true => Some(Watch::start(&paths, &dir, arguments.poll)?),
        false => None,
    };
    let update = Update {
        paths: &paths,
        dir: &dir,
        schema: &schema,
        resources: arguments.build.resources(),
        limits: arguments.limits.limits(),
        ocr: arguments.ocr.ocr()?,
        rebuild: arguments.rebuild,
        progress: !arguments.quiet && output::is_watched(),
        all_warnings: arguments.all_warnings,
        name: arguments.name.clone(),
        exclude: &arguments.exclude,
        allow_empty: arguments.allow_empty,
        retry: arguments.retry,
    };
    if arguments.dry_run {
        return preview::run(&update);
    }
    let (summary, _) = update::run(&update)?;
    if !arguments.quiet {
        use std::io::Write;
        let mut out = output::stdout();
        writeln!(
            out,
            "{}",
            in_words(&summary, started.elapsed().as_secs_f64())
        )?;
        out.flush()?;
        say_what_to_convert(&summary);
    }
    if let Some(watch) = watch {
        return watch.follow(&update, arguments.quiet);
    }
    Ok(
        match summary.missing > 0 || (arguments.strict && summary.failed + summary.withheld > 0) {
            true => Outcome::Partly,
            false => Outcome::Done,
        },
    )
}

/// Legacy office formats, which cannot be read, and formats to convert them to.
const CONVERTIBLE: &[(&str, &str)] = &[(".doc", "docx"), (".ppt", "pptx")];

/// Prints how to convert skipped files of such formats.
fn say_what_to_convert(summary: &Summary) {
    for (kind, better) in CONVERTIBLE {
        if summary.skipped.contains_key(*kind) {
            output::note(&format!(
                "{kind} files are not supported; save them as .{better} \
                 (soffice --headless --convert-to {better} *{kind})"
            ));
        }
    }
}

/// Returns the summary on one line.
pub fn in_words(summary: &Summary, seconds: f64) -> String {
    let counts = &summary.counts;
    let mut line = format!(
        "{} added, {} changed, {} unchanged, {} removed",
        counts.added, counts.changed, counts.unchanged, counts.removed
    );
    if counts.moved > 0 {
        line.push_str(&format!(" ({} moved)", counts.moved));
    }
    if !summary.skipped.is_empty() {
        let kinds: Vec<String> = summary
            .skipped
            .iter()
            .map(|(kind, n)| format!("{n} {kind}"))
            .collect();
        line.push_str(&format!(", skipped {}", kinds.join(" ")));
    }
    line.push_str(&format!(", {} failed", summary.failed));
    if summary.taken > 0 {
        line.push_str(&format!(" ({} with an id that is taken)", summary.taken));
    }
    if summary.warnings > 0 {
        line.push_str(&format!(", {} warnings", summary.warnings));
    }
    line.push_str(&format!(", {seconds:.1} s"));
    line
}
