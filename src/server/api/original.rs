//! `original`: the file that a report was read from, for a program to open; PDF files for the browser's own viewer.
//!
//! A file is never sent as something that a browser would run as a page of this server.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::answer::Call;
use super::report::unknown;
use super::{Handler, Route};
use crate::server::parameters::{Parameter, Value, parameter};
use crate::server::problem::{Kind, Problem};

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/original/{*id}",
    about: "The file that a report was read from, as an attachment, a PDF file for the viewer of the browser; of a report \
            in an archive or a mail, the whole of that",
    parameters: &[OWN],
    schema: "",
    handler: Handler::File(original),
};

const OWN: &[Parameter] = &[parameter(
    "download",
    Value::Switch,
    "Send PDF files as attachments, too",
)];

/// For attachments: if a browser shows one all the same, it can do nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
/// For PDF files: what the viewers of browsers need, and pages of this server may show it within themselves. A sandbox
/// would keep them from starting.
const POLICY_OF_PDF: &str = "default-src 'none'; object-src 'self'; \
                             style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; \
                             base-uri 'none'; frame-ancestors 'self'";

/// A file to send.
pub(super) struct Original {
    path: PathBuf,
    is_shown: bool,
}

fn original(call: &Call) -> Result<Original, Problem> {
    let source = call.snapshot.searcher.source_file(&call.id);
    let source = source.map_err(|error| call.failed(&error))?;
    let source = source.ok_or_else(|| unknown(&call.id))?;
    let missing = |why: &str| Problem::new(Kind::NotFound, format!("{}: {why}", source.shown));
    let Some(path) = &source.file else {
        return Err(missing("it came in as a stream, there is no file"));
    };
    // Neither folders nor devices.
    match path.metadata() {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) | Err(_) => return Err(missing("the file is no longer there")),
    }
    Ok(Original {
        is_shown: is_pdf(path) && !call.parameters.is_on("download"),
        path: path.clone(),
    })
}

fn is_pdf(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// Sends a file, or the range of it that the client wants.
pub(super) async fn send(
    original: Original,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Original { path, is_shown } = original;
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.headers_mut() = headers;
    // Sent as stored, so that ranges are those of the file.
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    let response = ServeFile::new(&path).oneshot(request).await;
    let mut response = response.map_err(|_| Problem::fault())?.map(Body::new);
    if response.status() == StatusCode::NOT_FOUND {
        let detail = "the file is no longer there";
        return Err(Problem::new(Kind::NotFound, detail));
    }
    let (media_type, disposition, policy, frames) = match is_shown {
        true => ("application/pdf", "inline", POLICY_OF_PDF, "SAMEORIGIN"),
        false => ("application/octet-stream", "attachment", POLICY, "DENY"),
    };
    let headers = response.headers_mut();
    let disposition = format!("{disposition}; filename*=UTF-8''{}", encoded_name(&path));
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, frames),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}

/// Returns the name of a file with all but letters, digits, `.`, `-` and `_` of ASCII percent-encoded (RFC 8187).
fn encoded_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PDF files are read by a worker process only, so that an index made in a test has none.
    #[tokio::test]
    async fn a_pdf_file_is_shown_by_the_viewer_of_the_browser_and_ranges_of_it_are_sent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.PDF");
        std::fs::write(&path, "%PDF-1.4 and more").unwrap();
        let original = Original {
            is_shown: is_pdf(&path),
            path,
        };
        let mut wanted = HeaderMap::new();
        wanted.insert(header::RANGE, HeaderValue::from_static("bytes=0-3"));
        let response = send(original, Method::GET, wanted).await.unwrap();
        assert_eq!(response.status(), 206);
        let headers = response.headers();
        assert_eq!(headers["content-type"], "application/pdf");
        let disposition = &headers["content-disposition"];
        assert_eq!(disposition, "inline; filename*=UTF-8''c.PDF");
        assert_eq!(headers["content-security-policy"], POLICY_OF_PDF);
        let body = axum::body::to_bytes(response.into_body(), 100).await;
        assert_eq!(body.unwrap(), "%PDF");
    }

    #[test]
    fn a_file_name_cannot_end_its_header() {
        let encoded = encoded_name(Path::new("a/été\";\r\nx.pdf"));
        assert_eq!(encoded, "%C3%A9t%C3%A9%22%3B%0D%0Ax.pdf");
    }
}
