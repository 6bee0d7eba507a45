//! The check of `Origin`: pages of other sites get no answers.

use axum::extract::Request;
use axum::http::header;

use super::hosts;
use crate::server::options::Options;
use crate::server::problem::{Kind, Problem};

/// The header in which browsers say how the site that a request comes from is related to this one.
const FETCH_SITE: &str = "sec-fetch-site";
/// The header in which they say what it is for; `navigate` is a link or an address typed.
const FETCH_MODE: &str = "sec-fetch-mode";
/// The header in which they say where the answer goes: `document` is a page of its own, not a frame.
const FETCH_DEST: &str = "sec-fetch-dest";

/// Checks where a request comes from. Links from other sites to pages here are fine.
///
/// # Errors
/// It comes from a page of another site.
pub(super) fn check(request: &Request, options: &Options) -> Result<(), Problem> {
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.map(|value| value.to_str().unwrap_or_default())
    };
    let host = header(header::HOST.as_str()).unwrap_or_default();
    for origin in request.headers().get_all(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let of_origin = origin.split_once("://").map_or("", |(_, host)| host);
        // A page of this server has its own host; behind a proxy, that is one of the names in the options.
        if !of_origin.eq_ignore_ascii_case(host) && !hosts::is_named(of_origin, options) {
            return Err(Problem::new(
                Kind::Origin,
                format!("the request comes from `{origin}`"),
            ));
        }
    }
    let is_page = matches!(header(FETCH_DEST), None | Some("document"));
    let is_link = header(FETCH_MODE) == Some("navigate") && is_page && request.method().is_safe();
    match header(FETCH_SITE) {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) if is_link => Ok(()),
        Some(_) => Err(Problem::new(
            Kind::Origin,
            "the request comes from another site",
        )),
    }
}
