//! JSON: one report, a list of reports, an object around one list of reports, or several reports in
//! sequence.

mod numbers;
mod shape;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, IgnoredAny};

use self::shape::{Columns, Shape, peek};
use crate::error::{Cause, Location, ReadError, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::metadata::Cells;
use crate::outcome::{Outcome, Outcomes};
use crate::record::{self, Origin, Spot};
use crate::values::Node;

/// Parses a single JSON value.
pub(super) fn whole_object(text: &str) -> Result<Node, serde_json::Error> {
    if let Some(quoted) = numbers::quoted(text)
        && let Ok(node) = serde_json::from_str(&quoted)
    {
        return Ok(node);
    }
    serde_json::from_str(text)
}

/// Converts an error at `column`, without the position that serde adds to its message.
pub(super) fn json_reason(error: &serde_json::Error, column: usize) -> Reason {
    let mut message = error.to_string();
    if let Some(at) = message.rfind(" at line ") {
        message.truncate(at);
    }
    Reason::Json {
        column,
        source: Cause(message),
    }
}

pub(crate) fn reports(input: &mut Input) -> Result<Outcomes, ReadError> {
    let (text, warnings) = super::text::whole_text(input)?;
    let location = Location::file(&input.shown);
    let shape = match shape::shape(&text, &input.mappings) {
        Ok(shape) => shape,
        Err(fault) => return Err(fault.error(&text, &location)),
    };
    let at = match shape {
        Shape::One | Shape::Row => 0,
        Shape::List(start) => start,
    };
    Ok(Box::new(Records {
        text,
        mappings: input.mappings.clone(),
        path: std::mem::take(&mut input.shown),
        shape,
        at,
        counted: (0, 1),
        record: 0,
        done: false,
        warnings,
    }))
}

/// A syntax error, with the start of the value that contains it.
struct Fault {
    start: usize,
    error: serde_json::Error,
}

impl Fault {
    fn error(&self, text: &str, location: &Location) -> ReadError {
        let before = line_breaks(&text[..self.start]) as usize;
        let line = before + self.error.line().max(1);
        let mut column = self.error.column();
        if self.error.line() <= 1 {
            let before = text[..self.start].rfind('\n').map_or(0, |at| at + 1);
            column += self.start - before;
        }
        let location = Location {
            line: u32::try_from(line).ok(),
            ..location.clone()
        };
        location.error(json_reason(&self.error, column))
    }
}

/// Parses the value that starts at `start`; returns it with the offset after it.
fn value_at<T: for<'a> Deserialize<'a>>(text: &str, start: usize) -> Result<(T, usize), Fault> {
    let fault = |error| Fault { start, error };
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<T>();
    match values.next() {
        Some(Ok(value)) => Ok((value, start + values.byte_offset())),
        Some(Err(error)) => Err(fault(error)),
        None => match serde_json::from_str::<T>("") {
            Ok(value) => Ok((value, start)),
            Err(error) => Err(fault(error)),
        },
    }
}

fn node_at(text: &str, start: usize) -> Result<(Node, usize), Fault> {
    let (_, end) = value_at::<IgnoredAny>(text, start)?;
    let node = whole_object(&text[start..end]);
    node.map(|node| (node, end))
        .map_err(|error| Fault { start, error })
}

struct Records {
    text: String,
    mappings: Arc<FieldMappings>,
    path: String,
    shape: Shape,
    /// Where the next value is searched for.
    at: usize,
    /// A byte offset and its line, from which lines are counted on.
    counted: (usize, u32),
    record: u64,
    done: bool,
    /// Warnings about the whole file, sent with its first report.
    warnings: Vec<ReadError>,
}

impl Iterator for Records {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.done {
            return None;
        }
        let (start, first) = peek(&self.text, self.at);
        match (&self.shape, first) {
            (Shape::List(_), Some(b']')) => {
                self.done = true;
                return None;
            }
            (Shape::One | Shape::Row, None) => {
                self.done = true;
                return None;
            }
            _ => {}
        }
        self.record += 1;
        let breaks = memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.counted.0..start]);
        self.counted = (start, self.counted.1 + breaks.count() as u32);
        let location = Location {
            path: self.path.clone(),
            line: Some(self.counted.1),
            record: match self.shape {
                Shape::One => None,
                Shape::List(_) | Shape::Row => Some(self.record),
            },
        };
        let mut outcome = match node_at(&self.text, start) {
            Ok((node, end)) => {
                self.at = end;
                if let Shape::List(_) = self.shape {
                    self.step_over_comma();
                }
                self.outcome(node, &location, start..end)
            }
            Err(fault) => {
                // After a syntax error the start of the next report is unknown.
                self.done = true;
                Outcome::failed(fault.error(&self.text, &location))
            }
        };
        outcome.warnings.append(&mut self.warnings);
        Some(outcome)
    }
}

impl Records {
    fn outcome(&self, node: Node, location: &Location, range: Range<usize>) -> Outcome {
        let entries = match node {
            Node::Object(entries) => entries,
            Node::Other(found) => {
                return Outcome::failed(location.error(Reason::NoObject { found }));
            }
        };
        let one_line = !self.text[range.clone()].contains('\n');
        let places = RefCell::new(None);
        let spot = |column: &str| {
            if one_line {
                return Spot::On(location.line);
            }
            let mut places = places.borrow_mut();
            let (columns, breaks) = places.get_or_insert_with(|| {
                let breaks = memchr::memchr_iter(b'\n', self.text[range.clone()].as_bytes());
                let breaks: Vec<usize> = breaks.map(|at| range.start + at).collect();
                (Columns::of(&self.text, range.start), breaks)
            });
            let at = columns.next(column).unwrap_or(range.start);
            let before = breaks.partition_point(|line_break| *line_break < at);
            Spot::On(location.line.map(|line| line.saturating_add(before as u32)))
        };
        let origin = Origin {
            mappings: &self.mappings,
            cells: Cells::Whole,
            location,
            spot: &spot,
        };
        record::report(entries, &origin, Vec::new())
    }

    fn step_over_comma(&mut self) {
        let (at, next) = peek(&self.text, self.at);
        if next == Some(b',') {
            self.at = at + 1;
        }
    }
}

fn line_breaks(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[cfg(test)]
mod tests {
    use crate::tests::read_all;

    #[test]
    fn one_object_is_one_report_with_the_path_as_its_id() {
        let got = read_all("a.json", b"{\"title\":\"T\",\"text\":\"b\",\"parts\":[{}]}");
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].as_ref().unwrap().id, "a.json");
    }

    #[test]
    fn lists_wrapped_lists_and_rows_of_objects_are_numbered_with_their_lines() {
        for text in [
            "[\n{\"text\":\"a\"},\n {\"text\":\"b\"}\n]",
            "{\"total\":2,\n\"data\":[{\"text\":\"a\"},\n{\"text\":\"b\"}], \"x\":[]}",
            "\n{\"text\":\"a\"}\n{\"text\":\"b\"}",
        ] {
            let got = read_all("a.json", text.as_bytes());
            assert_eq!(got.len(), 2, "{text}");
            let last = got[1].as_ref().unwrap();
            assert_eq!(last.id, "a.json#2");
            assert_eq!(last.lines.locate(&last.body, 0), (Some(3), None), "{text}");
        }
        assert!(read_all("a.json", b"[]").is_empty());
    }

    #[test]
    fn a_text_is_on_the_line_of_its_value_also_within_other_values() {
        let text = "[\n  {\n    \"x\": {\"text\": null},\n    \"title\": \"T\",\n    \"text\": \"a\\nb\"\n  }\n]";
        let got = read_all("a.json", text.as_bytes());
        let report = got[0].as_ref().unwrap();
        assert_eq!(report.lines.locate(&report.body, 2), (Some(5), None));
    }

    #[test]
    fn each_value_is_on_its_line_and_a_number_as_it_is_written() {
        let text = "{\n\"title\": \"T\",\n\"by\": [\n{\"name\": \"A\"},\n{\"name\": \"B\"}],\n\"n\": 18.50\n}";
        let got = read_all("a.json", text.as_bytes());
        let report = got[0].as_ref().unwrap();
        assert_eq!(report.body, "by.name: A\n\nby.name: B\n\nn: 18.50");
        let line_of = |words: &str| {
            report
                .lines
                .locate(&report.body, report.body.find(words).unwrap())
                .0
        };
        let lines = ["A", "B", "18"].map(line_of);
        assert_eq!(lines, [Some(4), Some(5), Some(6)]);
    }

    #[test]
    fn a_wrong_item_does_not_stop_the_rest_and_a_syntax_error_names_its_place() {
        let got = read_all("a.json", b"[7, {\"text\":\"a\"},\n  {\"text\" oops}]");
        assert_eq!(
            got[0].as_ref().unwrap_err(),
            "a.json:1: record 1: expected a report, but there is a number"
        );
        assert_eq!(got[1].as_ref().unwrap().body, "a");
        assert_eq!(
            got[2].as_ref().unwrap_err(),
            "a.json:2: record 3: column 11: not valid JSON"
        );
        assert_eq!(got.len(), 3);
    }

    #[test]
    fn truncated_json_and_other_values_are_errors() {
        for text in ["{\"text\":\"a\"", "[{\"text\":\"a\"}", "[", "7", "{}"] {
            let got = read_all("a.json", text.as_bytes());
            assert!(got.last().unwrap().is_err(), "{text}");
        }
    }
}
