//! Configuration files: defaults of flags from the user's file, and from `.reportage.toml` next to the index or in the
//! searched folder.
//!
//! ```toml
//! limit = 20              # of every command that has --limit
//! pager = "less -R"
//!
//! [search]                # of this command alone
//! per-report = 1
//! ```
//!
//! The folder's file takes precedence over the user's, within a file the command's table takes precedence, and flags on the
//! command line take precedence over both. `--no-config` or an empty `$REPORTAGE_CONFIG` disables all files.

mod file;
pub mod keys;

use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use etcetera::BaseStrategy;
use toml_edit::Value;

use self::file::{Owner, flag_of};
use self::keys::Key;
use crate::failure::Failure;
use crate::index_argument;

/// Overrides the path of the user's file; empty disables configuration.
const VARIABLE: &str = "REPORTAGE_CONFIG";
/// The name of the file next to an index or in a folder of reports.
const FOLDER_FILE: &str = ".reportage.toml";
/// The id of the flag that disables configuration.
const NO_CONFIG: &str = "no_config";

/// Commands without configuration: those that print the program's own definition, and the worker process.
const WITHOUT: &[&str] = &["completions", "man", crate::worker::COMMAND];

/// A setting in a configuration file.
#[derive(Clone)]
pub struct Setting {
    key: &'static Key,
    /// The command whose flag it sets; `None` for all commands with the flag.
    command: Option<String>,
    /// The values for the flag.
    values: Vec<String>,
    /// The value as written in the file.
    pub value: Value,
    /// The file.
    pub path: PathBuf,
    /// Its line, 1-based.
    pub line: usize,
}

impl Setting {
    /// Returns the key, prefixed by its command if it is in the table of one (`search.limit`).
    pub fn name(&self) -> String {
        match &self.command {
            Some(command) => format!("{command}.{}", self.key.name),
            None => self.key.name.to_owned(),
        }
    }

    /// Returns whether this setting replaces `other` from a file of lower precedence.
    fn replaces(&self, other: &Setting) -> bool {
        let is_as_wide = self.command.is_none() || self.command == other.command;
        self.key.name == other.key.name && is_as_wide
    }
}

/// The merged settings of all configuration files.
#[derive(Default)]
pub struct Configuration {
    /// The effective settings, in the order of files (the user's first) and lines.
    pub settings: Vec<Setting>,
    /// The paths that were tried, the user's first.
    pub paths: Vec<PathBuf>,
}

impl Configuration {
    /// Reads the files for the command in `matches`; `program` is the definition of all commands.
    pub fn of(matches: &ArgMatches, program: &Command) -> Result<Configuration, Failure> {
        let Some((name, _)) = matches.subcommand() else {
            return Ok(Configuration::default());
        };
        if is_off() || matches.get_flag(NO_CONFIG) || WITHOUT.contains(&name) {
            return Ok(Configuration::default());
        }
        let mut configuration = Configuration::default();
        if let Some(path) = user_file() {
            if is_named() && !path.exists() {
                let missing = format!("no such file; ${VARIABLE} names it");
                return Err(file::failure(&path, &missing));
            }
            configuration.add(path, Owner::User, program)?;
        }
        if let Some(folder) = folder_of(matches) {
            configuration.add(folder.join(FOLDER_FILE), Owner::Folder, program)?;
        }
        Ok(configuration)
    }

    /// Reads only the user's file, for help pages. An invalid file counts as empty.
    pub fn of_user(program: &Command) -> Configuration {
        let mut configuration = Configuration::default();
        if let Some(path) = user_file() {
            let _ = configuration.add(path, Owner::User, program);
        }
        configuration
    }

    /// Adds a file, which takes precedence over those before it.
    fn add(&mut self, path: PathBuf, owner: Owner, program: &Command) -> Result<(), Failure> {
        let nearer = file::read(&path, owner, program)?.unwrap_or_default();
        let is_replaced = |old: &Setting| nearer.iter().any(|new| new.replaces(old));
        self.settings.retain(|old| !is_replaced(old));
        self.settings.extend(nearer);
        self.paths.push(path);
        Ok(())
    }

    /// Sets the settings as the defaults of a command's flags.
    pub fn as_defaults(&self, program: Command, name: &str) -> Command {
        let mut defaults: Vec<&Setting> = Vec::new();
        let is_own = |setting: &&Setting| setting.command.as_deref() == Some(name);
        let of_all = |setting: &&Setting| setting.command.is_none();
        defaults.extend(self.settings.iter().filter(of_all));
        defaults.extend(self.settings.iter().filter(is_own));
        let Some(command) = program.find_subcommand(name) else {
            return program;
        };
        let flags = defaults.into_iter().filter_map(|setting| {
            let flag = flag_of(command, setting.key)?;
            Some((flag.get_id().clone(), setting.values.clone()))
        });
        let flags: Vec<_> = flags.collect();
        program.mut_subcommand(name, |command| {
            flags.into_iter().fold(command, |command, (id, values)| {
                command.mut_arg(id, |flag| flag.default_values(values))
            })
        })
    }

    /// Returns notes about settings that filter the results of the command and are not overridden by a flag.
    pub fn filters_in_words(&self, matches: &ArgMatches, program: &Command) -> Vec<String> {
        let Some((name, matches)) = matches.subcommand() else {
            return Vec::new();
        };
        let is_in_use = |setting: &&Setting| {
            let command = program.find_subcommand(name);
            let flag = command.and_then(|command| flag_of(command, setting.key));
            let is_typed = flag.is_none_or(|flag| is_typed(matches, flag.get_id().as_str()));
            let is_of_other = setting
                .command
                .as_ref()
                .is_some_and(|command| command != name);
            keys::FILTERS.contains(&setting.key.name) && !is_typed && !is_of_other
        };
        let in_use = self.settings.iter().filter(is_in_use);
        let in_words = in_use.map(|setting| {
            let (key, value) = (setting.key.name, setting.value.to_string());
            let (path, line) = (setting.path.display(), setting.line);
            format!(
                "only reports with {key} = {}, as set in {path}:{line}",
                value.trim()
            )
        });
        in_words.collect()
    }

    /// Returns the pager and its arguments; empty for no pager. `None` if not configured.
    pub fn pager(&self) -> Option<&[String]> {
        let mut settings = self.settings.iter();
        let pager = settings.find(|setting| setting.key.name == keys::PAGER)?;
        Some(&pager.values)
    }
}

fn is_named() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Returns whether the environment disables configuration.
fn is_off() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|path| path.is_empty())
}

/// Returns the path of the user's file; `None` if there is no home directory.
fn user_file() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE) {
        return Some(PathBuf::from(path));
    }
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("reportage").join("config.toml"))
}

/// Returns the folder whose configuration applies: the one of `--in`, or else the one that contains the index; `None` if the
/// command has no index.
fn folder_of(matches: &ArgMatches) -> Option<PathBuf> {
    let mut command = matches;
    while let Some((_, below)) = command.subcommand() {
        command = below;
    }
    let typed = |id: &str| {
        let value = command.try_get_one::<PathBuf>(id).ok().flatten();
        value.filter(|_| is_typed(command, id))
    };
    if let Some(path) = typed(index_argument::WITHIN_FLAG) {
        return match path.is_dir() {
            true => Some(path.clone()),
            false => Some(parent(path)),
        };
    }
    let has_index = command.try_contains_id(index_argument::INDEX_FLAG).is_ok();
    let dir = index_argument::dir_of(typed(index_argument::INDEX_FLAG).map(PathBuf::as_path));
    has_index.then(|| parent(&dir))
}

fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Returns the parent folder of a path, relative if the path is.
fn parent(path: &Path) -> PathBuf {
    let is_name = matches!(
        path.components().next_back(),
        Some(std::path::Component::Normal(_))
    );
    match (is_name, std::path::absolute(path)) {
        (false, Ok(absolute)) => parent_of(&absolute),
        (true, _) | (false, Err(_)) => parent_of(path),
    }
}

fn parent_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}
