//! Tests of demonyms of several countries, and of names inside composed ones, with the shipped
//! tables and the world.

use super::shipped::SHIPPED;
use super::*;

/// Returns the distinct paths of a facet mentioned in `text`, sorted.
fn paths(facet: &str, text: &str) -> Vec<String> {
    let mentions = SHIPPED.tag(text, &Words::of(text)).mentions.into_iter();
    let of_facet = mentions.filter(|mention| mention.facet == facet);
    let mut paths: Vec<String> = of_facet.map(|mention| mention.path).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[test]
fn a_shared_demonym_is_of_the_country_that_the_report_names() {
    for (text, wanted) in [
        (
            "The Dominican government opened a shelter. Dominicans in Roseau had lost their roofs.",
            "/Dominica",
        ),
        (
            "The Dominican government opened a shelter in Santo Domingo for Dominicans from Santiago.",
            "/Dominican Republic",
        ),
        ("Congolese police closed a road in Brazzaville.", "/Congo"),
        (
            "Congolese police closed a road in Kinshasa.",
            "/Democratic Republic of the Congo",
        ),
        (
            "President Denis Sassou Nguesso spoke to Congolese teachers.",
            "/Congo",
        ),
        ("Guinean fishermen met in Malabo.", "/Equatorial Guinea"),
        (
            "La police guinéenne a ouvert un poste à Bissau.",
            "/Guinea-Bissau",
        ),
        ("Korean workers went home to Pyongyang.", "/North Korea"),
        ("Samoan fishermen met in Pago Pago.", "/American Samoa"),
        // No other evidence: the more prominent country.
        (
            "Congolese police closed a road.",
            "/Democratic Republic of the Congo",
        ),
        ("Dominican police closed a road.", "/Dominican Republic"),
        ("Guinean police closed a road.", "/Guinea"),
        ("Korean police closed a road.", "/South Korea"),
        ("Samoan police closed a road.", "/Samoa"),
    ] {
        let mut countries: Vec<String> = paths("area", text)
            .iter()
            .map(|path| facet_path_top(path))
            .collect();
        countries.dedup();
        assert_eq!(countries, [wanted], "{text}");
    }
}

fn facet_path_top(path: &str) -> String {
    reportage_text::facet_path::top(path).to_owned()
}

#[test]
fn composed_names_belong_to_the_country_of_the_demonym() {
    let text = "Congolese police closed a road in Brazzaville.";
    assert_eq!(paths("actor", text), ["/State forces/Congo/Police"]);
    let text = "Dominican police closed a road in Roseau.";
    assert_eq!(paths("actor", text), ["/State forces/Dominica/Police"]);
}

#[test]
fn a_composed_name_is_not_a_mention_of_the_whole_movement() {
    for (text, wanted) in [
        ("The Kenya Red Cross Society sent tents.", "Kenya"),
        ("The Lebanese Red Cross sent tents.", "Lebanon"),
        ("The Haitian Red Cross sent tents.", "Haiti"),
        ("The Palestine Red Crescent sent tents.", "Palestine"),
        ("La Croix-Rouge haïtienne a envoyé des tentes.", "Haiti"),
        ("The Red Cross of Chile sent tents.", "Chile"),
    ] {
        let wanted = format!("/Red Cross and Red Crescent/{wanted}");
        assert_eq!(paths("organisation", text), [wanted], "{text}");
    }
    // The country is not part of the name here.
    let text = "From Kenya, Red Cross lorries went to Chad.";
    assert_eq!(paths("organisation", text), ["/Red Cross and Red Crescent"]);
}

#[test]
fn names_shared_with_places_of_the_world_follow_the_tables() {
    for (facet, text, wanted) in [
        (
            "area",
            "The South Atlantic was calm, and so was the Pacific.",
            &["/Seas/Atlantic Ocean", "/Seas/Pacific Ocean"][..],
        ),
        (
            "area",
            "They met in London, Ontario.",
            &["/Canada/Ontario", "/Canada/Ontario/London"],
        ),
        (
            "area",
            "A ship left the port of Haina in the Dominican Republic.",
            &[
                "/Dominican Republic",
                "/Dominican Republic/San Cristóbal/Bajos de Haina",
            ],
        ),
        (
            "area",
            "Joseph Stalin wrote letters, and Stalin kept copies.",
            &[],
        ),
        (
            "actor",
            "Joseph Stalin wrote letters, and Stalin kept copies.",
            &["/People/Russia/Joseph Stalin"],
        ),
        (
            "area",
            "A book on Stalin and Lenin was on the shelf at Google.",
            &[],
        ),
        (
            "actor",
            "A book on Stalin and Lenin was on the shelf at Google.",
            &[],
        ),
        (
            "actor",
            "In Port-au-Prince the Canaan Taliban, or Taliban gang, is known.",
            &["/Armed groups/Haiti/Talibans de Canaan"],
        ),
        ("area", "The picture is a PNG file.", &[]),
    ] {
        let mut got = paths(facet, text);
        got.retain(|path| !path.starts_with("/Haiti"));
        assert_eq!(got, wanted, "{text}");
    }
}
