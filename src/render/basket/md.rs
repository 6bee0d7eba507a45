//! A basket as Markdown: each passage as a quotation below its note.

use std::io::{self, Write};

use super::{citation, note_lines, paragraphs};
use crate::render::cite::CiteStyle;
use crate::render::md::escaped;
use crate::response::basket::BasketPassage;

pub(super) fn write(
    out: &mut dyn Write,
    passages: &[BasketPassage],
    cite: CiteStyle,
) -> io::Result<()> {
    for (n, passage) in passages.iter().enumerate() {
        if n > 0 {
            writeln!(out, "\n---\n")?;
        }
        for line in note_lines(passage) {
            // People may use Markdown in their own notes.
            writeln!(out, "{line}\n")?;
        }
        for paragraph in paragraphs(passage) {
            writeln!(out, "> {}\n>", escaped(&paragraph))?;
        }
        writeln!(out, "> — {}", escaped(&citation(passage, cite)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::BasketFormat;
    use super::super::tests::written;

    #[test]
    fn a_passage_is_a_quotation_below_its_note() {
        let text = String::from_utf8(written(BasketFormat::Markdown)).unwrap();
        let wanted = "Ask <the> *union*.\n\n=2+2\n\n> Où sont les helicopters? The union asked for more.\n>\n\
                      > — The Paper, “Haïti: union”, 2025-02-04, corpus/a.txt:15, https://a.org/1\n\n---\n\n\
                      > =1+1 \\| �\\[31m\n>\n> — corpus/b.pdf p. 3\n";
        assert_eq!(text, wanted);
    }
}
