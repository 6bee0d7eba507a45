//! The values of columns and keys without a known meaning: each becomes a searchable line
//! `key: value` below the text.

use super::error::{Location, ReadError, Reason};
use super::field_mapping::FieldMapping;
use super::values::{Entries, Value, is_same_name};

/// Separates the values of a list.
const BETWEEN: &str = "; ";
/// Shorter values are never treated as encoded data.
const SHORTEST_BINARY: usize = 256; // bytes
/// The shortest line of multi-line encoded data, except for the last line.
const SHORTEST_LINE: usize = 40; // bytes
/// Longer values are left out.
const LONGEST: usize = 1 << 20; // bytes
/// A list of more numbers is a map shape, a picture or a vector.
const MOST_NUMBERS: usize = 100;

/// The columns from which a report was made.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Columns of the title.
    pub title: Vec<String>,
    /// Columns of the text.
    pub text: Vec<String>,
    /// Columns with a meaning whose values are of an invalid type.
    pub refused: Vec<String>,
}

/// A value as a line of text.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// The column; nested keys are separated by dots.
    pub column: String,
    /// `column: value`.
    pub text: String,
}

/// Returns the values that are not in `used` and have no meaning in `mapping`, in source order.
/// Values equal to one in `existing` are not repeated. Values that are not text cause a warning.
pub(super) fn lines(
    entries: &Entries,
    mapping: &FieldMapping,
    used: &Used,
    existing: &[&str],
    location: &Location,
    warnings: &mut Vec<ReadError>,
) -> Vec<Line> {
    let mut leaves = Vec::new();
    gather(entries, "", &mut leaves);
    let mut lines: Vec<Line> = Vec::new();
    for (column, value) in leaves {
        let is = |known: &String| is_same_name(known, &column);
        let is_used = used.title.iter().chain(&used.text).any(is)
            || (mapping.is_metadata(&column) && !used.refused.iter().any(is));
        if is_used || existing.contains(&value.trim()) || is_row_number(&column, &value, location) {
            continue;
        }
        if let Some(found) = no_text(&value) {
            let key = column;
            warnings.push(location.error(Reason::NotText { key, found }));
            continue;
        }
        let value = value.trim();
        let text = match one_line(&column) {
            name if name.is_empty() => value.to_owned(),
            name => format!("{name}: {value}"),
        };
        // Objects in a list often repeat a value.
        let mut before = lines.iter().rev().take(LOOKED_BACK);
        if before.all(|line| line.text != text) {
            lines.push(Line { column, text });
        }
    }
    lines
}

/// Returns whether a value is a row number. R writes such a column, without a name.
fn is_row_number(column: &str, value: &str, location: &Location) -> bool {
    column.is_empty()
        && location
            .record
            .is_some_and(|record| value.trim() == record.to_string())
}

/// How many earlier lines are searched for a duplicate.
const LOOKED_BACK: usize = 64; // lines

/// Collects the values that are not objects, each with the path of keys to it.
fn gather(entries: &Entries, above: &str, leaves: &mut Vec<(String, String)>) {
    for (key, value) in &entries.0 {
        let column = match above {
            "" => key.trim().to_owned(),
            above => format!("{above}.{}", key.trim()),
        };
        gather_value(value, &column, leaves);
    }
}

fn gather_value(value: &Value, column: &str, leaves: &mut Vec<(String, String)>) {
    let mut leaf = |value: String| leaves.push((column.to_owned(), value));
    match value {
        Value::Absent => {}
        Value::Text(text) if text.trim().is_empty() => {}
        Value::Text(text) => leaf(text.clone()),
        Value::Bool(value) => leaf(value.to_string()),
        Value::Object(inner) => gather(inner, column, leaves),
        Value::Many(_) | Value::List(_) => {
            let mut texts = Vec::new();
            flatten(value, &mut texts);
            if !texts.is_empty() {
                leaf(texts.join(BETWEEN));
            }
            objects(value, column, leaves);
        }
    }
}

/// Collects the texts of a list and its nested lists.
fn flatten<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::Text(text) if !text.trim().is_empty() => texts.push(text.trim()),
        Value::Bool(true) => texts.push("true"),
        Value::Bool(false) => texts.push("false"),
        Value::Many(items) => {
            let items = items.iter().map(|text| text.trim());
            texts.extend(items.filter(|text| !text.is_empty()));
        }
        Value::List(items) => items.iter().for_each(|item| flatten(item, texts)),
        Value::Text(_) | Value::Absent | Value::Object(_) => {}
    }
}

/// Collects the values of the objects in a list and its nested lists.
fn objects(value: &Value, column: &str, leaves: &mut Vec<(String, String)>) {
    let Value::List(items) = value else { return };
    for item in items {
        match item {
            Value::Object(inner) => gather(inner, column, leaves),
            other => objects(other, column, leaves),
        }
    }
}

/// Describes a value that is not text worth searching; `None` if it is.
fn no_text(value: &str) -> Option<&'static str> {
    if value.len() > LONGEST {
        return Some("longer than 1 MiB");
    }
    if value.len() >= SHORTEST_BINARY && is_packed(value) {
        return Some("base64 or similar data");
    }
    let mut numbers = value.split(BETWEEN);
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    if numbers.clone().nth(MOST_NUMBERS).is_some() && numbers.all(is_number) {
        return Some("a long list of numbers");
    }
    None
}

/// Returns whether a value is encoded data of letters and digits, on one line or on several of at
/// least [`SHORTEST_LINE`].
fn is_packed(value: &str) -> bool {
    let value = match value.split_once(";base64,") {
        Some((head, data)) if head.starts_with("data:") => data,
        Some(_) | None => value,
    };
    let is_packed = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
    let mut words = value.split_ascii_whitespace();
    let last = words.next_back().unwrap_or_default();
    last.bytes().all(is_packed)
        && words.all(|word| word.len() >= SHORTEST_LINE && word.bytes().all(is_packed))
}

fn one_line(key: &str) -> String {
    let words: Vec<&str> = key.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_mapping::FieldMappings;

    fn read(json: &str, existing: &[&str]) -> (Vec<String>, Vec<String>) {
        let mappings = FieldMappings::new(&["area".to_owned()], &[], &[]);
        let entries: Entries = serde_json::from_str(json).unwrap();
        let (location, used) = (Location::file("a"), Used::default());
        let mut warnings = Vec::new();
        let lines = lines(
            &entries,
            &mappings.plain,
            &used,
            existing,
            &location,
            &mut warnings,
        );
        let texts = lines.into_iter().map(|line| line.text).collect();
        (texts, warnings.iter().map(ToString::to_string).collect())
    }

    fn texts(json: &str) -> Vec<String> {
        let (texts, warnings) = read(json, &[]);
        assert_eq!(warnings, [""; 0]);
        texts
    }

    #[test]
    fn unmapped_values_are_lines_in_source_order() {
        let json = r#"{"inn":590700008609,"id":1,"date":"2025","open":true,"none":null,"empty":" ",
            "tax  number":"x","Area":"Haiti","":"bare","note":" two\nlines "}"#;
        let wanted = [
            "inn: 590700008609",
            "open: true",
            "tax number: x",
            "bare",
            "note: two\nlines",
        ];
        assert_eq!(texts(json), wanted);
    }

    #[test]
    fn nested_values_have_their_key_path() {
        let json = r#"{"a":{"b":{"c":1},"d":[]},"e":["x","",2,null],"f":[{"g":1,"h":[3]},{"g":2},{"g":1}],
            "i":["y",{"j":true},["z",["w"]]]}"#;
        let wanted = [
            "a.b.c: 1",
            "e: x; 2",
            "f.g: 1",
            "f.h: 3",
            "f.g: 2",
            "i: y; z; w",
            "i.j: true",
        ];
        assert_eq!(texts(json), wanted);
    }

    #[test]
    fn values_found_elsewhere_are_not_repeated() {
        let (texts, _) = read(
            r#"{"headline":"T","summary":"T","more":"T and more"}"#,
            &["T"],
        );
        assert_eq!(texts, ["more: T and more"]);
    }

    #[test]
    fn values_that_are_not_text_are_left_out_with_a_warning() {
        let base64 = "iVBORw0KGgoAAAANSUhEUgAAAAUA".repeat(10);
        let wrapped = format!("{}\\n", &base64[..76]).repeat(4) + "AAA=";
        let numbers = format!("[{}]", ["1.5"; 101].join(","));
        let json = format!(
            r#"{{"photo":"{base64}","wrapped":"{wrapped}","uri":"data:image/png;base64,{base64}",
                "vector":{numbers},"shape":[{numbers}],"huge":"{}","short":"{}",
                "link":"https://example.org/{base64}"}}"#,
            "word ".repeat(LONGEST / 4),
            &base64[..200],
        );
        let (texts, warnings) = read(&json, &[]);
        assert_eq!(texts.len(), 2);
        assert!(texts[0].starts_with("short: ") && texts[1].starts_with("link: "));
        let wanted = [
            "a: `photo` is base64 or similar data; left out",
            "a: `wrapped` is base64 or similar data; left out",
            "a: `uri` is base64 or similar data; left out",
            "a: `vector` is a long list of numbers; left out",
            "a: `shape` is a long list of numbers; left out",
            "a: `huge` is longer than 1 MiB; left out",
        ];
        assert_eq!(warnings, wanted);
    }
}
