//! The tables embedded in the program.

use std::sync::LazyLock;

use super::{Lexicon, files};

/// Returns the shipped tables, parsed once.
pub fn shipped() -> &'static Lexicon {
    static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::shipped_files(files()));
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::File;
    use std::collections::HashSet;

    #[test]
    fn the_embedded_tables_can_be_read_and_each_class_has_words() {
        let mut lexicon = Lexicon::default();
        for file in files() {
            let before = lexicon.rows().len();
            assert_eq!(
                lexicon.read(file, file.shipped_text()),
                Ok(()),
                "{}",
                file.name()
            );
            if let File::Words(table) = file {
                for (class, _) in table.names() {
                    let new = &lexicon.rows()[before..];
                    assert!(new.iter().any(|row| row.class == *class), "{class:?}");
                }
            }
        }
    }

    #[test]
    fn codes_names_domains_and_publishers_are_unique() {
        let once = |values: Vec<&String>| {
            let mut seen = HashSet::new();
            for value in values {
                assert!(seen.insert(value.to_lowercase()), "{value}");
            }
        };
        let lexicon = shipped();
        let languages = lexicon.languages();
        let codes = languages
            .iter()
            .flat_map(|of| [&of.code].into_iter().chain(&of.others));
        once(codes.collect());
        once(languages.iter().flat_map(|of| &of.names).collect());
        once(lexicon.domains().iter().map(|of| &of.domain).collect());
        once(
            lexicon
                .publishers()
                .iter()
                .flat_map(|of| &of.names)
                .collect(),
        );
        once(
            lexicon
                .publishers()
                .iter()
                .flat_map(|of| &of.hosts)
                .collect(),
        );
    }
}
