//! Property tests.

use super::*;

/// A brute-force implementation: finds the longest names from left to right by comparing words. All
/// names are capitalised and belong to different entities.
fn brute_force(names: &[String], text: &str) -> Vec<(usize, usize)> {
    let folded = |text: &str| -> Vec<String> {
        let words = Words::of(text);
        (0..words.len())
            .map(|i| words.folded(i).to_owned())
            .collect()
    };
    let names: Vec<Vec<String>> = names.iter().map(|name| folded(name)).collect();
    let text = folded(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < text.len() {
        let fitting = names.iter().filter(|name| text[i..].starts_with(name));
        match fitting.map(Vec::len).max() {
            Some(len) => {
                found.push((i, i + len - 1));
                i += len;
            }
            None => i += 1,
        }
    }
    found
}

proptest::proptest! {
    #[test]
    fn the_longest_names_are_found_as_by_comparing_words(
        names in proptest::collection::btree_set("[AB]( [AB]){0,3}", 1..6),
        text in "[ABC]( [ABC]){0,12}",
    ) {
        let names: Vec<String> = names.into_iter().collect();
        let table: Vec<String> = names.iter().map(|name| format!("/{name}")).collect();
        let gazetteer = gazetteer(&table.join("\n"));
        let tags = gazetteer.tag(&text, &Words::of(&text));
        let mentions = tags.mentions.iter().map(|found| (found.first_word, found.last_word));
        let open = tags.unresolved.iter().map(|found| (found.first_word, found.last_word));
        let mut got: Vec<_> = mentions.chain(open).collect();
        got.sort_unstable();
        proptest::prop_assert_eq!(got, brute_force(&names, &text));
    }

    #[test]
    fn spans_are_whole_words_in_order(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "Haiti", "UN", "U.N.", "Viv", "Ansanm", "Port-au-Prince", "(VA)", "[UN]", "é", "’s",
                "\n", " ", " ", ".", "(", ")", "HNP", "National", "Police", "Barbecue", "MSS (",
                "haïtien", "SOLINO", "İ", "ﬁ", "\u{301}", "海地", "General", "Milot", "-", ",",
            ]),
            0..30,
        ),
    ) {
        let text = pieces.concat();
        let words = Words::of(&text);
        let tags = OF_TABLE.tag(&text, &words);
        let mentioned = tags.mentions.iter().map(|m| (m.start, m.end, m.first_word, m.last_word));
        let open = tags.unresolved.iter().map(|u| (u.start, u.end, u.first_word, u.last_word));
        let mut spans: Vec<_> = mentioned.chain(open).collect();
        spans.sort_unstable();
        let mut last_end = 0;
        for (start, end, first, last) in spans {
            proptest::prop_assert!(text.get(start..end).is_some());
            proptest::prop_assert_eq!(start, words.span(first).start);
            proptest::prop_assert_eq!(end, words.span(last).end);
            proptest::prop_assert!(start >= last_end);
            last_end = end;
        }
    }
}
