//! Tables with columns of their own: publishers, domains of countries, languages.

use serde::{Deserialize, Serialize};

use super::cells::{cells, values};
use super::error::{Fault, TableError};
use crate::facet_path;

/// A publisher and its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its names, without an article.
    pub names: Vec<String>,
    /// Hosts, without `www.`; subdomains belong to the same publisher.
    pub hosts: Vec<String>,
    /// The facet path of its country or town; empty if it reports on the world.
    pub home: String,
}

/// A top-level domain of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The domain in lowercase, without a dot.
    pub domain: String,
    /// The facet path of the country.
    pub home: String,
    /// Whether the domain is sold worldwide, so that most of its hosts are not in that country.
    pub is_sold: bool,
}

/// A language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// ISO 639-1 code (639-3 where there is none).
    pub code: String,
    /// ISO 639-2 and 639-3 codes of the same language.
    pub others: Vec<String>,
    /// Names used in exports and metadata, the English one first.
    pub names: Vec<String>,
    /// The facet path of the only country where it is spoken; empty if there are several.
    pub home: String,
}

impl Language {
    /// Returns whether the language has this code of two or three letters.
    pub fn has_code(&self, code: &str) -> bool {
        self.code == code || self.others.iter().any(|other| other == code)
    }
}

pub(super) fn publishers(text: &str) -> Result<Vec<Publisher>, TableError> {
    let mut publishers = Vec::new();
    for (line, [names, hosts, home]) in cells(text, ["names", "hosts", "home"], 3)? {
        let (names, hosts) = (values(names), values(hosts));
        if names.is_empty() && hosts.is_empty() {
            return Err(TableError::new(line, "names", Fault::Empty));
        }
        if let Some(host) = hosts.iter().find(|host| !is_host(host)) {
            let fault = Fault::Host(host.clone());
            return Err(TableError::new(line, "hosts", fault));
        }
        publishers.push(Publisher {
            names,
            hosts,
            home: path(line, home)?,
        });
    }
    Ok(publishers)
}

pub(super) fn domains(text: &str) -> Result<Vec<Domain>, TableError> {
    let mut domains = Vec::new();
    for (line, [domain, home, used]) in cells(text, ["domain", "home", "use"], 2)? {
        let is_domain = !domain.is_empty() && domain.bytes().all(|b| b.is_ascii_lowercase());
        if !is_domain {
            let fault = Fault::Domain(domain.to_owned());
            return Err(TableError::new(line, "domain", fault));
        }
        if home.is_empty() {
            return Err(TableError::new(line, "home", Fault::Empty));
        }
        let is_sold = match used {
            "" => false,
            "sold" => true,
            other => return Err(TableError::new(line, "use", Fault::Use(other.to_owned()))),
        };
        domains.push(Domain {
            domain: domain.to_owned(),
            home: path(line, home)?,
            is_sold,
        });
    }
    Ok(domains)
}

pub(super) fn languages(text: &str) -> Result<Vec<Language>, TableError> {
    let mut languages = Vec::new();
    for (line, [code, others, names, home]) in cells(text, ["code", "others", "names", "home"], 3)?
    {
        if !is_code(code) {
            let fault = Fault::Language(code.to_owned());
            return Err(TableError::new(line, "code", fault));
        }
        let others = values(others);
        if let Some(other) = others.iter().find(|other| !is_code(other)) {
            let fault = Fault::Language(other.clone());
            return Err(TableError::new(line, "others", fault));
        }
        if languages.iter().any(|known: &Language| known.code == code) {
            let fault = Fault::CodeTwice(code.to_owned());
            return Err(TableError::new(line, "code", fault));
        }
        languages.push(Language {
            code: code.to_owned(),
            others,
            names: values(names),
            home: path(line, home)?,
        });
    }
    Ok(languages)
}

/// Returns whether `text` has the format of a language code.
pub(super) fn is_code(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// Returns whether `text` is a bare host name in lowercase without `www.`.
fn is_host(text: &str) -> bool {
    let is_letter =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    text.contains('.') && !text.starts_with("www.") && text.bytes().all(is_letter)
}

fn path(line: usize, cell: &str) -> Result<String, TableError> {
    if !cell.is_empty() && facet_path::split(cell).is_none() {
        return Err(TableError::new(line, "home", Fault::Path(cell.to_owned())));
    }
    Ok(cell.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_of_a_cell_have_a_bar_between() {
        let text = "hosts\tnames\thome\nldn.example|ldn2.example\tLake News | Daily Lake\t/Kenya\n";
        let wanted = Publisher {
            names: ["Lake News", "Daily Lake"].map(str::to_owned).into(),
            hosts: ["ldn.example", "ldn2.example"].map(str::to_owned).into(),
            home: "/Kenya".to_owned(),
        };
        assert_eq!(publishers(text), Ok(vec![wanted]));
    }

    #[test]
    fn each_fault_says_its_line_and_column() {
        let shown = |error: TableError| format!("{} {}: {}", error.line, error.column, error.fault);
        let head = "names\thosts\thome\n";
        for (row, wanted) in [
            ("\t\t/Kenya", "2 names: empty"),
            (
                "x\thttps://www.x.ke/\t/Kenya",
                "2 hosts: `https://www.x.ke/` is not a host name like `example.org`, in lowercase and without `www.`",
            ),
            (
                "x\t\tKenya",
                "2 home: `Kenya` is not a path like /Haiti/Ouest (a slash inside a name is written \\/)",
            ),
        ] {
            let error = publishers(&format!("{head}{row}")).unwrap_err();
            assert_eq!(shown(error), wanted);
        }
        let error = domains("domain\thome\tuse\nke\t/Kenya\tbought").unwrap_err();
        assert_eq!(shown(error), "2 use: `bought` is neither `sold` nor empty");
        let error = domains("domain\thome\n.ke\t/Kenya").unwrap_err();
        assert_eq!(
            shown(error),
            "2 domain: `.ke` is not a top-level domain like `ht`, in lowercase and without a dot"
        );
    }
}
