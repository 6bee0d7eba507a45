//! The progress bar of an indexing run: bytes read, reports per second, megabytes per second.

use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fits 80 columns with a message of usual length.
const TEMPLATE: &str = "{bar:20} {percent:>3} %  {msg}  {eta} left";

/// A bar over the bytes of all sources to read.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    reports: u64,
    text: u64,
}

impl Progress {
    /// Starts a bar over `bytes` bytes of sources.
    pub fn new(bytes: u64, visible: bool) -> Progress {
        let target = if visible {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress {
            bar,
            started: Instant::now(),
            reports: 0,
            text: 0,
        }
    }

    /// Counts a report whose body has `bytes` bytes.
    pub fn report(&mut self, bytes: usize) {
        self.reports += 1;
        self.text += bytes as u64;
        if self.reports.is_multiple_of(16) {
            let seconds = self.started.elapsed().as_secs_f64().max(0.001);
            self.bar
                .set_message(message(self.reports, self.text, seconds));
        }
    }

    /// Sets how many bytes of the sources have been read.
    pub fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// Prints a warning above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| crate::output::warning(line));
    }

    /// Prints a note above the bar.
    pub fn note(&self, line: &str) {
        self.bar.suspend(|| crate::output::note(line));
    }

    /// Shows that all is read and the index is being written and merged.
    pub fn finishing(&self) {
        self.bar.set_message("finishing");
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Returns the message for this many reports and bytes of text read in this many seconds.
fn message(reports: u64, bytes: u64, seconds: f64) -> String {
    let each_second = reports as f64 / seconds;
    let megabytes = bytes as f64 / 1e6 / seconds;
    let reports = HumanCount(reports);
    format!("{reports} reports  {each_second:.0}/s  {megabytes:.1} MB/s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_over_many_reports_fits_80_columns() {
        let message = message(9_999_999, 6_000_000_000_000, 9_999.0);
        assert_eq!(message, "9,999,999 reports  1000/s  600.1 MB/s");
        let bar = format!("{:20} {:>3} %  {message}  {} left", "", 100, "59m");
        assert!(bar.len() < 80, "{bar}");
    }
}
