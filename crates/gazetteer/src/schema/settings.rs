//! `schema.toml`: the version, the facets in display order, the length of passages, and field maps
//! of exports (see `maps`).
//!
//! ```toml
//! version = 1
//!
//! [passages]
//! min_words = 40
//! max_words = 140
//!
//! [[facet]]
//! name = "area"                     # as in --facet area=...
//! label = "Area"                    # display name
//! gazetteers = ["countries.tsv"]    # tables whose rows are filed under this facet
//! places = true                     # its values are nested places; see below
//! world = true                      # include the embedded places of the world
//! demonyms = false                  # names of people and adjectives (`Haitian`) do not count
//! ```
//!
//! `[roles]` assigns roles to kinds of rows: see [`Roles`](super::Roles).
//!
//! `places` affects ambiguous names: in a facet of places, a name that needs support is supported
//! by other places under the same top value (the country). `world` is for one facet, which must
//! have places; a table row with the id of a place of the world replaces that place.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{SchemaError, Setting};
use super::maps::{self, MapBlock};
use super::roles::RoleBlock;
use reportage_text::field_map::FieldMap;

/// The version that this program reads and writes.
const VERSION: u32 = 1;
/// An index has 256 word positions per passage, of which some are reserved.
const MOST_WORDS: usize = 250;
/// Names of fields of all reports, or with a meaning in queries; a facet cannot use them.
const RESERVED: &[&str] = &[
    "id",
    "title",
    "text",
    "body",
    "content",
    "contents",
    "published",
    "date",
    "source",
    "url",
    "language",
    "path",
    "lang",
    "headline",
    "passage",
    "has",
    "about",
    "like",
    "similar",
];

/// A facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetDef {
    /// The name used in queries; `[a-z][a-z0-9_-]*`, unique.
    pub name: String,
    /// The display name.
    pub label: String,
    /// File names of the tables whose rows are filed under it.
    pub gazetteers: Vec<String>,
    /// Whether its values are places within places.
    pub places: bool,
    /// Whether it includes the embedded places of the world.
    pub world: bool,
    /// Whether demonyms of its entities count.
    pub demonyms: bool,
}

/// The length of passages, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PassageSettings {
    /// Shorter paragraphs are joined. 1 to `max_words`.
    pub min_words: usize,
    /// Longer ones are split at sentence ends. At most 250.
    pub max_words: usize,
}

impl Default for PassageSettings {
    fn default() -> PassageSettings {
        PassageSettings {
            min_words: 40,
            max_words: 140,
        }
    }
}

/// The contents of `schema.toml`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settings {
    pub version: u32,
    pub passages: PassageSettings,
    pub facets: Vec<FacetDef>,
    /// Sorted by name.
    pub maps: Vec<FieldMap>,
    /// As written; missing roles are as in the shipped schema.
    pub roles: RoleBlock,
}

impl Settings {
    /// Returns the distinct file names of the tables, in order of first occurrence.
    pub fn tables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.facets.iter().flat_map(|facet| &facet.gazetteers) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    #[serde(default)]
    passages: Option<Spanned<PassageSettings>>,
    #[serde(default)]
    facet: Vec<FacetBlock>,
    #[serde(default)]
    roles: RoleBlock,
    #[serde(default)]
    map: BTreeMap<String, Spanned<MapBlock>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FacetBlock {
    name: Spanned<String>,
    label: Spanned<String>,
    #[serde(default)]
    gazetteers: Vec<Spanned<String>>,
    #[serde(default)]
    places: bool,
    #[serde(default)]
    world: Option<Spanned<bool>>,
    #[serde(default)]
    demonyms: Option<bool>,
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Settings, SchemaError> {
    let wrong = |at: usize, source: Setting| SchemaError::Settings {
        path: path.to_owned(),
        line: 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count(),
        source,
    };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        wrong(
            at,
            Setting::Toml(error.message().trim().replace('\n', ", ")),
        )
    })?;
    if *file.version.get_ref() != VERSION {
        let fault = Setting::Version(*file.version.get_ref());
        return Err(wrong(file.version.span().start, fault));
    }
    let passages = match file.passages {
        Some(stated) => {
            let at = stated.span().start;
            checked_passages(stated.into_inner()).map_err(|fault| wrong(at, fault))?
        }
        None => PassageSettings::default(),
    };
    if file.facet.is_empty() {
        return Err(wrong(text.len(), Setting::NoFacet));
    }
    let mut facets: Vec<FacetDef> = Vec::with_capacity(file.facet.len());
    for block in file.facet {
        let at = block.name.span().start;
        let name = block.name.into_inner();
        check_name(&name, &facets).map_err(|fault| wrong(at, fault))?;
        if block.label.get_ref().trim().is_empty() {
            return Err(wrong(block.label.span().start, Setting::NoLabel));
        }
        let mut gazetteers = Vec::with_capacity(block.gazetteers.len());
        for table in block.gazetteers {
            let at = table.span().start;
            let table = table.into_inner();
            if table.is_empty() || table.starts_with('.') || table.contains(['/', '\\']) {
                return Err(wrong(at, Setting::TableName(table)));
            }
            gazetteers.push(table);
        }
        let world = match block.world {
            Some(world) if *world.get_ref() => {
                if !block.places || facets.iter().any(|facet| facet.world) {
                    return Err(wrong(world.span().start, Setting::World));
                }
                true
            }
            Some(_) | None => false,
        };
        facets.push(FacetDef {
            name,
            label: block.label.into_inner(),
            gazetteers,
            places: block.places,
            world,
            demonyms: block.demonyms.unwrap_or(true),
        });
    }
    let mut checked = Vec::with_capacity(file.map.len());
    for (name, block) in file.map {
        let map = maps::checked(&name, block, &facets).map_err(|(at, fault)| wrong(at, fault))?;
        checked.push(map);
    }
    Ok(Settings {
        version: VERSION,
        passages,
        facets,
        maps: checked,
        roles: file.roles,
    })
}

fn checked_passages(stated: PassageSettings) -> Result<PassageSettings, Setting> {
    let PassageSettings {
        min_words,
        max_words,
    } = stated;
    let limits = [
        ("max_words", max_words, 1, MOST_WORDS),
        ("min_words", min_words, 1, max_words),
    ];
    for (key, value, least, most) in limits {
        if !(least..=most).contains(&value) {
            return Err(Setting::PassageLength {
                key,
                value,
                least,
                most,
            });
        }
    }
    Ok(stated)
}

fn check_name(name: &str, above: &[FacetDef]) -> Result<(), Setting> {
    let of_the_form = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'));
    if !of_the_form {
        return Err(Setting::FacetName(name.to_owned()));
    }
    if RESERVED.contains(&name) {
        return Err(Setting::FacetReserved(name.to_owned()));
    }
    if above.iter().any(|facet| facet.name == name) {
        return Err(Setting::FacetTwice(name.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: &str = "[[facet]]\nname = \"area\"\nlabel = \"Area\"\n";

    fn fault(text: &str) -> (usize, Setting) {
        match parse(Path::new("schema.toml"), text) {
            Err(SchemaError::Settings { line, source, .. }) => (line, source),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn missing_settings_have_defaults() {
        let settings = parse(Path::new("x"), &format!("version = 1\n{AREA}")).unwrap();
        assert_eq!(
            settings.passages,
            PassageSettings {
                min_words: 40,
                max_words: 140
            }
        );
        assert_eq!(settings.facets[0].gazetteers, Vec::<String>::new());
        assert!(!settings.facets[0].places);
    }

    #[test]
    fn each_fault_says_its_line_and_key() {
        assert_eq!(fault("version = 2"), (1, Setting::Version(2)));
        assert_eq!(fault("version = 1"), (1, Setting::NoFacet));
        let again = format!("version = 1\n{AREA}{AREA}");
        assert_eq!(fault(&again), (6, Setting::FacetTwice("area".to_owned())));
        for (name, wanted) in [
            ("Area", Setting::FacetName("Area".to_owned())),
            ("", Setting::FacetName(String::new())),
            ("date", Setting::FacetReserved("date".to_owned())),
        ] {
            let text = format!("version = 1\n[[facet]]\nname = \"{name}\"\nlabel = \"x\"\n");
            assert_eq!(fault(&text), (3, wanted));
        }
        let world = format!("version = 1\n{AREA}world = true");
        assert_eq!(fault(&world), (5, Setting::World));
        let outside = format!("version = 1\n{AREA}gazetteers = [\n  \"../x.tsv\"]");
        assert_eq!(
            fault(&outside),
            (6, Setting::TableName("../x.tsv".to_owned()))
        );
        let (_, inverted) = fault(&format!("version = 1\n{AREA}[passages]\nmin_words = 200"));
        assert!(matches!(
            inverted,
            Setting::PassageLength {
                key: "min_words",
                most: 140,
                ..
            }
        ));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line_and_the_known_ones() {
        let (line, source) = fault(&format!("version = 1\n{AREA}gazeteers = []"));
        assert_eq!(line, 5);
        let words = source.to_string();
        assert!(
            words.contains("gazeteers") && words.contains("`gazetteers`"),
            "{words}"
        );
    }
}
