//! A basket as a page of HTML.

use std::io::{self, Write};

use super::{citation, note_lines, paragraphs};
use crate::render::cite::CiteStyle;
use crate::render::html::{escaped, write_head};
use crate::response::basket::BasketPassage;

/// The title of the page.
const TITLE: &str = "Passages";

pub(super) fn write(
    out: &mut dyn Write,
    passages: &[BasketPassage],
    cite: CiteStyle,
) -> io::Result<()> {
    write_head(out, TITLE)?;
    writeln!(out, "<body>\n<h1>{TITLE}</h1>")?;
    for passage in passages {
        writeln!(out, "<article>")?;
        for line in note_lines(passage) {
            writeln!(out, "<p dir=\"auto\">{}</p>", escaped(line))?;
        }
        let language = passage.language.as_deref().map(escaped);
        let language = language.map_or(String::new(), |code| format!(" lang=\"{code}\""));
        let text: Vec<String> = paragraphs(passage)
            .iter()
            .map(|paragraph| format!("<p>{}</p>", escaped(paragraph)))
            .collect();
        let text = text.concat();
        writeln!(
            out,
            "<blockquote dir=\"auto\"{language}>{text}</blockquote>"
        )?;
        writeln!(out, "<cite>{}</cite>", escaped(&citation(passage, cite)))?;
        writeln!(out, "</article>")?;
    }
    writeln!(out, "</body>\n</html>")
}

#[cfg(test)]
mod tests {
    use super::super::BasketFormat;
    use super::super::tests::written;

    #[test]
    fn texts_cannot_leave_their_elements() {
        let page = String::from_utf8(written(BasketFormat::Html)).unwrap();
        assert!(
            page.contains("<p dir=\"auto\">Ask &lt;the&gt; *union*.</p>"),
            "{page}"
        );
        let quoted = "<blockquote dir=\"auto\" lang=\"en\"><p>Où sont les helicopters? The union asked for more.</p></blockquote>\n\
                      <cite>The Paper, “Haïti: union”, 2025-02-04, corpus/a.txt:15, https://a.org/1</cite>";
        assert!(page.contains(quoted), "{page}");
        assert!(page.ends_with("</body>\n</html>\n"));
    }
}
