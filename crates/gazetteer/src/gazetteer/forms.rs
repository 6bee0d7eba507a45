//! Forms (bodies that every country has) in the compiled gazetteer, by the words that name them.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::bytes::{Reader, push_text};
use super::keys::key;
use super::name_affixes;
use crate::schema::{Form, IndexSchema, Phrase, Role, RoleSet, Side};
use reportage_text::facet_path;

/// The forms, deserialized because there are few.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub forms: Vec<OpenForm>,
    /// Phrases that follow a country, by their first word; longest first.
    behind: HashMap<String, Vec<OpenPhrase>, RandomState>,
    /// Phrases that precede a country, by their last word; longest first.
    before: HashMap<String, Vec<OpenPhrase>, RandomState>,
    /// Words that name a form without a country, by their first word; longest first.
    alone: HashMap<String, Vec<OpenPhrase>, RandomState>,
    /// The ids of listed entities that are a form in a country, by form and country name.
    listed: HashMap<(usize, String), String>,
}

/// A form.
#[derive(Debug)]
pub(super) struct OpenForm {
    pub id: String,
    /// The roles of its kind.
    pub roles: RoleSet,
    /// Facet index, and path with a placeholder.
    pub standings: Vec<(usize, String)>,
}

/// Words that name a form.
#[derive(Debug)]
pub(super) struct OpenPhrase {
    /// Index of the form.
    pub form: usize,
    /// Folded.
    pub words: Vec<String>,
    /// Whether it was declared with a capital, which its mentions then need.
    pub capital: bool,
    /// Whether the name of the country follows it, and not an adjective.
    pub by_name: bool,
    /// Whether the words are for members or equipment (`troops`) and not a name.
    pub of_members: bool,
}

/// The position of a phrase in the compiled bytes.
const BEFORE: u8 = 0;
const BEHIND: u8 = 1;
const ALONE: u8 = 2;

impl Forms {
    /// Returns the phrases that follow a country and start with `word`.
    pub fn behind(&self, word: &str) -> &[OpenPhrase] {
        self.behind.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the phrases that precede a country and end with `word`.
    pub fn before(&self, word: &str) -> &[OpenPhrase] {
        self.before.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the phrases that name a form without a country and start with `word`.
    pub fn alone(&self, word: &str) -> &[OpenPhrase] {
        self.alone.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the first bytes of the words that [`alone`](Forms::alone) has phrases for.
    pub fn alone_bytes(&self) -> [bool; 256] {
        let mut bytes = [false; 256];
        for byte in self.alone.keys().filter_map(|word| word.bytes().next()) {
            bytes[usize::from(byte)] = true;
        }
        bytes
    }

    /// Returns the index of the first form with a role.
    pub fn with_role(&self, role: Role) -> Option<usize> {
        self.forms.iter().position(|form| form.roles.has(role))
    }

    /// Returns the id of the listed entity that is a form in a country.
    pub fn listed(&self, form: usize, country: &str) -> Option<&str> {
        self.listed
            .get(&(form, country.to_owned()))
            .map(String::as_str)
    }

    /// Opens the output of [`compile`]; `None` if the format is wrong.
    pub fn open(bytes: &[u8], facets: usize) -> Option<Forms> {
        let mut reader = Reader(bytes);
        let mut forms = Forms::default();
        for form in 0..reader.u32()? as usize {
            let id = reader.text()?.to_owned();
            let roles = RoleSet::from_bits(reader.u16()?);
            let mut standings = Vec::new();
            for _ in 0..reader.u32()? {
                let facet = reader.u32()? as usize;
                let path = reader.text()?;
                if facet >= facets || !path.starts_with('/') {
                    return None;
                }
                standings.push((facet, path.to_owned()));
            }
            forms.forms.push(OpenForm {
                id,
                roles,
                standings,
            });
            for _ in 0..reader.u32()? {
                let position = reader.u8()?;
                let of_members = reader.u8()? != 0;
                let by_name = reader.u8()? != 0;
                let capital = reader.u8()? != 0;
                let words: Vec<String> = reader.text()?.split(' ').map(str::to_owned).collect();
                let (phrases, word) = match position {
                    BEHIND => (&mut forms.behind, words.first()?),
                    BEFORE => (&mut forms.before, words.last()?),
                    ALONE => (&mut forms.alone, words.first()?),
                    _ => return None,
                };
                phrases.entry(word.clone()).or_default().push(OpenPhrase {
                    form,
                    words,
                    capital,
                    by_name,
                    of_members,
                });
            }
        }
        let all = [&mut forms.behind, &mut forms.before, &mut forms.alone];
        for phrases in all.into_iter().flat_map(HashMap::values_mut) {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        for _ in 0..reader.u32()? {
            let form = reader.u32()? as usize;
            forms.forms.get(form)?;
            let country = reader.text()?.to_owned();
            forms
                .listed
                .insert((form, country), reader.text()?.to_owned());
        }
        Some(forms)
    }
}

/// Serializes the forms of a schema, and the entities that are one in their country.
pub(super) fn compile(schema: &IndexSchema) -> Vec<u8> {
    let mut out = (schema.forms.len() as u32).to_le_bytes().to_vec();
    for Form {
        id,
        standings,
        kind,
        phrases,
        members,
        alone,
    } in &schema.forms
    {
        push_text(&mut out, id);
        out.extend(schema.roles.of(kind).bits().to_le_bytes());
        out.extend((standings.len() as u32).to_le_bytes());
        for standing in standings {
            out.extend((standing.facet as u32).to_le_bytes());
            push_text(&mut out, &standing.path);
        }
        let position = |phrase: &Phrase| match phrase.country {
            Side::Before => BEHIND,
            Side::After => BEFORE,
        };
        let mut all: Vec<(u8, bool, bool, String)> = Vec::new();
        for (listed, of_members) in [(phrases, false), (members, true)] {
            for phrase in listed {
                let words = [phrase.words.clone()].into_iter();
                let words = words.chain(name_affixes::with_prefixes(&phrase.words));
                let (at, by_name) = (position(phrase), phrase.by_name);
                all.extend(words.map(|words| (at, of_members, by_name, words)));
            }
        }
        all.extend(
            alone
                .iter()
                .map(|words| (ALONE, true, false, words.clone())),
        );
        out.extend((all.len() as u32).to_le_bytes());
        for (position, of_members, by_name, words) in &all {
            push_phrase(&mut out, *position, [*of_members, *by_name], words);
        }
    }
    let mut listed: Vec<(usize, String, &str)> = Vec::new();
    for entity in &schema.entities {
        let names = entity
            .standings
            .first()
            .and_then(|standing| facet_path::split(&standing.path));
        let Some(country) = names.and_then(|names| names.into_iter().nth(1)) else {
            continue;
        };
        for id in &entity.forms {
            if let Some(form) = schema.forms.iter().position(|form| form.id == *id) {
                listed.push((form, country.clone(), &entity.id));
            }
        }
    }
    out.extend((listed.len() as u32).to_le_bytes());
    for (form, country, id) in listed {
        out.extend((form as u32).to_le_bytes());
        push_text(&mut out, &country);
        push_text(&mut out, id);
    }
    out
}

fn push_phrase(out: &mut Vec<u8>, position: u8, flags: [bool; 2], words: &str) {
    let first = words.chars().find(|c| c.is_alphabetic());
    let capital = first.is_some_and(char::is_uppercase);
    out.push(position);
    out.extend(flags.map(u8::from));
    out.push(u8::from(capital));
    push_text(out, &key(words));
}
