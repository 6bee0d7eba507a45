//! Reads the table of coasts and borders.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../index-schema/coastlines.tsv");
/// Units of the table per degree: it has hundredths of a degree.
const SCALE: f64 = 100.0;

/// Longitude and latitude in degrees. Lines that cross the 180th meridian have longitudes beyond 180.
pub(super) type Point = (f64, f64);

/// Coasts and borders.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    /// Closed lines; the last point equals the first.
    pub land: Vec<Outline>,
    /// Open lines.
    pub borders: Vec<Outline>,
}

/// A line.
#[derive(Debug)]
pub(super) struct Outline {
    /// At least one.
    pub points: Vec<Point>,
    /// The smallest and the largest longitude and latitude.
    pub extent: (Point, Point),
}

impl Outline {
    fn of(points: Vec<Point>) -> Outline {
        let mut extent = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for &(x, y) in &points {
            extent.0 = (extent.0.0.min(x), extent.0.1.min(y));
            extent.1 = (extent.1.0.max(x), extent.1.1.max(y));
        }
        Outline { points, extent }
    }
}

/// Coasts and borders of the world.
pub(super) static WORLD: LazyLock<Outlines> =
    LazyLock::new(|| read(TABLE).expect("a test reads the table, which is part of the program"));

/// Parses the table; an `Err` has the invalid line.
fn read(table: &str) -> Result<Outlines, &str> {
    let mut outlines = Outlines::default();
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    for row in rows {
        let (kind, points) = row.split_once('\t').ok_or(row)?;
        let outline = Outline::of(read_points(points).ok_or(row)?);
        match kind {
            "land" => outlines.land.push(outline),
            "border" => outlines.borders.push(outline),
            _ => return Err(row),
        }
    }
    Ok(outlines)
}

fn read_points(text: &str) -> Option<Vec<Point>> {
    let (mut x, mut y) = (0, 0);
    let mut points = Vec::new();
    for step in text.split(' ') {
        let (dx, dy) = step.split_once(',')?;
        x += dx.parse::<i32>().ok()?;
        y += dy.parse::<i32>().ok()?;
        points.push((f64::from(x) / SCALE, f64::from(y) / SCALE));
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_is_closed_and_lines_stay_on_the_globe_without_jumps() {
        let world = read(TABLE).unwrap();
        assert!(world.land.len() > 100 && world.borders.len() > 200);
        for ring in &world.land {
            assert_eq!(ring.points.first(), ring.points.last());
        }
        for Outline {
            points: line,
            extent,
        } in world.land.iter().chain(&world.borders)
        {
            assert!(
                line.iter().any(|point| point.0 == extent.0.0)
                    && line.iter().any(|point| point.1 == extent.1.1)
            );
            assert!(line.len() > 1);
            assert!(line.iter().all(|(x, y)| x.abs() < 200.0 && y.abs() <= 90.0));
            let is_jump =
                |pair: &[Point]| (pair[0].0 - pair[1].0).abs() > 180.0 && pair[0].1 > -90.0;
            assert!(!line.windows(2).any(is_jump));
        }
    }

    #[test]
    fn points_are_differences_and_the_error_has_the_invalid_row() {
        let head = "# a comment\nkind\tpoints\n";
        let table = format!("{head}land\t100,200 -50,0 0,25\n");
        let wanted = [(1.0, 2.0), (0.5, 2.0), (0.5, 2.25)];
        let land = &read(&table).unwrap().land;
        assert_eq!((land.len(), &land[0].points[..]), (1, &wanted[..]));
        assert_eq!(land[0].extent, ((0.5, 2.0), (1.0, 2.25)));
        for wrong in ["land", "sea\t1,1", "land\t1", "border\t1,x"] {
            assert_eq!(read(&format!("{head}{wrong}\n")).unwrap_err(), wrong);
        }
    }
}
