//! Warnings of a run, grouped: repeated ones become one line with their number, the first positions, and advice.

use std::collections::HashMap;
use std::error::Error;

use reportage::corpus::ReadError;
use reportage::indexer::with_causes;

/// Up to this many warnings of a kind are printed one by one; a larger group names this many positions.
const SHOWN: usize = 3;

/// The maximum number of kinds; column names of files create kinds, too.
const MOST_KINDS: usize = 300;

/// Advice for warnings that contain these words; the first match applies.
const ADVICE: &[(&str, &str)] = &[
    ("is ambiguous", ""), // the message itself says what to do
    (
        "is not a date",
        "write dates as 2025-02-04, or set `date_format` in a map of the schema",
    ),
    (
        "is not a language code",
        "write codes of ISO 639: en, fr, es, ht",
    ),
    (
        "not a row of this table",
        "put cells with separators or line breaks in quotes",
    ),
    (
        "not valid JSON",
        "check whether the export is truncated or was edited by hand",
    ),
    (
        "no text and no title",
        "a map in the schema says which columns are text and title",
    ),
    (
        "expected a report",
        "a report is an object with a text or title",
    ),
    ("is taken", "give each report an id of its own"),
    ("--ocr", "run again with --ocr"),
    ("password", "save the files without a password"),
    ("encrypted", "save the files without a password"),
    ("is not valid", "save the files in UTF-8"),
    ("declared as", "save the files in UTF-8"),
    (
        "left out: ",
        "convert important files to a supported format",
    ),
    ("more than", "see --help for raising the limits"),
    ("killed after", "--file-seconds gives files more time"),
    ("not read within", "--file-seconds gives files more time"),
    (
        "searched as text only",
        "a map in the schema can name the column within it",
    ),
    (
        "damaged",
        "download the files again if no program can open them",
    ),
    (
        "not readable",
        "check whether the files exist and are readable",
    ),
];

/// Collects warnings until the end of a run.
pub struct Warnings {
    groups: Vec<Group>,
    /// From a kind to the index of its group.
    kinds: HashMap<String, usize>,
    /// How many warnings are of kinds beyond [`MOST_KINDS`].
    others: u64,
}

/// Warnings of one kind.
struct Group {
    count: u64,
    /// The first few warnings.
    first: Vec<Warning>,
}

/// A warning, split into position and message.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// Such as `a.csv:12: record 11`.
    place: String,
    message: String,
}

impl Warning {
    /// Creates a warning from an error and its causes.
    pub fn of(error: &ReadError) -> Warning {
        let text = with_causes(error);
        let reason = error.reason.to_string();
        // The reason and its causes follow the position.
        let at = text.find(&reason).unwrap_or(0);
        Warning {
            place: text[..at].trim_end_matches(": ").to_owned(),
            message: text[at..].to_owned(),
        }
    }

    /// Creates a warning from an error at a position.
    pub fn at(place: String, error: &dyn Error) -> Warning {
        let message = with_causes(error);
        Warning { place, message }
    }

    /// Splits a text that begins with the file `shown`. The position extends to the next colon followed by a space, and
    /// includes a record number.
    pub fn in_words(text: &str, shown: &str) -> Warning {
        let after = text.strip_prefix(shown).map_or(0, |_| shown.len());
        let Some(mut end) = text[after..].find(": ").map(|at| after + at) else {
            return Warning {
                place: String::new(),
                message: text.to_owned(),
            };
        };
        if let Some(record) = text[end..].strip_prefix(": record ") {
            let digits = record.len()
                - record
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            end += ": record ".len() + digits;
        }
        Warning {
            place: text[..end].to_owned(),
            message: text[end..].trim_start_matches(": ").to_owned(),
        }
    }

    /// Returns position and message on one line.
    pub fn line(&self) -> String {
        match self.place.as_str() {
            "" => self.message.clone(),
            place => format!("{place}: {}", self.message),
        }
    }

    /// Returns the position without the record number, which is redundant with the line number.
    fn short_place(&self) -> &str {
        match self.place.split_once(": record ") {
            Some((place, _)) if place.contains(':') => place,
            Some(_) | None => &self.place,
        }
    }

    /// Returns the message without variable parts: numbers, and text in backticks except a leading key.
    fn kind(&self) -> String {
        const OF_FILES: [&str; 2] = [" is left out", " is damaged"];
        let mut kind = String::new();
        let mut rest = self.message.as_str();
        if let Some((key, after)) = quoted(rest)
            && !OF_FILES.iter().any(|words| after.starts_with(words))
        {
            kind.push_str(key);
            rest = after;
        }
        if rest.starts_with("left out: ") {
            return "left out: ".to_owned();
        }
        while let Some(first) = rest.chars().next() {
            let (step, after) = match quoted(rest) {
                Some((_, after)) => ("`", after),
                None if first.is_ascii_digit() => {
                    let number = |c: char| c.is_ascii_digit() || "-, .".contains(c);
                    let after = rest.trim_start_matches(number);
                    ("# ", after)
                }
                None => rest.split_at(first.len_utf8()),
            };
            let is_repeated = step == "`" && kind.ends_with("`, ");
            match is_repeated {
                true => kind.truncate(kind.len() - 2), // merges the items of a list
                false => kind.push_str(step),
            }
            rest = after;
        }
        kind.replace("pages #", "page #")
    }
}

/// Splits off text in backticks at the start.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    Some(text.split_at(end + 2))
}

impl Warnings {
    /// Creates an empty collection.
    pub fn new() -> Warnings {
        Warnings {
            groups: Vec::new(),
            kinds: HashMap::new(),
            others: 0,
        }
    }

    /// Adds a warning.
    pub fn add(&mut self, warning: Warning) {
        let (next, kind) = (self.groups.len(), warning.kind());
        if next >= MOST_KINDS && !self.kinds.contains_key(&kind) {
            self.others += 1;
            return;
        }
        let group = *self.kinds.entry(kind).or_insert(next);
        if group == next {
            let (count, first) = (0, Vec::new());
            self.groups.push(Group { count, first });
        }
        let group = &mut self.groups[group];
        group.count += 1;
        if group.first.len() < SHOWN {
            group.first.push(warning);
        }
    }

    /// Removes all warnings and returns lines for them, kinds in the order of their first warnings.
    pub fn take_lines(&mut self) -> Vec<String> {
        self.kinds.clear();
        let groups = std::mem::take(&mut self.groups);
        let mut lines: Vec<String> = groups.iter().flat_map(Group::lines).collect();
        match std::mem::take(&mut self.others) {
            0 => {}
            n => lines.push(format!(
                "{n} more warnings of other kinds; --all-warnings lists them"
            )),
        }
        lines
    }
}

impl Group {
    fn lines(&self) -> Vec<String> {
        if self.count <= SHOWN as u64 {
            return self.first.iter().map(Warning::line).collect();
        }
        let [first, others @ ..] = &self.first[..] else {
            return Vec::new();
        };
        let places: Vec<&str> = others.iter().map(Warning::short_place).collect();
        let more = self.count - self.first.len() as u64;
        let line = first.line();
        let fits = |(words, _): &&(&str, &str)| line.contains(words);
        let advice = ADVICE.iter().find(fits);
        let advice = advice.map_or("", |(_, advice)| advice);
        let separator = if advice.is_empty() { "" } else { "; " };
        vec![format!(
            "{} times like this: {line} (also {} and {more} more){separator}{advice}; \
             --all-warnings lists them",
            self.count,
            places.join(", ")
        )]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<String> {
        let mut warnings = Warnings::new();
        for text in texts {
            warnings.add(Warning::in_words(text, "a.csv"));
        }
        warnings.take_lines()
    }

    #[test]
    fn up_to_three_of_a_kind_are_printed_one_by_one() {
        let texts = [
            "a.csv:2: record 1: `date` is not a date; the report is undated: `soon` is not a date",
            "a.csv:3: record 2: not a row of this table: 2 cells under 3 keys",
            "a.csv:9: record 8: `date` is not a date; the report is undated: `late` is not a date",
            "a.csv!/b: c.pdf: encrypted",
        ];
        let wanted = [texts[0], texts[2], texts[1], texts[3]];
        assert_eq!(lines(&texts), wanted);
    }

    #[test]
    fn more_of_a_kind_are_one_line_with_their_number_three_positions_and_advice() {
        let texts: Vec<String> = (1..=1000)
            .map(|n| {
                format!(
                    "a.csv:{}: record {n}: not a row of this table: {n} cells under 3 keys",
                    n + 1
                )
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let wanted = "1000 times like this: a.csv:2: record 1: not a row of this table: 1 cells under 3 keys \
                      (also a.csv:3, a.csv:4 and 997 more); put cells with separators or line breaks in \
                      quotes; --all-warnings lists them";
        assert_eq!(lines(&texts), [wanted]);
    }

    #[test]
    fn kinds_beyond_the_maximum_are_only_counted() {
        let texts: Vec<String> = (0..2000)
            .map(|n| format!("a.csv:2: `{n}` is a list; left out"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let lines = lines(&texts);
        assert_eq!(lines.len(), MOST_KINDS + 1);
        assert_eq!(
            lines[MOST_KINDS],
            "1700 more warnings of other kinds; --all-warnings lists them"
        );
    }

    #[test]
    fn variable_parts_do_not_make_another_kind_but_the_key_does() {
        let kind = |message: &str| {
            let (place, message) = (String::new(), message.to_owned());
            Warning { place, message }.kind()
        };
        for (one, other) in [
            ("pages 1-3, 7: no text", "page 2: no text"),
            (
                "no text; its keys are `a`, `b`",
                "no text; its keys are `c`",
            ),
            ("`x/y` is left out: a link", "`z` is left out: a link"),
            ("left out: 3 .jpg", "left out: 1 .png, 2 .gif"),
            (
                "the id `7` is taken by b.csv",
                "the id `8` is taken by b.csv",
            ),
        ] {
            assert_eq!(kind(one), kind(other));
        }
        assert_ne!(
            kind("`by` is a list; left out"),
            kind("`to` is a list; left out")
        );
    }
}
