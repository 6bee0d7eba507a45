//! Prints the title and text of the reports in a file or folder.
//!
//! ```text
//! cargo run --release --example extract_file -- corpus/2025/kenscoff.txt
//! ```

use std::error::Error;
use std::path::PathBuf;

use reportage::corpus::{ReadOptions, Reader, WalkEntry, walk};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::args().nth(1).ok_or("name a file")?);
    // Without a worker process, the parsers of PDF and office files run in this process: see `ReadOptions`.
    let mut reader = Reader::new(ReadOptions::default());
    for found in walk(&[root], &[]) {
        let source = match found? {
            WalkEntry::Source(source) => source,
            WalkEntry::Skipped(skipped) => {
                eprintln!("{}: skipped, {}", skipped.shown, skipped.kind);
                continue;
            }
        };
        for record in reader.read(&source) {
            for warning in &record.warnings {
                eprintln!("warning: {warning}");
            }
            match record.report {
                Ok(report) => {
                    let title = report.title.as_deref().unwrap_or("untitled");
                    println!("{title}\n{}\n", report.body);
                }
                Err(error) => eprintln!("{error}"),
            }
        }
    }
    Ok(())
}
