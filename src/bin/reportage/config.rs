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

/// Print the effective settings of the configuration files, each with its file and line
///
/// Configuration files are TOML and set defaults of flags: `limit = 20` for all commands with --limit, or below
/// `[search]` for that command. Your own file is $REPORTAGE_CONFIG, or else reportage/config.toml in $XDG_CONFIG_HOME
/// or ~/.config. A `.reportage.toml` next to the index (with --in: in the searched folder) takes precedence over it,
/// and flags take precedence over both. --no-config or an empty $REPORTAGE_CONFIG disables all files.
#[derive(Args)]
#[command(after_help = KEYS_HELP)]
pub struct Arguments {
    #[command(flatten)]
    place: IndexArgument,
    /// Print the settings that apply to commands with --in PATH
    #[arg(long = "in", id = index_argument::WITHIN_FLAG, help_heading = INDEX, value_name = "PATH")]
    _within: Option<PathBuf>,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
}

const KEYS_HELP: &str = "\
Keys (flags without their hyphens):
  language facet match across unit sort limit per-report context count period top cite color hyperlink
  schema exclude
Keys for your own file only, not for that of a folder:
  pager (a string, a list of words, or false for none), ocr, threads, memory, file-seconds and the other limits
Paths are relative to the file; `~/` is your home folder. Flags without a value have no key.";

/// What `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    /// The paths of configuration files, the user's first.
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
            true => "configuration files are disabled".to_owned(),
            false => format!("no configuration: no settings in {}", places.join(" or ")),
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
    fn the_json_schema_file_matches_the_written_type() {
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
