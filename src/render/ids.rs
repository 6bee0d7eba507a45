//! Ids of the hits' reports, for `show`, `forget` and scripts.

use std::io::{self, Write};

use super::list::write_once;
use super::{Format, Settings, no_head};
use crate::response::{Detail, Response};

/// The entry of this format: each id once, in the order of its first hit.
pub const FORMAT: Format = Format {
    name: "ids",
    description: "the id of each report, once",
    detail: Detail::Ids,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let ids = response.hits.iter().map(|hit| hit.report.id.as_str());
    write_once(out, ids, settings.record_end)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn each_id_is_written_once_in_the_order_of_the_hits() {
        let mut response = sample::passages();
        let first = response.hits[0].report.id.clone();
        response.hits.push(response.hits[0].clone());
        response.hits.push(response.hits[0].clone());
        response.hits[1].report.id = "a#2".to_owned();
        let got = sample::written(&FORMAT, &response, &Settings::default());
        assert_eq!(got, format!("{first}\na#2\n"));
    }
}
