//! Styles of text, with and without colours.

use crate::render::wrap::{Marks, RESET};

/// The styles of a text: terminal sequences, or empty.
pub struct Look {
    pub passage: Marks,
    pub title: Marks,
    pub heading: &'static str,
    pub place: &'static str,
    pub dim: &'static str,
}

pub const PLAIN: Look = Look {
    passage: Marks::Signs("**"),
    title: Marks::Signs("**"),
    heading: "",
    place: "",
    dim: "",
};

/// No colours and no marks: text stays unchanged.
pub const UNMARKED: Look = Look {
    passage: Marks::Signs(""),
    title: Marks::Signs(""),
    ..PLAIN
};

pub const COLOURED: Look = Look {
    passage: Marks::Colours {
        text: "",
        matched: "\x1b[1;31m",
    },
    title: Marks::Colours {
        text: "\x1b[1m",
        matched: "\x1b[31m",
    },
    heading: "\x1b[1m",
    place: "\x1b[36m",
    dim: "\x1b[2m",
};

/// Returns `text` in a style from a [`Look`].
pub fn paint(style: &str, text: &str) -> String {
    if style.is_empty() {
        return text.to_owned();
    }
    format!("{style}{text}{RESET}")
}
