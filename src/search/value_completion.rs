//! Completes facet values on a command line: paths level by level, or names.

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
            if prefix.starts_with('/') {
                let (above, last) = levels(prefix);
                let fits = |(path, own): &(&str, &str)| {
                    own.starts_with(&last)
                        && facet_path::depth(path) == above.len() + 1
                        && facet_path::names(path)
                            .iter()
                            .zip(&above)
                            .all(|(name, above)| key(name) == *above)
                };
                let fitting = filed.with_keys().filter(fits).take(limit);
                return Ok(fitting
                    .map(|(path, _)| open_ended(path, filed.paths()))
                    .collect());
            }
            let wanted = key(prefix);
            let fitting = filed
                .with_keys()
                .filter(|(_, own)| own.starts_with(&wanted));
            let names: BTreeSet<String> = fitting
                .map(|(path, _)| facet_path::last_name(path))
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
