//! Generates many short reports as JSON Lines, for measurements: pieces of real ones, with other places, dates and names.
//!
//! ```text
//! cargo run --release --example made_reports -- 1000000 corpus > million.jsonl
//! ```
//!
//! The same number and folder give the same bytes. As in real collections, a few places, sources and words are frequent and most
//! are rare, the vocabulary grows with the number of reports, and some dates are imprecise or missing.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use reportage::analysis::language_tables::shipped;
use reportage::analysis::passages::{self, Lengths};
use reportage::analysis::words::Words;
use reportage::corpus::{ReadOptions, Reader, WalkEntry, walk};
use reportage::facet_path;
use reportage::schema::IndexSchema;
use serde_json::json;

/// The length of the pieces of reports, in words.
const LENGTHS: Lengths = Lengths {
    min_words: 12,
    max_words: 40,
};
/// The maximum number of pieces of a report.
const MOST_PIECES: usize = 4;
/// The years in which they were published.
const YEARS: std::ops::Range<u64> = 2005..2026;
/// The number of sources.
const SOURCES: usize = 40;
/// The number of surnames per report, for a person who is quoted.
const SURNAMES_PER_REPORT: f64 = 0.1;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "made_reports NUMBER FOLDER";
    let number: usize = arguments.next().ok_or(usage)?.parse()?;
    let folder = PathBuf::from(arguments.next().ok_or(usage)?);
    let pieces = pieces(folder)?;
    let places = places();
    if pieces.is_empty() || places.is_empty() {
        return Err("no text or no places to make reports of".into());
    }
    let surnames = 1 + (number as f64 * SURNAMES_PER_REPORT) as usize;
    let mut random = Random(number as u64);
    let mut out = BufWriter::new(io::stdout().lock());
    for n in 0..number {
        let place = &places[random.rank(places.len())];
        let speaker = surname(random.rank(surnames));
        let mut body = format!("{speaker} of {place} said so in report {n}.");
        for _ in 0..=random.below(MOST_PIECES) {
            body.push_str("\n\n");
            body.push_str(&pieces[random.below(pieces.len())]);
        }
        let report = json!({
            "id": format!("made-{n}"),
            "title": format!("{place}: {speaker}"),
            "published": date(&mut random),
            "source": format!("Source {}", random.rank(SOURCES)),
            "text": body,
        });
        writeln!(out, "{report}")?;
    }
    out.flush()?;
    Ok(())
}

/// Cuts the reports of a folder into pieces of a few sentences.
fn pieces(folder: PathBuf) -> Result<Vec<String>, Box<dyn Error>> {
    let tables = shipped();
    let mut reader = Reader::new(ReadOptions::default());
    let mut pieces = Vec::new();
    for found in walk(&[folder], &[]) {
        let WalkEntry::Source(source) = found? else {
            continue;
        };
        for record in reader.read(&source) {
            let body = record.report?.body;
            let words = Words::of(&body);
            let cut = passages::cut(&tables, &body, &words, LENGTHS, &[]);
            pieces.extend(cut.into_iter().map(|piece| body[piece.bytes].to_owned()));
        }
    }
    Ok(pieces)
}

/// Returns the names of all places of the tables with a known position.
fn places() -> Vec<String> {
    let schema = IndexSchema::shipped();
    let entities = schema.entities.iter();
    let places = entities.filter(|entity| entity.position.is_some());
    let paths = places.filter_map(|place| place.standings.first());
    paths
        .map(|standing| facet_path::last_name(&standing.path))
        .collect()
}

/// Returns a date; one of twenty reports has none, and two have a month or a year only.
fn date(random: &mut Random) -> Option<String> {
    let year = YEARS.start + random.below((YEARS.end - YEARS.start) as usize) as u64;
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    match random.below(20) {
        0 => None,
        1 => Some(year.to_string()),
        2 => Some(format!("{year}-{month:02}")),
        _ => Some(format!("{year}-{month:02}-{day:02}")),
    }
}

/// Returns the surname with this number: two to four syllables.
fn surname(mut number: usize) -> String {
    const CONSONANTS: [char; 16] = [
        'b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z',
    ];
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let syllables = CONSONANTS.len() * VOWELS.len();
    let mut name = String::new();
    while name.len() < 4 || number > 0 {
        let syllable = number % syllables;
        let consonant = CONSONANTS[syllable % CONSONANTS.len()];
        match name.is_empty() {
            true => name.push(consonant.to_ascii_uppercase()),
            false => name.push(consonant),
        }
        name.push(VOWELS[syllable / CONSONANTS.len()]);
        number /= syllables;
    }
    name
}

/// Pseudorandom numbers: SplitMix64 (Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, which is at least 1.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Returns a number below `end`, with a Zipf distribution: small numbers are far more frequent.
    fn rank(&mut self, end: usize) -> usize {
        let share = self.next() as f64 / u64::MAX as f64;
        let rank = (end as f64).powf(share) - 1.0;
        (rank as usize).min(end - 1)
    }
}
