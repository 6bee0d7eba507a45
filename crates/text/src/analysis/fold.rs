//! Folding: the normal form in which characters are compared, without case, accents and width
//! variants.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use super::han::simplified;

/// Appends the folded form of `c` to `out`: lowercase, without accents, ligatures and width
/// variants; decimal digits of every script become ASCII, Chinese characters simplified, Korean
/// jamo composed. Some characters fold to nothing. The word that contains `c` starts at byte `word`
/// of `out`, so that marks are never composed with the previous word.
pub fn push_folded(c: char, out: &mut String, word: usize) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(digit) = decimal_digit(c) {
        out.push(char::from(b'0' + digit));
        return;
    }
    if let Some(plain) = without_decomposition(c) {
        out.push_str(plain);
        return;
    }
    if is_cyrillic(c) {
        // й is a separate letter: stemmers need it, and readers do not confuse it with и.
        out.extend(c.to_lowercase());
        return;
    }
    if is_accent(c) && join_cyrillic(c, out, word) {
        return;
    }
    if is_hangul_syllable(c) {
        out.push(c);
        return;
    }
    if is_jamo(c) {
        push_jamo(c, out, word);
        return;
    }
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |part| {
            if is_accent(part) || is_ignorable(part) {
                return;
            }
            match without_decomposition(part) {
                Some(plain) => out.push_str(plain),
                None if part.is_alphanumeric() || is_combining_mark(part) => {
                    out.extend(simplified(part).to_lowercase());
                }
                None => {}
            }
        });
    }
}

/// Folds a whole text character by character; white space and punctuation are kept.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = 0;
    for c in text.chars() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            push_folded(c, &mut out, word);
        } else {
            out.push(c);
            word = out.len();
        }
    }
    out
}

/// Folds letters that Unicode does not decompose but that people type in plain form.
fn without_decomposition(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        'ё' | 'Ё' => "е",
        'ς' => "σ", // uppercase has no final form either
        'ـ' => "",  // Arabic tatweel, which only stretches a word
        // Ayn and hamza in transliterations (Ṣanʿāʾ), soft and hard sign: usually omitted.
        '\u{2b9}'..='\u{2bf}' => "",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي", // including the Persian and Urdu letter
        'ة' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => "ه",
        'ک' => "ك",
        _ => return None,
    })
}

/// Composes an accent with the Cyrillic letter before it, the last character of `out` (some PDFs
/// and file systems write `й` as two characters). Returns whether it did.
fn join_cyrillic(accent: char, out: &mut String, word: usize) -> bool {
    let last = out[word..].chars().next_back().filter(|&c| is_cyrillic(c));
    let Some(whole) = last.and_then(|letter| compose(letter, accent)) else {
        return false;
    };
    out.pop();
    push_folded(whole, out, word);
    true
}

/// Appends a Korean jamo, composed with the preceding syllable if possible. Some file systems write
/// syllables decomposed.
fn push_jamo(jamo: char, out: &mut String, word: usize) {
    let last = out[word..].chars().next_back();
    match last.and_then(|last| compose(last, jamo)) {
        Some(syllable) => {
            out.pop();
            out.push(syllable);
        }
        None => out.push(jamo),
    }
}

fn is_hangul_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Returns whether `c` is a jamo, a component of a decomposed Korean syllable.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Returns whether folding removes `c`: accents of Latin and Greek letters, Arabic vowel marks,
/// Hebrew points, and the Devanagari nukta, which many texts omit. Vowel signs of Indic scripts are
/// kept.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Returns whether `c` is an invisible character inside a word: soft hyphen, joiner, byte order
/// mark.
pub fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// The zero digit of each script: code points of general category Nd with value zero in the basic
/// plane, Unicode 16 (`DerivedNumericType.txt`).
const ZEROS: &[char] = &[
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}',
    '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}',
    '\u{1b50}', '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}',
    '\u{a9f0}', '\u{aa50}', '\u{abf0}', '\u{ff10}',
];

/// Returns the value of a decimal digit of any script.
pub fn decimal_digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let after = ZEROS.partition_point(|&zero| zero <= c);
    let zero = *ZEROS.get(after.checked_sub(1)?)?;
    let value = c as u32 - zero as u32;
    (value < 10).then_some(value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_ligatures_and_widths_fold_away() {
        for (text, wanted) in [
            ("Chérizier", "cherizier"),
            ("Che\u{301}rizier", "cherizier"),
            ("cœur", "coeur"),
            ("STRASSE Straße", "strasse strasse"),
            ("ﬁn", "fin"),
            ("ＡＢＣ１", "abc1"),
            ("٢٠٢٥", "2025"),
            ("İstanbul", "istanbul"),
            ("Wałęsa", "walesa"),
            ("Ёлка Йод", "елка йод"),
            ("и\u{306}од е\u{308}лка Киї\u{301}в", "йод елка київ"),
            ("ΠΌΛΗΣ πόλης", "πολησ πολησ"),
            ("أَحْمَد آب إلى ٱلله", "احمد اب الي الله"),
            ("مدينة مدينه مـديـنة", "مدينه مدينه مدينه"),
            ("علی کرمان ۲۰۲۵", "علي كرمان 2025"),
            ("ISTANBUL ıstanbul", "istanbul istanbul"),
            ("हिन्दी", "हिन्दी"),
            ("ज़िला \u{95b}िला ज\u{93c}िला जिला", "जिला जिला जिला जिला"),
            ("國家 国家", "国家 国家"),
            ("서울 \u{1109}\u{1165}\u{110b}\u{116e}\u{11af}", "서울 서울"),
            ("Ṣanʿāʾ", "sana"),
        ] {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }

    #[test]
    fn folding_is_idempotent() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
