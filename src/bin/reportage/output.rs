//! Standard output: buffered, its width, and whether it takes colour.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::ColorChoice;
use reportage::render::{hanging, is_binary, safe};

use crate::failure::Failure;

/// The width of text when it does not go to a terminal, in columns.
const WIDTH: usize = 80;
/// The widest that text is set on a terminal, in columns: longer lines are hard to read.
const WIDEST: usize = 110;

/// When to colour.
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
    /// Decides for standard output.
    pub fn decide(self) -> bool {
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }
}

/// Returns how many columns a line may take.
pub fn width() -> usize {
    width_of_terminal().unwrap_or(WIDTH)
}

/// Returns how many columns a line may take on the terminal; `None` if standard output is none.
pub fn width_of_terminal() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(columns).min(WIDEST))
}

/// Returns whether characters beyond ASCII can be shown: unless the locale is of another encoding than UTF-8.
pub fn takes_unicode() -> bool {
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(of);
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Refuses to write what is no text to a terminal.
pub fn refuse_terminal(format: &str) -> Result<(), Failure> {
    if !is_binary(format) || !io::stdout().is_terminal() {
        return Ok(());
    }
    let failure = Failure::new(format!("--format {format}: a terminal cannot show it"));
    Err(failure.hint(format!("redirect it into a file: > answers.{format}")))
}

/// Opens standard output for writing much.
pub fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 << 10, io::stdout().lock())
}

/// Prints a remark on stderr.
pub fn note(text: &str) {
    say(&format!("note: {text}"));
}

/// Prints a line that belongs to the warning before it on stderr.
pub fn aside(text: &str) {
    say_as_is(text);
}

/// Prints a warning on stderr.
pub fn warning(text: &str) {
    say(&format!("warning: {text}"));
}

/// The columns by which lines go in that continue one on stderr.
const CONTINUED: usize = 2;

/// Prints a line on stderr, wrapped at words if that is a terminal.
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

/// Prints a line on stderr as it is.
pub fn say_as_is(text: &str) {
    // A closed stderr, or one on a full disk, is no reason to fail.
    let _ = writeln!(io::stderr(), "{}", safe(text));
}

/// Returns whether a person watches stderr.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Returns whether somebody can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks whether what is said of files that are gone is so for good; no unless it is said.
pub fn ask(said: &str) -> bool {
    eprint!("{}. Remove them from the index? [y/N] ", safe(said));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}
