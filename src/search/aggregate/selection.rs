//! Selects which facet values of a report or passage are counted.

use crate::facet_path;

use super::buckets::Buckets;
use super::dimension::Level;

/// Selects values by their level.
pub struct Selection<'a> {
    below: &'a [String],
    level: Level,
    /// For each bucket whether its path may be selected; grows with the buckets.
    by_path: Vec<bool>,
    /// For each bucket, the number of the last unit that had it.
    seen: Vec<u32>,
    /// For each bucket, the number of the last unit that had a child of it.
    above: Vec<u32>,
    unit: u32,
}

impl<'a> Selection<'a> {
    /// Selects values at `level` below one of the paths `below`, or below the root if it is empty.
    pub fn new(below: &'a [String], level: Level) -> Selection<'a> {
        Selection {
            below,
            level,
            by_path: Vec::new(),
            seen: Vec::new(),
            above: Vec::new(),
            unit: 0,
        }
    }

    /// Appends the selected buckets of one unit, each once. `of_unit` has the buckets of all its values and their
    /// ancestors that [may be selected](Selection::may_pick), in any order and with repetitions.
    pub fn select(&mut self, of_unit: &[u32], buckets: &Buckets, out: &mut Vec<u32>) {
        self.grow(buckets);
        self.unit += 1;
        let start = out.len();
        for &bucket in of_unit {
            let seen = &mut self.seen[bucket as usize];
            if *seen == self.unit {
                continue;
            }
            *seen = self.unit;
            if let Some(parent) = buckets.parent(bucket) {
                self.above[parent as usize] = self.unit;
            }
            if self.by_path[bucket as usize] {
                out.push(bucket);
            }
        }
        if self.level == Level::Leaves {
            let is_inner = |bucket: &u32| self.above[*bucket as usize] == self.unit;
            let own = out.split_off(start);
            out.extend(own.into_iter().filter(|bucket| !is_inner(bucket)));
        }
    }

    /// Returns whether a bucket can be selected in any unit.
    pub fn may_pick(&mut self, bucket: u32, buckets: &Buckets) -> bool {
        self.grow(buckets);
        self.by_path[bucket as usize]
    }

    /// Returns the level.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Returns whether a value with this path can be selected.
    pub fn takes(&self, path: &str) -> bool {
        let within = |above: &String| facet_path::is_at_or_below(path, above);
        match self.level {
            Level::Leaves => self.below.is_empty() || self.below.iter().any(within),
            Level::All => {
                let is_below = |above: &String| within(above) && path != above;
                self.below.is_empty() || self.below.iter().any(is_below)
            }
            Level::UpTo(depth) => {
                let names = facet_path::depth(path);
                let is_near = |above: &String| {
                    let above_it = facet_path::depth(above);
                    within(above) && names > above_it && names <= above_it + depth.get()
                };
                (self.below.is_empty() && names <= depth.get()) || self.below.iter().any(is_near)
            }
            Level::Depth(depth) => {
                let names = facet_path::depth(path);
                let is_at = |above: usize| names == above + depth.get();
                let mut below = self.below.iter();
                let at_depth = |path: &String| within(path) && is_at(facet_path::depth(path));
                (self.below.is_empty() && is_at(0)) || below.any(at_depth)
            }
        }
    }

    fn grow(&mut self, buckets: &Buckets) {
        for bucket in self.by_path.len()..buckets.len() {
            self.by_path.push(self.takes(buckets.key(bucket as u32)));
        }
        self.seen.resize(buckets.len(), 0);
        self.above.resize(buckets.len(), 0);
    }
}
