//! Sentences, paragraphs and headings: classifies the text between two words.

use super::language_tables::LanguageTables;
use super::quotes::{self, ends_sentence};
use super::words::Words;
use crate::lexicon::{Class, WordClasses};

/// The boundary between two adjacent words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Within a clause.
    Word,
    /// Between clauses of one sentence (`;`, `:`, a dash, a line break).
    Clause,
    /// Between two sentences of one paragraph.
    Sentence,
    /// Between two paragraphs or list items.
    Paragraph,
}

/// A text without lowercase letters counts as wrapped if none of its first lines is longer than
/// this, in bytes. In wrapped text a line break alone does not end a paragraph.
const LONGEST_WRAPPED_LINE: usize = 120;
/// A text with lowercase letters counts as wrapped if at least one in this many line breaks is
/// followed by one.
const LEAST_IN_LOWER_CASE: usize = 10;
/// How much of a text is examined to decide whether its lines are wrapped, in bytes.
const WRAP_SAMPLE: usize = 64 << 10;

/// Classifies the gaps between the words of one text.
pub struct Gaps<'a> {
    text: &'a str,
    words: &'a Words,
    /// Abbreviations after which a full stop does not end a sentence.
    abbreviations: &'a WordClasses,
    /// The longest unquoted line, in bytes, if unquoted lines are wrapped.
    wrapped: Option<usize>,
    /// Whether lines may be quoted: the text contains a quote marker character.
    may_be_quoted: bool,
    /// The longest quoted line without its markers, in bytes; 0 if there are none.
    longest_quoted: usize,
}

impl<'a> Gaps<'a> {
    /// Prepares to classify the gaps between the `words` of `text`.
    pub fn of(tables: &'a LanguageTables, text: &'a str, words: &'a Words) -> Gaps<'a> {
        Gaps {
            text,
            words,
            abbreviations: &tables.abbreviations,
            wrapped: wrapped_width(text),
            may_be_quoted: quotes::may_have_marks(text),
            longest_quoted: quotes::longest(sample(text)),
        }
    }

    /// Returns the boundary between word `i` and word `i + 1`, which must exist.
    pub fn after(&self, i: usize) -> Gap {
        let (left, right) = (self.words.span(i), self.words.span(i + 1));
        let between = &self.text[left.end..right.start];
        match between.as_bytes() {
            // By far the commonest.
            [b' ' | b'-' | b','] | [b',', b' '] | [] => return Gap::Word,
            [b'\'' | b'/'] => return Gap::Word,
            _ => {}
        }
        if between.contains('\n') {
            let breaks = self.line_break(i, between);
            if breaks > Gap::Clause {
                return breaks;
            }
        }
        if let Some(end) = self.sentence_end(i, between) {
            return end;
        }
        match between.contains([';', ':', '\n', '—', '–', '(', ')', '،', '؛']) {
            true => Gap::Clause,
            false => Gap::Word,
        }
    }

    /// Returns the boundary that a line break between word `i` and the next one makes.
    fn line_break(&self, i: usize, between: &str) -> Gap {
        let mut lines = between.split('\n');
        let before = lines.next().unwrap_or("");
        let after = lines.next_back().unwrap_or("");
        if lines.any(|line| quotes::parted(line).1.trim().is_empty()) {
            return Gap::Paragraph; // an empty line
        }
        let ((depth, line), (next_depth, next)) = match self.may_be_quoted {
            true => {
                let next_start = self.words.span(i + 1).start;
                let line = self.line_at(self.words.span(i).end);
                (
                    quotes::parted(line),
                    quotes::parted(self.line_at(next_start)),
                )
            }
            // Only the text before the first word of the next line is needed.
            false => ((0, before), (0, after)),
        };
        let marker = next.trim_start();
        let begins_item = marker.starts_with(['-', '*', '•', '–', '—', '#', '|', '>', '·', '▪'])
            || self.is_item_number(i + 1);
        if begins_item {
            return Gap::Paragraph;
        }
        if depth + next_depth > 0 {
            let goes_on = match depth == next_depth {
                true => quotes::goes_on(line, next, self.longest_quoted),
                false => self.is_broken_quote(i, (depth, line), (next_depth, next)),
            };
            return if goes_on { Gap::Clause } else { Gap::Paragraph };
        }
        let Some(width) = self.wrapped else {
            return Gap::Paragraph; // every line is a paragraph
        };
        let line_end = self.words.span(i).end + before.len();
        let line_start = self.text[..line_end].rfind('\n').map_or(0, |at| at + 1);
        if ends_sentence(before) && line_end - line_start < width * 3 / 5 {
            return Gap::Paragraph; // the short last line of a paragraph
        }
        Gap::Clause
    }

    /// Returns the line around a byte, without its line break.
    fn line_at(&self, at: usize) -> &'a str {
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let rest = &self.text[start..];
        rest.split('\n').next().unwrap_or(rest)
    }

    /// Returns whether a mail program wrapped a quoted line and left its end on a line without
    /// markers. The lines come with their quote depths; word `i` is the last of the first line.
    fn is_broken_quote(&self, i: usize, line: (usize, &str), next: (usize, &str)) -> bool {
        let (line_depth, line) = line;
        let (next_depth, next) = next;
        let lowercase = |text: &str| text.trim_start().starts_with(char::is_lowercase);
        if ends_sentence(line) || !lowercase(next) {
            return false;
        }
        if next_depth == 0 {
            return true;
        }
        // `line` is such an end if the line above it has the same depth as the next one.
        let end = self.words.span(i).end;
        let start = self.text[..end].rfind('\n').unwrap_or(0);
        let (above, _) = quotes::parted(self.line_at(start));
        line_depth == 0 && lowercase(line) && start > 0 && above == next_depth
    }

    /// Returns whether word `i` numbers a list item: `3.`, `b)`.
    fn is_item_number(&self, i: usize) -> bool {
        let span = self.words.span(i);
        let rest = &self.text.as_bytes()[span.end..];
        let short = self.words.folded(i).len() <= 3;
        let number = self.words.folded(i).bytes().all(|b| b.is_ascii_digit()) || span.len() == 1;
        short && number && matches!(rest, [b'.' | b')', b' ' | b'\t', ..])
    }

    /// Returns [`Gap::Sentence`] if a sentence ends after word `i`.
    fn sentence_end(&self, i: usize, between: &str) -> Option<Gap> {
        let mark = between.find(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])?;
        let after = &between[mark..];
        if after.starts_with(['。', '！', '？', '।', '؟', '۔']) {
            return Some(Gap::Sentence);
        }
        let space = after.find(char::is_whitespace)?; // no space in `example.org`
        if after.starts_with('.') && self.is_abbreviation(i) {
            return None;
        }
        // The character after the space and any quote markers must be able to start a sentence: it
        // must not be lowercase.
        let is_mark = |c: char| c.is_whitespace() || (c == '>' && after.contains('\n'));
        let next = after[space..].trim_start_matches(is_mark).chars().next();
        let next = next.or_else(|| self.text[self.words.span(i + 1).start..].chars().next());
        (!next.is_some_and(char::is_lowercase)).then_some(Gap::Sentence)
    }

    /// Returns whether word `i` is an abbreviation, so that a full stop after it does not end a
    /// sentence.
    fn is_abbreviation(&self, i: usize) -> bool {
        let word = &self.text[self.words.span(i)];
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        // `No. 5` abbreviates; `he said no. The` does not.
        let folded = self.words.folded(i);
        let number_follows = self
            .words
            .folded(i + 1)
            .starts_with(|c: char| c.is_ascii_digit());
        let classes = self.abbreviations.of(folded);
        let or_word = classes.has(Class::AbbreviationOrWord);
        let is_written_so = number_follows || word.starts_with(char::is_uppercase);
        initial || classes.has(Class::Abbreviation) || or_word && is_written_so
    }
}

/// Returns the part of a text that is examined to decide whether its lines are wrapped.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(WRAP_SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns the length of the longest unquoted line, in bytes, if the lines of `text` are wrapped;
/// `None` if each line is a paragraph.
///
/// Wrapped lines often continue in lowercase; lines that are paragraphs hardly ever do. In text
/// without lowercase only the line lengths decide.
fn wrapped_width(text: &str) -> Option<usize> {
    let sample = sample(text);
    let (mut longest, mut breaks, mut in_lower_case) = (0, 0, 0);
    let mut after_text = false;
    for line in sample.lines() {
        if quotes::marks(line).is_some() {
            after_text = false;
            continue;
        }
        longest = longest.max(line.len());
        let first = line.trim_start().chars().next();
        if let Some(first) = first.filter(|_| after_text) {
            breaks += 1;
            in_lower_case += usize::from(first.is_lowercase());
        }
        after_text = first.is_some();
    }
    let has_case = sample.contains(char::is_lowercase);
    let wrapped = match has_case {
        true => in_lower_case * LEAST_IN_LOWER_CASE >= breaks && in_lower_case > 0,
        false => longest <= LONGEST_WRAPPED_LINE,
    };
    wrapped.then_some(longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    /// The text with `|` between sentences and `‖` between paragraphs.
    fn marked(text: &str) -> String {
        let (tables, words) = (shipped(), Words::of(text));
        let gaps = Gaps::of(&tables, text, &words);
        let mut out = String::new();
        for i in 0..words.len() {
            out.push_str(&text[words.span(i)]);
            if i + 1 == words.len() {
                break;
            }
            out.push_str(match gaps.after(i) {
                Gap::Word | Gap::Clause => " ",
                Gap::Sentence => " | ",
                Gap::Paragraph => " ‖ ",
            });
        }
        out
    }

    #[test]
    fn a_full_stop_ends_a_sentence_unless_it_abbreviates() {
        for (text, wanted) in [
            ("He fled. She stayed.", "He fled | She stayed"),
            ("Dr. Smith met Gen. J. Doe.", "Dr Smith met Gen J Doe"),
            ("He said no. The rest left.", "He said no | The rest left"),
            ("Resolution No. 5 passed.", "Resolution No 5 passed"),
            ("The U.N. said so. Then", "The U.N. said so | Then"),
            (
                "“Stop!” he said.",
                "“Stop!” he said".replace(['“', '”', '!'], "").as_str(),
            ),
            ("“Stop.” Then he left.", "Stop | Then he left"),
            ("See example.org now", "See example org now"),
            ("Who? Me.", "Who | Me"),
            ("他来了。我走了。", "他 来 了 | 我 走 了"),
        ] {
            assert_eq!(marked(text), wanted, "{text}");
        }
    }

    #[test]
    fn in_a_text_whose_lines_never_go_on_in_lower_case_each_is_a_paragraph() {
        assert_eq!(
            marked("A title\nIt begins. So\nThen"),
            "A title ‖ It begins | So ‖ Then"
        );
        assert_eq!(
            marked("ALL CAPITALS, WRAPPED\nBY HAND"),
            "ALL CAPITALS WRAPPED BY HAND"
        );
    }

    #[test]
    fn in_wrapped_text_only_empty_lines_items_and_short_last_lines_end_paragraphs() {
        let text = "The first line of this paragraph is wrapped by hand\nand goes on. It ends.\n\
                    A new one begins here and is long enough to be one\n\nThen\n- an item\n2. another";
        assert_eq!(
            marked(text),
            "The first line of this paragraph is wrapped by hand and goes on | It ends ‖ \
             A new one begins here and is long enough to be one ‖ Then ‖ an item ‖ 2 another"
        );
    }
    #[test]
    fn quoted_lines_of_one_depth_are_one_paragraph_without_their_markers() {
        let one = "The convoy of the national police left the depot near the old customs house and";
        for (text, wanted) in [
            (
                format!("> {one}\n> went up. They\n> left.\n>> The mayor said\n>> so."),
                format!("{one} went up | They left ‖ The mayor said so"),
            ),
            // Every marker that mail programs write, including before a capital after a full line.
            (
                format!(">{one}\n>Port-au-Prince"),
                format!("{one} Port au Prince"),
            ),
            (
                format!("> > {one}\n> > Viv Ansanm"),
                format!("{one} Viv Ansanm"),
            ),
            (format!("| {one}\n| went up"), format!("{one} went up")),
            (format!("> {one}\r\n> went up"), format!("{one} went up")),
            // Paragraphs and lists in a quote.
            (format!("> {one}\n>\n> went up"), format!("{one} ‖ went up")),
            (
                format!("> {one}\n> - went up\n> 2. came"),
                format!("{one} ‖ went up ‖ 2 came"),
            ),
            (
                format!("> {one}\n> came.\n> They left"),
                format!("{one} came ‖ They left"),
            ),
            (format!("{one}\n> went up"), format!("{one} ‖ went up")),
            (
                format!("> {one}\nThanks for that"),
                format!("{one} ‖ Thanks for that"),
            ),
            // The end of a line that a program wrapped without quoting it again.
            (
                format!("> {one}\nwent\n> up to the hills"),
                format!("{one} went up to the hills"),
            ),
        ] {
            assert_eq!(marked(&text), wanted.replace('-', " "), "{text}");
        }
    }

    #[test]
    fn lines_with_a_marker_that_are_not_quotes_are_separate() {
        for (text, wanted) in [
            (
                "| Camp | People |\n| Solino | forty |",
                "Camp People ‖ Solino forty",
            ),
            (">50 dead\n>60 wounded", "50 dead ‖ 60 wounded"),
            ("> Police\n> Army\n> Gangs", "Police ‖ Army ‖ Gangs"),
        ] {
            assert_eq!(marked(text).replace(" | ", " "), wanted, "{text}");
        }
    }

    #[test]
    fn quotes_do_not_make_the_lines_around_them_wrapped() {
        let text = "> one two three\n> four five\n\nFirst item\nSecond item\nThird item";
        assert_eq!(
            marked(text),
            "one two three four five ‖ First item ‖ Second item ‖ Third item"
        );
    }
}
