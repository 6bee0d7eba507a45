//! The forms of adjectives of countries (`украинский`, `украинских`): the tables declare one of
//! them.

use std::sync::LazyLock;

use reportage_text::analysis::fold::fold;

/// The table. Its header documents the columns, sources and licence.
const TABLE: &str = include_str!("../../../../index-schema/adjective-endings.tsv");

static ENDINGS: LazyLock<Vec<Ending>> = LazyLock::new(|| read(TABLE));

/// An ending of adjectives.
struct Ending {
    declared: &'static str,
    folded: String,
    /// What replaces it in the other forms.
    forms: Vec<&'static str>,
    /// Prefixes with a definite article.
    articles: Vec<&'static str>,
    /// Prefixes without one.
    prefixes: Vec<&'static str>,
}

/// Returns the other forms of a demonym as declared.
pub(super) fn forms(demonym: &str) -> Vec<String> {
    let fits = |ending: &&Ending| demonym.ends_with(ending.declared);
    let longest = |ending: &&Ending| ending.declared.len();
    let Some(ending) = ENDINGS.iter().filter(fits).max_by_key(longest) else {
        return Vec::new();
    };
    let stem = &demonym[..demonym.len() - ending.declared.len()];
    let others = ending.forms.iter().map(|form| format!("{stem}{form}"));
    let mut all: Vec<String> = others.collect();
    all.extend(with_prefixes(ending, demonym));
    for form in 0..ending.forms.len() {
        all.extend(with_prefixes(ending, &all[form]));
    }
    all
}

fn with_prefixes(ending: &Ending, form: &str) -> Vec<String> {
    let prefixes = ending.articles.iter().chain(&ending.prefixes);
    prefixes.map(|prefix| format!("{prefix}{form}")).collect()
}

/// Returns whether a folded word starts with an article that is written together with it.
pub(super) fn has_article(word: &str) -> bool {
    let mut articles = ENDINGS.iter().flat_map(|ending| &ending.articles);
    !word.is_ascii() && articles.any(|article| word.starts_with(article))
}

/// Returns whether a folded word may be the last name of a person as well as an adjective.
pub(super) fn may_be_surname(word: &str) -> bool {
    let mut endings = ENDINGS.iter().filter(|ending| !ending.articles.is_empty());
    has_article(word) && endings.any(|ending| word.ends_with(&ending.folded))
}

/// Parses the embedded table.
fn read(table: &'static str) -> Vec<Ending> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_language, declared, forms, articles, prefixes] = columns[..] else {
            panic!("adjective-endings.tsv: five columns are expected in `{row}`");
        };
        let list = |cell: &'static str| cell.split_whitespace().collect();
        Ending {
            declared,
            folded: fold(declared),
            forms: list(forms),
            articles: list(articles),
            prefixes: list(prefixes),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_adjective_has_the_forms_of_the_longest_ending() {
        let has = |demonym: &str, form: &str| forms(demonym).iter().any(|other| other == form);
        assert!(has("ukrainische", "ukrainischer"));
        assert!(has("украинский", "украинских") && !has("украинский", "украинських"));
        assert!(has("український", "українських"));
        assert!(has("سوداني", "السودانية") && has("سوداني", "للسوداني"));
        assert_eq!(forms("Kenyan"), Vec::<String>::new());
    }

    #[test]
    fn only_forms_with_an_article_may_be_surnames() {
        assert!(may_be_surname("السوداني") && !may_be_surname("سوداني"));
        assert!(has_article("السودانيه") && !may_be_surname("السودانيه"));
        assert!(!has_article("kenyan"));
    }
}
