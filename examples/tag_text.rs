//! Prints the mentions of places, actors and organisations in a text, with their positions.
//!
//! ```text
//! cargo run --release --example tag_text -- corpus/2025/kenscoff.txt
//! ```

use std::error::Error;

use reportage::analysis::words::Words;
use reportage::gazetteer::Gazetteer;
use reportage::schema::IndexSchema;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a text file")?;
    let text = std::fs::read_to_string(path)?;

    // The built-in schema; `IndexSchema::load` reads one from a folder.
    let names = Gazetteer::compile(&IndexSchema::shipped());
    let gazetteer = Gazetteer::open(names)?;
    let tags = gazetteer.tag(&text, &Words::of(&text));

    for mention in &tags.mentions {
        let (start, end) = (mention.start, mention.end); // bytes
        let name = &text[start..end];
        println!("{start}..{end}\t{name}\t{}{}", mention.facet, mention.path);
    }
    for name in &tags.unresolved {
        let (start, end) = (name.start, name.end);
        println!("{start}..{end}\t{}\t{:?}", &text[start..end], name.why);
    }
    Ok(())
}
