//! The progress bar of an indexing run: bytes read, reports a second, megabytes a second.

use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over the bytes of all sources to read. Invisible unless a person watches stderr.
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
        let style = "{bar:30} {percent:>3} %  {msg}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
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
            self.bar.set_message(format!(
                "{} reports  {:.0} reports/s  {:.1} MB/s",
                HumanCount(self.reports),
                self.reports as f64 / seconds,
                self.text as f64 / 1e6 / seconds
            ));
        }
    }

    /// Says how many bytes of the sources have been read.
    pub fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// Prints a line above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| crate::output::warning(line));
    }

    /// Prints a line above the bar that warns of nothing.
    pub fn note(&self, line: &str) {
        self.bar.suspend(|| crate::output::note(line));
    }

    /// Shows that the reading is done and the engine tidies up.
    pub fn finishing(&self) {
        self.bar.set_message("finishing");
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
