//! JSON Lines: one report per line, read line by line.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::json::{json_reason, whole_object};
use crate::decode;
use crate::error::{Location, ReadError, Reason};
use crate::field_mapping::FieldMappings;
use crate::format::Input;
use crate::metadata::Cells;
use crate::outcome::{Outcome, Outcomes};
use crate::record::{self, Origin, Spot};
use crate::values::Node;
use crate::wrapper::{self, Wrapper};

pub(crate) fn reports(input: &mut Input) -> Result<Outcomes, ReadError> {
    match decode::by_lines(input.take_bytes()) {
        Ok((bytes, decoder)) => Ok(Box::new(JsonLines {
            bytes: Some(bytes),
            decoder,
            mappings: input.mappings.clone(),
            wrapper: input.wrapper,
            longest: input.within.limits.line,
            path: std::mem::take(&mut input.shown),
            line: 0,
            record: 0,
            buffer: Vec::new(),
        })),
        Err(reason) => {
            let reason = match reason {
                Reason::Io(error) => wrapper::failure(input.wrapper, error),
                other => other,
            };
            Err(Location::file(&input.shown).error(reason))
        }
    }
}

struct JsonLines {
    /// `None` after the end or an I/O error.
    bytes: Option<Box<dyn BufRead + Send>>,
    decoder: decode::LineDecoder,
    mappings: Arc<FieldMappings>,
    wrapper: Wrapper,
    /// The length limit of a line, in bytes.
    longest: u64,
    path: String,
    line: u32,
    record: u64,
    buffer: Vec<u8>,
}

impl Iterator for JsonLines {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        loop {
            let line = next_line(self.bytes.as_mut()?, &mut self.buffer, self.longest);
            self.line = self.line.saturating_add(1);
            let too_long = match line {
                Ok(Line::End) => return None,
                Ok(Line::Whole) => false,
                Ok(Line::TooLong) => true,
                Err(error) => {
                    self.bytes = None;
                    let reason = wrapper::failure(self.wrapper, error);
                    return Some(Outcome::failed(self.location(None).error(reason)));
                }
            };
            if !too_long && self.buffer.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.record += 1;
            if too_long {
                let (what, limit) = ("a line", self.longest);
                let location = self.location(Some(self.record));
                return Some(Outcome::failed(
                    location.error(Reason::TooLarge { what, limit }),
                ));
            }
            return Some(self.parse());
        }
    }
}

impl JsonLines {
    fn location(&self, record: Option<u64>) -> Location {
        Location {
            path: self.path.clone(),
            line: Some(self.line),
            record,
        }
    }

    fn parse(&self) -> Outcome {
        let location = self.location(Some(self.record));
        let (text, warning) = self.decoder.decode(&self.buffer);
        let warnings: Vec<ReadError> = warning.map(|r| location.error(r)).into_iter().collect();
        let failed = |reason| Outcome {
            report: Err(self.location(None).error(reason)),
            warnings: Vec::new(),
        };
        match whole_object(&text) {
            Ok(Node::Object(entries)) => {
                let origin = Origin {
                    mappings: &self.mappings,
                    cells: Cells::Whole,
                    location: &location,
                    spot: &|_| Spot::On(location.line),
                };
                record::report(entries, &origin, warnings)
            }
            Ok(Node::Other(found)) => failed(Reason::NoObject { found }),
            Err(error) => failed(json_reason(&error, error.column())),
        }
    }
}

#[derive(Debug, PartialEq)]
enum Line {
    Whole,
    /// Longer than the limit; the rest is skipped.
    TooLong,
    End,
}

/// Reads a line into `buffer`, without its line ending.
fn next_line(bytes: &mut dyn BufRead, buffer: &mut Vec<u8>, limit: u64) -> io::Result<Line> {
    buffer.clear();
    (&mut *bytes).take(limit).read_until(b'\n', buffer)?;
    if buffer.last() == Some(&b'\n') {
        buffer.pop();
        return Ok(Line::Whole);
    }
    if buffer.is_empty() {
        return Ok(Line::End);
    }
    if (buffer.len() as u64) < limit {
        return Ok(Line::Whole);
    }
    bytes.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Anchor, Lines};
    use crate::tests::read_all;

    #[test]
    fn an_invalid_line_is_an_error_with_line_and_column_and_the_rest_is_read() {
        let text = "{\"text\":\"a\"}\n\n{\"text\": oops}\n7\n{\"text\":\"b\"}";
        let got = read_all("a.jsonl", text.as_bytes());
        assert_eq!(got[0].as_ref().unwrap().id, "a.jsonl#1");
        assert_eq!(
            got[1].as_ref().unwrap_err(),
            "a.jsonl:3: column 10: not valid JSON"
        );
        assert_eq!(
            got[2].as_ref().unwrap_err(),
            "a.jsonl:4: expected a report, but there is a number"
        );
        let last = got[3].as_ref().unwrap();
        assert_eq!((last.id.as_str(), last.body.as_str()), ("a.jsonl#4", "b"));
        let anchor = Anchor {
            start: 0,
            line: Some(5),
            page: None,
        };
        assert_eq!(last.lines, Lines::At(vec![anchor]));
    }

    #[test]
    fn lone_surrogates_nuls_and_deep_nesting_do_no_harm() {
        let deep = format!("{{\"x\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
        let text = format!("{{\"text\":\"\\ud83d x\"}}\n{{\"text\":\"a\\u0000b\"}}\n{deep}\n");
        let got = read_all("a.jsonl", text.as_bytes());
        assert!(got[0].is_err());
        assert_eq!(got[1].as_ref().unwrap().body, "a\0b");
        assert!(got[2].is_err());
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let mut bytes: &[u8] = b"12345678\nab\n";
        let mut buffer = Vec::new();
        assert_eq!(
            next_line(&mut bytes, &mut buffer, 4).unwrap(),
            Line::TooLong
        );
        assert_eq!(next_line(&mut bytes, &mut buffer, 4).unwrap(), Line::Whole);
        assert_eq!(buffer, b"ab");
        assert_eq!(next_line(&mut bytes, &mut buffer, 4).unwrap(), Line::End);
    }
}
