//! Tests of names of places that are those of other places, clubs or bodies here, with the shipped
//! tables.

use super::shipped::SHIPPED;
use super::*;

/// Returns the area that `name` is resolved to; `None` if it is not.
fn area(text: &str, name: &str) -> Option<String> {
    let tags = SHIPPED.tag(text, &Words::of(text));
    let mut areas = tags.mentions.into_iter();
    areas
        .find(|mention| mention.facet == "area" && &text[mention.start..mention.end] == name)
        .map(|mention| mention.path)
}

#[test]
fn a_place_in_an_area_without_such_a_place_is_not_its_namesake_abroad() {
    for (text, name) in [
        (
            "In Haiti, two died in Berlin, in the Ouest department.",
            "Berlin",
        ),
        (
            "Haïti: trois morts à Berlin, Ouest. Kenscoff est calme.",
            "Berlin",
        ),
        (
            "In Haiti, bodies lay in Belmont, Sud department, on Monday.",
            "Belmont",
        ),
        ("Deux morts à Rome, commune de Tabarre, en Haïti.", "Rome"),
        (
            "Three died in Paris, in the commune of Cabaret, Haiti.",
            "Paris",
        ),
        (
            "Fighting near Georgetown, in Bo District, Sierra Leone.",
            "Georgetown",
        ),
        (
            "The battle for Brooklyn, a quarter of Cité Soleil in Haiti, goes on.",
            "Brooklyn",
        ),
    ] {
        assert_eq!(area(text, name), None, "{text}");
    }
    let text = "In the village of Vienna, Artibonite department, Haiti, three died.";
    assert_eq!(area(text, "Vienna").unwrap(), "/Haiti/Artibonite/Vienna");
}

#[test]
fn a_place_known_in_the_area_or_listed_beside_it_is_kept() {
    for (text, name, wanted) in [
        (
            "They fled to Cusco, in southern Peru.",
            "Cusco",
            "/Peru/Cusco/Cuzco",
        ),
        (
            "Kenscoff, Ouest, in Haiti, is calm.",
            "Kenscoff",
            "/Haiti/Ouest/Kenscoff",
        ),
        (
            "In Haiti, they met in Berlin, Ouest, Nord and Artibonite.",
            "Berlin",
            "/Germany/Berlin",
        ),
        (
            "Three cases in Texas, two in Kansas.",
            "Texas",
            "/United States/Texas",
        ),
        ("He fell ill in Kenya, in East Africa.", "Kenya", "/Kenya"),
        (
            "A TOWN IN CUSCO, IN SOUTHERN PERU.",
            "CUSCO",
            "/Peru/Cusco/Cuzco",
        ),
    ] {
        assert_eq!(area(text, name).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn towns_in_the_names_of_universities_clubs_and_teams_are_not_meant() {
    for (text, name) in [
        ("She studied at the University of Leeds.", "Leeds"),
        ("à l’Université de Rouen", "Rouen"),
        ("They play for Real Madrid.", "Madrid"),
        ("FC Barcelona lost.", "Barcelona"),
        ("Liverpool 2 Arsenal 1.", "Liverpool"),
        ("Liverpool 2-1 Arsenal.", "Liverpool"),
        ("Denver Corp fell.", "Denver"),
    ] {
        assert_eq!(area(text, name), None, "{text}");
    }
    for (text, name, wanted) in [
        ("the University of Haiti", "Haiti", "/Haiti"),
        (
            "The university of the town of Leeds",
            "Leeds",
            "/United Kingdom/England/Leeds",
        ),
        (
            "In Madrid, 2 people met.",
            "Madrid",
            "/Spain/Madrid, Comunidad de/Madrid",
        ),
        (
            "in Madrid 2 weeks ago",
            "Madrid",
            "/Spain/Madrid, Comunidad de/Madrid",
        ),
    ] {
        assert_eq!(area(text, name).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn languages_in_lists_and_headers_are_no_countries() {
    for (text, name) in [
        ("Distr.: General\nOriginal: Spanish\n\nText.", "Spanish"),
        ("The report is in English, French and Spanish.", "French"),
        ("The report is in French, English and Spanish.", "French"),
        (
            "texts in English (`en`), French (`fr`) and Spanish (`es`)",
            "Spanish",
        ),
        ("en anglais, français et espagnol", "espagnol"),
    ] {
        assert_eq!(area(text, name), None, "{text}");
    }
    for (text, name, wanted) in [
        ("French and Spanish officials met.", "French", "/France"),
        (
            "English teachers met French officials.",
            "French",
            "/France",
        ),
        (
            "Spanish, French and Italian troops left.",
            "Spanish",
            "/Spain",
        ),
    ] {
        assert_eq!(area(text, name).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn acronyms_and_countries_before_bodies_keep_their_meaning() {
    for (text, name, wanted) in [
        ("Many of us left. The US sent aid.", "US", "/United States"),
        (
            "Talks with Russia, U.S. officials said, went on.",
            "Russia",
            "/Russia",
        ),
        ("He lives in Paris, US.", "US", "/United States"),
        ("The Peru Defence Forces said so.", "Peru", "/Peru"),
        ("Kenya Police Arrive", "Kenya", "/Kenya"),
        (
            "MEXICO CITY, March 30 - Prices rose.",
            "MEXICO CITY",
            "/Mexico/Mexico City",
        ),
    ] {
        assert_eq!(area(text, name).as_deref(), Some(wanted), "{text}");
    }
    assert_eq!(area("Kenya Moore said so.", "Kenya"), None);
}
