//! Paths of the hits' files, for other programs.

use std::io::{self, Write};

use super::list::write_once;
use super::{Format, Settings, no_head};
use crate::response::{Detail, Response};

/// The entry of this format: each path once, in the order of its first hit.
pub const FORMAT: Format = Format {
    name: "paths",
    description: "the path of each report's file, once",
    detail: Detail::Ids,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let paths = response.hits.iter().map(|hit| hit.report.path.as_str());
    write_once(out, paths, settings.record_end)
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
