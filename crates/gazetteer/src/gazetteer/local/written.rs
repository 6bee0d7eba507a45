//! The display form of the name of a composed place.

use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::token_view::TokenView;
use reportage_text::lexicon::Class;

/// Lowercase words inside names.
const SMALL: &[Class] = &[Class::Of, Class::Article, Class::And, Class::Particle];

/// Returns the words `span` (first and last) as a name: as written, with single spaces and without
/// quotes; in title case if the text is all caps.
pub(super) fn name(
    lexicon: &Lexicon,
    view: TokenView<'_>,
    span: (usize, usize),
    in_capitals: bool,
) -> String {
    let (first, last) = span;
    let mut name = String::new();
    for i in first..=last {
        let word = view.written(i);
        if i > first {
            let gap = view.gap(i - 1);
            name.push_str(
                match gap.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'))
                {
                    "-" | "\u{2010}" | "\u{2011}" => "-",
                    "'" | "’" => "’",
                    "." => ". ",
                    _ => " ",
                },
            );
        }
        let shouted = in_capitals && !word.contains(char::is_lowercase);
        let small = i > first && lexicon.of(view.folded(i)).has_any(SMALL);
        match (shouted, small) {
            (true, true) => name.push_str(&word.to_lowercase()),
            (true, false) => name.push_str(&title_case(word)),
            // `colonia Escalón`, where the kind is part of the path, is nevertheless capitalised.
            (false, _) if i == first || i == last => name.push_str(&capitalised(word)),
            (false, _) => name.push_str(word),
        }
    }
    name
}

fn title_case(word: &str) -> String {
    capitalised(&word.to_lowercase())
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportage_text::analysis::words::Words;

    #[test]
    fn names_in_capitals_are_shown_in_title_case_and_others_as_written() {
        for (text, in_capitals, shown) in [
            ("FLORENCIA DEL ESTE", true, "Florencia del Este"),
            ("LA  MASCOTA", true, "La Mascota"),
            ("ÉTANG-SALÉ", true, "Étang-Salé"),
            ("Ti-Rivière  d'Or", false, "Ti-Rivière d’Or"),
            ("Los Garzones airport", false, "Los Garzones Airport"),
        ] {
            let words = Words::of(text);
            let all = (0, words.len() - 1);
            assert_eq!(
                name(
                    &Lexicon::shipped(),
                    TokenView::new(text, &words),
                    all,
                    in_capitals
                ),
                shown
            );
        }
    }
}
