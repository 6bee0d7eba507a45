//! Names missing from the gazetteer: for people, as table rows, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::response::{NameKind, Unknown};

use super::{VERSION, safe, write_line};

/// Writes names for people: number of reports, name, guess, an example with its position, similar names.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, names: &[Unknown]) -> io::Result<()> {
    for name in names {
        let acronym = name.acronym.as_ref().map(|acronym| format!(" ({acronym})"));
        let country = name.country.as_ref().map(|country| format!(", {country}"));
        writeln!(
            out,
            "{:>5}  {}{}  [{}{}]",
            name.reports,
            safe(&name.name),
            safe(&acronym.unwrap_or_default()),
            name.kind.word(),
            safe(&country.unwrap_or_default()),
        )?;
        writeln!(out, "       {}", safe(&name.passage))?;
        writeln!(out, "       {}", safe(&citation(name)))?;
        if !name.alike.is_empty() {
            writeln!(out, "       like {}", safe(&name.alike.join(", ")))?;
        }
    }
    Ok(())
}

/// Writes names as rows of a gazetteer table with a header, grouped by kind, since each kind belongs to the table of its
/// facet.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_tsv(out: &mut dyn Write, names: &[Unknown]) -> io::Result<()> {
    writeln!(out, "id\tpath\tkind\tnames\tacronyms\tnote")?;
    for kind in NameKind::ALL {
        let mut of_kind = names.iter().filter(|name| name.kind == kind).peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "# {}", kind.word())?;
        }
        for name in of_kind {
            let plain = |text: &str| text.replace(['\t', '\n', '\r', '|'], " ");
            let slug: Vec<String> = name
                .name
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            let note = format!("{} reports; {}", name.reports, citation(name));
            writeln!(
                out,
                "new:{}\t{}\t{}\t\t{}\t{}",
                slug.join("-"),
                plain(&path(name)),
                kind.word(),
                plain(name.acronym.as_deref().unwrap_or_default()),
                plain(&note),
            )?;
        }
    }
    Ok(())
}

/// A line of [`write_jsonl`].
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    name: &'a str,
    kind: &'a str,
    acronym: Option<&'a str>,
    reports: u64,
    country: Option<&'a str>,
    alike: &'a [String],
    text: &'a str,
    id: &'a str,
    path: &'a str,
    line: Option<u32>,
}

/// Writes one JSON object per name.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_jsonl(out: &mut dyn Write, names: &[Unknown]) -> io::Result<()> {
    for name in names {
        let line = Line {
            v: VERSION,
            name: &name.name,
            kind: name.kind.word(),
            acronym: name.acronym.as_deref(),
            reports: name.reports,
            country: name.country.as_deref(),
            alike: &name.alike,
            text: &name.passage,
            id: &name.id,
            path: &name.path,
            line: name.line,
        };
        write_line(out, &line)?;
    }
    Ok(())
}

/// The top-level path segment, in table rows, of names without a known parent.
const UNSORTED: &str = "Unsorted";

fn citation(name: &Unknown) -> String {
    match name.line {
        Some(line) => format!("{}:{line}", name.path),
        None => name.path.clone(),
    }
}

/// Returns the path that the name would get.
fn path(name: &Unknown) -> String {
    let country = name.country.as_deref();
    let heading = match name.kind {
        NameKind::Place => None,
        NameKind::Person | NameKind::Group | NameKind::Body | NameKind::Unknown => {
            Some(name.heading.as_deref().unwrap_or(UNSORTED))
        }
    };
    let names: Vec<&str> = heading.into_iter().chain(country).collect();
    crate::facet_path::join(&[&names[..], &[name.name.as_str()]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Unknown {
        Unknown {
            name: "Kraze Lari".to_owned(),
            kind: NameKind::Group,
            heading: Some("Armed groups".to_owned()),
            acronym: None,
            reports: 3,
            country: Some("Haiti".to_owned()),
            alike: vec!["/Armed groups/Haiti/Kraze Baryè".to_owned()],
            passage: "the gang Kraze Lari fired".to_owned(),
            id: "a".to_owned(),
            path: "a.txt".to_owned(),
            line: Some(3),
        }
    }

    fn written(write: fn(&mut dyn Write, &[Unknown]) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out, &[sample()]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_name_is_written_for_people_and_as_a_row() {
        let text = "    3  Kraze Lari  [group, Haiti]\n       the gang Kraze Lari fired\n       a.txt:3\n       like /Armed groups/Haiti/Kraze Baryè\n";
        assert_eq!(written(write_text), text);
        let tsv = "id\tpath\tkind\tnames\tacronyms\tnote\n# group\nnew:kraze-lari\t/Armed groups/Haiti/Kraze Lari\tgroup\t\t\t3 reports; a.txt:3\n";
        assert_eq!(written(write_tsv), tsv);
        assert!(
            written(write_jsonl).starts_with("{\"v\":1,\"name\":\"Kraze Lari\",\"kind\":\"group\"")
        );
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Line>(
            "gazetteer-unknown-line",
            "A line that `gazetteer unknown --format jsonl` prints: a name that is in no table.",
        );
    }
}
