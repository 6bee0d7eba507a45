//! Tests of names of places that are words of the report's language, with the shipped tables.

use super::shipped::SHIPPED;
use super::*;
use crate::gazetteer::metadata::{Publication, ReportMetadata};
use reportage_text::facet_path;

/// Returns the areas in a text of a language, by their last names.
fn areas(language: &str, text: &str) -> Vec<String> {
    let metadata = ReportMetadata {
        publication: Publication {
            language: Some(language),
            ..Publication::default()
        },
        ..ReportMetadata::default()
    };
    let tags = SHIPPED.tag_with(text, &Words::of(text), metadata, &Tags::default());
    let areas = tags.mentions.into_iter();
    let areas = areas.filter(|mention| mention.facet == "area");
    areas
        .map(|mention| facet_path::last_name(&mention.path).to_owned())
        .collect()
}

#[test]
fn words_of_the_language_with_a_capital_are_not_places() {
    for (language, text) in [
        (
            "de",
            "Die Lage in der Mitte des Landes ist ernst. Am Ende kam Hilfe.",
        ),
        (
            "de",
            "Die Bürger hielten Wache am Tor. Das Lager liegt an einem See.",
        ),
        (
            "es",
            "La Mesa de diálogo se reunió. El Banco Central subió la tasa.",
        ),
        (
            "es",
            "En la Frontera hubo disparos. La Guardia vigila el puente.",
        ),
        (
            "fr",
            "Le Marché reste fermé. La Défense plaide et la Cour attend.",
        ),
        ("hu", "A Híd leomlott. A Vár zárva van."),
        (
            "pt",
            "A Ponte caiu e o Morro foi cercado. A Câmara aprovou a Lei.",
        ),
        (
            "it",
            "Il Ponte è crollato. La Camera ha approvato la legge.",
        ),
    ] {
        assert_eq!(areas(language, text), [""; 0], "{text}");
    }
}

#[test]
fn places_that_are_located_or_large_are_places_all_the_same() {
    for (language, text, wanted) in [
        (
            "de",
            "Der Zug fuhr von Berlin nach Essen und Köln.",
            &["Berlin", "Essen", "Cologne"][..],
        ),
        (
            "de",
            "Die Lage in der Türkei und im Sudan ist ernst.",
            &["Turkey", "Sudan"],
        ),
        (
            "fr",
            "Les manifestants de Tours et de Nancy, en France, ont fermé le pont.",
            &["Tours", "Nancy"],
        ),
        (
            "es",
            "Los vecinos de Granada y de Córdoba, en España, marcharon.",
            &["Granada", "Córdoba", "Spain"],
        ),
    ] {
        let got = areas(language, text);
        for name in wanted {
            assert!(
                got.iter().any(|area| area == name),
                "{name} in {text}: {got:?}"
            );
        }
    }
}
