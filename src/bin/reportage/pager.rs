//! The pager: shows long output on a terminal screen by screen, like git.

use std::ffi::OsStr;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use crate::failure::Failure;
use crate::output;

/// The default pager.
const DEFAULT: &str = "less";
/// The default arguments of `less`: quit if everything fits on the screen, show colours, do not clear the screen.
const ARGUMENTS_OF_LESS: &str = "-FRX";
/// The conventional environment variable for the pager.
const VARIABLE: &str = "PAGER";
/// The size of the output buffer, in bytes.
const BUFFER: usize = 64 << 10;

/// The pager chosen at the start of the program; `None` for no pager.
static CHOSEN: OnceLock<Option<Pager>> = OnceLock::new();

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pager {
    program: String,
    arguments: Vec<String>,
    /// Whether the user has named it; a note then says if it cannot be started.
    is_named: bool,
}

/// Chooses the pager for [`stdout`]: the words of `configured` (empty for no pager), or else `$PAGER`, or else `less`.
/// There is no pager if standard output is not a terminal.
pub fn choose(configured: Option<&[String]>) -> Result<(), Failure> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let chosen = match io::stdout().is_terminal() && !is_dumb {
        true => Pager::of(configured, std::env::var(VARIABLE).ok().as_deref())?,
        false => None,
    };
    // `main` calls this only once.
    let _ = CHOSEN.set(chosen);
    Ok(())
}

impl Pager {
    fn of(configured: Option<&[String]>, variable: Option<&str>) -> Result<Option<Pager>, Failure> {
        let (words, is_named) = match (configured, variable) {
            (Some(words), _) => (words.to_vec(), true),
            (None, Some(text)) => (split(text).map_err(|why| bad_variable(&why))?, true),
            (None, None) => (vec![DEFAULT.to_owned()], false),
        };
        let mut words = words.into_iter();
        let Some(program) = words.next().filter(|program| stem(program) != Some("cat")) else {
            return Ok(None);
        };
        let mut arguments: Vec<String> = words.collect();
        if arguments.is_empty() && stem(&program) == Some("less") {
            arguments.push(ARGUMENTS_OF_LESS.to_owned());
        }
        Ok(Some(Pager {
            program,
            arguments,
            is_named,
        }))
    }

    /// Starts the pager; `None` if it cannot be started.
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

fn bad_variable(why: &str) -> Failure {
    Failure::new(format!("${VARIABLE}: {why}"))
}

/// Splits a command line into words like a shell. `Err` is the reason if that is not possible.
pub fn split(text: &str) -> Result<Vec<String>, String> {
    shlex::split(text).ok_or_else(|| format!("`{text}`: unclosed quote"))
}

/// Returns the name of a program without its folder and `.exe`.
fn stem(program: &str) -> Option<&str> {
    Path::new(program).file_stem().and_then(OsStr::to_str)
}

/// Opens standard output for output that may be long: through the pager if one was chosen.
///
/// The pager starts when something is written. Dropping this waits for it to exit.
pub fn stdout() -> Paged {
    match CHOSEN.get().cloned().flatten() {
        Some(pager) => Paged(Target::NotYet(pager, Vec::new())),
        None => Paged(Target::Plain(output::stdout())),
    }
}

/// Standard output, possibly through a pager.
pub struct Paged(Target);

enum Target {
    Plain(BufWriter<StdoutLock<'static>>),
    /// A pager that is not yet started, and the output so far.
    NotYet(Pager, Vec<u8>),
    Pager(Child, Option<BufWriter<ChildStdin>>),
}

impl Paged {
    /// Starts the pager and writes the output so far.
    fn started(pager: &Pager, text: &[u8]) -> io::Result<Target> {
        let Some(mut child) = pager.start() else {
            let mut plain = output::stdout();
            plain.write_all(text)?;
            return Ok(Target::Plain(plain));
        };
        // Ctrl-C is left to the pager; when the user quits it, the program ends, too.
        let _ = ctrlc::set_handler(|| {});
        let input = child.stdin.take();
        let mut input = input.map(|input| BufWriter::with_capacity(BUFFER, input));
        if let Some(input) = &mut input {
            // If the pager has already been quit, the next write fails.
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
            // Closes the pager's input; otherwise it would wait for more.
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
    fn configuration_takes_precedence_over_the_variable_and_that_over_less() {
        assert_eq!(words(None, None).unwrap(), "less|-FRX");
        assert_eq!(words(None, Some("more")).unwrap(), "more");
        assert_eq!(
            words(Some(&["most", "-w"]), Some("more")).unwrap(),
            "most|-w"
        );
    }

    #[test]
    fn less_gets_default_arguments_only_without_its_own() {
        assert_eq!(words(None, Some("/bin/less")).unwrap(), "/bin/less|-FRX");
        assert_eq!(words(None, Some("less '-P x'")).unwrap(), "less|-P x");
        assert_eq!(words(Some(&["less", "-S"]), None).unwrap(), "less|-S");
    }

    #[test]
    fn an_empty_name_and_cat_disable_the_pager() {
        assert_eq!(words(None, Some("")), None);
        assert_eq!(words(None, Some("cat")), None);
        assert_eq!(words(Some(&[]), Some("more")), None);
        assert!(Pager::of(None, Some("less 'x")).is_err());
    }
}
