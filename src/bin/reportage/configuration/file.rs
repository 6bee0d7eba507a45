//! Reads one configuration file and checks each key like the flag of its name.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use etcetera::home_dir;
use toml_edit::{Item, Table, Value};

use super::keys::{KEYS, Key, Kind, Scope};
use super::{Setting, user_file};
use crate::failure::Failure;
use crate::pager;
use crate::toml_source::{TomlSource, reason, span_in, typed_values};

/// The maximum size of a configuration file, in bytes; a larger file is something else.
const LONGEST: u64 = 1 << 20;

/// The origin of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The user's own file.
    User,
    /// The file of a folder of reports, which may come from somebody else.
    Folder,
}

/// Reads the settings of the file at `path`, in its order; `program` is the definition of all flags. `None` if there is no
/// such file.
pub fn read(path: &Path, owner: Owner, program: &Command) -> Result<Option<Vec<Setting>>, Failure> {
    let text = match text_of(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failure(path, &error.to_string())),
    };
    let source = TomlSource::new(path, text);
    let document = source.document().map_err(with_hint)?;
    let file = ConfigurationFile {
        path,
        owner,
        program,
        source: &source,
    };
    let mut settings = Vec::new();
    file.read_table(document.as_table(), None, &mut settings)?;
    Ok(Some(settings))
}

fn text_of(path: &Path) -> io::Result<String> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut text = String::new();
    File::open(path)?
        .take(LONGEST + 1)
        .read_to_string(&mut text)?;
    match text.len() as u64 > LONGEST {
        true => Err(io::Error::other("too large for a configuration file")),
        false => Ok(text),
    }
}

/// Returns a failure that concerns a whole configuration file.
pub fn failure(path: &Path, message: &str) -> Failure {
    with_hint(Failure::new(format!("{}: {message}", path.display())))
}

fn with_hint(failure: Failure) -> Failure {
    failure.hint("use --no-config to ignore configuration files")
}

/// A configuration file being read.
struct ConfigurationFile<'a> {
    path: &'a Path,
    owner: Owner,
    program: &'a Command,
    source: &'a TomlSource,
}

impl ConfigurationFile<'_> {
    /// Reads the keys of a table: that of one command, or the top level, which applies to all commands with the flag.
    fn read_table(
        &self,
        table: &Table,
        command: Option<&Command>,
        settings: &mut Vec<Setting>,
    ) -> Result<(), Failure> {
        for (name, item) in table.iter() {
            let at = |message: &str| self.source.failure(span_in(table, name), message);
            if let (None, Some(below)) = (command, item.as_table()) {
                let Some(command) = self.program.find_subcommand(name) else {
                    let hint = "tables have the names of commands, such as [search] or [index]";
                    return Err(at(&format!("no command is called `{name}`")).hint(hint));
                };
                self.read_table(below, Some(command), settings)?;
                continue;
            }
            let Some(key) = Key::named(name).filter(|key| key.fits(command)) else {
                return Err(at(&format!("unknown key `{name}`")).hint(known(command)));
            };
            if let (Owner::Folder, Scope::User(why)) = (self.owner, key.scope) {
                let message =
                    format!("`{name}` is not allowed in the configuration of a folder: {why}");
                let own = user_file().map_or(String::new(), |own| format!(": {}", own.display()));
                let hint = format!("set it in your own configuration file{own}");
                return Err(at(&message).hint(hint));
            }
            let values = self.values(key, command, item);
            let values = values.map_err(|why| with_hint(at(&format!("{name}: {why}"))))?;
            settings.push(Setting {
                key,
                command: command.map(|command| command.get_name().to_owned()),
                values,
                value: item.as_value().cloned().unwrap_or(Value::from(false)),
                path: self.path.to_owned(),
                line: self.source.line(span_in(table, name)),
            });
        }
        Ok(())
    }

    /// Returns the values that a key sets for its flag; `Err` is the reason why they are invalid.
    fn values(
        &self,
        key: &Key,
        command: Option<&Command>,
        item: &Item,
    ) -> Result<Vec<String>, String> {
        if key.kind == Kind::Program && item.as_bool() == Some(false) {
            return Ok(Vec::new());
        }
        let mut values = match (key.kind, item.as_bool()) {
            (Kind::FlagOrSwitch, Some(on)) => vec![on.to_string()],
            _ => typed_values(item)?,
        };
        match key.kind {
            Kind::Program => {
                return match item.as_str() {
                    Some(text) => pager::split(text),
                    None => Ok(values),
                };
            }
            Kind::Path => {
                for value in &mut values {
                    *value = self.resolved(value).display().to_string();
                }
            }
            Kind::Flag | Kind::FlagOrSwitch => {}
        }
        let commands = command.into_iter();
        let all = self.program.get_subcommands().filter(|_| command.is_none());
        for command in commands.chain(all) {
            if let Some(flag) = flag_of(command, key) {
                check(flag, &values)?;
            }
        }
        Ok(values)
    }

    /// Resolves a path in the file: `~/` is the home directory; other paths are relative to the file's folder.
    fn resolved(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), home_dir()) {
            (Some(below), Ok(home)) => home.join(below),
            (Some(_), Err(_)) | (None, _) => {
                let folder = self.path.parent().unwrap_or(Path::new(""));
                folder.join(path)
            }
        }
    }
}

impl Key {
    /// Returns whether the key is allowed in the table of a command, or at the top level for `None`.
    fn fits(&self, command: Option<&Command>) -> bool {
        match (command, self.kind) {
            (None, _) => true,
            (Some(_), Kind::Program) => false,
            (Some(command), Kind::Flag | Kind::FlagOrSwitch | Kind::Path) => {
                flag_of(command, self).is_some()
            }
        }
    }
}

/// Returns the flag of a command that a key sets; `None` if it has no such flag.
pub fn flag_of<'a>(command: &'a Command, key: &Key) -> Option<&'a Arg> {
    let mut flags = command.get_arguments();
    flags.find(|flag| flag.get_long() == Some(key.name))
}

fn known(command: Option<&Command>) -> String {
    let keys = KEYS.iter().filter(|key| key.fits(command));
    let keys: Vec<&str> = keys.map(|key| key.name).collect();
    match (command, keys.is_empty()) {
        (_, false) => format!("the keys are {}", keys.join(", ")),
        (Some(command), true) => format!("`{}` has no keys", command.get_name()),
        (None, true) => String::new(),
    }
}

/// Checks that a flag accepts these values, as on the command line.
fn check(flag: &Arg, values: &[String]) -> Result<(), String> {
    let name = flag.get_long().unwrap_or_default().to_owned();
    let alone = Arg::new("flag")
        .long(name.clone())
        .value_names(flag.get_value_names().unwrap_or_default().iter().cloned())
        .action(flag.get_action().clone())
        .value_parser(flag.get_value_parser().clone());
    let typed = values.iter().map(|value| format!("--{name}={value}"));
    let command = Command::new("reportage").no_binary_name(true).arg(alone);
    let read = command.try_get_matches_from(typed);
    read.map(|_| ()).map_err(|error| reason(&error))
}
