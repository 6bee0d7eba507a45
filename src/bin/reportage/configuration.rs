//! The configuration: defaults of flags from the user's file, and from `.reportage.toml` beside the index or in the folder
//! that is searched.
//!
//! ```toml
//! limit = 20              # of every command that has --limit
//! pager = "less -R"
//!
//! [search]                # of this command alone
//! per-report = 1
//! ```
//!
//! The nearer file wins over the user's, within one the table of the command, and what is typed wins over both.
//! `--no-config`, or an empty `$REPORTAGE_CONFIG`, leaves all files out.

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

/// Names the user's file, in the place of the one in the folder for configuration; empty for no configuration.
const VARIABLE: &str = "REPORTAGE_CONFIG";
/// What the file beside an index, or in a folder of reports, is called.
const FOLDER_FILE: &str = ".reportage.toml";
/// The flag that leaves the configuration out, by its id.
const NO_CONFIG: &str = "no_config";

/// Commands that make something of the program itself, or are started by it.
const WITHOUT: &[&str] = &["completions", "man", crate::worker::COMMAND];

/// One line of a configuration file.
#[derive(Clone)]
pub struct Setting {
    key: &'static Key,
    /// The command whose flag it sets; `None` for every command that has it.
    command: Option<String>,
    /// What the flag takes.
    values: Vec<String>,
    /// As the file has it.
    pub value: Value,
    /// The file.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
}

impl Setting {
    /// Returns the key, behind its command and a point if it is of one.
    pub fn name(&self) -> String {
        match &self.command {
            Some(command) => format!("{command}.{}", self.key.name),
            None => self.key.name.to_owned(),
        }
    }

    /// Returns whether this one, from a nearer file, replaces `other`.
    fn replaces(&self, other: &Setting) -> bool {
        let is_as_wide = self.command.is_none() || self.command == other.command;
        self.key.name == other.key.name && is_as_wide
    }
}

/// What all configuration files together say.
#[derive(Default)]
pub struct Configuration {
    /// Those that hold, in the order of files, the user's first, and of lines.
    pub settings: Vec<Setting>,
    /// Where files were looked for, the user's first.
    pub paths: Vec<PathBuf>,
}

impl Configuration {
    /// Reads the files for the command that was typed; `program` has the definitions of all commands.
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
                let missing = format!("no such file, and ${VARIABLE} names it");
                return Err(file::failure(&path, &missing));
            }
            configuration.add(path, Owner::User, program)?;
        }
        if let Some(folder) = folder_of(matches) {
            configuration.add(folder.join(FOLDER_FILE), Owner::Folder, program)?;
        }
        Ok(configuration)
    }

    /// Reads the user's file alone, and takes it for empty if there is a mistake in it: for pages of help.
    pub fn of_user(program: &Command) -> Configuration {
        let mut configuration = Configuration::default();
        if let Some(path) = user_file() {
            let _ = configuration.add(path, Owner::User, program);
        }
        configuration
    }

    /// Reads a file, which is nearer than those before it.
    fn add(&mut self, path: PathBuf, owner: Owner, program: &Command) -> Result<(), Failure> {
        let nearer = file::read(&path, owner, program)?.unwrap_or_default();
        let is_replaced = |old: &Setting| nearer.iter().any(|new| new.replaces(old));
        self.settings.retain(|old| !is_replaced(old));
        self.settings.extend(nearer);
        self.paths.push(path);
        Ok(())
    }

    /// Makes the settings the defaults of the flags of a command.
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

    /// Says which settings leave reports out of what the command answers, where no flag is typed in their place.
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
                "only reports with {key} = {}, as {path}:{line} says",
                value.trim()
            )
        });
        in_words.collect()
    }

    /// Returns the pager and its arguments; empty for no pager. `None` if nothing is said of it.
    pub fn pager(&self) -> Option<&[String]> {
        let mut settings = self.settings.iter();
        let pager = settings.find(|setting| setting.key.name == keys::PAGER)?;
        Some(&pager.values)
    }
}

fn is_named() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Returns whether the environment says that there is no configuration.
fn is_off() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|path| path.is_empty())
}

/// Returns where the user's own file is; `None` if there is no home.
fn user_file() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE) {
        return Some(PathBuf::from(path));
    }
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("reportage").join("config.toml"))
}

/// Returns the folder whose configuration is read: the one that is searched by `--in`, else the one that the index is in;
/// `None` if the command has no index.
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

/// Returns the folder that a path is in, relative if the path is.
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
