//! Normalizes language codes in metadata to ISO 639-1 where it has one.

use reportage_text::analysis::language_tables::LanguageCodes;

/// Normalizes `fr`, `fr-HT`, `fr_FR`, `FRA`, `French`; `None` if it is not a language.
pub(super) fn code(codes: &LanguageCodes, stated: &str) -> Option<String> {
    let stated = stated.trim().to_lowercase();
    if let Some(language) = codes.by_name(&stated) {
        return Some(language.code.clone());
    }
    let primary = stated.split(['-', '_']).next()?;
    if !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    match primary.len() {
        2 => Some(primary.to_owned()),
        3 => match codes.language(primary) {
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
    fn codes_and_names_are_normalized_to_two_letters_if_possible() {
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
            let codes = LanguageCodes::default();
            assert_eq!(code(&codes, stated).as_deref(), wanted, "{stated}");
        }
    }
}
