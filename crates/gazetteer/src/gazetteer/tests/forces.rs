//! Tests of state forces that a text describes instead of naming, with the shipped tables.

use super::shipped::SHIPPED;
use super::*;

/// Returns the described actors as `text=path below the state forces`.
fn described(text: &str) -> Vec<String> {
    let tags = SHIPPED.tag(text, &Words::of(text));
    let described = tags.mentions.iter();
    let described =
        described.filter(|mention| mention.kind == NameKind::Described && mention.facet == "actor");
    described
        .map(|mention| {
            let path = mention.path.trim_start_matches("/State forces/");
            format!("{}={path}", &text[mention.start..mention.end])
        })
        .collect()
}

fn assert_each(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(&described(text), wanted, "{text}");
    }
}

const NONE: &[&str] = &[];

/// Returns the actors that are named with their country as `text=path below the state forces`.
fn of_countries(text: &str) -> Vec<String> {
    let tags = SHIPPED.tag(text, &Words::of(text));
    let actors = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "actor");
    let forces = actors.filter_map(|mention| {
        let path = mention.path.strip_prefix("/State forces/")?;
        Some(format!("{}={path}", &text[mention.start..mention.end]))
    });
    forces.collect()
}

#[test]
fn forces_of_a_country_are_found_in_languages_with_cases_and_prefixes() {
    for (text, wanted) in [
        (
            "Die deutsche Polizei nahm zwei Männer fest.",
            "deutsche Polizei=Germany/Police",
        ),
        (
            "Das Feuer begann, sagten ukrainische Soldaten.",
            "ukrainische Soldaten=Ukraine/Armed forces",
        ),
        (
            "Es war die italienische Luftwaffe.",
            "italienische Luftwaffe=Italy/Armed forces/Air force",
        ),
        (
            "Er sprach mit der peruanischen Polizei.",
            "peruanischen Polizei=Peru/Police",
        ),
        (
            "Die Streitkräfte der Mongolei halfen.",
            "Streitkräfte der Mongolei=Mongolia/Armed forces",
        ),
        (
            "Украинские военные отошли.",
            "Украинские военные=Ukraine/Armed forces",
        ),
        (
            "Колонна чешских войск ушла.",
            "чешских войск=Czech Republic/Armed forces",
        ),
        (
            "Об этом сообщила армия Нигера.",
            "армия Нигера=Niger/Armed forces/Army",
        ),
        (
            "Про це повідомила поліція Кенії.",
            "поліція Кенії=Kenya/Police",
        ),
        (
            "Так сказали в румунській поліції.",
            "румунській поліції=Romania/Police",
        ),
        ("أعلنت الشرطة العراقية ذلك.", "الشرطة العراقية=Iraq/Police"),
        (
            "وانسحب الجيش التونسي من المدينة.",
            "الجيش التونسي=Tunisia/Armed forces",
        ),
        ("أمر للجيش التونسي.", "للجيش التونسي=Tunisia/Armed forces"),
        ("وصل جيش تشاد.", "جيش تشاد=Chad/Armed forces"),
        ("Polisi wa Kenya walifika.", "Polisi wa Kenya=Kenya/Police"),
        (
            "Askari wa jeshi la Rwanda walifika.",
            "jeshi la Rwanda=Rwanda/Armed forces",
        ),
        (
            "Lame dominikèn te rive.",
            "Lame dominikèn=Dominican Republic/Armed forces/Army",
        ),
        ("Polisye kenyan yo te rive.", "Polisye kenyan=Kenya/Police"),
        ("A polícia do Peru chegou.", "polícia do Peru=Peru/Police"),
    ] {
        assert_eq!(of_countries(text), [wanted], "{text}");
    }
    for text in [
        "Das sagten ehemalige peruanische Soldaten.",
        "Die Familien peruanischer Soldaten schrieben.",
        "Бывшие чешские военные ушли.",
        "Он учит французский язык.",
        "رفع يده اليمنى.",
        "وصل محمد السوداني إلى المدينة.",
        "Polisi wa Nakuru walifika.",
    ] {
        assert_eq!(of_countries(text), NONE, "{text}");
    }
}

#[test]
fn small_places_give_way_to_the_names_of_forces() {
    let text = "La Guardia Nacional mexicana llegó.";
    let tags = SHIPPED.tag(text, &Words::of(text));
    let areas = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "area");
    let areas: Vec<&str> = areas.map(|mention| mention.path.as_str()).collect();
    assert_eq!(areas, ["/Mexico"]);
    assert_eq!(
        of_countries(text),
        ["Guardia Nacional mexicana=Mexico/National Guard of Mexico"]
    );
}

#[test]
fn languages_hands_and_last_names_are_no_countries() {
    for text in [
        "Он учит французский язык.",
        "تعلم اللغة الفرنسية.",
        "رفع يده اليمنى.",
        "وصل محمد السوداني إلى المدينة.",
    ] {
        let tags = SHIPPED.tag(text, &Words::of(text));
        let areas = tags
            .mentions
            .iter()
            .filter(|mention| mention.facet == "area");
        assert_eq!(areas.count(), 0, "{text}");
    }
}

#[test]
fn members_and_equipment_of_a_country_mean_its_forces() {
    assert_each(&[
        (
            "Chadian troops entered the town.",
            &["Chadian troops=Chad/Armed forces"],
        ),
        (
            "Two Kenyan soldiers were wounded.",
            &["Kenyan soldiers=Kenya/Armed forces"],
        ),
        (
            "Peruvian troops and UK forces left.",
            &[
                "Peruvian troops=Peru/Armed forces",
                "UK forces=United Kingdom/Armed forces",
            ],
        ),
        (
            "Peru's forces withdrew.",
            &["Peru's forces=Peru/Armed forces"],
        ),
        (
            "the troops of Angola",
            &["troops of Angola=Angola/Armed forces"],
        ),
        (
            "Turkish jets bombed it.",
            &["Turkish jets=Turkey/Armed forces/Air force"],
        ),
        (
            "Russian warships left.",
            &["Russian warships=Russia/Armed forces/Navy"],
        ),
        (
            "Haitian policemen fled.",
            &["Haitian policemen=Haiti/Haiti National Police"],
        ),
        (
            "MALIAN SOLDIERS FLED",
            &["MALIAN SOLDIERS=Mali/Armed forces"],
        ),
        (
            "les soldats tchadiens",
            &["soldats tchadiens=Chad/Armed forces"],
        ),
        (
            "des troupes du Rwanda",
            &["troupes du Rwanda=Rwanda/Armed forces"],
        ),
        (
            "des gendarmes sénégalais",
            &["gendarmes sénégalais=Senegal/Gendarmerie"],
        ),
        (
            "los soldados colombianos",
            &["soldados colombianos=Colombia/Armed forces"],
        ),
        ("las tropas de Perú", &["tropas de Perú=Peru/Armed forces"]),
        (
            "os soldados de Angola",
            &["soldados de Angola=Angola/Armed forces"],
        ),
        (
            "sòlda dominiken yo",
            &["sòlda dominiken=Dominican Republic/Armed forces"],
        ),
    ]);
}

#[test]
fn former_members_foreign_friends_and_verbs_are_no_forces() {
    for text in [
        "Former Rwandan soldiers crossed the border.",
        "ex-Rwandan soldiers crossed it",
        "d'anciens soldats rwandais",
        "antiguos soldados colombianos",
        "the French-led forces",
        "the pro-Russian forces shelled it",
        "anti-Syrian forces",
        "Israel forces families to leave.",
        "he told soldiers Kenyan officials had left",
        "the bases militares colombianas",
    ] {
        assert_eq!(described(text), NONE, "{text}");
    }
}

#[test]
fn a_force_alone_is_that_of_the_country_of_the_report() {
    assert_each(&[
        (
            "In Peru, police said so; the army came and soldiers fired.",
            &[
                "police=Peru/Police",
                "army=Peru/Armed forces/Army",
                "soldiers=Peru/Armed forces",
            ],
        ),
        (
            "Police said two died near Lima in Peru.",
            &["Police=Peru/Police"],
        ),
        (
            "Au Tchad, la gendarmerie et l'armée patrouillent, selon des policiers.",
            &[
                "gendarmerie=Chad/Gendarmerie",
                "armée=Chad/Armed forces/Army",
                "policiers=Chad/Police",
            ],
        ),
        (
            "En Perú, la policía y el ejército llegaron.",
            &["policía=Peru/Police", "ejército=Peru/Armed forces/Army"],
        ),
        (
            "Em Angola, agentes da polícia e do exército chegaram.",
            &["polícia=Angola/Police", "exército=Angola/Armed forces/Army"],
        ),
        (
            "Moun yo di lapolis ak lame rive nan Ayiti.",
            &[
                "lapolis=Haiti/Haiti National Police",
                "lame=Haiti/Armed Forces of Haiti",
            ],
        ),
    ]);
    let tags = SHIPPED.tag("police in Peru", &Words::of("police in Peru"));
    let confidence = tags.mentions.iter().map(|mention| mention.confidence);
    assert!(confidence.flatten().any(|confidence| confidence == 0.5));
}

#[test]
fn a_force_alone_needs_one_country_and_no_description() {
    for text in [
        "Police said so; the army came.",
        "Peru and Chile met. Police said so.",
        "In Peru, rebel soldiers and the secret police fled, with child soldiers.",
        "In Peru, an army of volunteers came, and their police.",
        "In Peru, the Salvation Army and former soldiers came.",
        "In Peru, a police-led patrol came.",
        "Peru, Peru, Peru: police in Chile said so.",
    ] {
        assert_eq!(described(text), NONE, "{text}");
    }
    let two = "Peru, Lima, Cusco, Tacna: Chilean police came. The police said so, and the army.";
    assert_eq!(described(two), ["army=Peru/Armed forces/Army"]);
}

#[test]
fn what_is_a_force_s_is_not_the_force() {
    assert_each(&[
        ("Kenya is calm. The police union spoke in Nairobi.", NONE),
        ("Kenya is calm. Army uniforms were sold in Nairobi.", NONE),
        (
            "Kenyan soldiers' families and Kenyan police widows wrote.",
            &["Kenyan soldiers=Kenya/Armed forces"],
        ),
        (
            "Le Sénégal est calme. Le syndicat de la police a écrit à Dakar.",
            NONE,
        ),
        (
            "Perú está en calma. El sindicato de policías habló en Lima.",
            NONE,
        ),
        (
            "Kenya is calm. The police said so in Nairobi.",
            &["police=Kenya/Police"],
        ),
    ]);
}
