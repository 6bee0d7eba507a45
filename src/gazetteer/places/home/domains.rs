//! Countries by the domains of their hosts, and by languages that one country speaks.
//!
//! Codes: ISO 3166-1 as IANA delegates them (<https://www.iana.org/domains/root/db>) and ISO 639.

/// Returns the host of an address, without `www.`.
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

/// Returns `text` without `www.` if it is a host and nothing else.
pub(super) fn bare_host(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches('.');
    let (rest, top) = text.rsplit_once('.')?;
    let label = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let is_host = !rest.is_empty()
        && rest.chars().all(label)
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic())
        // `U.S. Dept.Labor` is none, `Allafrica.com` is one.
        && !top.starts_with(|c: char| c.is_ascii_uppercase());
    is_host.then(|| text.strip_prefix("www.").unwrap_or(text))
}

/// Returns the path of the country whose domain a host is in; `None` for domains of no country and for
/// those that are sold worldwide.
pub(super) fn country(host: &str) -> Option<&'static str> {
    let host = host.to_ascii_lowercase();
    let mut labels = host.rsplit('.');
    let top = labels.next()?;
    let second = labels.next()?;
    let (_, country, sold) = COUNTRIES.iter().find(|(code, ..)| *code == top)?;
    // Below `com.co` and `gov.tv`, registries ask for a seat in the country.
    let national = matches!(
        second,
        "com" | "org" | "net" | "edu" | "gov" | "gob" | "gouv" | "ac" | "co" | "mil"
    );
    (*sold == Home::Kept || (national && labels.next().is_some())).then_some(*country)
}

/// Returns the path of the country of a language that no other speaks.
pub(super) fn of_language(language: &str) -> Option<&'static str> {
    let mut rows = LANGUAGES.iter();
    rows.find(|(code, _)| *code == language)
        .map(|(_, country)| *country)
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    let countries = COUNTRIES.iter().map(|(_, country, _)| *country);
    countries.chain(LANGUAGES.iter().map(|(_, country)| *country))
}

/// Whose a country's domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    /// Of those at home there, mostly.
    Kept,
    /// Anybody's: it is sold worldwide for what it spells, or for nothing.
    Sold,
}
use Home::{Kept, Sold};

#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, Home)] = &[
    ("ad", "/Andorra", Sold), ("ae", "/United Arab Emirates", Kept), ("af", "/Afghanistan", Kept),
    ("ag", "/Antigua and Barbuda", Sold), ("ai", "/Anguilla", Sold), ("al", "/Albania", Kept),
    ("am", "/Armenia", Sold), ("ao", "/Angola", Kept), ("ar", "/Argentina", Kept),
    ("as", "/American Samoa", Sold), ("at", "/Austria", Kept), ("au", "/Australia", Kept),
    ("aw", "/Aruba", Kept), ("ax", "/Åland Islands", Kept), ("az", "/Azerbaijan", Kept),
    ("ba", "/Bosnia and Herzegovina", Kept), ("bb", "/Barbados", Kept), ("bd", "/Bangladesh", Kept),
    ("be", "/Belgium", Kept), ("bf", "/Burkina Faso", Kept), ("bg", "/Bulgaria", Kept),
    ("bh", "/Bahrain", Kept), ("bi", "/Burundi", Kept), ("bj", "/Benin", Kept),
    ("bl", "/Saint Barthélemy", Kept), ("bm", "/Bermuda", Kept), ("bn", "/Brunei", Kept),
    ("bo", "/Bolivia", Kept), ("bq", "/Caribbean Netherlands", Kept), ("br", "/Brazil", Kept),
    ("bs", "/Bahamas", Kept), ("bt", "/Bhutan", Kept), ("bw", "/Botswana", Kept), ("by", "/Belarus", Kept),
    ("bz", "/Belize", Sold), ("ca", "/Canada", Kept), ("cc", "/Cocos Islands", Sold),
    ("cd", "/Democratic Republic of the Congo", Kept), ("cf", "/Central African Republic", Sold),
    ("cg", "/Congo", Kept), ("ch", "/Switzerland", Kept), ("ci", "/Côte d’Ivoire", Kept),
    ("ck", "/Cook Islands", Kept), ("cl", "/Chile", Kept), ("cm", "/Cameroon", Kept),
    ("cn", "/China", Kept), ("co", "/Colombia", Sold), ("cr", "/Costa Rica", Kept), ("cu", "/Cuba", Kept),
    ("cv", "/Cape Verde", Kept), ("cw", "/Curaçao", Kept), ("cx", "/Christmas Island", Sold),
    ("cy", "/Cyprus", Kept), ("cz", "/Czech Republic", Kept), ("de", "/Germany", Kept),
    ("dj", "/Djibouti", Sold), ("dk", "/Denmark", Kept), ("dm", "/Dominica", Kept),
    ("do", "/Dominican Republic", Kept), ("dz", "/Algeria", Kept), ("ec", "/Ecuador", Kept),
    ("ee", "/Estonia", Kept), ("eg", "/Egypt", Kept), ("eh", "/Western Sahara", Kept),
    ("er", "/Eritrea", Kept), ("es", "/Spain", Kept), ("et", "/Ethiopia", Kept), ("fi", "/Finland", Kept),
    ("fj", "/Fiji", Kept), ("fk", "/Falkland Islands", Kept), ("fm", "/Micronesia", Sold),
    ("fo", "/Faroe Islands", Kept), ("fr", "/France", Kept), ("ga", "/Gabon", Sold),
    ("gd", "/Grenada", Sold), ("ge", "/Georgia", Kept), ("gf", "/French Guiana", Kept),
    ("gg", "/Guernsey", Sold), ("gh", "/Ghana", Kept), ("gi", "/Gibraltar", Kept),
    ("gl", "/Greenland", Sold), ("gm", "/Gambia", Kept), ("gn", "/Guinea", Kept),
    ("gp", "/Guadeloupe", Kept), ("gq", "/Equatorial Guinea", Sold), ("gr", "/Greece", Kept),
    ("gt", "/Guatemala", Kept), ("gu", "/Guam", Kept), ("gw", "/Guinea-Bissau", Kept),
    ("gy", "/Guyana", Kept), ("hk", "/Hong Kong", Kept), ("hn", "/Honduras", Kept),
    ("hr", "/Croatia", Kept), ("ht", "/Haiti", Kept), ("hu", "/Hungary", Kept), ("id", "/Indonesia", Kept),
    ("ie", "/Ireland", Kept), ("il", "/Israel", Kept), ("im", "/Isle of Man", Sold), ("in", "/India", Kept),
    ("iq", "/Iraq", Kept), ("ir", "/Iran", Kept),
    ("is", "/Iceland", Kept), ("it", "/Italy", Kept), ("je", "/Jersey", Sold), ("jm", "/Jamaica", Kept),
    ("jo", "/Jordan", Kept), ("jp", "/Japan", Kept), ("ke", "/Kenya", Kept), ("kg", "/Kyrgyzstan", Kept),
    ("kh", "/Cambodia", Kept), ("ki", "/Kiribati", Kept), ("km", "/Comoros", Kept),
    ("kn", "/Saint Kitts and Nevis", Kept), ("kp", "/North Korea", Kept), ("kr", "/South Korea", Kept),
    ("kw", "/Kuwait", Kept), ("ky", "/Cayman Islands", Kept), ("kz", "/Kazakhstan", Kept),
    ("la", "/Laos", Sold), ("lb", "/Lebanon", Kept), ("lc", "/Saint Lucia", Kept),
    ("li", "/Liechtenstein", Sold), ("lk", "/Sri Lanka", Kept), ("lr", "/Liberia", Kept),
    ("ls", "/Lesotho", Kept), ("lt", "/Lithuania", Kept), ("lu", "/Luxembourg", Kept),
    ("lv", "/Latvia", Kept), ("ly", "/Libya", Sold), ("ma", "/Morocco", Kept), ("mc", "/Monaco", Kept),
    ("md", "/Moldova", Kept), ("me", "/Montenegro", Sold), ("mf", "/Saint Martin", Kept),
    ("mg", "/Madagascar", Kept), ("mh", "/Marshall Islands", Kept), ("mk", "/North Macedonia", Kept),
    ("ml", "/Mali", Sold), ("mm", "/Myanmar", Kept), ("mn", "/Mongolia", Sold), ("mo", "/Macao", Kept),
    ("mp", "/Northern Mariana Islands", Kept), ("mq", "/Martinique", Kept), ("mr", "/Mauritania", Kept),
    ("ms", "/Montserrat", Sold), ("mt", "/Malta", Kept), ("mu", "/Mauritius", Kept),
    ("mv", "/Maldives", Kept), ("mw", "/Malawi", Kept), ("mx", "/Mexico", Kept), ("my", "/Malaysia", Kept),
    ("mz", "/Mozambique", Kept), ("na", "/Namibia", Kept), ("nc", "/New Caledonia", Kept),
    ("ne", "/Niger", Kept), ("nf", "/Norfolk Island", Kept), ("ng", "/Nigeria", Kept),
    ("ni", "/Nicaragua", Kept), ("nl", "/Netherlands", Kept), ("no", "/Norway", Kept),
    ("np", "/Nepal", Kept), ("nr", "/Nauru", Kept), ("nu", "/Niue", Sold), ("nz", "/New Zealand", Kept),
    ("om", "/Oman", Kept), ("pa", "/Panama", Kept), ("pe", "/Peru", Kept),
    ("pf", "/French Polynesia", Kept), ("pg", "/Papua New Guinea", Kept), ("ph", "/Philippines", Kept),
    ("pk", "/Pakistan", Kept), ("pl", "/Poland", Kept), ("pm", "/Saint Pierre and Miquelon", Kept),
    ("pn", "/Pitcairn Islands", Sold), ("pr", "/Puerto Rico", Kept), ("ps", "/Palestine", Kept),
    ("pt", "/Portugal", Kept), ("pw", "/Palau", Sold), ("py", "/Paraguay", Kept), ("qa", "/Qatar", Kept),
    ("re", "/Réunion", Kept), ("ro", "/Romania", Kept), ("rs", "/Serbia", Kept), ("ru", "/Russia", Kept),
    ("rw", "/Rwanda", Kept), ("sa", "/Saudi Arabia", Kept), ("sb", "/Solomon Islands", Kept),
    ("sc", "/Seychelles", Sold), ("sd", "/Sudan", Kept), ("se", "/Sweden", Kept),
    ("sg", "/Singapore", Kept), ("sh", "/Saint Helena", Sold), ("si", "/Slovenia", Kept),
    ("sj", "/Svalbard", Kept), ("sk", "/Slovakia", Kept), ("sl", "/Sierra Leone", Kept),
    ("sm", "/San Marino", Kept), ("sn", "/Senegal", Kept), ("so", "/Somalia", Sold),
    ("sr", "/Suriname", Sold), ("ss", "/South Sudan", Kept), ("st", "/São Tomé and Príncipe", Sold),
    ("sv", "/El Salvador", Kept), ("sx", "/Sint Maarten", Kept), ("sy", "/Syria", Kept),
    ("sz", "/Eswatini", Kept), ("tc", "/Turks and Caicos Islands", Kept), ("td", "/Chad", Kept),
    ("tg", "/Togo", Kept), ("th", "/Thailand", Kept), ("tj", "/Tajikistan", Kept), ("tk", "/Tokelau", Sold),
    ("tl", "/East Timor", Kept), ("tm", "/Turkmenistan", Kept), ("tn", "/Tunisia", Kept),
    ("to", "/Tonga", Sold), ("tr", "/Turkey", Kept), ("tt", "/Trinidad and Tobago", Kept),
    ("tv", "/Tuvalu", Sold), ("tw", "/Taiwan", Kept), ("tz", "/Tanzania", Kept), ("ua", "/Ukraine", Kept),
    ("ug", "/Uganda", Kept), ("uk", "/United Kingdom", Kept), ("us", "/United States", Kept),
    ("uy", "/Uruguay", Kept), ("uz", "/Uzbekistan", Kept), ("va", "/Vatican City", Kept),
    ("vc", "/Saint Vincent and the Grenadines", Sold), ("ve", "/Venezuela", Kept),
    ("vg", "/British Virgin Islands", Sold), ("vi", "/United States Virgin Islands", Kept),
    ("vn", "/Vietnam", Kept), ("vu", "/Vanuatu", Kept), ("wf", "/Wallis and Futuna", Kept),
    ("ws", "/Samoa", Sold), ("xk", "/Kosovo", Kept), ("ye", "/Yemen", Kept), ("yt", "/Mayotte", Kept),
    ("za", "/South Africa", Kept), ("zm", "/Zambia", Kept), ("zw", "/Zimbabwe", Kept),
];

/// Languages of one country; those of several are left out.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("ht", "/Haiti"), ("so", "/Somalia"), ("am", "/Ethiopia"), ("ti", "/Eritrea"), ("rw", "/Rwanda"),
    ("rn", "/Burundi"), ("mg", "/Madagascar"), ("si", "/Sri Lanka"), ("ne", "/Nepal"), ("dz", "/Bhutan"),
    ("my", "/Myanmar"), ("km", "/Cambodia"), ("lo", "/Laos"), ("th", "/Thailand"), ("vi", "/Vietnam"),
    ("id", "/Indonesia"), ("tl", "/Philippines"), ("fil", "/Philippines"), ("ja", "/Japan"), ("mn", "/Mongolia"),
    ("ka", "/Georgia"), ("hy", "/Armenia"), ("az", "/Azerbaijan"), ("kk", "/Kazakhstan"), ("ky", "/Kyrgyzstan"),
    ("tg", "/Tajikistan"), ("tk", "/Turkmenistan"), ("uz", "/Uzbekistan"), ("he", "/Israel"), ("tr", "/Turkey"),
    ("ps", "/Afghanistan"), ("uk", "/Ukraine"), ("be", "/Belarus"), ("pl", "/Poland"), ("cs", "/Czech Republic"),
    ("sk", "/Slovakia"), ("hu", "/Hungary"), ("bg", "/Bulgaria"), ("mk", "/North Macedonia"),
    ("sl", "/Slovenia"), ("hr", "/Croatia"), ("lt", "/Lithuania"), ("lv", "/Latvia"), ("et", "/Estonia"),
    ("fi", "/Finland"), ("da", "/Denmark"), ("no", "/Norway"), ("nb", "/Norway"), ("nn", "/Norway"),
    ("is", "/Iceland"), ("ga", "/Ireland"), ("mt", "/Malta"), ("dv", "/Maldives"),
];

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
        assert_eq!(country("eltiempo.com.co"), Some("/Colombia"));
        assert_eq!(country("startup.co"), None);
        assert_eq!(country("example.co.ke"), Some("/Kenya"));
        assert_eq!(country("co"), None);
        assert_eq!(country("example.org"), None);
    }
}
