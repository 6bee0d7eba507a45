//! Passages: the spans of a body that are ranked and shown.
//!
//! A passage is one or more whole sentences. Short paragraphs are joined; long ones are split at
//! sentence ends into parts of similar length. No passage crosses a heading.

use std::ops::Range;

use super::boilerplate::boilerplate;
use super::language_tables::LanguageTables;
use super::sentences::{Gap, Gaps};
use super::words::Words;

/// Length limits of passages, in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lengths {
    /// A passage shorter than this is joined with the next paragraph.
    pub min_words: usize,
    /// The maximum, unless a single sentence is longer; at most [`LONGEST_PASSAGE`].
    pub max_words: usize,
}

/// The hard limit, in words: even a single longer sentence is split. Indexed word positions reserve
/// 256 per passage.
pub const LONGEST_PASSAGE: usize = 250;
/// A paragraph of at most this many words, without a full stop and followed by another, is a
/// heading.
const LONGEST_HEADING: usize = 12;

/// A span of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The span in the body, in bytes, without surrounding white space.
    pub bytes: Range<usize>,
    /// The span as indices into the body's words.
    pub words: Range<usize>,
    /// Indices of words that begin a paragraph, except the first word, in order.
    pub breaks: Vec<usize>,
    /// The class of its text.
    pub class: PassageClass,
}

/// What kind of text a passage is. Only prose answers questions; the others rank below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PassageClass {
    /// Running text.
    #[default]
    Prose,
    /// Footnotes.
    Footnote,
    /// A table of contents, a letterhead or a list of addresses.
    Boilerplate,
}

/// Splits `body`, whose words are `words`, into passages; none if there are no words. `notes` are
/// the spans of footnotes, in bytes, in order; a passage is wholly inside or wholly outside a note.
pub fn cut(
    tables: &LanguageTables,
    body: &str,
    words: &Words,
    lengths: Lengths,
    notes: &[Range<usize>],
) -> Vec<Passage> {
    let max = lengths.max_words.clamp(1, LONGEST_PASSAGE);
    let mut packer = Packer {
        max,
        min: lengths.min_words.min(max),
        class: PassageClass::Prose,
        runs: Vec::new(),
        open: None,
    };
    let mut breaks = Vec::new();
    let mut classes = Classes {
        notes,
        boilerplate: &boilerplate(body),
    };
    for paragraph in paragraphs(tables, body, words) {
        let row = paragraph.words.clone();
        breaks.push(row.start);
        let bytes = words.span(row.start).start..words.span(row.end - 1).end;
        packer.set_class(classes.of(bytes));
        packer.add(paragraph);
    }
    let runs = packer.finish();
    let starts: Vec<usize> = runs
        .iter()
        .map(|(run, _)| start_of(body, words, run.start))
        .collect();
    let mut passages = Vec::with_capacity(runs.len());
    for (i, (run, class)) in runs.into_iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(body.len());
        let end = starts[i] + body[starts[i]..end].trim_end().len();
        let within = |at| breaks.partition_point(|&start| start < at);
        passages.push(Passage {
            bytes: starts[i]..end,
            breaks: breaks[within(run.start + 1)..within(run.end)].to_vec(),
            words: run,
            class,
        });
    }
    passages
}

/// A paragraph of the text.
pub(super) struct Paragraph {
    /// Its words; not empty.
    pub words: Range<usize>,
    /// Sentences, or parts of overlong sentences, as ranges of words.
    sentences: Vec<Range<usize>>,
    /// Whether it looks like a heading by itself. The lines of a letterhead and of a table do, too.
    pub heading: bool,
}

/// Splits `body`, whose words are `words`, into paragraphs.
pub(super) fn paragraphs(tables: &LanguageTables, body: &str, words: &Words) -> Vec<Paragraph> {
    let gaps = Gaps::of(tables, body, words);
    let mut all = Vec::new();
    let mut sentences = Vec::new();
    let (mut start, mut clause) = (0, 0);
    for i in 0..words.len() {
        let last = i + 1 == words.len();
        let gap = if last { Gap::Paragraph } else { gaps.after(i) };
        if gap == Gap::Clause {
            clause = i + 1;
        }
        if gap < Gap::Sentence && i + 1 - start >= LONGEST_PASSAGE {
            // Too long for one passage: split at the last clause boundary, if it is not far back.
            let at = if clause > start + LONGEST_PASSAGE / 2 {
                clause
            } else {
                i + 1
            };
            sentences.push(start..at);
            start = at;
        }
        if gap >= Gap::Sentence {
            sentences.push(start..i + 1);
            start = i + 1;
        }
        if gap == Gap::Paragraph {
            let heading = !last && is_heading(body, words, &sentences);
            all.push(Paragraph {
                words: sentences[0].start..i + 1,
                sentences: std::mem::take(&mut sentences),
                heading,
            });
        }
    }
    all
}

/// Returns whether a paragraph is a heading: marked as one (`## Key figures`), or short and without
/// a final full stop.
fn is_heading(body: &str, words: &Words, sentences: &[Range<usize>]) -> bool {
    let [only] = sentences else {
        return false;
    };
    let start = words.span(only.start).start;
    let line_start = body[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = body[line_start..start].trim_start();
    if before.starts_with('#') {
        return true;
    }
    if before.starts_with(['-', '*', '•', '–', '|', '>', '·', '▪']) || only.len() > LONGEST_HEADING
    {
        return false;
    }
    let rest = &body[words.span(only.end - 1).end..];
    let line = rest.split('\n').next().unwrap_or("");
    !line.contains(['.', '!', '?', '…', ',', ';', '"', '”', '»'])
        && body[start..].starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_ascii())
}

/// Returns the byte at which a passage starting with word `first` begins: includes opening quotes,
/// brackets and list markers.
fn start_of(body: &str, words: &Words, first: usize) -> usize {
    let word = words.span(first).start;
    let after_last = if first == 0 {
        0
    } else {
        words.span(first - 1).end
    };
    let between = &body[after_last..word];
    let space = between
        .rfind('\n')
        .or_else(|| between.find(char::is_whitespace));
    match space {
        Some(at) => word - between[at..].trim_start().len(),
        // Only punctuation between the words: closing marks stay with the text before.
        None if first == 0 => 0,
        None => word,
    }
}

/// The spans that are not prose, in bytes, each list in order. Query in text order.
struct Classes<'a> {
    notes: &'a [Range<usize>],
    boilerplate: &'a [Range<usize>],
}

impl Classes<'_> {
    /// Returns the class of the paragraph at `bytes`.
    fn of(&mut self, bytes: Range<usize>) -> PassageClass {
        let holds = |ranges: &mut &[Range<usize>]| {
            let passed = ranges.partition_point(|range| range.end <= bytes.start);
            *ranges = &ranges[passed..];
            let first = ranges.first();
            first.is_some_and(|range| range.start <= bytes.start && bytes.end <= range.end)
        };
        match (holds(&mut self.notes), holds(&mut self.boilerplate)) {
            (true, _) => PassageClass::Footnote,
            (false, true) => PassageClass::Boilerplate,
            (false, false) => PassageClass::Prose,
        }
    }
}

struct Packer {
    min: usize,
    max: usize,
    /// The class of what is being added.
    class: PassageClass,
    runs: Vec<(Range<usize>, PassageClass)>,
    /// The passage being filled, and whether it contains more than headings.
    open: Option<(Range<usize>, bool)>,
}

impl Packer {
    /// Closes the open passage if the class changes.
    fn set_class(&mut self, class: PassageClass) {
        if class != self.class {
            self.close();
            self.class = class;
        }
    }

    fn add(&mut self, paragraph: Paragraph) {
        let whole = paragraph.words;
        if paragraph.heading && self.open.as_ref().is_some_and(|(_, text)| *text) {
            self.close();
        }
        if self.open_len() + whole.len() <= self.max {
            self.extend(whole, !paragraph.heading);
            if self.open_len() >= self.min {
                self.close();
            }
            return;
        }
        if self.open_len() >= self.min {
            self.close();
        }
        self.split(&paragraph.sentences, self.open_len() + whole.len());
    }

    /// Splits a paragraph that does not fit into parts of similar length. `total` is the number of
    /// words to distribute, including those of the open passage.
    fn split(&mut self, sentences: &[Range<usize>], total: usize) {
        let parts = total.div_ceil(self.max);
        let even = total.div_ceil(parts);
        for sentence in sentences {
            let len = self.open_len();
            let overfull = len + sentence.len() > self.max;
            // The even length is closer without this sentence than with it.
            let better_without = len + sentence.len() / 2 >= even;
            if len > 0 && (overfull || (better_without && len >= self.min)) {
                self.close();
            }
            self.extend(sentence.clone(), true);
        }
    }

    fn open_len(&self) -> usize {
        self.open.as_ref().map_or(0, |(run, _)| run.len())
    }

    fn extend(&mut self, words: Range<usize>, text: bool) {
        match &mut self.open {
            Some((run, has_text)) => {
                run.end = words.end;
                *has_text |= text;
            }
            None => self.open = Some((words, text)),
        }
    }

    fn close(&mut self) {
        if let Some((run, _)) = self.open.take() {
            self.runs.push((run, self.class));
        }
    }

    fn finish(mut self) -> Vec<(Range<usize>, PassageClass)> {
        self.close();
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    const LENGTHS: Lengths = Lengths {
        min_words: 4,
        max_words: 10,
    };

    fn texts(body: &str) -> Vec<&str> {
        let passages = cut(&shipped(), body, &Words::of(body), LENGTHS, &[]);
        passages
            .into_iter()
            .map(|passage| &body[passage.bytes])
            .collect()
    }

    #[test]
    fn short_paragraphs_are_joined_until_they_are_long_enough() {
        let body = "One two three.\n\nFour five.\n\nSix seven eight nine ten.";
        assert_eq!(
            texts(body),
            ["One two three.\n\nFour five.", "Six seven eight nine ten."]
        );
    }

    #[test]
    fn a_long_paragraph_is_split_at_sentence_ends_into_even_parts() {
        let body = "A b c d e f. G h i j k. “L m n o,” p q r. S t u v w.";
        assert_eq!(
            texts(body),
            [
                "A b c d e f.",
                "G h i j k.",
                "“L m n o,” p q r.",
                "S t u v w."
            ]
        );
    }

    #[test]
    fn no_passage_crosses_a_heading() {
        let body = "Some text here.\n\nKey figures\n\nForty people died.\n\n## More\n\nText again.";
        assert_eq!(
            texts(body),
            [
                "Some text here.",
                "Key figures\n\nForty people died.",
                "## More\n\nText again."
            ]
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_the_hard_limit() {
        let body = "word ".repeat(1_000);
        let passages = cut(&shipped(), &body, &Words::of(&body), LENGTHS, &[]);
        assert_eq!(passages.len(), 4);
        assert!(
            passages
                .iter()
                .all(|passage| passage.words.len() == LONGEST_PASSAGE)
        );
    }

    #[test]
    fn no_passage_crosses_the_edge_of_a_note_or_a_table_of_contents() {
        let table = "I. The storm .... 1\nII. The flood .... 2\nIII. The relief .... 3";
        let body =
            format!("It began. It went on.\n\n1 See there.\n\nIt ended.\n\n{table}\n\nMore.");
        let note = body.find("1 See").unwrap()..body.find("\n\nIt ended").unwrap();
        let passages = cut(&shipped(), &body, &Words::of(&body), LENGTHS, &[note]);
        let got: Vec<(&str, PassageClass)> = passages
            .iter()
            .map(|passage| (&body[passage.bytes.clone()], passage.class))
            .collect();
        let wanted = [
            ("It began. It went on.", PassageClass::Prose),
            ("1 See there.", PassageClass::Footnote),
            ("It ended.", PassageClass::Prose),
            ("I. The storm .... 1", PassageClass::Boilerplate),
            ("II. The flood .... 2", PassageClass::Boilerplate),
            ("III. The relief .... 3", PassageClass::Boilerplate),
            ("More.", PassageClass::Prose),
        ];
        assert_eq!(got, wanted);
    }

    #[test]
    fn a_body_without_words_has_no_passages() {
        assert_eq!(texts(" … \n\n --- "), Vec::<&str>::new());
        assert_eq!(texts(""), Vec::<&str>::new());
    }

    proptest::proptest! {
        #[test]
        fn passages_hold_every_word_once_in_order(body in "([a-zA-Z]{1,4}[ .\n“]{1,2}){0,60}") {
            let words = Words::of(&body);
            let mut next = 0;
            let mut end = 0;
            for passage in cut(&shipped(), &body, &words, LENGTHS, &[]) {
                proptest::prop_assert_eq!(passage.words.start, next);
                proptest::prop_assert!(passage.words.len() <= LONGEST_PASSAGE);
                proptest::prop_assert!(passage.bytes.start >= end);
                proptest::prop_assert!(passage.bytes.start <= words.span(passage.words.start).start);
                proptest::prop_assert!(passage.bytes.end >= words.span(passage.words.end - 1).end);
                next = passage.words.end;
                end = passage.bytes.end;
            }
            proptest::prop_assert_eq!(next, words.len());
        }
    }
}
