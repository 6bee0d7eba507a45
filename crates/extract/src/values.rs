//! Raw metadata from JSON, YAML, TOML or a table: keys with values, without interpretation.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The key under which the `toml` crate returns a date.
const TOML_DATE: &str = "$__toml_private_datetime";

/// A value of metadata.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `null`.
    Absent,
    /// A string, or a number as written.
    Text(String),
    /// A list of strings or numbers.
    Many(Vec<String>),
    Bool(bool),
    /// Keys with values.
    Object(Entries),
    /// A list of mixed values.
    List(Vec<Value>),
}

impl Value {
    /// Describes the type of the value.
    pub fn in_words(&self) -> &'static str {
        match self {
            Value::Absent => "null",
            Value::Text(_) => "a text",
            Value::Many(_) => "a list",
            Value::Bool(_) => "true or false",
            Value::Object(_) => "an object",
            Value::List(_) => "a list of values that are not text",
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Value::Absent => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::Many(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Value::Bool(_) | Value::Object(_) | Value::List(_) => false,
        }
    }
}

/// An object: keys and values in source order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entries(pub Vec<(String, Value)>);

/// A column is a key, or a path of nested keys separated by dots: `date.original`. A literal key of
/// that name takes precedence. Case is ignored.
impl Entries {
    /// Returns whether the column exists, with or without a value.
    pub fn has(&self, column: &str) -> bool {
        let mut nested = inner_names(column);
        self.named(column).next().is_some()
            || nested.any(|(first, rest)| {
                self.named(first).any(|value| match value {
                    Value::Object(inner) => inner.has(rest),
                    Value::List(items) => items
                        .iter()
                        .any(|item| matches!(item, Value::Object(inner) if inner.has(rest))),
                    Value::Absent | Value::Text(_) | Value::Many(_) | Value::Bool(_) => false,
                })
            })
    }

    /// Returns the value of a column, or the values in all objects of a list; `None` if it is
    /// empty.
    pub fn find(&self, column: &str) -> Option<Value> {
        if let Some(value) = self.named(column).find(|value| !value.is_empty()) {
            return Some(value.clone());
        }
        for (first, rest) in inner_names(column) {
            for value in self.named(first) {
                let found = match value {
                    Value::Object(inner) => inner.find(rest),
                    Value::List(items) => gathered(items, rest),
                    Value::Absent | Value::Text(_) | Value::Many(_) | Value::Bool(_) => None,
                };
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Value> {
        let entries = self.0.iter();
        let named = entries.filter(move |(key, _)| is_same_name(key, name));
        named.map(|(_, value)| value)
    }
}

/// Returns whether two column names are equal, ignoring case and treating spaces, dots, hyphens and
/// underscores between words alike (`Incident ID`, `incident_id`).
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    if let (Some(first), Some(other_first)) = (one.bytes().next(), other.bytes().next())
        && first.is_ascii_graphic()
        && other_first.is_ascii_graphic()
        && !first.eq_ignore_ascii_case(&other_first)
    {
        return false; // the common case
    }
    let (one, other) = (one.trim(), other.trim());
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    const BETWEEN: [char; 4] = [' ', '.', '-', '_'];
    if !one.contains(BETWEEN) || !other.contains(BETWEEN) {
        return false;
    }
    let mut words = one.split(BETWEEN).filter(|word| !word.is_empty());
    let mut others = other.split(BETWEEN).filter(|word| !word.is_empty());
    loop {
        match (words.next(), others.next()) {
            (Some(word), Some(other)) if word.eq_ignore_ascii_case(other) => {}
            (rest, others) => return rest.is_none() && others.is_none(),
        }
    }
}

/// Splits a column name at each of its dots.
fn inner_names(column: &str) -> impl Iterator<Item = (&str, &str)> {
    let dots = column.match_indices('.');
    dots.map(|(at, _)| (&column[..at], &column[at + 1..]))
}

/// Collects the values of a column in the objects of a list.
fn gathered(items: &[Value], column: &str) -> Option<Value> {
    let mut texts = Vec::new();
    for item in items {
        let Value::Object(inner) = item else { continue };
        match inner.find(column) {
            Some(Value::Text(text)) => texts.push(text),
            Some(Value::Many(more)) => texts.extend(more),
            Some(Value::Absent | Value::Bool(_) | Value::Object(_) | Value::List(_)) | None => {}
        }
    }
    (!texts.is_empty()).then_some(Value::Many(texts))
}

/// An object, or a description of something else.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Object(Entries),
    Other(&'static str),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        Value::deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut texts = Vec::new();
        let mut others: Option<Vec<Value>> = None;
        while let Some(item) = items.next_element()? {
            match (item, &mut others) {
                (Value::Absent, _) => {}
                (Value::Text(text), None) => texts.push(text),
                (item, Some(others)) => others.push(item),
                (item, None) => {
                    let before = std::mem::take(&mut texts).into_iter().map(Value::Text);
                    others = Some(before.chain([item]).collect());
                }
            }
        }
        Ok(match others {
            Some(items) => Value::List(items),
            None => Value::Many(texts),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<String, Value>()? {
            entries.push(entry);
        }
        match &mut entries[..] {
            [(key, date)] if key == TOML_DATE => Ok(std::mem::replace(date, Value::Absent)),
            _ => Ok(Value::Object(Entries(entries))),
        }
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        match Node::deserialize(deserializer)? {
            Node::Object(entries) => Ok(entries),
            Node::Other(found) => Err(serde::de::Error::custom(format!(
                "expected keys with values, but there is {found}"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Object(Entries(entries)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::Other("a list"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other("true or false"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Node, E> {
        Ok(Node::Other("a string"))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other("null"))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Other("null"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order_and_numbers_their_digits() {
        let json = r#"{"b":12,"a":null,"c":["x",7],"d":{"e":1},"f":["x",[]],"g":true}"#;
        let entries: Entries = serde_json::from_str(json).unwrap();
        let wanted = [
            ("b", Value::Text("12".into())),
            ("a", Value::Absent),
            ("c", Value::Many(vec!["x".into(), "7".into()])),
            (
                "d",
                Value::Object(Entries(vec![("e".into(), Value::Text("1".into()))])),
            ),
            (
                "f",
                Value::List(vec![Value::Text("x".into()), Value::Many(vec![])]),
            ),
            ("g", Value::Bool(true)),
        ];
        let wanted = wanted.map(|(key, value)| (key.to_owned(), value));
        assert_eq!(entries.0, wanted);
    }

    #[test]
    fn a_column_is_found_by_its_literal_name_before_nested_ones() {
        let json = r#"{"a":{"b":"1","c":[{"d":"2"},{"d":["3"]},7]},"A.B":"4","e":{"f":""}}"#;
        let entries: Entries = serde_json::from_str(json).unwrap();
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        assert_eq!(entries.find("a.b"), text("4"));
        let both = Value::Many(vec!["2".into(), "3".into()]);
        assert_eq!(entries.find("a.c.d"), Some(both));
        assert_eq!((entries.find("e.f"), entries.find("a.x")), (None, None));
        assert!(entries.has("e.f") && entries.has("a.c.d") && !entries.has("a.x"));
    }

    #[test]
    fn names_ignore_case_and_word_separators() {
        for name in ["Incident ID", "incident_id", " INCIDENT.ID", "incident-id"] {
            assert!(is_same_name(name, "Incident ID"), "{name}");
        }
        assert!(!is_same_name("incidentid", "Incident ID"));
        assert!(!is_same_name("ID", "Incident ID"));
    }

    #[test]
    fn a_date_in_toml_is_text() {
        let entries: Entries = toml::from_str("date = 2025-02-04").unwrap();
        assert_eq!(
            entries.0,
            [("date".into(), Value::Text("2025-02-04".into()))]
        );
    }
}
