//! Explains invalid arguments: unknown flags, and queries that look like flags.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Failure, quoted};

/// The commands that take a query.
const WITH_QUERY: &[&str] = &[
    "search", "save", "show", "open", "export", "facets", "count", "timeline", "crosstab",
    "together", "terms",
];

/// Ends the flags: everything after it is the query.
const END_OF_FLAGS: &str = "--";

/// Returns the failure for an unknown flag with a single hyphen, or with a dash that an editor substituted for two
/// hyphens, in a command that takes a query. `None` if there is no such flag.
pub fn unknown(program: &Command) -> Option<Failure> {
    let (name, flags, rest) = flags_of_command()?;
    let command = program.find_subcommand(&name)?;
    for (i, flag) in flags.iter().enumerate() {
        let hyphens = flag.len() - flag.trim_start_matches('-').len();
        if hyphens == 1 && !is_short_flag(command, flag) {
            let is_text = |argument: &&String| {
                let is_long = argument.starts_with(END_OF_FLAGS);
                !is_long && !is_short_flag(command, argument)
            };
            let of_query = flags[i..].iter().take_while(is_text).count();
            let (query, behind) = flags[i..].split_at(of_query);
            // In the suggested command, flags typed after the query move before `--`.
            let before = [&name].into_iter().chain(&flags[..i]).chain(behind);
            let as_typed = |argument: &String| match is_short_flag(command, argument) {
                true => argument.clone(),
                false => quoted(argument),
            };
            let before: Vec<String> = before.map(as_typed).collect();
            let query = [query, &rest].concat();
            return Some(Failure::flag_or_query(
                flag,
                &name,
                &before,
                &query.join(" "),
            ));
        }
        let long = flag.trim_start_matches(['\u{2013}', '\u{2014}']);
        if long.len() < flag.len() && has_flag(command, long) {
            let failure = Failure::new(format!("`{flag}` is not a flag"));
            return Some(failure.hint(format!("flags begin with two hyphens: --{long}")));
        }
    }
    None
}

/// Returns our own message for an error; `None` if the one from clap is good enough.
pub fn explained(error: &clap::Error, program: &Command) -> Option<Failure> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(unknown_argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let (name, ..) = flags_of_command()?;
    let similar = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(flag)) => Some(flag.as_str()),
        _ => None,
    };
    // A flag of another command is not a typo, so nothing is suggested.
    let flag = unknown_argument.trim_start_matches('-');
    let is_of_another = program
        .get_subcommands()
        .any(|command| has_flag(command, flag));
    let similar = similar.filter(|_| !is_of_another);
    unknown_argument
        .starts_with(END_OF_FLAGS)
        .then(|| Failure::unknown_flag(unknown_argument, &name, similar))
}

/// Returns the command, its arguments before `--`, and those after it; `None` unless the command takes a query.
fn flags_of_command() -> Option<(String, Vec<String>, Vec<String>)> {
    let arguments = std::env::args_os().skip(1);
    let mut arguments = arguments.map(|argument| argument.to_string_lossy().into_owned());
    let name = arguments.next()?;
    let flags = arguments.by_ref();
    let flags: Vec<String> = flags
        .take_while(|argument| argument != END_OF_FLAGS)
        .collect();
    WITH_QUERY
        .contains(&name.as_str())
        .then(|| (name, flags, arguments.collect()))
}

/// Returns whether this is a short flag of the command, or `-`. A number may follow the letter of a flag that takes one
/// (`-n5`). Other values must be separate (`-l fr`), since `-libya` is a query that excludes a word.
fn is_short_flag(command: &Command, flag: &str) -> bool {
    let Some(rest) = flag.strip_prefix('-') else {
        return false;
    };
    let mut rest = rest.chars();
    let Some(letter) = rest.next() else {
        return true;
    };
    let number = rest.as_str();
    let of_letter = |argument: &&clap::Arg| argument.get_short() == Some(letter);
    let Some(argument) = command.get_arguments().find(of_letter) else {
        return flag == "-h";
    };
    let takes_number = || {
        let names = argument.get_value_names().unwrap_or_default();
        names.iter().any(|name| name.as_str() == "N")
    };
    number.is_empty() || takes_number() && number.bytes().all(|b| b.is_ascii_digit())
}

fn has_flag(command: &Command, flag: &str) -> bool {
    let name = flag.split('=').next().unwrap_or_default();
    let mut known = command.get_arguments().filter_map(clap::Arg::get_long);
    known.any(|long| long == name)
}
