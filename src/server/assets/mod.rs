//! The files of the page: style, scripts and icon, in the program.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::server::options::Options;
use crate::server::problem::{Kind, Problem};

/// A file.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    text: &'static str,
}

/// The start of their paths.
const FOLDER: &str = "/assets/";

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// All files. `page.js` imports the other scripts.
const ASSETS: &[Asset] = &[
    asset("style.css", STYLE, include_str!("style.css")),
    asset("icon.svg", "image/svg+xml", include_str!("icon.svg")),
    asset("page.js", SCRIPT, include_str!("page.js")),
    asset("complete.js", SCRIPT, include_str!("complete.js")),
    asset("copy.js", SCRIPT, include_str!("copy.js")),
    asset("filters.js", SCRIPT, include_str!("filters.js")),
    asset("indexing.js", SCRIPT, include_str!("indexing.js")),
    asset("find.js", SCRIPT, include_str!("find.js")),
    asset("keys.js", SCRIPT, include_str!("keys.js")),
    asset("map.js", SCRIPT, include_str!("map.js")),
    asset("marks.js", SCRIPT, include_str!("marks.js")),
    asset("timeline.js", SCRIPT, include_str!("timeline.js")),
    asset("names.js", SCRIPT, include_str!("names.js")),
    asset("theme.js", SCRIPT, include_str!("theme.js")),
];

const fn asset(name: &'static str, media_type: &'static str, text: &'static str) -> Asset {
    Asset {
        name,
        media_type,
        text,
    }
}

/// The version of all files: it changes with each of them, so that a browser may keep them for good.
const VERSION: u32 = checksum();

/// Returns the path of a file, with the version.
pub(super) fn path(name: &str) -> String {
    format!("{FOLDER}{VERSION:08x}/{name}")
}

/// Returns whether this is a path of a file. They hold nothing of an index, and the form for the password needs them.
pub(super) fn is_asset(path: &str, options: &Options) -> bool {
    let path = path.strip_prefix(&options.base_path);
    path.is_some_and(|path| path.starts_with(FOLDER))
}

/// Creates the route of the files.
pub(super) fn router() -> Router {
    Router::new().route(&format!("{FOLDER}{{version}}/{{name}}"), get(answer))
}

async fn answer(
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut assets = ASSETS.iter();
    let asset = assets.find(|asset| asset.name == name && version == format!("{VERSION:08x}"));
    let asset = asset.ok_or_else(|| Problem::new(Kind::NotFound, "no file has this name"))?;
    let tag = format!("\"{VERSION:08x}\"");
    let known = headers.get(header::IF_NONE_MATCH);
    let mut response = match known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Response::new(Body::from(asset.text)),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Returns the FNV-1a checksum of all files.
const fn checksum() -> u32 {
    let mut sum: u32 = 0x811c_9dc5;
    let mut n = 0;
    while n < ASSETS.len() {
        let bytes = ASSETS[n].text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            sum = (sum ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        n += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most that all files have together, in bytes.
    const MOST: usize = 100_000;

    #[test]
    fn all_files_together_are_small() {
        let size: usize = ASSETS.iter().map(|asset| asset.text.len()).sum();
        assert!(size < MOST, "{size}");
    }

    #[test]
    fn every_script_that_is_imported_is_among_the_files() {
        for asset in ASSETS {
            for import in asset.text.split("from \"./").skip(1) {
                let name = import.split('"').next().unwrap();
                assert!(ASSETS.iter().any(|asset| asset.name == name), "{name}");
            }
        }
    }

    #[test]
    fn no_file_refers_to_another_host() {
        for asset in ASSETS {
            let text = asset.text.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !text.contains("//www") && !text.contains("https:"),
                "{}",
                asset.name
            );
        }
    }
}
