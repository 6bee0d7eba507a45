//! The tables that the program carries with it.

use std::sync::LazyLock;

use super::{Lexicon, TABLES};

/// Returns the tables of the program, read once.
pub fn shipped() -> &'static Lexicon {
    static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| {
        let mut lexicon = Lexicon::default();
        for &table in TABLES {
            lexicon
                .read(table, table.shipped_text())
                .expect("a test reads the tables that are embedded");
        }
        lexicon
    });
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_can_be_read_and_each_class_has_words() {
        let mut lexicon = Lexicon::default();
        for &table in TABLES {
            let before = lexicon.rows().len();
            let read = lexicon.read(table, table.shipped_text());
            assert_eq!(read, Ok(()), "{}", table.file());
            for class in table.classes() {
                let new = &lexicon.rows()[before..];
                assert!(new.iter().any(|row| row.class == *class), "{class:?}");
            }
        }
    }
}
