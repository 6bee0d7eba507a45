//! Lists the reports of files and folders, with their dates and sizes: `cargo run --example reports -- corpus`

use std::path::PathBuf;

use reportage_extract::{ReadOptions, Reader, WalkEntry, walk};

fn main() {
    let roots: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut reader = Reader::new(ReadOptions::default());
    for found in walk(&roots, &[]) {
        let source = match found {
            Ok(WalkEntry::Source(source)) => source,
            Ok(WalkEntry::Skipped(_)) => continue,
            Err(error) => {
                eprintln!("{error}");
                continue;
            }
        };
        for record in reader.read(&source) {
            for warning in record.warnings {
                eprintln!("{warning}");
            }
            match record.report {
                Ok(report) => {
                    let date = report.published.map(|date| date.to_string());
                    let (id, bytes) = (report.id, report.body.len());
                    println!("{id} ({}, {bytes} bytes)", date.unwrap_or_default());
                }
                Err(error) => eprintln!("{error}"),
            }
        }
    }
}
