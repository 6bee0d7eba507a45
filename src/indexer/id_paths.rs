//! What the ids of reports begin with that state none: the path below the root. Where several roots of an index have a
//! file at the same path, those behind the first begin with the name of their root.

use std::collections::HashMap;

use crate::index::Roots;
use crate::index::source_key::parts_of;

/// Tells where ids begin otherwise.
pub(super) struct IdPaths {
    /// The places of roots in their order, by number.
    order: HashMap<u32, usize>,
    names: Vec<String>,
    /// The first root that has a source at a path; empty where there is one root.
    first: HashMap<String, usize>,
}

impl IdPaths {
    /// Learns where sources stand.
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

    /// Returns what the ids of a source begin with, if that is not its path below its root.
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
