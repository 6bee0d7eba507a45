//! Explains arguments that a command does not take: unknown flags, and queries that look like flags.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Failure, quoted};

/// The commands that take a query.
const WITH_QUERY: &[&str] = &["search", "facets"];

/// Behind it, everything is a query.
const END_OF_FLAGS: &str = "--";

/// Returns the failure of a flag that begins with one hyphen, or with a dash that an editor put in the place
/// of two, in a command that takes a query; no command has such flags but `-h`. `None` if there is none.
pub fn unknown(program: &Command) -> Option<Failure> {
    let (name, flags) = flags_of_command()?;
    let command = program.find_subcommand(&name)?;
    for (i, flag) in flags.iter().enumerate() {
        let hyphens = flag.len() - flag.trim_start_matches('-').len();
        if hyphens == 1 && flag != "-" && flag != "-h" {
            let is_text = |argument: &&String| !argument.starts_with(END_OF_FLAGS);
            let query: Vec<&str> = flags[i..]
                .iter()
                .take_while(is_text)
                .map(String::as_str)
                .collect();
            let before = [&name].into_iter().chain(&flags[..i]);
            let before: Vec<String> = before.map(|argument| quoted(argument)).collect();
            return Some(Failure::flag_or_query(
                flag,
                &name,
                &before,
                &query.join(" "),
            ));
        }
        let long = flag.trim_start_matches(['\u{2013}', '\u{2014}']);
        if long.len() < flag.len() && has_flag(command, long) {
            let failure = Failure::new(format!("`{flag}` is no flag"));
            return Some(failure.hint(format!("flags begin with two hyphens: --{long}")));
        }
    }
    None
}

/// Returns what went wrong in words of ours; `None` if clap's say it.
pub fn explained(error: &clap::Error, program: &Command) -> Option<Failure> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(stray)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let (name, _) = flags_of_command()?;
    let similar = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(flag)) => Some(flag.as_str()),
        _ => None,
    };
    // A flag of another command is no mistyped one.
    let flag = stray.trim_start_matches('-');
    let is_of_another = program
        .get_subcommands()
        .any(|command| has_flag(command, flag));
    let similar = similar.filter(|_| !is_of_another);
    stray
        .starts_with(END_OF_FLAGS)
        .then(|| Failure::unknown_flag(stray, &name, similar))
}

/// Returns the command that takes a query, and the arguments up to the end of flags.
fn flags_of_command() -> Option<(String, Vec<String>)> {
    let arguments = std::env::args_os().skip(1);
    let mut arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
    let name = arguments.next()?;
    let flags = arguments.take_while(|argument| argument != END_OF_FLAGS);
    WITH_QUERY
        .contains(&name.as_str())
        .then(|| (name, flags.collect()))
}

fn has_flag(command: &Command, flag: &str) -> bool {
    let name = flag.split('=').next().unwrap_or_default();
    let mut known = command.get_arguments().filter_map(clap::Arg::get_long);
    known.any(|long| long == name)
}
