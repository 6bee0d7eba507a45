//! Scenarios for failing runs, each with the directory in which it starts.

use std::fs;
use std::path::Path;

use super::*;
use crate::index::description;
use crate::index::fields::FORMAT_VERSION;
use crate::index::file_names::REBUILD_META;

pub fn first_run() -> Scenario {
    Scenario {
        name: "first run",
        before: tempfile::tempdir().unwrap(),
        run: run(&two()),
        least: 80,
    }
}

pub fn first_run_in_two_commits() -> Scenario {
    Scenario {
        name: "first run in two commits",
        run: Run {
            step_by_step: true,
            ..run(&two())
        },
        least: 150,
        ..first_run()
    }
}

pub fn change() -> Scenario {
    let sources = [
        ("x", (2, &["b", "d"][..])),
        ("y", (1, &["c"])),
        ("z", (1, &["e"])),
    ];
    Scenario {
        name: "change",
        before: indexed(&two()),
        run: run(&Sources::from(sources)),
        least: 80,
    }
}

pub fn deletion() -> Scenario {
    Scenario {
        name: "deletion",
        before: indexed(&two()),
        run: run(&Sources::from([("y", (1, &["c"][..]))])),
        least: 20,
    }
}

pub fn merge() -> Scenario {
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let mut sources = Sources::from(names.map(|name| (name, (1, &[][..]))));
    let before = indexed(&sources);
    sources.insert("h", (1, &["h"]));
    let run = run(&sources);
    let segments = |dir: &Path| match inspect(dir).unwrap() {
        FolderState::Index(index) => index.segments.len(),
        state => panic!("{state:?}"),
    };
    let merged = copy_of(before.path());
    run.make(merged.path(), never()).unwrap();
    assert!(segments(merged.path()) < segments(before.path()));
    Scenario {
        name: "merge",
        before,
        run,
        least: 150,
    }
}

pub fn other_schema() -> Scenario {
    Scenario {
        name: "other schema",
        before: indexed(&two()),
        run: Run {
            schema: schema(2),
            ..run(&two())
        },
        least: 80,
    }
}

pub fn rebuild() -> Scenario {
    Scenario {
        name: "rebuild",
        before: indexed(&Sources::from([("w", (1, &["a"][..])), ("x", (1, &["b"]))])),
        run: Run {
            rebuild: true,
            ..run(&Sources::from([("x", (2, &["b"][..]))]))
        },
        least: 80,
    }
}

pub fn rebuild_of_other_format() -> Scenario {
    let scenario = rebuild();
    set_format(scenario.before.path(), 2);
    Scenario {
        name: "rebuild of another format, with another schema",
        run: Run {
            schema: schema(2),
            ..scenario.run
        },
        ..scenario
    }
}

pub fn rebuild_of_damage() -> Scenario {
    let scenario = rebuild();
    let description = scenario.before.path().join(META);
    fs::write(description, "{\"segments\": [").unwrap();
    Scenario {
        name: "rebuild of what is damaged",
        ..scenario
    }
}

/// A run after one that was killed after writing deletions and before writing the description.
pub fn after_a_kill() -> Scenario {
    let scenario = change();
    let deletions = |dir: &Path| {
        let all = fs::read_dir(dir).unwrap();
        let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        all.filter(|name| name.ends_with(".del")).count()
    };
    let mut at = 0;
    let killed = loop {
        let place = copy_of(scenario.before.path());
        let (steps, _) = failing(Fault::Killed, at);
        assert!(scenario.run.make(place.path(), steps).is_err());
        if deletions(place.path()) > 0 {
            break place;
        }
        at += 1;
    };
    // As left by an earlier version of the program, and by a killed rebuild.
    fs::write(killed.path().join(".tmpAqEXY1"), "{\n  \"index_set").unwrap();
    fs::write(killed.path().join(REBUILD_META), "{}").unwrap();
    Scenario {
        name: "after a kill",
        before: killed,
        ..scenario
    }
}

/// A run after a rebuild that was killed after writing segments.
pub fn after_a_killed_rebuild() -> Scenario {
    let rebuild = rebuild();
    let stores = |dir: &Path| {
        let all = fs::read_dir(dir).unwrap();
        let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        all.filter(|name| name.ends_with(".store")).count()
    };
    let of_index = stores(rebuild.before.path());
    let mut at = 0;
    let killed = loop {
        let place = copy_of(rebuild.before.path());
        let (steps, _) = failing(Fault::Killed, at);
        assert!(rebuild.run.make(place.path(), steps).is_err());
        if stores(place.path()) > of_index {
            break place;
        }
        at += 1;
    };
    Scenario {
        name: "after a killed rebuild",
        before: killed,
        run: Run {
            rebuild: false,
            ..rebuild.run
        },
        least: 50,
    }
}

/// Changes the format in the description of an index.
fn set_format(dir: &Path, format: u32) {
    let description = fs::read_to_string(dir.join(META)).unwrap();
    let now = format!(r#"\"format\":{FORMAT_VERSION},"#);
    assert!(description.contains(&now), "{description}");
    let other = description.replace(&now, &format!(r#"\"format\":{format},"#));
    let (other, _) = other.split_once(",\n  \"crc32\"").unwrap();
    let other = format!("{other}\n}}");
    fs::write(dir.join(META), description::sealed(other.as_bytes())).unwrap();
}
