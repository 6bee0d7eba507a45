//! The layout of a packed table, shared by its writer and its reader.
//!
//! All integers are little-endian. The table begins with [`MAGIC`], the number of languages (`u32`) and for each language
//! a [`Section`]; the first one is [`PIVOT`](crate::PIVOT). The parts of a section are byte ranges of the table:
//! - `words`: an `fst` map from the keys of a word to the number of its entry. The keys are its folded forms, and
//!   [`STEM`] followed by its stem, unless the stem is itself a form of the entry;
//! - `offsets`: a `u32` for each entry and one more: where its record begins in `records`, and where the last one ends;
//! - `records`: see [`Record`].

/// The first bytes of a table.
pub const MAGIC: &[u8; 8] = b"RPTTRN01";
/// Precedes a stem in the keys of words. No folded form has it.
pub const STEM: char = '\u{1}';
/// Bytes of a section in the header: a code of [`CODE_BYTES`] and six `u32`.
pub const SECTION_BYTES: usize = CODE_BYTES + 6 * 4;
/// Bytes of a language code, padded with zeros.
pub const CODE_BYTES: usize = 4;
/// Steps per unit of frequency on the Zipf scale.
pub const FREQUENCY_STEPS: f32 = 25.0;
/// The frequency of a function word.
pub const FUNCTION_WORD: u8 = u8::MAX;
/// Steps per unit of a weight.
pub const WEIGHT_STEPS: f32 = 255.0;

/// Where the parts of a language are, in bytes from the start of the table.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// ISO 639-1 code.
    pub code: String,
    /// Start and length of `words`.
    pub words: (u32, u32),
    /// Start and length of `offsets`.
    pub offsets: (u32, u32),
    /// Start and length of `records`.
    pub records: (u32, u32),
}

impl Section {
    /// The fields after the code, in order.
    pub fn fields(&self) -> [u32; 6] {
        let Section {
            code: _,
            words,
            offsets,
            records,
        } = self;
        [words.0, words.1, offsets.0, offsets.1, records.0, records.1]
    }

    /// Undoes [`Section::fields`].
    pub fn of(code: String, [w, w_len, o, o_len, r, r_len]: [u32; 6]) -> Section {
        Section {
            code,
            words: (w, w_len),
            offsets: (o, o_len),
            records: (r, r_len),
        }
    }
}

/// An entry: frequency (a byte), word (its length in bytes, then the bytes), and lists of translations. Each list has
/// the number of a language (a byte; the pivot is 0), how many follow (a byte), and for each the number of its entry
/// (LEB128) and its weight (a byte).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record<'a> {
    /// How often the word is used, on the Zipf scale (the logarithm of occurrences in 10⁹ words) times
    /// [`FREQUENCY_STEPS`]; [`FUNCTION_WORD`] for a function word.
    pub frequency: u8,
    /// The word in its most frequent form.
    pub word: &'a str,
    /// For each language: entries and weights, best first.
    pub lists: Vec<(u8, Vec<(u32, u8)>)>,
}

impl Record<'_> {
    /// Appends the record to `bytes`; `None` if a length does not fit a byte.
    pub fn write(&self, bytes: &mut Vec<u8>) -> Option<()> {
        bytes.push(self.frequency);
        bytes.push(u8::try_from(self.word.len()).ok()?);
        bytes.extend_from_slice(self.word.as_bytes());
        for (language, list) in &self.lists {
            bytes.push(*language);
            bytes.push(u8::try_from(list.len()).ok()?);
            for &(entry, weight) in list {
                let mut rest = entry;
                while rest >= 0x80 {
                    bytes.push(rest as u8 | 0x80);
                    rest >>= 7;
                }
                bytes.push(rest as u8);
                bytes.push(weight);
            }
        }
        Some(())
    }

    /// Reads a record that fills `bytes`; `None` if it is malformed.
    pub fn read(bytes: &[u8]) -> Option<Record<'_>> {
        let mut rest = Rest(bytes);
        let frequency = rest.byte()?;
        let n = rest.byte()?.into();
        let word = std::str::from_utf8(rest.take(n)?).ok()?;
        let mut lists = Vec::new();
        while !rest.0.is_empty() {
            let language = rest.byte()?;
            let n = rest.byte()?;
            let mut list = Vec::with_capacity(n.into());
            for _ in 0..n {
                list.push((rest.number()?, rest.byte()?));
            }
            lists.push((language, list));
        }
        Some(Record {
            frequency,
            word,
            lists,
        })
    }
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}
