//! The log-likelihood ratio: how much more often than by chance two things occur together.
//!
//! G² of a two by two contingency table as in Dunning, *Accurate Methods for the Statistics of Surprise and
//! Coincidence*, Computational Linguistics 19(1), 1993. Unlike lift and chi squared, it does not overrate rare events.
//! Under independence it follows the chi squared distribution with one degree of freedom: it exceeds 3.84 in 5 of 100
//! cases and 10.83 in one of 1,000.

use crate::response::crosstab::Cell;

/// The two by two contingency table of two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence2x2 {
    /// How many units have both.
    pub both: u64,
    /// How many units have the first, with or without the second.
    pub first: u64,
    /// How many units have the second.
    pub second: u64,
    /// The number of units.
    pub total: u64,
}

impl Occurrence2x2 {
    /// Returns the joint count with its measures of association; the lift is 0 if one of the two never occurs.
    pub fn cell(&self) -> Cell {
        Cell {
            count: self.both,
            expected: self.expected(),
            lift: self.lift().unwrap_or(0.0),
            g2: self.signed_g2(),
        }
    }

    /// Returns the expected number of units with both under independence; 0 without units.
    pub fn expected(&self) -> f64 {
        match self.total {
            0 => 0.0,
            total => self.first as f64 * self.second as f64 / total as f64,
        }
    }

    /// Returns the observed number of units with both, divided by the expected one; `None` if one of the two never
    /// occurs.
    pub fn lift(&self) -> Option<f64> {
        let expected = self.expected();
        (expected > 0.0).then(|| self.both as f64 / expected)
    }

    /// Returns G², negative if fewer units have both than expected.
    pub fn signed_g2(&self) -> f64 {
        debug_assert!(self.both <= self.first.min(self.second));
        debug_assert!(self.first.max(self.second) <= self.total);
        let n = self.total as f64;
        let columns = [self.second as f64, n - self.second as f64];
        let rows = [self.first as f64, n - self.first as f64];
        let both = self.both as f64;
        let observed = [
            [both, rows[0] - both],
            [columns[0] - both, rows[1] - columns[0] + both],
        ];
        let mut sum = 0.0;
        for (row, of_row) in observed.iter().zip(rows) {
            for (&count, of_column) in row.iter().zip(columns) {
                if count > 0.0 {
                    sum += count * (count * n / (of_row * of_column)).ln();
                }
            }
        }
        let g2 = (2.0 * sum).max(0.0); // may fall below by rounding
        match both < self.expected() {
            true => -g2,
            false => g2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(both: u64, first: u64, second: u64, total: u64) -> Occurrence2x2 {
        Occurrence2x2 {
            both,
            first,
            second,
            total,
        }
    }

    /// `the swiss` and `can swiss` of Dunning's table 1, whose counts are 110, 2442, 111, 29114 for the first.
    #[test]
    fn g2_is_that_of_dunning_s_table() {
        let g2 = of(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114).signed_g2();
        assert!((g2 - 270.72).abs() < 0.01, "{g2}");
    }

    #[test]
    fn independent_events_have_a_g2_of_zero_and_a_lift_of_one() {
        let chance = of(10, 20, 50, 100);
        assert_eq!(chance.signed_g2(), 0.0);
        assert_eq!(chance.lift(), Some(1.0));
    }

    #[test]
    fn negative_association_has_a_negative_g2() {
        assert!(of(0, 50, 50, 100).signed_g2() < -100.0);
        assert_eq!(of(0, 0, 50, 100).lift(), None);
        assert_eq!(of(0, 0, 0, 0).signed_g2(), 0.0);
        assert_eq!(of(5, 5, 5, 5).signed_g2(), 0.0);
    }
}
