//! The head of a page: title, style sheet, Content-Security-Policy.

use std::io::{self, Write};

use super::escape::escaped;

/// The Content-Security-Policy: allows only the page's own style sheet.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
pub(super) const STYLE: &str = "\
body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid #ddd; white-space: pre-line }
blockquote.around { color: #666 }
mark { background: #ffe69c; color: inherit }
figure { margin: 1rem 0 }
svg { max-width: 100%; height: auto }
.about, cite { font-style: normal; font-size: .875rem; color: #555; overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #181818 }
  blockquote { border-color: #444 }
  blockquote.around, .about, cite { color: #aaa }
  mark { background: #665200 }
  a { color: #8ab4f8 }
  svg text { fill: currentColor }
  svg [fill=\"#ffffff\"] { fill: none }
  svg [fill=\"#eeeeee\"] { fill: #2c2c2c }
  svg [fill=\"#0072b2\"] { fill: #56b4e9 }
  svg [stroke=\"#0072b2\"] { stroke: #56b4e9 }
  svg [stroke=\"#dddddd\"] { stroke: #444 }
}
";

/// Writes the head.
pub(in crate::render) fn write_head(out: &mut dyn Write, title: &str) -> io::Result<()> {
    let title = escaped(title);
    write!(
        out,
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::{COLOURS, LAND, LIGHT, PAPER};

    #[test]
    fn pictures_have_other_colours_in_dark_mode() {
        let [first, ..] = COLOURS;
        for colour in [PAPER, LAND, first] {
            assert!(
                STYLE.contains(&format!("svg [fill=\"{colour}\"]")),
                "{colour}"
            );
        }
        for colour in [LIGHT, first] {
            assert!(
                STYLE.contains(&format!("svg [stroke=\"{colour}\"]")),
                "{colour}"
            );
        }
    }
}
