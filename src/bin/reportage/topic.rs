//! `reportage help TOPIC`: help pages that do not belong to a command.

use std::io::Write;

use reportage::render::hanging;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::pager;

/// A help page and its name on the command line.
pub struct Topic {
    name: &'static str,
    page: &'static str,
}

/// All topics. Their pages are files in `docs/`.
const TOPICS: &[Topic] = &[Topic {
    name: "query",
    page: include_str!("../../../docs/query.md"),
}];

/// Returns the topic requested on the command line; `None` if clap is to parse the command line.
pub fn requested() -> Option<&'static Topic> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != "help" {
        return None;
    }
    let name = arguments.next()?;
    TOPICS.iter().find(|topic| name == topic.name)
}

impl Topic {
    /// Prints the page; on a terminal, wrapped to its width.
    pub fn print(&self) -> Result<Outcome, Failure> {
        let mut out = pager::stdout();
        match output::width_of_terminal() {
            Some(width) => {
                for line in reflowed(self.page, width) {
                    writeln!(out, "{line}")?;
                }
            }
            None => out.write_all(self.page.as_bytes())?,
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

/// Refills paragraphs, and wraps the lines of examples within their last column.
fn reflowed(page: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    for line in page.lines().chain([""]) {
        let is_prose = line.starts_with(|c: char| !c.is_whitespace() && !"#|-".contains(c));
        if is_prose {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        }
        if !paragraph.is_empty() {
            lines.extend(hanging(paragraph.trim_end(), width, 0));
            paragraph.clear();
        }
        let (before, last) = line.split_at(last_column(line));
        let indent = before.chars().count();
        let filled = hanging(last, width.saturating_sub(indent), 0);
        lines.extend(filled.iter().enumerate().map(|(i, text)| match i {
            0 => format!("{before}{text}"),
            _ => format!("{:indent$}{text}", ""),
        }));
    }
    lines.pop(); // the extra line that ended the last paragraph
    lines
}

/// Returns the byte at which the last column of an example begins: after the last run of two or more spaces.
fn last_column(line: &str) -> usize {
    let spaces = line.rfind("  ").map_or(0, |at| at + 2);
    match line.starts_with(' ') {
        true => spaces,
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_examples_keep_their_columns() {
        let page =
            "# Head\n\nOne two\nthree four.\n\n    a  b   first second third\n           more\n";
        let wanted = [
            "# Head",
            "",
            "One two three four.",
            "",
            "    a  b   first second",
            "           third",
            "           more",
        ];
        // The minimum width of a column is 20.
        assert_eq!(reflowed(page, 31)[..4], wanted[..4]);
        assert_eq!(
            reflowed(page, 31),
            [&wanted[..4], &["    a  b   first second third", wanted[6]]].concat()
        );
        let narrow = reflowed("    a  b   first second third fourth\n", 32);
        assert_eq!(
            narrow,
            ["    a  b   first second third", "           fourth"]
        );
    }
}
