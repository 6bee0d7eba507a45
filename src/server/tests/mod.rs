//! Tests of the whole service without connections: requests go to the router. This module has the helpers for them.

mod answers;
mod connections;
mod guards;
mod originals;
mod passwords;
mod snapshots;

use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::{Limits, Options, Program, Progress, State, router};
use crate::index::OpenIndex;
use crate::indexer::{Event, IndexOptions, Indexer};
use crate::schema::{Entity, IndexSchema, Standing};

/// The `Host` of requests.
const HOST: &str = "localhost:7878";

/// What the program does for the server, with the schema of a test.
pub(in crate::server) const PROGRAM: Program = Program {
    saved: |_| Ok(vec![serde_json::json!({"name": "a"})]),
    save_search: |_, _| Ok(()),
    remove_search: |_, _| Ok(()),
    mark_as_run: |_, _| Ok(()),
    index: |folder, on_progress| {
        let options = IndexOptions::default();
        let indexer = Indexer::open(&folder.index, &IndexSchema::shipped(), options).unwrap();
        let mut progress = Progress::default();
        let run = indexer.run(std::slice::from_ref(&folder.path), |event| {
            if let Event::Report(_) = event {
                progress.reports += 1;
                on_progress(progress);
            }
        });
        run.map(drop).map_err(|error| error.to_string())
    },
    tag_again: |dir| {
        let schema = match OpenIndex::open(dir).unwrap().payload.schema {
            11 => schema(),
            _ => IndexSchema::shipped(),
        };
        let indexer = Indexer::open(dir, &schema, IndexOptions::default());
        indexer.unwrap().close().unwrap();
        Ok(())
    },
};

/// A temporary folder with reports and an index.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Indexes reports with these names and texts.
    fn with(files: &[(&str, &str)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk { folder };
        fs::create_dir(desk.reports()).unwrap();
        for (name, text) in files {
            desk.write(name, text);
        }
        desk.index();
        desk
    }

    /// Indexes so many reports of one sentence each, `0.txt` and so on.
    fn of(n: usize) -> Desk {
        let text = |i: usize| "Police came to Kenscoff. ".repeat(1 + i % 3);
        let files: Vec<(String, String)> = (0..n).map(|i| (format!("{i}.txt"), text(i))).collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(n, t)| (n.as_str(), t.as_str()))
            .collect();
        Desk::with(&files)
    }

    fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.reports().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn index(&self) {
        let indexer = Indexer::open(&self.dir(), &schema(), IndexOptions::default()).unwrap();
        indexer.run(&[self.reports()], |_| {}).unwrap();
    }

    fn options(&self) -> Options {
        Options {
            indexes: vec![self.dir()],
            address: ([127, 0, 0, 1], 7878).into(),
            base_path: String::new(),
            hosts: Vec::new(),
            password: None,
            is_read_only: false,
            limits: Limits {
                check: std::time::Duration::ZERO,
                ..Limits::default()
            },
            folders: Vec::new(),
            program: PROGRAM,
        }
    }

    fn router(&self) -> Router {
        router(&State::open(self.options()).unwrap())
    }
}

/// A schema with a place and a group.
fn schema() -> IndexSchema {
    let place = Entity {
        id: "kenscoff".to_owned(),
        standings: vec![Standing {
            facet: 0,
            path: "/Haiti/Ouest/Kenscoff".to_owned(),
        }],
        names: vec!["Kenscoff".to_owned()],
        ..Entity::default()
    };
    IndexSchema {
        entities: vec![place],
        fingerprint: 11,
        ..crate::index::tests::schema()
    }
}

/// An answer.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answered {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(HeaderValue::to_str);
        value.map_or("", Result::unwrap)
    }

    /// The status, and the kind of a problem.
    fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        let kind = problem["type"].as_str().unwrap();
        let kind = kind.strip_prefix("urn:reportage:problem:").unwrap();
        assert_eq!(problem["status"], self.status.as_u16());
        (self.status.as_u16(), kind.to_owned())
    }
}

async fn send(router: &Router, request: Request<Body>) -> Answered {
    let response = router.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    Answered {
        status: head.status,
        headers: head.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

/// Sends a GET request for a path below `/api/v1`.
async fn get(router: &Router, path: &str) -> Answered {
    get_with(router, path, &[]).await
}

/// The same with headers, which replace those of [`get`].
async fn get_with(router: &Router, path: &str, headers: &[(&str, &str)]) -> Answered {
    let mut request = Request::get(format!("/api/v1/{path}"));
    let map = request.headers_mut().unwrap();
    for (name, value) in headers {
        let name: axum::http::HeaderName = name.parse().unwrap();
        map.append(name, HeaderValue::from_str(value).unwrap());
    }
    if !map.contains_key("host") {
        map.insert("host", HeaderValue::from_static(HOST));
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

/// Checks that an answer is what a schema of `docs/schema` says.
fn assert_fits(schema: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{schema}.json"));
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|fault| format!("{fault} at {}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}\n{value}");
}
