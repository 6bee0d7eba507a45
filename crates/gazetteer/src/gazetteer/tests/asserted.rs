//! Tests of values asserted in export spelling, with the shipped tables.

use super::shipped::SHIPPED;

#[test]
fn a_stated_actor_is_found_as_exports_write_it() {
    let jnim = SHIPPED.likeliest("actor", "JNIM");
    let sdf = SHIPPED.likeliest("actor", "Syrian Democratic Forces");
    let police = SHIPPED.likeliest("actor", "Haiti National Police");
    assert!(jnim.is_some() && sdf.is_some() && police.is_some());
    for (asserted, wanted) in [
        ("JNIM: Group for Support of Islam and Muslims", jnim),
        ("QSD: Syrian Democratic Forces", sdf.clone()),
        ("QSD: Syrian Democratic Forces (2017-)", sdf),
        ("Police Forces of Haiti (2024-)", police),
        (
            "Military Forces of Mali (2021-)",
            Some("/State forces/Mali/Armed forces".to_owned()),
        ),
        // Not a name, or two parts with different meanings.
        ("Unidentified Armed Group (Haiti)", None),
        ("JNIM: Syrian Democratic Forces", None),
        ("(2021-)", None),
        (": ", None),
    ] {
        assert_eq!(
            SHIPPED.asserted_path("actor", asserted),
            wanted,
            "{asserted}"
        );
    }
}

#[test]
fn a_stated_part_of_a_town_is_found_below_the_town() {
    let solino = SHIPPED.likeliest("area", "Solino");
    assert_eq!(
        SHIPPED.asserted_path("area", "Port-au-Prince - Solino"),
        solino
    );
    assert_eq!(SHIPPED.asserted_path("area", "Cap-Haïtien - Solino"), None);
    let path = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        SHIPPED.path_of("area", &names)
    };
    assert_eq!(
        Some(path(&["Haiti", "Ouest", "Port-au-Prince - Solino"])),
        solino
    );
    assert_eq!(
        path(&["Haiti", "Ouest", "Port-au-Prince - Harbour office"]),
        "/Haiti/Ouest/Port-au-Prince/Harbour office"
    );
}
