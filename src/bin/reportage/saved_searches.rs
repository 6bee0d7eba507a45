//! The file of saved searches in the index directory: one TOML table per search, which people may edit.
//!
//! ```toml
//! [kenscoff]
//! query = 'kenscoff "Viv Ansanm"'
//! since = "2025-01"
//! last_run = 2025-02-19T21:20:00Z
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use reportage::date::Date;
use reportage::index::replace_file;
use toml_edit::{DocumentMut, Item, RawString, Table, Value};

use crate::failure::Failure;
use crate::search::Flags;
use crate::search_keys;
use crate::toml_source::{TomlSource, span_of};

/// The file name in the index directory. No file of the index has this name, and neither indexing nor `--rebuild` removes
/// it.
const FILE: &str = "saved-searches.toml";
/// The comment at the top of a new file.
const HEAD: &str = "\
# Saved searches: `reportage run NAME`. Edit as you like: `query`, the flags of `reportage search` without their
# hyphens, and when `run --new` last ran.

";
const QUERY: &str = "query";
const LAST_RUN: &str = "last_run";

/// A saved search.
pub struct SavedSearch {
    /// Unique among the searches of an index.
    pub name: String,
    /// The query as typed.
    pub query: String,
    /// The flags to search with.
    pub flags: Flags,
    /// The flags in the file, in its order.
    pub keys: Vec<(String, Value)>,
    /// The cutoff of the last `run --new`, in seconds since 1970 UTC; `None` if it never ran.
    pub last_run: Option<i64>,
}

impl SavedSearch {
    /// Returns whether the file has this flag.
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(known, _)| known == key)
    }
}

/// The saved searches of an index.
pub struct SavedSearches {
    path: PathBuf,
    document: DocumentMut,
    /// The searches in the order of the file.
    pub searches: Vec<SavedSearch>,
}

impl SavedSearches {
    /// Reads the file in the index directory; without a file, there are no searches.
    pub fn read(dir: &Path) -> Result<SavedSearches, Failure> {
        let path = dir.join(FILE);
        let shown = path.display();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
            Err(error) => return Err(Failure::new(format!("{shown}: {error}"))),
        };
        let source = TomlSource::new(&path, text);
        let document = source.document()?;
        let mut searches = Vec::new();
        for (name, item) in document.iter() {
            let Some(block) = item.as_table() else {
                let wrong = format!("`{name}`: expected a table, `[{name}]`");
                return Err(source.failure(span_of(document.key(name)), &wrong));
            };
            searches.push(search(name, block).map_err(|(key, reason)| {
                let span = span_of(block.key(&key).or_else(|| document.key(name)));
                source.failure(span, &format!("[{name}] {key}: {reason}"))
            })?);
        }
        let document = document.into_mut();
        Ok(SavedSearches {
            path,
            document,
            searches,
        })
    }

    /// Returns the search with this name.
    pub fn named(&self, name: &str) -> Result<&SavedSearch, Failure> {
        let mut all = self.searches.iter();
        all.find(|search| search.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.searches.iter().map(|s| s.name.as_str()).collect();
            let failure = Failure::new(format!("no saved search is named `{name}`"));
            failure.hint(match names.is_empty() {
                true => "`reportage save NAME QUERY` saves one".to_owned(),
                false => format!("the saved searches are {}", names.join(", ")),
            })
        })
    }

    /// Adds a search that has not been run yet, or replaces the one with its name.
    pub fn put(&mut self, name: &str, query: &str, keys: Vec<(String, Value)>) {
        let mut block = Table::new();
        block.insert(QUERY, Item::Value(Value::from(query)));
        for (key, value) in keys {
            block.insert(&key, Item::Value(value));
        }
        match self.document.get_mut(name) {
            Some(Item::Table(old)) => {
                // Keeps its comment and its position in the file.
                *block.decor_mut() = old.decor().clone();
                block.set_position(old.position());
                *old = block;
            }
            Some(_) | None => {
                // Keeps what is at the end of the file above it: comments, or the head of a new file.
                let end = self.document.trailing().as_str().unwrap_or_default();
                let between = match self.searches.is_empty() {
                    true => "",
                    false => "\n",
                };
                block.decor_mut().set_prefix(format!("{end}{between}"));
                self.document.set_trailing("");
                self.document.insert(name, Item::Table(block));
            }
        }
    }

    /// Removes a search and the comment right above it. Comments above an empty line stay, such as the head of the file.
    pub fn remove(&mut self, name: &str) {
        let Some(Item::Table(block)) = self.document.remove(name) else {
            return;
        };
        let above = block.decor().prefix().and_then(RawString::as_str);
        let above = above.unwrap_or_default();
        let kept = above.rfind("\n\n").map_or("", |at| &above[..at + 2]);
        if kept.trim().is_empty() {
            return;
        }
        let mut tables = self.document.iter_mut();
        let next = tables.find_map(|(_, item)| {
            let table = item.as_table_mut()?;
            (table.position() > block.position()).then_some(table)
        });
        if let Some(next) = next {
            let own = next.decor().prefix().and_then(RawString::as_str);
            let own = own.unwrap_or_default().trim_start_matches('\n');
            let prefix = format!("{kept}{own}");
            next.decor_mut().set_prefix(prefix);
            return;
        }
        drop(tables);
        let end = self.document.trailing().as_str().unwrap_or_default();
        let trailing = format!("{kept}{end}");
        self.document.set_trailing(trailing);
    }

    /// Sets the cutoff of a search. Does nothing if the search no longer exists.
    pub fn set_last_run(&mut self, name: &str, second: i64) {
        let date = Date::of_second(second).to_string();
        let date: toml_edit::Datetime = date.parse().expect("dates of this kind are those of TOML");
        if let Some(Item::Table(block)) = self.document.get_mut(name) {
            match block.get_mut(LAST_RUN) {
                Some(Item::Value(old)) => {
                    let decor = old.decor().clone();
                    *old = Value::from(date);
                    *old.decor_mut() = decor;
                }
                Some(_) | None => {
                    block.insert(LAST_RUN, Item::Value(Value::from(date)));
                }
            }
        }
    }

    /// Writes the file atomically: to a temporary file that then replaces the old one.
    pub fn write(&self) -> Result<(), Failure> {
        let written = replace_file(&self.path, &self.document.to_string());
        written.map_err(|error| {
            let shown = self.path.display();
            Failure::new(format!("{shown}: cannot be written: {error}"))
        })
    }
}

/// Parses a table; an `Err` has the key and the reason.
fn search(name: &str, block: &Table) -> Result<SavedSearch, (String, String)> {
    let wrong = |key: &str, reason: &str| (key.to_owned(), reason.to_owned());
    let query = match block.get(QUERY).map(Item::as_str) {
        Some(Some(query)) => query.to_owned(),
        Some(None) => return Err(wrong(QUERY, "expected a string")),
        None => return Err(wrong(QUERY, "missing; `query = ''` finds everything")),
    };
    let last_run = match block.get(LAST_RUN) {
        None => None,
        Some(item) => Some(
            second(item)
                .ok_or_else(|| wrong(LAST_RUN, "expected a time such as 2025-02-19T21:20:00Z"))?,
        ),
    };
    let of_flags = |(key, _): &(&str, &Item)| *key != QUERY && *key != LAST_RUN;
    let keys: Vec<(&str, &Item)> = block.iter().filter(of_flags).collect();
    let flags = search_keys::flags(keys.iter().copied()).map_err(|(i, reason)| {
        let key = keys.get(i).map_or(QUERY, |(key, _)| key);
        (key.to_owned(), reason)
    })?;
    let written = keys.iter().filter_map(|(key, item)| {
        let value = item.as_value()?.clone();
        Some(((*key).to_owned(), value))
    });
    Ok(SavedSearch {
        name: name.to_owned(),
        query,
        flags,
        keys: written.collect(),
        last_run,
    })
}

/// Converts a time with a UTC offset to seconds since 1970 UTC.
fn second(item: &Item) -> Option<i64> {
    let time = item.as_datetime()?;
    time.offset?;
    let date = Date::parse(&time.to_string()).ok()?;
    Some(date.seconds_utc().0)
}
