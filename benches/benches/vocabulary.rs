//! The vocabulary's own table of short words, compared with a map of the standard library with the same hash, on the words
//! of the sample corpus.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use reportage_text::analysis::vocabulary::{PerWord, Vocabulary};
use reportage_text::analysis::words::Words;

/// Returns the texts of the sample corpus.
fn texts(folder: &Path) -> Vec<Words> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the corpus is in the repository") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(Words::of(&text));
        }
    }
    texts
}

fn numbers(c: &mut Criterion) {
    let texts = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus"));
    let mut group = c.benchmark_group("numbers of words");
    group.bench_function("own table", |b| {
        let mut vocabulary = Vocabulary::default();
        b.iter(|| {
            for words in &texts {
                black_box(vocabulary.number(words));
            }
        });
    });
    group.bench_function("map with the same hash", |b| {
        let mut known: HashMap<Box<str>, u32, rapidhash::fast::RandomState> = HashMap::default();
        b.iter(|| {
            for words in &texts {
                let mut of = Vec::with_capacity(words.len());
                for i in 0..words.len() {
                    let word = words.folded(i);
                    let next = known.len() as u32;
                    of.push(match known.get(word) {
                        Some(number) => *number,
                        None => *known.entry(word.into()).or_insert(next),
                    });
                }
                black_box(of);
            }
        });
    });
    group.finish();
}

fn per_word(c: &mut Criterion) {
    let texts = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus"));
    let mut vocabulary = Vocabulary::default();
    let numbers: Vec<_> = texts.iter().map(|words| vocabulary.number(words)).collect();
    let mut by_word: HashMap<&str, usize, rapidhash::fast::RandomState> = HashMap::default();
    let mut by_number = PerWord::default();
    let mut group = c.benchmark_group("what is known of a word");
    group.bench_function("by its number", |b| {
        b.iter(|| {
            let mut sum = 0;
            for (words, numbers) in texts.iter().zip(&numbers) {
                for i in 0..words.len() {
                    sum += *by_number.get(numbers, i, || words.folded(i).len());
                }
            }
            sum
        });
    });
    group.bench_function("by its letters", |b| {
        b.iter(|| {
            let mut sum = 0;
            for words in &texts {
                for i in 0..words.len() {
                    let word = words.folded(i);
                    sum += *by_word.entry(word).or_insert(word.len());
                }
            }
            sum
        });
    });
    group.finish();
}

criterion_group!(benches, numbers, per_word);
criterion_main!(benches);
