//! The scripts of `docs/scripting.md` run unchanged and write the described files.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_reportage");

/// A folder for running scripts, with the sample reports below `corpus/`.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut copy = Command::new("cp");
        copy.arg("-R").arg(corpus).arg(folder.path());
        assert!(copy.status().unwrap().success());
        Folder(folder)
    }

    /// Runs a script with an interpreter that accepts it after `-c`.
    fn run(&self, interpreter: &str, script: &str) -> Output {
        let programs = Path::new(PROGRAM).parent().unwrap().display();
        let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
        Command::new(interpreter)
            .args(["-c", script])
            .current_dir(self.0.path())
            .env("PATH", path)
            .env("HOME", self.0.path())
            .env("XDG_CACHE_HOME", self.0.path().join("cache"))
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap()
    }

    #[track_caller]
    fn runs_well(&self, interpreter: &str, script: &str) {
        let output = self.run(interpreter, script);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}\n{errors}");
    }

    fn read(&self, name: &str) -> String {
        let path = self.0.path().join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Returns the only file of a folder.
    fn only_file(&self, folder: &str) -> String {
        let files = fs::read_dir(self.0.path().join(folder)).unwrap();
        let names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names.len(), 1, "{names:?}");
        format!("{folder}/{}", names[0])
    }
}

/// Returns the code blocks of a language below a heading, in order.
#[track_caller]
fn blocks(heading: &str, language: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scripting.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, below) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = below.split("\n## ").next().unwrap();
    let start = format!("\n```{language}\n");
    let blocks = section.split(&start).skip(1);
    let blocks: Vec<String> = blocks
        .map(|block| block.split("\n```\n").next().unwrap().to_owned())
        .collect();
    assert!(!blocks.is_empty(), "no {language} below {heading}");
    blocks
}

/// Returns whether Python can import a module; prints what is not tested if it cannot.
fn python_has(module: &str) -> bool {
    let import = format!("import {module}");
    let output = Command::new("python3").args(["-c", &import]).output();
    let has = output.is_ok_and(|output| output.status.success());
    if !has {
        eprintln!("skipped: python3 with {module} is not on this machine");
    }
    has
}

#[test]
fn the_nightly_batch_leaves_one_csv_with_answers_to_each_query() {
    let folder = Folder::new();
    let [script] = &blocks("A nightly batch to CSV", "sh")[..] else {
        panic!("one script");
    };
    folder.runs_well("sh", script);
    let table = folder.read(&folder.only_file("answers"));
    assert!(table.starts_with("query_id,rank,score,id,"), "{table}");
    for query in ["kidnapping", "ports", "kenscoff"] {
        assert!(table.contains(&format!("\n{query},1,")), "{query}: {table}");
    }
    // An invalid query does not affect the others, and the script exits with the status of the batch.
    let folder = Folder::new();
    let broken = script.replace("'area:Kenscoff'", "'area:('");
    assert!(broken != *script);
    assert_eq!(folder.run("sh", &broken).status.code(), Some(2));
    let table = folder.read(&folder.only_file("answers"));
    assert!(table.contains("\nports,1,") && !table.contains("\nkenscoff,1,"));
}

#[test]
fn actors_by_area_are_a_table_with_a_row_for_each_actor() {
    let folder = Folder::new();
    let heading = "Actors by area, in pandas";
    folder.runs_well("sh", &blocks(heading, "sh")[0]);
    let cells = folder.read("actors-by-area.csv");
    let viv_ansanm = "/Armed groups/Haiti/Viv Ansanm";
    let cell = format!("\n{viv_ansanm},/Haiti/Ouest,");
    assert!(cells.contains(&cell), "{cells}");
    let python = blocks(heading, "python");
    let [with_pandas, plain] = &python[..] else {
        panic!("two scripts");
    };
    let mut tables = Vec::new();
    for (module, script, file) in [
        ("csv", plain, "actors-by-area-plain.csv"),
        ("pandas", with_pandas, "actors-by-area-table.csv"),
    ] {
        if python_has(module) {
            folder.runs_well("python3", script);
            tables.push(folder.read(file));
        }
    }
    for table in &tables {
        let row = table.lines().find(|line| line.starts_with(viv_ansanm));
        let ouest = table.lines().next().unwrap().split(',');
        let ouest = ouest.into_iter().position(|area| area == "/Haiti/Ouest");
        let count = row.unwrap().split(',').nth(ouest.unwrap());
        assert_eq!(cells.split(&cell).nth(1).unwrap().split(',').next(), count);
    }
}

#[test]
fn the_layers_of_the_map_have_points() {
    let folder = Folder::new();
    folder.runs_well("sh", &blocks("A map for QGIS", "sh")[0]);
    for layer in ["places.geojson", "passages.geojson"] {
        let layer: serde_json::Value = serde_json::from_str(&folder.read(layer)).unwrap();
        assert_eq!(layer["type"], "FeatureCollection");
        let mut features = layer["features"].as_array().unwrap().iter();
        assert!(features.any(|feature| feature["geometry"]["type"] == "Point"));
    }
}

#[test]
fn the_alert_writes_a_mail_once() {
    let folder = Folder::new();
    // Later than the reports were added: those of the same second would be shown again.
    let script = &blocks("An alert by mail", "sh")[0];
    let at = |seconds: u32| format!("export SOURCE_DATE_EPOCH={seconds}\n{script}");
    let indexed =
        "SOURCE_DATE_EPOCH=1740000000 REPORTAGE_INDEX=alert-index reportage index corpus --quiet";
    folder.runs_well("sh", indexed);
    folder.runs_well("sh", &at(1_740_000_060));
    let mail = folder.read("outbox/mail.eml");
    let (headers, body) = mail.split_once("\n\n").unwrap();
    assert!(
        headers.starts_with("To: desk@example.org\n")
            && headers.contains("\nSubject: New reports, 20")
    );
    assert!(body.contains("corpus/2024/pont-sonde.md"), "{body}");
    fs::remove_file(folder.0.path().join("outbox/mail.eml")).unwrap();
    folder.runs_well("sh", &at(1_740_000_120));
    assert!(!folder.0.path().join("outbox/mail.eml").exists());
}

#[test]
fn the_coding_sheet_has_a_row_for_each_variable_and_report() {
    let folder = Folder::new();
    let heading = "A coding sheet for a codebook";
    folder.runs_well("sh", &blocks(heading, "sh")[0]);
    let hits = folder.read("hits.jsonl");
    for variable in ["killed", "abducted", "displaced"] {
        assert!(
            hits.contains(&format!("\"query_id\":\"{variable}\"")),
            "{variable}"
        );
    }
    if !python_has("csv") {
        return;
    }
    folder.runs_well("python3", &blocks(heading, "python")[0]);
    let sheet = folder.read("coding-sheet.csv");
    assert!(
        sheet.starts_with(
            "\u{feff}report,variable,code,coder,note,published,title,cited,passage\r\n"
        )
    );
    let row = "\n2024/pont-sonde.md,killed,,,,2024-10-10,Massacre in Pont-Sondé,corpus/2024/pont-sonde.md:";
    assert!(sheet.contains(row), "{sheet}");
    assert_eq!(sheet.matches(",,,,").count(), hits.lines().count());
}
