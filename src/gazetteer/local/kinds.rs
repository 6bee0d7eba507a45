//! What a text calls places of a local kind: `the Escalón neighborhood`, `quartier Morin`, `the village of
//! Palo Blanco`. English, French and Spanish words, from general knowledge of the languages; the units of
//! countries by the words that English reports use for them (`woreda`, `payam`).

use std::collections::HashMap;
use std::sync::LazyLock;

use rapidhash::fast::RandomState;

/// A kind of places.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its words, folded.
    pub words: &'static [&'static str],
    /// Where the name stands.
    pub order: Order,
    pub rank: Rank,
    /// What has the kind's word in its path, too: without it, the name is that of something else
    /// (`Los Garzones Airport`).
    pub in_path: bool,
    /// The word has other senses (`the Clinton camp`, `community of nations`): it never counts in text of
    /// capitals, and behind a name only where the name stands behind a word like `in` and no article.
    pub shy: bool,
}

/// Where a name stands beside the word for its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `Escalón neighborhood`.
    NameFirst,
    /// `village of Palo Blanco`.
    Of,
    /// `localité de Belle Anse`.
    De,
    /// `barrio San José`, `barrio de San José`.
    DeOrNothing,
}

/// What a place of a kind lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// A town.
    Quarter,
    /// A division.
    Settlement,
}

use Order::{De, DeOrNothing, NameFirst, Of};
use Rank::{Quarter, Settlement};

#[rustfmt::skip]
const KINDS: &[Kind] = &[
    // Parts of towns.
    kind(&["neighborhood"], NameFirst, Quarter), kind(&["neighborhood"], Of, Quarter),
    kind(&["neighborhoods"], NameFirst, Quarter), kind(&["neighborhoods"], Of, Quarter),
    kind(&["neighbourhood"], NameFirst, Quarter), kind(&["neighbourhood"], Of, Quarter),
    kind(&["neighbourhoods"], NameFirst, Quarter), kind(&["neighbourhoods"], Of, Quarter),
    kind(&["quarter"], NameFirst, Quarter),
    kind(&["suburb"], NameFirst, Quarter), kind(&["suburb"], Of, Quarter),
    kind(&["suburbs"], Of, Quarter),
    kind(&["slum"], NameFirst, Quarter), kind(&["slum"], Of, Quarter),
    kind(&["shantytown"], NameFirst, Quarter), kind(&["shantytown"], Of, Quarter),
    kind(&["district"], NameFirst, Quarter), kind(&["district"], Of, Quarter),
    kind(&["barrio"], NameFirst, Quarter), kind(&["barrio"], DeOrNothing, Quarter),
    kind(&["barrios"], DeOrNothing, Quarter),
    kind(&["colonia"], DeOrNothing, Quarter), kind(&["urbanizacion"], DeOrNothing, Quarter),
    kind(&["reparto"], DeOrNothing, Quarter),
    kind(&["quartier"], NameFirst, Quarter), kind(&["quartier"], DeOrNothing, Quarter), kind(&["quartiers"], De, Quarter),
    kind(&["faubourg"], De, Quarter), kind(&["bidonville"], De, Quarter),
    // Settlements and lower divisions.
    kind(&["village"], NameFirst, Settlement), kind(&["village"], Of, Settlement),
    kind(&["villages"], NameFirst, Settlement), kind(&["villages"], Of, Settlement),
    kind(&["hamlet"], NameFirst, Settlement), kind(&["hamlet"], Of, Settlement),
    kind(&["hamlets"], Of, Settlement),
    kind(&["town"], NameFirst, Settlement), kind(&["town"], Of, Settlement),
    kind(&["towns"], Of, Settlement), kind(&["city"], Of, Settlement),
    kind(&["cities"], Of, Settlement), kind(&["locality"], Of, Settlement),
    kind(&["localities"], Of, Settlement),
    Kind { shy: true, ..kind(&["community"], Of, Settlement) }, Kind { shy: true, ..kind(&["port"], Of, Settlement) },
    kind(&["township"], NameFirst, Settlement), kind(&["township"], Of, Settlement),
    kind(&["canton"], NameFirst, Settlement), kind(&["canton"], Of, Settlement),
    kind(&["cantons"], NameFirst, Settlement), kind(&["cantons"], Of, Settlement),
    kind(&["municipality"], NameFirst, Settlement), kind(&["municipality"], Of, Settlement),
    kind(&["municipalities"], NameFirst, Settlement), kind(&["municipalities"], Of, Settlement),
    kind(&["commune"], NameFirst, Settlement), kind(&["commune"], Of, Settlement),
    kind(&["communes"], Of, Settlement), kind(&["parish"], Of, Settlement),
    kind(&["corregimiento"], NameFirst, Settlement), kind(&["corregimiento"], DeOrNothing, Settlement),
    kind(&["woreda"], NameFirst, Settlement), kind(&["kebele"], NameFirst, Settlement),
    kind(&["payam"], NameFirst, Settlement), kind(&["barangay"], DeOrNothing, Settlement),
    kind(&["aldea"], DeOrNothing, Settlement), kind(&["caserio"], DeOrNothing, Settlement),
    kind(&["canton"], DeOrNothing, Settlement), kind(&["vereda"], DeOrNothing, Settlement),
    kind(&["municipio"], De, Settlement), kind(&["pueblo"], De, Settlement),
    kind(&["localidad"], De, Settlement), kind(&["poblado"], De, Settlement),
    kind(&["comunidad"], De, Settlement), kind(&["parroquia"], De, Settlement),
    kind(&["ciudad"], De, Settlement),
    kind(&["localite"], De, Settlement), kind(&["localites"], De, Settlement),
    kind(&["village"], De, Settlement), kind(&["villages"], De, Settlement),
    kind(&["ville"], De, Settlement), kind(&["bourg"], De, Settlement),
    kind(&["bourgade"], De, Settlement), kind(&["hameau"], De, Settlement),
    kind(&["commune"], De, Settlement), kind(&["communes"], De, Settlement),
    kind(&["section", "communale"], De, Settlement),
    kind(&["chefferie"], De, Settlement),
    // Camps.
    kind(&["refugee", "camp"], NameFirst, Settlement), kind(&["refugee", "settlement"], NameFirst, Settlement),
    kind(&["idp", "camp"], NameFirst, Settlement), kind(&["idp", "site"], NameFirst, Settlement),
    kind(&["displacement", "camp"], NameFirst, Settlement), kind(&["displacement", "site"], NameFirst, Settlement),
    kind(&["displaced", "persons", "camp"], NameFirst, Settlement),
    Kind { shy: true, ..kind(&["camp"], NameFirst, Settlement) },
    kind(&["camp", "de", "refugies"], De, Settlement), kind(&["camp", "de", "deplaces"], De, Settlement),
    kind(&["camp", "de", "deplaces", "internes"], De, Settlement),
    kind(&["site", "de", "deplaces"], De, Settlement),
    kind(&["campamento", "de", "refugiados"], De, Settlement),
    kind(&["campamento", "de", "desplazados"], De, Settlement),
    // What is named with its kind.
    site(&["airport"], NameFirst), site(&["international", "airport"], NameFirst),
    site(&["airfield"], NameFirst), site(&["airstrip"], NameFirst), site(&["air", "base"], NameFirst),
    site(&["airbase"], NameFirst), site(&["farm"], NameFirst), site(&["hacienda"], NameFirst),
    site(&["hacienda"], DeOrNothing), site(&["finca"], DeOrNothing),
    site(&["aeroport"], DeOrNothing), site(&["aeroport", "international"], DeOrNothing),
    site(&["aeropuerto"], DeOrNothing), site(&["aeropuerto", "internacional"], DeOrNothing),
];

const fn kind(words: &'static [&'static str], order: Order, rank: Rank) -> Kind {
    Kind {
        words,
        order,
        rank,
        in_path: false,
        shy: false,
    }
}

const fn site(words: &'static [&'static str], order: Order) -> Kind {
    Kind {
        in_path: true,
        ..kind(words, order, Rank::Settlement)
    }
}

/// Kinds by their last word; those of more words come first.
static BY_WORD: LazyLock<HashMap<&str, Vec<&Kind>, RandomState>> = LazyLock::new(|| {
    let mut by_word: HashMap<&str, Vec<&Kind>, RandomState> = HashMap::default();
    for kind in KINDS {
        by_word.entry(kind.last()).or_default().push(kind);
    }
    for kinds in by_word.values_mut() {
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.words.len()));
    }
    by_word
});

/// The lengths, as bits, of the words of [`BY_WORD`] that start with each byte: most words of a text
/// have none of them and are told so without a look into it.
static LENGTHS: LazyLock<[u32; 256]> = LazyLock::new(|| {
    let mut lengths = [0; 256];
    for word in BY_WORD.keys() {
        lengths[usize::from(word.as_bytes()[0])] |= 1 << word.len().min(31);
    }
    lengths
});

impl Kind {
    /// Returns the last of its words.
    pub fn last(&self) -> &'static str {
        self.words[self.words.len() - 1]
    }

    /// Returns whether the word is of several places (`villages`).
    pub fn is_plural(&self) -> bool {
        let word = self.last();
        word.ends_with('s') && word != "deplaces" && word != "refugies" && word != "internes"
    }

    /// Returns what calls the place one, in words.
    pub fn told(&self) -> &'static str {
        match (self.rank, self.in_path) {
            (Rank::Quarter, _) => "called a part of a town",
            (Rank::Settlement, false) => "called a settlement, camp or municipality",
            (Rank::Settlement, true) => "called an airport or estate",
        }
    }
}

/// Finds words for kinds.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    lengths: &'static [u32; 256],
    by_word: &'static HashMap<&'static str, Vec<&'static Kind>, RandomState>,
}

impl Finder {
    pub fn new() -> Finder {
        Finder {
            lengths: &LENGTHS,
            by_word: &BY_WORD,
        }
    }

    /// Returns the kinds whose last word this folded word is, those of more words first.
    #[inline]
    pub fn kinds_at(&self, word: &str) -> &'static [&'static Kind] {
        let first = usize::from(word.as_bytes()[0]);
        if self.lengths[first] >> word.len().min(31) & 1 == 0 {
            return &[];
        }
        self.by_word.get(word).map_or(&[], |kinds| kinds.as_slice())
    }
}

/// Returns whether a folded word is one for a kind.
pub(super) fn is_kind(word: &str) -> bool {
    BY_WORD.contains_key(word)
}

/// Words that tell what a place of a kind is like, or whose it is, and name none: `the residential
/// neighborhood`. In text of capitals, and where a sentence starts, they are written as names are.
#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "abandoned", "adjacent", "adjoining", "affluent", "ancient", "another", "besieged", "big", "biggest",
    "border", "bordering", "burned", "capital", "central", "certain", "civilian", "clandestine", "coastal", "coffee",
    "commercial", "congested", "cotton", "cattle", "dairy", "crowded", "dairy", "dangerous", "densely", "deserted", "different", "displaced",
    "distant", "entire", "every", "exclusive", "experimental", "family", "famous", "few", "financial",
    "fishing", "following", "former", "free", "frontier", "guerrilla", "high", "hillside", "historic",
    "home", "humble", "important", "industrial", "isolated", "jungle", "key", "large", "larger",
    "largest", "last", "little", "local", "luxurious", "luxury", "main", "major", "many", "marginal", "middle",
    "military", "mining", "model", "modern", "mountain", "mountainous", "municipal", "nearby", "nearest", "neighboring",
    "neighbouring", "new", "next", "night", "noisy", "numerous", "occupied", "old", "opposite", "other", "outlying",
    "peaceful", "peasant", "picturesque", "plush", "police", "political", "poor", "poorer", "poorest", "popular",
    "populated", "populous", "pretty", "prison", "private", "provincial", "public", "quiet", "rebel",
    "red", "remote", "residential", "rich", "rural", "rundown", "sad", "same", "school", "seaside", "secret", "several", "single", "slum", "small", "smaller",
    "some", "state", "strategic", "suburban", "surrounding", "tiny", "tourist", "training", "tropical",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "upper", "urban", "vacation",
    "various", "warehouse", "wealthy", "well", "western", "whole", "working", "worker", "workers", "agricultural", "whose", "class", "presidential", "government", "international", "domestic", "regional", "nation", "country",
    "attractive", "banana", "chicken", "heavy", "pig", "poultry", "rehabilitation", "sugar", "traditional", "metropolitan", "peace", "prosperous", "first", "second", "third", "fourth", "fifth", "business", "shopping", "diplomatic", "densely", "congressional",
    "judicial", "electoral", "park", "fire", "water", "health", "district", "historical", "federal",
    "special", "garment", "theater", "entertainment", "arts", "gated", "neighborhood",
];

/// Words that stand before or behind such names in sentences, and in text of capitals look like part of them.
#[rustfmt::skip]
const OF_SENTENCES: &[&str] = &[
    "action", "actions", "afternoon", "area", "areas", "army", "attack", "attacks", "battalion", "bomb", "bombs", "brigade",
    "control", "enter", "evening", "fighters", "fighting", "force", "forces", "guerrillas", "hill", "hills", "home", "homes", "house", "income",
    "highway", "inhabitants", "jurisdiction", "later", "least", "low", "middle", "midnight", "morning", "night", "noon", "now", "patrol", "patrols", "peasants", "people", "region", "represents",
    "residents", "river", "road", "said", "section", "sector", "shook", "soldiers", "street", "streets", "terrorists", "threw", "today", "told", "tonight", "took", "town", "troops",
    "unit", "units", "yesterday", "zone",
];

/// Returns whether a folded word in text of capitals is none of a name.
pub(super) fn of_sentence(word: &str) -> bool {
    let verbal =
        word.len() >= 5 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly"));
    verbal || OF_SENTENCES.contains(&word)
}

/// Returns whether a folded word tells what a place is like and is no part of its name.
pub(super) fn describes(word: &str) -> bool {
    DESCRIBING.contains(&word)
}

/// Of whom there are communities: `the international community of States`.
const MEMBERS: &[&str] = &[
    "states",
    "nations",
    "peoples",
    "countries",
    "governments",
    "faiths",
    "believers",
    "democracies",
    "etats",
    "pays",
    "naciones",
    "estados",
    "paises",
    "pueblos",
];

/// Returns whether a folded word is one for members of a community.
pub(super) fn is_member(word: &str) -> bool {
    MEMBERS.contains(&word)
}

/// Peoples and faiths beside those of the tables' adjectives.
#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "arab", "christian", "muslim", "jewish", "sunni", "shia", "shiite", "shi", "alawite", "druze", "yazidi", "yezidi",
    "kurdish", "turkmen", "assyrian", "maronite", "coptic", "catholic", "protestant", "hindu", "sikh", "buddhist",
    "tamil", "sinhalese", "pashtun", "hazara", "uzbek", "tajik", "baloch", "hutu", "tutsi", "fulani",
    "hausa", "dinka", "nuer", "tuareg", "dogon", "hema", "lendu", "oromo", "tigrayan", "amhara",
    "rohingya", "karen", "mayan", "maya", "indian", "indigenous", "maoist", "bedouin", "roma", "gypsy", "cossack",
    "serb", "croat", "albanian", "african", "american", "asian", "european", "latin", "black", "white", "mestizo",
    "quechua", "aymara", "mapuche", "miskito", "spanish", "french", "english",
];

/// Returns whether a folded word is of a people or a faith.
pub(super) fn of_people(word: &str) -> bool {
    PEOPLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fold::fold;

    #[test]
    fn words_are_listed_folded_and_found() {
        let kinds = KINDS.iter().flat_map(|kind| kind.words);
        for word in kinds.chain(DESCRIBING).chain(PEOPLES) {
            assert_eq!(fold(word), *word);
        }
        let finder = Finder::new();
        for kind in KINDS {
            assert!(finder.kinds_at(kind.last()).contains(&kind), "{kind:?}");
        }
        assert!(finder.kinds_at("kenscoff").is_empty());
    }

    #[test]
    fn no_kind_is_listed_twice() {
        for (i, kind) in KINDS.iter().enumerate() {
            let alike = |other: &Kind| other.words == kind.words && other.order == kind.order;
            assert!(!KINDS[..i].iter().any(alike), "{kind:?}");
        }
    }
}
