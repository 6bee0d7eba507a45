//! Conventions of all JSON output: one object per line, terminal control characters escaped, facets as objects.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::safe::steers;

/// The version of all JSON output, in the key `v`. It increases when a key is removed or changes its meaning; new keys do
/// not change it.
pub const VERSION: u32 = 1;

/// Writes `value` as JSON on one line.
///
/// Writes control characters (including those above ASCII, which JSON does not require) and bidirectional formatting
/// characters as `\u....` escapes, so that a JSON parser gets them back unchanged.
///
/// # Errors
/// `out` cannot be written to, or `value` cannot be represented in JSON.
pub fn write_line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Escaping);
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Facet names and their paths, written as one object in the given order.
#[derive(Debug, Clone, Copy)]
pub struct FacetPaths<'a>(pub &'a [(String, Vec<String>)]);

impl Serialize for FacetPaths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, paths)| (name, paths)))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for FacetPaths<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FacetPaths".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, Vec<String>>::json_schema(generator)
    }
}

/// Compact JSON in which [`steers`] characters are escaped.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            if steers(c) {
                writer.write_all(&fragment.as_bytes()[written..at])?;
                write!(writer, "\\u{:04x}", u32::from(c))?;
                written = at + c.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<T: Serialize>(value: &T) -> String {
        let mut out = Vec::new();
        write_line(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn terminal_control_characters_are_escaped_and_parse_back_unchanged() {
        let text = "a\u{1b}\u{9b}\u{202e}é\n\"\u{7f}";
        let written = line(&text);
        assert_eq!(written, "\"a\\u001b\\u009b\\u202eé\\n\\\"\\u007f\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn facets_keep_their_order() {
        let facets = [
            ("b".to_owned(), vec!["/x".to_owned()]),
            ("a".to_owned(), vec![]),
        ];
        assert_eq!(line(&FacetPaths(&facets)), "{\"b\":[\"/x\"],\"a\":[]}\n");
    }
}
