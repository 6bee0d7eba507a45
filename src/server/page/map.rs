//! The map of a result: a circle for each place, which is a link to its reports, and the same as a table.

use maud::{Markup, PreEscaped, html};

use super::context::Context;
use super::narrow;
use super::views::View;
use crate::facet_path;
use crate::render::{MapLinks, write_linked_map};
use crate::response::overview::{CountedPlace, Overview};

/// Writes the map; empty if no place can be shown.
pub fn map(context: &Context, overview: &Overview) -> Markup {
    let texts = context.texts;
    let to = |place: &CountedPlace| {
        let address = narrow::by_value(&context.address, &place.facet, &place.path);
        context.view(View::Overview, &address)
    };
    let reports = |place: &CountedPlace| texts.count("total.one", "total.many", place.count);
    let links = MapLinks {
        title: texts.text("map"),
        about: &|place| format!("{}: {}", above_first(&place.path), reports(place)),
        to: &to,
    };
    let mut picture = Vec::new();
    let written = write_linked_map(&mut picture, overview, &links);
    let places = written.expect("a vector takes everything");
    if places == 0 {
        return Markup::default();
    }
    // The picture escapes all texts in it.
    let picture = PreEscaped(String::from_utf8(picture).expect("a picture is text"));
    html! {
        section.counts {
            h2 id="map" { (texts.text("map")) }
            div.scroll.map role="group" aria-labelledby="map" tabindex="0" { (picture) }
            p.about-counts {
                (texts.count("map.places.one", "map.places.many", places as u64))
                @if overview.more_places > 0 {
                    " " (texts.count("map.more.one", "map.more.many", overview.more_places as u64))
                }
                " " (texts.text("map.borders"))
            }
            details.as-table {
                summary { (texts.text("as_table")) }
                table {
                    thead {
                        tr {
                            th scope="col" { (texts.text("map.place")) }
                            th scope="col" { (texts.text("view.hits")) }
                        }
                    }
                    tbody {
                        @for place in &overview.places {
                            tr {
                                th scope="row" {
                                    a href=(to(place)) { bdi { (above_first(&place.path)) } }
                                }
                                td { (texts.number(place.count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the names of a path from its last one up: `Kenscoff, Ouest, Haiti`.
fn above_first(path: &str) -> String {
    let mut names = facet_path::names(path);
    names.reverse();
    names.join(", ")
}
