//! Finds the path for what an export states name by name: country, region, town.

use super::blob::Gazetteer;
use crate::facet_path;

/// What levels of administration are called in English.
#[rustfmt::skip]
const LEVELS: &[&str] = &[
    "commune", "county", "department", "district", "governorate", "municipality", "prefecture",
    "province", "region", "state",
];

impl Gazetteer {
    /// Returns the path that is meant by names from the top down: each is looked up below those
    /// before it, then anywhere below the first (exports have levels that the tables leave out). A
    /// name that is not found becomes a value of its own there.
    pub fn path_of(&self, facet: &str, names: &[String]) -> String {
        let mut path = String::new();
        for name in names {
            let named = self.paths_named_as_level(facet, name);
            let literal = path.clone() + &facet_path::join(&[name]);
            let below = |above: &str| -> Vec<&String> {
                let inside =
                    |found: &&String| *found != above && facet_path::is_at_or_below(found, above);
                named.iter().filter(inside).collect()
            };
            let inside = below(&path);
            let nearest = inside.iter().min_by_key(|found| facet_path::depth(found));
            path = match (nearest, &below(facet_path::top(&path))[..]) {
                _ if named.contains(&literal) => literal,
                (Some(found), _) if !path.is_empty() => (**found).clone(),
                (_, [found]) => (*found).clone(),
                // A district is often called as its main town.
                _ if named.contains(&path) => path,
                _ => literal,
            };
        }
        path
    }

    /// Returns the paths of a name that may have the word for its level behind it: `Ouest
    /// department`.
    fn paths_named_as_level(&self, facet: &str, name: &str) -> Vec<String> {
        let named = self.paths_named(facet, name);
        match name.rsplit_once(' ') {
            Some((bare, level)) if named.is_empty() && is_level(level) => {
                self.paths_named(facet, bare)
            }
            Some(_) | None => named,
        }
    }
}

fn is_level(word: &str) -> bool {
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word))
}
