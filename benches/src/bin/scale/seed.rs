//! Reads what texts are generated from: the words of the table of translations, and the sample corpus as reportage reads it.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use reportage_translations::Translations;
use serde::Deserialize;

use crate::text::Seed;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");
/// All generated text is in this language.
const LANGUAGE: &str = "en";

#[derive(Deserialize)]
struct Exported {
    language: Option<String>,
    body: String,
}

/// Indexes the corpus in `folder` and takes the texts in [`LANGUAGE`].
pub fn read(reportage: &Path, folder: &Path, words: &Translations) -> Result<Seed, Box<dyn Error>> {
    let index = folder.join("corpus-index");
    if index.exists() {
        fs::remove_dir_all(&index)?;
    }
    let mut command = Command::new(reportage);
    command.args(["index", "--no-config", "--quiet", "--index"]);
    let status = command.arg(&index).arg(CORPUS).status()?;
    if !status.success() {
        return Err(format!("reportage cannot index the corpus: {status}").into());
    }
    let mut command = Command::new(reportage);
    command.args(["export", "--no-config", "--index"]);
    let output = command.arg(&index).output()?;
    let mut texts = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let report: Exported = serde_json::from_str(line)?;
        // Tables are no text.
        if report.language.as_deref() == Some(LANGUAGE) && !report.body.contains('|') {
            texts.push(report.body);
        }
    }
    if texts.is_empty() {
        return Err("reportage exports no texts of the corpus".into());
    }
    fs::remove_dir_all(&index)?;
    let texts = texts.iter().map(String::as_str);
    Ok(Seed::new(words.words(LANGUAGE), texts))
}
