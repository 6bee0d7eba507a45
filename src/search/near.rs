//! Proximity matching: the occurrences of several parts that are within a distance of each other.

use std::collections::BTreeSet;

use crate::query::Order;

use super::clause::Occurrence;

/// Returns the occurrences that are in any match, in order, each once.
///
/// `parts` has the sorted occurrences of each part within one passage or title; `alike[i]` is the first part that is
/// equal to part `i`. A match has an occurrence of each part and at most `apart` other words from its first word to
/// its last. Equal parts need different occurrences; in [`Order::AsTyped`] each begins after the end of the one before.
pub fn satisfying(
    parts: &[&[Occurrence]],
    alike: &[usize],
    apart: u32,
    order: Order,
) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for lengths in lengths(parts, alike) {
        let limit = lengths.iter().sum::<u32>() + apart;
        let of_length = |(part, words): (&&[Occurrence], &u32)| {
            let part = part.iter().copied();
            part.filter(|place| place.words == *words).collect()
        };
        let parts: Vec<Vec<Occurrence>> = parts.iter().zip(&lengths).map(of_length).collect();
        if parts.iter().any(Vec::is_empty) {
            continue;
        }
        found.extend(match order {
            Order::Any => within_windows(&parts, alike, limit),
            Order::AsTyped => within_chains(&parts, limit),
        });
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns all combinations of the lengths of the parts, in words: the spellings of a part differ in length
/// (`cease-fire`). Equal parts have equal lengths.
fn lengths(parts: &[&[Occurrence]], alike: &[usize]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for (i, part) in parts.iter().enumerate() {
        let of_part: BTreeSet<u32> = part.iter().map(|place| place.words).collect();
        let longer = |before: &Vec<u32>| -> Vec<Vec<u32>> {
            let of_part = of_part.iter().copied();
            let of_part =
                of_part.filter(|words| before.get(alike[i]).is_none_or(|same| same == words));
            of_part
                .map(|words| [&before[..], &[words]].concat())
                .collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// For any order: returns all occurrences in windows of `limit` words that contain enough occurrences of each part.
/// It suffices to try the windows that begin with an occurrence.
fn within_windows(parts: &[Vec<Occurrence>], alike: &[usize], limit: u32) -> Vec<Occurrence> {
    let wanted = |i: usize| alike.iter().filter(|&&first| first == i).count();
    let distinct: Vec<(usize, &[Occurrence])> = (0..parts.len())
        .filter(|&i| alike[i] == i)
        .map(|i| (wanted(i), &parts[i][..]))
        .collect();
    let mut starts: Vec<u32> = distinct
        .iter()
        .flat_map(|(_, places)| places.iter().map(|place| place.position))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut found = Vec::new();
    for start in starts {
        let within = |places: &[Occurrence]| {
            let first = places.partition_point(|place| place.position < start);
            let n = places[first..].partition_point(|place| place.end() <= start + limit);
            first..first + n
        };
        let enough = |(wanted, places): &(usize, &[Occurrence])| within(places).len() >= *wanted;
        if distinct.iter().all(enough) {
            for (_, places) in &distinct {
                found.extend_from_slice(&places[within(places)]);
            }
        }
    }
    found
}

/// For the order of the query: returns all occurrences on chains that have one occurrence of each part and at most
/// `limit` words. For each occurrence, the latest start of a chain up to it and the earliest end of one from it are
/// computed.
fn within_chains(parts: &[Vec<Occurrence>], limit: u32) -> Vec<Occurrence> {
    let mut latest_start: Vec<Vec<Option<u32>>> = Vec::with_capacity(parts.len());
    for (i, places) in parts.iter().enumerate() {
        let reached = |place: &Occurrence| match i.checked_sub(1) {
            None => Some(place.position),
            Some(before) => {
                let n = parts[before].partition_point(|other| other.end() <= place.position);
                n.checked_sub(1).and_then(|last| latest_start[before][last])
            }
        };
        let row = places.iter().map(reached).collect();
        latest_start.push(row);
    }
    let mut earliest_end: Vec<Vec<Option<u32>>> = vec![Vec::new(); parts.len()];
    for (i, places) in parts.iter().enumerate().rev() {
        let left = |place: &Occurrence| match parts.get(i + 1) {
            None => Some(place.end()),
            Some(after) => {
                let next = after.partition_point(|other| other.position < place.end());
                earliest_end[i + 1].get(next).copied().flatten()
            }
        };
        earliest_end[i] = places.iter().map(left).collect();
    }
    let mut found = Vec::new();
    for (i, places) in parts.iter().enumerate() {
        for (n, place) in places.iter().enumerate() {
            if let (Some(start), Some(end)) = (latest_start[i][n], earliest_end[i][n])
                && end - start <= limit
            {
                found.push(*place);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(positions: &[u32], words: u32) -> Vec<Occurrence> {
        let occurrence = |&position| Occurrence { position, words };
        positions.iter().map(occurrence).collect()
    }

    fn slices(parts: &[Vec<Occurrence>]) -> Vec<&[Occurrence]> {
        parts.iter().map(Vec::as_slice).collect()
    }

    /// Tries every choice of one occurrence for each part.
    fn by_trying(
        parts: &[Vec<Occurrence>],
        alike: &[usize],
        apart: u32,
        order: Order,
    ) -> Vec<Occurrence> {
        let mut choices: Vec<Vec<Occurrence>> = vec![Vec::new()];
        for places in parts {
            let longer = |choice: &Vec<Occurrence>| {
                let choice = choice.clone();
                places
                    .iter()
                    .map(move |&place| [&choice[..], &[place]].concat())
            };
            choices = choices.iter().flat_map(longer).collect();
        }
        let near = |choice: &Vec<Occurrence>| {
            let start = choice.iter().map(|place| place.position).min().unwrap();
            let end = choice.iter().map(|place| place.end()).max().unwrap();
            let twice = (0..choice.len())
                .any(|i| (0..i).any(|j| alike[i] == alike[j] && choice[i] == choice[j]));
            let in_order = choice.windows(2).all(|two| two[0].end() <= two[1].position);
            let words: u32 = choice.iter().map(|place| place.words).sum();
            end - start <= words + apart && !twice && (order == Order::Any || in_order)
        };
        let mut found: Vec<Occurrence> = choices.into_iter().filter(near).flatten().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn part() -> impl proptest::strategy::Strategy<Value = Vec<Occurrence>> {
        use proptest::prelude::Strategy;
        (proptest::collection::btree_set(0u32..24, 0..6), 1u32..3)
            .prop_map(|(positions, words)| at(&positions.into_iter().collect::<Vec<_>>(), words))
    }

    proptest::proptest! {
        #[test]
        fn proximity_matches_equal_those_of_brute_force(
            mut parts in proptest::collection::vec(part(), 1..4),
            twice in proptest::bool::ANY,
            apart in 0u32..10,
            ordered in proptest::bool::ANY,
        ) {
            let mut alike: Vec<usize> = (0..parts.len()).collect();
            if twice {
                alike.push(0);
                parts.push(parts[0].clone());
            }
            let order = if ordered { Order::AsTyped } else { Order::Any };
            proptest::prop_assert_eq!(
                satisfying(&slices(&parts), &alike, apart, order),
                by_trying(&parts, &alike, apart, order)
            );
        }
    }

    #[test]
    fn words_that_are_too_far_apart_or_in_the_wrong_order_are_not_near() {
        let parts = [at(&[0, 10], 1), at(&[3, 30], 1)];
        let near = |apart, order| satisfying(&slices(&parts), &[0, 1], apart, order);
        assert_eq!(near(2, Order::Any), at(&[0, 3], 1));
        assert_eq!(near(1, Order::Any), []);
        assert_eq!(near(6, Order::AsTyped), at(&[0, 3], 1));
        assert_eq!(near(6, Order::Any), at(&[0, 3, 10], 1));
    }

    #[test]
    fn each_spelling_of_a_part_has_its_own_number_of_words() {
        let spellings = [at(&[0], 2), at(&[20], 1)].concat();
        let parts = [spellings, at(&[4, 23], 1)];
        let near = |apart| satisfying(&slices(&parts), &[0, 1], apart, Order::Any);
        assert_eq!(near(1), []);
        assert_eq!(
            near(2),
            [at(&[0], 2), at(&[4], 1), at(&[20], 1), at(&[23], 1)].concat()
        );
    }
}
