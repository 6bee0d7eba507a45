//! Tests of whole schema folders.

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(TABLES_FOLDER)).unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

const TWO_TABLES: &[u8] =
    b"version = 1\n[[facet]]\nname = \"area\"\nlabel = \"Area\"\ngazetteers = [\"a.tsv\", \"b.tsv\"]\n";

#[test]
fn the_embedded_files_are_a_valid_schema() {
    let schema = IndexSchema::shipped();
    let names: Vec<&str> = schema
        .facets
        .iter()
        .map(|facet| facet.name.as_str())
        .collect();
    assert_eq!(names, ["area", "actor", "organisation"]);
}

#[test]
fn every_embedded_table_is_named_in_the_settings() {
    let schema = IndexSchema::shipped();
    let named = |file: &str| {
        let mut tables = schema.facets.iter().flat_map(|facet| &facet.gazetteers);
        tables.any(|table| file == format!("{TABLES_FOLDER}/{table}"))
    };
    for (file, _) in shipped::FILES {
        assert!(*file == SETTINGS_FILE || named(file), "{file}");
    }
}

#[test]
fn a_written_copy_loads_as_the_shipped_schema_and_is_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("new/folder");
    let written = write_copy(&target).unwrap();
    let loaded = IndexSchema::load(&target).unwrap();
    assert_eq!(loaded.origin.as_deref(), Some(target.as_path()));
    let shipped = IndexSchema::shipped();
    assert_eq!(shipped.origin, None);
    // Rows about places of the world know the file that they are in.
    let mut of_world = loaded.of_world.clone();
    for row in &mut of_world {
        row.path = row.path.strip_prefix(&target).unwrap().to_owned();
    }
    assert!(
        IndexSchema {
            origin: None,
            of_world,
            ..loaded
        } == shipped
    );

    std::fs::remove_file(&written[0]).unwrap();
    match write_copy(&target) {
        Err(SchemaError::NotEmpty(there)) => assert_eq!(there, target),
        other => panic!("{other:?}"),
    }
    assert!(!written[0].exists());
    // Whatever its contents are.
    let other = dir.path().join("other");
    std::fs::create_dir(&other).unwrap();
    assert_eq!(write_copy(&other).unwrap().len(), written.len());
    assert!(matches!(
        write_copy(dir.path()),
        Err(SchemaError::NotEmpty(_))
    ));
    assert!(!dir.path().join(SETTINGS_FILE).exists());
    assert!(matches!(
        write_copy(&written[1]),
        Err(SchemaError::Unwritable { .. })
    ));
}

#[test]
fn an_id_is_unique_over_all_tables() {
    let dir = folder(&[
        (SETTINGS_FILE, TWO_TABLES),
        ("gazetteers/a.tsv", b"id\tpath\nx\t/A\n"),
        ("gazetteers/b.tsv", b"# head\nid\tpath\nx\t/B\n"),
    ]);
    let error = IndexSchema::load(dir.path()).unwrap_err();
    match error {
        SchemaError::Table {
            line: 3,
            source: Cell::Taken { value, line: 2, .. },
            ..
        } => {
            assert_eq!(value, "x");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_overrides_the_one_of_its_id_in_an_earlier_table() {
    let load = |b: &str| {
        let dir = folder(&[
            (SETTINGS_FILE, TWO_TABLES),
            (
                "gazetteers/a.tsv",
                b"id\tpath\tnames\nx\t/A\tReading|A town\ny\t/Y\t\n",
            ),
            (
                "gazetteers/b.tsv",
                format!("id\tpath\tnames\tneeds\n{b}").as_bytes(),
            ),
        ]);
        IndexSchema::load(dir.path())
    };
    let schema = load("x\t/B\tA town\toverride|alias\n").unwrap();
    let names: Vec<&[String]> = schema
        .entities
        .iter()
        .map(|entity| &entity.names[..])
        .collect();
    assert_eq!(names, [&["A town".to_owned()][..], &["Y".to_owned()][..]]);
    assert_eq!(schema.entities[0].standings[0].path, "/B");
    let fault = |b: &str| match load(b) {
        Err(SchemaError::Table { line, source, .. }) => (line, source),
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        fault("z\t/Z\t\toverride\n"),
        (2, Cell::NoSuchId(_))
    ));
    // Without the world, a row with the id of one of its places has nothing to override.
    assert!(matches!(
        fault("geonames:1\t/Z\t\toverride\n"),
        (2, Cell::NoSuchId(_))
    ));
    let twice = "x\t/B\t\toverride\nx\t/C\t\toverride\n";
    assert!(matches!(fault(twice), (3, Cell::Taken { .. })));
}

#[test]
fn a_group_is_an_entity_of_any_table() {
    let b = |group: &str| format!("id\tpath\tgroup\ny\t/B\t{group}\n").into_bytes();
    let load = |group: &str| {
        let dir = folder(&[
            (SETTINGS_FILE, TWO_TABLES),
            ("gazetteers/a.tsv", b"id\tpath\nx\t/A\n"),
            ("gazetteers/b.tsv", &b(group)),
        ]);
        IndexSchema::load(dir.path())
    };
    assert_eq!(load("x").unwrap().entities[1].group.as_deref(), Some("x"));
    let error = load("z").unwrap_err();
    assert!(matches!(
        error,
        SchemaError::Table {
            source: Cell::NoSuchId(_),
            ..
        }
    ));
}

#[test]
fn the_fingerprint_tells_one_changed_byte_of_any_file() {
    let of = |a: &[u8]| {
        let dir = folder(&[
            (SETTINGS_FILE, TWO_TABLES),
            ("gazetteers/a.tsv", a),
            ("gazetteers/b.tsv", b"id\tpath\n"),
        ]);
        IndexSchema::load(dir.path()).unwrap().fingerprint
    };
    assert_eq!(of(b"id\tpath\n"), of(b"id\tpath\n"));
    assert_ne!(of(b"id\tpath\n"), of(b"id\tpath\n#\n"));
}

#[test]
fn a_missing_table_and_one_in_another_encoding_are_named() {
    let dir = folder(&[(SETTINGS_FILE, TWO_TABLES)]);
    let error = IndexSchema::load(dir.path()).unwrap_err();
    assert!(
        error.to_string().ends_with("a.tsv: not readable"),
        "{error}"
    );

    let dir = folder(&[
        (SETTINGS_FILE, TWO_TABLES),
        ("gazetteers/a.tsv", b"id\tpath\nx\t/Pont-Sond\xe9\n"),
    ]);
    let error = IndexSchema::load(dir.path()).unwrap_err();
    assert!(error.to_string().ends_with("a.tsv:2: not UTF-8"), "{error}");
}
