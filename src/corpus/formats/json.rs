//! JSON: one report, a list of reports, an object around one list of reports, or one after another.

use serde::de::{Deserialize, IgnoredAny};

use super::{Format, Outcomes};
use crate::corpus::Outcome;
use crate::corpus::error::{Cause, Place, ReadError, Reason};
use crate::corpus::input::Input;
use crate::corpus::metadata::{self, Cells};
use crate::corpus::values::Node;

pub(in crate::corpus) const FORMAT: Format = Format {
    name: "JSON",
    extensions: &["json"],
    read,
};

fn read(mut input: Input) -> Outcomes {
    match open(&mut input) {
        Ok(records) => Box::new(records),
        Err(error) => Box::new(std::iter::once(Outcome::failed(error))),
    }
}

/// Reads one JSON value and nothing after it.
pub(super) fn whole_object(text: &str) -> Result<Node, serde_json::Error> {
    serde_json::from_str(text)
}

/// Says what is wrong at `column`, without the place that serde adds in words.
pub(super) fn json_reason(error: &serde_json::Error, column: usize) -> Reason {
    let mut said = error.to_string();
    if let Some(at) = said.rfind(" at line ") {
        said.truncate(at);
    }
    Reason::Json {
        column,
        source: Cause(said),
    }
}

/// Where the reports stand in the text.
#[derive(Debug, PartialEq)]
enum Shape {
    /// The text is one object.
    One,
    /// They stand in the list that opens before this byte.
    List(usize),
    /// They follow one another.
    Row,
}

fn open(input: &mut Input) -> Result<Records, ReadError> {
    let (text, warnings) = super::text::whole_text(input)?;
    let place = Place::file(&input.shown);
    let shape = match shape(&text) {
        Ok(shape) => shape,
        Err(fault) => return Err(fault.error(&text, &place)),
    };
    let at = match shape {
        Shape::One | Shape::Row => 0,
        Shape::List(start) => start,
    };
    Ok(Records {
        text,
        facets: std::mem::take(&mut input.facets),
        path: std::mem::take(&mut input.shown),
        shape,
        at,
        counted: (0, 1),
        record: 0,
        done: false,
        warnings,
    })
}

/// A syntax error and where the value that has it starts.
struct Fault {
    start: usize,
    error: serde_json::Error,
}

impl Fault {
    fn error(&self, text: &str, place: &Place) -> ReadError {
        let line = line_of(text, self.start) as usize + self.error.line().saturating_sub(1);
        let mut column = self.error.column();
        if self.error.line() <= 1 {
            let before = text[..self.start].rfind('\n').map_or(0, |at| at + 1);
            column += self.start - before;
        }
        let place = Place {
            line: u32::try_from(line).ok(),
            ..place.clone()
        };
        place.error(json_reason(&self.error, column))
    }
}

/// Reads the value that starts at `start`; returns it with the byte after it.
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

/// Returns the first byte from `at` on that is no white space, and where it is.
fn peek(text: &str, at: usize) -> (usize, Option<u8>) {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    (at, bytes.get(at).copied())
}

fn shape(text: &str) -> Result<Shape, Fault> {
    let (start, first) = peek(text, 0);
    match first {
        Some(b'[') => return Ok(Shape::List(start + 1)),
        Some(b'{') => {}
        _ => {
            value_at::<IgnoredAny>(text, start)?;
            return Ok(Shape::Row);
        }
    }
    let (_, end) = value_at::<IgnoredAny>(text, start)?;
    if peek(text, end).1.is_some() {
        return Ok(Shape::Row);
    }
    let mut keys = Vec::new();
    let mut lists = Vec::new();
    let (mut at, mut next) = peek(text, start + 1);
    // The object is known to be valid: what follows is keys and values up to its brace.
    while next == Some(b'"') {
        let (key, after) = value_at::<String>(text, at)?;
        keys.push(key);
        let (colon, _) = peek(text, after);
        let (value, first) = peek(text, colon + 1);
        let (_, end) = value_at::<IgnoredAny>(text, value)?;
        if first == Some(b'[') && peek(text, value + 1).1 == Some(b'{') {
            lists.push(value + 1);
        }
        let (comma, _) = peek(text, end);
        (at, next) = peek(text, (comma + 1).min(text.len()));
    }
    match lists[..] {
        [list] if !metadata::is_record(&keys) => Ok(Shape::List(list)),
        _ => Ok(Shape::One),
    }
}

struct Records {
    text: String,
    facets: Vec<String>,
    path: String,
    shape: Shape,
    /// Where the next one is looked for.
    at: usize,
    /// A byte and the line it is on, to count on from.
    counted: (usize, u32),
    record: u64,
    done: bool,
    /// Those of the file as a whole; they go with its first report.
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
        let place = Place {
            path: self.path.clone(),
            line: Some(self.counted.1),
            record: match self.shape {
                Shape::One => None,
                Shape::List(_) | Shape::Row => Some(self.record),
            },
        };
        let mut outcome = match value_at::<Node>(&self.text, start) {
            Ok((node, end)) => {
                self.at = end;
                if let Shape::List(_) = self.shape {
                    self.step_over_comma();
                }
                self.outcome(node, &place)
            }
            Err(fault) => {
                // Where the next report starts is anyone's guess.
                self.done = true;
                Outcome::failed(fault.error(&self.text, &place))
            }
        };
        outcome.warnings.append(&mut self.warnings);
        Some(outcome)
    }
}

impl Records {
    fn outcome(&self, node: Node, place: &Place) -> Outcome {
        match node {
            Node::Object(entries) => {
                metadata::record(entries, &self.facets, Cells::Whole, place, Vec::new())
            }
            Node::Other(found) => Outcome::failed(place.error(Reason::NoObject { found })),
        }
    }

    fn step_over_comma(&mut self) {
        let (at, next) = peek(&self.text, self.at);
        if next == Some(b',') {
            self.at = at + 1;
        }
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u32
}

#[cfg(test)]
mod tests {
    use crate::corpus::tests::read_all;

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
    fn a_wrong_item_does_not_stop_the_rest_and_a_syntax_error_names_its_place() {
        let got = read_all("a.json", b"[7, {\"text\":\"a\"},\n  {\"text\" oops}]");
        assert_eq!(
            got[0].as_ref().unwrap_err(),
            "a.json:1: record 1: a number where a report should be"
        );
        assert_eq!(got[1].as_ref().unwrap().body, "a");
        assert_eq!(
            got[2].as_ref().unwrap_err(),
            "a.json:2: record 3: column 11: not valid JSON"
        );
        assert_eq!(got.len(), 3);
    }

    #[test]
    fn what_is_cut_off_or_no_object_is_an_error() {
        for text in ["{\"text\":\"a\"", "[{\"text\":\"a\"}", "[", "7", "{}"] {
            let got = read_all("a.json", text.as_bytes());
            assert!(got.last().unwrap().is_err(), "{text}");
        }
    }
}
