//! Tests of compiling, opening and look-up.

use super::*;
use reportage_text::lexicon::{Lexicon, files};

#[test]
fn names_from_the_top_down_are_the_path_that_the_tables_have_for_them() {
    let gazetteer = &*OF_TABLE;
    for (asserted, wanted) in [
        (
            "Ayiti/ouest department/Solino",
            "/Haiti/Ouest/Port-au-Prince/Solino",
        ),
        ("Haiti/Ouest/Kenscoff/Furcy", "/Haiti/Ouest/Kenscoff/Furcy"),
        ("Haiti/West Region/Tabarre", "/Haiti/Ouest/Tabarre"),
        ("Haiti/Ouest/Ouest", "/Haiti/Ouest"),
        ("Kenya/Nord/Milot", "/Kenya/Nord/Milot"),
        ("Luxembourg/Luxembourg", "/Luxembourg/Luxembourg"),
        ("Milot/Nord", "/Milot/Nord"),
        ("Ivory Coast/Haiti", "/Côte d'Ivoire/Haiti"),
    ] {
        let names: Vec<String> = asserted.split('/').map(str::to_owned).collect();
        assert_eq!(gazetteer.path_of("area", &names), wanted, "{asserted}");
    }
    let names = ["Armed groups", "living together"].map(str::to_owned);
    let path = gazetteer.path_of("actor", &names);
    assert_eq!(path, "/Armed groups/Viv Ansanm");
}

#[test]
fn values_are_looked_up_by_any_name_in_any_case() {
    let gazetteer = &*OF_TABLE;
    assert_eq!(
        gazetteer.paths_named("area", "pont sonde"),
        ["/Haiti/Artibonite/Pont-Sondé"]
    );
    assert_eq!(
        gazetteer.paths_named("actor", "living together"),
        ["/Armed groups/Viv Ansanm"]
    );
    assert_eq!(
        gazetteer.paths_named("organisation", "un"),
        ["/United Nations"]
    );
    assert_eq!(
        gazetteer.paths_named("area", "Milot"),
        ["/Haiti/Nord/Milot", "/Kenya/Nord/Milot"]
    );
    for (facet, value) in [
        ("area", "un"),
        ("area", ""),
        ("x", "Haiti"),
        ("area", "Haitian"),
    ] {
        assert_eq!(
            gazetteer.paths_named(facet, value),
            Vec::<String>::new(),
            "{facet} {value}"
        );
    }
}

#[test]
fn the_nearest_values_are_suggested_for_a_misspelt_one() {
    let gazetteer = &*OF_TABLE;
    assert_eq!(
        gazetteer.nearest("area", "Solinno", 3),
        ["/Haiti/Ouest/Port-au-Prince/Solino"]
    );
    assert_eq!(
        gazetteer.nearest("area", "/Haiti/Ouest/Tabare", 1),
        ["/Haiti/Ouest/Tabarre"]
    );
    assert_eq!(
        gazetteer.nearest("area", "Ulaanbaatar", 3),
        Vec::<String>::new()
    );
}

#[test]
fn every_id_is_found() {
    let gazetteer = &*OF_TABLE;
    for entity in schema(TABLE).entities {
        assert_eq!(
            gazetteer.entity(&entity.id).map(|known| known.id),
            Some(entity.id)
        );
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    assert_eq!(
        Gazetteer::compile(&schema(TABLE)),
        Gazetteer::compile(&schema(TABLE))
    );
    assert_eq!(OF_TABLE.fingerprint(), 7);
}

#[test]
fn a_gazetteer_without_names_finds_none() {
    let text = "Haiti";
    assert_eq!(gazetteer("").tag(text, &Words::of(text)), Tags::default());
}

/// The first rows of each shipped table: a blob of all rows has the same parts, but changing each
/// of its bytes takes minutes.
fn short_lexicon() -> Lexicon {
    const ROWS: usize = 4;
    let mut lexicon = Lexicon::default();
    for file in files() {
        let text = file.shipped_text();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let short: Vec<&str> = lines.take(1 + ROWS).collect();
        lexicon.read(file, &short.join("\n")).unwrap();
    }
    lexicon
}

#[test]
fn a_blob_cut_short_is_an_error_and_a_changed_one_never_a_panic() {
    let blob = Gazetteer::compile(&IndexSchema {
        lexicon: short_lexicon(),
        ..schema(TABLE)
    });
    for len in 0..blob.len() {
        assert!(
            Gazetteer::open(blob[..len].to_vec()).is_err(),
            "{len} bytes"
        );
    }
    let text = "Haiti National Police and Solino, Milot, the UN (x) Barbecue";
    let words = Words::of(text);
    for at in 0..blob.len() {
        let mut changed = blob.clone();
        changed[at] ^= 0x55;
        if let Ok(gazetteer) = Gazetteer::open(changed) {
            gazetteer.tag(text, &words);
            gazetteer.entity("/Haiti");
            gazetteer.nearest("area", "Haity", 2);
        }
    }
    let open = |blob: Vec<u8>| Gazetteer::open(blob).unwrap_err();
    assert_eq!(open(Vec::new()), GazetteerError::NoGazetteer);
    let mut newer = blob.clone();
    newer[8] = 9;
    assert_eq!(open(newer), GazetteerError::Version { found: 9 });
}

#[test]
fn a_facet_is_added_by_a_block_and_a_table() {
    let dir = tempfile::tempdir().unwrap();
    crate::schema::write_copy(dir.path()).unwrap();
    let settings = dir.path().join("schema.toml");
    let mut text = std::fs::read_to_string(&settings).unwrap();
    text.push_str(
        "\n[[facet]]\nname = \"theme\"\nlabel = \"Theme\"\ngazetteers = [\"themes.tsv\"]\n",
    );
    std::fs::write(&settings, text).unwrap();
    let table = "# Source: own.\nid\tpath\tnames\n\
                 theme:cholera\t/Health/Cholera\tcholera|choléra|kolera\n";
    std::fs::write(dir.path().join("gazetteers/themes.tsv"), table).unwrap();

    let schema = IndexSchema::load(dir.path()).unwrap();
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
    let facet = gazetteer.facets().last().unwrap();
    assert_eq!(
        (facet.name.as_str(), facet.label.as_str()),
        ("theme", "Theme")
    );
    let text = "three cases of choléra; Cholera";
    let tags = gazetteer.tag(text, &Words::of(text));
    let of_theme = tags
        .mentions
        .iter()
        .filter(|mention| mention.facet == "theme");
    let paths: Vec<&str> = of_theme.map(|mention| mention.path.as_str()).collect();
    assert_eq!(paths, ["/Health/Cholera"; 2]);
    assert_eq!(
        gazetteer.paths_named("theme", "kolera"),
        ["/Health/Cholera"]
    );
}

/// Returns the schema with an additional table after those of places, `rows` below
/// `id path names needs`.
fn with_own_table(rows: &str) -> Result<IndexSchema, crate::schema::SchemaError> {
    let dir = tempfile::tempdir().unwrap();
    crate::schema::write_copy(dir.path()).unwrap();
    let settings = dir.path().join("schema.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let text = text.replacen("\"haiti.tsv\"", "\"haiti.tsv\", \"own.tsv\"", 1);
    std::fs::write(&settings, text).unwrap();
    let table = format!("id\tpath\tnames\tneeds\n{rows}");
    std::fs::write(dir.path().join("gazetteers/own.tsv"), table).unwrap();
    let schema = IndexSchema::load(dir.path())?;
    check::rows_of_world(&schema)?;
    Ok(schema)
}

#[test]
fn a_row_takes_the_place_of_one_of_the_world_with_the_names_it_gives_and_no_others() {
    let filed = |rows: &str| {
        let schema = with_own_table(rows).unwrap();
        let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
        let text = "Roads in Hesse, Germany, were closed. People in Haina stayed at home, and those \
                    near Haina am Forst did.";
        let tags = gazetteer.tag(text, &Words::of(text));
        let paths = tags.mentions.into_iter().map(|mention| mention.path);
        let mut paths: Vec<String> = paths.filter(|path| path.contains("Haina")).collect();
        paths.dedup();
        let hessian = |path: &String| path.starts_with("/Germany/Hessen/");
        let named = gazetteer.paths_named("area", "haina");
        (paths, named.into_iter().filter(hessian).collect::<Vec<_>>())
    };
    let village = "/Germany/Hessen/Haina".to_owned();
    let world = (vec![village.clone()], vec![village.clone()]);
    assert_eq!(filed(""), world);

    // Without `override` a row adds names.
    let path = "/Germany/Hessen/Haina (Kloster)".to_owned();
    let (paths, named) = filed(&format!("geonames:2911909\t{path}\tHaina am Forst\t\n"));
    assert_eq!((paths, named), (vec![path.clone()], vec![path.clone()]));

    let (paths, named) = filed(&format!(
        "geonames:2911909\t{path}\tHaina am Forst\toverride\n"
    ));
    assert!(
        !paths.contains(&village) && paths.contains(&path),
        "{paths:?}"
    );
    assert_eq!(named, Vec::<String>::new());
}

#[test]
fn a_place_below_one_of_the_world_is_not_an_orphan_and_one_below_nothing_is() {
    let rows = "own:1\t/Lebanon/Al Janūb/Quarry Hill\t\t\nown:2\t/Atlantis/Sunk\t\t\n";
    let schema = with_own_table(rows).unwrap();
    let orphans: Vec<check::Finding> = check::check(&schema)
        .into_iter()
        .filter(|finding| matches!(finding, check::Finding::Orphan { .. }))
        .collect();
    let sunk = check::Finding::Orphan {
        id: "own:2".to_owned(),
        missing: "/Atlantis".to_owned(),
    };
    assert_eq!(orphans, [sunk]);
}

#[test]
fn a_row_that_would_take_the_place_of_nothing_is_an_error() {
    for id in ["geonames:999999999", "geonames:", "place:haina"] {
        let error = with_own_table(&format!("{id}\t/Germany/Haina\t\toverride\n")).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(cause, format!("no entity has the id `{id}`"));
    }
}

/// Run by hand: `cargo test --release --lib a_million_names -- --ignored`.
#[test]
#[ignore = "a measurement, which needs an optimised build"]
fn a_million_names_open_at_once_and_are_found_at_thirty_megabytes_a_second() {
    const SYLLABLES: [&str; 10] = [
        "ba", "ko", "ri", "man", "del", "ta", "sou", "vil", "por", "lu",
    ];
    let name = |i: usize| -> String {
        let digits = i.to_string();
        let syllables = digits
            .bytes()
            .map(|digit| SYLLABLES[usize::from(digit - b'0')]);
        let name: String = syllables.collect();
        name[..1].to_uppercase() + &name[1..]
    };
    let table: Vec<String> = (0..1_000_000)
        .map(|i| format!("/Country {}/{} {}", i % 200, name(i), name(i / 7)))
        .collect();
    let blob = Gazetteer::compile(&schema(&table.join("\n")));
    let start = std::time::Instant::now();
    let gazetteer = Gazetteer::open(blob).unwrap();
    assert!(start.elapsed().as_secs_f64() < 0.2, "{:?}", start.elapsed());

    let sentence = |i: usize| {
        format!(
            "The people of {} {} have fled their homes again, the mayor \
        of Port-au-Prince told reporters on Monday.\n\n",
            name(i * 13),
            name(i * 13 / 7)
        )
    };
    let text: String = (0..70_000).map(sentence).collect();
    let words = Words::of(&text);
    let start = std::time::Instant::now();
    let tags = gazetteer.tag(&text, &words);
    let rate = text.len() as f64 / 1e6 / start.elapsed().as_secs_f64();
    assert_eq!(tags.mentions.len(), 70_000);
    assert!(rate > 30.0, "{rate} MB/s");
}

/// Cities that the tables file under another division than the world does, because the world's is
/// disputed, outdated, or (in Vietnam) wrong.
const ELSEWHERE: &[&str] = &[
    "/Vietnam/Hanoi",
    "/Vietnam/Ho Chi Minh City",
    "/Vietnam/Da Nang",
    "/Vietnam/Haiphong",
    "/Disputed territories/Jerusalem",
    "/India/Srinagar",
    "/Taiwan/Taipei",
    "/Tanzania/Zanzibar",
];

#[test]
fn the_cities_of_the_tables_are_filed_under_their_divisions() {
    let schema = IndexSchema::shipped();
    let gazetteer = &*super::shipped::SHIPPED;
    let world = gazetteer.world().unwrap();
    let mut astray = Vec::new();
    for entity in schema
        .entities
        .iter()
        .filter(|entity| entity.kind == "city")
    {
        let path = &entity.standings[0].path;
        let id = keys::geonames_id(&entity.id);
        let Some(place) = id.and_then(|id| world.index_of(id)) else {
            continue;
        };
        let around = &gazetteer.regions().around(world, place).unwrap().path;
        let lies_in = path == around || path.starts_with(&format!("{around}/"));
        if !lies_in && !ELSEWHERE.contains(&path.as_str()) {
            astray.push(format!("{path} is in {around}"));
        }
    }
    assert!(astray.is_empty(), "{astray:#?}");
}
