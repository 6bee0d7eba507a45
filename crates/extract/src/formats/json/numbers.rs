//! Keeps numbers in JSON as written: a parser would change `18.550` and `590700008609000000001`, so
//! that searches would miss them.

use serde::de::IgnoredAny;

/// Integers of up to this many digits survive parsing unchanged.
const MOST_DIGITS: usize = 18;

/// Returns JSON with its numbers in quotes, if any would change by parsing.
pub(super) fn quoted(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut quoted = String::new();
    let (mut at, mut written) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                let start = at;
                let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += bytes[start..].iter().take_while(is_part).count();
                let number = &json[start..at];
                if !is_plain(number) && serde_json::from_str::<IgnoredAny>(number).is_ok() {
                    quoted.push_str(&json[written..start]);
                    quoted.push('"');
                    quoted.push_str(number);
                    quoted.push('"');
                    written = at;
                }
            }
            _ => at += 1,
        }
    }
    if written == 0 {
        return None;
    }
    quoted.push_str(&json[written..]);
    Some(quoted)
}

fn is_plain(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() <= MOST_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) && number != "-0"
}

/// Returns the end of the string that starts at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(mark) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += mark + 1;
        if bytes[at - 1] == b'"' {
            return at;
        }
        at += 1; // the escaped character
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_parser_would_change_are_quoted() {
        let json = r#"{"a":18.550,"b":[590700008609000000001,-7,1E5,-0],"c":"1.5 \" 2.5","d":12}"#;
        let wanted =
            r#"{"a":"18.550","b":["590700008609000000001",-7,"1E5","-0"],"c":"1.5 \" 2.5","d":12}"#;
        assert_eq!(quoted(json).as_deref(), Some(wanted));
    }

    #[test]
    fn unchanged_numbers_and_other_values_are_not_quoted() {
        for json in [
            r#"{"a":590700008609,"b":"1.50"}"#,
            "[1.]",
            "[01.5]",
            "[-x.5]",
            "[\"1.5",
            "[\"\\",
        ] {
            assert_eq!(quoted(json), None, "{json}");
        }
    }
}
