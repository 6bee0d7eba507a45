//! Explains arguments that a command does not take: a query without quotes, a flag of another command.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// The commands that take a query.
const WITH_QUERY: &[&str] = &["search", "facets"];

/// Returns what went wrong in words of ours; `None` if clap's say it.
pub fn explained(error: &clap::Error, program: &clap::Command) -> Option<Failure> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(stray)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let name = arguments
        .iter()
        .find(|argument| WITH_QUERY.contains(&argument.as_str()))?;
    let command = program.find_subcommand(name)?;
    // What starts with a hyphen may be a query, so a flag of another command was taken as one.
    if let Some(flag) = arguments
        .iter()
        .find(|argument| is_unknown_flag(argument, command))
    {
        return Some(Failure::unknown_flag(flag, name));
    }
    if stray.starts_with('-') {
        return None;
    }
    let failure = Failure::new(format!("`{stray}` is one argument too many"));
    Some(failure.hint(format!(
        "a query of several words stands in quotes: reportage {name} 'a b c'"
    )))
}

fn is_unknown_flag(argument: &str, command: &clap::Command) -> bool {
    let Some(flag) = argument.strip_prefix("--").filter(|flag| !flag.is_empty()) else {
        return false;
    };
    let name = flag.split('=').next().unwrap_or_default();
    let mut known = command.get_arguments().filter_map(clap::Arg::get_long);
    name != "help" && !known.any(|long| long == name)
}
