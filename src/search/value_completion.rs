//! Completes facet values while a user types them.

use std::collections::BTreeSet;

use crate::facet_path;

use super::error::SearchError;
use super::filed_paths::key;
use super::searcher::Searcher;

impl Searcher {
    /// Returns the values of a facet that complete `prefix`, sorted; at most `limit`. Only values that living reports are
    /// filed under count, and values above these.
    ///
    /// A prefix that starts with `/` is completed to paths, one level at a time as file names are: `/Haiti/Ou` to
    /// `/Haiti/Ouest/`, with the slash because values are below it. Any other is compared with the names of all values, case and accents folded, and completed to names.
    ///
    /// # Errors
    /// No such facet, or the index cannot be read.
    pub fn complete_value(
        &self,
        facet: &str,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<String>, SearchError> {
        self.unharmed(|| {
            self.must_know(facet, None)?;
            let filed = self.filed(facet)?;
            let paths = filed.paths();
            if prefix.starts_with('/') {
                let (above, last) = levels(prefix);
                let fits = |path: &&String| {
                    let mut names = facet_path::names(path);
                    let name = names.pop().unwrap_or_default();
                    key(&name).starts_with(&last)
                        && names.iter().map(|name| key(name)).eq(above.iter().cloned())
                };
                let fitting = paths.iter().filter(fits).take(limit);
                return Ok(fitting.map(|path| open_ended(path, paths)).collect());
            }
            let wanted = key(prefix);
            let names = paths.iter().map(|path| facet_path::last_name(path));
            let names: BTreeSet<String> = names
                .filter(|name| key(name).starts_with(&wanted))
                .collect();
            Ok(names.into_iter().take(limit).collect())
        })
    }
}

/// Splits the start of a path into the keys of its complete names and the key of the unfinished one.
fn levels(prefix: &str) -> (Vec<String>, String) {
    let mut names = facet_path::names(prefix);
    let last = match prefix.ends_with('/') {
        true => String::new(),
        false => names.pop().unwrap_or_default(),
    };
    (names.iter().map(|name| key(name)).collect(), key(&last))
}

/// Adds a `/` to one of `paths` if others are below it. A path with a `/` at its end is the same value.
fn open_ended(path: &str, paths: &[String]) -> String {
    let below = format!("{path}/");
    let after = paths.partition_point(|other| other.as_str() < below.as_str());
    match paths
        .get(after)
        .is_some_and(|other| other.starts_with(&below))
    {
        true => below,
        false => path.to_owned(),
    }
}
