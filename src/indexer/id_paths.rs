//! Id prefixes for reports without an id of their own: the path relative to the root. If several roots have a file at the
//! same relative path, all but the first also get the root's name.

use std::collections::HashMap;

use crate::index::Roots;
use crate::index::source_key::parts_of;

/// Finds sources whose id prefix is not simply their path.
pub(super) struct IdPaths {
    /// From the number of a root to its position in the list of roots.
    order: HashMap<u32, usize>,
    names: Vec<String>,
    /// From a relative path to the position of the first root with a source there; empty if there is only one root.
    first: HashMap<String, usize>,
}

impl IdPaths {
    /// Collects the relative paths of the sources.
    pub(super) fn of<'a>(roots: &Roots, keys: impl Iterator<Item = &'a str>) -> IdPaths {
        let order: HashMap<u32, usize> = roots
            .iter()
            .enumerate()
            .map(|(i, root)| (root.number, i))
            .collect();
        let mut first = HashMap::new();
        if order.len() > 1 {
            for (root, below) in keys.filter_map(parts_of) {
                if let Some(&root) = order.get(&root) {
                    let first = first.entry(below.to_owned()).or_insert(root);
                    *first = root.min(*first);
                }
            }
        }
        IdPaths {
            order,
            names: roots.iter().map(|root| root.name.clone()).collect(),
            first,
        }
    }

    /// Returns the id prefix of a source if it differs from the path relative to the root.
    pub(super) fn id_path(&self, key: &str) -> Option<String> {
        let (root, below) = parts_of(key)?;
        let root = *self.order.get(&root)?;
        let first = *self.first.get(below)?;
        (first != root).then(|| format!("{}/{below}", self.names[root]))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn ids_of_files_at_one_path_in_several_roots_begin_with_the_names_of_all_but_the_first() {
        let mut roots = Roots::default();
        for name in ["docs", "wire", "wire"] {
            roots.add(Path::new("/x"), name, Path::new(""));
        }
        let keys = ["2/a.txt", "1/a.txt", "1/b.txt", "0/c.txt", "2/c.txt"];
        let ids = IdPaths::of(&roots, keys.into_iter());
        let wanted = [
            ("1/a.txt", None),
            ("2/a.txt", Some("wire-2/a.txt")),
            ("1/b.txt", None),
            ("0/c.txt", None),
            ("2/c.txt", Some("wire-2/c.txt")),
        ];
        for (key, wanted) in wanted {
            assert_eq!(ids.id_path(key).as_deref(), wanted, "{key}");
        }
    }
}
