//! Pictures on a page: a timeline and a map of the reports found.

use std::io::{self, Write};

use crate::render::aggregate::timeline;
use crate::render::map;
use crate::response::overview::Overview;

/// Writes the timeline if it has several periods, and the map if there are places.
pub(super) fn write_overview(out: &mut dyn Write, overview: &Overview) -> io::Result<()> {
    if overview.timeline.periods.len() > 1 {
        writeln!(out, "<figure>")?;
        timeline::write_svg(out, &overview.timeline)?;
        writeln!(out, "</figure>")?;
    }
    let mut places = Vec::new();
    map::write(&mut places, overview)?;
    if !places.is_empty() {
        writeln!(out, "<figure>")?;
        out.write_all(&places)?;
        writeln!(out, "</figure>")?;
    }
    Ok(())
}
