//! Generates `index-schema/world.bin` from tables based on GeoNames (<https://www.geonames.org>, CC BY 4.0).
//!
//! ```text
//! cargo run --release --example world -- DIR index-schema/world.bin
//! ```
//!
//! `DIR` has these tables, tab-separated, without quotes:
//! - `countries.tsv`, no header: name, ISO code, ISO-3 code, GeoNames id, official name, short name,
//!   alternates separated by `|`
//! - `subdivisions.tsv`: name, ISO 3166-2, GeoNames code (`US.IL`, `US.IL.167`), GeoNames id, type,
//!   alternates, level (1 or 2)
//! - `places.tsv`: GeoNames id, name, lat, lon, feature code, country, first and second level
//!   division, population, alternates
//! - `words.txt`: common English words, one per line (SCOWL, size 35: Debian's `wamerican-small`)
//! - `first.txt`, `last.txt`: names with their share in percent (United States census of 1990, public
//!   domain: the package `names` has them)
//!
//! `examples/world_tables.py` adds names in other scripts and newer places to these tables.
//!
//! Left out: historical, ruined and abandoned places; alternates in other scripts than Latin and [`SCRIPTS`], in
//! lowercase (transcriptions of Chinese, Japanese and Arabic) and in four capitals or fewer (codes
//! of airports); of places under [`WELL_KNOWN`] people where English is spoken, all alternates.
//! Places in countries with new divisions are moved to those ([`RECODED`]). If, in other countries, the seats of divisions are
//! mostly in divisions with other names, the tables do not fit each other and nothing is generated.
//! Countries have their official names only. Divisions without a place have no coordinates and are left out too.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;

use reportage::gazetteer::world::{Kind, SourcePlace, Traits, write};

/// The minimum population for alternates of places in English-speaking countries.
const WELL_KNOWN: u32 = 50_000;
const ENGLISH_SPEAKING: &[&str] = &["US", "GB", "AU", "CA", "NZ", "IE"];
/// The minimum share of people with a common name, in percent.
const COMMON_FIRST_NAME: f64 = 0.004;
const COMMON_SURNAME: f64 = 0.002;
/// Scripts other than Latin whose alternates are kept: Cyrillic, Hebrew, Arabic, Burmese, Ethiopic and Chinese.
const SCRIPTS: &[std::ops::RangeInclusive<char>] = &[
    '\u{400}'..='\u{4ff}',
    '\u{5d0}'..='\u{5ea}',
    '\u{620}'..='\u{6d3}',
    '\u{1000}'..='\u{109f}',
    '\u{1200}'..='\u{137f}',
    '\u{3400}'..='\u{9fff}',
];
/// The size in degrees of the cells over which the centre of a division is averaged, so that it is the middle of the settled
/// area and not of the population.
const CELL: f64 = 1.0;
/// Countries whose places have the codes of divisions that were merged since: the old code and the new. Vietnam's
/// 63 provinces became 34 on 1 July 2025 (resolution 202/2025/QH15 of its National Assembly), and all their codes changed.
#[rustfmt::skip]
const RECODED: &[(&str, &[(&str, &str)])] = &[("VN", &[
    ("01", "91"), ("03", "86"), ("05", "04"), ("09", "82"), ("13", "31"), ("20", "79"),
    ("21", "91"), ("23", "68"), ("24", "80"), ("30", "22"), ("32", "14"), ("33", "80"),
    ("34", "38"), ("35", "33"), ("37", "82"), ("39", "20"), ("43", "75"), ("44", "01"),
    ("45", "79"), ("46", "52"), ("47", "68"), ("49", "52"), ("50", "08"), ("52", "42"),
    ("53", "25"), ("54", "56"), ("55", "51"), ("58", "40"), ("59", "37"), ("60", "56"),
    ("61", "66"), ("62", "44"), ("63", "51"), ("64", "44"), ("65", "92"), ("66", "46"),
    ("67", "86"), ("68", "08"), ("69", "86"), ("70", "15"), ("71", "24"), ("72", "19"),
    ("73", "96"), ("74", "24"), ("75", "79"), ("76", "75"), ("77", "96"), ("78", "48"),
    ("79", "31"), ("80", "37"), ("81", "33"), ("82", "37"), ("83", "25"), ("84", "48"),
    ("85", "19"), ("86", "25"), ("87", "92"), ("88", "66"), ("89", "12"), ("90", "15"),
    ("91", "68"), ("92", "11"), ("93", "92"),
])];
/// The minimum number of seats with the name of a division for checking whether two tables fit.
const ENOUGH_SEATS: usize = 5;
/// Words for kinds of divisions; a name is also used without them.
const DIVISION_WORDS: &[&str] = &[
    "County",
    "Parish",
    "Borough",
    "Province",
    "District",
    "Region",
    "Department",
    "Governorate",
    "Municipality",
    "Prefecture",
    "State",
    "Oblast",
    "Rayon",
    "Raion",
    "Regency",
    "Provincia",
    "Departamento",
    "Municipio",
    "Département",
    "Province",
    "Wilaya",
    "Kabupaten",
    "Kota",
    "Distrito",
    "Powiat",
    "Okres",
    "Oblast'",
    "Emirate",
    "Land",
    "Canton",
    "Division",
    "Voivodeship",
    "Local Government Area",
    "Census Area",
    "Municipality of",
    "City of",
    "County of",
    "Provincia de",
    "Provincia del",
    "Municipio de",
    "Departamento de",
    "Département de",
    "Département du",
    "Département des",
    "Arrondissement de",
    "Arrondissement d’",
    "Arrondissement d'",
    "Arrondissement du",
    "Arrondissement des",
    "Landkreis",
    "Powiat",
    "Condado de",
    "Comarca de",
    "Distrito de",
    "Cantón",
    "Partido de",
    "Commune de",
    "Cercle de",
    "Province de",
    "Province du",
    "Région de",
    "Muḩāfaz̧at",
    "Mouḩafazat",
    "Shahrestān-e",
    "Ostān-e",
];

/// Sums over the cells of an area.
#[derive(Default)]
struct Area {
    population: u64,
    cells: BTreeMap<(i32, i32), (f64, f64, f64)>,
}

impl Area {
    fn add(&mut self, (lat, lon): (f64, f64), population: u32) {
        self.population += u64::from(population);
        let cell = ((lat / CELL).floor() as i32, (lon / CELL).floor() as i32);
        let sums = self.cells.entry(cell).or_default();
        *sums = (sums.0 + lat, sums.1 + lon, sums.2 + 1.0);
    }

    fn centre(&self) -> Option<(f64, f64)> {
        let (mut lat, mut lon, mut weight) = (0.0, 0.0, 0.0);
        for (y, x, n) in self.cells.values() {
            let width = (y / n).to_radians().cos();
            (lat, lon, weight) = (lat + width * y / n, lon + width * x / n, weight + width);
        }
        (weight > 0.0).then(|| (lat / weight, lon / weight))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out] = &arguments[..] else {
        return Err("a folder and the file to write are needed".into());
    };
    let read = |name: &str| std::fs::read_to_string(std::path::Path::new(dir).join(name));
    let (countries, divisions) = (read("countries.tsv")?, read("subdivisions.tsv")?);
    let places = read("places.tsv")?;
    let words: HashSet<String> = read("words.txt")?
        .lines()
        .filter(|word| !word.contains('\'') && word.starts_with(|c: char| c.is_lowercase()))
        .map(str::to_owned)
        .collect();
    let first_names = shares(&read("first.txt")?, COMMON_FIRST_NAME);
    let surnames = shares(&read("last.txt")?, COMMON_SURNAME);

    let rows = |text: &str, header: usize| -> Vec<Vec<String>> {
        let lines = text.lines().skip(header);
        lines
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect()
    };
    let mut countries = rows(&countries, 0);
    let mut divisions = rows(&divisions, 1);
    let mut places = rows(&places, 1);

    // Codes to ids, and the places in each. Rows without an id cannot be distinguished and are left out.
    let mut id_of: HashMap<&str, u32> = HashMap::new();
    countries.retain(|row| row[3].parse::<u32>().is_ok());
    divisions.retain(|row| row[3].parse::<u32>().is_ok());
    places.retain(|row| row[0].parse::<u32>().is_ok());
    for row in &countries {
        id_of.insert(&row[1], row[3].parse()?);
    }
    for row in &divisions {
        if matches!(row[6].as_str(), "1" | "2") && !row[2].is_empty() {
            id_of.insert(&row[2], row[3].parse()?);
        }
    }
    if let Some(country) = misfit(&divisions, &places) {
        return Err(format!(
            "the seats of {country} lie in other divisions than those of their names"
        )
        .into());
    }
    let mut areas: HashMap<String, Area> = HashMap::new();
    let mut out_rows: Vec<SourcePlace> = Vec::new();
    for row in &places {
        let kind = match row[4].as_str() {
            "PPLC" => Kind::Capital,
            "PPLA" => Kind::Seat,
            "PPLA2" => Kind::DistrictSeat,
            "PPLX" => Kind::Quarter,
            "PPLH" | "PPLQ" | "PPLW" | "PPLCH" => continue,
            _ => Kind::Town,
        };
        let position = (row[2].parse()?, row[3].parse()?);
        let population = row[8].parse().unwrap_or(0);
        let country = row[5].as_str();
        let first = format!("{country}.{}", division_code(country, &row[6]));
        let second = format!("{first}.{}", row[7]);
        for code in [country, &first, &second] {
            areas
                .entry(code.to_owned())
                .or_default()
                .add(position, population);
        }
        let parent = [second.as_str(), &first, country]
            .into_iter()
            .find_map(|code| id_of.get(code));
        let plain = ENGLISH_SPEAKING.contains(&country) && population < WELL_KNOWN;
        let mut alternates = if plain {
            Vec::new()
        } else {
            alternates(&row[1], &row[9])
        };
        alternates.extend(variant(&row[1]));
        out_rows.push(SourcePlace {
            id: row[0].parse()?,
            name: row[1].clone(),
            alternates,
            short_forms: Vec::new(),
            position: Some(position),
            population,
            parent: parent.copied(),
            kind,
        });
    }
    for row in &divisions {
        let (kind, code) = match row[6].as_str() {
            "1" => (Kind::Division, &row[2]),
            "2" => (Kind::District, &row[2]),
            _ => continue,
        };
        let area = areas.get(code.as_str());
        let population = area.map_or(0, |area| area.population);
        let position = area.and_then(Area::centre);
        // A county may be in a province that is not a division here (Munster): then it is in its country.
        let dots = code.match_indices('.').rev();
        let parent = dots
            .map(|(at, _)| &code[..at])
            .find_map(|above| id_of.get(above));
        let mut alternates = alternates(&row[0], &row[5]);
        alternates.extend(variant(&row[0]));
        let short_forms = std::iter::once(&row[0])
            .filter_map(|name| short_form(name))
            .collect();
        out_rows.push(SourcePlace {
            id: row[3].parse()?,
            name: row[0].clone(),
            alternates,
            short_forms,
            position,
            population: u32::try_from(population).unwrap_or(u32::MAX),
            parent: parent.copied(),
            kind,
        });
    }
    for row in &countries {
        let area = areas.get(row[1].as_str());
        let Some(area) = area else {
            continue;
        };
        let position = area.centre();
        // The other tables have the full names of countries, in several languages.
        let names = row[4..6]
            .iter()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        out_rows.push(SourcePlace {
            id: row[3].parse()?,
            name: row[0].clone(),
            alternates: names,
            short_forms: Vec::new(),
            position,
            population: u32::try_from(area.population).unwrap_or(u32::MAX),
            parent: None,
            kind: Kind::Country,
        });
    }
    let n = out_rows.len();
    let traits = |key: &str| Traits {
        word: key.split(' ').all(|word| words.contains(word)),
        first_name: first_names.contains(key),
        surname: surnames.contains(key),
    };
    let file = write(out_rows, traits, &first_names);
    std::fs::write(out, &file)?;
    println!("{n} places, {:.1} MB", file.len() as f64 / 1e6);
    Ok(())
}

/// Returns the current code of a division.
fn division_code<'a>(country: &str, code: &'a str) -> &'a str {
    let recoded = RECODED.iter().find(|(recoded, _)| *recoded == country);
    let codes = recoded.map_or(&[][..], |(_, codes)| codes);
    let now = codes.iter().find(|(old, _)| *old == code);
    now.map_or(code, |(_, now)| now)
}

/// Returns a country whose seats are mostly in divisions with other names; `None` if there is none.
fn misfit(divisions: &[Vec<String>], places: &[Vec<String>]) -> Option<String> {
    let country = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let firsts = divisions.iter().filter(|row| row[6] == "1");
    let codes: HashMap<(String, &str), &str> = firsts
        .map(|row| ((country(&row[2]), row[0].as_str()), row[2].as_str()))
        .collect();
    let mut seats: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in places
        .iter()
        .filter(|row| matches!(row[4].as_str(), "PPLA" | "PPLC"))
    {
        let Some(code) = codes.get(&(row[5].clone(), row[1].as_str())) else {
            continue;
        };
        let own = format!("{}.{}", row[5], division_code(&row[5], &row[6]));
        // Some first-level divisions have the codes of the second level below another.
        let within = *code == own || code.starts_with(&format!("{own}."));
        let (right, wrong) = seats.entry(&row[5]).or_default();
        *if within { right } else { wrong } += 1;
    }
    let mut seats = seats.into_iter();
    let misfit = seats.find(|(_, (right, wrong))| wrong > right && right + wrong >= ENOUGH_SEATS);
    misfit.map(|(country, _)| country.to_owned())
}

/// Returns the names of a census table with at least this share, in lowercase.
fn shares(text: &str, least: f64) -> BTreeSet<String> {
    let rows = text.lines().map(|line| line.split_whitespace());
    let named = rows.filter_map(|mut row| {
        let name = row.next()?;
        (row.next()?.parse::<f64>().ok()? >= least).then(|| name.to_lowercase())
    });
    named.collect()
}

/// Returns the alternates that are names in Latin script, as texts write them, or in one of [`SCRIPTS`].
fn alternates(name: &str, cell: &str) -> Vec<String> {
    let kept = |alternate: &&str| {
        let letters = || alternate.chars().filter(|c| c.is_alphabetic());
        if SCRIPTS
            .iter()
            .any(|script| letters().all(|c| script.contains(&c)))
        {
            let plain = |c: char| !c.is_ascii_digit() && !"(),،/".contains(c);
            return letters().count() > 1
                && !alternate.starts_with(char::is_lowercase)
                && alternate.chars().all(plain);
        }
        let latin = letters().all(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c));
        let code = letters().all(char::is_uppercase) && letters().count() <= 4;
        let marks = |text: &str| text.matches(['\'', '’', '‘', '`', 'ʻ']).count();
        alternate.starts_with(|c: char| c.is_uppercase())
            && latin
            && !code
            && alternate.chars().count() > 2
            && !alternate
                .contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | '(' | ')' | '/'))
            && marks(alternate) <= marks(name)
    };
    let mut names: Vec<String> = cell
        .split('|')
        .map(str::trim)
        .filter(kept)
        .map(str::to_owned)
        .collect();
    names.retain(|alternate| alternate != name);
    names.dedup();
    names
}

/// Returns a name with its first word written in full or short.
fn variant(name: &str) -> Option<String> {
    let pairs = [("St. ", "Saint "), ("Ft. ", "Fort "), ("Mt. ", "Mount ")];
    let other = |(short, long): (&str, &str)| {
        let bare = short.replace('.', "");
        if let Some(rest) = name.strip_prefix(long) {
            return Some(format!("{bare}{rest}"));
        }
        let rest = name
            .strip_prefix(short)
            .or_else(|| name.strip_prefix(bare.as_str()))?;
        Some(format!("{long}{rest}"))
    };
    pairs.into_iter().find_map(other)
}

/// Returns a division's name without the word for its kind.
fn short_form(name: &str) -> Option<String> {
    for word in DIVISION_WORDS {
        let before = name.strip_suffix(word).filter(|rest| rest.ends_with(' '));
        let after = name
            .strip_prefix(word)
            .filter(|rest| rest.starts_with(' ') || word.ends_with(['’', '\'']));
        if let Some(rest) = before.or(after) {
            return Some(rest.trim().to_owned());
        }
    }
    None
}
