//! Generates `index-schema/coastlines.tsv`, the coasts and borders of maps, from Natural Earth at 1:50m (public domain).
//!
//! ```text
//! npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//! cargo run --example coastlines -- package/countries-50m.json > index-schema/coastlines.tsv
//! ```
//!
//! The input is TopoJSON: numbered lines (arcs) that form the outlines of land and of countries. Each outline of land becomes a row
//! `land`; each line that two countries share, and that is therefore not a coast, a row `border`.

use std::collections::{HashMap, HashSet};
use std::error::Error;

use serde_json::Value;

const HEAD: &str = "\
# Coasts and borders of the world at 1:50m, for maps. Source: Natural Earth 4.1 (https://www.naturalearthdata.com), public domain, by way of
# the npm package world-atlas 2.0.2. Made by examples/coastlines.rs, not edited by hand. Borders are those of the source, de facto for the most
# part; they say nothing about whose a territory is.
# land: the outline of a land mass, or of an inland sea within one. border: a line between two countries. points: longitude,latitude of the
# first in hundredths of a degree; of each further one, the difference from the one before. East of 180 degrees, longitudes go on.
kind\tpoints";
/// Points are rounded to hundredths of a degree, about a kilometre.
const SCALE: f64 = 100.0;
/// 180 degrees.
const HALF_TURN: i64 = 18_000;

const NO_ARC: &str = "a line of the file is not there";

/// Longitude and latitude, in hundredths of a degree.
type Point = (i64, i64);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: coastlines FILE")?;
    let topology: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let arcs = arcs(&topology).ok_or("no arcs")?;
    let rings_of = |name: &str| rings(&topology["objects"][name]["geometries"]);
    println!("{HEAD}");
    for ring in rings_of("land") {
        let mut points = Vec::new();
        for arc in ring {
            points.extend(directed(&arcs, arc).ok_or(NO_ARC)?);
        }
        // One ring only runs along the south pole.
        if points.iter().any(|point| point.1 != points[0].1) {
            print("land", closed(unwrapped(points)));
        }
    }
    // Two neighbouring countries use a line in opposite directions.
    let mut used: HashMap<i64, usize> = HashMap::new();
    for arc in rings_of("countries").into_iter().flatten() {
        *used.entry(number(arc)).or_default() += 1;
    }
    let coast: HashSet<i64> = rings_of("land").into_iter().flatten().map(number).collect();
    let mut borders: Vec<i64> = used
        .into_iter()
        .filter(|(arc, times)| *times > 1 && !coast.contains(arc))
        .map(|(arc, _)| arc)
        .collect();
    borders.sort_unstable();
    for arc in borders {
        let points = directed(&arcs, arc).ok_or(NO_ARC)?;
        print("border", unwrapped(points));
    }
    Ok(())
}

/// Reads all arcs. Their points are differences on a grid.
fn arcs(topology: &Value) -> Option<Vec<Vec<Point>>> {
    let of = |key: &str, axis: usize| topology["transform"][key][axis].as_f64();
    let scale = [of("scale", 0)?, of("scale", 1)?];
    let translate = [of("translate", 0)?, of("translate", 1)?];
    let hundredths = |at: f64, axis: usize| {
        let degrees = at * scale[axis] + translate[axis];
        (degrees * SCALE).round() as i64
    };
    let mut arcs = Vec::new();
    for arc in topology["arcs"].as_array()? {
        let (mut x, mut y) = (0.0, 0.0);
        let mut points = Vec::new();
        for step in arc.as_array()? {
            x += step[0].as_f64()?;
            y += step[1].as_f64()?;
            points.push((hundredths(x, 0), hundredths(y, 1)));
        }
        arcs.push(points);
    }
    Some(arcs)
}

/// Returns the rings of polygons, each a list of arcs.
fn rings(geometries: &Value) -> Vec<Vec<i64>> {
    let mut all = Vec::new();
    for geometry in geometries.as_array().into_iter().flatten() {
        collect_rings(&geometry["arcs"], &mut all);
    }
    all
}

/// A polygon is a list of rings, and a multipolygon a list of polygons.
fn collect_rings(value: &Value, all: &mut Vec<Vec<i64>>) {
    let Some(items) = value.as_array() else {
        return;
    };
    let arcs: Vec<i64> = items.iter().filter_map(Value::as_i64).collect();
    match arcs.is_empty() {
        false => all.push(arcs),
        true => items.iter().for_each(|item| collect_rings(item, all)),
    }
}

/// Returns the number of an arc: `!n` means arc `n` from its end to its start.
fn number(arc: i64) -> i64 {
    if arc < 0 { !arc } else { arc }
}

fn directed(arcs: &[Vec<Point>], arc: i64) -> Option<Vec<Point>> {
    let mut points = arcs.get(usize::try_from(number(arc)).ok()?)?.clone();
    if arc < 0 {
        points.reverse();
    }
    Some(points)
}

/// Returns the points with continuous longitudes where the line crosses the 180th meridian: 179, 181.
fn unwrapped(mut points: Vec<Point>) -> Vec<Point> {
    points.dedup();
    let mut turns = 0;
    let mut before = None;
    for point in &mut points {
        let longitude = point.0;
        match before.map(|before| longitude - before) {
            Some(step) if step > HALF_TURN => turns -= 1,
            Some(step) if step < -HALF_TURN => turns += 1,
            _ => {}
        }
        before = Some(longitude);
        point.0 += turns * 2 * HALF_TURN;
    }
    points.dedup();
    points
}

/// Returns the points of a ring; one that goes around a pole, as Antarctica does, is closed there.
fn closed(mut points: Vec<Point>) -> Vec<Point> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return points;
    };
    if (first.0 - last.0).abs() > HALF_TURN {
        let pole = if first.1 < 0 {
            -HALF_TURN / 2
        } else {
            HALF_TURN / 2
        };
        points.extend([(last.0, pole), (first.0, pole), first]);
    }
    points
}

/// Prints a row, unless no line is left after rounding.
fn print(kind: &str, points: Vec<Point>) {
    if points.len() < 2 {
        return;
    }
    let (mut x, mut y) = (0, 0);
    let mut written = Vec::with_capacity(points.len());
    for point in points {
        written.push(format!("{},{}", point.0 - x, point.1 - y));
        (x, y) = point;
    }
    println!("{kind}\t{}", written.join(" "));
}
