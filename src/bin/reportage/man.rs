//! `reportage man`: writes manual pages of the program and of each command.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::failure::{Failure, Outcome};
use crate::output;

/// Write manual pages for the program and each command to a folder, created if needed
///
/// Prints the path of each page. `man -l DIR/reportage.1` shows a page; `man reportage` finds those in
/// ~/.local/share/man/man1.
#[derive(Args)]
pub struct Arguments {
    /// Folder for the pages; existing pages with the same names are overwritten
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// The heading that clap_mangen gives the text at the end of `--help`.
const EXTRA: &str = ".SH EXTRA\n";

/// Writes the pages of `program`, the definition of all commands.
pub fn run(arguments: &Arguments, program: Command) -> Result<Outcome, Failure> {
    let mut out = output::stdout();
    for path in write(&arguments.dir, program)? {
        writeln!(out, "{}", path.display())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Writes the pages and returns their paths.
fn write(dir: &Path, program: Command) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(dir).map_err(|error| failed(dir, &error))?;
    let mut paths = Vec::new();
    for (name, page) in pages(program)? {
        let path = dir.join(name);
        fs::write(&path, page).map_err(|error| failed(&path, &error))?;
        paths.push(path);
    }
    Ok(paths)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

/// Returns the name and text of each page, sorted by name, without hidden commands.
fn pages(program: Command) -> io::Result<Vec<(String, String)>> {
    // `help` gets no page: its subcommands repeat those of the program.
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    let mut commands = vec![program];
    while let Some(command) = commands.pop() {
        let below = command.get_subcommands().filter(|c| !c.is_hide_set());
        commands.extend(below.cloned());
        let man = Man::new(command);
        let mut page = Vec::new();
        man.render(&mut page)?;
        let page = String::from_utf8(page).map_err(io::Error::other)?;
        pages.push((man.get_filename(), with_layout(page)));
    }
    pages.sort();
    Ok(pages)
}

/// Keeps the line breaks of the text at the end of `--help`, which is laid out in columns.
fn with_layout(page: String) -> String {
    let Some((before, extra)) = page.split_once(EXTRA) else {
        return page;
    };
    let end = extra.find("\n.SH ").map_or(extra.len(), |at| at + 1);
    let (extra, after) = extra.split_at(end);
    format!("{before}.SH NOTES\n.nf\n{extra}.fi\n{after}")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn each_command_has_a_page_and_hidden_ones_have_none() {
        let pages = pages(crate::Arguments::command()).unwrap();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in [
            "reportage.1",
            "reportage-search.1",
            "reportage-roots-list.1",
        ] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        let other = |name: &&&str| name.contains(crate::worker::COMMAND) || name.contains("help");
        assert_eq!(names.iter().find(other), None);
    }

    #[test]
    fn pages_go_into_a_folder_that_is_made() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("share/man1");
        let paths = write(&dir, crate::Arguments::command()).unwrap();
        let page = fs::read_to_string(dir.join("reportage-search.1")).unwrap();
        assert!(paths.contains(&dir.join("reportage-search.1")));
        assert!(
            page.contains("per\\-report") && page.contains(".SH NOTES"),
            "{page}"
        );
    }

    #[test]
    fn the_end_of_a_help_text_keeps_its_lines() {
        let page = "A\n.SH EXTRA\n  a b    c\n  d\n.SH VERSION\nv1\n".to_owned();
        let wanted = "A\n.SH NOTES\n.nf\n  a b    c\n  d\n.fi\n.SH VERSION\nv1\n";
        assert_eq!(with_layout(page), wanted);
        assert_eq!(
            with_layout("A\n.SH VERSION\n".to_owned()),
            "A\n.SH VERSION\n"
        );
    }
}
