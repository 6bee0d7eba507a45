//! Packs a table of translations from the text files that `tools/translations/` makes.
//!
//! ```text
//! cargo run --release --package reportage-translations --example pack -- DIR crates/translations/data/translations.bin
//! ```

use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use reportage_translations::pack::{Sources, pack};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out] = &arguments[..] else {
        return Err("usage: pack DIR OUT".into());
    };
    let open = |name: &str| File::open(Path::new(dir).join(name)).map(BufReader::new);
    let bytes = pack(Sources {
        to_english: open("to_en.tsv")?,
        from_english: open("from_en.tsv")?,
        forms: open("forms.tsv")?,
        function_words: open("function_words.tsv")?,
    })?;
    fs::write(out, bytes)?;
    Ok(())
}
