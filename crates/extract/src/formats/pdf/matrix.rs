//! Affine transformations of page coordinates.

/// Maps a point (x, y) to (a x + c y + e, b x + d y + f).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    pub e: f64,
    pub f: f64,
}

impl Matrix {
    pub const IDENTITY: Matrix = Matrix::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub const fn new([a, b, c, d, e, f]: [f64; 6]) -> Matrix {
        Matrix { a, b, c, d, e, f }
    }

    /// Returns the transformation that applies this one first, then `outer`.
    pub fn then(&self, outer: &Matrix) -> Matrix {
        Matrix {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    /// Returns the transformation that moves by (x, y) first, then applies this one.
    pub fn after_move(&self, x: f64, y: f64) -> Matrix {
        Matrix {
            e: x * self.a + y * self.c + self.e,
            f: x * self.b + y * self.d + self.f,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_before_a_turn_is_turned_and_one_after_it_is_not() {
        let turn = Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let step = Matrix::new([1.0, 0.0, 0.0, 1.0, 5.0, 0.0]);
        assert_eq!(step.then(&turn), turn.after_move(5.0, 0.0));
        let Matrix { e, f, .. } = step.then(&turn);
        assert_eq!((e, f), (0.0, 5.0));
        let Matrix { e, f, .. } = turn.then(&step);
        assert_eq!((e, f), (5.0, 0.0));
    }
}
