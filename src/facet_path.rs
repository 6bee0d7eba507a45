//! Facet paths as text: `/Haiti/Ouest/Kenscoff`. A `/` or `\` inside a name is written with a `\`
//! before it.

use std::collections::HashSet;

/// Splits a path into its names, unescaped; empty names are left out, so that `/` has none.
pub fn names(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        let last = names.last_mut().expect("there is always one");
        match c {
            '\\' => last.extend(chars.next()),
            '/' => names.push(String::new()),
            '\0' => {} // the engine's separator
            _ => last.push(c),
        }
    }
    names.retain(|name| !name.trim().is_empty());
    names
}

/// Writes names as a path.
pub fn join<S: AsRef<str>>(names: &[S]) -> String {
    let mut path = String::new();
    for name in names {
        path.push('/');
        for c in name.as_ref().chars() {
            if matches!(c, '/' | '\\') {
                path.push('\\');
            }
            path.push(c);
        }
    }
    path
}

/// Returns whether `path` stands at `ancestor` or below it. Both are in the form that [`join`]
/// writes.
pub fn is_at_or_below(path: &str, ancestor: &str) -> bool {
    match path.strip_prefix(ancestor) {
        Some(rest) => rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}

/// Returns the path and all paths above it, shortest first.
pub fn with_ancestors(path: &str) -> Vec<String> {
    let names = names(path);
    (1..=names.len()).map(|n| join(&names[..n])).collect()
}

/// Sorts paths and leaves out those that stand above another one, which implies them.
pub fn without_implied(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths.dedup();
    let mut above = HashSet::new();
    for path in &paths {
        let mut all = with_ancestors(path);
        all.pop();
        above.extend(all);
    }
    paths.retain(|path| !above.contains(path));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_inside_a_name_survives_splitting_and_joining() {
        let path = r"/Media/AC\/DC/B\\C";
        assert_eq!(names(path), ["Media", "AC/DC", r"B\C"]);
        assert_eq!(join(&names(path)), path);
        assert_eq!(names("Haiti//Ouest/"), ["Haiti", "Ouest"]);
    }

    #[test]
    fn below_means_a_whole_name_further_down() {
        assert!(is_at_or_below("/Niger/Agadez", "/Niger"));
        assert!(!is_at_or_below("/Nigeria", "/Niger"));
    }

    #[test]
    fn ancestors_are_implied_by_what_stands_below_them() {
        let paths = ["/Haiti", "/Kenya", "/Haiti/Ouest", "/Haiti"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(without_implied(paths), ["/Haiti/Ouest", "/Kenya"]);
        assert_eq!(with_ancestors("/A/B"), ["/A", "/A/B"]);
    }
}
