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

/// Checks where a request comes from. Links from other sites to pages here are fine.
///
/// # Errors
/// It comes from a page of another site.
pub(super) fn check(request: &Request, options: &Options) -> Result<(), Problem> {
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.map(|value| value.to_str().unwrap_or_default())
    };
    if let Some(origin) = header(header::ORIGIN.as_str()) {
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        return match hosts::is_own(host, options) {
            true => Ok(()),
            false => Err(Problem::new(
                Kind::Origin,
                format!("the request comes from `{origin}`"),
            )),
        };
    }
    let is_link = header(FETCH_MODE) == Some("navigate") && request.method().is_safe();
    match header(FETCH_SITE) {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) if is_link => Ok(()),
        Some(_) => Err(Problem::new(
            Kind::Origin,
            "the request comes from another site",
        )),
    }
}
