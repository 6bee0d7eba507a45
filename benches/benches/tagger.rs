//! Tagging the sample corpus with one tagger, which caches its lookups, compared with a new tagger for each text.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use reportage_gazetteer::gazetteer::{Gazetteer, ReportMetadata, Tagger, Tags, Text};
use reportage_gazetteer::schema::IndexSchema;
use reportage_text::analysis::vocabulary::Vocabulary;
use reportage_text::analysis::words::Words;

/// Returns the texts of the sample corpus.
fn texts(folder: &Path) -> Vec<(String, Words)> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the corpus is in the repository") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let words = Words::of(&text);
            texts.push((text, words));
        }
    }
    texts
}

fn caches(c: &mut Criterion) {
    let texts = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus"));
    let compiled = Gazetteer::compile(&IndexSchema::shipped());
    let gazetteer = Arc::new(Gazetteer::open(compiled).expect("it was just compiled"));
    let mut group = c.benchmark_group("tagging");
    group.sample_size(20);
    group.bench_function("one tagger for all texts", |b| {
        let mut tagger = Tagger::new(gazetteer.clone());
        let mut vocabulary = Vocabulary::default();
        b.iter(|| {
            for (text, words) in &texts {
                let numbers = &vocabulary.number(words);
                let text = Text {
                    text,
                    words,
                    numbers,
                };
                black_box(tagger.tag_with(text, ReportMetadata::default(), &Tags::default()));
            }
        });
    });
    group.bench_function("each text by itself", |b| {
        b.iter(|| {
            for (text, words) in &texts {
                black_box(gazetteer.tag(text, words));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, caches);
criterion_main!(benches);
