//! The embedded schema, and writing an editable copy of it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::SchemaError;
use super::roles::RoleBlock;
use super::stems::EXCEPTIONS_FILE;
use super::{SETTINGS_FILE, settings};
use reportage_text::lexicon::{FOLDER, files as files_of_lexicon};

/// Paths within a schema folder, with their texts.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "schema.toml",
        include_str!("../../../../index-schema/schema.toml"),
    ),
    (
        "gazetteers/countries.tsv",
        include_str!("../../../../index-schema/gazetteers/countries.tsv"),
    ),
    (
        "gazetteers/cities.tsv",
        include_str!("../../../../index-schema/gazetteers/cities.tsv"),
    ),
    (
        "gazetteers/former.tsv",
        include_str!("../../../../index-schema/gazetteers/former.tsv"),
    ),
    (
        "gazetteers/municipalities.tsv",
        include_str!("../../../../index-schema/gazetteers/municipalities.tsv"),
    ),
    (
        "gazetteers/haiti.tsv",
        include_str!("../../../../index-schema/gazetteers/haiti.tsv"),
    ),
    (
        "gazetteers/actors.tsv",
        include_str!("../../../../index-schema/gazetteers/actors.tsv"),
    ),
    (
        "gazetteers/state.tsv",
        include_str!("../../../../index-schema/gazetteers/state.tsv"),
    ),
    (
        "gazetteers/organisations.tsv",
        include_str!("../../../../index-schema/gazetteers/organisations.tsv"),
    ),
    (
        "gazetteers/institutions.tsv",
        include_str!("../../../../index-schema/gazetteers/institutions.tsv"),
    ),
];

/// The stemming exceptions.
const EXCEPTIONS: &str = include_str!("../../../../index-schema/stems/exceptions.tsv");
/// The common words from which names are distinguished.
const COMMON_WORDS: &str = include_str!("../../../../index-schema/stems/common-words.tsv");

/// Returns the text of a file in [`stems`](super::stems), which applies to every schema.
pub(super) fn stems_file(name: &str) -> &'static str {
    match name {
        EXCEPTIONS_FILE => EXCEPTIONS,
        _ => COMMON_WORDS,
    }
}

/// The places of the world, in the format that [`gazetteer`](crate::gazetteer) opens; made by
/// `examples/world.rs` from GeoNames (<https://www.geonames.org>, CC BY 4.0). `None` without the
/// feature `world`.
pub static WORLD: Option<&[u8]> = EMBEDDED_WORLD;

#[cfg(feature = "world")]
const EMBEDDED_WORLD: Option<&[u8]> = Some(include_bytes!("../../../../index-schema/world.bin"));
#[cfg(not(feature = "world"))]
const EMBEDDED_WORLD: Option<&[u8]> = None;

/// Returns the roles of the shipped schema.
pub(super) fn roles() -> RoleBlock {
    let name = SETTINGS_FILE;
    let file = FILES.iter().find(|(file, _)| *file == name);
    let text = file.map_or("", |(_, text)| text);
    let settings = settings::parse(Path::new(name), text);
    settings
        .expect("a test reads the files that are embedded")
        .roles
}

/// Writes the files of the shipped schema and its lexicon into the folder `dir`, which is created
/// if necessary, and returns their paths. Writes nothing if the folder is not empty.
///
/// # Errors
/// The folder is not empty, or cannot be written.
pub fn write_copy(dir: &Path) -> Result<Vec<PathBuf>, SchemaError> {
    let files = FILES.iter().map(|(name, text)| (dir.join(name), *text));
    let lexicon =
        files_of_lexicon().map(|file| (dir.join(FOLDER).join(file.name()), file.shipped_text()));
    let files: Vec<(PathBuf, &str)> = files.chain(lexicon).collect();
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return Err(SchemaError::NotEmpty(dir.to_owned())),
        Ok(false) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(source) => {
            let path = dir.to_owned();
            return Err(SchemaError::Unwritable { path, source });
        }
    }
    for (path, text) in &files {
        write_new(path, text).map_err(|source| SchemaError::Unwritable {
            path: path.clone(),
            source,
        })?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
