//! GeoJSON (RFC 7946) types: points with properties.

use serde::Serialize;

use crate::response::facets::Position;

/// What is written as a whole.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Collection<P> {
    #[serde(rename = "type")]
    of_type: &'static str,
    features: Vec<Feature<P>>,
}

/// A point with its properties.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Feature<P> {
    #[serde(rename = "type")]
    of_type: &'static str,
    /// Null without a known position.
    geometry: Option<Point>,
    properties: P,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Point {
    #[serde(rename = "type")]
    of_type: &'static str,
    /// Longitude and latitude, in degrees.
    coordinates: [f64; 2],
}

impl<P> Collection<P> {
    pub(super) fn of(features: Vec<Feature<P>>) -> Collection<P> {
        Collection {
            of_type: "FeatureCollection",
            features,
        }
    }
}

impl<P> Feature<P> {
    pub(super) fn at(position: Option<Position>, properties: P) -> Feature<P> {
        Feature {
            of_type: "Feature",
            geometry: position.map(|position| Point {
                of_type: "Point",
                coordinates: [position.lon, position.lat],
            }),
            properties,
        }
    }
}
