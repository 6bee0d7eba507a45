//! Which kind of value the last word of a command line is, by the definitions of the commands.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};

use crate::index_argument::{INDEX_FLAG, WITHIN_FLAG};

/// The arguments that take values from the index, by command and id; `*` is every command.
const VALUES: &[(&str, &str, Kind)] = &[
    ("*", "facet", Kind::FacetFilter),
    ("*", "language", Kind::Language),
    ("timeline", "by", Kind::Dimension),
    ("facets", "nodes", Kind::Dimension),
    ("crosstab", "rows", Kind::Dimension),
    ("crosstab", "columns", Kind::Dimension),
    ("run", "names", Kind::SavedSearch),
    ("saved", "remove", Kind::SavedSearch),
];

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `NAME=VALUE` or `NAME!=VALUE`.
    FacetFilter,
    /// The code of a language.
    Language,
    /// A facet, one of its values, a field or a period.
    Dimension,
    /// The name of a saved search.
    SavedSearch,
}

/// The last word of a command line.
#[derive(Debug, PartialEq, Eq)]
pub struct TypedWord {
    /// What it is a value of.
    pub kind: Kind,
    /// Its text, without the flag before a `=`.
    pub text: String,
    /// The last `--index` on the line.
    pub index: Option<PathBuf>,
    /// The last `--in` on the line.
    pub within: Option<PathBuf>,
}

impl TypedWord {
    /// Interprets `words`, which start with the name of the program; `None` if the last is no value from the index.
    pub fn of(words: &[String], program: &Command) -> Option<TypedWord> {
        let (last, words) = words.split_last()?;
        let mut words = words.iter().skip(1).peekable();
        // Flags of the program itself, before the command, take no words of their own.
        let command = loop {
            let word = words.next()?;
            if let Some(command) = program.find_subcommand(word) {
                break command;
            }
        };
        let (mut index, mut within) = (None, None);
        let mut position = 0;
        while let Some(word) = words.next() {
            if word == "--" {
                return None;
            }
            let Some((flag, value)) = flag(command, word) else {
                position += usize::from(!word.starts_with('-'));
                continue;
            };
            let value = match value {
                Some(value) => value.to_owned(),
                None if !takes_value(flag) => continue,
                None => match words.next() {
                    Some(value) => value.clone(),
                    // The last word is its value.
                    None => return typed(command, flag, last, index, within),
                },
            };
            match flag.get_id().as_str() {
                INDEX_FLAG => index = Some(PathBuf::from(value)),
                WITHIN_FLAG => within = Some(PathBuf::from(value)),
                _ => {}
            }
        }
        if last.starts_with('-') {
            let (flag, value) = flag(command, last)?;
            return typed(command, flag, value?, index, within);
        }
        let positionals: Vec<&Arg> = command.get_positionals().collect();
        let argument = positionals.get(position).or(positionals.last())?;
        let is_there = position < positionals.len() || takes_several(argument);
        is_there
            .then(|| typed(command, argument, last, index, within))
            .flatten()
    }
}

fn typed(
    command: &Command,
    argument: &Arg,
    text: &str,
    index: Option<PathBuf>,
    within: Option<PathBuf>,
) -> Option<TypedWord> {
    let id = argument.get_id().as_str();
    let is_of = |name: &str| name == "*" || name == command.get_name();
    let mut kinds = VALUES.iter();
    let (_, _, kind) = kinds.find(|(name, of, _)| is_of(name) && *of == id)?;
    Some(TypedWord {
        kind: *kind,
        text: text.to_owned(),
        index,
        within,
    })
}

/// Returns the flag that a word is, with the value attached to it by `=` or, to a short flag, without.
fn flag<'a, 'w>(command: &'a Command, word: &'w str) -> Option<(&'a Arg, Option<&'w str>)> {
    let mut arguments = command.get_arguments();
    if let Some(long) = word.strip_prefix("--") {
        let (name, value) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let flag = arguments.find(|argument| argument.get_long() == Some(name))?;
        return Some((flag, value));
    }
    let mut letters = word.strip_prefix('-')?.chars();
    let letter = letters.next()?;
    let flag = arguments.find(|argument| argument.get_short() == Some(letter))?;
    let rest = letters.as_str();
    Some((flag, (!rest.is_empty()).then_some(rest)))
}

fn takes_value(flag: &Arg) -> bool {
    matches!(flag.get_action(), ArgAction::Set | ArgAction::Append)
}

fn takes_several(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Interprets a line whose words are separated by single spaces.
    fn word(line: &str) -> Option<(Kind, String)> {
        let mut program = crate::Arguments::command();
        program.build();
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let typed = TypedWord::of(&words, &program)?;
        Some((typed.kind, typed.text))
    }

    #[test]
    fn every_argument_in_the_table_exists() {
        let program = crate::Arguments::command();
        for (name, id, _) in VALUES {
            let mut commands = program.get_subcommands();
            let has = |command: &Command| command.get_arguments().any(|a| a.get_id() == id);
            let is_of = |command: &Command| *name == "*" || *name == command.get_name();
            assert!(
                commands.any(|command| is_of(command) && has(command)),
                "{name} {id}"
            );
        }
    }

    #[test]
    fn the_last_word_is_a_value_of_the_flag_before_it_or_of_its_position() {
        let of = |kind, text: &str| Some((kind, text.to_owned()));
        assert_eq!(
            word("reportage search x -F area=Ken"),
            of(Kind::FacetFilter, "area=Ken")
        );
        assert_eq!(
            word("reportage search --facet=area=/H"),
            of(Kind::FacetFilter, "area=/H")
        );
        assert_eq!(
            word("reportage --no-pager search -l "),
            of(Kind::Language, "")
        );
        assert_eq!(word("reportage facets ar"), of(Kind::Dimension, "ar"));
        assert_eq!(
            word("reportage crosstab -n 5 area da"),
            of(Kind::Dimension, "da")
        );
        assert_eq!(
            word("reportage run ports ken"),
            of(Kind::SavedSearch, "ken")
        );
        assert_eq!(word("reportage crosstab area date x"), None);
        assert_eq!(word("reportage search ken"), None);
        assert_eq!(word("reportage search --fac"), None);
        assert_eq!(word("reportage search -- -F"), None);
        assert_eq!(word("reportage sea"), None);
        assert_eq!(word("reportage"), None);
    }

    #[test]
    fn the_index_is_the_one_on_the_line() {
        let program = crate::Arguments::command();
        let line = "reportage search --index=a -i b --in c -F ";
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let typed = TypedWord::of(&words, &program).unwrap();
        assert_eq!(typed.index, Some(PathBuf::from("b")));
        assert_eq!(typed.within, Some(PathBuf::from("c")));
    }
}
