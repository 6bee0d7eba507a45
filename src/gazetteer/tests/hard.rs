//! Hard cases from public knowledge: names that are places, other places, or no places. What each
//! must become, with the schema that the program carries.

use super::*;

/// Returns the paths of the places that `text` names, in its order.
fn places(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let tags = gazetteer.tag(text, &Words::of(text));
    let area = tags
        .mentions
        .into_iter()
        .filter(|mention| mention.facet == "area");
    area.map(|mention| mention.path).collect()
}

#[test]
fn hard_names_become_what_a_reader_takes_them_for() {
    let schema = IndexSchema::shipped();
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let mut wrong = Vec::new();
    for (text, wanted) in [
        (
            "Protesters marched in Tbilisi, Georgia.",
            &["/Georgia/Tbilisi", "/Georgia"][..],
        ),
        (
            "The fire began in Macon, Georgia.",
            &["/United States/Georgia/Macon", "/United States/Georgia"],
        ),
        (
            "It has offices in New York, Geneva, Vienna and Nairobi.",
            &[
                "/United States/New York State/New York",
                "/Switzerland/Genève/Geneva",
                "/Austria/Vienna",
                "/Kenya/Nairobi",
            ],
        ),
        (
            "Envoys of Florida, Texas and Ohio came to New York and Brooklyn. Estonia, Georgia and \
             Ghana spoke after Kenya, Peru and Jamaica.",
            &[
                "/United States/Florida",
                "/United States/Texas",
                "/United States/Ohio",
                "/United States/New York State/New York",
                "/United States/New York State/Brooklyn",
                "/Estonia",
                "/Georgia",
                "/Ghana",
                "/Kenya",
                "/Peru",
                "/Jamaica",
            ],
        ),
        (
            "The rifles were sold in Florida, Georgia and Texas.",
            &[
                "/United States/Florida",
                "/United States/Georgia",
                "/United States/Texas",
            ],
        ),
        (
            "Ships left South Georgia for the Falklands.",
            &[
                "/South Georgia and the South Sandwich Islands",
                "/Falkland Islands",
            ],
        ),
        (
            "The Paris Agreement, the Geneva Conventions, the Sendai Framework for Disaster Risk \
             Reduction and the Kunming-Montreal Global Biodiversity Framework were cited.",
            &[],
        ),
        (
            "Le Protocole de Kyoto, l’Accord de Paris et la Charte d’Alger furent cités.",
            &[],
        ),
        (
            "El Acuerdo de París y el Tratado de Roma fueron citados.",
            &[],
        ),
        (
            "An agreement was signed in Paris. The Haiti Framework and the Arusha office stayed.",
            &["/France/Île-de-France/Paris", "/Haiti", "/Tanzania/Arusha"],
        ),
        (
            "Dayton, P, Hammond, W. (2005) and Newman et al. write of ports. So does Elton (1958).",
            &[],
        ),
        (
            "Livingston, R.E., Elton, C.S (1958) and the Duke of Edinburgh wrote for Oxford University Press \
             on Value-at-Risk (VaR).",
            &[],
        ),
        (
            "They met in Washington, D.C., and in Nairobi.",
            &["/United States/Washington", "/Kenya/Nairobi"],
        ),
        (
            "In Haiti, I saw it. They met in Miami, Florida, and in Paris (2015).",
            &[
                "/Haiti",
                "/United States/Florida/Miami",
                "/United States/Florida",
                "/France/Île-de-France/Paris",
            ],
        ),
        (
            "The corvette “BANDIRMA” and the frigate “Tarsus” left Mersin, Turkey.",
            &["/Turkey/Mersin", "/Turkey"],
        ),
        ("An explosion was heard in Lagos.", &["/Nigeria/Lagos"]),
        (
            "A school opened in Tripoli, north Lebanon. It is the Lebanese city of Tripoli.",
            &[
                "/Lebanon/Ash Shimāl/Tripoli",
                "/Lebanon",
                "/Lebanon",
                "/Lebanon/Ash Shimāl/Tripoli",
            ],
        ),
        (
            "Gunmen came to Moura, in the Mopti region of Mali.",
            &["/Mali/Mopti", "/Mali"],
        ),
        (
            "In Ain al-Hilweh, near Sidon in Lebanon, shots were heard. The Uruguay Round ended.",
            &["/Lebanon/Al Janūb/Sidon", "/Lebanon"],
        ),
        ("Boston sang.", &[]),
        ("“We lost,” Mr. Jordan said.", &[]),
        (
            "Jordan said it would close the crossing with Syria.",
            &["/Jordan", "/Syria"],
        ),
        ("Michael Jordan said he was tired. Jordan left early.", &[]),
        (
            "Refugees crossed from Syria into Jordan.",
            &["/Syria", "/Jordan"],
        ),
        (
            "Talks were held in Washington on Monday.",
            &["/United States/Washington"],
        ),
        (
            "Fires burned near Spokane, Washington.",
            &[
                "/United States/Washington State/Spokane",
                "/United States/Washington State",
            ],
        ),
        ("George Washington crossed the river.", &[]),
        ("They ate turkey for dinner.", &[]),
        ("A stuffed turkey was sold in Turkey.", &["/Turkey"]),
        ("The earthquake struck southern Turkey.", &["/Turkey"]),
        (
            "A trial opened in Lebanon, Pennsylvania.",
            &[
                "/United States/Pennsylvania/Lebanon",
                "/United States/Pennsylvania",
            ],
        ),
        (
            "Israel and Lebanon agreed on a line.",
            &["/Israel", "/Lebanon"],
        ),
        ("John Kerry met the ministers.", &[]),
        ("The Union asked for more pay.", &[]),
        ("The European Union and the African Union met.", &[]),
        (
            "The train stopped in Union, New Jersey.",
            &[
                "/United States/New Jersey/Union",
                "/United States/New Jersey",
            ],
        ),
        ("Fighting broke out in Niger.", &["/Niger"]),
        ("Fighting broke out in Nigeria.", &["/Nigeria"]),
        (
            "Nigerian troops crossed into Niger.",
            &["/Nigeria", "/Niger"],
        ),
        ("Ebola came back to Guinea.", &["/Guinea"]),
        ("Guinea-Bissau held a vote.", &["/Guinea-Bissau"]),
        ("Papua New Guinea held a vote.", &["/Papua New Guinea"]),
        (
            "Guinea and Equatorial Guinea signed. They kept a guinea pig.",
            &["/Guinea", "/Equatorial Guinea"],
        ),
        (
            "Floods displaced thousands in South Sudan.",
            &["/South Sudan"],
        ),
        ("Sudan and South Sudan agreed.", &["/Sudan", "/South Sudan"]),
        ("Mercy Corps handed out water.", &[]),
        ("Reading books is good.", &[]),
        ("She likes reading.", &[]),
        (
            "The trains to Reading, England, were late.",
            &["/United Kingdom/England/Reading", "/United Kingdom/England"],
        ),
        ("A nice day. Nice work!", &[]),
        (
            "The attack in Nice, France, shocked many.",
            &["/France/Provence-Alpes-Côte-d’Azur/Nice", "/France"],
        ),
        ("Queen Victoria reigned for decades.", &[]),
        ("Victoria Nuland spoke.", &[]),
        (
            "Bushfires spread across Victoria, Australia.",
            &["/Australia/Victoria", "/Australia"],
        ),
        (
            "Gangs attacked Saint-Marc, Haiti.",
            &["/Haiti/Artibonite/Saint-Marc", "/Haiti"],
        ),
        ("Paris Hilton sang.", &[]),
        ("The Boston Globe reported it.", &[]),
        (
            "He was born in May in Paris, Texas.",
            &["/United States/Texas/Paris", "/United States/Texas"],
        ),
        // The counties of Ireland lie in it, though its provinces are no divisions here.
        (
            "Rain fell in Kerry, Ireland.",
            &["/Ireland/Kerry", "/Ireland"],
        ),
        ("Fighting went on in Congo.", &[]),
        (
            "The Republic of the Congo and the Democratic Republic of the Congo met.",
            &["/Congo", "/Democratic Republic of the Congo"],
        ),
        (
            "Fighting went on in Congo, near Goma and Bukavu.",
            &[
                "/Democratic Republic of the Congo",
                "/Democratic Republic of the Congo/North Kivu/Goma",
                "/Democratic Republic of the Congo/South Kivu/Bukavu",
            ],
        ),
        // Of longer names: currencies, firms, codes.
        ("The bond pays 300 million Swiss francs.", &[]),
        ("The bond pays US$ 300 million, or US$1 a day.", &[]),
        (
            "It sold Canadian and Australian dollars and Danish crown bonds.",
            &[],
        ),
        ("The Danish crown prince came.", &["/Denmark"]),
        ("Il a payé mille gourdes haïtiennes.", &[]),
        (
            "Banks in Luxembourg sold the Luxembourg franc.",
            &["/Luxembourg"],
        ),
        ("The South Korean won the race.", &["/South Korea"]),
        ("Shares of Texas Instruments Inc rose.", &[]),
        ("Deutsche Bank (Asia) AG opened an office.", &[]),
        ("Analysts at Kidder, Peabody and Co agreed.", &[]),
        (
            "Factories in the U.S. Toyota Motor Corp will close.",
            &["/United States"],
        ),
        ("Loans by the Bank of New England rose.", &[]),
        ("The Bank of Japan bought dollars.", &["/Japan"]),
        ("The shares <TX.N> and MOUP.PA rose.", &[]),
        // Words, titles, months, people.
        ("Sens. Alan Cranston and Daniel Evans spoke.", &[]),
        ("The lease ended in Nov. 1985.", &[]),
        (
            "The Federation of Bakers met in London.",
            &["/United Kingdom/England/London"],
        ),
        (
            "A judge of the Southern District of New York ruled.",
            &["/United States/New York State/New York"],
        ),
        (
            "THE MAFIA ATTACKED THE VILLAGE OF THE SUSPECTS. ROBERTO GARCIA SPOKE ENGLISH.",
            &[],
        ),
        // In text of capitals, particles are no codes of states.
        (
            "DELAWARE AND LOUISIANA SENT HELP. REBELS MOVED NEAR ZARAGOZA DE LA ESPERANZITA IN COLOMBIA.",
            &[
                "/United States/Delaware",
                "/United States/Louisiana",
                "/Colombia",
            ],
        ),
        ("In the Honda, the driver slept. It is OK.", &[]),
        ("John Kerry met them. Kerry was tired.", &[]),
        ("The State Police searched the Duma.", &[]),
        ("Governor Mariano Rubio resigned.", &[]),
        (
            "Korea and Japan signed a pact.",
            &["/South Korea", "/Japan"],
        ),
        (
            "SPRINGFIELD, Ill. (AP) — The mayor resigned.",
            &[
                "/United States/Illinois/Springfield",
                "/United States/Illinois",
            ],
        ),
    ] {
        let got = places(&gazetteer, text);
        if got != wanted {
            wrong.push(format!("{text}: {got:?}, not {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bodies_whose_names_hold_words_and_places_are_bodies() {
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped())).unwrap();
    let named = |text: &str| -> Vec<String> {
        let tags = gazetteer.tag(text, &Words::of(text));
        let named = tags.mentions.iter();
        named
            .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
            .collect()
    };
    for (text, wanted) in [
        (
            "Mercy Corps handed out water.",
            "Mercy Corps=/Non-governmental/Mercy Corps",
        ),
        (
            "The European Union met.",
            "European Union=/Regional organisations/European Union",
        ),
        (
            "The African Union met.",
            "African Union=/Regional organisations/African Union",
        ),
    ] {
        assert_eq!(named(text), [wanted]);
    }
}

#[test]
fn a_town_before_its_state_in_short_is_not_the_state_of_its_name() {
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped())).unwrap();
    for (text, wanted) in [
        (
            "He lives in California, Pa., now.",
            &[
                "/United States/Pennsylvania/California",
                "/United States/Pennsylvania",
            ][..],
        ),
        (
            "The fair in Washington, Pa., and that in Nevada, Mo., were called off.",
            &[
                "/United States/Pennsylvania/Washington",
                "/United States/Pennsylvania",
                "/United States/Missouri/Nevada",
                "/United States/Missouri",
            ],
        ),
        (
            "It rained in Kansas, Oklahoma and Texas.",
            &[
                "/United States/Kansas",
                "/United States/Oklahoma",
                "/United States/Texas",
            ],
        ),
    ] {
        assert_eq!(places(&gazetteer, text), wanted, "{text}");
    }
}

#[test]
fn places_of_vietnam_lie_in_the_provinces_that_they_are_in() {
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped())).unwrap();
    for (text, wanted) in [
        ("in Nha Trang, Vietnam", "/Vietnam/Khánh Hòa/Nha Trang"),
        ("in Vũng Tàu, Vietnam", "/Vietnam/Hồ Chí Minh/Vũng Tàu"),
        ("in Long Xuyên, Vietnam", "/Vietnam/An Giang/Long Xuyên"),
    ] {
        assert_eq!(places(&gazetteer, text), [wanted, "/Vietnam"], "{text}");
    }
}

#[test]
fn what_is_called_after_a_place_is_none_and_words_in_capitals_are_not_told() {
    let gazetteer = Gazetteer::open(Gazetteer::compile(&IndexSchema::shipped())).unwrap();
    let areas = |text: &str| {
        let tags = gazetteer.tag(text, &Words::of(text));
        let areas = tags
            .mentions
            .iter()
            .filter(|mention| mention.facet == "area");
        let areas: Vec<String> = areas.map(|mention| mention.path.clone()).collect();
        (areas, tags.unresolved)
    };
    let (got, _) =
        areas("Men of the Lautaro Youth Movement and the Libertad Battalion left Bogotá.");
    assert_eq!(got, ["/Colombia/Bogotá"]);
    let (got, open) = areas("THEY WERE SEEN IN BOGOTA OR ON THE ROAD THERE, REPORTERS SAID.");
    assert_eq!(
        (got, open),
        (vec!["/Colombia/Bogotá".to_owned()], Vec::new())
    );
}
