//! The flag for hyperlinks to files in terminals.

use std::path::absolute;

use clap::Args;
use reportage::render::FileLink;
use reportage::response::ReportHead;
use reportage::search::Searcher;
use supports_hyperlinks::Stream;

use crate::failure::Failure;
use crate::headings::OUTPUT;

/// When paths are links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum When {
    /// On a terminal that supports links
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether paths in text are links to their files.
#[derive(Args, Clone)]
pub struct HyperlinkFlag {
    /// When to turn paths in text output into hyperlinks (OSC 8)
    #[arg(long, help_heading = OUTPUT, value_name = "WHEN", default_value = "auto")]
    hyperlink: When,
}

impl HyperlinkFlag {
    /// Returns the link to the file of each report; `None` for reports from a stream. Empty if paths are not to be links.
    pub fn links<'a>(
        &self,
        searcher: &Searcher,
        reports: impl IntoIterator<Item = &'a ReportHead>,
    ) -> Result<Vec<Option<FileLink>>, Failure> {
        let is_on = match self.hyperlink {
            When::Auto => supports_hyperlinks::on(Stream::Stdout),
            When::Always => true,
            When::Never => false,
        };
        if !is_on {
            return Ok(Vec::new());
        }
        let host = host();
        let link = |report| {
            let source = searcher.source_file_of(report);
            let source = source.map_err(|error| Failure::search("", error))?;
            let file = source.and_then(|source| absolute(source.file?).ok());
            Ok(file.and_then(|file| FileLink::to(&file, &host)))
        };
        reports.into_iter().map(link).collect()
    }
}

/// Returns the host name, so that a terminal on another machine does not open a file of its own.
#[cfg(unix)]
fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    String::new()
}
