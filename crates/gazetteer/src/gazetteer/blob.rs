//! The binary format of the compiled gazetteer: writing, opening and reading.
//!
//! ```text
//! magic, version, fingerprint of the schema
//! lengths of the sections, checksum of the first four, checksum of all this
//! facets        names and labels
//! small words   a set of first words
//! names         an automaton from folded words to the first of their entries
//! stems         names and words that are not stemmed by rule
//! entries       one name of one entity each, 8 bytes
//! offsets       where each entity's record starts
//! ids           indexes of the entities, by id
//! records       the entities
//! forms         what every country has
//! merged        which place of the world is which entity
//! lexicon       classes of words
//! ```
//!
//! Opening verifies a checksum over the first four sections, in which reading cannot be checked
//! step by step. Other sections are read on demand with bounds checks; damaged data counts as
//! absent.

use std::sync::{Arc, OnceLock};

use fst::raw::Fst;
use rapidhash::v3::rapidhash_v3;

use super::bytes::{Bytes, Reader, push_text};
use super::entry::{ENTRY_BYTES, Entry};
use super::facet::Facet;
use super::forms::Forms;
use super::lexicon::Lexicon;
use super::merged::Merged;
use super::places::regions::Regions;
use super::small_words::SmallWords;
use super::world::World;
use crate::schema::{Entity, Role, RoleSet};
use reportage_text::analysis::language_tables::LanguageTables;
use reportage_text::analysis::stem_exceptions::StemExceptions;

/// The magic number of compiled gazetteers.
pub const MAGIC: [u8; 8] = *b"repgaz\r\n";
/// Increment when the layout or word folding changes.
const VERSION: u32 = 7;
const SECTIONS: usize = 11;
const HEADER_BYTES: usize = 8 + 4 + 8 + SECTIONS * 8 + 8 + 8;

/// Why bytes are not a gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerError {
    /// The magic number is wrong.
    #[error("not a compiled gazetteer")]
    NoGazetteer,
    /// The format version is that of another program version.
    #[error("gazetteer format {found}; this program reads {VERSION}")]
    Version {
        /// The version in the file.
        found: u32,
    },
    /// The bytes are truncated or changed.
    #[error("the compiled gazetteer is damaged: {part}")]
    Damaged {
        /// The part that is damaged.
        part: &'static str,
    },
}

/// The compiled names of a schema. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    fingerprint: u64,
    facets: Vec<Facet>,
    pub(super) small_words: SmallWords,
    names: Bytes,
    entries: Bytes,
    offsets: Bytes,
    ids: Bytes,
    records: Bytes,
    forms: Arc<Forms>,
    pub(super) merged: Merged,
    lexicon: Arc<Lexicon>,
    stems: Arc<StemExceptions>,
    world: Option<World>,
    regions: Arc<OnceLock<Regions>>,
}

/// The serialized sections.
pub(super) struct Sections {
    pub facets: Vec<u8>,
    pub small_words: Vec<u8>,
    pub names: Vec<u8>,
    pub stems: Vec<u8>,
    pub entries: Vec<u8>,
    pub offsets: Vec<u8>,
    pub ids: Vec<u8>,
    pub records: Vec<u8>,
    pub forms: Vec<u8>,
    pub merged: Vec<u8>,
    pub lexicon: Vec<u8>,
}

/// An entity, read from its record.
#[derive(Debug, Clone)]
pub(super) struct Record<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    /// The roles of its kind.
    pub roles: RoleSet,
    pub group: &'a str,
    pub arrondissement: &'a str,
    pub needs_context: bool,
    pub position: Option<(f64, f64)>,
    /// Facet index and path.
    pub standings: Vec<(usize, &'a str)>,
}

pub(super) fn write(fingerprint: u64, sections: Sections) -> Vec<u8> {
    let Sections {
        facets,
        small_words,
        names,
        stems,
        entries,
        offsets,
        ids,
        records,
        forms,
        merged,
        lexicon,
    } = sections;
    let all = [
        facets,
        small_words,
        names,
        stems,
        entries,
        offsets,
        ids,
        records,
        forms,
        merged,
        lexicon,
    ];
    let checked = [&all[0], &all[1], &all[2], &all[3]].map(|section| rapidhash_v3(section));
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend(fingerprint.to_le_bytes());
    for section in &all {
        out.extend((section.len() as u64).to_le_bytes());
    }
    out.extend(sum(checked).to_le_bytes());
    out.extend(rapidhash_v3(&out).to_le_bytes());
    for section in all {
        out.extend(section);
    }
    out
}

fn sum(checked: [u64; 4]) -> u64 {
    rapidhash_v3(&checked.map(u64::to_le_bytes).concat())
}

pub(super) fn write_record(out: &mut Vec<u8>, entity: &Entity, roles: RoleSet) {
    push_text(out, &entity.id);
    push_text(out, &entity.kind);
    out.extend(roles.bits().to_le_bytes());
    push_text(out, entity.group.as_deref().unwrap_or_default());
    push_text(out, &entity.arrondissement);
    out.push(u8::from(entity.needs_context));
    let (lat, lon) = entity.position.unwrap_or((f64::NAN, f64::NAN));
    out.extend(lat.to_le_bytes());
    out.extend(lon.to_le_bytes());
    out.extend((entity.standings.len() as u32).to_le_bytes());
    for standing in &entity.standings {
        out.extend((standing.facet as u32).to_le_bytes());
        push_text(out, &standing.path);
    }
}

/// Reads only the id of a record, which is its first field.
fn read_id(record: &[u8]) -> Option<&str> {
    Reader(record).text()
}

fn read_record<'a>(record: &'a [u8], facets: usize) -> Option<Record<'a>> {
    let mut reader = Reader(record);
    let mut record = Record {
        id: reader.text()?,
        kind: reader.text()?,
        roles: RoleSet::from_bits(reader.u16()?),
        group: reader.text()?,
        arrondissement: reader.text()?,
        needs_context: reader.u8()? != 0,
        position: Some((reader.f64()?, reader.f64()?))
            .filter(|(lat, lon)| lat.is_finite() && lon.is_finite()),
        standings: Vec::new(),
    };
    for _ in 0..reader.u32()? {
        let facet = reader.u32()? as usize;
        let path = reader.text()?;
        if facet >= facets || !path.starts_with('/') {
            return None;
        }
        record.standings.push((facet, path));
    }
    Some(record)
}

impl Gazetteer {
    /// Opens the output of [`Gazetteer::compile`]. The bytes are shared, not copied.
    ///
    /// # Errors
    /// The bytes are not a gazetteer, have another version, or are damaged.
    pub fn open(
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Result<Gazetteer, GazetteerError> {
        let bytes = Bytes::new(bytes);
        let (fingerprint, sections, checksum) = read_header(bytes.as_ref())?;
        let mut start = HEADER_BYTES;
        let mut parts = Vec::with_capacity(SECTIONS);
        for len in sections {
            let end = usize::try_from(len)
                .ok()
                .and_then(|len| start.checked_add(len));
            let part = end.and_then(|end| bytes.part(start..end));
            let (Some(end), Some(part)) = (end, part) else {
                return Err(GazetteerError::Damaged { part: "cut short" });
            };
            parts.push(part);
            start = end;
        }
        let parts: [Bytes; SECTIONS] = parts
            .try_into()
            .map_err(|_| GazetteerError::Damaged { part: "header" })?;
        let [
            facets,
            small_words,
            names,
            stems,
            entries,
            offsets,
            ids,
            records,
            forms,
            merged,
            lexicon,
        ] = parts;
        let checked =
            [&facets, &small_words, &names, &stems].map(|part| rapidhash_v3(part.as_ref()));
        if sum(checked) != checksum {
            return Err(GazetteerError::Damaged { part: "names" });
        }
        Fst::new(names.as_ref()).map_err(|_| GazetteerError::Damaged { part: "names" })?;
        let facets =
            read_facets(facets.as_ref()).ok_or(GazetteerError::Damaged { part: "facets" })?;
        let forms = Forms::open(forms.as_ref(), facets.len());
        let forms = forms.ok_or(GazetteerError::Damaged { part: "forms" })?;
        let stems = StemExceptions::open(stems.as_ref());
        let stems = stems.ok_or(GazetteerError::Damaged { part: "stems" })?;
        let lexicon = Lexicon::open(lexicon.as_ref());
        let lexicon = lexicon.ok_or(GazetteerError::Damaged { part: "lexicon" })?;
        let world = facets.iter().any(|facet| facet.world);
        Ok(Gazetteer {
            fingerprint,
            facets,
            small_words: SmallWords::open(small_words).ok_or(GazetteerError::Damaged {
                part: "small words",
            })?,
            names,
            entries,
            offsets,
            ids,
            records,
            forms: Arc::new(forms),
            merged: Merged::open(merged),
            lexicon: Arc::new(lexicon),
            stems: Arc::new(stems),
            world: if world { World::shipped() } else { None },
            regions: Arc::default(),
        })
    }

    /// Returns the fingerprint of the schema from which it was compiled.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Returns the words that are exceptions from stemming.
    pub fn stem_exceptions(&self) -> Arc<StemExceptions> {
        Arc::clone(&self.stems)
    }

    /// Returns the facets in schema order.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Returns whether the facet with this name is one of places.
    pub(super) fn is_of_places(&self, facet: &str) -> bool {
        let mut facets = self.facets.iter();
        facets.any(|known| known.places && known.name == facet)
    }

    /// Returns the forms, the bodies that every country has.
    pub(super) fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Returns the schema's language data for text analysis.
    pub fn language_tables(&self) -> &Arc<LanguageTables> {
        &self.lexicon.analysis
    }

    /// Returns the lexicon.
    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns the automaton of names. `None` only if the bytes changed after they were checked.
    pub(super) fn names(&self) -> Option<Fst<&[u8]>> {
        Fst::new(self.names.as_ref()).ok()
    }

    /// Returns the list of entries that starts at `first`.
    pub(super) fn entries(&self, first: u64) -> impl Iterator<Item = Entry> {
        let start = usize::try_from(first)
            .ok()
            .and_then(|i| i.checked_mul(ENTRY_BYTES));
        let rest = start.and_then(|start| self.entries.as_ref().get(start..));
        let mut reader = Reader(rest.unwrap_or_default());
        let mut ended = false;
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let (entry, last) = Entry::from_bytes(reader.array()?)?;
            ended = last;
            Some(entry)
        })
    }

    /// Returns entity `i`; `None` if it does not exist or its record is damaged.
    pub(super) fn record(&self, i: u32) -> Option<Record<'_>> {
        read_record(self.record_bytes(i)?, self.facets.len())
    }

    fn record_bytes(&self, i: u32) -> Option<&[u8]> {
        let at = (i as usize).checked_mul(8)?;
        let mut offsets = Reader(self.offsets.as_ref().get(at..)?);
        let start = usize::try_from(offsets.u64()?).ok()?;
        let end = usize::try_from(offsets.u64()?).ok()?;
        self.records.as_ref().get(start..end)
    }

    /// Returns the world, if the schema includes it.
    pub(super) fn world(&self) -> Option<&World> {
        self.world.as_ref()
    }

    /// Returns the paths and keys of the divisions of the world, computed once.
    pub(super) fn regions(&self) -> &Regions {
        self.regions.get_or_init(|| Regions::of(self))
    }

    /// Returns whether an entity has a role: one of the tables, or a form in a country
    /// (`force:army@iso:KE`).
    pub(super) fn has_role(&self, id: Option<&str>, role: Role) -> bool {
        let Some(id) = id else {
            return false;
        };
        if let Some((form, _)) = id.split_once('@') {
            let mut forms = self.forms().forms.iter();
            return forms.any(|open| open.id == form && open.roles.has(role));
        }
        let record = self.index_of(id).and_then(|index| self.record(index));
        record.is_some_and(|record| record.roles.has(role))
    }

    /// Returns the index of the entity with this id.
    pub(super) fn index_of(&self, id: &str) -> Option<u32> {
        let ids = self.ids.as_ref();
        let at = |i: usize| Reader(ids.get(i * 4..)?).u32();
        let (mut low, mut high) = (0, ids.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            let index = at(middle)?;
            match read_id(self.record_bytes(index)?)?.cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(index),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Returns the fingerprint, the section lengths and the checksum of the first four sections.
fn read_header(bytes: &[u8]) -> Result<(u64, [u64; SECTIONS], u64), GazetteerError> {
    if !bytes.starts_with(&MAGIC) {
        return Err(GazetteerError::NoGazetteer);
    }
    let mut reader = Reader(&bytes[MAGIC.len()..]);
    let cut = || GazetteerError::Damaged { part: "cut short" };
    let version = reader.u32().ok_or_else(cut)?;
    if version != VERSION {
        return Err(GazetteerError::Version { found: version });
    }
    let fingerprint = reader.u64().ok_or_else(cut)?;
    let mut lengths = [0; SECTIONS];
    for length in &mut lengths {
        *length = reader.u64().ok_or_else(cut)?;
    }
    let checksum = reader.u64().ok_or_else(cut)?;
    let own = reader.u64().ok_or_else(cut)?;
    if rapidhash_v3(&bytes[..HEADER_BYTES - 8]) != own {
        return Err(GazetteerError::Damaged { part: "header" });
    }
    Ok((fingerprint, lengths, checksum))
}

fn read_facets(bytes: &[u8]) -> Option<Vec<Facet>> {
    let mut reader = Reader(bytes);
    let mut facets = Vec::new();
    for _ in 0..reader.u32()? {
        facets.push(Facet {
            name: reader.text()?.to_owned(),
            label: reader.text()?.to_owned(),
            places: reader.u8()? != 0,
            world: reader.u8()? != 0,
            demonyms: reader.u8()? != 0,
        });
    }
    Some(facets)
}
