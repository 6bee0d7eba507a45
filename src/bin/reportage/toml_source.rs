//! TOML files that people edit, with errors that name path and line.

use std::ops::Range;
use std::path::Path;

use clap::error::{ContextKind, ContextValue};
use serde_json::Value as Json;
use toml_edit::{Document, Item, Key, Table, Value};

use crate::failure::Failure;

/// The path and text of a TOML file.
pub struct TomlSource {
    path: String,
    text: String,
}

impl TomlSource {
    /// Creates a source from the text of the file at `path`.
    pub fn new(path: &Path, text: String) -> TomlSource {
        let path = path.display().to_string();
        TomlSource { path, text }
    }

    /// Parses the text.
    pub fn document(&self) -> Result<Document<&str>, Failure> {
        Document::parse(self.text.as_str()).map_err(|error| {
            let message = error.message().lines().next().unwrap_or_default();
            self.failure(error.span(), message)
        })
    }

    /// Returns the line on which a span starts, 1-based.
    pub fn line(&self, span: Option<Range<usize>>) -> usize {
        let start = span.map_or(0, |span| span.start).min(self.text.len());
        self.text[..start].matches('\n').count() + 1
    }

    /// Creates a failure for an error at a span.
    pub fn failure(&self, span: Option<Range<usize>>, message: &str) -> Failure {
        let (path, line) = (&self.path, self.line(span));
        Failure::new(format!("{path}:{line}: {message}"))
    }
}

/// Returns the span of a key.
pub fn span_of(key: Option<&Key>) -> Option<Range<usize>> {
    key.and_then(Key::span)
}

/// Returns the span of a key in a table, or else that of its value.
pub fn span_in(table: &Table, key: &str) -> Option<Range<usize>> {
    span_of(table.key(key)).or_else(|| table.get(key).and_then(Item::span))
}

/// Returns a value as the text of a flag; `None` if no flag has values of this type.
pub fn typed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Datetime(date) => Some(date.value().to_string()),
        Value::Float(_) | Value::Boolean(_) | Value::Array(_) | Value::InlineTable(_) => None,
    }
}

/// Returns a value or list as the texts of a flag. `Err` says what was expected.
pub fn typed_values(item: &Item) -> Result<Vec<String>, String> {
    let typed = match item.as_value() {
        Some(Value::Array(values)) => values.iter().map(typed).collect(),
        Some(value) => typed(value).map(|value| vec![value]),
        None => None,
    };
    typed.ok_or_else(|| "expected a string, a number or a list of these".to_owned())
}

/// Converts a value to JSON; types that JSON lacks become strings as written in the file.
pub fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Boolean(on) => Json::from(*on.value()),
        Value::Array(values) => values.iter().map(json).collect(),
        Value::Datetime(_) | Value::Float(_) | Value::InlineTable(_) => {
            Json::from(value.to_string().trim())
        }
    }
}

/// Returns the first line of clap's error message, and the possible values.
pub fn reason(error: &clap::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(known)) if !known.is_empty() => {
            format!("{first}; there are {}", known.join(", "))
        }
        Some(_) | None => first.to_owned(),
    }
}
