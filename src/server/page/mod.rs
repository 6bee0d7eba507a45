//! The page in the browser: HTML made from the library's responses, complete without a script.
//!
//! Each page is a function of plain data: `search`, `overview`, `report` and `values` from a `Response`, a `WholeReport` and a table of
//! counts, in the `Context` of an address, a language and a theme. `frame` is what all pages have around their content.
//! All state is in the address, and every change is a link. Texts are in `texts.tsv`.

mod address;
mod as_table;
mod basket;
mod context;
mod copy;
mod corrections;
mod counts;
mod crosstab;
mod data;
mod facets;
mod filters;
mod forms;
mod frame;
mod help;
mod hits;
mod index;
mod indexing;
mod login;
mod map;
mod matches;
mod metadata;
mod missing;
mod names;
mod narrow;
mod notes;
mod overview;
mod paging;
mod parts;
mod report;
mod report_text;
mod report_values;
mod routes;
mod saved;
mod search;
mod sources;
mod tables;
mod texts;
mod timeline;
mod together;
mod values;
mod views;
mod welcome;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub(super) use login::{LoginError, login_page};
pub(super) use routes::{html, problem_answer, router, router_at};
