//! Tests of disambiguation.

use super::*;

#[test]
fn in_text_of_capitals_an_acronym_needs_the_support_of_another_mention() {
    let headline = "WHO KILLED THE MAYOR\n";
    assert_eq!(mentions(headline), Vec::<String>::new());
    assert_eq!(unresolved(headline), [("WHO".to_owned(), Why::InCapitals)]);
    let named = format!("{headline}asked the World Health Organization");
    assert_eq!(mentions(&named)[0], "WHO=World Health Organization acronym");
    let used = format!("{headline}The staff of the WHO answered");
    assert_eq!(mentions(&used).len(), 2);
    assert_eq!(
        mentions("WHO, HNP, MSS").len(),
        3,
        "a list of acronyms is no text of capitals"
    );
}

#[test]
fn a_nickname_counts_where_its_entity_or_country_is_named() {
    assert_eq!(
        unresolved("Barbecue fled"),
        [("Barbecue".to_owned(), Why::Unsupported)]
    );
    let named = "Barbecue, or Jimmy Chérizier";
    assert_eq!(mentions(named)[0], "Barbecue=Jimmy Chérizier nickname");
    assert_eq!(mentions("Potoprens, Kenya"), ["Kenya=Kenya"]);
    assert_eq!(
        mentions("Potoprens, Solino")[0],
        "Potoprens=Port-au-Prince nickname"
    );
    let same_top = "Barbecue, Viv Ansanm";
    assert_eq!(
        mentions(same_top),
        ["Viv Ansanm=Viv Ansanm"],
        "groups are no places"
    );
}

/// Two groups of one name in two countries, an acronym that is a word, and a person.
const AT_HOME: &str = "
/El Salvador/San Miguel
/Colombia
/Peru
actor /Armed groups/El Salvador/Farabundo Martí Front | | FMLN
actor /Armed groups/Colombia/ELN (Colombia) | | | | National Liberation Army, ELN
actor /Armed groups/Peru/ELN (Peru) | | | | National Liberation Army, ELN
actor /Armed groups/Colombia/Rebel Forces | | | | FAR
actor /People/Colombia/Luis Galán | | | | Galán
";

fn at_home(text: &str) -> Vec<String> {
    let mut schema = schema(AT_HOME);
    schema.entities.last_mut().unwrap().kind = "person".to_owned();
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let mentions = gazetteer.tag(text, &Words::of(text)).mentions;
    let of_actors = mentions
        .into_iter()
        .filter(|mention| mention.facet == "actor");
    of_actors.map(|mention| mention.path).collect()
}

#[test]
fn a_group_s_country_supports_its_nicknames_and_its_acronym_in_text_of_capitals() {
    let (colombian, peruvian) = (
        "/Armed groups/Colombia/ELN (Colombia)",
        "/Armed groups/Peru/ELN (Peru)",
    );
    let none: [&str; 0] = [];
    assert_eq!(at_home("The National Liberation Army fled"), none);
    assert_eq!(at_home("The National Liberation Army in Peru"), [peruvian]);
    assert_eq!(at_home("Colombia, not Peru: Colombia's ELN"), [colombian]);
    assert_eq!(at_home("Colombia and Peru: the ELN"), none);
    assert_eq!(at_home("THE FMLN KILLED THE MAYOR"), none);
    let wanted = ["/Armed groups/El Salvador/Farabundo Martí Front"];
    assert_eq!(at_home("SAN MIGUEL: THE FMLN KILLED THE MAYOR"), wanted);
    assert_eq!(at_home("COLOMBIA: WHO WENT SO FAR ALREADY"), none);
    assert_eq!(at_home("So far, Far from Colombia"), none);
    assert_eq!(at_home("In Colombia, Galán"), none, "people need more");
}

#[test]
fn a_name_that_needs_context_is_unresolved_without_it_or_next_to_an_unknown_word() {
    assert_eq!(unresolved("at Carrefour")[0].1, Why::Unsupported);
    assert_eq!(
        mentions("at Carrefour in Haiti"),
        ["Carrefour=Carrefour", "Haiti=Haiti"]
    );
    let text = "Mayor Jean Massillon of Haiti";
    assert_eq!(
        unresolved(text),
        [("Massillon".to_owned(), Why::PartOfName)]
    );
    assert_eq!(mentions("In Massillon, Haiti").len(), 2);
    assert_eq!(mentions("Massillon Duval, Haiti").len(), 1);
}

fn asserted_by(asserted: &[(String, String)]) -> ReportMetadata<'_> {
    ReportMetadata {
        asserted,
        publication: Publication::default(),
    }
}

#[test]
fn asserted_values_support_names_as_if_they_were_in_the_text() {
    let text = "at Carrefour";
    let asserted = [("area".to_owned(), "/Haiti".to_owned())];
    let tags = OF_TABLE.tag_with(
        text,
        &Words::of(text),
        asserted_by(&asserted),
        &Tags::default(),
    );
    assert_eq!(tags.mentions[0].path, "/Haiti/Ouest/Carrefour");
    let wrong = [
        ("area".to_owned(), "no path".to_owned()),
        ("x".to_owned(), "/Haiti".to_owned()),
    ];
    let tags = OF_TABLE.tag_with(
        text,
        &Words::of(text),
        asserted_by(&wrong),
        &Tags::default(),
    );
    assert_eq!(tags.mentions, []);
}

#[test]
fn names_in_the_body_support_the_title() {
    let body = tag("The World Health Organization and Jimmy Chérizier spoke in Haiti.");
    let title = "WHO WARNS BARBECUE IN MILOT";
    let tags = OF_TABLE.tag_with(title, &Words::of(title), ReportMetadata::default(), &body);
    let paths: Vec<&str> = tags
        .mentions
        .iter()
        .map(|mention| mention.path.as_str())
        .collect();
    let wanted = [
        "/United Nations/World Health Organization",
        "/People/Jimmy Chérizier",
        "/Haiti/Nord/Milot",
    ];
    assert_eq!(paths, wanted);
    assert_eq!(tag(title).mentions, []);
}

#[test]
fn an_ambiguous_name_is_resolved_to_the_named_country_then_to_the_shallowest() {
    assert_eq!(
        unresolved("in Milot"),
        [("Milot".to_owned(), Why::Ambiguous)]
    );
    let tags = tag("in Milot, Haiti");
    assert_eq!(tags.mentions[0].path, "/Haiti/Nord/Milot");
    let within = &tag("in Milot, Kenya; not in Haiti").mentions[0];
    assert_eq!(within.path, "/Kenya/Nord/Milot", "the area follows");
    assert_eq!(tag("in Milot; Kenya; Haiti").mentions.len(), 2);
    assert_eq!(tag("in Luxembourg").mentions[0].path, "/Luxembourg");
    let candidates = &tag("in Milot").unresolved[0].candidates;
    let wanted = ["/Haiti/Nord/Milot", "/Kenya/Nord/Milot"];
    assert_eq!(
        *candidates,
        wanted.map(|path| ("area".to_owned(), path.to_owned()))
    );
}

#[test]
fn an_entity_under_two_facets_is_two_mentions_with_all_it_has() {
    let mut schema = schema("actor /Police/HNP | Haiti National Police");
    let entity = &mut schema.entities[0];
    entity.standings.push(Standing {
        facet: 2,
        path: "/State/HNP".to_owned(),
    });
    entity.position = Some((18.5, -72.25));
    entity.group = Some("state".to_owned());
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let text = "é Haiti National Police.";
    let mention = Mention {
        facet: "actor".to_owned(),
        path: "/Police/HNP".to_owned(),
        entity: Some("actor /Police/HNP".to_owned()),
        lat: Some(18.5),
        lon: Some(-72.25),
        start: 3,
        end: 24,
        first_word: 1,
        last_word: 3,
        kind: NameKind::Name,
        confidence: None,
        evidence: Vec::new(),
    };
    let second = Mention {
        facet: "organisation".to_owned(),
        path: "/State/HNP".to_owned(),
        ..mention.clone()
    };
    assert_eq!(
        gazetteer.tag(text, &Words::of(text)).mentions,
        [mention, second]
    );
    let known = gazetteer.entity("actor /Police/HNP").unwrap();
    assert_eq!(known.group.as_deref(), Some("state"));
    assert_eq!(gazetteer.entity("nobody"), None);
}

#[test]
fn a_facet_without_demonyms_is_not_filed_by_them_but_they_still_speak_for_other_names() {
    let text = "Haitian farmers at Carrefour";
    let tagged = |demonyms: bool| {
        let mut schema = schema(TABLE);
        schema.facets[0].demonyms = demonyms;
        let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
        let mentions = gazetteer.tag(text, &Words::of(text)).mentions;
        let paths = mentions.into_iter().map(|mention| mention.path);
        paths.collect::<Vec<String>>()
    };
    assert_eq!(tagged(true), ["/Haiti", "/Haiti/Ouest/Carrefour"]);
    assert_eq!(tagged(false), ["/Haiti/Ouest/Carrefour"]);
}
