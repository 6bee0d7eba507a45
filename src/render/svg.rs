//! Small SVG pictures: shapes and escaped text, without scripts, styles or external resources.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::render::safe;

/// A palette that is distinguishable with any colour vision (Okabe and Ito, *Color Universal Design*, 2008).
pub(super) const COLOURS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
];
/// The colours of axes and grid lines.
pub(super) const GREY: &str = "#888888";
pub(super) const LIGHT: &str = "#dddddd";
/// The colour of land on maps.
pub(super) const LAND: &str = "#eeeeee";
/// The background colour.
pub(super) const PAPER: &str = "#ffffff";

/// An upper bound for the average width of a character, relative to the font size.
const CHARACTER: f64 = 0.6;
/// The font size, in pixels.
pub(super) const FONT: f64 = 12.0;

/// The alignment of a text relative to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture under construction.
pub(super) struct Picture {
    width: f64,
    height: f64,
    description: String,
    shapes: String,
    has_links: bool,
}

/// A rectangle, in pixels from the left and top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// Returns whether a point is in it.
    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }
}

impl Picture {
    pub(super) fn new(width: f64, height: f64) -> Picture {
        Picture {
            width,
            height,
            description: String::new(),
            shapes: String::new(),
            has_links: false,
        }
    }

    /// Draws a filled rectangle, `opacity` from 0 to 1, with `about` as its tooltip.
    pub(super) fn rectangle(&mut self, area: Area, colour: &str, opacity: f64, about: &str) {
        let Area {
            x,
            y,
            width,
            height,
        } = area;
        self.add(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\" fill-opacity=\"{}\"><title>{}</title></rect>",
            number(x),
            number(y),
            number(width),
            number(height),
            number(opacity),
            escaped(about)
        ));
    }

    /// Draws a line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let points = points
            .iter()
            .map(|&(x, y)| format!("{},{}", number(x), number(y)));
        let points: Vec<String> = points.collect();
        self.add(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
            points.join(" "),
            number(width)
        ));
    }

    /// Fills closed lines except holes in them, and draws their edges.
    pub(super) fn outlines(&mut self, rings: &[Vec<(f64, f64)>], fill: &str, edge: &str) {
        let mut path = String::new();
        for ring in rings {
            let mut before = (0, 0);
            for (n, &(x, y)) in ring.iter().enumerate() {
                // After the first point, differences, which are shorter.
                let here = (tenths(x), tenths(y));
                path.push_str(["M", "l", " "][n.min(2)]);
                let step = (here.0 - before.0, here.1 - before.1);
                path.push_str(&format!("{},{}", of_tenths(step.0), of_tenths(step.1)));
                before = here;
            }
            path.push('Z');
        }
        self.add(&format!(
            "<path d=\"{path}\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{edge}\"/>"
        ));
    }

    /// Draws a filled circle, `opacity` from 0 to 1, with `about` as its tooltip.
    pub(super) fn circle(
        &mut self,
        (x, y): (f64, f64),
        radius: f64,
        colour: &str,
        opacity: f64,
        about: &str,
    ) {
        self.add(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{colour}\" fill-opacity=\"{}\" stroke=\"{colour}\"><title>{}</title></circle>",
            number(x),
            number(y),
            number(radius),
            number(opacity),
            escaped(about)
        ));
    }

    /// Makes the shapes up to [`close_link`](Self::close_link) a link, for the pointer only: a picture with links is hidden
    /// from screen readers, and the page around it has the same links as text.
    pub(super) fn open_link(&mut self, to: &str) {
        self.has_links = true;
        self.add(&format!("<a href=\"{}\" tabindex=\"-1\">", escaped(to)));
    }

    /// Ends a link.
    pub(super) fn close_link(&mut self) {
        self.add("</a>");
    }

    /// Sets the long description, for people who cannot see the picture.
    pub(super) fn describe(&mut self, description: String) {
        self.description = description;
    }

    /// Draws a text, truncated to about `most` pixels.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, most: f64, text: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.add(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            number(x),
            number(y),
            escaped(&cut(text, most))
        ));
    }

    /// Writes the picture; `title` is its short description.
    pub(super) fn write(&self, out: &mut dyn Write, title: &str) -> io::Result<()> {
        let (width, height) = (number(self.width), number(self.height));
        let role = match self.has_links {
            true => "aria-hidden=\"true\"",
            false => "role=\"img\"",
        };
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"sans-serif\" font-size=\"{}\" {role}>",
            number(FONT)
        )?;
        writeln!(out, "<title>{}</title>", escaped(title))?;
        if !self.description.is_empty() {
            writeln!(out, "<desc>{}</desc>", escaped(&self.description))?;
        }
        writeln!(
            out,
            "<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>"
        )?;
        out.write_all(self.shapes.as_bytes())?;
        writeln!(out, "</svg>")
    }

    fn add(&mut self, shape: &str) {
        let _ = writeln!(self.shapes, "{shape}"); // a String takes everything
    }
}

/// Returns the end of an axis: the smallest of 1, 2, 5, 10, 20... that is at least `most`.
pub(super) fn round_up(most: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for step in [1, 2, 5] {
            if power.saturating_mul(step) >= most {
                return power.saturating_mul(step);
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Estimates the width of a text, in pixels.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().count() as f64 * FONT * CHARACTER
}

fn cut(text: &str, most: f64) -> String {
    let fits = (most / (FONT * CHARACTER)) as usize;
    match text.chars().count() <= fits {
        true => text.to_owned(),
        false => text
            .chars()
            .take(fits.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in safe(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not allowed in XML.
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// Formats a coordinate briefly, as outlines have thousands of points.
fn tenths(number: f64) -> i64 {
    (number * 10.0).round() as i64
}

fn of_tenths(tenths: i64) -> String {
    (tenths as f64 / 10.0).to_string()
}

fn number(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_cut() {
        let mut picture = Picture::new(10.0, 20.5);
        picture.text(1.0, 2.0, Anchor::End, 100.0, "<b>&\"\u{1b}");
        picture.text(1.0, 2.0, Anchor::Start, 30.0, "Kenscoff");
        let mut out = Vec::new();
        picture.write(&mut out, "</title><script>").unwrap();
        let svg = String::from_utf8(out).unwrap();
        assert!(
            svg.contains("text-anchor=\"end\">&lt;b&gt;&amp;&quot;�</text>"),
            "{svg}"
        );
        assert!(
            svg.contains(">Ken…</text>") && svg.contains("height=\"20.5\""),
            "{svg}"
        );
        assert!(!svg.contains("<script"), "{svg}");
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        let most = [0, 1, 3, 5, 11, 99, 101, 4_000];
        assert_eq!(most.map(round_up), [1, 1, 5, 5, 20, 100, 200, 5_000]);
        assert!(round_up(u64::MAX) > 0);
    }
}
