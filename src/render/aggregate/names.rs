//! Short display names of facet values.

use std::collections::HashMap;

use crate::facet_path;

/// Returns the last name of each path, together with its parent's name where several would be the same. Values that are
/// not paths stay unchanged.
pub(super) fn short_names<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let values: Vec<&str> = values.collect();
    let last: Vec<String> = values.iter().map(|value| last_names(value, 1)).collect();
    let mut called: HashMap<&str, usize> = HashMap::new();
    for name in &last {
        *called.entry(name).or_default() += 1;
    }
    let name = |(value, name): (&&str, &String)| match called.get(name.as_str()) {
        Some(1) | None => name.clone(),
        Some(_) => last_names(value, 2),
    };
    values.iter().zip(&last).map(name).collect()
}

/// Returns the last names of a path, at most `most`, joined by `/`.
pub(super) fn last_names(value: &str, most: usize) -> String {
    if !value.starts_with('/') {
        return value.to_owned();
    }
    let names = facet_path::names(value);
    names[names.len().saturating_sub(most)..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_the_same_last_name_get_their_parents_name_too() {
        let values = [
            "/States/Haiti/Police",
            "/States/Kenya/Police",
            "/Armed groups/G9",
            "Wire",
        ];
        let names = short_names(values.into_iter());
        assert_eq!(names, ["Haiti/Police", "Kenya/Police", "G9", "Wire"]);
        assert_eq!(last_names("/A", 2), "A");
    }
}
