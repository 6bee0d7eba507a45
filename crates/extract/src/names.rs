//! Unique names of archive entries.

use std::collections::HashMap;

/// Makes names unique.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The names already given, with the last number tried for each.
    given: HashMap<String, u32>,
}

impl Names {
    /// Renames a second `a.pdf` to `a (2).pdf`.
    pub fn unique(&mut self, name: String) -> String {
        let Some(last) = self.given.get(&name) else {
            self.given.insert(name.clone(), 1);
            return name;
        };
        let mut number = *last;
        loop {
            number += 1;
            let candidate = match name.rsplit_once('.') {
                Some((stem, extension)) if !extension.contains('/') => {
                    format!("{stem} ({number}).{extension}")
                }
                Some(_) | None => format!("{name} ({number})"),
            };
            if !self.given.contains_key(&candidate) {
                self.given.insert(name, number);
                self.given.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_come_twice_are_numbered() {
        let mut names = Names::default();
        let given = [
            "a.pdf",
            "a.pdf",
            "a",
            "a",
            "a (3).pdf",
            "a.pdf",
            "b.c/a",
            "b.c/a",
        ]
        .map(|name| names.unique(name.to_owned()));
        assert_eq!(
            given,
            [
                "a.pdf",
                "a (2).pdf",
                "a",
                "a (2)",
                "a (3).pdf",
                "a (4).pdf",
                "b.c/a",
                "b.c/a (2)"
            ]
        );
    }
}
