//! Tests of importing tables.

use super::*;
use crate::gazetteer::tests::{gazetteer, schema};

#[test]
fn a_geonames_dump_becomes_countries_divisions_and_places() {
    let line = |cells: &[&str]| {
        let mut cells = cells.to_vec();
        cells.resize(geonames::COLUMNS, "");
        cells.join("\t")
    };
    let text = [
        line(&[
            "1", "Ouest", "", "West,XX", "18.5", "-72.3", "A", "ADM1", "HT", "", "11",
        ]),
        line(&[
            "2", "Kenscoff", "", "Kenskof", "18.44", "-72.28", "P", "PPL", "HT", "", "11",
        ]),
        line(&[
            "3", "River", "", "", "18", "-72", "H", "STM", "HT", "", "11",
        ]),
        line(&["4", "", "", "", "18", "-72", "P", "PPL", "HT", "", "11"]),
        line(&[
            "6", "Milot", "", "", "19.6", "-72.2", "P", "PPL", "HT", "", "09",
        ]),
        "5\tCut off".to_owned(),
    ];
    let mut known = schema("/Haiti/Nord/Milot");
    known.entities[0].id = "geonames:6".to_owned();
    let known = Gazetteer::open(Gazetteer::compile(&known)).unwrap();
    let got = import(&text.join("\n"), &ColumnMap::default(), "Haiti", &known).unwrap();
    let wanted = "# Source: GeoNames (https://www.geonames.org), CC BY 4.0\n\
                  id\tpath\tkind\tnames\tlat\tlon\n\
                  geonames:1\t/Haiti/Ouest\tfirst-level division\tWest\t18.5\t-72.3\n\
                  geonames:2\t/Haiti/Ouest/Kenscoff\tpopulated place\tKenskof\t18.44\t-72.28\n";
    assert_eq!(
        got,
        Imported {
            table: wanted.to_owned(),
            rows: 2,
            left_out: 2,
            nowhere: 0,
            other_kinds: 1,
            known: 1
        }
    );
    let none = gazetteer("");
    let error = import(&text.join("\n"), &ColumnMap::default(), "", &none).unwrap_err();
    assert_eq!(error, ImportError::NoCountry);
    let country = line(&["7", "Haiti", "", "", "19", "-72", "A", "PCLI", "HT"]);
    let with_country = format!("{country}\n{}", text.join("\n"));
    let named = import(&with_country, &ColumnMap::default(), "", &none).unwrap();
    assert!(named.table.contains("geonames:2\t/Haiti/Ouest/Kenscoff\t"));
}

#[test]
fn a_table_of_codes_becomes_each_level_once_without_its_tags() {
    let text = "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM0_ISO\n#country+name,#country+code,#adm1+name,#adm1+code,\n\
                Haiti,HT,West,HT01,xx\nHaiti,HT,North,HT03,xx\n";
    let got = import(text, &ColumnMap::default(), "", &gazetteer("")).unwrap();
    let wanted = "# Source: (to be filled in: the source of the administrative codes)\n\
                  id\tpath\tkind\tnames\tlat\tlon\npcode:HT\t/Haiti\tcountry\t\t\t\n\
                  pcode:HT03\t/Haiti/North\tlevel 1\t\t\t\npcode:HT01\t/Haiti/West\tlevel 1\t\t\t\n";
    assert_eq!((got.table.as_str(), got.left_out), (wanted, 0));
}

#[test]
fn places_known_by_any_name_are_kept_and_places_in_them_are_filed_below() {
    let text = "ADM2_HT,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_FR,ADM1_PCODE,ADM3_EN,ADM0_EN\n\
                Kenskof,Kenscoff,HT0114,West,Ouest,HT01,Sourcailles,HAITI\n\
                Delma,Delmas,HT0112,West,Ouest,HT01,Saint-Martin,HAITI\n\
                ,,,West,Ouest,HT01,,HAITI\n";
    let known =
        "/Haiti\n/Haiti/Ouest\n/Haiti/Ouest/Delmas\n/Haiti/Ouest/Saint-Martin\n/Kenya/Kenscoff";
    let got = import(text, &ColumnMap::default(), "", &gazetteer(known)).unwrap();
    let rows: Vec<&str> = got.table.lines().skip(2).collect();
    assert_eq!(
        rows,
        [
            "pcode:HT0114\t/Haiti/Ouest/Kenscoff\tlevel 2\tKenskof\t\t",
            "place:Haiti/Ouest/Kenscoff/Sourcailles\t/Haiti/Ouest/Kenscoff/Sourcailles\tlevel 3\t\t\t",
        ]
    );
    // The country, the division, Delmas, and Saint-Martin, which is filed below the division.
    assert_eq!((got.known, got.left_out), (4, 1));
}

#[test]
fn names_in_all_languages_and_other_names_are_taken_and_the_usual_one_leads() {
    let header = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let order = |text: &str| {
        let levels = levels::of(&header(text));
        levels.first().map(levels::Level::columns)
    };
    assert_eq!(
        order("ADM1_AR ADM1ALT1EN ADM1_REF ADM1_FR ADM1_EN ADM1_PCODE ADM1_TYPE ADM1_ISO3 ADM1_ID"),
        Some(vec![4, 3, 0, 2, 1])
    );
    assert_eq!(
        order("admin1Name_fr admin1Name_en admin1AltName1_en admin1RefName admin1Pcode"),
        Some(vec![1, 0, 3, 2])
    );
    assert_eq!(
        order("adm1_name adm1_name1 adm1_pcode adm1"),
        Some(vec![0, 1])
    );
    assert_eq!(order("ADM1_PCODE administration admission"), None);
}

#[test]
fn a_csv_is_read_by_its_column_map_and_a_missing_column_is_named() {
    let map = ColumnMap {
        path: vec!["land".to_owned(), "ort".to_owned()],
        id: Some("nr".to_owned()),
        ..ColumnMap::default()
    };
    let got = import(
        "nr,land,ort\nx1,Haiti,\"A/B\"\n,Haiti,C\n",
        &map,
        "",
        &gazetteer(""),
    )
    .unwrap();
    assert!(got.table.ends_with("x1\t/Haiti/A\\/B\t\t\t\t\n"));
    assert_eq!((got.rows, got.left_out), (1, 1));
    let error = import("a,b\n1,2\n", &map, "", &gazetteer("")).unwrap_err();
    assert_eq!(error, ImportError::NoColumn("land".to_owned()));
    let unknown = import("a,b\n1,2\n", &ColumnMap::default(), "", &gazetteer("")).unwrap_err();
    assert_eq!(unknown, ImportError::Unknown);
}

#[test]
fn a_row_with_an_invalid_position_is_left_out_and_counted() {
    let text = "town,y,x\nAlder,51.5,1.25\nBirch,151.5,1.25\nCedar,51.5,181\nElm,,\nFir,51.5,\n\
                Gorse,51°30',1.25\nHazel,NaN,0\n";
    let name = |name: &str| Some(name.to_owned());
    let map = ColumnMap {
        path: vec!["town".to_owned()],
        lat: name("y"),
        lon: name("x"),
        ..ColumnMap::default()
    };
    let got = import(text, &map, "", &gazetteer("")).unwrap();
    assert_eq!((got.rows, got.left_out, got.nowhere), (2, 0, 5));
    assert!(
        got.table.contains("/Alder\t\t\t51.5\t1.25\n"),
        "{}",
        got.table
    );
    assert!(got.table.contains("/Elm\t\t\t\t\n"), "{}", got.table);
}
