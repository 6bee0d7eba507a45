//! Maps in SVG: coasts, borders, and a circle for each place, sized by the number of its reports.

mod outlines;
mod view;

use std::io::{self, Write};

use super::svg::{Anchor, Area, COLOURS, FONT, GREY, LAND, LIGHT, Picture, width_of};
use crate::facet_path;
use crate::geo_box::GeoBox;
use crate::response::overview::{CountedPlace, Overview};
use outlines::{Outline, Point, WORLD};
use view::View;

/// The sizes of the picture and of the map in it, in pixels.
const SIZE: (f64, f64) = (800.0, 430.0);
const PLOT: Area = Area {
    x: 10.0,
    y: 10.0,
    width: 780.0,
    height: 390.0,
};
/// The largest and smallest radius, in pixels. Areas of circles are proportional to counts, down to the smallest radius.
const LARGEST: f64 = 18.0;
const SMALLEST: f64 = 1.5;
/// The largest radius for a single report, in pixels: limits the circles if all counts are small.
const OF_ONE: f64 = 6.0;
const OPACITY: f64 = 0.5;
/// The maximum number of labelled places, and of places listed in the text alternative.
const LABELS: usize = 12;
const DESCRIBED: usize = 20;

/// The words and links of a map on a page that has the same places as a list.
pub struct MapLinks<'a> {
    /// What the map shows.
    pub title: &'a str,
    /// The tooltip of a place.
    pub about: &'a dyn Fn(&CountedPlace) -> String,
    /// The address that the circle of a place leads to.
    pub to: &'a dyn Fn(&CountedPlace) -> String,
    /// The section to show; `None`: all places with what is around them.
    pub section: Option<&'a GeoBox>,
}

/// What a map shows.
pub struct DrawnMap {
    /// How many places it shows.
    pub places: usize,
    /// How many places are outside the section.
    pub outside: usize,
    /// The part of the earth.
    pub bounds: GeoBox,
    /// Its left, top, width and height in the picture, in the picture's units.
    pub plot: [f64; 4],
}

/// Writes a map of places; nothing if no place can be shown.
pub(super) fn write(out: &mut dyn Write, overview: &Overview) -> io::Result<()> {
    let places = drawable(overview);
    let Some(most) = places.iter().map(|place| place.count).max() else {
        return Ok(());
    };
    let view = View::around(&points_of(&places), PLOT);
    let mut picture = drawn(&places, most, &view, None);
    picture.describe(description_of(&places));
    let below = below_of(&places, most, overview.more_places);
    picture.text(PLOT.x, SIZE.1 - 10.0, Anchor::Start, PLOT.width, &below);
    picture.write(out, "reports by place")
}

/// Writes a map whose circles are links, for a page that has the same links as a list: neither the keyboard nor a screen
/// reader gets to the links of the map. `None` if there is neither a place nor a section to show; then nothing is written.
///
/// # Errors
/// Those of `out`.
pub fn write_linked_map(
    out: &mut dyn Write,
    overview: &Overview,
    links: &MapLinks,
) -> io::Result<Option<DrawnMap>> {
    let places = drawable(overview);
    if places.is_empty() && links.section.is_none() {
        return Ok(None);
    }
    let view = match links.section {
        Some(section) => View::of_box(section, PLOT),
        None => View::around(&points_of(&places), PLOT),
    };
    let (places, outside): (Vec<_>, Vec<_>) = places
        .into_iter()
        .partition(|place| PLOT.contains(view.place_near(point_of(place))));
    let most = places.iter().map(|place| place.count).max().unwrap_or(1);
    drawn(&places, most, &view, Some(links)).write(out, links.title)?;
    Ok(Some(DrawnMap {
        places: places.len(),
        outside: outside.len(),
        bounds: view.bounds(),
        plot: [PLOT.x, PLOT.y, PLOT.width, PLOT.height],
    }))
}

/// Returns the places with valid coordinates.
fn drawable(overview: &Overview) -> Vec<&CountedPlace> {
    let is_on_earth = |place: &&CountedPlace| {
        let (longitude, latitude) = point_of(place);
        longitude.abs() <= 180.0 && latitude.abs() <= 90.0
    };
    overview.places.iter().filter(is_on_earth).collect()
}

/// Draws places, of which there is at least one; `most` is the largest count.
fn drawn(places: &[&CountedPlace], most: u64, view: &View, links: Option<&MapLinks>) -> Picture {
    // Below a map without links is a line of text.
    let height = match links {
        Some(_) => PLOT.height + 2.0 * PLOT.y,
        None => SIZE.1,
    };
    let mut picture = Picture::new(SIZE.0, height);
    draw_land(&mut picture, view);
    let largest = (OF_ONE * (most as f64).sqrt()).min(LARGEST);
    // Places come largest first, so that smaller circles are drawn on top.
    let mut circles = Vec::with_capacity(places.len());
    for &place in places {
        let share = place.count as f64 / most.max(1) as f64;
        let circle = (
            view.place_near(point_of(place)),
            (largest * share.sqrt()).max(SMALLEST),
        );
        let about = links.map_or_else(|| about(place), |links| (links.about)(place));
        if let Some(links) = links {
            picture.open_link(&(links.to)(place));
        }
        picture.circle(circle.0, circle.1, COLOURS[0], OPACITY, &about);
        if links.is_some() {
            picture.close_link();
        }
        circles.push((place, circle));
    }
    draw_labels(&mut picture, &circles);
    picture
}

fn points_of(places: &[&CountedPlace]) -> Vec<Point> {
    places.iter().map(|place| point_of(place)).collect()
}

fn point_of(place: &CountedPlace) -> Point {
    (place.position.lon, place.position.lat)
}

fn draw_land(picture: &mut Picture, view: &View) {
    let shown = |outlines: &'static [Outline]| {
        // Land that crosses the 180th meridian appears on both sides of the map.
        let turned = |outline: &'static Outline| [-360.0, 0.0, 360.0].map(|turn| (outline, turn));
        let outlines = outlines.iter().flat_map(turned);
        let outlines = outlines.filter(|(outline, turn)| {
            let (from, to) = outline.extent;
            view.may_show(((from.0 + turn, from.1), (to.0 + turn, to.1)))
        });
        outlines.map(|(outline, turn)| {
            let points = outline.points.iter();
            points.map(|&(x, y)| (x + turn, y)).collect::<Vec<Point>>()
        })
    };
    let rings = shown(&WORLD.land).map(|ring| view.clip_ring(&ring));
    let rings: Vec<Vec<(f64, f64)>> = rings.filter(|ring| is_visible(ring)).collect();
    if !rings.is_empty() {
        picture.outlines(&rings, LAND, GREY);
    }
    for border in shown(&WORLD.borders) {
        for piece in view.clip_line(&border) {
            picture.line(&piece, GREY, 0.5);
        }
    }
    let (right, bottom) = (PLOT.x + PLOT.width, PLOT.y + PLOT.height);
    let frame = [
        (PLOT.x, PLOT.y),
        (right, PLOT.y),
        (right, bottom),
        (PLOT.x, bottom),
        (PLOT.x, PLOT.y),
    ];
    picture.line(&frame, LIGHT, 1.0);
}

/// Returns whether a ring is at least a pixel wide or high.
fn is_visible(ring: &[(f64, f64)]) -> bool {
    let size = |of: fn(&(f64, f64)) -> f64| {
        let values = || ring.iter().map(of);
        values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
    };
    ring.len() > 2 && size(|point| point.0).max(size(|point| point.1)) >= 1.0
}

/// A circle: centre and radius.
type Circle = ((f64, f64), f64);

/// Writes the names of the largest places next to their circles, skipping names that would overlap others.
fn draw_labels(picture: &mut Picture, circles: &[(&CountedPlace, Circle)]) {
    let mut taken: Vec<Area> = Vec::new();
    for (place, ((x, y), radius)) in circles {
        if taken.len() == LABELS {
            break;
        }
        let name = facet_path::last_name(&place.path);
        let width = width_of(&name);
        let right = x + radius + 4.0;
        let left = x - radius - 4.0;
        let sides = [
            (Anchor::Start, right, right),
            (Anchor::End, left, left - width),
        ];
        for (anchor, at, start) in sides {
            let label = Area {
                x: start,
                y: y - FONT / 2.0,
                width,
                height: FONT,
            };
            let is_inside = label.x >= PLOT.x && label.x + label.width <= PLOT.x + PLOT.width;
            if is_inside && !taken.iter().any(|other| overlap(*other, label)) {
                picture.text(at, y + FONT / 3.0, anchor, PLOT.width, &name);
                taken.push(label);
                break;
            }
        }
    }
}

fn overlap(a: Area, b: Area) -> bool {
    let apart = |a: f64, length_of_a: f64, b: f64, length_of_b: f64| {
        a + length_of_a < b || b + length_of_b < a
    };
    !apart(a.x, a.width, b.x, b.width) && !apart(a.y, a.height, b.y, b.height)
}

fn about(place: &CountedPlace) -> String {
    let reports = if place.count == 1 {
        "report"
    } else {
        "reports"
    };
    format!("{}: {} {reports}", place.path, place.count)
}

fn description_of(places: &[&CountedPlace]) -> String {
    let named = places.iter().take(DESCRIBED).map(|place| about(place));
    let mut named: Vec<String> = named.collect();
    if places.len() > DESCRIBED {
        named.push(format!("{} more places", places.len() - DESCRIBED));
    }
    named.join("; ")
}

/// Returns the note below the map: the scale of circles, and the number of places not shown.
fn below_of(places: &[&CountedPlace], most: u64, more: usize) -> String {
    let count = places.len();
    let places = if count == 1 { "place" } else { "places" };
    let not_shown = match more {
        0 => String::new(),
        more => format!("; {more} more not shown"),
    };
    format!(
        "{count} {places}; areas of circles in proportion to the reports, at most {most}{not_shown}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::aggregate::timeline::sample;
    use crate::response::facets::Position;

    fn place(path: &str, count: u64, lat: f64, lon: f64) -> CountedPlace {
        CountedPlace {
            facet: "area".to_owned(),
            path: path.to_owned(),
            count,
            position: Position { lat, lon },
        }
    }

    fn map(places: &[CountedPlace], more_places: usize) -> String {
        let overview = Overview {
            timeline: sample::timeline(&["a"]),
            places: places.to_vec(),
            more_places,
        };
        let mut out = Vec::new();
        write(&mut out, &overview).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_areas_of_circles_are_in_proportion_to_the_counts() {
        let places = [
            place("/Haiti/Ouest", 16, 18.5, -72.3),
            place("/Haiti/<Nord>", 4, 19.7, -72.2),
            place("/Haiti/Sud", 1, 18.2, -73.8),
        ];
        let svg = map(&places, 2);
        for radius in ["18", "9", "4.5"] {
            assert!(svg.contains(&format!(" r=\"{radius}\" ")), "{svg}");
        }
        assert!(
            svg.contains("<title>/Haiti/&lt;Nord&gt;: 4 reports</title>"),
            "{svg}"
        );
        assert!(svg.contains(">Ouest</text>") && svg.contains(">&lt;Nord&gt;</text>"));
        let desc = "<desc>/Haiti/Ouest: 16 reports; /Haiti/&lt;Nord&gt;: 4 reports; /Haiti/Sud: 1 report</desc>";
        assert!(svg.contains(desc), "{svg}");
        let below = ">3 places; areas of circles in proportion to the reports, at most 16; 2 more not shown</text>";
        assert!(svg.contains(below), "{svg}");
        // Hispaniola, and the border on it.
        assert_eq!(svg.matches("<path ").count(), 1);
        assert!(svg.matches("stroke-width=\"0.5\"").count() == 1, "{svg}");
    }

    #[test]
    fn circles_that_are_links_are_left_to_the_list_beside_the_map() {
        let overview = Overview {
            timeline: sample::timeline(&["a"]),
            places: vec![
                place("/Haiti", 2, 18.5, -72.3),
                place("/Nowhere", 1, f64::NAN, 0.0),
            ],
            more_places: 0,
        };
        let links = MapLinks {
            title: "où",
            about: &|place| format!("{} : {}", place.path, place.count),
            to: &|place| format!("?a=1&facet={}=\"{}\"", place.facet, place.path),
            section: None,
        };
        let mut out = Vec::new();
        let drawn = write_linked_map(&mut out, &overview, &links).unwrap();
        assert_eq!(drawn.map(|drawn| drawn.places), Some(1));
        let svg = String::from_utf8(out).unwrap();
        let link = "<a href=\"?a=1&amp;facet=area=&quot;/Haiti&quot;\" tabindex=\"-1\">\n<circle ";
        assert!(svg.contains(link), "{svg}");
        assert!(svg.contains("<title>/Haiti : 2</title>"), "{svg}");
        assert!(
            svg.contains("aria-hidden=\"true\"") && !svg.contains("role="),
            "{svg}"
        );
    }

    #[test]
    fn names_are_not_written_over_each_other() {
        let near: Vec<CountedPlace> = (0..5)
            .map(|n| place(&format!("/A/Place {n}"), 5, 18.5, -72.3))
            .collect();
        let svg = map(&near, 0);
        assert_eq!(svg.matches("<circle ").count(), 5);
        assert_eq!(svg.matches(">Place ").count(), 2, "one on each side: {svg}");
    }

    #[test]
    fn there_is_no_map_without_a_place_with_valid_coordinates() {
        assert_eq!(map(&[], 3), "");
        assert_eq!(map(&[place("/A", 1, f64::NAN, 200.0)], 0), "");
    }

    #[test]
    fn a_map_of_the_world_is_small_enough_to_be_mailed() {
        let places = [place("/A", 1, -40.0, -120.0), place("/B", 1, 60.0, 150.0)];
        let svg = map(&places, 0);
        assert!(svg.len() < 150_000, "{}", svg.len());
    }
}
