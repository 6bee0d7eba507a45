//! Finds the publisher of a report in `index-schema/lexicon/publishers.tsv`.

use super::domains;
use crate::gazetteer::keys::key;
use crate::gazetteer::lexicon::Lexicon;
use reportage_text::lexicon::{Class, Publisher};

/// Returns the publisher with this host or name; the host takes precedence.
pub(super) fn find<'a>(
    lexicon: &'a Lexicon,
    source: Option<&str>,
    host: Option<&str>,
) -> Option<&'a Publisher> {
    let host = host.map(str::to_ascii_lowercase);
    let host = host.as_deref();
    let at_host = |publisher: &&Publisher| host.is_some_and(|host| is_at(publisher, host));
    if let Some(publisher) = lexicon.publishers.iter().find(at_host) {
        return Some(publisher);
    }
    let source = source.filter(|source| domains::bare_host(source).is_none())?;
    let folded = key(source);
    // `Daily Nation, Nairobi`
    let first = key(source.split([',', '(', '/', '|', '-', '–', '—']).next()?);
    let padded = format!(" {folded} ");
    let called = |publisher: &&Publisher| {
        publisher.names.iter().any(|name| {
            let several = name.contains(' ');
            without_article(lexicon, &folded) == *name
                || without_article(lexicon, &first) == *name
                || (several && padded.contains(&format!(" {name} ")))
        })
    };
    let publisher = lexicon.publishers.iter().find(called)?;
    // A publisher of the same name in another country.
    let elsewhere = host.and_then(|host| domains::country(lexicon, host));
    let elsewhere = elsewhere.is_some_and(|country| {
        !publisher.home.is_empty() && reportage_text::facet_path::top(&publisher.home) != country
    });
    (!elsewhere).then_some(publisher)
}

/// Returns whether a host is one of the publisher's, or a subdomain of one.
fn is_at(publisher: &Publisher, host: &str) -> bool {
    publisher.hosts.iter().any(|own| {
        let above = host.strip_suffix(own.as_str());
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}

/// Returns a folded name without its leading article.
fn without_article<'a>(lexicon: &Lexicon, folded: &'a str) -> &'a str {
    match folded.split_once(' ') {
        Some((first, rest)) if lexicon.has(first, Class::Article) => rest,
        Some(_) | None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_are_found_by_host_and_by_name() {
        let lexicon = Lexicon::shipped();
        let home = |source, host| {
            find(&lexicon, Some(source), host).map(|publisher| publisher.home.as_str())
        };
        for (source, host, wanted) in [
            ("The Daily Nation", None, Some("/Kenya")),
            ("Daily Nation, Nairobi", None, Some("/Kenya")),
            ("Daily Nation", Some("example.lk"), None),
            ("Le Nouvelliste", Some("lenouvelliste.ch"), None),
            ("Le Nouvelliste", None, Some("/Haiti")),
            (
                "x",
                Some("m.radiookapi.net"),
                Some("/Democratic Republic of the Congo"),
            ),
            ("x", Some("notradiookapi.net"), None),
            (
                "Radio Okapi/Kinshasa",
                None,
                Some("/Democratic Republic of the Congo"),
            ),
            ("Agence France-Presse", None, Some("")),
            ("The Dawn of Things", None, None),
            ("nation.africa", Some("nation.africa"), Some("/Kenya")),
        ] {
            assert_eq!(home(source, host), wanted, "{source} {host:?}");
        }
    }
}
