//! Facet values of a report: the paths of its mentions and asserted values, and those that it is
//! mainly about.

use std::collections::HashSet;

use rapidhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::facet_path;
use crate::gazetteer::aboutness::{ReportMentions, ValueLookup, main_paths};
use crate::gazetteer::{Facet, Gazetteer};

/// Sorted paths for each facet, in schema order; without implied ancestors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// All mentioned or asserted values.
    pub facets: Vec<(String, Vec<String>)>,
    /// The main values.
    pub main: Vec<(String, Vec<String>)>,
}

impl Filed {
    /// Derives the facet values of a report from its mentions and metadata.
    pub fn of(gazetteer: &Gazetteer, report: &ReportMentions<'_>) -> Filed {
        let each = |paths: &dyn Fn(&Facet) -> Vec<String>| {
            let facets = gazetteer.facets().iter();
            let filed = facets.map(|facet| (facet.name.clone(), paths(facet)));
            filed.collect()
        };
        Filed {
            facets: each(&|facet| all_paths(facet, report)),
            main: each(&|facet| {
                let lookup = ValueLookup {
                    has_entity: &|path| gazetteer.has_entity(&facet.name, path),
                    is_media: &|mention| gazetteer.is_media(mention),
                };
                main_paths(facet, report, &lookup)
            }),
        }
    }
}

fn all_paths(facet: &Facet, report: &ReportMentions<'_>) -> Vec<String> {
    let asserted = report
        .asserted
        .iter()
        .filter(|(name, _)| *name == facet.name);
    let asserted = asserted.map(|(_, path)| path.as_str());
    let mut paths: HashSet<&str, RandomState> = asserted.collect();
    for mention in report.in_body.iter().chain(report.in_title) {
        if mention.facet == facet.name {
            paths.insert(&mention.path);
        }
    }
    facet_path::without_implied(paths.into_iter().map(str::to_owned).collect())
}

/// Returns the facet and path of each value asserted by metadata: those of the tables, or a new
/// path for unknown values.
pub fn asserted_paths(gazetteer: &Gazetteer, values: &[(String, String)]) -> Vec<(String, String)> {
    let mut asserted = Vec::new();
    for (facet, value) in values {
        let value = value.trim();
        let mut known = gazetteer.facets().iter();
        if value.is_empty() || !known.any(|known| known.name == *facet) {
            continue;
        }
        let path = if value.starts_with('/') {
            gazetteer.path_of(facet, &facet_path::names(value))
        } else {
            match gazetteer.asserted_path(facet, value) {
                Some(path) => path,
                // Splits and joins the names, to remove characters that a path cannot contain.
                None => {
                    let path = facet_path::join(&[value]);
                    facet_path::join(&facet_path::names(&path))
                }
            }
        };
        if !path.is_empty() {
            asserted.push((facet.clone(), path));
        }
    }
    asserted
}
