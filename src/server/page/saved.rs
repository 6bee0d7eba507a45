//! The page of saved searches with what is new, and the form that saves the search of a page.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::data;
use super::forms::{Button, button, form, hidden};
use super::frame::{Content, frame};
use super::parts::minute;
use crate::search::{Request, Searcher};
use crate::server::parameters::CHANGED_SINCE;
use crate::server::problem::{Problem, QueryError};
use crate::server::saved::Saved;

/// A saved search with the number of reports that are new since it was last run.
pub struct Counted {
    search: Saved,
    new: Result<u64, QueryError>,
}

/// Counts what is new for each search.
///
/// # Errors
/// The index cannot be read.
pub fn counted(searcher: &Searcher, searches: Vec<Saved>) -> Result<Vec<Counted>, Problem> {
    let counted = searches.into_iter().map(|search| {
        let new = data::readable(number_of_new(searcher, &search))?;
        Ok(Counted { search, new })
    });
    counted.collect()
}

fn number_of_new(searcher: &Searcher, search: &Saved) -> Result<u64, Problem> {
    let request = Request {
        limit: Some(0),
        ..data::request(&Address::of(&search.since_last_run()))?
    };
    let response = searcher.search(&request);
    let response = response.map_err(|error| Problem::search(&search.query, &error))?;
    Ok(response.total)
}

/// Writes the page.
pub fn saved_page(context: &Context, searches: &[Counted]) -> Markup {
    let texts = context.texts;
    let content = Content {
        title: texts.text("saved").to_owned(),
        query: String::new(),
        below_box: Markup::default(),
        aside: None,
        main: html! {
            h1 { (texts.text("saved")) }
            p.about-counts { (texts.text("saved.explained")) }
            @if searches.is_empty() { p.nothing { (texts.text("saved.none")) } }
            ul.cards {
                @for counted in searches { li.card { (search(context, counted)) } }
            }
        },
    };
    frame(context, &content)
}

fn search(context: &Context, counted: &Counted) -> Markup {
    let texts = context.texts;
    let Counted { search, new } = counted;
    let page = |query: &str| context.search(&Address::of(query));
    let back = format!("{}/saved", context.base);
    let name = [("name", search.name.as_str())];
    let remove = Button {
        to: "/saved/remove",
        fields: &name,
        back: &back,
        label: texts.text("remove"),
        about: &search.name,
    };
    let run = Button {
        to: "/saved/run",
        label: texts.text("saved.run"),
        ..remove
    };
    html! {
        h2 { a href=(page(&search.all())) { bdi { (search.name) } } }
        p.origin {
            @if !search.query.is_empty() { code dir="auto" { (search.query) } " " }
            @for (key, value) in &search.parameters {
                span { (key) " " bdi { (value) } }
            }
        }
        p {
            @match new {
                Ok(0) => (texts.text("saved.nothing_new")),
                Ok(n) => a.new href=(page(&search.since_last_run())) { (texts.count("saved.new.one", "saved.new.many", *n)) },
                Err(error) => span lang="en" { (error.message) },
            }
            " · "
            @match &search.last_run {
                Some(at) => (texts.with("saved.last_run", "at", &minute(at))),
                None => (texts.text("saved.never_run")),
            }
        }
        div.buttons { (button(context, &run)) (button(context, &remove)) }
    }
}

/// Writes the form that saves the search of this page; empty if it shows only what is new.
pub fn save_form(context: &Context) -> Markup {
    let texts = context.texts;
    let address = &context.address;
    if context.changes.is_none() || !address.first(CHANGED_SINCE).is_empty() {
        return Markup::default();
    }
    let content = html! {
        (hidden(&address.of_request()))
        label.visually-hidden for="save-name" { (texts.text("saved.name")) }
        input id="save-name" name="name" required maxlength="200" autocomplete="off"
            placeholder=(texts.text("saved.name"));
        button type="submit" { (texts.text("saved.button")) }
    };
    let back = format!("{}/saved", context.base);
    html! {
        details.save {
            summary { (texts.text("saved.save")) }
            (form(context, "/saved", &back, &content))
        }
    }
}
