//! Significant words for people: one line per word, with a bar for its log-likelihood.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, width_of};
use super::super::numbers::percent;
use crate::response::significant_words::SignificantWords;

/// The maximum widths of a word and a bar, in columns.
const WIDEST_WORD: usize = 24;
const WIDEST_BAR: usize = 24;
const GAP: &str = "  ";
/// The headers of the numeric columns, with their widths.
const HEADS: [(&str, usize); 5] = [
    ("found", 7),
    ("of found", 8),
    ("reports", 7),
    ("lift", 6),
    ("g2", 8),
];
const WORD: &str = "word";
const LANGUAGE: (&str, usize) = ("lang", 4);

pub(super) fn write(
    out: &mut dyn Write,
    words: &SignificantWords,
    settings: &CountSettings,
) -> io::Result<()> {
    if words.words.is_empty() {
        return Ok(());
    }
    let widest = words.words.iter().map(|word| width_of(&word.word)).max();
    let of_words = widest.unwrap_or(0).clamp(WORD.len(), WIDEST_WORD);
    let of_numbers: usize = HEADS.iter().map(|(_, width)| width + GAP.len()).sum();
    let taken = of_words + GAP.len() + LANGUAGE.1 + of_numbers + GAP.len();
    let of_bars = settings.width.saturating_sub(taken).min(WIDEST_BAR);
    let mut line = |word: &str, language: &str, cells: [&str; 5], bar: &str| {
        let mut line = fitted(word, of_words, Align::Left);
        line += GAP;
        line += &fitted(language, LANGUAGE.1, Align::Left);
        for (cell, (_, width)) in cells.iter().zip(HEADS) {
            line += GAP;
            line += &fitted(cell, width, Align::Right);
        }
        line += GAP;
        line += bar;
        writeln!(out, "{}", line.trim_end())
    };
    line(WORD, LANGUAGE.0, HEADS.map(|(head, _)| head), "")?;
    let most = words
        .words
        .iter()
        .map(|word| word.cell.g2)
        .fold(0.0, f64::max);
    for word in &words.words {
        let cell = &word.cell;
        let cells = [
            cell.count.to_string(),
            percent(Some(cell.count as f64 / word.found as f64)),
            word.reports.to_string(),
            format!("{:.1}", cell.lift),
            format!("{:.1}", cell.g2),
        ];
        let cells = cells.each_ref().map(String::as_str);
        let language = word.language.as_deref().unwrap_or("-");
        let bar = settings.bars.bar(cell.g2, most, of_bars);
        line(&word.word, language, cells, &bar)?;
    }
    let (shown, all) = (words.words.len(), words.words.len() + words.more);
    let (found, total) = (words.query.reports, words.all);
    writeln!(
        out,
        "{shown} of {all} words above chance, in {found} of {total} reports"
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn text_has_numbers_and_bars() {
        let wanted = "
word    lang    found  of found  reports    lift        g2
rancon  fr          9     90.0%       12     4.5      40.5  ██████████
ransom  -           5     50.0%       12     2.5      12.2  ███
2 of 9 words above chance, in 20 of 100 reports
";
        let text = written(FORMATS, "text", &sample::words(), 70);
        assert_eq!(format!("\n{text}"), wanted);
    }
}
