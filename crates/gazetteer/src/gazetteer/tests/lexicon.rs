//! Tests of adding to and removing from the lexicon by a schema.

use super::*;
use reportage_text::lexicon::{File, TABLES};

const PLACES: &str = "
/Pakistan
/Pakistan/Sindh/Karachi
/Haiti
actor /People/Haiti/Jean Belval
";

/// Returns a gazetteer with these additional rows in a table of its lexicon.
fn with(file: &str, rows: &str) -> Gazetteer {
    let mut schema = schema(PLACES);
    for entity in &mut schema.entities {
        if entity.id.contains("People") {
            entity.kind = "person".to_owned();
            entity.nicknames.push("Belval".to_owned());
        }
    }
    let table = TABLES.iter().find(|table| table.file() == file).unwrap();
    let text = format!("word\tlanguage\tclass\n{rows}");
    schema.lexicon.read(File::Words(*table), &text).unwrap();
    Gazetteer::open(Gazetteer::compile(&schema)).unwrap()
}

fn paths(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let tags = gazetteer.tag(text, &Words::of(text));
    let paths = tags.mentions.into_iter();
    paths.map(|mention| mention.path).collect()
}

#[test]
fn a_kind_of_places_is_a_row() {
    let text = "Crowds gathered in the Gulberg mohalla of Karachi.";
    let karachi = "/Pakistan/Sindh/Karachi";
    let shipped = with("place-kinds.tsv", "");
    assert_eq!(paths(&shipped, text), [karachi]);
    let added = with("place-kinds.tsv", "{} mohalla\tur\tquarter\n");
    assert_eq!(
        paths(&added, text),
        ["/Pakistan/Sindh/Karachi/Gulberg", karachi]
    );
}

#[test]
fn a_title_is_a_row_that_can_be_removed() {
    let person = "/People/Haiti/Jean Belval";
    let is_found = |gazetteer: &Gazetteer, text: &str| {
        let found = paths(gazetteer, text);
        found.iter().any(|path| path == person)
    };
    let shipped = with("titles.tsv", "");
    let added = with("titles.tsv", "Mzee\tsw\ttitle\n");
    let removed = with("titles.tsv", "senator\ten\tnot title\n");
    let of_senator = "In Haiti, Senator Belval left.";
    let of_elder = "In Haiti, said Mzee Belval, it rains.";
    assert!(is_found(&shipped, of_senator) && !is_found(&removed, of_senator));
    assert!(!is_found(&shipped, of_elder) && is_found(&added, of_elder));
}
