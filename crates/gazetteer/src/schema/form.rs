//! A form: a row that stands for one entity in every country. `{}` stands for the country, in the
//! path (`/State forces/{}/Police`) for its name, in the names for however it is called: `{} police`
//! is found as *Kenyan police*, *Kenya police* and *Kenya’s police*, `police {}` as *police
//! haïtienne*, *police d’Haïti* and *policía de Haití*.

use super::entity::Standing;
use reportage_text::facet_path;

/// Stands for the country in paths and names.
pub const SLOT: &str = "{}";

/// An entity of every country.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Unique in the schema; an entity's id is `id@country's id`.
    pub id: String,
    /// Where its entities are filed, with a slot for the country.
    pub standings: Vec<Standing>,
    /// What its entities are.
    pub kind: String,
    /// How they are named.
    pub phrases: Vec<Phrase>,
}

/// Words beside a country's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As declared.
    pub words: String,
    /// Where the country stands.
    pub country: Side,
}

/// A side of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `Kenyan police`.
    Before,
    /// `police kényane`, `police of Kenya`.
    After,
}

impl Form {
    /// Returns `path` with the name of a country, the last of the country's path, in the slot.
    pub fn path(path: &str, country: &str) -> String {
        let names = facet_path::split(path).unwrap_or_default();
        let country = facet_path::split(country).and_then(|mut names| names.pop());
        let country = country.unwrap_or_default();
        let filled = names
            .iter()
            .map(|name| if name == SLOT { country.as_str() } else { name });
        facet_path::join(&filled.collect::<Vec<&str>>())
    }
}

/// Reads a name with a slot; `None` if the slot is not at one of its ends, or alone.
pub(super) fn phrase(name: &str) -> Option<Phrase> {
    let (words, country) = match (name.strip_prefix(SLOT), name.strip_suffix(SLOT)) {
        (Some(words), _) => (words, Side::Before),
        (None, Some(words)) => (words, Side::After),
        (None, None) => return None,
    };
    let words = words.trim();
    let fits = !words.contains(['{', '}']) && words.contains(char::is_alphanumeric);
    fits.then(|| Phrase {
        words: words.to_owned(),
        country,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_has_its_slot_at_one_end() {
        let phrase_of = |words: &str, country| {
            Some(Phrase {
                words: words.to_owned(),
                country,
            })
        };
        assert_eq!(phrase("{} police"), phrase_of("police", Side::Before));
        assert_eq!(phrase("police {}"), phrase_of("police", Side::After));
        for bad in ["police", "{}", "{} {}", "the {} police", "{} --"] {
            assert_eq!(phrase(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_country_s_own_name_goes_into_the_path() {
        assert_eq!(Form::path("/Police/{}/X", "/Kenya"), "/Police/Kenya/X");
        assert_eq!(Form::path("/{}", r"/A\/B"), r"/A\/B");
    }
}
