//! Prints the names in the text on standard input, with their facet values and evidence.
//! `cargo run --example names < corpus/2025/kenscoff.txt`

use std::error::Error;
use std::io::{self, Read};

use reportage_gazetteer::gazetteer::Gazetteer;
use reportage_gazetteer::schema::IndexSchema;
use reportage_text::analysis::words::Words;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped()))?;
    for mention in gazetteer.tag(&text, &Words::of(&text)).mentions {
        let name = &text[mention.start..mention.end];
        println!(
            "{name}: {}{} ({})",
            mention.facet, mention.path, mention.kind
        );
        for evidence in &mention.evidence {
            println!("    {evidence}");
        }
    }
    Ok(())
}
