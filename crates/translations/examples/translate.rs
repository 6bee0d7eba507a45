//! Prints the English translations of the words on standard input, one per line: the word, a tab, the translations in order of
//! weight. `cargo run --package reportage-translations --example translate -- de < words.txt`

use std::error::Error;
use std::io::{self, BufRead};

use reportage_translations::{PIVOT, Translations};

fn main() -> Result<(), Box<dyn Error>> {
    let language = std::env::args()
        .nth(1)
        .ok_or("give the code of a language")?;
    let table = Translations::shipped()?;
    for word in io::stdin().lock().lines() {
        let word = word?;
        let found = table.of(&language, (&word.to_lowercase(), None), PIVOT);
        let found: Vec<String> = found.into_iter().map(|found| found.word).collect();
        println!("{word}\t{}", found.join("\t"));
    }
    Ok(())
}
