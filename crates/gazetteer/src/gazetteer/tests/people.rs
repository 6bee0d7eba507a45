//! Tests of people by partial names.

use super::*;

const PEOPLE: &str = "
/Kenya | | | Kenyan
/Kenya/Nairobi
/Peru
actor /People/Kenya/Daniel arap Moi
actor /People/Kenya/Raila Odinga | | | | Odinga
actor /People/Peru/Pedro Castillo
actor /People/Kenya/Joyce Castillo
";

fn people(text: &str) -> Vec<String> {
    let mut schema = schema(PEOPLE);
    for entity in &mut schema.entities {
        if entity.standings[0].path.starts_with("/People") {
            entity.kind = "person".to_owned();
        }
    }
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let tags = gazetteer.tag(text, &Words::of(text));
    let actors = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "actor");
    actors
        .map(|mention| text[mention.start..mention.end].to_owned())
        .collect()
}

#[test]
fn a_last_name_is_found_where_the_report_has_the_name_in_full() {
    let none: [&str; 0] = [];
    assert_eq!(people("Moi must go"), none);
    let text = "Moi must go, they sang of Daniel arap Moi. Mr. Moi and Moi’s party.";
    assert_eq!(people(text), ["Moi", "Daniel arap Moi", "Moi", "Moi"]);
    assert_eq!(people("Daniel arap Moi: c’est moi"), ["Daniel arap Moi"]);
}

#[test]
fn a_last_name_of_two_people_in_the_report_is_unresolved() {
    let text = "Daniel arap Moi and his son Gideon Moi met. Moi spoke.";
    assert_eq!(people(text), ["Daniel arap Moi"]);
    let text = "Pedro Castillo met Joyce Castillo. Castillo spoke.";
    assert_eq!(people(text), ["Pedro Castillo", "Joyce Castillo"]);
    assert_eq!(
        people("Pedro Castillo. Castillo Duarte spoke."),
        ["Pedro Castillo"]
    );
}

#[test]
fn a_title_and_the_country_support_a_name_that_few_have() {
    let none: [&str; 0] = [];
    assert_eq!(people("In Nairobi, Mr. Odinga spoke"), ["Odinga"]);
    assert_eq!(people("IN NAIROBI, PRESIDENT ODINGA SPOKE"), ["ODINGA"]);
    assert_eq!(people("In Nairobi, Odinga spoke"), none);
    assert_eq!(people("In Peru, President Odinga spoke"), none);
    assert_eq!(people("In Nairobi, Mr. Odinga Jaramogi spoke"), none);
}
