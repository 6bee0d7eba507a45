//! Lists of ids and paths without duplicates.

use std::collections::HashSet;
use std::io::{self, Write};

use super::safe;

/// What ends each record of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordEnd {
    /// A line feed. Control characters within a record are replaced (see [`safe`]), as a line break would split the record.
    Line,
    /// A NUL, for `xargs -0`. Records are written unchanged.
    Nul,
}

/// Writes each text once, at its first occurrence.
pub fn write_once<'a>(
    out: &mut dyn Write,
    texts: impl Iterator<Item = &'a str>,
    end: RecordEnd,
) -> io::Result<()> {
    let mut written = HashSet::new();
    for text in texts {
        if written.insert(text) {
            match end {
                RecordEnd::Line => writeln!(out, "{}", safe(text))?,
                RecordEnd::Nul => write!(out, "{text}\0")?,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_ends_with_nul_is_written_unchanged() {
        let written = |end| {
            let mut out = Vec::new();
            write_once(&mut out, ["b\nc", "a", "b\nc"].into_iter(), end).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(RecordEnd::Nul), "b\nc\0a\0");
        assert_eq!(written(RecordEnd::Line), "b c\na\n");
    }
}
