//! Facet paths as text: `/Haiti/Ouest/Kenscoff`. A backslash escapes `/` and `\\` inside a name.

use std::collections::HashSet;

use rapidhash::fast::RandomState;

/// Splits a path from a user or from metadata into unescaped names. Tolerates malformed paths and
/// drops empty names, so `/` has none.
pub fn names(path: &str) -> Vec<String> {
    if memchr::memchr2(b'\\', b'\0', path.as_bytes()).is_none() {
        let names = path.split('/').filter(|name| !name.trim().is_empty());
        return names.map(str::to_owned).collect(); // the common case
    }
    let mut names = vec![String::new()];
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        let last = names.last_mut().expect("there is always one");
        match c {
            '\\' => last.extend(chars.next()),
            '/' => names.push(String::new()),
            '\0' => {} // tantivy's separator
            _ => last.push(c),
        }
    }
    names.retain(|name| !name.trim().is_empty());
    names
}

/// Splits a path from a table into its names, strictly. `None` if it does not start with `/`,
/// contains an empty name, or a backslash precedes anything but `/` and `\\`.
pub fn split(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix('/')?;
    let blank = |name: &str| name.trim().len() != name.len() || name.is_empty();
    if memchr::memchr(b'\\', path.as_bytes()).is_none() {
        let all = || path.split('/');
        return (!all().any(blank)).then(|| all().map(str::to_owned).collect());
    }
    let mut chars = path.chars();
    let mut names = vec![String::new()];
    while let Some(c) = chars.next() {
        let name = names.last_mut()?;
        match c {
            '/' => names.push(String::new()),
            '\\' => match chars.next() {
                Some(escaped @ ('/' | '\\')) => name.push(escaped),
                Some(_) | None => return None,
            },
            _ => name.push(c),
        }
    }
    (!names.iter().any(|name| blank(name))).then_some(names)
}

/// Joins names to a path.
pub fn join<S: AsRef<str>>(names: &[S]) -> String {
    let mut path = String::new();
    for name in names {
        path.push('/');
        let name = name.as_ref();
        if memchr::memchr2(b'/', b'\\', name.as_bytes()).is_none() {
            path.push_str(name);
            continue;
        }
        for c in name.chars() {
            if matches!(c, '/' | '\\') {
                path.push('\\');
            }
            path.push(c);
        }
    }
    path
}

/// Returns the last name of a path; empty if it has no names.
pub fn last_name(path: &str) -> String {
    names(path).pop().unwrap_or_default()
}

/// Returns whether `path` equals `ancestor` or is below it. Both must be in the form that [`join`]
/// writes.
pub fn is_at_or_below(path: &str, ancestor: &str) -> bool {
    match path.strip_prefix(ancestor) {
        Some(rest) => rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}

/// Returns the path and its ancestors, shortest first.
pub fn with_ancestors(path: &str) -> Vec<String> {
    let names = names(path);
    (1..=names.len()).map(|n| join(&names[..n])).collect()
}

/// Sorts well-formed paths and removes those that are ancestors of another one, which implies them.
pub fn without_implied(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths.dedup();
    let mut above: HashSet<&str, RandomState> = HashSet::default();
    for path in &paths {
        let mut end = path.len() - last_part(path).len();
        while end > 0 && above.insert(&path[..end]) {
            end -= last_part(&path[..end]).len();
        }
    }
    let implied: Vec<bool> = paths
        .iter()
        .map(|path| above.contains(path.as_str()))
        .collect();
    let mut implied = implied.into_iter();
    paths.retain(|_| !implied.next().unwrap_or(false));
    paths
}

/// Returns a well-formed path up to the end of its first name (`/Haiti`).
pub fn top(path: &str) -> &str {
    &path[..name_end(path)]
}

/// Returns the byte at which the first `n` names of a well-formed path end; its length if it has
/// fewer.
pub fn top_end(path: &str, n: usize) -> usize {
    let mut end = 0;
    for _ in 0..n {
        end += name_end(&path[end..]);
    }
    end
}

/// Returns a well-formed path from the slash of its last name on (`/Ouest`).
pub fn last_part(path: &str) -> &str {
    let mut rest = path;
    loop {
        match &rest[name_end(rest)..] {
            "" => return rest,
            next => rest = next,
        }
    }
}

/// Returns the number of names of a well-formed path.
pub fn depth(path: &str) -> usize {
    let (mut rest, mut names) = (path, 0);
    while !rest.is_empty() {
        rest = &rest[name_end(rest)..];
        names += 1;
    }
    names
}

/// Returns the byte at which the first name of `path` ends. `path` starts with a `/`.
fn name_end(path: &str) -> usize {
    let mut escaped = true; // the leading slash does not end a name
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'/' => return at,
            _ => {}
        }
    }
    path.len()
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
        assert_eq!([last_part(path), last_part("/Haiti")], [r"/B\\C", "/Haiti"]);
        assert_eq!(last_part(r"/Media/AC\/DC"), r"/AC\/DC");
    }

    #[test]
    fn a_path_is_below_another_only_at_a_name_boundary() {
        assert!(is_at_or_below("/Niger/Agadez", "/Niger"));
        assert!(!is_at_or_below("/Nigeria", "/Niger"));
    }

    #[test]
    fn ancestors_are_implied_by_their_descendants() {
        let paths = ["/Haiti", "/Kenya", "/Haiti/Ouest", "/Haiti"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(without_implied(paths), ["/Haiti/Ouest", "/Kenya"]);
        assert_eq!(with_ancestors("/A/B"), ["/A", "/A/B"]);
    }

    #[test]
    fn malformed_paths_are_not_split_strictly() {
        assert_eq!(split(r"/Haiti/Nord\/Est").unwrap(), ["Haiti", "Nord/Est"]);
        assert_eq!(split(&join(&[r"a\/b"])).unwrap(), [r"a\/b"]);
        for bad in [
            "", "/", "Haiti", "/Haiti/", "//Haiti", r"/a\b", r"/a\", "/ a",
        ] {
            assert_eq!(split(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_top_and_the_last_part_end_at_unescaped_slashes() {
        assert_eq!(top("/Haiti"), "/Haiti");
        assert_eq!(top(r"/A\/B/C"), r"/A\/B");
        assert_eq!((depth("/Haiti"), depth(r"/A\/B/C"), depth("")), (1, 2, 0));
        assert_eq!(top(""), "");
        assert_eq!((top_end(r"/A\/B/C/D", 2), top_end("/A", 2)), (7, 2));
        assert_eq!(last_name(r"/Haiti/AC\/DC"), "AC/DC");
    }
}
