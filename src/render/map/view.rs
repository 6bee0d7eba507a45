//! The map section and its projection.

use super::outlines::Point;
use crate::geo_box::{GeoBox, meridians};
use crate::render::svg::Area;

/// The minimum height of a map in degrees, so that a single town is shown with its surroundings.
const LEAST_HEIGHT: f64 = 5.0;
/// The minimum height of the map of a box, in degrees, and the length of its sides relative to those of the box.
const LEAST_BOX_HEIGHT: f64 = 0.2;
const BOX_MARGIN: f64 = 1.06;
/// The length of a side relative to the distance between the outermost places.
const MARGIN: f64 = 1.3;
/// The latitude, in degrees, beyond which the horizontal scale is no longer adapted.
const MOST_STRETCHED: f64 = 60.0;

/// A map section in a rectangle of pixels: an equirectangular projection, true to scale at its middle latitude.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    plot: Area,
    /// Longitude and latitude of the centre.
    middle: Point,
    /// Half the width and half the height, in degrees.
    half: Point,
}

impl View {
    /// Returns a section that contains all `points`, of which there is at least one, in the aspect ratio of `plot`.
    pub(super) fn around(points: &[Point], plot: Area) -> View {
        View::with(points, plot, MARGIN, LEAST_HEIGHT)
    }

    fn with(points: &[Point], plot: Area, margin: f64, least_height: f64) -> View {
        let range = |of: fn(&Point) -> f64| {
            let values = || points.iter().map(of);
            let least = values().fold(f64::INFINITY, f64::min);
            let most = values().fold(f64::NEG_INFINITY, f64::max);
            ((least + most) / 2.0, most - least)
        };
        let (longitude, width) = range(|point| point.0);
        let (latitude, height) = range(|point| point.1);
        let shrink = latitude.abs().min(MOST_STRETCHED).to_radians().cos();
        let shape = plot.width / plot.height;
        let height = (height * margin)
            .max(width * margin * shrink / shape)
            .max(least_height)
            .min(360.0 * shrink / shape)
            .min(180.0);
        let half = (height * shape / shrink / 2.0, height / 2.0);
        let middle = (
            match points.iter().any(|point| point.0 > 180.0) {
                true => longitude,
                false => longitude.clamp(-180.0 + half.0.min(180.0), 180.0 - half.0.min(180.0)),
            },
            latitude.clamp(-90.0 + half.1, 90.0 - half.1),
        );
        View { plot, middle, half }
    }

    /// Returns the section of a box, in the aspect ratio of `plot`.
    pub(super) fn of_box(region: &GeoBox, plot: Area) -> View {
        let corners = [
            (region.west, region.south),
            (region.west + region.size().0, region.north),
        ];
        View::with(&corners, plot, BOX_MARGIN, LEAST_BOX_HEIGHT)
    }

    /// Returns what it shows, from -180 to 180 degrees.
    pub(super) fn bounds(&self) -> GeoBox {
        let (west, east) = meridians(self.middle.0, self.half.0);
        GeoBox {
            south: (self.middle.1 - self.half.1).max(-90.0),
            west,
            north: (self.middle.1 + self.half.1).min(90.0),
            east,
        }
    }

    /// Returns whether something between these points, by longitude and latitude, may be inside.
    pub(super) fn may_show(&self, (from, to): (Point, Point)) -> bool {
        to.0 >= self.middle.0 - self.half.0
            && from.0 <= self.middle.0 + self.half.0
            && to.1 >= self.middle.1 - self.half.1
            && from.1 <= self.middle.1 + self.half.1
    }

    /// Projects a point of the earth where the map shows it: a map may cross the 180th meridian.
    pub(super) fn place_near(&self, (longitude, latitude): Point) -> (f64, f64) {
        let turns = ((longitude - self.middle.0) / 360.0).round();
        self.place((longitude - turns * 360.0, latitude))
    }

    /// Projects a point to pixels of the picture; it may be outside the plot.
    pub(super) fn place(&self, (longitude, latitude): Point) -> (f64, f64) {
        let right = (longitude - self.middle.0) / self.half.0;
        let up = (latitude - self.middle.1) / self.half.1;
        (
            self.plot.x + self.plot.width * (1.0 + right) / 2.0,
            self.plot.y + self.plot.height * (1.0 - up) / 2.0,
        )
    }

    /// Projects a closed line and clips it to the plot; empty if nothing is inside.
    pub(super) fn clip_ring(&self, ring: &[Point]) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = ring.iter().map(|&point| self.place(point)).collect();
        for side in self.sides() {
            points = side.clip(&points);
        }
        simplified(points)
    }

    /// Projects an open line and returns its pieces inside the plot.
    pub(super) fn clip_line(&self, line: &[Point]) -> Vec<Vec<(f64, f64)>> {
        let points: Vec<(f64, f64)> = line.iter().map(|&point| self.place(point)).collect();
        let sides = self.sides();
        let mut pieces: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for pair in points.windows(2) {
            let Some((from, to)) = sides
                .iter()
                .try_fold((pair[0], pair[1]), |(a, b), side| side.clip_segment(a, b))
            else {
                continue;
            };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&from) => piece.push(to),
                _ => pieces.push(vec![from, to]),
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces.into_iter().map(simplified).collect()
    }

    fn sides(&self) -> [Side; 4] {
        let Area {
            x,
            y,
            width,
            height,
        } = self.plot;
        [
            Side::new(1.0, 0.0, x),
            Side::new(-1.0, 0.0, -x - width),
            Side::new(0.0, 1.0, y),
            Side::new(0.0, -1.0, -y - height),
        ]
    }
}

/// A side of the plot: points inside satisfy `a * x + b * y >= c`.
struct Side {
    a: f64,
    b: f64,
    c: f64,
}

impl Side {
    fn new(a: f64, b: f64, c: f64) -> Side {
        Side { a, b, c }
    }

    /// Returns how far inside a point is; negative outside.
    fn depth(&self, (x, y): (f64, f64)) -> f64 {
        self.a * x + self.b * y - self.c
    }

    /// Returns where the line from `from` to `to` crosses the side; one of them is inside and the other is not.
    fn crossing(&self, from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
        let (before, after) = (self.depth(from), self.depth(to));
        let part = before / (before - after);
        (
            from.0 + (to.0 - from.0) * part,
            from.1 + (to.1 - from.1) * part,
        )
    }

    /// Clips a closed line (Sutherland and Hodgman, *Reentrant Polygon Clipping*, 1974).
    fn clip(&self, ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let mut clipped = Vec::with_capacity(ring.len());
        let mut before = ring.last().copied();
        for &point in ring {
            let is_inside = self.depth(point) >= 0.0;
            if let Some(before) = before
                && (self.depth(before) >= 0.0) != is_inside
            {
                clipped.push(self.crossing(before, point));
            }
            if is_inside {
                clipped.push(point);
            }
            before = Some(point);
        }
        clipped
    }

    /// Returns the part of a segment that is inside, if any.
    fn clip_segment(&self, from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        match (self.depth(from) >= 0.0, self.depth(to) >= 0.0) {
            (true, true) => Some((from, to)),
            (true, false) => Some((from, self.crossing(from, to))),
            (false, true) => Some((self.crossing(from, to), to)),
            (false, false) => None,
        }
    }
}

/// Points closer than this to the previous one are dropped, in pixels.
const NEAR: f64 = 1.3;

fn simplified(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    let last = points.len().saturating_sub(1);
    for (n, point) in points.into_iter().enumerate() {
        let is_near = |before: &(f64, f64)| (point.0 - before.0).hypot(point.1 - before.1) < NEAR;
        if n == last || !kept.last().is_some_and(is_near) {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Area = Area {
        x: 10.0,
        y: 20.0,
        width: 200.0,
        height: 100.0,
    };

    fn close(got: (f64, f64), wanted: (f64, f64)) -> bool {
        (got.0 - wanted.0).abs() < 1e-6 && (got.1 - wanted.1).abs() < 1e-6
    }

    #[test]
    fn a_single_place_is_in_the_centre_with_land_around_it() {
        let view = View::around(&[(-72.0, 0.0)], PLOT);
        assert!(close(view.place((-72.0, 0.0)), (110.0, 70.0)));
        assert!(close(view.place((-77.0, 2.5)), (10.0, 20.0)));
    }

    #[test]
    fn a_degree_of_longitude_is_true_to_scale_at_the_middle_latitude() {
        let view = View::around(&[(10.0, 60.0)], PLOT);
        let (x, y) = view.place((11.0, 61.0));
        assert!(((x - 110.0) * 2.0 - (70.0 - y)).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn all_places_are_on_the_map_wherever_they_are() {
        let around = [
            vec![(-179.0, -60.0), (179.0, 80.0)],
            vec![(0.0, 90.0), (0.0, -90.0)],
            vec![(170.0, 85.0), (-170.0, 89.0)],
            vec![(180.0, -90.0)],
        ];
        for points in around {
            let view = View::around(&points, PLOT);
            for &point in &points {
                let (x, y) = view.place(point);
                let is_inside = (9.9..=210.1).contains(&x) && (19.9..=120.1).contains(&y);
                assert!(is_inside, "{points:?}: {x} {y}");
            }
        }
    }

    #[test]
    fn what_is_drawn_stays_inside() {
        let view = View::around(&[(0.0, 0.0)], PLOT);
        // A square twice the height of the plot, and a line through one of its corners.
        let ring = [
            (0.0, -5.0),
            (20.0, -5.0),
            (20.0, 5.0),
            (0.0, 5.0),
            (0.0, -5.0),
        ];
        let clipped = view.clip_ring(&ring);
        let mut corners: Vec<String> = clipped.iter().map(|(x, y)| format!("{x},{y}")).collect();
        corners.sort();
        corners.dedup();
        assert_eq!(corners, ["110,120", "110,20", "210,120", "210,20"]);
        assert!(
            view.clip_ring(&[(50.0, 0.0), (60.0, 0.0), (60.0, 9.0)])
                .is_empty()
        );
        let pieces =
            view.clip_line(&[(-10.0, 0.0), (0.0, 0.0), (0.0, 9.0), (1.0, 9.0), (1.0, 0.0)]);
        assert_eq!(
            pieces,
            [
                vec![(10.0, 70.0), (110.0, 70.0), (110.0, 20.0)],
                vec![(130.0, 20.0), (130.0, 70.0)]
            ]
        );
    }
}
