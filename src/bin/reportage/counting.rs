//! What all commands have that count: their format, and the notes on the queries.

use std::io::Write;

use reportage::render::aggregate::{BarStyle, CountFormat, CountSettings, named};
use reportage::response::counting::CountedQuery;
use reportage::search::WordsRule;

use crate::failure::{Failure, Outcome};
use crate::notes::Notes;
use crate::output;

/// Writes an answer in a format of its subject, after the notes on its queries.
pub fn write<T>(
    formats: &'static [CountFormat<T>],
    name: &str,
    answer: &T,
    any: bool,
) -> Result<Outcome, Failure> {
    let Some(format) = named(formats, name) else {
        return Err(Failure::new(format!(
            "--format: `{name}` is no format here"
        )));
    };
    let settings = CountSettings {
        width: output::width(),
        bars: match output::takes_unicode() {
            true => BarStyle::Blocks,
            false => BarStyle::Ascii,
        },
    };
    let mut out = output::stdout();
    format.write(&mut out, answer, &settings)?;
    out.flush()?;
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}

/// Prints notes on queries, each note once.
pub fn print_notes(queries: &[CountedQuery], words: WordsRule) {
    let mut notes = Notes::default();
    for query in queries {
        notes.print_counted(query, words, queries.len() > 1);
    }
}
