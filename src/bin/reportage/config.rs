//! `reportage config`: prints the effective settings and the file and line of each.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reportage::render::{VERSION, safe, write_line};
use serde::Serialize;
use serde_json::Value as Json;

use crate::configuration::{Configuration, Setting};
use crate::failure::{Failure, Outcome};
use crate::headings::{INDEX, OUTPUT};
use crate::index_argument::{self, IndexArgument};
use crate::output;
use crate::toml_source::json;

/// Print the settings of the configuration files that hold here, each with its file and line
///
/// A configuration file is TOML and sets defaults of flags: `limit = 20` for all commands with --limit, below `[search]` for
/// that command. Yours is config.toml in the folder `reportage` of $XDG_CONFIG_HOME, else of ~/.config, or the file that
/// $REPORTAGE_CONFIG names. Settings of a `.reportage.toml` beside the index (with --in: in that folder) win over
/// it, and flags over both. --no-config or an empty $REPORTAGE_CONFIG leave all files out.
#[derive(Args)]
#[command(after_help = KEYS_HELP)]
pub struct Arguments {
    #[command(flatten)]
    place: IndexArgument,
    /// Print what holds for commands with --in PATH
    #[arg(long = "in", id = index_argument::WITHIN_FLAG, help_heading = INDEX, value_name = "PATH")]
    _within: Option<PathBuf>,
    /// How to write them
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
}

const KEYS_HELP: &str = "\
Keys, which are flags without their hyphens:
  language facet match unit sort limit per-report context count period top cite color hyperlink
  schema exclude
Only in your own file, not in a folder's:
  pager (a text, a list of words, or false for none), ocr, threads, memory, file-seconds and the other limits
Paths are relative to the file; `~/` is your home. Flags without a value have no key.";

/// What `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    /// Where files were looked for, the user's first.
    files: Vec<FileObject>,
    settings: Vec<SettingObject>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FileObject {
    path: String,
    exists: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SettingObject {
    key: String,
    value: Json,
    path: String,
    line: usize,
}

/// Prints the settings of `configuration`, which also applies to this command.
pub fn run(arguments: &Arguments, configuration: &Configuration) -> Result<Outcome, Failure> {
    let settings = &configuration.settings;
    let mut out = output::stdout();
    match arguments.format.as_str() {
        "json" => write_line(&mut out, &object(configuration))?,
        _ => {
            for setting in settings {
                writeln!(out, "{}", safe(&line(setting)))?;
            }
        }
    }
    out.flush()?;
    if settings.is_empty() {
        let places = configuration.paths.iter();
        let places: Vec<String> = places.map(|path| path.display().to_string()).collect();
        output::note(&match places.is_empty() {
            true => "configuration files are left out".to_owned(),
            false => format!(
                "no configuration: nothing is set in {}",
                places.join(" or ")
            ),
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn line(setting: &Setting) -> String {
    let (name, value) = (setting.name(), setting.value.to_string());
    let (value, path) = (value.trim(), setting.path.display());
    format!("{name} = {value}  ({path}:{})", setting.line)
}

fn object(configuration: &Configuration) -> Object {
    let files = configuration.paths.iter();
    let settings = configuration.settings.iter();
    Object {
        v: VERSION,
        files: files
            .map(|path| FileObject {
                path: path.display().to_string(),
                exists: path.exists(),
            })
            .collect(),
        settings: settings
            .map(|setting| SettingObject {
                key: setting.name(),
                value: json(&setting.value),
                path: setting.path.display().to_string(),
                line: setting.line,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::keys::KEYS;

    #[test]
    fn the_schema_is_that_of_what_is_written() {
        use crate::schema_files::check;
        check::<Object>("config", "What `config --format json` prints.");
    }

    #[test]
    fn help_names_every_key() {
        let words: Vec<&str> = KEYS_HELP.split([' ', ',', '\n']).collect();
        for key in KEYS {
            let is_limit = key.name.starts_with("file-");
            assert!(is_limit || words.contains(&key.name), "{}", key.name);
        }
    }
}
