//! Common parts of Microsoft's XML formats: relationships between parts, and document properties.

use super::error::{Location, ReadError, Reason};
use super::language;
use super::metadata::Metadata;
use super::package::{Package, resolve, texts_of};
use super::xml::{self, Piece};
use reportage_text::analysis::language_tables::LanguageCodes;

/// Receives a document piece by piece.
pub(super) trait Taker {
    /// The number of open elements inside the one that is skipped; 0 if none is.
    fn left_out(&mut self) -> &mut usize;
    fn open(&mut self, element: &xml::Element);
    fn close(&mut self, name: &str);
    fn text(&mut self, text: &str);
}

/// Passes a part of a document to `taker`. `Err` is [`Reason::Cut`].
pub(super) fn take(taker: &mut impl Taker, part: &str, document: &str) -> Result<(), Reason> {
    for piece in xml::pieces(document) {
        let left_out = taker.left_out();
        match piece {
            Ok(Piece::Open(_)) if *left_out > 0 => *left_out += 1,
            Ok(Piece::Close(_)) if *left_out > 0 => *left_out -= 1,
            Ok(Piece::Text(_)) if *left_out > 0 => {}
            Ok(Piece::Open(element)) => taker.open(&element),
            Ok(Piece::Close(name)) => taker.close(&name),
            Ok(Piece::Text(text)) => taker.text(&text),
            Err(source) => {
                let part = part.to_owned();
                return Err(Reason::Cut { part, source });
            }
        }
    }
    Ok(())
}

/// A relationship from one part to another.
#[derive(Debug, PartialEq)]
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `officeDocument`, `footnotes`, `slide`.
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

/// Reads the relationships of `part`, or of the package if `part` is empty.
pub(super) fn relations(package: &mut Package, part: &str) -> Result<Vec<Relation>, Reason> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = resolve("", &format!("{folder}/_rels/{name}.rels"));
    let mut found = Vec::new();
    for piece in xml::pieces(&package.text(&list)?.unwrap_or_default()) {
        // A truncated list is used as far as it can be read.
        let Ok(piece) = piece else { break };
        let Piece::Open(element) = piece else {
            continue;
        };
        let external = element
            .attribute("TargetMode")
            .is_some_and(|mode| mode == "External");
        if element.name() != "Relationship" || external {
            continue;
        }
        let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target"))
        else {
            continue;
        };
        found.push(Relation {
            id: element.attribute("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: resolve(part, &target),
        });
    }
    Ok(found)
}

/// Returns the target of the first relationship of this kind.
pub(super) fn target<'a>(relations: &'a [Relation], kind: &str) -> Option<&'a str> {
    let found = relations.iter().find(|relation| relation.kind == kind)?;
    Some(&found.target)
}

/// Finds the main part, by default `usual`.
pub(super) fn main_part(package: &mut Package, usual: &str) -> Result<String, Reason> {
    let relations = relations(package, "")?;
    Ok(target(&relations, "officeDocument")
        .unwrap_or(usual)
        .to_owned())
}

/// Reads title and language. The creation date of a document is not its publication date.
pub(super) fn properties(
    package: &mut Package,
    languages: &LanguageCodes,
    location: &Location,
    warnings: &mut Vec<ReadError>,
) -> Result<Metadata, Reason> {
    let relations = relations(package, "")?;
    let part = target(&relations, "core-properties").unwrap_or("docProps/core.xml");
    let text = package.text(part)?.unwrap_or_default();
    let [title, stated] = texts_of(&text, ["title", "language"]);
    Ok(described(title, stated, languages, location, warnings))
}

/// Makes metadata of a title and a declared language.
pub(super) fn described(
    title: Option<String>,
    stated: Option<String>,
    languages: &LanguageCodes,
    location: &Location,
    warnings: &mut Vec<ReadError>,
) -> Metadata {
    let code = |stated: &str| language::code(languages, stated);
    let language = stated.as_deref().and_then(code);
    if let (Some(value), None) = (stated, &language) {
        let key = "language".to_owned();
        warnings.push(location.error(Reason::Language { key, value }));
    }
    Metadata {
        title: title.filter(|title| is_sane(title)),
        language,
        ..Metadata::default()
    }
}

/// Returns whether a title is more than a default of the authoring program.
fn is_sane(title: &str) -> bool {
    let lower = title.to_lowercase();
    let filled_in = [
        "untitled",
        "microsoft word - ",
        "microsoft powerpoint - ",
        "powerpoint presentation",
        "slide 1",
        "document1",
        "presentation1",
    ];
    let file = [
        ".doc", ".docx", ".dot", ".dotx", ".odt", ".ppt", ".pptx", ".rtf", ".tmp",
    ];
    !filled_in.iter().any(|start| lower.starts_with(start))
        && !file.iter().any(|end| lower.ends_with(end))
        && title.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_defaults_are_not_titles() {
        for (title, sane) in [
            ("Situation Report No. 5", true),
            ("Microsoft Word - report.doc", false),
            ("sitrep_final.docx", false),
            ("Untitled", false),
            ("2025-01", false),
        ] {
            assert_eq!(is_sane(title), sane, "{title}");
        }
    }

    #[test]
    fn an_invalid_language_is_a_warning() {
        let mut warnings = Vec::new();
        let location = Location::file("a.docx");
        let stated = Some("gibberish".to_owned());
        let metadata = described(
            None,
            stated,
            &LanguageCodes::default(),
            &location,
            &mut warnings,
        );
        assert_eq!(metadata.language, None);
        assert_eq!(warnings.len(), 1);
        let metadata = described(
            None,
            Some("fr-FR".into()),
            &LanguageCodes::default(),
            &location,
            &mut warnings,
        );
        assert_eq!(metadata.language.as_deref(), Some("fr"));
    }
}
