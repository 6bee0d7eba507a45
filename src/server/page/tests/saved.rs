//! Saved searches on the page. The program keeps them; here a file of JSON does.

use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::server::{Program, SearchToSave};

fn read(dir: &Path) -> Vec<Value> {
    let text = fs::read_to_string(dir.join("saved.json"));
    text.map_or(Vec::new(), |text| serde_json::from_str(&text).unwrap())
}

fn write(dir: &Path, searches: &[Value]) {
    fs::write(dir.join("saved.json"), json!(searches).to_string()).unwrap();
}

fn save(dir: &Path, search: &SearchToSave) -> Result<(), String> {
    let mut flags = serde_json::Map::new();
    for (name, value) in &search.flags {
        flags.insert(name.clone(), json!([value]));
    }
    let mut all = read(dir);
    all.push(json!({"name": search.name, "query": search.query, "flags": flags, "last_run": null}));
    write(dir, &all);
    Ok(())
}

const PROGRAM: Program = Program {
    saved: |dir| Ok(read(dir)),
    save_search: save,
    remove_search: |dir, name| {
        let mut all = read(dir);
        all.retain(|search| search["name"] != name);
        write(dir, &all);
        Ok(())
    },
    mark_as_run: |dir, name| {
        let mut all = read(dir);
        for search in all.iter_mut().filter(|search| search["name"] == name) {
            search["last_run"] = "2000-01-01T00:00:00Z".into();
        }
        write(dir, &all);
        Ok(())
    },
    ..crate::server::tests::PROGRAM
};

#[test]
fn a_search_is_saved_with_its_filters_run_and_removed() {
    let site = Site::small();
    let site = Site {
        state: State::open(Options {
            program: PROGRAM,
            ..Options::clone(site.state.options())
        })
        .unwrap(),
        ..site
    };
    let page = site.page("/?q=kenscoff&facet=area%3DKenscoff&sort=newest");
    let to = site.post(&page, "/api/v1/saved", &[("name", "north <1>")]);
    assert_eq!(to, "/saved");
    let list = site.page("/saved");
    assert!(list.contains("<bdi>north &lt;1&gt;</bdi>"), "{list}");
    assert!(list.contains("2 new reports") && list.contains("not run yet"));
    let all = site.page(&link_before(&list, "<bdi>north &lt;1&gt;</bdi>"));
    assert!(all.contains("2 reports"), "{all}");
    let first = site.post(&list, "/api/v1/saved/run", &[]);
    assert_eq!(
        first,
        "/?q=kenscoff&facet=area%3DKenscoff&sort=newest&match=all"
    );
    let list = site.page("/saved");
    assert!(list.contains("last run 2000-01-01 00:00 UTC"), "{list}");
    // Indexing with a fixed time, as tests do, is before that.
    let second = site.post(&list, "/api/v1/saved/run", &[]);
    assert!(second.ends_with("&changed_since=2000-01-01T00%3A00%3A00Z&match=all"));
    let new = site.page(&second);
    assert!(
        new.contains("<span class=\"label\">New since</span>"),
        "{new}"
    );
    // What is new cannot be saved: that would never be new again.
    assert!(!new.contains("id=\"save-name\""));
    let (twice, text) = site.post_raw(&page, "/api/v1/saved", &[("name", "north <1>")]);
    assert_eq!(twice.status(), StatusCode::BAD_REQUEST);
    assert!(text.contains("there is already a search named"));
    site.post(&list, "/api/v1/saved/remove", &[]);
    assert!(site.page("/saved").contains("No search has been saved."));
}
