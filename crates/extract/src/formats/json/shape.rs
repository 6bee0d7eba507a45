//! Finds the reports in a JSON text, and the values of a report.

use std::collections::{HashMap, VecDeque};

use serde::de::IgnoredAny;

use super::{Fault, value_at};
use crate::field_mapping::FieldMappings;

/// How many objects deep a list of reports is searched for: `{"response": {"docs": [..]}}`.
const DEEPEST_LIST: usize = 3;

/// How the reports are arranged in the text.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    /// The text is one object.
    One,
    /// In the list that opens before this byte.
    List(usize),
    /// In sequence.
    Row,
}

/// Returns the offset of the first non-space byte from `at` on, and the byte.
pub(super) fn peek(text: &str, at: usize) -> (usize, Option<u8>) {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    (at, bytes.get(at).copied())
}

pub(super) fn shape(text: &str, mappings: &FieldMappings) -> Result<Shape, Fault> {
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
    let names: Vec<String> = members(text, start)?
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    if mappings.is_record(&names) {
        return Ok(Shape::One);
    }
    let mut around = Around::default();
    around.look(text, start, DEEPEST_LIST)?;
    let is_record = |list: &&List| mappings.is_record(&list.names);
    let mut records = around.lists.iter().filter(is_record);
    let list = match (records.next(), records.next(), &around.lists[..]) {
        (Some(list), None, _) => Some(list),
        // The items are not recognised as reports, so the object around them may be the report.
        (None, _, [list]) if mappings.are_known(&list.names) || !around.says_more => Some(list),
        _ => None,
    };
    Ok(list.map_or(Shape::One, |list| Shape::List(list.start)))
}

/// The contents of an object that may only be a wrapper around a list.
#[derive(Default)]
struct Around {
    lists: Vec<List>,
    /// Whether it contains anything but numbers and the like.
    says_more: bool,
}

/// A list of objects.
struct List {
    /// The start of its first item.
    start: usize,
    /// The keys of its first item.
    names: Vec<String>,
}

impl Around {
    fn look(&mut self, text: &str, start: usize, depth: usize) -> Result<(), Fault> {
        for (_, value) in members(text, start)? {
            let (inner, first) = peek(text, value + 1);
            match (text.as_bytes()[value], first) {
                (b'[', Some(b'{')) => {
                    let names = members(text, inner)?.into_iter().map(|(key, _)| key);
                    self.lists.push(List {
                        start: inner,
                        names: names.collect(),
                    });
                }
                (b'{', _) if depth > 1 => self.look(text, value, depth - 1)?,
                (b'[', Some(b']')) | (b'{', Some(b'}')) | (b'"', Some(b'"')) => {}
                (b'[' | b'{' | b'"', _) => self.says_more = true,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns the keys of the object that starts at `start`, each with the start of its value. The
/// object must be valid.
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

/// The offsets of an object's values by column, in source order.
pub(super) struct Columns(HashMap<String, VecDeque<usize>>);

impl Columns {
    /// Finds the values of the valid object that starts at `start`.
    pub fn of(text: &str, start: usize) -> Columns {
        let mut columns = Columns(HashMap::new());
        // The object has been validated.
        let _ = columns.add(text, start, "");
        columns
    }

    fn add(&mut self, text: &str, start: usize, above: &str) -> Result<(), Fault> {
        for (key, value) in members(text, start)? {
            let column = match above {
                "" => key.trim().to_owned(),
                above => format!("{above}.{}", key.trim()),
            };
            match text.as_bytes()[value] {
                b'{' => self.add(text, value, &column)?,
                b'[' => self.add_items(text, value, &column)?,
                _ => {}
            }
            self.0
                .entry(column.to_ascii_lowercase())
                .or_default()
                .push_back(value);
        }
        Ok(())
    }

    fn add_items(&mut self, text: &str, list: usize, column: &str) -> Result<(), Fault> {
        let (mut at, mut first) = peek(text, list + 1);
        while first.is_some_and(|byte| byte != b']') {
            match first {
                Some(b'{') => self.add(text, at, column)?,
                Some(b'[') => self.add_items(text, at, column)?,
                _ => {}
            }
            let (_, end) = value_at::<IgnoredAny>(text, at)?;
            let (comma, next) = peek(text, end);
            if next != Some(b',') {
                break;
            }
            (at, first) = peek(text, comma + 1);
        }
        Ok(())
    }

    /// Returns the offset of the next value of a column; the last one is repeated.
    pub fn next(&mut self, column: &str) -> Option<usize> {
        let places = self.0.get_mut(&column.to_ascii_lowercase())?;
        match places.len() {
            1 => places.front().copied(),
            _ => places.pop_front(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Option<usize> {
        match shape(text, &FieldMappings::new(&[], &[], &[])) {
            Ok(Shape::List(start)) => Some(start),
            Ok(Shape::One) => None,
            Ok(Shape::Row) | Err(_) => panic!("{text}"),
        }
    }

    #[test]
    fn a_list_of_reports_is_found_inside_wrapper_objects() {
        for text in [
            r#"{"status":200,"data":[{"text":"a"}]}"#,
            r#"{"response":{"numFound":2,"docs":[{"text":"a"}]},"links":[{"href":"x"}]}"#,
            r#"{"success":true,"result":{"note":"n","records":[ {"title":"a"}]}}"#,
            r#"{"status":200,"empty":[],"data":[{"phone":1}]}"#,
            r#"{"note":"n","data":[{"id":1,"phone":1}]}"#,
        ] {
            let start = list(text).expect(text);
            assert!(text[start..].starts_with('{') && text[..start].trim_end().ends_with('['));
        }
    }

    #[test]
    fn a_list_is_a_part_of_a_report_if_the_report_has_more_to_say() {
        for text in [
            r#"{"title":"T","parts":[{"text":"a"}]}"#,
            r#"{"name":"Firm A","owners":[{"share":1}]}"#,
            r#"{"a":[{"text":"a"}],"b":[{"text":"a"}]}"#,
            r#"{"a":{"b":"c"}}"#,
        ] {
            assert_eq!(list(text), None, "{text}");
        }
    }

    #[test]
    fn columns_are_found_within_objects_and_lists_one_after_the_other() {
        let text = r#"{"a":{"B":1},"c":[{"d":2},[{"d":3}],{"d":4}],"c":5}"#;
        let mut columns = Columns::of(text, 0);
        let mut next = |column: &str| columns.next(column).map(|at| &text[at..=at]);
        assert_eq!(
            [next("a.b"), next("A.B"), next("x")],
            [Some("1"), Some("1"), None]
        );
        let all = [next("c.d"), next("c.d"), next("c.d"), next("c.d")];
        assert_eq!(all, [Some("2"), Some("3"), Some("4"), Some("4")]);
        assert_eq!([next("c"), next("c")], [Some("["), Some("5")]);
    }
}
