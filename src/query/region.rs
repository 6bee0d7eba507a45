//! Values of `within:`: a box between two corners, or a circle around a position or a place.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::error::SyntaxError;
use super::tree::{Kind, Qualifier};
use crate::geo_box::GeoBox;

/// What is expected after `within:`.
pub(super) const A_REGION: &str = "two corners in degrees, latitude before longitude and the western corner first \
                                   (18.2,-73.1..19,-72), or a distance from a position or a place \
                                   (50km@18.54,-72.34, 50km@Port-au-Prince)";

/// Half the circumference of the earth, in kilometres: no two positions are farther apart.
const FARTHEST: f64 = 20_040.0;

/// A part of the earth's surface.
#[derive(Debug, Clone, PartialEq)]
pub enum Region {
    /// Everything between two parallels and two meridians.
    Box(GeoBox),
    /// Everything within a distance.
    Circle {
        /// The distance, more than 0.
        kilometres: f64,
        /// What it is measured from.
        centre: Centre,
    },
}

/// The centre of a circle.
#[derive(Debug, Clone, PartialEq)]
pub enum Centre {
    /// Latitude and longitude in degrees.
    Position(f64, f64),
    /// The name or path of a place, as typed.
    Place(String),
}

/// A text is not a region. The message says what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {A_REGION}")]
pub struct NoRegion;

impl FromStr for Region {
    type Err = NoRegion;

    fn from_str(text: &str) -> Result<Region, NoRegion> {
        let text = text.trim();
        let region = match text.split_once('@') {
            Some((distance, centre)) => circle(distance, centre),
            None => between(text),
        };
        region.ok_or(NoRegion)
    }
}

fn circle(distance: &str, centre: &str) -> Option<Region> {
    let kilometres: f64 = distance.trim().strip_suffix("km")?.trim().parse().ok()?;
    let centre = centre.trim();
    let centre = match position(centre) {
        Some((lat, lon)) => Centre::Position(lat, lon),
        None if centre.contains(char::is_alphabetic) => Centre::Place(centre.to_owned()),
        None => return None,
    };
    (kilometres > 0.0 && kilometres <= FARTHEST).then_some(Region::Circle { kilometres, centre })
}

fn between(text: &str) -> Option<Region> {
    let (one, other) = text.split_once("..")?;
    let (one, other) = (position(one)?, position(other)?);
    Some(Region::Box(GeoBox {
        south: one.0.min(other.0),
        west: one.1,
        north: one.0.max(other.0),
        east: other.1,
    }))
}

/// Parses `LATITUDE,LONGITUDE`.
fn position(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once(',')?;
    let (lat, lon): (f64, f64) = (lat.trim().parse().ok()?, lon.trim().parse().ok()?);
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}

impl fmt::Display for Region {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Region::Box(GeoBox {
                south,
                west,
                north,
                east,
            }) => write!(out, "{south},{west}..{north},{east}"),
            Region::Circle { kilometres, centre } => match centre {
                Centre::Position(lat, lon) => write!(out, "{kilometres}km@{lat},{lon}"),
                Centre::Place(name) => write!(out, "{kilometres}km@{name}"),
            },
        }
    }
}

/// Parses `value`, which is at `whole` in `text`.
pub(super) fn read(value: &str, text: &str, whole: Range<usize>) -> Result<Kind, SyntaxError> {
    let region = value.parse();
    let region = region.map_err(|NoRegion| SyntaxError::at(text, whole, A_REGION))?;
    Ok(Kind::Qualifier(Qualifier::Within(region)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_a_box_or_a_circle() {
        let wanted = GeoBox {
            south: 18.2,
            west: -73.1,
            north: 19.0,
            east: -72.0,
        };
        for text in [
            "18.2,-73.1..19,-72",
            "19,-73.1..18.2,-72",
            " 18.2, -73.1 .. 19.0, -72 ",
        ] {
            assert_eq!(text.parse(), Ok(Region::Box(wanted)), "{text}");
        }
        let circle = |kilometres, centre| Ok(Region::Circle { kilometres, centre });
        let position = Centre::Position(18.54, -72.34);
        assert_eq!("50km@18.54,-72.34".parse(), circle(50.0, position));
        let place = Centre::Place("/Haiti/Ouest".to_owned());
        assert_eq!("2.5 km @ /Haiti/Ouest".parse(), circle(2.5, place));
    }

    #[test]
    fn other_texts_are_no_region() {
        for text in [
            "",
            "18.2,-73.1",
            "18.2..19",
            "91,0..92,1",
            "0,181..1,182",
            "0km@1,1",
            "-1km@1,1",
            "nankm@1,1",
            "50@1,1",
            "50mi@1,1",
            "50km@",
            "50km@91,0",
            "30000km@1,1",
            "1,1..",
            "infkm@1,1",
        ] {
            assert_eq!(text.parse::<Region>(), Err(NoRegion), "{text}");
        }
    }

    #[test]
    fn a_region_is_written_as_it_is_read() {
        for text in [
            "18.2,-73.1..19,-72",
            "50km@18.54,-72.34",
            "2.5km@Cité Soleil",
        ] {
            assert_eq!(text.parse::<Region>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_box_may_cross_the_180th_meridian() {
        let contains = |text: &str, lat, lon| match text.parse() {
            Ok(Region::Box(region)) => region.contains(lat, lon),
            other => panic!("{other:?}"),
        };
        let fiji = "-20,176..-15,-178";
        assert!(contains(fiji, -18.1, 178.4) && contains(fiji, -16.8, -179.9));
        assert!(!contains(fiji, -18.1, 0.0) && !contains(fiji, -10.0, 178.4));
        assert!(!contains("-20,-178..-15,176", -18.1, 178.4));
    }
}
