//! Language codes as metadata states them, brought to ISO 639-1 where that has one.

use std::sync::LazyLock;

use reportage_text::lexicon::Lexicon;

/// The table of languages.
static LANGUAGES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::shipped_file("languages.tsv"));

/// Reads `fr`, `fr-HT`, `fr_FR`, `FRA`, `French`; `None` if it is none of these.
pub(super) fn code(stated: &str) -> Option<String> {
    let stated = stated.trim().to_lowercase();
    let named = LANGUAGES.languages().iter().find(|language| {
        let mut names = language.names.iter();
        names.any(|name| name.to_lowercase() == stated)
    });
    if let Some(language) = named {
        return Some(language.code.clone());
    }
    let primary = stated.split(['-', '_']).next()?;
    if !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    match primary.len() {
        2 => Some(primary.to_owned()),
        3 => match LANGUAGES.language(primary) {
            Some(language) => Some(language.code.clone()),
            None if matches!(primary, "und" | "mul" | "zxx" | "mis") => None,
            None => Some(primary.to_owned()),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_all_kinds_come_down_to_two_letters_where_there_are_two() {
        for (stated, wanted) in [
            ("fr-HT", Some("fr")),
            ("es_ES.UTF-8", Some("es")),
            ("HAT", Some("ht")),
            ("English", Some("en")),
            ("Swahili", Some("sw")),
            ("kreyòl ayisyen", Some("ht")),
            ("quc", Some("quc")),
            ("und", None),
            ("", None),
            ("klingonish", None),
        ] {
            assert_eq!(code(stated).as_deref(), wanted, "{stated}");
        }
    }
}
