//! TREC run files, for programs that evaluate rankings.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use super::safe::steers;
use super::{Format, Settings, no_head};
use crate::response::{Detail, Response};

/// The query id if there is none.
const ONLY_QUERY: &str = "1";

/// The entry of this format: one line `query_id Q0 report_id rank score reportage` per report.
///
/// Ranks are of reports, each represented by its best passage, and count from the first hit's rank. Scores have six
/// decimals. White space and control characters in ids are percent-encoded.
pub const FORMAT: Format = Format {
    name: "trec",
    description: "a TREC run: reports with rank and score, for evaluation",
    detail: Detail::Ids,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let query_id = one_field(settings.query_id.unwrap_or(ONLY_QUERY));
    let mut rank = response.hits.first().map_or(1, |hit| hit.rank);
    let mut written = HashSet::new();
    for hit in &response.hits {
        let id = hit.report.id.as_str();
        if !written.insert(id) {
            continue;
        }
        let (id, score) = (one_field(id), hit.score);
        writeln!(out, "{query_id} Q0 {id} {rank} {score:.6} reportage")?;
        rank += 1;
    }
    Ok(())
}

/// Percent-encodes white space and control characters. Keeps `%`, so that ordinary ids, including URLs with encoded
/// characters, stay unchanged.
fn one_field(id: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_whitespace() || steers(c);
    if !id.contains(breaks) {
        return Cow::Borrowed(id);
    }
    let mut field = String::new();
    for c in id.chars() {
        if breaks(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                field.push_str(&format!("%{byte:02X}"));
            }
        } else {
            field.push(c);
        }
    }
    Cow::Owned(field)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn each_report_is_ranked_once_by_its_best_hit() {
        let mut response = sample::passages();
        response.hits.insert(1, response.hits[0].clone());
        let got = sample::written(&FORMAT, &response, &Settings::default());
        let wanted = "1 Q0 a 1 9.720020 reportage\n1 Q0 b%201 2 1.500000 reportage\n";
        assert_eq!(got, wanted);
    }

    #[test]
    fn ranks_start_at_the_first_hits_rank_and_ids_are_one_field() {
        let mut response = sample::reports();
        response.hits.remove(0);
        response.hits[0].report.id = "é%20\u{9b}".to_owned();
        let settings = Settings {
            query_id: Some("q\t7"),
            ..Settings::default()
        };
        let got = sample::written(&FORMAT, &response, &settings);
        assert_eq!(got, "q%097 Q0 é%20%C2%9B 2 1.500000 reportage\n");
    }
}
