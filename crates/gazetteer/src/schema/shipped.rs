//! The schema that the program carries with it, and its editable copy.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::SchemaError;
use super::roles::RoleBlock;
use super::stems::EXCEPTIONS_FILE;
use super::{SETTINGS_FILE, settings};
use reportage_text::lexicon::{FOLDER, files as files_of_lexicon};

/// Paths within a schema folder, and texts.
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

/// What words are stemmed to.
const EXCEPTIONS: &str = include_str!("../../../../index-schema/stems/exceptions.tsv");
/// Which words names are kept apart from.
const COMMON_WORDS: &str = include_str!("../../../../index-schema/stems/common-words.tsv");

/// Returns the text of a file in [`stems`](super::stems), which counts for every schema.
pub(super) fn stems_file(name: &str) -> &'static str {
    match name {
        EXCEPTIONS_FILE => EXCEPTIONS,
        _ => COMMON_WORDS,
    }
}

/// The places of the world, in the form that [`gazetteer`](crate::gazetteer) opens; made by `examples/world.rs`
/// from GeoNames (<https://www.geonames.org>, CC BY 4.0). `None` without the feature `world`.
pub static WORLD: Option<&[u8]> = EMBEDDED_WORLD;

#[cfg(feature = "world")]
const EMBEDDED_WORLD: Option<&[u8]> = Some(include_bytes!("../../../../index-schema/world.bin"));
#[cfg(not(feature = "world"))]
const EMBEDDED_WORLD: Option<&[u8]> = None;

/// Returns the roles that the shipped schema states.
pub(super) fn roles() -> RoleBlock {
    let name = SETTINGS_FILE;
    let file = FILES.iter().find(|(file, _)| *file == name);
    let text = file.map_or("", |(_, text)| text);
    let settings = settings::parse(Path::new(name), text);
    settings
        .expect("a test reads the files that are embedded")
        .roles
}

/// Writes the shipped schema's files, the tables of its lexicon too, into the folder `dir`, which is made if need be,
/// and returns their paths. Refuses before writing anything if there is anything in it.
///
/// # Errors
/// There is something in the folder, or it cannot be written.
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
