//! Tests of things named after a place or people, with the shipped tables and the world.

use super::shipped::SHIPPED;
use super::*;

#[test]
fn things_named_after_a_place_or_people_are_not_mentions_of_it() {
    let gazetteer = &*SHIPPED;
    let mut wrong = Vec::new();
    for (text, wanted) in [
        ("She spoke only French and asked for help.", &[][..]),
        ("The notice was printed in English and Spanish.", &[]),
        ("A Spanish-language station told of it.", &[]),
        ("They fought in French uniforms.", &["French"]),
        (
            "The law was debated in Filipinos who live abroad.",
            &["Filipinos"],
        ),
        ("He spoke to Spanish reporters.", &["Spanish"]),
        (
            "Many African-American and Native American voters came.",
            &[],
        ),
        ("The American voters came.", &["American"]),
        ("We met in a Mexican restaurant near the Greek pub.", &[]),
        (
            "The Canadian Food Inspection Agency was asked.",
            &["Canadian"],
        ),
        (
            "Two cases of Lassa fever and the Reston ebolavirus were found.",
            &[],
        ),
        (
            "The vaccine covers A/California/7/2009 and B/Brisbane/60/2008.",
            &[],
        ),
        ("The price is $US 40 a barrel.", &[]),
        (
            "The Future Farmers of America and the Chamber of Commerce sent help.",
            &[],
        ),
        ("Drought is blamed on El Niño, and on La Niña before.", &[]),
        ("Children wrote to Santa Claus.", &[]),
        ("Obama spoke at noon.", &[]),
        (
            "Fukui prefecture has a town called Obama, Japan.",
            &["Fukui", "Obama", "Japan"],
        ),
        ("The school board's District 3 seat is open.", &[]),
    ] {
        let tags = gazetteer.tag(text, &Words::of(text));
        let areas = tags.mentions.iter();
        let areas = areas.filter(|mention| mention.facet == "area");
        let found: Vec<&str> = areas
            .map(|mention| &text[mention.start..mention.end])
            .collect();
        if found != wanted {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
