//! Boxes on the earth's surface, and distances.

/// The mean radius of the earth in kilometres (R1 of the International Union of Geodesy and Geophysics).
const EARTH_RADIUS: f64 = 6371.0088;

/// Everything between two parallels and two meridians, in degrees. If `west` is larger than `east`, it crosses the 180th
/// meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeoBox {
    /// The southernmost latitude.
    pub south: f64,
    /// The westernmost longitude.
    pub west: f64,
    /// The northernmost latitude.
    pub north: f64,
    /// The easternmost longitude.
    pub east: f64,
}

impl GeoBox {
    /// Returns whether it contains a position.
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        let is_between = match self.west <= self.east {
            true => (self.west..=self.east).contains(&lon),
            false => lon >= self.west || lon <= self.east,
        };
        is_between && (self.south..=self.north).contains(&lat)
    }

    /// Returns the width and height in degrees.
    pub fn size(&self) -> (f64, f64) {
        let turn = if self.west > self.east { 360.0 } else { 0.0 };
        (self.east + turn - self.west, self.north - self.south)
    }

    /// Returns the smallest box around a circle; around a pole, it has all longitudes.
    pub fn around(kilometres: f64, lat: f64, lon: f64) -> GeoBox {
        let angle = kilometres / EARTH_RADIUS;
        let (south, north) = (lat - angle.to_degrees(), lat + angle.to_degrees());
        let half = match south <= -90.0 || north >= 90.0 {
            true => 180.0,
            // The meridians that touch the circle.
            false => (angle.sin() / lat.to_radians().cos()).asin().to_degrees(),
        };
        let (west, east) = meridians(lon, half);
        GeoBox {
            south: south.max(-90.0),
            west,
            north: north.min(90.0),
            east,
        }
    }
}

/// Returns the meridians at `half` degrees to the west and to the east of a longitude; from 180 degrees on, all around.
pub fn meridians(longitude: f64, half: f64) -> (f64, f64) {
    match half >= 180.0 {
        true => (-180.0, 180.0),
        false => (turned(longitude - half), turned(longitude + half)),
    }
}

/// Returns a longitude as one from -180 to 180 degrees.
fn turned(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}

/// Returns the distance between two positions (latitude and longitude in degrees) in kilometres, by the haversine formula
/// on a sphere (Sinnott, *Virtues of the Haversine*, Sky and Telescope 68, 1984). On the ellipsoid, distances differ by up
/// to 0.6 %.
pub fn distance_km((lat_a, lon_a): (f64, f64), (lat_b, lon_b): (f64, f64)) -> f64 {
    let half_sine_squared = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = lat_a.to_radians().cos() * lat_b.to_radians().cos();
    let h = half_sine_squared(lat_b - lat_a) + cosines * half_sine_squared(lon_b - lon_a);
    2.0 * EARTH_RADIUS * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_around_a_circle_touches_it() {
        for (km, lat, lon) in [
            (50.0, 18.54, -72.34),
            (800.0, 64.0, 20.0),
            (300.0, -17.7, 178.1),
        ] {
            let around = GeoBox::around(km, lat, lon);
            assert!((distance_km((lat, lon), (around.north, lon)) - km).abs() < 0.01);
            // The easternmost point of a circle is nearer to the pole than its centre.
            let latitudes = (0..18_000).map(|part| f64::from(part) / 100.0 - 90.0);
            let nearest = latitudes.map(|at| distance_km((lat, lon), (at, around.east)));
            let nearest = nearest.fold(f64::MAX, f64::min);
            assert!((nearest - km).abs() < 0.1, "{nearest} {km}");
        }
        let pole = GeoBox::around(500.0, 89.0, 10.0);
        assert_eq!((pole.west, pole.north, pole.east), (-180.0, 90.0, 180.0));
    }

    #[test]
    fn distances_are_great_circles() {
        // Port-au-Prince and Cap-Haïtien; two points beside the 180th meridian; the poles.
        let near = |a, b, wanted: f64| (distance_km(a, b) / wanted - 1.0).abs() < 0.01;
        assert!(near((18.539, -72.335), (19.760, -72.200), 136.5));
        assert!(near((0.0, 179.5), (0.0, -179.5), 111.19));
        assert!(near((90.0, 0.0), (-90.0, 0.0), 20_015.1));
    }
}
