//! Markdown: front matter in YAML (`---`) or TOML (`+++`) is metadata, the rest is the unchanged
//! text, followed by the front matter values without a known meaning.

use crate::error::{Cause, Location, ReadError, Reason};
use crate::format::Input;
use crate::metadata::{Cells, Metadata};
use crate::outcome::Outcome;
use crate::record::{self, Spot};
use crate::report::Report;
use crate::title;
use crate::unmapped::{self, Used};
use crate::values::{Entries, Value};

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let (mut text, mut warnings) = super::text::whole_text(input)?;
    let mut location = Location::file(&input.shown);
    let mut metadata = Metadata::default();
    let mut values: Vec<(String, Spot)> = Vec::new();
    let (mut first, mut found) = (1, Vec::new());
    if let Some(front) = FrontMatter::of(&text) {
        location.line = Some(1);
        match front.entries() {
            Ok(entries) => {
                let mapping = &input.mappings.plain;
                let before = warnings.len();
                let mut used = Used::default();
                metadata = Metadata::take(
                    &entries,
                    mapping,
                    Cells::Whole,
                    &location,
                    &mut used,
                    &mut warnings,
                );
                let existing: Vec<&str> = metadata.title.as_deref().into_iter().collect();
                let lines = unmapped::lines(
                    &entries,
                    mapping,
                    &used,
                    &existing,
                    &location,
                    &mut warnings,
                );
                values.extend(lines.into_iter().map(|line| {
                    let at = front.line_of(&line.column).or(location.line);
                    (line.text, Spot::On(at))
                }));
                for warning in &mut warnings[before..] {
                    warning.line = warning.reason.key().and_then(|key| front.line_of(key));
                }
                found = entries.0.into_iter().map(|(key, _)| key).collect();
                first = 1 + line_breaks(&text[..front.body]);
                text.drain(..front.body);
            }
            Err((line, source)) => {
                location.line = Some(1 + line);
                let kind = front.syntax.name();
                warnings.push(location.error(Reason::FrontMatter { kind, source }));
            }
        }
    }
    if metadata.title.is_none() {
        metadata.title = title::of_markdown(&text);
    }
    let path = input.shown.as_str();
    if text.trim().is_empty() && values.is_empty() && metadata.title.is_none() {
        return Err(Location::file(path).error(record::no_text(found)));
    }
    let text = vec![(text, Spot::From(first))];
    let (body, lines, text_end) = record::join(text, values, Some(first));
    let report = Report {
        text_end,
        ..metadata.with_body(body, lines, path, path.to_owned())
    };
    Ok(Outcome {
        report: Ok(report),
        warnings,
    })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Syntax {
    Yaml,
    Toml,
}

impl Syntax {
    fn name(self) -> &'static str {
        match self {
            Syntax::Yaml => "YAML",
            Syntax::Toml => "TOML",
        }
    }
}

/// Raw front matter.
#[derive(Debug, PartialEq)]
struct FrontMatter<'a> {
    syntax: Syntax,
    inner: &'a str,
    /// Where the body starts, in bytes.
    body: usize,
}

impl<'a> FrontMatter<'a> {
    /// Finds front matter: the first line is only the marker, and a later line ends it. A
    /// horizontal rule at the start of a text has no end marker or no key.
    fn of(text: &'a str) -> Option<FrontMatter<'a>> {
        let mut lines = text.split_inclusive('\n');
        let opening = lines.next()?;
        let (syntax, ends): (Syntax, &[&str]) = match opening.trim_end() {
            "---" => (Syntax::Yaml, &["---", "..."]),
            "+++" => (Syntax::Toml, &["+++"]),
            _ => return None,
        };
        let start = opening.len();
        let mut end = start;
        for line in lines {
            let after = end + line.len();
            if ends.contains(&line.trim_end()) {
                let inner = &text[start..end];
                if syntax == Syntax::Yaml && !inner.trim().is_empty() && !inner.contains(':') {
                    return None;
                }
                return Some(FrontMatter {
                    syntax,
                    inner,
                    body: after,
                });
            }
            end = after;
        }
        None
    }

    /// Returns the 1-based line of the file on which a column starts; `None` if its key is written
    /// differently, for example in quotes.
    fn line_of(&self, column: &str) -> Option<u32> {
        let at = |key: &str| {
            self.inner
                .lines()
                .position(|line| self.value(line, key).is_some())
        };
        let (outer, _) = column.split_once('.').unwrap_or((column, ""));
        u32::try_from(at(column).or(at(outer))? + 2).ok()
    }

    /// Returns the rest of a line that starts with a key.
    fn value<'l>(&self, line: &'l str, key: &str) -> Option<&'l str> {
        let rest = line.strip_prefix(key)?.trim_start();
        match self.syntax {
            Syntax::Yaml => rest.strip_prefix(':'),
            Syntax::Toml => rest.strip_prefix('='),
        }
    }

    /// Parses keys and values, keeping numbers as written. `Err` contains the 1-based line within
    /// the front matter.
    fn entries(&self) -> Result<Entries, (u32, Cause)> {
        let mut entries = self.parsed()?;
        for (key, value) in &mut entries.0 {
            let is_number = match value {
                Value::Text(text) => text.parse::<f64>().is_ok(),
                Value::Bool(_) => true,
                Value::Absent | Value::Many(_) | Value::Object(_) | Value::List(_) => false,
            };
            if !is_number {
                continue;
            }
            let written = self.inner.lines().find_map(|line| self.value(line, key));
            let written = written.and_then(|written| written.split('#').next());
            let written = written.unwrap_or_default().trim();
            if written.starts_with(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
                *value = Value::Text(written.to_owned());
            }
        }
        Ok(entries)
    }

    fn parsed(&self) -> Result<Entries, (u32, Cause)> {
        let blank = self
            .inner
            .lines()
            .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
        if blank {
            return Ok(Entries(Vec::new()));
        }
        match self.syntax {
            Syntax::Yaml => serde_saphyr::from_str(self.inner).map_err(|error| {
                let line = error.location().map_or(1, |location| location.line());
                let bare = error.without_snippet().to_string();
                (u32::try_from(line).unwrap_or(1).max(1), Cause(bare))
            }),
            Syntax::Toml => toml::from_str(self.inner).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                let before = self.inner.get(..at).unwrap_or_default();
                (1 + line_breaks(before), Cause(error.message().to_owned()))
            }),
        }
    }
}

fn line_breaks(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[cfg(test)]
mod tests {
    use crate::report::Lines;
    use crate::tests::read_one;
    use reportage_text::date::Date;

    #[test]
    fn front_matter_in_yaml_or_toml_is_metadata_and_the_body_follows_its_line() {
        for text in [
            "---\ntitle: \"T: x\"\ndate: 2025-02-04\narea: [Haiti, Ouest]\n---\n\n# H\nBody\n",
            "+++\ntitle = 'T: x'\ndate = 2025-02-04\narea = ['Haiti', 'Ouest']\n+++\n\n# H\nBody\n",
        ] {
            let (report, warnings) = read_one("a.md", text.as_bytes());
            let report = report.unwrap();
            assert_eq!(warnings, [""; 0]);
            assert_eq!(report.title.as_deref(), Some("T: x"));
            assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
            let area = |value: &str| ("area".to_owned(), value.to_owned());
            assert_eq!(report.stated, [area("Haiti"), area("Ouest")]);
            assert_eq!(report.body, "\n# H\nBody\n");
            assert_eq!(report.lines, Lines::Follow { first: 6 });
        }
    }

    #[test]
    fn other_values_of_front_matter_follow_the_text_with_their_lines() {
        for text in [
            "---\nby:\n  name: A\ncase: 0012\ndraft: no\ntitle: T\nversion: 1.10 # of it\n---\nBody\nEnd\n",
            "+++\nby = {name = 'A'}\n\ncase = '0012'\ndraft = 'no'\ntitle = 'T'\nversion = 1.10 # of it\n+++\nBody\nEnd\n",
        ] {
            let (report, warnings) = read_one("a.md", text.as_bytes());
            let report = report.unwrap();
            assert_eq!(warnings, [""; 0]);
            let wanted = "Body\nEnd\n\n\nby.name: A\n\ncase: 0012\n\ndraft: no\n\nversion: 1.10";
            assert_eq!(report.body, wanted);
            let line_of = |words: &str| {
                let at = report.body.find(words).unwrap();
                report.lines.locate(&report.body, at).0
            };
            let lines = ["Body", "End", "by.name", "case", "version"].map(line_of);
            assert_eq!(lines, [9, 10, 2, 4, 7].map(Some));
        }
    }

    #[test]
    fn front_matter_without_text_and_title_is_a_failure_unless_it_has_other_values() {
        let (report, _) = read_one("a.md", b"---\ndate: 2025-02-04\n---\n\n");
        let wanted = "a.md: no text and no title; its keys are `date`";
        assert!(report.unwrap_err().starts_with(wanted));
        let (report, _) = read_one("a.md", b"---\ntags: [a, b]\n---\n");
        assert_eq!(report.unwrap().body, "tags: a; b");
    }

    #[test]
    fn invalid_front_matter_is_a_warning_with_its_line_and_the_whole_file_is_text() {
        let text = "---\ntitle: T\nbad: [1\n---\nBody\n";
        let (report, warnings) = read_one("a.md", text.as_bytes());
        assert_eq!(report.unwrap().body, text);
        assert_eq!(warnings.len(), 1);
        assert!(
            warnings[0].contains("invalid YAML front matter"),
            "{warnings:?}"
        );
        let text = "+++\ntitle = 'T'\nbad\n+++\nBody\n";
        let (report, warnings) = read_one("b.md", text.as_bytes());
        assert_eq!(report.unwrap().body, text);
        assert_eq!(
            warnings,
            ["b.md:3: invalid TOML front matter; the whole file is indexed as text"]
        );
    }

    #[test]
    fn invalid_values_are_cited_by_their_line() {
        for text in [
            "---\ntitle: T\nsource: S\ndate: soon\n---\nBody\n",
            "+++\ntitle = 'T'\nsource = 'S'\ndate = 'soon'\n+++\nBody\n",
        ] {
            let (_, warnings) = read_one("a.md", text.as_bytes());
            let wanted = "a.md:4: `date` is not a date; the report is undated";
            assert_eq!(warnings, [wanted]);
        }
    }

    #[test]
    fn a_rule_at_the_start_of_a_text_is_not_front_matter() {
        for text in ["---\nBody.\n", "---\nBody.\n---\nMore.\n"] {
            let (report, warnings) = read_one("a.md", text.as_bytes());
            assert_eq!((report.unwrap().body.as_str(), warnings.len()), (text, 0));
        }
    }
}
