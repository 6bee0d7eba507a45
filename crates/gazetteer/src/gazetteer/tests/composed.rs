//! Tests of composed names.

use super::*;
use crate::schema::{Form, Phrase, Side};

const COUNTRIES: &str = "
/Haiti | Haïti, Haití | | Haitian, haïtien, haïtienne, haitiano, haitiana |
/Haiti/Ouest
/Kenya | | | Kenyan, kényan, kényane |
/El Salvador | | | Salvadoran, salvadoreño |
/United States | États-Unis, Estados Unidos | US | American, américain, américaine |
/United States/Georgia
/Georgia | | | Georgian |
/Colombia | Colombie | | Colombian |
actor /State forces/Haiti/Haiti National Police | Haitian National Police
organisation /Unions/Kenya Police Union
organisation /State bodies/Haiti/Ministry of Justice of Haiti | | | | Ministry of Justice
";

fn composing() -> Gazetteer {
    let mut schema = schema(COUNTRIES);
    let form = |id: &str, facets: &[usize], path: &str, phrases: &str| Form {
        id: id.to_owned(),
        standings: facets
            .iter()
            .map(|&facet| Standing {
                facet,
                path: path.to_owned(),
            })
            .collect(),
        kind: String::new(),
        phrases: phrases
            .split(", ")
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
            "police",
            &[1, 2],
            "/State forces/{}/Police",
            "{} police, {} national police, police {}, police nationale {}, policía {}, policía nacional {}",
        ),
        form(
            "army",
            &[1],
            "/State forces/{}/Army",
            "{} army, army {}, armée {}, ejército {}",
        ),
        form(
            "justice",
            &[2],
            "/State bodies/{}/Justice",
            "{} ministry of justice, ministry of justice {}, ministère de la justice {}",
        ),
        form("court", &[2], "/Courts/{}", "{} Court"),
    ];
    for entity in &mut schema.entities {
        if entity.id.ends_with("Haiti National Police") {
            entity.forms = vec!["police".to_owned()];
        }
    }
    Gazetteer::open(Gazetteer::compile(&schema)).unwrap()
}

/// Returns the composed mentions as `text=path`, one for each name.
fn composed(text: &str) -> Vec<String> {
    let tags = composing().tag(text, &Words::of(text));
    let composed = tags.mentions.iter();
    let composed = composed.filter(|mention| mention.kind == NameKind::Composed);
    let mut shown: Vec<String> = composed
        .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
        .collect();
    shown.dedup();
    shown
}

#[test]
fn bodies_of_a_country_are_composed_in_three_languages() {
    for (text, wanted) in [
        (
            "the Kenyan police said",
            "Kenyan police=/State forces/Kenya/Police",
        ),
        (
            "Kenya police said",
            "Kenya police=/State forces/Kenya/Police",
        ),
        (
            "Kenya’s national police",
            "Kenya’s national police=/State forces/Kenya/Police",
        ),
        (
            "KENYAN NATIONAL POLICE",
            "KENYAN NATIONAL POLICE=/State forces/Kenya/Police",
        ),
        (
            "the police of Kenya",
            "police of Kenya=/State forces/Kenya/Police",
        ),
        (
            "the army of the United States",
            "army of the United States=/State forces/United States/Army",
        ),
        ("the US Army", "US Army=/State forces/United States/Army"),
        (
            "the army of El Salvador",
            "army of El Salvador=/State forces/El Salvador/Army",
        ),
        (
            "la police kényane a dit",
            "police kényane=/State forces/Kenya/Police",
        ),
        (
            "la Police nationale du Kenya",
            "Police nationale du Kenya=/State forces/Kenya/Police",
        ),
        (
            "l’armée des États-Unis",
            "armée des États-Unis=/State forces/United States/Army",
        ),
        (
            "l’armée de la Colombie",
            "armée de la Colombie=/State forces/Colombia/Army",
        ),
        (
            "el ejército salvadoreño",
            "ejército salvadoreño=/State forces/El Salvador/Army",
        ),
        (
            "el Ejército de los Estados Unidos",
            "Ejército de los Estados Unidos=/State forces/United States/Army",
        ),
        (
            "la policía de Kenya",
            "policía de Kenya=/State forces/Kenya/Police",
        ),
        (
            "le ministère de la Justice d’Haïti",
            "ministère de la Justice d’Haïti=/State bodies/Haiti/Justice",
        ),
        (
            "Georgian police",
            "Georgian police=/State forces/Georgia/Police",
        ),
    ] {
        assert_eq!(composed(text), [wanted], "{text}");
    }
}

#[test]
fn a_listed_entity_is_meant_however_its_country_s_form_is_written() {
    let wanted = "/State forces/Haiti/Haiti National Police";
    for text in [
        "police haïtienne",
        "police d’Haïti",
        "Haiti’s police",
        "policía nacional de Haití",
    ] {
        assert_eq!(composed(text), [format!("{text}={wanted}")]);
    }
    let text = "the Haitian National Police";
    let tags = composing().tag(text, &Words::of(text));
    assert_eq!(
        (tags.mentions.len(), tags.mentions[0].kind),
        (1, NameKind::Name)
    );
}

#[test]
fn the_country_keeps_its_own_mention_and_each_facet_has_one() {
    let text = "The Kenyan police";
    let tags = composing().tag(text, &Words::of(text));
    let shown: Vec<(&str, &str, &str)> = tags
        .mentions
        .iter()
        .map(|mention| {
            (
                mention.facet.as_str(),
                &text[mention.start..mention.end],
                mention.entity.as_deref().unwrap(),
            )
        })
        .collect();
    let wanted = [
        ("area", "Kenyan", "/Kenya"),
        ("actor", "Kenyan police", "police@/Kenya"),
        ("organisation", "Kenyan police", "police@/Kenya"),
    ];
    assert_eq!(shown, wanted);
}

#[test]
fn unrelated_neighbours_are_not_composed() {
    let none: [&str; 0] = [];
    for text in [
        "in Kenya. Police said",
        "Kenya, police said",
        "he told police Kenyan officials had left",
        "army, Kenya",
        "the Kenya Police Union",
        "police in Kenya",
        "Ouest police",
        "the Kenyan court",
        "the police",
    ] {
        assert_eq!(composed(text), none, "{text}");
    }
    assert_eq!(composed("the Kenyan Court"), ["Kenyan Court=/Courts/Kenya"]);
}

#[test]
fn a_composed_name_wins_over_a_nickname_within_it() {
    let text = "Haiti and the Ministry of Justice of Kenya";
    let tags = composing().tag(text, &Words::of(text));
    let of_bodies: Vec<&str> = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "organisation")
        .map(|mention| mention.path.as_str())
        .collect();
    assert_eq!(of_bodies, ["/State bodies/Kenya/Justice"]);
    assert_eq!(tags.unresolved, []);
}

#[test]
fn a_composed_name_is_looked_up_like_any_other() {
    let gazetteer = composing();
    let paths = |value| gazetteer.paths_named("actor", value);
    assert_eq!(paths("kenyan police"), ["/State forces/Kenya/Police"]);
    assert_eq!(paths("police kényane"), ["/State forces/Kenya/Police"]);
    assert_eq!(paths("police of Kenya today"), Vec::<String>::new());
}

proptest::proptest! {
    #[test]
    fn spans_are_of_whole_words_in_any_context(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "Kenyan", "police", "army", "of", "the", "Haïti", "d’", "armée", "de", "la", " . ",
                "Ministry of Justice", "’s", "national", "Georgia", "\n\n", "haïtienne", "US", ", ",
            ]),
            0..14,
        ),
        spaced in proptest::bool::ANY,
    ) {
        let text = parts.join(if spaced { " " } else { "" });
        let words = Words::of(&text);
        let tags = composing().tag(&text, &words);
        for mention in &tags.mentions {
            proptest::prop_assert_eq!(mention.start, words.span(mention.first_word).start);
            proptest::prop_assert_eq!(mention.end, words.span(mention.last_word).end);
        }
        proptest::prop_assert!(tags.mentions.is_sorted_by_key(|mention| mention.first_word));
    }
}
