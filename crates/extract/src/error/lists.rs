//! Formats lists of pages and keys for messages.

/// Formats page numbers, with consecutive ones as ranges: `pages 1-4, 7`.
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

/// Formats keys, as many as fit on a line.
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
    fn consecutive_pages_are_shown_as_a_range() {
        assert_eq!(ranges(&[3]), "page 3");
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "pages 1-3, 7, 9-10");
    }
}
