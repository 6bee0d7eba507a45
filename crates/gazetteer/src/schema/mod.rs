//! The index schema: the facets, the names of their values, and the length of passages. Read from a
//! folder of plain files, strictly: errors give file, line and key.
//!
//! The folder contains `schema.toml` (see [`settings`]), `gazetteers/*.tsv` (see [`table`]) and, to
//! extend the shipped data, `stems/*.tsv` (see [`stems`]) and `lexicon/*.tsv` (see
//! [`lexicon`](reportage_text::lexicon)). A new facet needs a block in `schema.toml` and a table;
//! no code names a facet.

pub mod corrections;
mod entity;
mod error;
mod form;
mod lexicon;
mod maps;
pub mod plain_file;
mod roles;
pub mod same_as;
pub mod settings;
mod shipped;
pub mod stems;
pub mod table;
pub mod translations;

use std::collections::HashMap;
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};

use rapidhash::v3::rapidhash_v3;

use reportage_text::field_map::FieldMap;
use reportage_text::lexicon::Lexicon;
use stems::StemTables;
use table::Declared;

pub use entity::{Entity, Standing};
pub use error::{Cell, SchemaError, Setting};
pub use form::{Form, PLACEHOLDER as COUNTRY_PLACEHOLDER, Phrase, Side};
pub use roles::{Role, RoleSet, Roles};
pub use settings::{FacetDef, PassageSettings};
pub use shipped::{WORLD, write_copy};

/// The file of settings in a schema folder.
pub const SETTINGS_FILE: &str = "schema.toml";
/// The prefix of the ids of places of the world.
pub const GEONAMES: &str = "geonames:";
/// The folder of tables in a schema folder.
pub const TABLES_FOLDER: &str = "gazetteers";

/// Facets, names and settings, parsed and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexSchema {
    /// The version of the schema's format.
    pub version: u32,
    /// In display order.
    pub facets: Vec<FacetDef>,
    /// Field maps of known exports.
    pub maps: Vec<FieldMap>,
    /// The length of passages.
    pub passages: PassageSettings,
    /// All entities, in the order of the tables and their rows.
    pub entities: Vec<Entity>,
    /// The bodies that every country has, in the same order.
    pub forms: Vec<Form>,
    /// The roles of kinds of entities and forms.
    pub roles: Roles,
    /// The rows that override a place outside the tables.
    pub of_world: Vec<WorldRow>,
    /// Stemming exceptions and common words.
    pub stems: StemTables,
    /// The lexicon: titles, months, kinds of places and more.
    pub lexicon: Lexicon,
    /// Changes with any file of the schema.
    pub fingerprint: u64,
    /// The absolute folder from which it was read; `None` for the shipped schema.
    pub origin: Option<PathBuf>,
}

/// A row that overrides a place of the world, if one has its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorldRow {
    /// Its id, `geonames:` and a number.
    pub id: String,
    /// The table that contains it.
    pub path: PathBuf,
    /// 1-based.
    pub line: usize,
}

/// The largest file of a schema, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// The size of the header of the world, which contains its checksum.
const WORLD_HEAD: usize = 76;

impl IndexSchema {
    /// Returns the shipped schema.
    pub fn shipped() -> IndexSchema {
        let read = |path: &Path| {
            let file = shipped::FILES
                .iter()
                .find(|(name, _)| path == Path::new(name));
            file.map(|(_, text)| text.as_bytes().to_vec())
                .ok_or_else(|| std::io::ErrorKind::NotFound.into())
        };
        IndexSchema::read(Path::new(""), read).expect("a test reads the files that are embedded")
    }

    /// Reads the schema in the folder `dir`.
    ///
    /// # Errors
    /// A file cannot be read or is invalid; the error gives the file, and the line or key.
    pub fn load(dir: &Path) -> Result<IndexSchema, SchemaError> {
        let origin = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        lexicon::check_files(dir)?;
        let schema = IndexSchema::read(dir, |path| plain_file::read(path, LARGEST_FILE))?;
        Ok(IndexSchema {
            origin: Some(origin),
            ..schema
        })
    }

    /// Returns a hash that changes when files must be read again because a facet (whose name is a
    /// key), the meaning of a column, or the names of a language have changed.
    pub fn reading(&self) -> u64 {
        let facets: Vec<&str> = self
            .facets
            .iter()
            .map(|facet| facet.name.as_str())
            .collect();
        let mut all = format!("{facets:?} {:?}", self.maps);
        let languages = self.lexicon.added_languages();
        if !languages.is_empty() {
            all.push_str(&format!(" {languages:?}"));
        }
        rapidhash_v3(all.as_bytes())
    }

    fn read(
        dir: &Path,
        read: impl Fn(&Path) -> std::io::Result<Vec<u8>>,
    ) -> Result<IndexSchema, SchemaError> {
        let mut fingerprint = 0;
        let bytes_of = |path: &Path| {
            read(path).map_err(|source| SchemaError::Unreadable {
                path: path.to_owned(),
                source,
            })
        };
        let mut text_of = |path: &Path| -> Result<String, SchemaError> {
            let bytes = bytes_of(path)?;
            fingerprint = rapidhash_v3(
                &[fingerprint, rapidhash_v3(&bytes)]
                    .map(u64::to_le_bytes)
                    .concat(),
            );
            into_text(path, bytes)
        };

        let settings_path = dir.join(SETTINGS_FILE);
        let settings = settings::parse(&settings_path, &text_of(&settings_path)?)?;

        let (mut entities, mut forms) = (Vec::new(), Vec::new());
        let mut rows = Rows::default();
        for name in settings.tables() {
            let path = dir.join(TABLES_FOLDER).join(name);
            let text = text_of(&path)?;
            for row in table::parse(&path, &text, name, &settings.facets)? {
                match row.declared {
                    Declared::Entity(entity) => {
                        match rows.add(&path, row.line, &entity, entities.len())? {
                            Some(earlier) => entities[earlier] = entity,
                            None => entities.push(entity),
                        }
                    }
                    Declared::Form(form) => {
                        rows.add_id(&path, row.line, &form.id)?;
                        forms.push(form);
                    }
                }
            }
        }
        rows.check_links(&forms)?;
        let mut stems = StemTables::default();
        let folder = dir.join(stems::STEMS_FOLDER);
        let mut files = Vec::new();
        for file in [stems::EXCEPTIONS_FILE, stems::COMMON_WORDS_FILE] {
            files.push((
                file,
                Path::new(file).to_owned(),
                shipped::stems_file(file).to_owned(),
            ));
            let path = folder.join(file);
            match text_of(&path) {
                Ok(text) => files.push((file, path, text)),
                Err(SchemaError::Unreadable { source, .. }) if source.kind() == NotFound => {}
                Err(error) => return Err(error),
            }
        }
        for (file, path, text) in files {
            match file {
                stems::EXCEPTIONS_FILE => stems.add_exceptions(&path, &text)?,
                _ => stems.add_common_words(&path, &text)?,
            }
        }
        let (lexicon, of_lexicon) = lexicon::read(dir, |path| into_text(path, bytes_of(path)?))?;
        let both = [fingerprint, of_lexicon];
        fingerprint = rapidhash_v3(&both.map(u64::to_le_bytes).concat());
        if let Some(row) = rows.of_world.first()
            && !settings.facets.iter().any(|facet| facet.world)
        {
            return Err(row.no_such_id());
        }
        if settings.facets.iter().any(|facet| facet.world) {
            // Without the world, names have fewer meanings.
            let world = WORLD.unwrap_or_default();
            let head = &world[..world.len().min(WORLD_HEAD)];
            let both = [fingerprint, rapidhash_v3(head)];
            fingerprint = rapidhash_v3(&both.map(u64::to_le_bytes).concat());
        }
        Ok(IndexSchema {
            version: settings.version,
            facets: settings.facets,
            maps: settings.maps,
            passages: settings.passages,
            entities,
            forms,
            roles: Roles::new(settings.roles, shipped::roles()),
            of_world: rows.of_world,
            stems,
            lexicon,
            fingerprint,
            origin: None,
        })
    }
}

/// Decodes a schema file and drops a byte order mark, which spreadsheets write.
fn into_text(path: &Path, bytes: Vec<u8>) -> Result<String, SchemaError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            Err(SchemaError::NotUtf8 {
                path: path.to_owned(),
                line: 1 + valid.iter().filter(|&&byte| byte == b'\n').count(),
            })
        }
    }
}

/// Checks across the rows of all tables.
#[derive(Default)]
struct Rows {
    /// Where each id was declared.
    ids: HashMap<String, (PathBuf, usize)>,
    /// The index of the entity with each id.
    entities: HashMap<String, usize>,
    /// The group ids in rows, with their locations.
    groups: Vec<(String, PathBuf, usize)>,
    /// The form ids in rows, with their locations.
    forms: Vec<(String, PathBuf, usize)>,
    of_world: Vec<WorldRow>,
}

impl WorldRow {
    /// Returns the error that there is no such place.
    pub fn no_such_id(&self) -> SchemaError {
        let fault = Cell::NoSuchId(self.id.clone());
        SchemaError::table(&self.path, self.line, "id", fault)
    }
}

impl Rows {
    fn add_id(&mut self, path: &Path, line: usize, id: &str) -> Result<(), SchemaError> {
        if let Some((first, first_line)) = self.ids.get(id) {
            return Err(SchemaError::table(
                path,
                line,
                "id",
                Cell::Taken {
                    value: id.to_owned(),
                    path: first.clone(),
                    line: *first_line,
                },
            ));
        }
        self.ids.insert(id.to_owned(), (path.to_owned(), line));
        Ok(())
    }

    /// Records an entity that would get the index `next`; returns the index of the table entity
    /// that it replaces, if any.
    fn add(
        &mut self,
        path: &Path,
        line: usize,
        entity: &Entity,
        next: usize,
    ) -> Result<Option<usize>, SchemaError> {
        let mut earlier = None;
        if entity.overrides {
            earlier = self.entities.get(&entity.id).copied();
            if earlier.is_none() {
                let row = WorldRow {
                    id: entity.id.clone(),
                    path: path.to_owned(),
                    line,
                };
                if !row.id.starts_with(GEONAMES) {
                    return Err(row.no_such_id());
                }
                self.of_world.push(row);
            }
            // A second row with the id in the same table is a mistake, not an override.
            if self
                .ids
                .get(&entity.id)
                .is_some_and(|(table, _)| table != path)
            {
                self.ids.remove(&entity.id);
            }
        }
        self.add_id(path, line, &entity.id)?;
        self.entities
            .insert(entity.id.clone(), earlier.unwrap_or(next));
        for form in &entity.forms {
            self.forms.push((form.clone(), path.to_owned(), line));
        }
        if let Some(group) = &entity.group {
            self.groups.push((group.clone(), path.to_owned(), line));
        }
        Ok(earlier)
    }

    fn check_links(&self, forms: &[Form]) -> Result<(), SchemaError> {
        for (form, path, line) in &self.forms {
            if !forms.iter().any(|known| known.id == *form) {
                let fault = Cell::NoSuchForm(form.clone());
                return Err(SchemaError::table(path, *line, "form", fault));
            }
        }
        for (group, path, line) in &self.groups {
            if !self.ids.contains_key(group) {
                let fault = Cell::NoSuchId(group.clone());
                return Err(SchemaError::table(path, *line, "group", fault));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
