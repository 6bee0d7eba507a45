//! The keys of configuration files: flags that take a value, without their hyphens, and the pager.

/// The keys that filter reports.
pub const FILTERS: &[&str] = &["language", "facet"];

/// Which files may set a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every configuration file.
    Any,
    /// Only the user's own file, since `.reportage.toml` may come from somebody else; has the reason for messages.
    User(&'static str),
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A value for the flag.
    Flag,
    /// A value for the flag, or `true` or `false`.
    FlagOrSwitch,
    /// A path, relative to the file's folder.
    Path,
    /// A program with its arguments; not a flag.
    Program,
}

/// A key of a configuration file.
pub struct Key {
    /// The name in the file.
    pub name: &'static str,
    pub scope: Scope,
    pub kind: Kind,
}

/// The only key that is not a flag.
pub const PAGER: &str = "pager";

const RUNS: &str = "it runs a program";
const LIMIT: &str = "it limits the resources for reading a file";
const MACHINE: &str = "it depends on the machine";

/// All keys. They do not include switches, which could not be turned off again on the command line.
pub const KEYS: &[Key] = &[
    flag("language"),
    flag("facet"),
    flag("match"),
    Key {
        name: "across",
        scope: Scope::Any,
        kind: Kind::FlagOrSwitch,
    },
    flag("unit"),
    flag("sort"),
    flag("limit"),
    flag("per-report"),
    flag("context"),
    flag("count"),
    flag("period"),
    flag("top"),
    flag("cite"),
    flag("color"),
    flag("hyperlink"),
    Key {
        name: "schema",
        scope: Scope::Any,
        kind: Kind::Path,
    },
    flag("exclude"),
    Key {
        name: PAGER,
        scope: Scope::User(RUNS),
        kind: Kind::Program,
    },
    of_user("ocr", RUNS),
    of_user("threads", MACHINE),
    of_user("memory", MACHINE),
    of_user("file-seconds", LIMIT),
    of_user("file-memory", LIMIT),
    of_user("file-expanded", LIMIT),
    of_user("file-ratio", LIMIT),
    of_user("file-depth", LIMIT),
    of_user("file-members", LIMIT),
    of_user("file-records", LIMIT),
    of_user("file-text", LIMIT),
];

const fn flag(name: &'static str) -> Key {
    let (scope, kind) = (Scope::Any, Kind::Flag);
    Key { name, scope, kind }
}

const fn of_user(name: &'static str, why: &'static str) -> Key {
    let (scope, kind) = (Scope::User(why), Kind::Flag);
    Key { name, scope, kind }
}

impl Key {
    /// Returns the key of this name.
    pub fn named(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }
}

#[cfg(test)]
mod tests {
    use clap::{ArgAction, CommandFactory};

    use super::*;

    #[test]
    fn every_key_but_the_pager_is_a_flag_with_a_value_of_some_command() {
        let program = crate::Arguments::command();
        let mut arguments = program
            .get_subcommands()
            .flat_map(clap::Command::get_arguments);
        let flags: Vec<&clap::Arg> = arguments.by_ref().collect();
        for key in KEYS.iter().filter(|key| key.kind != Kind::Program) {
            let of_key = |arg: &&&clap::Arg| arg.get_long() == Some(key.name);
            let flags: Vec<&&clap::Arg> = flags.iter().filter(of_key).collect();
            assert!(!flags.is_empty(), "{}", key.name);
            for flag in flags {
                let takes_value = matches!(flag.get_action(), ArgAction::Set | ArgAction::Append);
                assert!(takes_value, "{}", key.name);
            }
        }
    }
}
