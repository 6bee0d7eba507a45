//! The paths of the files in which hits stand, for other programs to open.

use std::collections::HashSet;
use std::io::{self, Write};

use super::{Format, Settings, no_head, safe};
use crate::response::{Detail, Response};

/// The entry of this format: each path once, a line each, where its best hit stands. A path that
/// has control characters in it is written [`safe`], since a line cannot hold it.
pub const FORMAT: Format = Format {
    name: "paths",
    description: "the path of each report's file, once",
    detail: Detail::Ids,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, _: &Settings) -> io::Result<()> {
    let mut written = HashSet::new();
    for hit in &response.hits {
        let path = hit.report.path.as_str();
        if written.insert(path) {
            writeln!(out, "{}", safe(path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn each_path_is_written_once_in_the_order_of_the_hits() {
        let mut response = sample::passages();
        response.hits.push(response.hits[0].clone());
        response.hits[1].report.path = "b\n\u{1b}.txt".to_owned();
        let got = sample::written(&FORMAT, &response, &Settings::default());
        assert_eq!(got, "corpus/a.txt\nb �.txt\n");
    }
}
