//! Tests of the spellings of names.

use super::*;

#[test]
fn names_are_found_in_every_way_of_writing_them() {
    for (text, wanted) in [
        (
            "Haiti’s National Police said",
            &["Haiti’s National Police=Haiti National Police"][..],
        ),
        ("in Haiti's Ouest", &["Haiti=Haiti", "Ouest=Ouest"]),
        (
            "at Pont-Sonde and Pont Sondé.",
            &["Pont-Sonde=Pont-Sondé", "Pont Sondé=Pont-Sondé"],
        ),
        (
            "leader Jimmy ‘Barbecue’ Cherizier and",
            &["Jimmy ‘Barbecue’ Cherizier=Jimmy Chérizier"],
        ),
        ("the Viv\nAnsanm gangs", &["Viv\nAnsanm=Viv Ansanm"]),
        ("“Viv Ansanm”", &["Viv Ansanm=Viv Ansanm"]),
        ("Port-au-\r\nPrince", &["Port-au-\r\nPrince=Port-au-Prince"]),
        (
            "VIV ANSANM ATTACKS SOLINO",
            &["VIV ANSANM=Viv Ansanm", "SOLINO=Solino"],
        ),
        ("including Tabarre 27, with", &["Tabarre 27=Tabarre 27"]),
        ("in Tabarre, 27 died", &["Tabarre=Tabarre"]),
        ("the SPNH-17 police union", &["SPNH-17=SPNH-17"]),
        (
            "400 Mawozo and Al-Shabaab, al-Shabaab",
            &[
                "400 Mawozo=400 Mawozo",
                "Al-Shabaab=al-Shabaab",
                "al-Shabaab=al-Shabaab",
            ],
        ),
        (
            "Côte d’Ivoire, CÔTE D'IVOIRE",
            &["Côte d’Ivoire=Côte d'Ivoire", "CÔTE D'IVOIRE=Côte d'Ivoire"],
        ),
        (
            "St. Marc and Saint Marc",
            &["St. Marc=Saint-Marc", "Saint Marc=Saint-Marc"],
        ),
        ("le gouvernement haïtien", &["haïtien=Haiti demonym"]),
        ("Haitians", &["Haitians=Haiti demonym"]),
        (
            "Armed Conflict Location & Event Data",
            &["Armed Conflict Location & Event Data=Armed Conflict Location & Event Data"],
        ),
        (
            "(MSS/HNP team)",
            &[
                "MSS=Multinational Security Support Mission acronym",
                "HNP=Haiti National Police acronym",
            ],
        ),
        (
            "Living Together, they said",
            &["Living Together=Viv Ansanm"],
        ),
    ] {
        assert_eq!(mentions(text), wanted, "{text}");
    }
}

#[test]
fn similar_phrases_are_not_names() {
    for text in [
        "Haiti\n\nNational Police",
        "Read of haiti national police",
        "haitian",
        "Haitia, Solinos, xSolino",
        "Living together is hard.",
        "Then they came. Living together is hard.",
        "who un us uN",
        "Un homme, Us",
        "Viv, Ansanm",
        "Armed. Conflict Location & Event Data",
        "(Viv) Ansanm",
        "Port - au - Prince",
        "Henry said in March",
    ] {
        let found = mentions(text);
        let haiti_alone = found == ["Haiti=Haiti"];
        assert!(
            found.is_empty() || (haiti_alone && text.contains('\n')),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn acronyms_match_in_capitals_only() {
    let un = "=United Nations acronym";
    assert_eq!(
        mentions("the UN, un, U.N. and u.n."),
        [format!("UN{un}"), format!("U.N.{un}")]
    );
    assert_eq!(mentions("the U.N.-backed"), [format!("U.N.{un}")]);
}

#[test]
fn an_introduced_acronym_stands_for_its_name_from_there_on() {
    for (text, wanted) in [
        (
            "IGPNH: the General Inspectorate of the National Police of Haiti (IGPNH). IGPNH said",
            &[
                "General Inspectorate of the National Police of Haiti=\
                 General Inspectorate of the National Police of Haiti",
                "IGPNH=General Inspectorate of the National Police of Haiti defined",
                "IGPNH=General Inspectorate of the National Police of Haiti defined",
            ][..],
        ),
        (
            "the MSS (Ministry of Sport and Schools) and the MSS",
            &[
                "MSS=Ministry of Sport and Schools defined",
                "Ministry of Sport and Schools=Ministry of Sport and Schools",
                "MSS=Ministry of Sport and Schools defined",
            ],
        ),
        (
            "Viv Ansanm [VA]; VA, va",
            &[
                "Viv Ansanm=Viv Ansanm",
                "VA=Viv Ansanm defined",
                "VA=Viv Ansanm defined",
            ],
        ),
        (
            "Haiti National Police (HNP) HNP",
            &[
                "Haiti National Police=Haiti National Police",
                "HNP=Haiti National Police acronym",
                "HNP=Haiti National Police acronym",
            ],
        ),
        (
            "Viv Ansanm (2023). Viv Ansanm (XYZ) XYZ",
            &["Viv Ansanm=Viv Ansanm"; 2],
        ),
        ("Viv Ansanm, a gang (VA). VA", &["Viv Ansanm=Viv Ansanm"]),
        ("Viv Ansanm (\u{2028}", &["Viv Ansanm=Viv Ansanm"]),
        (
            "la Police nationale d’Haïti (PNH), PNH",
            &[
                "Police nationale d’Haïti=Haiti National Police",
                "PNH=Haiti National Police acronym",
                "PNH=Haiti National Police acronym",
            ],
        ),
        (
            "Milot Nord (MN), MN and the World Health Organization (HNP) HNP",
            &[
                "World Health Organization=World Health Organization",
                "HNP=Haiti National Police acronym",
                "HNP=Haiti National Police acronym",
            ],
        ),
    ] {
        assert_eq!(mentions(text), wanted, "{text}");
    }
}

#[test]
fn a_full_name_given_for_an_acronym_means_the_same() {
    let worldwide = "Worldwide Health Organism=World Health Organization defined";
    for (text, wanted) in [
        (
            "The Worldwide Health Organism (WHO) spoke.",
            &[worldwide, "WHO=World Health Organization acronym"][..],
        ),
        (
            "The WHO [Worldwide Health Organism] spoke.",
            &["WHO=World Health Organization acronym", worldwide],
        ),
        (
            "A Wall That Hits Oranges (WHO)",
            &["WHO=World Health Organization acronym"],
        ),
        (
            "Warm Haitian Oranges (WHO)", // the report's own definition
            &["Haitian=Haiti demonym"],
        ),
        (
            "a wall of health offices (WHO)",
            &["WHO=World Health Organization acronym"],
        ),
        (
            "WHO [Worldwide Health Organism] (WHO) WHO",
            &[
                "WHO=World Health Organization acronym",
                worldwide,
                "WHO=World Health Organization acronym",
                "WHO=World Health Organization acronym",
            ],
        ),
        ("(WHO", &["WHO=World Health Organization acronym"]),
        ("WHO (", &["WHO=World Health Organization acronym"]),
    ] {
        assert_eq!(mentions(text), wanted, "{text}");
    }
}

#[test]
fn letters_and_digits_of_a_name_are_found_closed_and_with_a_hyphen() {
    for (text, wanted) in [
        ("The SPNH-17 spoke.", "SPNH-17=SPNH-17"),
        ("The SPNH17 spoke.", "SPNH17=SPNH-17"),
        ("The 400 Mawozo came.", "400 Mawozo=400 Mawozo"),
    ] {
        assert_eq!(mentions(text), [wanted], "{text}");
    }
    let gazetteer = &*OF_TABLE;
    for value in ["SPNH-17", "SPNH17"] {
        let paths = gazetteer.paths_named("organisation", value);
        assert_eq!(paths, ["/Unions/SPNH-17"], "{value}");
    }
}
