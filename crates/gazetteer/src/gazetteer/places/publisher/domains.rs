//! Hosts of URLs, and the countries of their domains, by `index-schema/lexicon/domains.tsv`.

use crate::gazetteer::lexicon::Lexicon;

/// Returns the host of a URL, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let mail = scheme.is_empty() && rest.contains('@');
    if mail || scheme.contains(|c: char| !c.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = rest.split(['/', '?', '#']).next()?;
    let rest = rest.rsplit('@').next()?;
    bare_host(rest.split(':').next()?)
}

/// Returns `text` without `www.` if it is only a host.
pub(super) fn bare_host(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches('.');
    let (rest, top) = text.rsplit_once('.')?;
    let label = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let is_host = !rest.is_empty()
        && rest.chars().all(label)
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic())
        // `U.S. Dept.Labor` is not a host, `Allafrica.com` is.
        && !top.starts_with(|c: char| c.is_ascii_uppercase());
    is_host.then(|| text.strip_prefix("www.").unwrap_or(text))
}

/// Labels below a country's domain that registries reserve for residents (`com.co`, `gov.tv`).
const NATIONAL: &[&str] = &[
    "com", "org", "net", "edu", "gov", "gob", "gouv", "ac", "co", "mil",
];

/// Returns the path of the country whose domain a host is in; `None` for domains that belong to no
/// country or are sold worldwide.
pub(super) fn country<'a>(lexicon: &'a Lexicon, host: &str) -> Option<&'a str> {
    let host = host.to_ascii_lowercase();
    let mut labels = host.rsplit('.');
    let top = labels.next()?;
    let second = labels.next()?;
    let domain = lexicon.domain(top)?;
    let is_national = NATIONAL.contains(&second) && labels.next().is_some();
    (!domain.is_sold || is_national).then_some(domain.home.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_taken_out_of_addresses() {
        for (url, wanted) in [
            ("https://www.nation.africa/kenya?a=b", Some("nation.africa")),
            (
                "http://user@lenouvelliste.com:8080/x",
                Some("lenouvelliste.com"),
            ),
            ("radiookapi.net", Some("radiookapi.net")),
            ("file:///tmp/a.html", None),
            ("Daily Nation, Nairobi", None),
            ("mailto:a@b.ht", None),
            ("", None),
        ] {
            assert_eq!(host(url), wanted, "{url}");
        }
    }

    #[test]
    fn a_domain_that_is_sold_counts_only_below_a_national_one() {
        let lexicon = Lexicon::shipped();
        assert_eq!(country(&lexicon, "eltiempo.com.co"), Some("/Colombia"));
        assert_eq!(country(&lexicon, "startup.co"), None);
        assert_eq!(country(&lexicon, "example.co.ke"), Some("/Kenya"));
        assert_eq!(country(&lexicon, "co"), None);
        assert_eq!(country(&lexicon, "example.org"), None);
    }
}
