//! A form: a row that stands for one entity in every country. `{}` stands for the country: in the
//! path (`/State forces/{}/Police`) for its name, in the names for any of its names. `{} police`
//! matches *Kenyan police*, *Kenya police* and *Kenya’s police*; `police {}` matches *police
//! haïtienne*, *police d’Haïti* and *policía de Haití*. `polisi wa {name}` matches the name of the
//! country as the next word: *polisi wa Kenya*.

use super::entity::Standing;
use reportage_text::facet_path;

/// The placeholder for the country in paths and names.
pub const PLACEHOLDER: &str = "{}";
/// The placeholder in names for the name of the country without a word in between.
const NAME: &str = "{name}";

/// An entity that every country has.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Unique in the schema; the id of an entity is `ID@ID of the country`.
    pub id: String,
    /// The facet values of its entities, with a placeholder for the country.
    pub standings: Vec<Standing>,
    /// The kind of its entities.
    pub kind: String,
    /// Their names.
    pub phrases: Vec<Phrase>,
    /// Words for the members and equipment of the entity with a country's name: `{} troops`.
    pub members: Vec<Phrase>,
    /// Words that mean the entity of the country that a report is about: `police`, `soldiers`.
    pub alone: Vec<String>,
}

/// Words next to the name of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words as declared.
    pub words: String,
    /// The position of the country.
    pub country: Side,
    /// Whether it is the name of the country that stands there, and not an adjective.
    pub by_name: bool,
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
    /// Returns `path` with the placeholder replaced by the name of a country, which is the last part of
    /// the country's path.
    pub fn path(path: &str, country: &str) -> String {
        let names = facet_path::split(path).unwrap_or_default();
        let country = facet_path::split(country).and_then(|mut names| names.pop());
        let country = country.unwrap_or_default();
        let filled = names.iter().map(|name| {
            if name == PLACEHOLDER {
                country.as_str()
            } else {
                name
            }
        });
        facet_path::join(&filled.collect::<Vec<&str>>())
    }
}

/// Parses a name with a placeholder; `None` if the placeholder is not at one end, or there are no other words.
pub(super) fn phrase(name: &str) -> Option<Phrase> {
    let by_name = name.strip_suffix(NAME);
    let (words, country) = match (
        name.strip_prefix(PLACEHOLDER),
        by_name.or_else(|| name.strip_suffix(PLACEHOLDER)),
    ) {
        (Some(words), _) => (words, Side::Before),
        (None, Some(words)) => (words, Side::After),
        (None, None) => return None,
    };
    let words = words.trim();
    let fits = !words.contains(['{', '}']) && words.contains(char::is_alphanumeric);
    fits.then(|| Phrase {
        words: words.to_owned(),
        country,
        by_name: by_name.is_some(),
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
                by_name: false,
            })
        };
        assert_eq!(phrase("{} police"), phrase_of("police", Side::Before));
        assert_eq!(phrase("police {}"), phrase_of("police", Side::After));
        let by_name = phrase("polisi wa {name}").unwrap();
        assert!(by_name.by_name && by_name.words == "polisi wa");
        for bad in [
            "police",
            "{}",
            "{} {}",
            "the {} police",
            "{} --",
            "{name} police",
        ] {
            assert_eq!(phrase(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_country_s_name_replaces_the_slot() {
        assert_eq!(Form::path("/Police/{}/X", "/Kenya"), "/Police/Kenya/X");
        assert_eq!(Form::path("/{}", r"/A\/B"), r"/A\/B");
    }
}
