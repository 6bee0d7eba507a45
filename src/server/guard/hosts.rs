//! The check of `Host`: only names of this server are answered, so that a page of another site whose name was made to
//! point here (DNS rebinding) gets nothing.

use std::net::{IpAddr, SocketAddr};

use axum::extract::Request;
use axum::http::header;

use crate::server::options::Options;
use crate::server::problem::{Kind, Problem};

/// Checks the host of a request.
///
/// # Errors
/// There is none, or it is no name of this server.
pub(super) fn check(request: &Request, options: &Options) -> Result<(), Problem> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, other) = (hosts.next(), hosts.next());
    // Of several, programs on the way may have taken another than this one.
    let host = host.filter(|_| other.is_none());
    let host = host.and_then(|host| host.to_str().ok());
    // HTTP/1 requests to a proxy have it in the address.
    let host = host.or_else(|| request.uri().host()).unwrap_or_default();
    match is_own(host, options) {
        true => Ok(()),
        false => Err(Problem::new(
            Kind::Host,
            format!("the server has no name `{host}`"),
        )),
    }
}

/// Returns whether `host`, a name or an address with or without a port, is this server: `localhost` and the addresses of
/// loopback with its port, each of the [names](Options::hosts) that it was started with, and if it listens on other
/// addresses than loopback, any address with its port, because an address cannot be made to point elsewhere.
pub(super) fn is_own(host: &str, options: &Options) -> bool {
    let host = host.to_ascii_lowercase();
    if is_named(&host, options) {
        return true;
    }
    let (name, port) = split(&host);
    let is_port = port.unwrap_or("80") == options.address.port().to_string();
    let in_brackets = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let address = match in_brackets {
        Some(address) => address.parse().map(IpAddr::V6),
        None => name.parse().map(IpAddr::V4),
    };
    let is_name = match address {
        Ok(address) => address.is_loopback() || !is_loopback(options.address),
        Err(_) => name == "localhost",
    };
    is_port && is_name
}

/// Returns whether `host`, with or without a port, is one of the [names](Options::hosts) that the server was started with.
pub(super) fn is_named(host: &str, options: &Options) -> bool {
    let host = host.to_ascii_lowercase();
    let (name, _) = split(&host);
    let mut names = options.hosts.iter().map(|known| known.to_ascii_lowercase());
    names.any(|known| known == host || known == name)
}

fn is_loopback(address: SocketAddr) -> bool {
    address.ip().is_loopback()
}

/// Splits a host into its name and its port.
fn split(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        Some(_) | None => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Limits;

    fn options(address: &str, hosts: &[&str]) -> Options {
        Options {
            indexes: Vec::new(),
            address: address.parse().unwrap(),
            base_path: String::new(),
            hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
            password: None,
            is_read_only: false,
            limits: Limits::default(),
            folders: Vec::new(),
            program: crate::server::tests::PROGRAM,
        }
    }

    #[test]
    fn on_loopback_only_names_of_loopback_with_the_port_are_own() {
        let options = options("127.0.0.1:7878", &[]);
        for (host, wanted) in [
            ("localhost:7878", true),
            ("LOCALHOST:7878", true),
            ("127.0.0.1:7878", true),
            ("[::1]:7878", true),
            ("localhost", false),
            ("localhost:80", false),
            ("localhost.:7878", false),
            ("localhost:+7878", false),
            ("localhost:07878", false),
            ("[[::1]]:7878", false),
            ("[127.0.0.1]:7878", false),
            ("evil.example:7878", false),
            ("127.0.0.1.evil.example:7878", false),
            ("192.168.1.5:7878", false),
            ("", false),
            (":7878", false),
        ] {
            assert_eq!(is_own(host, &options), wanted, "{host}");
        }
    }

    #[test]
    fn listening_elsewhere_any_address_and_the_names_of_options_are_own() {
        let options = options("0.0.0.0:80", &["Reports.example", "a.example:444"]);
        for (host, wanted) in [
            ("192.168.1.5", true),
            ("192.168.1.5:80", true),
            ("192.168.1.5:81", false),
            ("reports.example", true),
            ("reports.example:443", true),
            ("a.example:444", true),
            ("a.example", false),
            ("evil.example", false),
        ] {
            assert_eq!(is_own(host, &options), wanted, "{host}");
        }
    }
}
