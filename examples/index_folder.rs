//! Synchronizes an index with folders of reports and shows progress. A second run reads only changed files.
//!
//! ```text
//! cargo run --release --example index_folder -- /tmp/corpus.index corpus
//! ```

use std::error::Error;
use std::path::PathBuf;

use reportage::indexer::{Event, IndexOptions, Indexer, with_causes};
use reportage::schema::IndexSchema;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let [dir, folders @ ..] = &paths[..] else {
        return Err("name a folder for the index, and folders of reports".into());
    };
    let schema = IndexSchema::shipped();
    let indexer = Indexer::open(dir, &schema, IndexOptions::default())?;
    let (mut total, mut reports) = (0, 0);
    let (summary, _) = indexer.run(folders, |event| match event {
        Event::Reading { bytes } => total = bytes,
        Event::Read { bytes } => eprint!("\r{reports} reports, {bytes} of {total} bytes"),
        Event::Report(_) => reports += 1,
        Event::Warning(warning) => eprintln!("\nwarning: {}", with_causes(&warning)),
        Event::Problem(problem) => eprintln!("\n{}", with_causes(&problem)),
        Event::TaggedAgain { .. }
        | Event::Moved { .. }
        | Event::Withheld(_)
        | Event::Evicted(_)
        | Event::Gone { .. } => {}
        Event::Finishing => eprintln!("\nfinishing"),
    })?;
    println!("{:?}", summary.counts);
    Ok(())
}
