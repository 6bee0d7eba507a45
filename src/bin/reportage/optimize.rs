//! `reportage optimize`: merges all segments of an index.

use std::io::Write;

use clap::Args;
use reportage::index::{self, Resources};

use crate::failure::{Failure, Outcome};
use crate::index_argument::IndexArgument;
use crate::output;

/// Merge the index into one segment without deleted reports: smaller and faster to search.
///
/// `index` already merges segments that are small or mostly deleted; this is for an index that will be archived or
/// copied. Searches continue in the meantime. The disk needs space for a second copy of the index.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    place: IndexArgument,
    /// Print nothing
    #[arg(long, short)]
    quiet: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let done = index::optimize(&arguments.place.dir(), Resources::default())?;
    if !arguments.quiet {
        let mut out = output::stdout();
        let (before, after) = (done.before as f64 / 1e6, done.after as f64 / 1e6);
        let n = done.segments;
        writeln!(
            out,
            "segments: {n} before, at most 1 now; size: {before:.1} MB before, {after:.1} MB now"
        )?;
        out.flush()?;
    }
    Ok(Outcome::Done)
}
