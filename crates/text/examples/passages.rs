//! Splits the text on standard input into passages and prints the language and number of words of each:
//! `cargo run --example passages < corpus/2025/kenscoff.txt`

use std::io::{self, Read};

use reportage_text::analysis::language_tables::shipped;
use reportage_text::analysis::passages::{self, Lengths};
use reportage_text::analysis::words::Words;
use reportage_text::analysis::{language, passage_language};

fn main() -> io::Result<()> {
    let mut body = String::new();
    io::stdin().read_to_string(&mut body)?;
    let (tables, words) = (shipped(), Words::of(&body));
    let lists = tables.function_words.lists_of_all(&words);
    let report = language::detect(&tables, &body, &words, &lists);
    let lengths = Lengths {
        min_words: 40,
        max_words: 120,
    };
    for passage in passages::cut(&tables, &body, &words, lengths, &[]) {
        let count = passage.words.len();
        let language = passage_language::of_passage(
            &tables,
            &body,
            &words,
            &lists,
            passage.words.clone(),
            report,
        );
        println!("[{}, {count} words]", language.unwrap_or("unknown"));
        println!("{}\n", &body[passage.bytes]);
    }
    Ok(())
}
