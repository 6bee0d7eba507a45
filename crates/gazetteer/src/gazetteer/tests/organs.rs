//! Tests of bodies that are named without the organisation that they are part of, with the shipped
//! tables.

use super::shipped::SHIPPED;
use super::*;

/// Returns the organisations as `text=last part of its path`.
fn organs(text: &str) -> Vec<String> {
    let tags = SHIPPED.tag(text, &Words::of(text));
    let organs = tags.mentions.iter();
    let organs = organs.filter(|mention| mention.facet == "organisation");
    organs
        .map(|mention| {
            let name = mention.path.rsplit('/').next().unwrap();
            format!("{}={name}", &text[mention.start..mention.end])
        })
        .collect()
}

#[test]
fn an_organ_alone_is_that_of_the_organisation_that_the_report_names() {
    for (text, wanted) in [
        (
            "The United Nations wrote. The General Assembly met.",
            "General Assembly=General Assembly",
        ),
        (
            "The UN Security Council voted, not the Economic and Social Council.",
            "Economic and Social Council=Economic and Social Council",
        ),
        (
            "See A/79/963: the General Assembly met.",
            "General Assembly=General Assembly",
        ),
        (
            "E/CN.6/2025/7 of the Economic and Social Council",
            "Economic and Social Council=Economic and Social Council",
        ),
        (
            "Les Nations Unies et l’Assemblée générale",
            "Assemblée générale=General Assembly",
        ),
        (
            "Las Naciones Unidas y la Asamblea General",
            "Asamblea General=General Assembly",
        ),
        (
            "The UN General Assembly met. Then the Assembly left.",
            "Assembly=General Assembly",
        ),
    ] {
        let organs = organs(text);
        assert!(
            organs.iter().any(|organ| organ == wanted),
            "{text}: {organs:?}"
        );
    }
}

#[test]
fn an_organ_of_another_body_is_not_that_of_the_united_nations() {
    for text in [
        "The General Assembly met.",
        "In Georgia the General Assembly voted on AND/OR rules.",
        "The United Nations wrote to the General Assembly of the Church.",
        "Amnesty International left the General Assembly.",
    ] {
        let organs = organs(text);
        let is_organ = |organ: &String| organ.ends_with("=General Assembly");
        assert!(!organs.iter().any(is_organ), "{text}: {organs:?}");
    }
}
