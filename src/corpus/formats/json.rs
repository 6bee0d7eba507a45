//! JSON: one report, a list of reports, an object around one list of reports, or one after another.

use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, IgnoredAny};

use super::{Format, Outcomes};
use crate::corpus::Outcome;
use crate::corpus::error::{Cause, Place, ReadError, Reason};
use crate::corpus::input::Input;
use crate::corpus::keys::AllKeys;
use crate::corpus::metadata::Cells;
use crate::corpus::record::{self, Origin, Spot};
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
    let shape = match shape(&text, &input.keys) {
        Ok(shape) => shape,
        Err(fault) => return Err(fault.error(&text, &place)),
    };
    let at = match shape {
        Shape::One | Shape::Row => 0,
        Shape::List(start) => start,
    };
    Ok(Records {
        text,
        keys: input.keys.clone(),
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
        let before = line_breaks(&text[..self.start]) as usize;
        let line = before + self.error.line().max(1);
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

fn shape(text: &str, keys: &AllKeys) -> Result<Shape, Fault> {
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
    let (mut names, mut lists) = (Vec::new(), Vec::new());
    for (key, value) in members(text, start)? {
        names.push(key);
        let (inner, first) = peek(text, value + 1);
        if text.as_bytes()[value] == b'[' && first == Some(b'{') {
            lists.push(inner);
        }
    }
    match lists[..] {
        [list] if !keys.is_record(&names) => Ok(Shape::List(list)),
        _ => Ok(Shape::One),
    }
}

/// Returns the keys of the object that starts at `start`, each with where its value starts. The
/// object is known to be valid: what follows is keys and values up to its brace.
fn members(text: &str, start: usize) -> Result<Vec<(String, usize)>, Fault> {
    let mut members = Vec::new();
    let (mut at, mut next) = peek(text, start + 1);
    while next == Some(b'"') {
        let (key, after) = value_at::<String>(text, at)?;
        let (colon, _) = peek(text, after);
        let (value, _) = peek(text, colon + 1);
        let (_, end) = value_at::<IgnoredAny>(text, value)?;
        members.push((key, value));
        let (comma, _) = peek(text, end);
        (at, next) = peek(text, (comma + 1).min(text.len()));
    }
    Ok(members)
}

/// Finds where the value of a column starts, in the object that starts at `start` and is valid; of
/// several, the first.
fn column_at(text: &str, start: usize, column: &str) -> Option<usize> {
    let members = members(text, start).ok()?;
    let named = |name: &str| {
        let mut members = members.iter();
        let found = members.find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    };
    if let Some(value) = named(column) {
        return Some(value);
    }
    for (dot, _) in column.match_indices('.') {
        let Some(mut value) = named(&column[..dot]) else {
            continue;
        };
        if text.as_bytes()[value] == b'[' {
            value = peek(text, value + 1).0;
        }
        if text.as_bytes().get(value) == Some(&b'{')
            && let Some(found) = column_at(text, value, &column[dot + 1..])
        {
            return Some(found);
        }
    }
    None
}

struct Records {
    text: String,
    keys: Arc<AllKeys>,
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
                self.outcome(node, &place, start..end)
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
    fn outcome(&self, node: Node, place: &Place, range: Range<usize>) -> Outcome {
        let entries = match node {
            Node::Object(entries) => entries,
            Node::Other(found) => {
                return Outcome::failed(place.error(Reason::NoObject { found }));
            }
        };
        let one_line = !self.text[range.clone()].contains('\n');
        let spot = |column: &str| {
            let at = match one_line {
                true => None,
                false => column_at(&self.text, range.start, column),
            };
            let breaks = at.map_or(0, |at| line_breaks(&self.text[range.start..at]));
            Spot::On(place.line.map(|line| line.saturating_add(breaks)))
        };
        let origin = Origin {
            keys: &self.keys,
            cells: Cells::Whole,
            place,
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
    fn a_text_is_on_the_line_of_its_value_also_within_other_values() {
        let text = "[\n  {\n    \"x\": {\"text\": 1},\n    \"title\": \"T\",\n    \"text\": \"a\\nb\"\n  }\n]";
        let got = read_all("a.json", text.as_bytes());
        let report = got[0].as_ref().unwrap();
        assert_eq!(report.lines.locate(&report.body, 2), (Some(5), None));
        let nested = "{\n\"a\": [\n{\"c\": 0,\n\"b\": \"x\"}],\n\"b\": 1}";
        assert_eq!(super::column_at(nested, 0, "a.b"), nested.find("\"x\""));
        assert_eq!(super::column_at(nested, 0, "a.d"), None);
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
