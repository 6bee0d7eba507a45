//! Exports of the databases for which the shipped schema has field maps are read without conversion.

use std::fs;
use std::path::PathBuf;

use reportage::corpus::{ReadOptions, Reader, WalkEntry, walk};
use reportage::report::Report;
use reportage::schema::IndexSchema;

/// Reads a file with this name as the program does with the built-in schema; a warning is a failure.
fn read(name: &str, text: &str) -> Vec<Report> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let schema = IndexSchema::shipped();
    let options = ReadOptions {
        facets: schema
            .facets
            .iter()
            .map(|facet| facet.name.clone())
            .collect(),
        maps: schema.maps,
        ..ReadOptions::default()
    };
    let mut reader = Reader::new(options);
    let mut reports = Vec::new();
    for found in walk(&[path], &[]) {
        let WalkEntry::Source(mut source) = found.unwrap() else {
            panic!("{name} is skipped");
        };
        source.shown = name.to_owned();
        for record in reader.read(&source) {
            assert!(record.warnings.is_empty(), "{:?}", record.warnings);
            reports.push(record.report.unwrap());
        }
    }
    reports
}

/// Formats the metadata of a report as lines.
fn described(report: &Report) -> String {
    let mut described = String::new();
    let text = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
    let date = report.published.map(|date| date.to_string());
    described.push_str(&format!(
        "{} | {} | {} | {} | {} | {}\n",
        report.id,
        text(&report.title),
        text(&date),
        text(&report.source),
        text(&report.url),
        text(&report.language)
    ));
    for (facet, value) in &report.stated {
        described.push_str(&format!("{facet} {value}\n"));
    }
    described
}

fn line_of(report: &Report, words: &str) -> Option<u32> {
    let at = report.body.find(words).unwrap();
    report.lines.locate(&report.body, at).0
}

#[test]
fn acled_events_are_reports_of_their_notes_cited_by_line() {
    let table = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,\
        sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,\
        civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,\
        geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n\
        HTI0001,03 October 2024,2024,1,Political violence,Violence against civilians,Attack,\
        Gran Grif Gang,Gran Grif; Armed men,3,Civilians (Haiti),,7,37,Civilian targeting,332,\
        Caribbean,Haiti,Artibonite,Saint-Marc,,Pont-Sonde,19.15,-72.6,1,Le Nouvelliste; AP,\
        National,\"On 3 October 2024, gang members attacked the town of Pont-Sonde.\n\
        Thousands of residents fled to Saint-Marc.\",70,,1728000000\n";
    let reports = read("acled.csv", table);
    assert_eq!(reports.len(), 1);
    assert_eq!(
        described(&reports[0]),
        "HTI0001 | Attack, Pont-Sonde | 2024-10-03 | Le Nouvelliste; AP | - | -\n\
         area /Haiti/Artibonite/Pont-Sonde\n\
         actor Gran Grif Gang\n\
         actor Gran Grif\n\
         actor Armed men\n\
         actor Civilians (Haiti)\n"
    );
    assert_eq!(line_of(&reports[0], "On 3"), Some(2));
    assert_eq!(line_of(&reports[0], "Thousands"), Some(3));
}

#[test]
fn a_response_of_the_acled_api_is_read_like_its_table() {
    let answer = r#"{"status":200,"success":true,"count":1,"messages":[],"data":[
        {"event_id_cnty":"HTI0001","event_date":"2024-10-03","sub_event_type":"Attack",
         "actor1":"Gran Grif Gang","assoc_actor_1":"","country":"Haiti","admin1":"Artibonite",
         "location":"Pont-Sonde","source":"AP","notes":"Gang members attacked the town."}]}"#;
    let reports = read("acled.json", answer);
    assert_eq!(
        described(&reports[0]),
        "HTI0001 | Attack, Pont-Sonde | 2024-10-03 | AP | - | -\n\
         area /Haiti/Artibonite/Pont-Sonde\n\
         actor Gran Grif Gang\n"
    );
    assert_eq!(line_of(&reports[0], "Gang"), Some(4));
}

#[test]
fn a_response_of_the_reliefweb_api_has_its_reports() {
    let answer = r#"{"time":11,"href":"https://api.reliefweb.int/v1/reports?appname=x",
        "links":{"self":{"href":"https://api.reliefweb.int/v1/reports"}},"took":4,"totalCount":2,
        "count":2,"data":[
        {"id":"4100001","score":1,"href":"https://api.reliefweb.int/v1/reports/4100001",
         "fields":{"title":"Haiti: Displacement in Artibonite",
          "date":{"original":"2024-10-05T00:00:00+00:00","created":"2024-10-06T08:30:00+00:00"},
          "language":[{"id":267,"name":"English","code":"en"}],
          "source":[{"name":"International Organization for Migration","shortname":"IOM"},
                    {"name":"UN Office for the Coordination of Humanitarian Affairs"}],
          "country":[{"id":113,"name":"Haiti","iso3":"hti"}],
          "url_alias":"https://reliefweb.int/report/haiti/displacement",
          "body":"More than 6,000 people fled Pont-Sonde."}},
        {"id":"4100002","href":"https://api.reliefweb.int/v1/reports/4100002",
         "fields":{"title":"Second","body-html":"<p>One &amp; two.</p>\n<p>Three.</p>"}}]}"#;
    let reports = read("reliefweb.json", answer);
    assert_eq!(
        described(&reports[0]),
        "4100001 | Haiti: Displacement in Artibonite | 2024-10-05T00:00:00Z | \
         International Organization for Migration; \
         UN Office for the Coordination of Humanitarian Affairs | \
         https://reliefweb.int/report/haiti/displacement | en\n\
         area Haiti\n"
    );
    assert_eq!(line_of(&reports[0], "More"), Some(12));
    assert_eq!(reports[1].body, "One & two.\n\nThree.");
}

#[test]
fn events_of_the_ucdp_are_read_even_below_a_row_of_hxl_tags() {
    let table = "id,relid,year,dyad_name,side_a,side_b,number_of_sources,source_article,\
        source_office,source_date,source_headline,where_coordinates,where_description,adm_1,adm_2,\
        country,region,date_prec,date_start,date_end,best\n\
        #event+id,#meta,#date+year,#group,#group,#group,#meta,#meta,,,,#loc,#loc,#adm1,#adm2,\
        #country,#region,,#date+start,#date+end,#affected\n\
        500001,HAI-2024-1,2024,Gran Grif - Civilians,Gran Grif,Civilians,1,\
        \"AP, 2024-10-04, Gang attack on town in Haiti\",AP,2024-10-04,Gang attack on town in Haiti,\
        Pont-Sonde town,Pont-Sonde,Artibonite department,Saint-Marc arrondissement,Haiti,Americas,1,\
        2024-10-03 00:00:00.000,2024-10-03 00:00:00.000,70\n";
    let reports = read("GEDEvent.csv", table);
    assert_eq!(reports.len(), 1);
    assert_eq!(
        described(&reports[0]),
        "500001 | Gran Grif - Civilians, Pont-Sonde town | 2024-10-03T00:00:00 | AP | - | -\n\
         area /Haiti/Artibonite department/Saint-Marc arrondissement\n\
         actor Gran Grif\n\
         actor Civilians\n"
    );
    assert_eq!(
        reports[0].body,
        "Gang attack on town in Haiti\n\nPont-Sonde\n\n\
         AP, 2024-10-04, Gang attack on town in Haiti\n\n\
         relid: HAI-2024-1\n\nnumber_of_sources: 1\n\nsource_date: 2024-10-04\n\n\
         region: Americas\n\ndate_prec: 1\n\ndate_end: 2024-10-03 00:00:00.000\n\nbest: 70"
    );
}

#[test]
fn articles_of_gdelt_and_incidents_of_the_aid_worker_database_are_read() {
    let answer = r#"{"articles":[{"url":"https://example.org/a","url_mobile":"","title":"Gangs",
        "seendate":"20241004T083000Z","socialimage":"","domain":"example.org",
        "language":"French","sourcecountry":"Haiti"}]}"#;
    assert_eq!(
        described(&read("gdelt.json", answer)[0]),
        "gdelt.json#1 | Gangs | 2024-10-04T08:30:00Z | example.org | https://example.org/a | fr\n"
    );
    // The country of the publisher is not that of the report.
    assert_eq!(read("gdelt.json", answer)[0].body, "");
    let table = "Incident ID,Year,Month,Day,Country Code,Country,Region,District,City,UN,\
        Means of attack,Actor name,Details,Verified,Source\n\
        4000,2024,3,7,HT,Haiti,Ouest,,Port-au-Prince,1,Shooting,Unknown,What happened.,Yes,Media\n";
    assert_eq!(
        described(&read("security_incidents.csv", table)[0]),
        "4000 | Shooting, Port-au-Prince, Haiti | 2024-03-07 | Media | - | -\n\
         area /Haiti/Port-au-Prince\n"
    );
}

#[test]
fn an_export_is_recognised_by_some_of_its_columns_in_any_spelling() {
    let event = "2024-05-02,Battles,Armed clash,Police Forces of Haiti (2024-),Haiti,Ouest,Delmas,\
                 Shots were exchanged.,0\n";
    let names =
        "event_date,event_type,sub_event_type,actor1,country,admin1,location,notes,fatalities";
    for header in [
        names.to_owned(),
        names.to_uppercase(),
        names.replace('_', "."),
        names.replace('_', " "),
    ] {
        let report = &read("events.csv", &format!("{header}\n{event}"))[0];
        assert_eq!(
            described(report),
            "events.csv#1 | Armed clash, Delmas | 2024-05-02 | - | - | -\n\
             area /Haiti/Ouest/Delmas\n\
             actor Police Forces of Haiti (2024-)\n"
        );
        assert!(
            report.body.starts_with("Shots were exchanged.\n\n"),
            "{header}"
        );
    }
}

#[test]
fn an_event_without_notes_is_a_report_of_its_kind_and_place() {
    let answer = r#"{"status":200,"count":1,"data":[{"event_id_cnty":"HTI2","event_date":"2024-05-02",
        "country":"Haiti","event_type":"Battles","actor1":"Gran Grif","fatalities":"3"}]}"#;
    let report = &read("acled.json", answer)[0];
    assert_eq!(
        described(report),
        "HTI2 | Battles, Haiti | 2024-05-02 | - | - | -\narea Haiti\nactor Gran Grif\n"
    );
    assert_eq!(report.body, "fatalities: 3");
}

#[test]
fn reports_of_reliefweb_are_recognised_without_the_envelope_of_the_api() {
    let fields = r#"[{"title":"Floods","body-html":"<p>Water rose.</p>","date":{"created":"2024-10-06"},
        "source":[{"name":"OCHA"}],"country":[{"name":"Haiti"}],"theme":[{"name":"Shelter"}]}]"#;
    let report = &read("fields.json", fields)[0];
    assert_eq!(
        described(report),
        "fields.json#1 | Floods | 2024-10-06 | OCHA | - | -\narea Haiti\n"
    );
    assert_eq!(report.body, "Water rose.\n\ntheme.name: Shelter");
}
