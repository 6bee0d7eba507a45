//! Checks what Cargo does not: the allowed dependencies between modules of the root package, code that only some modules
//! may contain, and a module comment in each file.
//!
//! A module here is a folder or a file directly below `src/`. To see whether a new `use crate::x` is allowed, look at
//! [`MODULES`]; if it is not listed, first consider which plain data could be passed instead. Dependencies of the packages
//! under `crates/` are in their `Cargo.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and the other modules of the library that it may use.
struct Module {
    name: &'static str,
    uses: &'static [&'static str],
}

/// Modules of `crates/text` that `src/lib.rs` re-exports and every module may use.
const BASE: &[&str] = &[
    "analysis",
    "date",
    "facet_path",
    "field_map",
    "geo_box",
    "lexicon",
];
/// Modules of `crates/extract` and `crates/gazetteer` that it re-exports, for the modules that list them.
const PACKAGES: &[&str] = &["corpus", "report", "gazetteer", "schema"];

/// The layers, lowest first. `lib` declares the modules and uses none; the program is another crate, so its `crate::` paths
/// are its own files.
const MODULES: &[Module] = &[
    module("lib", &[]),
    // Evaluation: relevance judgements and measures.
    module("judgements", &[]),
    // The result of searching, input of rendering.
    module("response", &[]),
    // Parsing queries and writing output.
    module("query", &[]),
    module("render", &["response"]),
    // The engine. `search` uses `report` only to map offsets to lines of the source.
    module("index", &["report", "gazetteer", "schema"]),
    // The only module that uses both reading and the index.
    module("indexer", &["report", "schema", "corpus", "index"]),
    module(
        "search",
        &["report", "response", "gazetteer", "query", "index"],
    ),
    // The web server, with the feature `serve`.
    module(
        "server",
        &[
            "report", "schema", "corpus", "response", "query", "render", "index", "indexer",
            "search",
        ],
    ),
];

const fn module(name: &'static str, uses: &'static [&'static str]) -> Module {
    Module { name, uses }
}

/// Code that only some modules may contain, and these modules; the packages under `crates/` may contain none of it.
const RESTRICTED: &[(&str, &[&str])] = &[
    ("tantivy::", &["index", "search"]),
    ("tantivy_fst::", &["search"]),
    ("levenshtein_automata::", &["search"]),
    ("rphonetic::", &["search"]),
    ("rust_xlsxwriter::", &["render"]),
    ("clap::", &["bin"]),
    ("clap_complete::", &["bin"]),
    ("clap_mangen::", &["bin"]),
    ("indicatif::", &["bin"]),
    ("anstream::", &["bin"]),
    ("etcetera::", &["bin"]),
    ("terminal_size::", &["bin"]),
    ("shlex::", &["bin"]),
    ("supports_hyperlinks::", &["bin"]),
    ("notify::", &["bin"]),
    ("ctrlc::", &["bin"]),
    ("toml_edit::", &["bin"]),
    ("argon2::", &["server"]),
    ("axum::", &["server"]),
    ("form_urlencoded::", &["server"]),
    ("getrandom::", &["server"]),
    ("hyper::", &["server"]),
    ("hyper_util::", &["server"]),
    ("maud::", &["server"]),
    ("subtle::", &["server"]),
    ("tokio::", &["server"]),
    ("tokio_io_timeout::", &["server"]),
    ("tokio_stream::", &["server"]),
    ("tower::", &["server"]),
    ("tower_http::", &["server"]),
    ("process::exit", &["bin"]),
    ("ExitCode", &["bin"]),
    ("env::args", &["bin"]),
    ("env::var", &["bin"]),
    ("println!", &["bin"]),
    ("print!", &["bin"]),
    ("eprintln!", &["bin"]),
    ("eprint!", &["bin"]),
];

/// The folder of the packages that the root package depends on. Cargo checks their dependencies.
const CRATES: &str = "crates";

/// A source file.
struct Source {
    path: PathBuf,
    text: String,
    /// Whether it is compiled for tests only.
    is_test: bool,
}

#[test]
fn every_file_uses_only_what_its_module_may_use() {
    let mut wrong = Vec::new();
    for source in sources() {
        let module = module_of(&source.path);
        for fault in faults(&module, &source.text, source.is_test) {
            wrong.push(format!("{}: {fault}", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_file_begins_with_a_module_comment() {
    for source in sources() {
        let path = source.path.display();
        assert!(source.text.starts_with("//! "), "{path}: no `//!` head");
    }
}

#[test]
fn every_module_is_in_the_table_and_every_entry_is_a_module() {
    let there: BTreeSet<String> = sources()
        .iter()
        .map(|source| module_of(&source.path))
        .filter(|module| module != "bin" && module != CRATES)
        .collect();
    let listed: BTreeSet<String> = MODULES
        .iter()
        .map(|module| module.name.to_owned())
        .collect();
    assert_eq!(there, listed);
}

#[test]
fn each_module_uses_only_those_listed_before_it() {
    for (i, module) in MODULES.iter().enumerate() {
        for used in module.uses {
            let is_below = MODULES[..i].iter().any(|below| below.name == *used);
            assert!(
                is_below || PACKAGES.contains(used),
                "`{}` uses `{used}`, which is not listed before it",
                module.name
            );
        }
    }
}

/// Tests the check itself.
#[test]
fn violations_in_a_made_up_file_are_reported() {
    let text = "//! Made up; crate::search in a comment does not count.\n\
                use crate::response::Hit;\n\
                use crate::{date::Date, schema::IndexSchema, index::{OpenIndex, Payload}};\n\
                fn f() { let x = \"// no comment\"; crate::search::go(x) } // crate::query\n\
                fn g() { tantivy::doc!(); my_println!(); super::super::index::open() }\n\
                fn h() { crate::corpus::walk(); }\n\
                #[cfg(test)]\n\
                mod tests { use crate::index::open; }\n";
    let found = faults("render", text, false);
    let wanted = [
        "uses `corpus`, and `render` may not",
        "uses `index`, and `render` may not",
        "uses `schema`, and `render` may not",
        "uses `search`, and `render` may not",
        "`super::super::index`: write `crate::index`",
        "`tantivy::` is for index, search",
    ];
    assert_eq!(found, wanted);
    assert_eq!(
        faults("render", text, true),
        ["`tantivy::` is for index, search"]
    );
}

/// Returns the violations in a file of `module`. Code that is compiled for tests only may use every module.
fn faults(module: &str, text: &str, is_test: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let code = without_comments(text);
    if module != "bin" && module != CRATES && !is_test {
        let own = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        let allowed = MODULES.iter().find(|known| known.name == module);
        let allowed = allowed.map_or(&[][..], |module| module.uses);
        for used in crate_paths(own) {
            let is_base = BASE.contains(&used.as_str()) && !BASE.contains(&module);
            if used != module && !is_base && !allowed.contains(&used.as_str()) {
                faults.push(format!("uses `{used}`, and `{module}` may not"));
            }
        }
        // Paths with `super` can also leave a module.
        for other in MODULES {
            let name = other.name;
            if name != module && own.contains(&format!("super::super::{name}::")) {
                faults.push(format!("`super::super::{name}`: write `crate::{name}`"));
            }
        }
    }
    // Tests may read the environment: a variable makes them rewrite their results.
    let without_tests = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    for (piece, modules) in RESTRICTED {
        let code = match *piece == "env::var" {
            true if is_test => "",
            true => without_tests,
            false => &code,
        };
        if !modules.contains(&module) && has_word(code, piece) {
            faults.push(format!("`{piece}` is for {}", modules.join(", ")));
        }
    }
    faults
}

/// Returns the first names of all `crate::` paths, including those in braces, in order.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue; // `my_crate::`
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => names.extend(first_name(rest)),
            Some(group) => names.extend(group_names(group)),
        }
    }
    names
}

fn first_name(path: &str) -> Option<String> {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
    let name = &path[..end.unwrap_or(path.len())];
    (!name.is_empty()).then(|| name.to_owned())
}

/// Returns the first name of each path in a group; `group` starts after the opening brace.
fn group_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        let ends = depth == 0 && (c == ',' || c == '}');
        if ends {
            names.extend(first_name(group[start..at].trim()));
            start = at + 1;
        }
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// Returns whether `code` contains `piece`, not only as the end of a longer name.
fn has_word(code: &str, piece: &str) -> bool {
    code.match_indices(piece).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Returns the text without line comments; a `//` within a string is kept.
fn without_comments(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let mut quoted = false;
        let mut end = line.len();
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match c {
                '"' if before != '\\' && before != '\'' => quoted = !quoted,
                '/' if !quoted && line[at..].starts_with("//") => {
                    end = at;
                    break;
                }
                _ => {}
            }
            before = c;
        }
        code.push_str(&line[..end]);
        code.push('\n');
    }
    code
}

/// Returns the module of a file: the folder or file directly below `src/`, or [`CRATES`].
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix("src");
    let first = below.map(|path| path.iter().next().unwrap_or_default());
    let name = first.unwrap_or(CRATES.as_ref()).to_string_lossy();
    name.strip_suffix(".rs").unwrap_or(&name).to_owned()
}

/// Reads all source files of all packages; paths are from the root of the repository.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    read_below(root, &root.join("src"), &mut found);
    for package in fs::read_dir(root.join(CRATES)).unwrap() {
        read_below(root, &package.unwrap().path().join("src"), &mut found);
    }
    let modules: BTreeSet<String> = found.iter().map(|file| module_of(&file.path)).collect();
    assert!(modules.contains(CRATES) && modules.contains("bin"));
    let mut for_tests = Vec::new();
    for source in &found {
        for name in test_modules(&source.text) {
            let (folder, file) = (source.path.parent(), source.path.file_stem());
            let mut below = folder.unwrap_or(Path::new("")).to_owned();
            if file.is_some_and(|name| name != "mod" && name != "lib" && name != "main") {
                below.push(file.unwrap_or_default());
            }
            for_tests.push(below.join(name));
        }
    }
    for source in &mut found {
        let path = source.path.with_extension("");
        source.is_test = for_tests.iter().any(|module| path.starts_with(module));
    }
    found
}

/// Returns the names of the modules in separate files that are compiled for tests only.
fn test_modules(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, attribute) in text.match_indices("#[cfg(test)]\n") {
        let rest = &text[at + attribute.len()..];
        let line = rest.lines().next().unwrap_or("");
        let module = line.trim_start_matches("pub(crate) ").strip_prefix("mod ");
        let name = module.and_then(|module| module.strip_suffix(';'));
        names.extend(name.map(str::to_owned));
    }
    names
}

fn read_below(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read_below(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(Source {
                text: fs::read_to_string(&path).unwrap(),
                path: path.strip_prefix(root).unwrap().to_owned(),
                is_test: false,
            });
        }
    }
}
