//! Distances between words as measures of typos.

/// The additional cost of an edit of the first letter: people rarely get it wrong.
const FIRST_LETTER: f64 = 0.4;
/// The cost of swapping two adjacent letters.
const SWAP: f64 = 0.8;
/// The cost of doubling a letter, or of undoubling one.
const DOUBLED: f64 = 0.7;
/// The cost of replacing a vowel by another.
const VOWEL: f64 = 0.8;
/// The cost of inserting or deleting a letter at the end: often another form of the word.
const AT_END: f64 = 1.05;

/// Returns the optimal string alignment distance of two words: insertions, deletions, replacements and swaps of
/// adjacent letters, each letter edited at most once.
pub fn edits(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

/// Returns the maximum number of edits between two spellings of a name with this many letters.
pub fn close(letters: usize) -> usize {
    (letters / 3).clamp(1, 3)
}

/// Returns the cost of `typed` as a typo of `meant`: about 1 for each edit, less for the most common ones.
pub fn cost(typed: &str, meant: &str) -> f64 {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    let mut rows = vec![vec![0.0; meant.len() + 1]; typed.len() + 1];
    for i in 0..=typed.len() {
        for j in 0..=meant.len() {
            if i == 0 && j == 0 {
                continue;
            }
            let mut least = f64::INFINITY;
            let first = if i.min(j) <= 1 { FIRST_LETTER } else { 0.0 };
            if i > 0 {
                let last = i == typed.len() && j == meant.len();
                least =
                    least.min(rows[i - 1][j] + one_more(&typed, i - 1, last) + edge(first, j == 0));
            }
            if j > 0 {
                let last = i == typed.len() && j == meant.len();
                least =
                    least.min(rows[i][j - 1] + one_more(&meant, j - 1, last) + edge(first, i == 0));
            }
            if i > 0 && j > 0 {
                let (a, b) = (typed[i - 1], meant[j - 1]);
                let edit = match a == b {
                    true => 0.0,
                    false if is_vowel(a) && is_vowel(b) => VOWEL + edge(first, i == 1 && j == 1),
                    false => 1.0 + edge(first, i == 1 && j == 1),
                };
                least = least.min(rows[i - 1][j - 1] + edit);
            }
            if i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1] {
                let swap = if typed[i - 1] == typed[i - 2] {
                    0.0
                } else {
                    SWAP
                };
                least = least.min(rows[i - 2][j - 2] + swap);
            }
            rows[i][j] = least;
        }
    }
    rows[typed.len()][meant.len()]
}

fn edge(first: f64, is_first: bool) -> f64 {
    if is_first { first } else { 0.0 }
}

/// Returns the cost of letter `i` that only one of the words has.
fn one_more(word: &[char], i: usize, at_end: bool) -> f64 {
    let is_doubled = i > 0 && word[i - 1] == word[i];
    match (is_doubled, at_end) {
        (true, _) => DOUBLED,
        (false, true) => AT_END,
        (false, false) => 1.0,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}
