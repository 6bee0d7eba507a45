//! Repeated queries over a report that is long enough for the cache of long reports, compared with one that is just too
//! short.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use reportage::indexer::{IndexOptions, Indexer};
use reportage::query;
use reportage::schema::IndexSchema;
use reportage::search::{Request, Searcher};

/// Creates an index of one report of about this many bytes.
fn searcher(bytes: usize) -> (tempfile::TempDir, Searcher) {
    let desk = tempfile::tempdir().expect("there is room");
    let folder = desk.path().join("reports");
    std::fs::create_dir(&folder).expect("there is room");
    let sentence = "It was calm in the hills above the town, and the market was open. ";
    let mut text = sentence.repeat(bytes / sentence.len());
    text.push_str("A helicopter landed at the harbour.\n");
    std::fs::write(folder.join("long.txt"), text).expect("there is room");
    let schema = IndexSchema::shipped();
    let indexer = Indexer::open(&desk.path().join("index"), &schema, IndexOptions::default());
    let indexer = indexer.expect("an index can be made");
    let (_, index) = indexer.run(&[folder], |_| {}).expect("it can be read");
    (desk, Searcher::new(index).expect("it is whole"))
}

fn reports(c: &mut Criterion) {
    let mut group = c.benchmark_group("a query over one report");
    for (name, bytes) in [("of 60 KiB, read each time", 60), ("of 70 KiB, kept", 70)] {
        let (_desk, searcher) = searcher(bytes << 10);
        let request = Request::new(query::parse("helicopter").expect("it is a query"));
        group.bench_function(name, |b| {
            b.iter(|| black_box(searcher.search(&request).expect("it is answered")));
        });
    }
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
