//! Prints the passages that match a query, with their positions and with matches in brackets.
//!
//! ```text
//! cargo run --release --example index_folder -- /tmp/corpus.index corpus
//! cargo run --release --example search_index -- /tmp/corpus.index 'helicopters for the police'
//! ```

use std::error::Error;
use std::path::Path;

use reportage::index::OpenIndex;
use reportage::query;
use reportage::response::{Part, Shown};
use reportage::search::{Request, Searcher};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, text] = &arguments[..] else {
        return Err("name the folder of an index and a query".into());
    };
    let searcher = Searcher::new(OpenIndex::open(Path::new(dir))?)?;
    let response = searcher.search(&Request::new(query::parse(text)?))?;
    for hit in &response.hits {
        let Shown::Passage(passage) = &hit.shown else {
            continue; // a request may ask for reports instead
        };
        let line = passage.line.unwrap_or(1); // other formats have pages
        println!("{}. {}:{line}", hit.rank, hit.report.path);
        for part in &passage.parts {
            match part {
                Part::Plain(text) => print!("{text}"),
                Part::Match { text, .. } => print!("[{text}]"),
            }
        }
        println!("\n");
    }
    Ok(())
}
