//! Writes the answers of routes that count.

use super::answer::Answer;
use crate::render::aggregate::{BarStyle, CountFormat, CountSettings, named};

/// Returns the format of answers.
pub(super) fn json<T>(formats: &'static [CountFormat<T>]) -> &'static CountFormat<T> {
    named(formats, "json").expect("each table of formats has this name")
}

/// Writes counts in a format.
pub(super) fn written<T>(format: &CountFormat<T>, counts: &T, depends_on_now: bool) -> Answer {
    // Of text for people only.
    let settings = CountSettings {
        width: 80,
        bars: BarStyle::Ascii,
    };
    Answer::written(depends_on_now, |out| format.write(out, counts, &settings))
}
