//! The JSON output of the program is valid by the schemas in `docs/schema/` and has no other keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// A command, and the schema of each line that it prints.
type Case = (&'static str, &'static [&'static str]);

/// Each schema has commands that print most of its keys.
const CASES: &[Case] = &[
    (
        "search",
        &[
            "search massacre --format json --facets --count stories --explain",
            "search 'kenscof helicopter' --format json --since 2000 --expand",
            "search like:2025/kenscoff.txt --format json --unit report --collapse --context 1",
            "search 'gang* | police' --format json",
            "batch QUERIES --format json",
            "run gangs --format json",
        ],
    ),
    (
        "search-line",
        &[
            "search massacre --format jsonl --explain --context 2",
            "search '' --format jsonl --unit report --all --collapse",
            "search police --format jsonl --all",
            "batch QUERIES --format jsonl",
            "run gangs --format jsonl",
        ],
    ),
    (
        "search-geojson",
        &[
            "search police --format geojson",
            "run gangs --format geojson",
        ],
    ),
    (
        "report",
        &[
            "export --format jsonl",
            "show 2025/kenscoff.txt --format json",
            "show 2025/kenscoff.txt 'kenscoff helicopters' --format json",
        ],
    ),
    ("export-geojson", &["export --format geojson"]),
    ("config", &["config --format json"]),
    ("count", &["count police 'gang* port' --format json"]),
    (
        "count-line",
        &["count police massacre --count stories --format jsonl"],
    ),
    (
        "facets",
        &["facets area,source,date,actor@leaves police --format json"],
    ),
    ("facets-line", &["facets area,language --format jsonl"]),
    ("facets-geojson", &["facets area --leaves --format geojson"]),
    (
        "timeline",
        &[
            "timeline police massacre --format json",
            "timeline --by area --format json",
        ],
    ),
    (
        "timeline-line",
        &["timeline police --period month --format jsonl"],
    ),
    (
        "crosstab",
        &[
            "crosstab area date --format json",
            "crosstab actor@leaves area=Haiti --in passage --format json",
        ],
    ),
    ("crosstab-line", &["crosstab area language --format jsonl"]),
    ("together", &["together actor='Viv Ansanm' --format json"]),
    ("together-line", &["together police --format jsonl"]),
    ("terms", &["terms police --format json"]),
    ("terms-line", &["terms massacre --format jsonl"]),
    ("stats", &["stats --verify --format json"]),
    ("sources-line", &["sources --format jsonl"]),
    ("roots-list-line", &["roots list --format jsonl"]),
    ("saved-line", &["saved --format jsonl"]),
    (
        "gazetteer-unknown-line",
        &["gazetteer unknown --format jsonl"],
    ),
    (
        "gazetteer-lookup-line",
        &[
            "gazetteer lookup Kenscoff --format jsonl",
            "gazetteer lookup Haiti --format jsonl",
        ],
    ),
];

/// Runs the program and returns its standard output.
fn printed(folder: &Path, arguments: &str) -> String {
    let script = format!("\"$REPORTAGE\" {arguments}");
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("REPORTAGE", env!("CARGO_BIN_EXE_reportage"))
        .env("REPORTAGE_INDEX", folder.join("index"))
        .env("HOME", folder)
        .env("XDG_CACHE_HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env_remove("REPORTAGE_CONFIG")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the schema with each object closed: unknown keys are rejected.
fn closed(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.json"));
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let definitions = schema["$defs"].clone();
    close(&mut schema, &definitions);
    schema
}

/// An object with keys of its own and alternatives (`anyOf`) is closed as a whole; its alternatives are not.
fn close(schema: &mut Value, definitions: &Value) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    let has_keys = object.contains_key("properties");
    for (key, value) in object.iter_mut() {
        match value {
            Value::Object(below) if ["properties", "$defs"].contains(&key.as_str()) => {
                for schema in below.values_mut() {
                    close(schema, definitions);
                }
            }
            Value::Object(_) => close(value, definitions),
            Value::Array(alternatives) if key == "anyOf" && has_keys => {
                for alternative in alternatives {
                    let name = alternative["$ref"].as_str();
                    if let Some(name) = name.and_then(|name| name.strip_prefix("#/$defs/")) {
                        *alternative = definitions[name].clone();
                    }
                    for schema in alternative["properties"]
                        .as_object_mut()
                        .unwrap()
                        .values_mut()
                    {
                        close(schema, definitions);
                    }
                }
            }
            Value::Array(items) => {
                for schema in items {
                    close(schema, definitions);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    if has_keys {
        object.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

#[test]
fn all_printed_json_is_valid_by_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let queries = folder.path().join("queries.tsv");
    fs::write(&queries, "a\tmassacre\nb\tkenscoff\n").unwrap();
    let hollow = folder.path().join("broken.json");
    fs::write(&hollow, "{").unwrap();
    let hollow = hollow.display();
    fs::create_dir(folder.path().join("reportage")).unwrap();
    let settings = "color = \"never\"\n[facets]\nlimit = 30\n";
    fs::write(folder.path().join("reportage/config.toml"), settings).unwrap();
    printed(folder.path(), "index corpus --quiet");
    let broken = format!("index '{hollow}' --quiet 2>/dev/null || true");
    printed(folder.path(), &broken);
    printed(
        folder.path(),
        "save gangs 'gang*' --facet area=Haiti --since 2000",
    );
    for (name, commands) in CASES {
        let validator = jsonschema::validator_for(&closed(name)).unwrap();
        let mut lines = 0;
        for command in *commands {
            let command = command.replace("QUERIES", &format!("'{}'", queries.display()));
            for line in printed(folder.path(), &command).lines() {
                let value: Value = serde_json::from_str(line).unwrap();
                let faults: Vec<String> = validator
                    .iter_errors(&value)
                    .map(|fault| format!("{fault} at {}", fault.instance_path()))
                    .collect();
                assert!(faults.is_empty(), "{name}: {command}: {faults:#?}");
                lines += 1;
            }
        }
        assert!(lines > 0, "{name}: nothing was printed");
    }
}

#[test]
fn an_unknown_key_is_rejected_on_every_level() {
    let folder = tempfile::tempdir().unwrap();
    printed(folder.path(), "index corpus/2025 --quiet");
    let line = printed(folder.path(), "search kenscoff --format jsonl --limit 1");
    let hit: Value = serde_json::from_str(&line).unwrap();
    let validator = jsonschema::validator_for(&closed("search-line")).unwrap();
    assert!(validator.is_valid(&hit));
    for place in ["", "/report"] {
        let mut with_more = hit.clone();
        with_more.pointer_mut(place).unwrap()["surprise"] = json!(1);
        assert!(!validator.is_valid(&with_more), "at `{place}`");
    }
    let mut without = hit;
    without["report"].as_object_mut().unwrap().remove("url");
    assert!(!validator.is_valid(&without));
}

#[test]
fn every_schema_is_tested_and_every_command_with_json_has_one() {
    let tested: BTreeSet<String> = CASES.iter().map(|(name, _)| name.to_string()).collect();
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema")).unwrap();
    let there: BTreeSet<String> = files
        .filter_map(|file| {
            let name = file.unwrap().file_name().into_string().unwrap();
            Some(name.strip_suffix(".json")?.to_owned())
        })
        .collect();
    assert_eq!(tested, there);
    let folder = tempfile::tempdir().unwrap();
    let help = printed(folder.path(), "--help");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let mut checked = 0;
    // Continued descriptions are indented further.
    let named = commands.filter(|line| !line.starts_with("   "));
    for command in named.filter_map(|line| line.split_whitespace().next()) {
        let of_command = printed(folder.path(), &format!("help {command}"));
        let has_json = of_command.contains("--format <") && of_command.contains("json");
        // `save` only stores `--format` for `run`, and `open` accepts the flags of a search without printing its result.
        if !["help", "save", "open"].contains(&command) && has_json {
            let mut all = CASES.iter().flat_map(|(_, commands)| *commands);
            let is_tested = all.any(|tested| tested.starts_with(&format!("{command} ")));
            assert!(
                is_tested,
                "`{command}` writes JSON that no test compares with a schema"
            );
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked}");
}
