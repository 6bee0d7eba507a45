//! Determines the paths of imported places, below known places if their names match.

use std::collections::HashMap;

use crate::gazetteer::Gazetteer;
use reportage_text::facet_path;

/// Determines the paths of places from the top down.
pub(super) struct Filed<'a> {
    gazetteer: &'a Gazetteer,
    /// Cached results, by parent path and names.
    found: HashMap<(String, String), (String, bool)>,
}

impl<'a> Filed<'a> {
    pub fn new(gazetteer: &'a Gazetteer) -> Filed<'a> {
        Filed {
            gazetteer,
            found: HashMap::new(),
        }
    }

    /// Returns the path of a place directly below `above` (empty for a country), and whether the
    /// gazetteer knows it by any of `names`. The path of an unknown place uses the first name.
    ///
    /// The gazetteer files towns directly below first-level divisions, so known places are also
    /// searched for there.
    pub fn below(&mut self, above: &str, names: &[&str]) -> (String, bool) {
        let key = (above.to_owned(), names.concat());
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let mut homes = vec![above.to_owned()];
        homes.extend(facet_path::with_ancestors(above).into_iter().skip(1));
        let known = homes.iter().find_map(|home| {
            let mut names = names.iter();
            names.find_map(|name| self.gazetteer.place_right_below(home, name))
        });
        let found = match known {
            Some(path) => (path, true),
            None => (format!("{above}{}", facet_path::join(&names[..1])), false),
        };
        self.found.insert(key, found.clone());
        found
    }
}
