//! Lenient JSON for web pages: bare line breaks in strings, trailing commas, comment marks around
//! the whole, or other syntax errors.

use serde_json::{Map, Value};

/// Parses the JSON values of a script, usually one. Empty if it cannot be repaired.
pub(super) fn parse(script: &str) -> Vec<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let mut script = script.replace("<![CDATA[", "").replace("]]>", "");
    if !script.contains('"') && script.contains("&quot;") {
        script = script.replace("&quot;", "\"").replace("&amp;", "&");
    }
    let Some(start) = script.find(['{', '[']) else {
        return Vec::new();
    };
    let repaired = repaired(&script[start..]);
    // The rest is not JSON: the end of a comment, a semicolon.
    let values = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    values.map_while(Result::ok).collect()
}

/// Escapes control characters in strings and removes trailing commas.
fn repaired(json: &str) -> String {
    let mut repaired = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for (i, c) in json.char_indices() {
        if !in_string {
            let next = || json[i + 1..].trim_start().chars().next();
            if !(c == ',' && matches!(next(), Some('}' | ']'))) {
                repaired.push(c);
            }
            in_string = c == '"';
            continue;
        }
        match c {
            '\n' => repaired.push_str("\\n"),
            _ if c.is_control() => repaired.push(' '),
            _ => repaired.push(c),
        }
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        in_string = !ends;
    }
    repaired
}

/// Extracts the strings under `keys` from JSON that cannot be repaired, as objects with one key
/// each, in order. Includes strings in nested objects.
pub(super) fn strings_under(script: &str, keys: &[&str]) -> Vec<Map<String, Value>> {
    let repaired = repaired(script);
    let mut found = Vec::new();
    let mut rest = repaired.as_str();
    while let Some((key, after)) = string(rest) {
        rest = after;
        let Some(value) = after.trim_start().strip_prefix(':') else {
            continue;
        };
        if let Some((value, after)) = string_here(value.trim_start())
            && keys.contains(&key.as_str())
        {
            found.push(Map::from_iter([(key, Value::String(value))]));
            rest = after;
        }
    }
    found
}

/// Returns the next string of a text and the rest.
fn string(text: &str) -> Option<(String, &str)> {
    let mut start = 0;
    loop {
        start += text[start..].find('"')?;
        if let Some(found) = string_here(&text[start..]) {
            return Some(found);
        }
        start += 1;
    }
}

/// Returns the string at the start of a text and the rest.
fn string_here(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        return None;
    }
    let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let string = strings.next()?.ok()?;
    Some((string, &text[strings.byte_offset()..]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn common_faults_are_mended() {
        for script in [
            r#"{"a": "b, ]\"\\", "c": [1]}"#,
            "//<![CDATA[\n{\"a\": \"b, ]\\\"\\\\\", \"c\": [1,],}\n//]]>",
            r#"/* x */ {"a": "b, ]\"\\", "c": [1 , ] } ;"#,
        ] {
            assert_eq!(parse(script), [json!({"a": "b, ]\"\\", "c": [1]})]);
        }
        assert_eq!(parse("{\"a\": \"b\nc\td\"}"), [json!({"a": "b\nc d"})]);
        assert_eq!(parse("{&quot;a&quot;:1}"), [json!({"a": 1})]);
        assert_eq!(parse("{}{\"a\":1};"), [json!({}), json!({"a": 1})]);
        assert_eq!(parse(r#"{"a": "b" "c"}"#), [json!(null); 0]);
    }

    #[test]
    fn strings_come_out_of_json_that_is_broken() {
        let script = r#"{"a": {"b": "x\n1"}, oops "c": "a", "b":"y", "b": 3, "b": "#;
        let wanted = ["x\n1", "y"].map(|text| json!({ "b": text }));
        let got = strings_under(script, &["b"]).into_iter().map(Value::Object);
        assert_eq!(got.collect::<Vec<_>>(), wanted);
    }
}
