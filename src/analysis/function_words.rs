//! Function words: the closed classes (articles, pronouns, prepositions, conjunctions,
//! auxiliaries) of the languages that reports are most often in, folded.
//!
//! They serve two ends: a query does not require them, and they tell languages apart fast.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::Words;

/// One language's function words.
pub struct FunctionWords {
    /// ISO 639-1 code.
    pub language: &'static str,
    /// Words that are function words and, in no other language here, words with a meaning of their
    /// own that somebody would search for. Queries drop these.
    pub plain: &'static [&'static str],
    /// Function words that mean something elsewhere (`car`, `son`, `die`): they count for telling
    /// languages apart and are never dropped from a query.
    pub ambiguous: &'static [&'static str],
}

/// The languages that have a list.
pub const LANGUAGES: &[FunctionWords] = &[
    FunctionWords {
        language: "en",
        plain: &[
            "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be",
            "because", "been", "before", "being", "between", "both", "but", "by", "could", "did",
            "do", "does", "doing", "during", "each", "for", "from", "had", "has", "have", "having",
            "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its",
            "itself", "me", "more", "most", "my", "no", "nor", "not", "of", "on", "only", "or",
            "other", "our", "out", "over", "own", "same", "she", "should", "so", "some", "such",
            "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
            "those", "through", "to", "too", "under", "until", "up", "very", "was", "we", "were",
            "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "with",
            "would", "you", "your",
        ],
        ambiguous: &["can", "may", "will", "am", "us", "again", "against"],
    },
    FunctionWords {
        language: "fr",
        plain: &[
            "a", "ai", "ainsi", "alors", "apres", "au", "aucun", "aucune", "aussi", "autre",
            "autres", "aux", "avaient", "avait", "avant", "avec", "avoir", "c", "ce", "ceci",
            "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chez", "comme",
            "d", "dans", "de", "depuis", "des", "dont", "du", "elle", "elles", "en", "entre",
            "est", "et", "etaient", "etait", "ete", "etre", "eux", "furent", "fut", "il", "ils",
            "j", "je", "l", "la", "le", "les", "leur", "leurs", "lors", "lui", "m", "mais", "meme",
            "n", "ne", "nous", "on", "ont", "ou", "par", "parce", "pas", "pendant", "peu", "plus",
            "pour", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "sans",
            "se", "selon", "sera", "ses", "si", "soit", "sous", "sur", "tandis", "toute", "toutes",
            "tres", "un", "une", "vers", "vos", "votre", "vous", "y",
        ],
        ambiguous: &[
            "car", "donc", "mes", "me", "nos", "or", "son", "sont", "tous", "tout",
        ],
    },
    FunctionWords {
        language: "es",
        plain: &[
            "a", "al", "algunas", "algunos", "ante", "antes", "aquel", "aunque", "bajo", "cada",
            "como", "con", "cual", "cuales", "cuando", "de", "del", "desde", "donde", "durante",
            "e", "el", "ella", "ellas", "ellos", "en", "entre", "esa", "esas", "ese", "eso",
            "esos", "esta", "estaba", "estaban", "estan", "estas", "esto", "estos", "fue",
            "fueron", "ha", "haber", "habia", "habian", "hacia", "hasta", "hay", "la", "las", "le",
            "les", "lo", "los", "mas", "mientras", "muy", "ni", "nos", "o", "otra", "otras",
            "otro", "otros", "para", "pero", "por", "porque", "que", "quien", "quienes", "se",
            "segun", "ser", "si", "sobre", "su", "sus", "tambien", "tan", "tras", "u", "un", "una",
            "unas", "uno", "unos", "y", "ya",
        ],
        ambiguous: &[
            "contra", "era", "este", "han", "no", "sea", "sido", "sin", "son",
        ],
    },
    FunctionWords {
        language: "ht",
        plain: &[
            "ak", "anba", "ant", "apre", "ava", "avan", "avek", "ba", "chak", "depi", "epi",
            "genyen", "jis", "ki", "le", "li", "lot", "menm", "mwen", "nan", "nou", "osnon",
            "oswa", "ou", "pandan", "pou", "poukisa", "sa", "sila", "sou", "tankou", "tout", "yo",
            "yon", "youn", "te", "ka", "pral", "deja", "toujou",
        ],
        ambiguous: &[
            "an", "anpil", "ansanm", "ap", "e", "gen", "kom", "kont", "kote", "la", "lan", "men",
            "pa", "se", "si", "van",
        ],
    },
    FunctionWords {
        language: "pt",
        plain: &[
            "ao", "aos", "apos", "as", "ate", "com", "como", "da", "das", "de", "desde", "do",
            "dos", "e", "ela", "elas", "ele", "eles", "em", "entre", "esta", "estao", "foi",
            "foram", "ja", "mais", "mas", "muito", "na", "nao", "nas", "nos", "o", "os", "ou",
            "para", "pela", "pelas", "pelo", "pelos", "por", "qual", "quando", "que", "quem", "se",
            "sem", "seu", "seus", "sob", "sobre", "sua", "suas", "tambem", "um", "uma",
        ],
        ambiguous: &["a", "era", "no", "ser", "sao"],
    },
    FunctionWords {
        language: "de",
        plain: &[
            "aber", "als", "auch", "auf", "aus", "bei", "bis", "da", "dem", "den", "der", "des",
            "doch", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "fur",
            "gegen", "haben", "hatte", "hatten", "ich", "ihr", "ihre", "im", "ist", "mit", "nach",
            "nicht", "noch", "nur", "oder", "sein", "seine", "sich", "sie", "sind", "uber", "um",
            "und", "unter", "vom", "von", "vor", "waren", "wie", "wir", "wird", "wurde", "wurden",
            "zu", "zum", "zur",
        ],
        ambiguous: &["am", "an", "das", "die", "hat", "in", "so", "war", "was"],
    },
    FunctionWords {
        language: "it",
        plain: &[
            "agli", "ai", "al", "alla", "alle", "anche", "che", "chi", "come", "con", "da",
            "dagli", "dal", "dalla", "degli", "dei", "del", "della", "delle", "di", "dopo", "e",
            "gli", "hanno", "i", "il", "la", "le", "lo", "loro", "ma", "nei", "nel", "nella",
            "nelle", "non", "ogni", "per", "piu", "quando", "questa", "questo", "se", "si", "sono",
            "stata", "stato", "su", "sua", "sul", "sulla", "suo", "tra", "un", "una", "uno",
        ],
        ambiguous: &["a", "era", "ha", "in", "o"],
    },
    FunctionWords {
        language: "nl",
        plain: &[
            "aan", "als", "bij", "dat", "de", "deze", "die", "dit", "door", "een", "en", "er",
            "had", "heeft", "het", "hij", "hun", "ik", "is", "maar", "meer", "met", "naar", "niet",
            "nog", "of", "om", "ook", "op", "te", "tegen", "tot", "uit", "van", "voor", "was",
            "wat", "werd", "werden", "wordt", "ze", "zich", "zij", "zijn", "zo",
        ],
        ambiguous: &["in", "over"],
    },
];

/// Function words that lose their vowel before another word (`l’attaque`), without it, folded, by language.
const ELIDED: &[(&str, &[&str])] = &[
    ("ca", &["d", "l", "m", "n", "s", "t"]),
    (
        "fr",
        &[
            "c", "d", "entr", "j", "jusqu", "l", "lorsqu", "m", "n", "presqu", "puisqu", "qu",
            "quelqu", "quoiqu", "s", "t",
        ],
    ),
    ("ht", &["k", "l", "m", "n", "t", "w", "y"]),
    (
        "it",
        &[
            "all", "c", "coll", "d", "dall", "dell", "l", "m", "nell", "quell", "s", "sull", "t",
            "un", "v",
        ],
    ),
    ("pt", &["d"]),
];

/// Which of the lists in [`LANGUAGES`] a word stands in, as a bit each, in their order.
pub type LanguageLists = u16;

static LISTED: LazyLock<HashMap<&str, LanguageLists, rapidhash::fast::RandomState>> =
    LazyLock::new(|| {
        let mut listed = HashMap::default();
        for (i, words) in LANGUAGES.iter().enumerate() {
            for word in words.plain.iter().chain(words.ambiguous) {
                *listed.entry(*word).or_insert(0) |= 1 << i;
            }
        }
        listed
    });

/// Returns the lists that `folded` stands in.
pub fn lists_of(folded: &str) -> LanguageLists {
    LISTED.get(folded).copied().unwrap_or(0)
}

/// Returns the lists that each of several words stands in.
pub fn lists_of_all(words: &Words) -> Vec<LanguageLists> {
    (0..words.len())
        .map(|i| lists_of(words.folded(i)))
        .collect()
}

/// Returns whether `folded` is a function word of one of the `languages`, also one that means
/// something elsewhere.
pub fn is_listed(languages: &[&str], folded: &str) -> bool {
    let lists = lists_of(folded);
    let mut listed = (0..LANGUAGES.len()).filter(|i| lists >> i & 1 == 1);
    lists != 0 && listed.any(|i| languages.contains(&LANGUAGES[i].language))
}

/// Returns whether `folded` is a function word of `language` that a query may drop.
pub fn may_be_dropped(language: &str, folded: &str) -> bool {
    let list = LANGUAGES.iter().find(|words| words.language == language);
    list.is_some_and(|words| words.plain.contains(&folded))
}

/// Returns whether `folded`, before an apostrophe, is a function word of `language` without its vowel.
pub fn is_elided(language: &str, folded: &str) -> bool {
    let mut lists = ELIDED.iter();
    lists.any(|(of, words)| *of == language && words.contains(&folded))
}

/// Returns whether `folded`, before an apostrophe, is a function word of any language without its vowel.
pub fn is_elided_anywhere(folded: &str) -> bool {
    ELIDED.iter().any(|(_, words)| words.contains(&folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_a_word_is_plain_or_ambiguous_never_both() {
        for words in LANGUAGES {
            for word in words.plain.iter().chain(words.ambiguous) {
                assert_eq!(super::super::fold::fold(word), **word, "{}", words.language);
            }
            for word in words.ambiguous {
                assert!(!words.plain.contains(word), "{} {word}", words.language);
            }
        }
    }

    #[test]
    fn words_with_a_meaning_elsewhere_are_never_dropped() {
        for (language, word) in [("fr", "car"), ("de", "war"), ("es", "era"), ("fr", "son")] {
            assert!(!may_be_dropped(language, word));
        }
        assert!(may_be_dropped("fr", "les"));
        assert!(!may_be_dropped("xx", "the"));
    }
}
