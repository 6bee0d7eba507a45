//! Lists of pages and keys as they are in messages.

/// Names pages in words, those in a row together: `pages 1-4, 7`.
pub(super) fn ranges(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*page) => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let mut words = Vec::new();
    for (first, last) in runs {
        words.push(match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        });
    }
    let pages = if pages.len() == 1 { "page" } else { "pages" };
    format!("{pages} {}", words.join(", "))
}

/// Names keys in words, so many that a line can hold them.
pub(super) fn named(keys: &[String]) -> String {
    const SHOWN: usize = 12; // keys
    if keys.is_empty() {
        return "none".to_owned();
    }
    let mut words = Vec::new();
    for key in keys.iter().take(SHOWN) {
        words.push(format!("`{key}`"));
    }
    if keys.len() > SHOWN {
        words.push(format!("{} more", keys.len() - SHOWN));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_row_are_named_by_the_first_and_the_last() {
        assert_eq!(ranges(&[3]), "page 3");
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "pages 1-3, 7, 9-10");
    }
}
