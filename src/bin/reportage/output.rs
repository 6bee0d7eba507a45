//! Standard output and stderr: buffering, width, colours, messages.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::ColorChoice;
use reportage::render::{hanging, is_binary, safe};

use crate::failure::Failure;

/// The width of text if the output is not a terminal, in columns.
const WIDTH: usize = 80;
/// The maximum width of text on a terminal, in columns: longer lines are hard to read.
const WIDEST: usize = 110;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Decides whether to colour standard output.
    pub fn decide(self) -> bool {
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }
}

/// Returns the maximum line width, in columns.
pub fn width() -> usize {
    width_of_terminal().unwrap_or(WIDTH)
}

/// Returns the maximum line width on the terminal, in columns; `None` if standard output is not a terminal.
pub fn width_of_terminal() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(columns).min(WIDEST))
}

/// Returns whether non-ASCII characters can be shown: not if the locale has an encoding other than UTF-8.
pub fn takes_unicode() -> bool {
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(of);
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Fails if a binary format would be written to a terminal.
pub fn refuse_terminal(format: &str) -> Result<(), Failure> {
    if !is_binary(format) || !io::stdout().is_terminal() {
        return Ok(());
    }
    let failure = Failure::new(format!(
        "--format {format} is binary and cannot be shown on a terminal"
    ));
    Err(failure.hint(format!("redirect it to a file: > answers.{format}")))
}

/// Opens standard output with a buffer.
pub fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 << 10, io::stdout().lock())
}

/// Prints a note on stderr.
pub fn note(text: &str) {
    say(&format!("note: {text}"));
}

/// Prints a line that belongs to the previous warning, on stderr.
pub fn continuation(text: &str) {
    say_as_is(text);
}

/// Prints a warning on stderr.
pub fn warning(text: &str) {
    say(&format!("warning: {text}"));
}

/// The indentation of continuation lines on stderr, in columns.
const CONTINUED: usize = 2;

/// Prints a line on stderr, wrapped between words if it is a terminal.
pub fn say(text: &str) {
    match terminal_size::terminal_size_of(io::stderr()) {
        Some((terminal_size::Width(columns), _)) => {
            for line in hanging(text, usize::from(columns), CONTINUED) {
                say_as_is(&line);
            }
        }
        None => say_as_is(text),
    }
}

/// Prints a line on stderr without wrapping.
pub fn say_as_is(text: &str) {
    // A closed stderr or a full disk is not a reason to fail.
    let _ = writeln!(io::stderr(), "{}", safe(text));
}

/// Returns whether stderr is a terminal.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Returns whether a question can be put to the user: stdin and stderr are terminals.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks whether to remove missing files from the index, after the description `description`. The default is no.
pub fn ask(description: &str) -> bool {
    eprint!("{}. Remove them from the index? [y/N] ", safe(description));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}
