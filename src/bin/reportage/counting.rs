//! Helpers common to all counting commands: arguments for formats and periods, output, notes on queries.

use std::io::Write;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use reportage::date::Period;
use reportage::render::aggregate::{BarStyle, CountFormat, CountSettings, named};
use reportage::response::counting::CountedQuery;
use reportage::search::WordsRule;

use crate::failure::{Failure, Outcome};
use crate::notes::Notes;
use crate::output;
use crate::pager;

/// Parses the name of one of these formats.
pub fn format_of<T: 'static>(
    formats: &'static [CountFormat<T>],
) -> impl TypedValueParser<Value = &'static CountFormat<T>> {
    PossibleValuesParser::new(formats.iter().map(|format| format.name))
        .try_map(|name| named(formats, &name).ok_or("unknown format"))
}

/// Parses the length of a period.
pub fn period() -> impl TypedValueParser<Value = Period> {
    PossibleValuesParser::new(Period::ALL.map(Period::name))
        .try_map(|name| Period::named(&name).ok_or("unknown period"))
}

/// Writes a result to standard output.
pub fn write<T>(format: &CountFormat<T>, answer: &T, any: bool) -> Result<Outcome, Failure> {
    output::refuse_terminal(format.name)?;
    let settings = CountSettings {
        width: output::width(),
        bars: match output::takes_unicode() {
            true => BarStyle::Blocks,
            false => BarStyle::Ascii,
        },
    };
    let mut out = pager::stdout();
    format.write(&mut out, answer, &settings)?;
    out.flush()?;
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}

/// Prints the notes on queries, each distinct note once.
pub fn print_notes(queries: &[CountedQuery], words: WordsRule) {
    let mut notes = Notes::default();
    for query in queries {
        notes.print_counted(query, words, queries.len() > 1);
    }
}
