//! Metadata as it stands in JSON, YAML, TOML or a table: keys with values, nothing interpreted.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The key under which the `toml` crate hands over a date.
const TOML_DATE: &str = "$__toml_private_datetime";

/// A value of metadata.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `null`.
    Absent,
    /// A string, or a number in its digits.
    Text(String),
    /// A list of those.
    Many(Vec<String>),
    /// Anything else, in words.
    Other(&'static str),
}

/// An object: its keys and values in the order they stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entries(pub Vec<(String, Value)>);

/// An object, or something else in words.
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

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other("true or false"))
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
        let mut plain = true;
        while let Some(item) = items.next_element()? {
            match item {
                Value::Text(text) => texts.push(text),
                Value::Absent => {}
                Value::Many(_) | Value::Other(_) => plain = false,
            }
        }
        Ok(match plain {
            true => Value::Many(texts),
            false => Value::Other("a list of other things than texts"),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut date = None;
        while let Some(key) = entries.next_key::<String>()? {
            if key == TOML_DATE {
                date = Some(entries.next_value()?);
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(date.map_or(Value::Other("an object"), Value::Text))
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        match Node::deserialize(deserializer)? {
            Node::Object(entries) => Ok(entries),
            Node::Other(found) => Err(serde::de::Error::custom(format!(
                "{found} where keys with values should be"
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
        let json = r#"{"b":12,"a":null,"c":["x",7],"d":{"e":1},"f":[[]]}"#;
        let entries: Entries = serde_json::from_str(json).unwrap();
        let wanted = [
            ("b", Value::Text("12".into())),
            ("a", Value::Absent),
            ("c", Value::Many(vec!["x".into(), "7".into()])),
            ("d", Value::Other("an object")),
            ("f", Value::Other("a list of other things than texts")),
        ];
        let wanted = wanted.map(|(key, value)| (key.to_owned(), value));
        assert_eq!(entries.0, wanted);
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
