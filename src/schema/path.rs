//! Facet paths: `/Haiti/Ouest/Kenscoff`; a `/` inside a name is written `\/`, a `\` as `\\`.

/// Splits a path into its names. `None` if it does not start with `/`, has an empty name, or a
/// backslash stands before anything but `/` and `\`.
pub fn split(path: &str) -> Option<Vec<String>> {
    let mut chars = path.strip_prefix('/')?.chars();
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
    let blank = |name: &String| name.trim().len() != name.len() || name.is_empty();
    (!names.iter().any(blank)).then_some(names)
}

/// Joins names into a path.
pub fn join<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut path = String::new();
    for name in names {
        path.push('/');
        path.push_str(&name.replace('\\', r"\\").replace('/', r"\/"));
    }
    path
}

/// Returns the part of a well-formed path up to the end of its first name (`/Haiti`).
pub fn top(path: &str) -> &str {
    &path[..name_end(path)]
}

/// Returns how many names a well-formed path has.
pub fn depth(path: &str) -> usize {
    let (mut rest, mut names) = (path, 0);
    while !rest.is_empty() {
        rest = &rest[name_end(rest)..];
        names += 1;
    }
    names
}

/// Returns where the first name ends in `path`, which starts with the `/` before it.
fn name_end(path: &str) -> usize {
    let mut escaped = true; // the slash that the path starts with ends no name
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
    fn a_path_is_split_at_bare_slashes() {
        assert_eq!(split(r"/Haiti/Nord\/Est").unwrap(), ["Haiti", "Nord/Est"]);
        for bad in [
            "", "/", "Haiti", "/Haiti/", "//Haiti", r"/a\b", r"/a\", "/ a",
        ] {
            assert_eq!(split(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_joined_is_split_again() {
        assert_eq!(join(["Haiti", r"Nord/Est\"]), r"/Haiti/Nord\/Est\\");
        assert_eq!(split(&join([r"a\/b"])).unwrap(), [r"a\/b"]);
    }

    #[test]
    fn the_top_ends_where_the_first_name_does() {
        assert_eq!(top("/Haiti"), "/Haiti");
        assert_eq!(top(r"/A\/B/C"), r"/A\/B");
        assert_eq!((depth("/Haiti"), depth(r"/A\/B/C"), depth("")), (1, 2, 0));
        assert_eq!(top(""), "");
    }
}
