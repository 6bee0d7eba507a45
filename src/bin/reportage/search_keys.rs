//! Search flags as TOML keys: `since = "2025-01"`, `facet = ["area=Ouest"]`, `facets = true`, `limit = 5`.

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use toml_edit::{Array, Item, Value};

use crate::search::Flags;
use crate::toml_source::{reason, typed_values};

/// The flags on the command line, parsed and as TOML keys.
pub struct TypedFlags {
    /// The parsed flags.
    pub flags: Flags,
    /// Keys for the flags that were typed, in the order of `--help`.
    pub keys: Vec<(String, Value)>,
}

impl FromArgMatches for TypedFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<TypedFlags, clap::Error> {
        let command = command();
        let is_typed = |arg: &&Arg| {
            matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine)
        };
        let typed = command.get_arguments().filter(is_typed);
        let key = |arg: &Arg| Some((arg.get_long()?.to_owned(), value(arg, matches)));
        Ok(TypedFlags {
            flags: Flags::from_arg_matches(matches)?,
            keys: typed.filter_map(key).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = TypedFlags::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for TypedFlags {
    fn augment_args(command: Command) -> Command {
        Flags::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args_for_update(command)
    }
}

/// Returns the TOML value of a typed flag: a number if it takes `N`, a list if it may be repeated.
fn value(arg: &Arg, matches: &ArgMatches) -> Value {
    if is_switch(arg) {
        return Value::from(true);
    }
    let is_number = arg
        .get_value_names()
        .is_some_and(|names| names.iter().any(|name| name.as_str() == "N"));
    let of = |text: &str| match text.parse::<i64>() {
        Ok(number) if is_number => Value::from(number),
        Ok(_) | Err(_) => Value::from(text),
    };
    let raw = matches.get_raw(arg.get_id().as_str()).unwrap_or_default();
    let mut values: Vec<Value> = raw.map(|raw| of(&raw.to_string_lossy())).collect();
    match arg.get_action() {
        ArgAction::Append => Value::Array(Array::from_iter(values)),
        _ => values.pop().unwrap_or_else(|| Value::from(true)),
    }
}

fn is_switch(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

/// Returns a command with only the flags of a search.
fn command() -> Command {
    Flags::augment_args(Command::new("search").no_binary_name(true))
}

/// Reads flags, each a name without its hyphens with a value, as if they were typed. A flag without a value has `true`.
#[cfg(feature = "serve")]
pub fn typed_flags(pairs: &[(String, String)]) -> Result<TypedFlags, String> {
    let command = command();
    let argument = |(name, value): &(String, String)| {
        let mut known = command.get_arguments();
        let arg = known.find(|arg| arg.get_long() == Some(name));
        match arg.is_some_and(is_switch) {
            true => format!("--{name}"),
            false => format!("--{name}={value}"),
        }
    };
    let arguments: Vec<String> = pairs.iter().map(argument).collect();
    let matches = self::command().try_get_matches_from(arguments);
    let typed = matches.and_then(|matches| TypedFlags::from_arg_matches(&matches));
    typed.map_err(|error| reason(&error))
}

/// Parses TOML keys into flags.
///
/// # Errors
/// The index of the invalid key, and the reason.
pub fn flags<'a>(
    keys: impl IntoIterator<Item = (&'a str, &'a Item)>,
) -> Result<Flags, (usize, String)> {
    let command = command();
    let mut arguments = Vec::new();
    let mut count = 0;
    for (i, (key, item)) in keys.into_iter().enumerate() {
        let typed = typed(&command, key, item).map_err(|reason| (i, reason))?;
        // Parses each key alone first, to find errors that do not depend on other keys.
        let alone = command.clone().try_get_matches_from(&typed);
        alone.map_err(|error| (i, reason(&error)))?;
        arguments.extend(typed);
        count = i;
    }
    command
        .try_get_matches_from(arguments)
        .and_then(|matches| Flags::from_arg_matches(&matches))
        .map_err(|error| (count, reason(&error)))
}

/// Returns a key as command-line arguments.
fn typed(command: &Command, key: &str, item: &Item) -> Result<Vec<String>, String> {
    let mut known = command.get_arguments();
    let Some(arg) = known.find(|arg| arg.get_long() == Some(key)) else {
        return Err("unknown key; the keys are `query`, `last_run`, and the flags of `search` without their hyphens".to_owned());
    };
    if is_switch(arg) {
        return match item.as_bool() {
            Some(true) => Ok(vec![format!("--{key}")]),
            Some(false) => Ok(Vec::new()),
            None => Err("expected true or false".to_owned()),
        };
    }
    let values = typed_values(item)?.into_iter();
    Ok(values.map(|value| format!("--{key}={value}")).collect())
}
