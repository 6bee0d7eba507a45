//! Cursors: where the next page starts, and in which version of the index.

use crate::server::problem::{Kind, Problem};

/// The separator between offset and version.
const SEPARATOR: char = '.';

/// Creates the cursor of the page that starts with the hit number `offset`, counted from 0.
pub(super) fn cursor(offset: usize, version: u64) -> String {
    format!("{offset:x}{SEPARATOR}{version:016x}")
}

/// Returns the offset in a cursor.
///
/// # Errors
/// It is no cursor, or that of another version of the index: the next page would repeat hits or leave some out.
pub(super) fn offset(cursor: &str, version: u64) -> Result<usize, Problem> {
    let parsed = cursor.split_once(SEPARATOR).and_then(|(offset, of)| {
        let offset = usize::from_str_radix(offset, 16).ok()?;
        Some((offset, u64::from_str_radix(of, 16).ok()?))
    });
    match parsed {
        Some((offset, of)) if of == version => Ok(offset),
        Some(_) => {
            let detail = "the cursor is of an earlier version of the index";
            let hint = "start again without a cursor".to_owned();
            Err(Problem::new(Kind::IndexChanged, detail).hint(Some(hint)))
        }
        None => Err(Problem::parameter(
            "cursor",
            format!("`{cursor}` is no cursor"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_valid_in_its_version_of_the_index_only() {
        let made = cursor(20, 7);
        assert_eq!(offset(&made, 7), Ok(20));
        assert_eq!(offset(&made, 8).unwrap_err().status(), 409);
        assert_eq!(offset("20", 7).unwrap_err().status(), 400);
        assert_eq!(offset("-1.7", 7).unwrap_err().status(), 400);
    }
}
