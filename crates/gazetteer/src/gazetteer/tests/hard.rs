//! Hard cases that an annotated sentence cannot express, with the shipped schema. The others are in
//! `tests/gazetteer/hard.tsv`.

use super::shipped::SHIPPED;
use super::*;

/// Returns the paths of the places in `text`, in order.
fn places(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let tags = gazetteer.tag(text, &Words::of(text));
    let area = tags
        .mentions
        .into_iter()
        .filter(|mention| mention.facet == "area");
    area.map(|mention| mention.path).collect()
}

#[test]
fn bodies_whose_names_hold_words_and_places_are_bodies() {
    let gazetteer = &*SHIPPED;
    let named = |text: &str| -> Vec<String> {
        let tags = gazetteer.tag(text, &Words::of(text));
        let named = tags.mentions.iter();
        named
            .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
            .collect()
    };
    for (text, wanted) in [
        (
            "Mercy Corps handed out water.",
            "Mercy Corps=/Non-governmental/Mercy Corps",
        ),
        (
            "The European Union met.",
            "European Union=/Regional organisations/European Union",
        ),
        (
            "The African Union met.",
            "African Union=/Regional organisations/African Union",
        ),
    ] {
        assert_eq!(named(text), [wanted]);
    }
}

#[test]
fn a_town_before_its_state_in_short_is_not_the_state_of_its_name() {
    let gazetteer = &*SHIPPED;
    for (text, wanted) in [
        (
            "He lives in California, Pa., now.",
            &[
                "/United States/Pennsylvania/California",
                "/United States/Pennsylvania",
            ][..],
        ),
        (
            "The fair in Washington, Pa., and that in Nevada, Mo., were called off.",
            &[
                "/United States/Pennsylvania/Washington",
                "/United States/Pennsylvania",
                "/United States/Missouri/Nevada",
                "/United States/Missouri",
            ],
        ),
        (
            "It rained in Kansas, Oklahoma and Texas.",
            &[
                "/United States/Kansas",
                "/United States/Oklahoma",
                "/United States/Texas",
            ],
        ),
    ] {
        assert_eq!(places(gazetteer, text), wanted, "{text}");
    }
}

#[test]
fn places_of_vietnam_lie_in_the_provinces_that_they_are_in() {
    let gazetteer = &*SHIPPED;
    for (text, wanted) in [
        ("in Nha Trang, Vietnam", "/Vietnam/Khánh Hòa/Nha Trang"),
        ("in Vũng Tàu, Vietnam", "/Vietnam/Hồ Chí Minh/Vũng Tàu"),
        ("in Long Xuyên, Vietnam", "/Vietnam/An Giang/Long Xuyên"),
    ] {
        assert_eq!(places(gazetteer, text), [wanted, "/Vietnam"], "{text}");
    }
}

#[test]
fn things_named_after_places_and_words_in_capitals_are_not_places() {
    let gazetteer = &*SHIPPED;
    let areas = |text: &str| {
        let tags = gazetteer.tag(text, &Words::of(text));
        let areas = tags
            .mentions
            .iter()
            .filter(|mention| mention.facet == "area");
        let areas: Vec<String> = areas.map(|mention| mention.path.clone()).collect();
        (areas, tags.unresolved)
    };
    let (got, _) =
        areas("Men of the Lautaro Youth Movement and the Libertad Battalion left Bogotá.");
    assert_eq!(got, ["/Colombia/Bogotá"]);
    let (got, open) = areas("THEY WERE SEEN IN BOGOTA OR ON THE ROAD THERE, REPORTERS SAID.");
    assert_eq!(
        (got, open),
        (vec!["/Colombia/Bogotá".to_owned()], Vec::new())
    );
}
