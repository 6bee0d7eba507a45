//! Text in the data of a page instead of its markup: paragraphs of JSON-LD and script state with
//! their source lines, and titles that are encoded twice.

use scraper::Html;

use super::context::collapse;
use super::{Block, blocks};

/// Splits a text into paragraphs; it may be plain text, markup, or encoded markup.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    if !has_tags(&text) && text.contains("&lt;") {
        text = unescape(&text);
    }
    if has_tags(&text) {
        return blocks::of(&Html::parse_fragment(&text));
    }
    let lines = text.lines().map(|line| collapse(&unescape(line)));
    lines.filter(|line| !line.is_empty()).collect()
}

fn has_tags(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<p", "<br", "<div", "<h", "<ul", "<a ", "</"]
        .iter()
        .any(|tag| lower.contains(tag))
}

/// Decodes entities that remain after parsing, because the page encoded them twice or
/// unnecessarily.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let parsed = Html::parse_fragment(&text.replace('<', "&lt;"));
    parsed.root_element().text().collect()
}

/// Finds the source lines of data strings after the first `mark` in the source. A text that is
/// escaped throughout has no line.
pub(super) fn locate(source: &str, mark: &str, texts: Vec<String>) -> Vec<Block> {
    let bytes = source.as_bytes();
    let mut at = memchr::memmem::find(bytes, mark.as_bytes()).unwrap_or(0);
    let mut blocks = Vec::new();
    for text in texts {
        let piece = unescaped_piece(&text);
        let found = memchr::memmem::find(&bytes[at..], piece.as_bytes());
        let mut lines = Vec::new();
        if let Some(found) = found.filter(|_| !piece.is_empty()) {
            at += found;
            lines.push((0, line_of(bytes, at)));
        }
        blocks.push(Block { text, lines });
    }
    blocks
}

/// Returns the first piece of a text that no JSON writer escapes, if it is long enough to identify
/// the text.
fn unescaped_piece(text: &str) -> &str {
    const TELLING: usize = 12; // bytes
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | ':');
    let pieces = text.split(|c| !is_plain(c));
    pieces
        .into_iter()
        .find(|piece| piece.len() >= TELLING)
        .unwrap_or_default()
}

/// Returns the 1-based line of a byte of the source.
pub(super) fn line_of(source: &[u8], at: usize) -> u32 {
    memchr::memchr_iter(b'\n', &source[..at]).count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_come_out_of_plain_text_and_markup_however_encoded() {
        let wanted = ["The ‘mayor’ & co.", "Fled."];
        for text in [
            "The &lsquo;mayor&rsquo; &amp; co.\n\nFled.",
            "<p>The &lsquo;mayor&rsquo; &amp; co.</p><p>Fled.</p>",
            "&lt;p&gt;The ‘mayor’ &amp;amp; co.&lt;/p&gt;&lt;p&gt;Fled.&lt;/p&gt;",
        ] {
            assert_eq!(paragraphs(text), wanted, "{text}");
        }
        assert_eq!(paragraphs("Fewer than 5 < 6."), ["Fewer than 5 < 6."]);
    }

    #[test]
    fn a_string_of_data_is_on_the_line_of_its_plain_part() {
        let source = "Gunmen attacked.\n<script type=ld+json>\n{\"a\":\"\\u00e9 Gunmen attacked.\",\n\"b\":1}";
        let texts = vec!["é Gunmen attacked.".to_owned(), "é".to_owned()];
        let blocks = locate(source, "ld+json", texts);
        assert_eq!(blocks[0].lines, [(0, 3)]);
        assert_eq!(blocks[1].lines, []);
    }
}
