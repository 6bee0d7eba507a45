//! `reportage index --dry-run`: prints what a run would do.

use std::io::Write;

use reportage::indexer::{Change, Indexer};
use reportage::render::safe;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::update::{Part, Shown, Update};

/// Prints what a run would do.
pub fn run(update: &Update<'_>) -> Result<Outcome, Failure> {
    let mut shown = Shown::new(false, update.all_warnings, Part::Whole);
    let paths = update.paths.iter().filter(|path| path.as_os_str() != "-");
    let paths: Vec<_> = paths.cloned().collect();
    let options = update.options()?;
    let show = |event: reportage::indexer::Event<'_>| shown.show(event);
    let changes = Indexer::preview(update.dir, update.schema, &options, &paths, show)?;
    shown.say_warnings();
    let mut out = output::stdout();
    for change in &changes.changes {
        let line = match change {
            Change::New(path) => format!("new      {path}"),
            Change::Again(path) => format!("changed  {path}"),
            Change::Moved(from, to) => format!("moved    {from} -> {to}"),
            Change::Removed(path) => format!("removed  {path}"),
        };
        writeln!(out, "{}", safe(&line))?;
    }
    let count = |is: fn(&Change) -> bool| changes.changes.iter().filter(|c| is(c)).count();
    writeln!(
        out,
        "{} new, {} changed, {} moved, {} removed, {} unchanged; nothing was done",
        count(|change| matches!(change, Change::New(_))),
        count(|change| matches!(change, Change::Again(_))),
        count(|change| matches!(change, Change::Moved(..))),
        count(|change| matches!(change, Change::Removed(_))),
        changes.unchanged,
    )?;
    out.flush()?;
    Ok(match changes.summary.missing > 0 {
        true => Outcome::Partly,
        false => Outcome::Done,
    })
}
