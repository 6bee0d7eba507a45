//! The pager: shows long answers on a terminal screen by screen, as git does.

use std::ffi::OsStr;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use crate::failure::Failure;
use crate::output;

/// The pager if nobody names one.
const DEFAULT: &str = "less";
/// What `less` gets if it has no arguments: quit if all fits on the screen, show colours, leave the screen as it is.
const ARGUMENTS_OF_LESS: &str = "-FRX";
/// Names the pager for all programs.
const VARIABLE: &str = "PAGER";
/// How much is gathered before it is written, in bytes.
const BUFFER: usize = 64 << 10;

/// What was chosen at the start of the program, with its arguments; `None` for no pager.
static CHOSEN: OnceLock<Option<Pager>> = OnceLock::new();

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pager {
    program: String,
    arguments: Vec<String>,
    /// Whether somebody has named it, who is to know if it is not there.
    is_named: bool,
}

/// Chooses the pager for [`stdout`]: the words of `configured` (none for no pager), else `$PAGER`, else `less`. None if standard output is no
/// terminal.
pub fn choose(configured: Option<&[String]>) -> Result<(), Failure> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let chosen = match io::stdout().is_terminal() && !is_dumb {
        true => Pager::of(configured, std::env::var(VARIABLE).ok().as_deref())?,
        false => None,
    };
    // Chosen once, by `main`.
    let _ = CHOSEN.set(chosen);
    Ok(())
}

impl Pager {
    fn of(configured: Option<&[String]>, variable: Option<&str>) -> Result<Option<Pager>, Failure> {
        let (words, is_named) = match (configured, variable) {
            (Some(words), _) => (words.to_vec(), true),
            (None, Some(text)) => (split(text).map_err(|why| why_not(&why))?, true),
            (None, None) => (vec![DEFAULT.to_owned()], false),
        };
        let mut words = words.into_iter();
        let Some(program) = words.next().filter(|program| is(program) != Some("cat")) else {
            return Ok(None);
        };
        let mut arguments: Vec<String> = words.collect();
        if arguments.is_empty() && is(&program) == Some("less") {
            arguments.push(ARGUMENTS_OF_LESS.to_owned());
        }
        Ok(Some(Pager {
            program,
            arguments,
            is_named,
        }))
    }

    /// Starts it; `None` if it cannot be started.
    fn start(&self) -> Option<Child> {
        let mut command = Command::new(&self.program);
        let command = command.args(&self.arguments).stdin(Stdio::piped());
        match command.spawn() {
            Ok(child) => Some(child),
            Err(error) => {
                if self.is_named {
                    output::note(&format!("the pager {}: {error}", self.program));
                }
                None
            }
        }
    }
}

fn why_not(why: &str) -> Failure {
    Failure::new(format!("${VARIABLE}: {why}"))
}

/// Splits a program and its arguments into words as a shell does. `Err` says why that cannot be done.
pub fn split(text: &str) -> Result<Vec<String>, String> {
    shlex::split(text).ok_or_else(|| format!("`{text}`: a quote is not closed"))
}

/// Returns what a program is called, without its folder and `.exe`.
fn is(program: &str) -> Option<&str> {
    Path::new(program).file_stem().and_then(OsStr::to_str)
}

/// Opens standard output for an answer that may be long: through the pager if one was chosen.
///
/// The pager is started when something is written, and waited for when this is dropped.
pub fn stdout() -> Paged {
    match CHOSEN.get().cloned().flatten() {
        Some(pager) => Paged(Target::NotYet(pager, Vec::new())),
        None => Paged(Target::Plain(output::stdout())),
    }
}

/// Standard output, maybe through a pager.
pub struct Paged(Target);

enum Target {
    Plain(BufWriter<StdoutLock<'static>>),
    /// The pager, and what it gets when it is started.
    NotYet(Pager, Vec<u8>),
    Pager(Child, Option<BufWriter<ChildStdin>>),
}

impl Paged {
    /// Starts the pager with what it was to get.
    fn started(pager: &Pager, text: &[u8]) -> io::Result<Target> {
        let Some(mut child) = pager.start() else {
            let mut plain = output::stdout();
            plain.write_all(text)?;
            return Ok(Target::Plain(plain));
        };
        // Keys that interrupt are the pager's: it ends when its user says so, and then so does the program.
        let _ = ctrlc::set_handler(|| {});
        let input = child.stdin.take();
        let mut input = input.map(|input| BufWriter::with_capacity(BUFFER, input));
        if let Some(input) = &mut input {
            // If its user is gone already, the next write says so.
            let _ = input.write_all(text);
        }
        Ok(Target::Pager(child, input))
    }
}

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Target::Plain(out) => out.write(bytes),
            Target::NotYet(pager, text) => {
                text.extend(bytes);
                if text.len() >= BUFFER {
                    self.0 = Paged::started(pager, text)?;
                }
                Ok(bytes.len())
            }
            Target::Pager(_, Some(input)) => input.write(bytes),
            Target::Pager(_, None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Target::Plain(out) => out.flush(),
            Target::NotYet(_, text) if text.is_empty() => Ok(()),
            Target::NotYet(pager, text) => {
                self.0 = Paged::started(pager, text)?;
                self.flush()
            }
            Target::Pager(_, Some(input)) => input.flush(),
            Target::Pager(_, None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        let _ = self.flush();
        if let Target::Pager(child, input) = &mut self.0 {
            // Its end of input, without which it waits for more.
            drop(input.take());
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(configured: Option<&[&str]>, variable: Option<&str>) -> Option<String> {
        let configured: Option<Vec<String>> =
            configured.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
        let pager = Pager::of(configured.as_deref(), variable).unwrap()?;
        Some([&[pager.program], &pager.arguments[..]].concat().join("|"))
    }

    #[test]
    fn the_configuration_wins_over_the_variable_and_that_over_less() {
        assert_eq!(words(None, None).unwrap(), "less|-FRX");
        assert_eq!(words(None, Some("more")).unwrap(), "more");
        assert_eq!(
            words(Some(&["most", "-w"]), Some("more")).unwrap(),
            "most|-w"
        );
    }

    #[test]
    fn less_has_arguments_only_if_it_was_given_none() {
        assert_eq!(words(None, Some("/bin/less")).unwrap(), "/bin/less|-FRX");
        assert_eq!(words(None, Some("less '-P x'")).unwrap(), "less|-P x");
        assert_eq!(words(Some(&["less", "-S"]), None).unwrap(), "less|-S");
    }

    #[test]
    fn an_empty_name_and_cat_are_no_pager() {
        assert_eq!(words(None, Some("")), None);
        assert_eq!(words(None, Some("cat")), None);
        assert_eq!(words(Some(&[]), Some("more")), None);
        assert!(Pager::of(None, Some("less 'x")).is_err());
    }
}
