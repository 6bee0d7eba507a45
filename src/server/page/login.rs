//! The form for the password. It shows nothing of the index.

use maud::{DOCTYPE, Markup, html};

use super::texts::Language;
use crate::server::assets;

/// Why the form is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginError {
    /// The password was wrong.
    Wrong,
    /// It was wrong too often; the next try must wait.
    TooOften,
}

/// Writes the form, in the language of the header `Accept-Language`. `base` is the base path.
pub fn login_page(base: &str, accepted: &str, error: Option<LoginError>) -> Markup {
    let language = Language::choose("", accepted);
    let texts = language.texts();
    let error = error.map(|error| match error {
        LoginError::Wrong => texts.text("login.wrong"),
        LoginError::TooOften => texts.text("login.too_often"),
    });
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (texts.text("login.password")) " — reportage" }
                link rel="stylesheet" href={ (base) (assets::path("style.css")) };
                link rel="icon" type="image/svg+xml" href={ (base) (assets::path("icon.svg")) };
            }
            body {
                main.login {
                    h1.brand { "reportage" }
                    form method="post" action={ (base) "/login" } {
                        @if let Some(error) = error { p.error role="alert" { (error) } }
                        label for="password" { (texts.text("login.password")) }
                        input id="password" name="password" type="password" required autofocus
                            autocomplete="current-password";
                        button type="submit" { (texts.text("login.button")) }
                    }
                }
            }
        }
    }
}
