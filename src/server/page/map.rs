//! The map of a result: a circle for each place, which is a link to its reports, and the same as a table. Parts of it become a
//! filter.

use maud::{Markup, PreEscaped, html};

use super::address::Address;
use super::as_table::{Row, as_table};
use super::context::Context;
use super::forms::hidden;
use super::narrow;
use super::overview::OverviewData;
use super::views::View;
use crate::facet_path;
use crate::geo_box::{GeoBox, meridians};
use crate::render::{DrawnMap, MapLinks, write_linked_map};
use crate::response::overview::CountedPlace;

/// The parameter of the region to keep.
pub const WITHIN: &str = "within";
/// A map at least this wide or high, in degrees, is of the whole world.
const WHOLE: (f64, f64) = (300.0, 150.0);

/// Writes the map and what chooses a part of it; empty if no place can be shown.
pub fn map(context: &Context, data: &OverviewData) -> Markup {
    let texts = context.texts;
    let overview = &data.overview;
    let to = |place: &CountedPlace| {
        let address = narrow::by_value(&context.address, &place.facet, &place.path);
        context.view(View::Overview, &address)
    };
    let reports = |place: &CountedPlace| texts.count("total.one", "total.many", place.count);
    let links = MapLinks {
        title: texts.text("map"),
        about: &|place| format!("{}: {}", above_first(&place.path), reports(place)),
        to: &to,
        section: data.section.as_ref(),
    };
    let mut picture = Vec::new();
    let drawn = write_linked_map(&mut picture, overview, &links);
    let Some(drawn) = drawn.expect("a vector takes everything") else {
        return Markup::default();
    };
    // The picture escapes all texts in it.
    let picture = PreEscaped(String::from_utf8(picture).expect("a picture is text"));
    let rows = overview.places.iter().map(|place| Row {
        to: to(place),
        name: above_first(&place.path),
        cells: vec![texts.number(place.count)],
    });
    let rows: Vec<Row> = rows.collect();
    let hidden = overview.more_places + drawn.outside;
    html! {
        section.counts {
            div.above-counts.map-tools {
                h2 id="map" { (texts.text("map")) }
                (steps(context, &drawn, data.section.is_some()))
                (region_form(context))
            }
            div.scroll.map role="group" aria-labelledby="map" tabindex="0"
                data-bounds=(numbers(&bounds_of(&drawn))) data-plot=(numbers(&drawn.plot)) { (picture) }
            p.about-counts {
                (texts.count("map.places.one", "map.places.many", drawn.places as u64))
                @if hidden > 0 { " " (texts.count("map.more.one", "map.more.many", hidden as u64)) }
                span.by-dragging hidden { " " (texts.text("map.drag")) }
                " " (texts.text("map.borders"))
            }
            (as_table(context, &["map.place", "view.hits"], &rows))
        }
    }
}

/// Writes links to a smaller and to a larger part of the earth, and to those beside it.
fn steps(context: &Context, drawn: &DrawnMap, is_section: bool) -> Markup {
    let texts = context.texts;
    let link = |region: &str, sign: &str, name: &'static str| {
        let address = context.address.set(WITHIN, region);
        let name = texts.text(name);
        html! {
            li { a href={ (context.view(View::Overview, &address)) "#map" } aria-label=(name) title=(name) { (sign) } }
        }
    };
    let moved = |right: f64, up: f64| region_of(&moved(&drawn.bounds, right, up, 1.0));
    let zoomed = |factor: f64| zoomed(&drawn.bounds, factor);
    html! {
        ul.map-steps {
            (link(&zoomed(0.5), "+", "map.nearer"))
            @if is_section {
                (link(&zoomed(2.0), "−", "map.farther"))
                (link(&moved(-0.5, 0.0), "←", "map.west"))
                (link(&moved(0.0, 0.5), "↑", "map.north"))
                (link(&moved(0.0, -0.5), "↓", "map.south"))
                (link(&moved(0.5, 0.0), "→", "map.east"))
            }
        }
    }
}

/// Returns the region of the same centre that is `factor` as wide and high; empty for the whole world.
fn zoomed(bounds: &GeoBox, factor: f64) -> String {
    let (width, height) = bounds.size();
    match width * factor > WHOLE.0 || height * factor > WHOLE.1 {
        true => String::new(),
        false => region_of(&moved(bounds, 0.0, 0.0, factor)),
    }
}

/// Moves a box by parts of its width and height, and makes it `factor` as wide and high.
fn moved(bounds: &GeoBox, right: f64, up: f64, factor: f64) -> GeoBox {
    let (width, height) = bounds.size();
    let middle = (
        bounds.west + width * (0.5 + right),
        bounds.south + height * (0.5 + up),
    );
    let half = (width * factor / 2.0, height * factor / 2.0);
    let (west, east) = meridians(middle.0, half.0);
    let lat = |latitude: f64| latitude.clamp(-90.0, 90.0);
    GeoBox {
        south: lat(middle.1 - half.1),
        west,
        north: lat(middle.1 + half.1),
        east,
    }
}

/// Writes a box as `within:` takes it, rounded to about a thousandth of its size.
fn region_of(bounds: &GeoBox) -> String {
    let digits = match bounds.size().1 {
        height if height > 10.0 => 1,
        height if height >= 1.0 => 2,
        _ => 3,
    };
    let GeoBox {
        south,
        west,
        north,
        east,
    } = bounds;
    format!("{south:.digits$},{west:.digits$}..{north:.digits$},{east:.digits$}")
}

/// Writes the form for any region.
fn region_form(context: &Context) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    html! {
        form action=(context.view(View::Overview, &Address::default())) method="get" {
            (hidden(&address.but(&[WITHIN])))
            label for="within" { (texts.text("filter.within")) }
            input id="within" name=(WITHIN) value=(address.first(WITHIN)) size="22"
                placeholder="50km@Port-au-Prince" title=(texts.text("map.region"));
            button type="submit" { (texts.text("apply")) }
        }
    }
}

/// West, south, east and north; east of a map across the 180th meridian, longitudes go on.
fn bounds_of(drawn: &DrawnMap) -> [f64; 4] {
    let bounds = &drawn.bounds;
    let (width, _) = bounds.size();
    [bounds.west, bounds.south, bounds.west + width, bounds.north]
}

fn numbers(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number:.4}"))
        .collect();
    numbers.join(" ")
}

/// Returns the names of a path from its last one up: `Kenscoff, Ouest, Haiti`.
fn above_first(path: &str) -> String {
    let mut names = facet_path::names(path);
    names.reverse();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAITI: GeoBox = GeoBox {
        south: 18.0,
        west: -75.0,
        north: 20.0,
        east: -71.0,
    };

    #[test]
    fn a_step_keeps_the_middle_or_moves_it_by_half() {
        assert_eq!(zoomed(&HAITI, 0.5), "18.50,-74.00..19.50,-72.00");
        assert_eq!(zoomed(&HAITI, 2.0), "17.00,-77.00..21.00,-69.00");
        assert_eq!(zoomed(&HAITI, 100.0), "");
        let east = moved(&HAITI, 0.5, 0.0, 1.0);
        assert_eq!((east.west, east.east), (-73.0, -69.0));
    }

    #[test]
    fn a_map_may_be_moved_across_the_180th_meridian_and_not_beyond_a_pole() {
        let fiji = moved(
            &GeoBox {
                west: 170.0,
                east: 178.0,
                ..HAITI
            },
            0.5,
            0.0,
            1.0,
        );
        assert_eq!((fiji.west, fiji.east), (174.0, -178.0));
        assert_eq!(fiji.size().0, 8.0);
        let pole = moved(
            &GeoBox {
                south: 80.0,
                north: 90.0,
                ..HAITI
            },
            0.0,
            0.5,
            1.0,
        );
        assert_eq!((pole.south, pole.north), (85.0, 90.0));
    }
}
