//! Tests of unlisted local places.

use super::*;

const PLACES: &str = "
/El Salvador | | | Salvadoran |
/El Salvador/San Salvador
/El Salvador/Morazán
/El Salvador/Morazán/Cacaopera
/El Salvador/Chalatenango
/Bolivia | | | Bolivian |
/Peru
/Peru/Lima
/Sudan | | | Sudanese |
/Sudan/Khartoum
/Sudan/Cologne | Colonia
/Haiti
/Haiti/Ouest
/Haiti/Ouest/Kenscoff
/Haiti/Ouest/Kenscoff/Furcy
organisation /Aid/Mercy Corps
actor /People/El Salvador/Rosa Duarte
";

fn tagged(text: &str) -> Tags {
    gazetteer(PLACES).tag(text, &Words::of(text))
}

/// Returns the composed places as `text=path`.
fn composed(text: &str) -> Vec<String> {
    let tags = tagged(text);
    let composed = tags.mentions.iter();
    composed
        .filter(|mention| mention.kind == NameKind::Composed)
        .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
        .collect()
}

#[test]
fn a_place_is_filed_below_the_area_named_in_its_sentence() {
    for (text, wanted) in [
        (
            "in the Loma Linda neighborhood of western San Salvador",
            "Loma Linda=/El Salvador/San Salvador/Loma Linda",
        ),
        (
            "San Salvador's Flor del Este neighbourhood burned",
            "Flor del Este=/El Salvador/San Salvador/Flor del Este",
        ),
        (
            "in the village of Palo Verde, in Cacaopera, where",
            "Palo Verde=/El Salvador/Morazán/Cacaopera/Palo Verde",
        ),
        (
            "in the village of Palo Verde, near Cacaopera",
            "Palo Verde=/El Salvador/Morazán/Palo Verde",
        ),
        (
            "at the Los Pinos airport, located 10 kilometers from Cacaopera",
            "Los Pinos=/El Salvador/Morazán/Los Pinos Airport",
        ),
        (
            "reached the Bolivian border town of Puerto Nuevo in time",
            "Puerto Nuevo=/Bolivia/Puerto Nuevo",
        ),
        (
            "en el barrio Altos del Río de San Salvador",
            "Altos del Río=/El Salvador/San Salvador/Altos del Río",
        ),
        (
            "dans la localité de Ti Bwa Sèch, commune de Kenscoff",
            "Ti Bwa Sèch=/Haiti/Ouest/Kenscoff/Ti Bwa Sèch",
        ),
        (
            "le camp de déplacés de Belle Vue, à Kenscoff",
            "Belle Vue=/Haiti/Ouest/Kenscoff/Belle Vue",
        ),
        (
            "in the Abu Tin displacement camp in Khartoum",
            "Abu Tin=/Sudan/Khartoum/Abu Tin",
        ),
        (
            "in the Al-Zuhra neighborhood of Khartoum",
            "Al-Zuhra=/Sudan/Khartoum/Al-Zuhra",
        ),
    ] {
        assert_eq!(composed(text), [wanted], "{text}");
    }
}

#[test]
fn names_in_capitals_are_found_between_words_of_sentences_and_shown_in_title_case() {
    for (text, wanted) in [
        (
            "HE WAS LEAVING HIS HOME IN THE EXCLUSIVE LA LOMITA NEIGHBORHOOD OF WESTERN SAN SALVADOR.",
            "LA LOMITA=/El Salvador/San Salvador/La Lomita",
        ),
        (
            "SHOTS WERE FIRED IN COLONIA BUENAVISTA, SAN SALVADOR, AND ELSEWHERE IN THE CITY TODAY.",
            "COLONIA BUENAVISTA=/El Salvador/San Salvador/Buenavista",
        ),
        (
            "THEY BURNED FIELDS AT THE \"CORRAL DE LAS FLORES\" REFUGEE CAMP IN CHALATENANGO TODAY.",
            "CORRAL DE LAS FLORES=/El Salvador/Chalatenango/Corral de las Flores",
        ),
        (
            "A BOMB WENT OFF IN THE VILLA EL SALVADOR DISTRICT OF LIMA LAST NIGHT, POLICE SAID.",
            "VILLA EL SALVADOR=/Peru/Lima/Villa el Salvador",
        ),
    ] {
        assert_eq!(composed(text), [wanted], "{text}");
    }
    for text in [
        "THE RESIDENTIAL NEIGHBORHOOD AND THE COFFEE FARM IN SAN SALVADOR WERE ATTACKED TODAY.",
        "PLANES CONTINUE TO BOMB NEIGHBORHOODS OF SAN SALVADOR, AND HEAVY FIGHTING GOES ON.",
        "A DISTANT VILLAGE IN MORAZAN AND THE TOWN NEAR CACAOPERA WERE ATTACKED THIS MORNING.",
    ] {
        assert_eq!(composed(text), [""; 0], "{text}");
    }
}

#[test]
fn a_community_of_states_is_not_a_place() {
    assert_eq!(
        composed("Austria welcomes the work of the international community of States in Austria."),
        [""; 0]
    );
}

#[test]
fn one_word_may_call_several_names_places() {
    assert_eq!(
        composed("the villages of Ojos, Palo Verde and Río Seco in Morazán"),
        [
            "Ojos=/El Salvador/Morazán/Ojos",
            "Palo Verde=/El Salvador/Morazán/Palo Verde",
            "Río Seco=/El Salvador/Morazán/Río Seco",
        ]
    );
    let got = composed("the La Fuente and Los Cedros neighborhoods of San Salvador");
    assert_eq!(got.len(), 2, "{got:?}");
}

#[test]
fn a_name_has_one_sense_in_a_report() {
    let text = "In the Loma Linda neighborhood of San Salvador houses burned. Loma Linda was empty. \
                The Loma Linda neighborhood is poor.";
    let wanted = "Loma Linda=/El Salvador/San Salvador/Loma Linda";
    assert_eq!(composed(text), [wanted; 3]);
    let short = "In the Zumba neighborhood of San Salvador houses burned. In Zumba, Zumba said so.";
    let wanted = "Zumba=/El Salvador/San Salvador/Zumba";
    assert_eq!(
        composed(short),
        [wanted; 2],
        "one word alone may be a person"
    );
}

#[test]
fn listed_places_are_not_composed() {
    for text in [
        "in the village of Furcy, Haiti",
        "the Kenscoff municipality in Haiti",
        "the Cologne district in Sudan",
        "the Mercy Corps camp in Sudan",
    ] {
        assert_eq!(composed(text), [""; 0], "{text}");
    }
}

#[test]
fn descriptions_bodies_and_other_senses_are_not_places() {
    for text in [
        "in Salvadoran villages and a Potemkin village in Morazán",
        "Flooded villages in Morazán",
        "the Verde County School District of San Salvador",
        "the Verde Town Council of San Salvador",
        "the Duarte camp in San Salvador said",
        "the Community of Nations in San Salvador",
        "in an Arawak village in Bolivia",
        "CANTON, Mass., and Bolivia",
        "the Kurdish town in Sudan",
    ] {
        assert_eq!(composed(text), [""; 0], "{text}");
    }
}

#[test]
fn a_name_without_a_known_area_is_unresolved() {
    let text = "The village of Palo Verde was empty; Bolivia, Peru and Sudan sent aid.";
    let tags = tagged(text);
    let open: Vec<&str> = tags
        .unresolved
        .iter()
        .map(|open| &text[open.start..open.end])
        .collect();
    assert_eq!((composed(text).len(), open), (0, vec!["Palo Verde"]));
    assert_eq!(tags.unresolved[0].evidence[0], Evidence::CalledSettlement);
    // A report about one country assigns it to that country.
    let text = "The village of Palo Verde was empty. Bolivia sent aid.";
    assert_eq!(composed(text), ["Palo Verde=/Bolivia/Palo Verde"]);
}

#[test]
fn composed_places_have_no_position_and_less_confidence_than_listed_ones() {
    let text = "in the Loma Linda neighborhood of San Salvador";
    let tags = tagged(text);
    let place = &tags.mentions[0];
    assert_eq!((&place.entity, place.lat, place.lon), (&None, None, None));
    let listed = &tags.mentions[1];
    assert!(place.confidence < listed.confidence);
    assert_eq!(
        place.evidence,
        [Evidence::CalledQuarter, Evidence::BelowLinkedPlace]
    );
}
