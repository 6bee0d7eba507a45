//! What all parts of a page depend on: its address, its language and its look.

use super::address::Address;
use super::basket::Kept;
use super::texts::Texts;
use super::views::View;
use crate::index::FacetNames;
use crate::render::encoded_path;
use crate::server::indexing::Phase;
use crate::server::options::Folder;

/// The colours of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Those of the system.
    System,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Theme {
    /// Returns the theme with this name; that of the system for other texts.
    pub fn named(name: &str) -> Theme {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Returns the name; `None` for the system's.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// What all parts of a page depend on.
#[derive(Debug, Clone)]
pub struct Context {
    /// The parameters of the page.
    pub address: Address,
    /// The texts in the language of the page.
    pub texts: Texts,
    /// The colours.
    pub theme: Theme,
    /// The path below which the server answers, without a final `/`; usually empty.
    pub base: String,
    /// The token that a form must have to end the session; `None` if the server has no password.
    pub logout: Option<String>,
    /// The token that forms must have to change something; `None` if the server changes nothing.
    pub changes: Option<String>,
    /// The passages in the basket.
    pub kept: Kept,
    /// The folders that can be indexed, with what is going on with each.
    pub folders: Vec<(Folder, Phase)>,
    /// Whether the index has no report.
    pub is_empty: bool,
    /// The facets of the index, in the schema's order.
    pub facets: Vec<FacetNames>,
}

impl Context {
    /// Returns the address of the search page with these parameters.
    pub fn search(&self, address: &Address) -> String {
        format!("{}/{}", self.base, address.query())
    }

    /// Returns the address of a view of the result of these parameters.
    pub fn view(&self, view: View, address: &Address) -> String {
        format!("{}{}{}", self.base, view.path(), address.query())
    }

    /// Returns the address of a report. It has all of the search that led to it, so that there is a way back.
    pub fn report(&self, id: &str) -> String {
        let query = self.address.of_hits().query();
        format!("{}/report/{}{query}", self.base, encoded_path(id))
    }

    /// Returns the address of the original of a report, at a page of it.
    pub fn original(&self, id: &str, page: Option<u32>) -> String {
        let page = page.map_or(String::new(), |page| format!("#page={page}"));
        format!("{}/api/v1/original/{}{page}", self.base, encoded_path(id))
    }

    /// Returns the address of all values of a facet, with the query of this page.
    pub fn values(&self, facet: &str, address: &Address) -> String {
        format!(
            "{}/values/{}{}",
            self.base,
            encoded_path(facet),
            address.query()
        )
    }

    /// Returns the display name of a facet.
    pub fn facet_label(&self, name: &str) -> String {
        let known = self.facets.iter().find(|facet| facet.name == name);
        let label = known.map_or(name, |facet| facet.label.as_str());
        self.texts.facet(name, label).into_owned()
    }
}
