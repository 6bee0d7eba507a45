//! JSON Lines: each hit as an object on its own line.

use std::io::{self, Write};

use serde::Serialize;

use super::json::HitObject;
use super::object::{VERSION, write_line};
use super::{Format, Settings, no_head};
use crate::response::{Detail, Response};

/// The entry of this format.
pub const FORMAT: Format = Format {
    name: "jsonl",
    description: "each hit as a JSON object on a line",
    detail: Detail::Data,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    for hit in &response.hits {
        let line = Line {
            v: VERSION,
            query_id: settings.query_id,
            hit: HitObject::of(hit),
        };
        write_line(out, &line)?;
    }
    Ok(())
}

/// One line: `v` (1), in a batch `query_id`, then the keys of [the hit](HitObject).
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    #[serde(flatten)]
    hit: HitObject<'a>,
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_line_has_the_keys_of_a_passage_in_order() {
        let got = sample::written(&FORMAT, &sample::passages(), &Settings::default());
        let lines: Vec<&str> = got.lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[0],
            concat!(
                r#"{"v":1,"rank":1,"score":9.72,"report":{"id":"a","title":"Haïti: union","#,
                r#""published":"2025-02-04","language":"en","source":"The Paper","#,
                r#""url":"https://a.org/1","path":"corpus/a.txt","#,
                r#""facets":{"area":["/Haiti","/Haiti/Ouest/Kenscoff"],"actor":[]},"#,
                r#""main":{"area":["/Haiti/Ouest/Kenscoff"],"actor":[]},"#,
                r#""added":"2025-02-05T08:30:00Z","changed":"2025-02-06T08:30:00Z"},"#,
                r#""passage":3,"start":1034,"end":1084,"line":14,"page":null,"#,
                r#""text":"Où sont les\nhelicopters? The union asked for more.","#,
                r#""matches":[[12,23],[29,34]],"match_lines":[15,15],"title_matches":[[7,12]],"more_passages":4}"#,
            )
        );
    }

    #[test]
    fn a_report_has_its_passages_with_their_scores_instead() {
        let settings = Settings {
            query_id: Some("7"),
            ..Settings::default()
        };
        let got = sample::written(&FORMAT, &sample::reports(), &settings);
        let line = got.lines().nth(1).unwrap();
        assert_eq!(
            line,
            concat!(
                r#"{"v":1,"query_id":"7","rank":2,"score":1.5,"report":{"id":"b 1","title":null,"#,
                r#""published":null,"language":null,"source":null,"url":null,"path":"corpus/b.pdf","#,
                r#""facets":{"area":[],"actor":[]},"main":{"area":[],"actor":[]},"#,
                r#""added":"2025-02-05T08:30:00Z","changed":"2025-02-05T08:30:00Z"},"passages":[{"passage":0,"start":0,"end":12,"#,
                r#""line":null,"page":2,"text":"=1+1 | \u001b[31m","matches":[[0,4]],"#,
                r#""match_lines":[null],"match_pages":[3],"score":1.25}],"title_matches":[],"more_passages":0}"#,
            )
        );
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Line>(
            "search-line",
            "A line that `search`, `run` and `batch` print with `--format jsonl`: a hit.",
        );
    }
}
