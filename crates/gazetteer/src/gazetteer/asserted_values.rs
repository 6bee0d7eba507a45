//! Finds the paths of values that metadata and exports assert: either one name in export spelling,
//! or names from the top down (country, region, town).

use super::blob::Gazetteer;
use super::keys::key;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// Separates a town and a part of it in exports.
const PART_OF_TOWN: &str = " - ";
/// Separates two names of one group in exports.
const OR_IN_FULL: &str = ": ";

impl Gazetteer {
    /// Returns the path under `facet` of the entity with this asserted value: one of its names, or
    /// an export spelling (`JNIM: Group for Support of Islam and Muslims`,
    /// `Military Forces of Mali (2021-)`, `Port-au-Prince - Solino`) that identifies a single
    /// entity.
    pub fn asserted_path(&self, facet: &str, value: &str) -> Option<String> {
        let as_named = self.likeliest(facet, value);
        as_named.or_else(|| self.path_as_exported(facet, value))
    }

    fn path_as_exported(&self, facet: &str, value: &str) -> Option<String> {
        let bare = without_years(value);
        let mut paths: Vec<String> = Vec::new();
        if let Some((town, part)) = bare.split_once(PART_OF_TOWN)
            && self.is_of_places(facet)
        {
            let town = self.likeliest(facet, town)?;
            paths = self.paths_named(facet, part);
            paths.retain(|path| *path != town && facet_path::is_at_or_below(path, &town));
        } else {
            for reading in std::iter::once(bare).chain(bare.split(OR_IN_FULL)) {
                let named = self.paths_named(facet, reading);
                paths.extend(<[String; 1]>::try_from(named).into_iter().flatten());
            }
        }
        paths.sort_unstable();
        paths.dedup();
        let [path] = <[String; 1]>::try_from(paths).ok()?;
        Some(path)
    }

    /// Returns the path for names from the top down: each is looked up below the previous ones,
    /// then anywhere below the first, because exports have levels that the tables omit. An unknown
    /// name becomes a new value at that position; an unknown part of a town
    /// (`Pétion-Ville - Laboule`) becomes one below the town.
    pub fn path_of(&self, facet: &str, names: &[String]) -> String {
        let mut path = String::new();
        for name in names {
            let parts = match name.split_once(PART_OF_TOWN) {
                Some((town, part))
                    if !path.is_empty() && self.paths_named(facet, name).is_empty() =>
                {
                    let inside =
                        |found: &String| facet_path::is_at_or_below(found, facet_path::top(&path));
                    let known = self.paths_named(facet, town).iter().any(inside);
                    known.then_some([town, part])
                }
                Some(_) | None => None,
            };
            match parts {
                Some(parts) => parts
                    .iter()
                    .for_each(|part| path = self.below(facet, &path, part)),
                None => path = self.below(facet, &path, name),
            }
        }
        path
    }

    /// Returns the path for `name` below `path`.
    fn below(&self, facet: &str, path: &str, name: &str) -> String {
        let named = self.paths_named_as_level(facet, name);
        let literal = path.to_owned() + &facet_path::join(&[name]);
        let below = |above: &str| -> Vec<&String> {
            let inside =
                |found: &&String| *found != above && facet_path::is_at_or_below(found, above);
            named.iter().filter(inside).collect()
        };
        let inside = below(path);
        let nearest = inside.iter().min_by_key(|found| facet_path::depth(found));
        match (nearest, &below(facet_path::top(path))[..]) {
            _ if named.contains(&literal) => literal,
            (Some(found), _) if !path.is_empty() => (**found).clone(),
            (_, [found]) => (*found).clone(),
            // A district often has the name of its main town.
            _ if named.iter().any(|named| named == path) => path.to_owned(),
            _ => literal,
        }
    }

    /// Returns the paths of a name that may end with the word for its level: `Ouest department`.
    fn paths_named_as_level(&self, facet: &str, name: &str) -> Vec<String> {
        let named = self.paths_named(facet, name);
        match name.rsplit_once(' ') {
            Some((bare, level)) if named.is_empty() && self.is_division(level) => {
                self.paths_named(facet, bare)
            }
            Some(_) | None => named,
        }
    }

    fn is_division(&self, word: &str) -> bool {
        self.lexicon().has(&key(word), Class::Division)
    }
}

/// Removes years in brackets at the end of a value: `Police Forces of Haiti (2024-)`.
fn without_years(value: &str) -> &str {
    let years = |inside: &str| {
        let digits = inside.chars().filter(char::is_ascii_digit).count();
        let rest = inside
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' '));
        rest && digits >= 4
    };
    let bracket = value
        .strip_suffix(')')
        .and_then(|value| value.rsplit_once('('));
    match bracket {
        Some((name, inside)) if years(inside) => name.trim_end(),
        Some(_) | None => value,
    }
}
