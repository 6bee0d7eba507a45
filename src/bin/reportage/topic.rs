//! `reportage help TOPIC`: pages of documentation that are no command's.

use std::io::Write;

use crate::failure::{Failure, Outcome};
use crate::pager;

/// A page and the name by which it is asked for.
pub struct Topic {
    name: &'static str,
    page: &'static str,
}

/// All topics. Their pages are the files in `docs/`.
const TOPICS: &[Topic] = &[Topic {
    name: "query",
    page: include_str!("../../../docs/query.md"),
}];

/// Returns the topic that the command line asks for. What it asks for otherwise is clap's to read.
pub fn asked_for() -> Option<&'static Topic> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != "help" {
        return None;
    }
    let name = arguments.next()?;
    TOPICS.iter().find(|topic| name == topic.name)
}

impl Topic {
    /// Prints the page.
    pub fn print(&self) -> Result<Outcome, Failure> {
        let mut out = pager::stdout();
        out.write_all(self.page.as_bytes())?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}
