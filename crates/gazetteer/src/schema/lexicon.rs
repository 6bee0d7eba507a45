//! The lexicon of a schema: the shipped tables, with the additions and removals of a schema folder.

use std::fs;
use std::io::ErrorKind::NotFound;
use std::path::Path;

use rapidhash::v3::rapidhash_v3;

use super::error::SchemaError;
use super::table::nearest;
use reportage_text::lexicon::{FOLDER, File, Lexicon, files, shipped};

/// Reads the tables in the folder `dir` of a schema, each of which is optional; `text_of` reads a
/// file. Returns the lexicon including the shipped tables, and a hash that changes with the tables.
/// Copies of shipped tables do not change it.
pub(super) fn read(
    dir: &Path,
    text_of: impl Fn(&Path) -> Result<String, SchemaError>,
) -> Result<(Lexicon, u64), SchemaError> {
    let mut lexicon = shipped().clone();
    let mut hash = shipped_hash();
    for file in files() {
        let path = dir.join(FOLDER).join(file.name());
        let text = match text_of(&path) {
            Ok(text) => text,
            Err(SchemaError::Unreadable { source, .. }) if source.kind() == NotFound => continue,
            Err(error) => return Err(error),
        };
        let read = lexicon.read(file, &text);
        read.map_err(|error| SchemaError::of_lexicon(&path, error))?;
        if text != file.shipped_text() {
            let all = [
                hash,
                rapidhash_v3(file.name().as_bytes()),
                rapidhash_v3(text.as_bytes()),
            ];
            hash = rapidhash_v3(&all.map(u64::to_le_bytes).concat());
        }
    }
    Ok((lexicon, hash))
}

/// Returns a hash of the shipped tables.
fn shipped_hash() -> u64 {
    let hash = |file: File| rapidhash_v3(file.shipped_text().as_bytes()).to_le_bytes();
    let hashes = files().flat_map(hash);
    rapidhash_v3(&hashes.collect::<Vec<u8>>())
}

/// Checks that the lexicon of the schema in the folder `dir` contains only files with known names,
/// since others would never be read.
pub(super) fn check_files(dir: &Path) -> Result<(), SchemaError> {
    let folder = dir.join(FOLDER);
    let unreadable = |path: &Path, source| SchemaError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == NotFound => return Ok(()),
        Err(source) => return Err(unreadable(&folder, source)),
    };
    // Sorted, so that the same folder always gives the same error.
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort_unstable();
    for name in names {
        let (path, shown) = (folder.join(&name), name.to_string_lossy());
        if !shown.ends_with(".tsv") {
            continue;
        }
        if !files().any(|file| file.name() == shown) {
            let nearest = nearest(&shown, files().map(File::name)).unwrap_or_default();
            return Err(SchemaError::UnknownTable { path, nearest });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::schema::IndexSchema;
    use reportage_text::lexicon::Class;

    /// Returns the schema of a folder with one table in its lexicon.
    fn load(file: &str, text: &str) -> Result<IndexSchema, SchemaError> {
        let folder = tempfile::tempdir().unwrap();
        let settings = "version = 1\n[[facet]]\nname = \"area\"\nlabel = \"Area\"\n";
        fs::write(folder.path().join("schema.toml"), settings).unwrap();
        fs::create_dir(folder.path().join(FOLDER)).unwrap();
        fs::write(folder.path().join(FOLDER).join(file), text).unwrap();
        IndexSchema::load(folder.path())
    }

    #[test]
    fn rows_of_a_folder_add_to_the_program_s_and_change_the_fingerprint() {
        let schema = load("titles.tsv", "word\tlanguage\tclass\nMzee\tsw\ttitle\n").unwrap();
        let titles = schema.lexicon.of_class(Class::Title);
        let titles: Vec<&str> = titles.map(|row| row.word.as_str()).collect();
        assert!(titles.contains(&"Mzee") && titles.contains(&"president"));
        let other = load("titles.tsv", "word\tlanguage\tclass\nBwana\tsw\ttitle\n").unwrap();
        assert_ne!(schema.fingerprint, other.fingerprint);
        let removed = load(
            "titles.tsv",
            "word\tlanguage\tclass\nmister\ten\ttitle\npresident\ten\tnot title\n",
        );
        let removed = removed.unwrap();
        let mut titles = removed.lexicon.of_class(Class::Title);
        assert!(
            titles.all(|row| (row.word.as_str(), row.language.as_str()) != ("president", "en"))
        );
    }

    #[test]
    fn a_fault_says_its_file_line_and_column_and_no_file_is_overlooked() {
        let error = load("titles.tsv", "word\tlanguage\tclass\nMzee\tsw\ttitel\n").unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.ends_with("titles.tsv:2: not a valid `class`"),
            "{shown}"
        );
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(
            cause.starts_with("`titel` is not a class of this table; the classes are title, "),
            "{cause}"
        );
        let error = load(
            "languages.tsv",
            "code\tothers\tnames\thome\nquc\tK'iche'\t\t\n",
        );
        let shown = error.unwrap_err().to_string();
        assert!(
            shown.ends_with("languages.tsv:2: not a valid `others`"),
            "{shown}"
        );
        let error = load("title.tsv", "").unwrap_err().to_string();
        assert!(
            error.ends_with("no table that a schema may extend; nearest is `titles.tsv`"),
            "{error}"
        );
    }

    #[test]
    fn language_data_can_be_extended_up_to_the_maximum_number_of_languages() {
        let rows = "word\tlanguage\tclass\nkwa\tsw\tfunction word\nthe\ten\tnot function word\n";
        let schema = load("function-words.tsv", rows).unwrap();
        let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
        let words = &gazetteer.language_tables().function_words;
        assert!(words.may_be_dropped("sw", "kwa") && words.may_be_dropped("en", "and"));
        assert!(!words.may_be_dropped("en", "the"));
        let mut rows = "word\tlanguage\tclass\n".to_owned();
        for letter in 'a'..='z' {
            rows.push_str(&format!("kwa\tx{letter}\tfunction word\n"));
        }
        let error = load("function-words.tsv", &rows).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(
            cause.ends_with("at most 32 languages can have function words"),
            "{cause}"
        );
        let rows = "code\tothers\tnames\thome\nquc\t\tK'iche'\t\nes\tspa\tcastellano\t\n";
        let schema = load("languages.tsv", rows).unwrap();
        let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
        let codes = &gazetteer.language_tables().codes;
        let code = |name| codes.by_name(name).map(|language| language.code.as_str());
        assert_eq!(code("k'iche'"), Some("quc"));
        assert_eq!(code("Castellano"), Some("es"));
        assert_eq!((code("Spanish"), code("French")), (None, Some("fr")));
        assert_eq!(schema.lexicon.added_languages().len(), 2);
        let without = load("languages.tsv", "code\tothers\tnames\thome\n").unwrap();
        assert_ne!(schema.reading(), without.reading());
    }

    #[test]
    fn copies_of_the_program_s_tables_change_nothing() {
        for file in files() {
            let schema = load(file.name(), file.shipped_text()).unwrap();
            assert_eq!(schema.lexicon.rows(), shipped().rows(), "{}", file.name());
        }
    }
}
