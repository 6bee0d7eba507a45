//! Imports tables of administrative codes, such as OCHA's common operational datasets (COD) on HDX.

use std::collections::{BTreeMap, BTreeSet};

use super::filed::Filed;
use super::{Row, Taken};

/// The languages preferred for the main name, if a table has names in several.
const FIRST: [&str; 4] = ["en", "fr", "es", "pt"];

/// The columns of one administrative level.
#[derive(Default)]
pub(super) struct Level {
    /// Columns of names: the main one first, then other languages and alternative names.
    names: Vec<usize>,
    code: Option<usize>,
}

#[cfg(test)]
impl Level {
    /// Returns the name columns in order.
    pub fn columns(&self) -> Vec<usize> {
        self.names.clone()
    }
}

/// Returns the levels of a table with columns like `ADM1_EN` and `ADM1_PCODE`, or `admin1Name_en`
/// and `admin1Pcode`, from the top down. A level may have names in several languages (`ADM1_FR`,
/// `ADM1_AR`), a reference name (`ADM1_REF`) and alternative names (`ADM1ALT1EN`).
pub(super) fn of(header: &[String]) -> Vec<Level> {
    let mut names: BTreeMap<char, Vec<(usize, usize)>> = BTreeMap::new();
    let mut codes: BTreeMap<char, usize> = BTreeMap::new();
    for (at, column) in header.iter().enumerate() {
        let column = column.to_lowercase().replace('_', "");
        let rest = column
            .strip_prefix("admin")
            .or_else(|| column.strip_prefix("adm"));
        let Some((level, rest)) = rest.and_then(digit_first) else {
            continue;
        };
        if rest == "pcode" {
            codes.insert(level, at);
        } else if let Some(rank) = rank(rest) {
            names.entry(level).or_default().push((rank, at));
        }
    }
    let level = |(level, mut names): (char, Vec<(usize, usize)>)| {
        names.sort_unstable();
        Level {
            names: names.into_iter().map(|(_, at)| at).collect(),
            code: codes.get(&level).copied(),
        }
    };
    names.into_iter().map(level).collect()
}

fn digit_first(text: &str) -> Option<(char, &str)> {
    let level = text.chars().next().filter(char::is_ascii_digit)?;
    Some((level, &text[1..]))
}

/// Returns the rank of a name column by the rest of its heading (`en`, `nameen`, `alt1en`); `None`
/// if it does not contain names.
fn rank(heading: &str) -> Option<usize> {
    let (other, rest) = match heading.strip_prefix("alt") {
        Some(rest) => {
            let rest = rest.strip_prefix("name").unwrap_or(rest);
            (true, rest.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        None if heading == "ref" || heading == "refname" => (true, ""),
        None => (false, heading.strip_prefix("name").unwrap_or(heading)),
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    // `ADM1_ID` is more often a number than a name in Indonesian.
    let is_language =
        rest.len() == 2 && rest != "id" && rest.bytes().all(|b| b.is_ascii_lowercase());
    let names_nothing_else = rest.is_empty() && heading != rest; // `name`, `ref`
    if !is_language && !names_nothing_else {
        return None;
    }
    let language = FIRST.iter().position(|first| *first == rest);
    let language = match rest {
        "" => 0,
        _ => language.map_or(FIRST.len() + 1, |at| at + 1),
    };
    Some(language + usize::from(other) * (FIRST.len() + 2))
}

/// Collects each place of each level once. A row without a name on some level is used down to the
/// level before.
pub(super) fn take(levels: &[Level], records: &[Vec<String>], filed: &mut Filed) -> Taken {
    let mut taken = Taken::default();
    let mut seen = BTreeSet::new();
    for record in records {
        let cell = |at: usize| record.get(at).map_or("", String::as_str);
        let mut path = String::new();
        for (depth, level) in levels.iter().enumerate() {
            let mut names: Vec<&str> = Vec::new();
            for name in level.names.iter().map(|&at| cell(at)) {
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
            let Some((_, others)) = names.split_first() else {
                taken.left_out += 1;
                break;
            };
            let is_known;
            (path, is_known) = filed.below(&path, &names);
            let code = level.code.map_or("", cell);
            let id = if code.is_empty() {
                format!("place:{}", &path[1..])
            } else {
                format!("pcode:{code}")
            };
            if !seen.insert(id.clone()) {
                continue;
            }
            if is_known {
                taken.known += 1;
                continue;
            }
            let kind = match depth {
                0 => "country".to_owned(),
                _ => format!("level {depth}"),
            };
            let others = others.iter().filter(|other| !other.contains(['|', '\t']));
            taken.rows.push(Row {
                path: path.clone(),
                id,
                kind,
                names: others.copied().collect::<Vec<_>>().join("|"),
                lat: String::new(),
                lon: String::new(),
            });
        }
    }
    taken
}
