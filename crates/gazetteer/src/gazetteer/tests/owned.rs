//! Tests of governments named after a leader, state forces without their country, and parts of
//! groups.

use super::*;
use crate::schema::{Form, Phrase, Side};

const NAMES: &str = "
/El Salvador | | | Salvadoran |
/El Salvador/San Salvador
/El Salvador/Arce
/Colombia | | | Colombian |
/Haiti
actor /Armed groups/Colombia/Fuerzas Rojas | | FRC
organisation /Political parties/El Salvador/National Unity Party
";

fn owning() -> Gazetteer {
    let mut schema = schema(NAMES);
    for entity in &mut schema.entities {
        if entity.id.contains("parties") {
            entity.kind = "political party".to_owned();
        } else if entity.id.contains("groups") {
            entity.kind = "armed group".to_owned();
        }
    }
    let person = |path: &str| Entity {
        id: path.to_owned(),
        standings: vec![Standing {
            facet: 1,
            path: path.to_owned(),
        }],
        kind: "person".to_owned(),
        names: vec![path.rsplit('/').next().unwrap().to_owned()],
        ..Entity::default()
    };
    schema
        .entities
        .push(person("/People/El Salvador/Rosa Duarte"));
    schema.entities.push(person("/People/Haiti/Jean Belval"));
    schema
        .entities
        .push(person("/People/International officials/Ann Berg"));
    let form = |facet: usize, path: &str, kind: &str, phrases: &[&str]| Form {
        id: path.to_owned(),
        standings: vec![Standing {
            facet,
            path: path.to_owned(),
        }],
        kind: kind.to_owned(),
        phrases: phrases
            .iter()
            .map(|phrase| Phrase {
                words: phrase.replace("{}", "").trim().to_owned(),
                by_name: false,
                country: match phrase.starts_with("{}") {
                    true => Side::Before,
                    false => Side::After,
                },
            })
            .collect(),
        members: Vec::new(),
        alone: Vec::new(),
    };
    schema.forms = vec![
        form(
            2,
            "/State bodies/{}/Government",
            "government",
            &["{} government"],
        ),
        form(
            1,
            "/State forces/{}/Armed forces",
            "armed forces",
            &["{} armed forces", "fuerzas armadas {}"],
        ),
        form(
            1,
            "/State forces/{}/Police",
            "state force",
            &["{} police", "{} national police", "police nationale {}"],
        ),
    ];
    Gazetteer::open(Gazetteer::compile(&schema)).unwrap()
}

/// Returns mentions as `text=path`, except places, people, groups and parties by themselves.
fn owned(text: &str) -> Vec<String> {
    let tags = owning().tag(text, &Words::of(text));
    tags.mentions
        .iter()
        .filter(|mention| mention.kind == NameKind::Composed)
        .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
        .collect()
}

#[test]
fn a_government_is_called_by_its_leader_or_party() {
    for (text, wanted) in [
        (
            "Rosa Duarte's government fell",
            "Rosa Duarte's government=/State bodies/El Salvador/Government",
        ),
        (
            "the Rosa Duarte administration",
            "Rosa Duarte administration=/State bodies/El Salvador/Government",
        ),
        (
            "Rosa Duarte spoke. Duarte’s rightist government",
            "Duarte’s rightist government=/State bodies/El Salvador/Government",
        ),
        (
            "le gouvernement du président Jean Belval",
            "gouvernement du président Jean Belval=/State bodies/Haiti/Government",
        ),
        (
            "Jean Belval parla. Le gouvernement Belval tomba",
            "gouvernement Belval=/State bodies/Haiti/Government",
        ),
        (
            "el gobierno de Rosa Duarte",
            "gobierno de Rosa Duarte=/State bodies/El Salvador/Government",
        ),
        (
            "the National Unity Party government",
            "National Unity Party government=/State bodies/El Salvador/Government",
        ),
    ] {
        assert_eq!(owned(text), [wanted], "{text}");
    }
    for text in [
        "the Ann Berg administration",
        "Rosa Duarte and the government",
        "the FRC government in Colombia",
        "the government Rosa Duarte led",
    ] {
        assert_eq!(owned(text), [""; 0], "{text}");
    }
}

#[test]
fn a_force_named_without_its_country_is_the_one_of_the_report_s_country() {
    let police = "/State forces/El Salvador/Police";
    for (text, wanted) in [
        (
            "In San Salvador the National Police fired.",
            vec![format!("National Police={police}")],
        ),
        ("In San Salvador national police fired.", vec![]),
        (
            "In San Salvador the National Police Association met.",
            vec![],
        ),
        (
            "In San Salvador, Colombia and Haiti the National Police fired.",
            vec![],
        ),
        (
            "A El Salvador la Police nationale tira.",
            vec![format!("Police nationale={police}")],
        ),
    ] {
        assert_eq!(owned(text), wanted, "{text}");
    }
    let gazetteer = owning();
    let text = "In San Salvador the National Police fired.";
    let tags = gazetteer.tag(text, &Words::of(text));
    let force = tags
        .mentions
        .iter()
        .find(|mention| mention.facet == "actor")
        .unwrap();
    assert_eq!(force.evidence, [Evidence::CountryOfReport]);
    assert!(force.confidence.is_some_and(|confidence| confidence < 0.7));
}

#[test]
fn units_are_of_the_armed_forces_that_the_report_names() {
    let below = "/State forces/El Salvador/Armed forces";
    let forces = format!("Salvadoran armed forces={below}");
    for (text, unit) in [
        ("the 6th Infantry Brigade", Some("6th Infantry Brigade")),
        ("the Arce Battalion", Some("Arce Battalion")),
        ("the Scout Brigade", None),
        ("the sixth brigade", None),
    ] {
        let whole = format!("Salvadoran armed forces said that troops of {text} left.");
        let got = owned(&whole);
        let shown = text.trim_start_matches("the ");
        let wanted = unit.map(|unit| format!("{shown}={below}/{unit}"));
        assert_eq!(
            got,
            [forces.clone()]
                .into_iter()
                .chain(wanted)
                .collect::<Vec<_>>(),
            "{text}"
        );
        // If no force of the country is named, or one of another, the units are ignored.
        assert_eq!(
            owned(&format!("In El Salvador {text} left.")),
            [""; 0],
            "{text}"
        );
    }
    let two = "Salvadoran armed forces, El Salvador, San Salvador, El Salvador. \
               Colombian police and the 6th Infantry Brigade.";
    assert_eq!(owned(two).len(), 2, "{:?}", owned(two));
}

#[test]
fn a_part_of_a_group_is_within_its_mention() {
    let gazetteer = owning();
    for (text, wanted) in [
        ("the FRC 12th Front", "FRC 12th Front"),
        (
            "the Fuerzas Rojas Guerrilla Group",
            "Fuerzas Rojas Guerrilla Group",
        ),
        ("an FRC front", "FRC"),
        ("the FRC, Group of", "FRC"),
    ] {
        let tags = gazetteer.tag(text, &Words::of(text));
        let mention = &tags.mentions[0];
        assert_eq!(&text[mention.start..mention.end], wanted);
    }
}
