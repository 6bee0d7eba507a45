//! Tests of the whole gazetteer; this file declares the names that they use.

mod affixes;
mod asserted;
mod called;
mod common_words;
mod composed;
mod forces;
mod hard;
mod lexicon;
mod local;
mod meaning;
mod namesakes;
mod organs;
mod owned;
mod people;
mod properties;
mod shared;
pub(crate) mod shipped;
mod small;
mod stems;
mod whole;
#[cfg(not(feature = "world"))]
mod without_world;
mod writing;

use std::sync::LazyLock;

use super::*;
use crate::schema::{Entity, FacetDef, PassageSettings, Roles, Standing};

/// `path | names | acronyms | demonyms | nicknames | needs`, under `area` unless the path starts
/// with another facet's name.
const TABLE: &str = "
/Haiti | Haïti, Ayiti | | Haitian, Haitians, haïtien, haïtienne |
/Haiti/Artibonite
/Haiti/Artibonite/Pont-Sondé
/Haiti/Ouest
/Haiti/Ouest/Port-au-Prince | | PaP | | Potoprens
/Haiti/Ouest/Port-au-Prince/Solino
/Haiti/Ouest/Tabarre
/Haiti/Ouest/Tabarre/Tabarre 27
/Haiti/Ouest/Delmas
/Haiti/Ouest/Carrefour | | | | | context
/Haiti/Ouest/Massillon | | | | | context
/Haiti/Nord/Milot
/Kenya | | | Kenyan
/Kenya/Nord/Milot
/United States | | US, USA | American
/Somalia
/Côte d'Ivoire | Ivory Coast
/Luxembourg
/Luxembourg/Luxembourg
/Saint-Marc | St. Marc
actor /Police/Haiti National Police | Haitian National Police, Police nationale d’Haïti | HNP, PNH
actor /Police/Haiti National Police/General Inspectorate of the National Police of Haiti
actor /Armed groups/Viv Ansanm | Living Together
actor /Armed groups/400 Mawozo
actor /Armed groups/al-Shabaab
actor /People/Jimmy Chérizier | Jimmy \"Barbecue\" Chérizier | | | Barbecue
organisation /United Nations | Organisation des Nations Unies, Nations unies | UN, ONU
organisation /United Nations/Multinational Security Support Mission | | MSS
organisation /United Nations/World Health Organization | | WHO
organisation /Armed Conflict Location & Event Data
organisation /Unions/SPNH-17
organisation /Unions/Ministry of Sport and Schools
";

pub(super) fn schema(table: &str) -> IndexSchema {
    let facets = ["area", "actor", "organisation"].map(|name| FacetDef {
        name: name.to_owned(),
        label: name.to_uppercase(),
        gazetteers: Vec::new(),
        places: name == "area",
        world: false,
        demonyms: true,
    });
    let mut entities = Vec::new();
    for row in table.lines().filter(|row| !row.is_empty()) {
        let mut cells = row.split('|').map(str::trim);
        let filed = cells.next().unwrap();
        let (facet, path) = filed.split_at(filed.find('/').unwrap());
        let facet = facets
            .iter()
            .position(|known| known.name == facet.trim())
            .unwrap_or(0);
        let mut list = || -> Vec<String> {
            let cell = cells.next().unwrap_or_default();
            let names = cell.split(", ").filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        let own_name = path.rsplit('/').next().unwrap().to_owned();
        let mut names = list();
        names.insert(0, own_name);
        entities.push(Entity {
            id: filed.to_owned(),
            standings: vec![Standing {
                facet,
                path: path.to_owned(),
            }],
            names,
            acronyms: list(),
            demonyms: list(),
            nicknames: list(),
            needs_context: list() == ["context"],
            ..Entity::default()
        });
    }
    IndexSchema {
        version: 1,
        facets: facets.to_vec(),
        maps: Vec::new(),
        passages: PassageSettings::default(),
        entities,
        fingerprint: 7,
        forms: Vec::new(),
        of_world: Vec::new(),
        stems: Default::default(),
        lexicon: reportage_text::lexicon::shipped().clone(),
        roles: ROLES.clone(),
        origin: None,
    }
}

pub(super) fn gazetteer(table: &str) -> Gazetteer {
    Gazetteer::open(Gazetteer::compile(&schema(table))).unwrap()
}

/// The names of the table, compiled once.
static OF_TABLE: LazyLock<Gazetteer> = LazyLock::new(|| gazetteer(TABLE));
/// The roles of the shipped schema.
static ROLES: LazyLock<Roles> = LazyLock::new(|| IndexSchema::shipped().roles);

fn tag(text: &str) -> Tags {
    OF_TABLE.tag(text, &Words::of(text))
}

/// Returns each mention as `text=last part of its path`, with the kind unless it is a name.
fn mentions(text: &str) -> Vec<String> {
    let tags = tag(text);
    let show = |mention: &Mention| {
        let name = mention.path.rsplit('/').next().unwrap();
        let shown = format!("{}={name}", &text[mention.start..mention.end]);
        match mention.kind {
            NameKind::Name => shown,
            kind => format!("{shown} {kind}"),
        }
    };
    tags.mentions.iter().map(show).collect()
}

fn unresolved(text: &str) -> Vec<(String, Why)> {
    let tags = tag(text);
    let show = |name: &Unresolved| (text[name.start..name.end].to_owned(), name.why);
    tags.unresolved.iter().map(show).collect()
}
