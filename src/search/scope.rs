//! Scopes: the languages of the texts in which a term counts.

use crate::analysis::language_code::LanguageCode;

/// The languages of the titles and passages in which a term counts. Lists are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All.
    Everywhere,
    /// These.
    In(Vec<LanguageCode>),
    /// All but these.
    NotIn(Vec<LanguageCode>),
}

impl Scope {
    /// Returns whether a term counts in a text of this language.
    pub fn has(&self, language: LanguageCode) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::In(languages) => languages.binary_search(&language).is_ok(),
            Scope::NotIn(languages) => languages.binary_search(&language).is_err(),
        }
    }

    /// Returns the scope in which both count; `None` if it is empty.
    pub fn intersection(&self, other: &Scope) -> Option<Scope> {
        match (self, other) {
            (Scope::Everywhere, other) | (other, Scope::Everywhere) => Some(other.clone()),
            (Scope::In(languages), other) | (other, Scope::In(languages)) => {
                let mut languages = languages.clone();
                languages.retain(|&language| other.has(language));
                (!languages.is_empty()).then_some(Scope::In(languages))
            }
            (Scope::NotIn(a), Scope::NotIn(b)) => {
                let mut languages = [a.as_slice(), b].concat();
                languages.sort_unstable();
                languages.dedup();
                Some(Scope::NotIn(languages))
            }
        }
    }

    /// Returns the scope in which either counts.
    pub fn union(self, other: Scope) -> Scope {
        match (self, other) {
            (Scope::Everywhere, _) | (_, Scope::Everywhere) => Scope::Everywhere,
            (Scope::In(mut languages), Scope::In(more)) => {
                languages.extend(more);
                languages.sort_unstable();
                languages.dedup();
                Scope::In(languages)
            }
            (Scope::NotIn(mut without), other) | (other, Scope::NotIn(mut without)) => {
                without.retain(|&language| !other.has(language));
                match without.is_empty() {
                    true => Scope::Everywhere,
                    false => Scope::NotIn(without),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes() -> Vec<Scope> {
        let codes = |codes: &[&str]| codes.iter().map(|code| LanguageCode::of(code)).collect();
        let lists: [&[&str]; 4] = [&["en"], &["en", "fr"], &["fr"], &["es", "fr"]];
        let mut all = vec![Scope::Everywhere];
        all.extend(lists.map(|list| Scope::In(codes(list))));
        all.extend(lists.map(|list| Scope::NotIn(codes(list))));
        all
    }

    #[test]
    fn scopes_behave_as_sets_of_languages() {
        for a in scopes() {
            for b in scopes() {
                for code in ["", "en", "es", "fr", "ru"] {
                    let language = LanguageCode::of(code);
                    let both = a.intersection(&b).is_some_and(|both| both.has(language));
                    assert_eq!(
                        both,
                        a.has(language) && b.has(language),
                        "{a:?} {b:?} {code}"
                    );
                    let either = a.clone().union(b.clone()).has(language);
                    assert_eq!(
                        either,
                        a.has(language) || b.has(language),
                        "{a:?} {b:?} {code}"
                    );
                }
            }
        }
    }
}
