//! The engine's fields: the only file that names them.

use std::borrow::Cow;

use tantivy::schema::{
    FAST, FacetOptions, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema,
    TextFieldIndexing, TextOptions,
};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::passages::PassageClass;

/// The version of everything below and of what is stored; raised with any change, so that an index
/// of another version is noticed.
pub const FORMAT_VERSION: u32 = 8;

/// Name of the tokenizer that reads word streams.
pub const STREAM_TOKENIZER: &str = "stream";

/// The fields of an index, resolved.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// [`Kind`] of a document.
    pub kind: Field,
    /// The report's id, as a term and a column.
    pub id: Field,
    /// A hash of the id, as a column: the last tie-break, and where a report is found fast.
    pub id_hash: Field,
    /// The file a report is shown to be in, as a column.
    pub path: Field,
    /// Who published a report, as a column.
    pub source: Field,
    /// Where a report was published, as a column.
    pub url: Field,
    /// Absolute path of the source that a report was read from, as a term and a column.
    pub source_key: Field,
    /// Absolute path of the source that a source row is about, as a term.
    pub row_key: Field,
    /// A source row as JSON, as a column: all rows are read without reading reports.
    pub row: Field,
    /// The title's words.
    pub title: Field,
    /// The body's words.
    pub body: Field,
    /// Facet paths of what is named in the body, at the position of the naming word.
    pub mentions: Field,
    /// Facet paths, one root for each facet.
    pub facets: Field,
    /// The facet paths that a report is mainly about, below the same roots.
    pub main: Field,
    /// The language, as a term and a column.
    pub language: Field,
    /// The passages that are in another language than their report, see [`pack_passage_language`].
    pub passage_languages: Field,
    /// First second the publication date may stand for; without value if undated.
    pub first_second: Field,
    /// Last second the publication date may stand for; without value if undated.
    pub last_second: Field,
    /// The [moment](crate::date::Date::moment) by which reports are put in order; without value if undated.
    pub moment: Field,
    /// When a report came in, in seconds since 1970 UTC, as a column.
    pub added: Field,
    /// When a report last changed, in seconds since 1970 UTC, as a column.
    pub changed: Field,
    /// A hash of all that was read of a report, as a column.
    pub content: Field,
    /// How many words the body has.
    pub body_words: Field,
    /// How many words the title has.
    pub title_words: Field,
    /// Start (bytes), length (words) and class of each passage, see [`PackedPassage`].
    pub passages: Field,
    /// The [signature](crate::analysis::minhash::Signature) of its texts; without values if the body has no words.
    pub signature: Field,
    /// The report's head as JSON.
    pub head: Field,
    /// The body.
    pub text: Field,
    /// The mentions as JSON.
    pub evidence: Field,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A report. Statistics and every query see these only.
    Report = 0,
    /// What is known of a source file: size, time, failures.
    Source = 1,
}

impl Fields {
    /// Builds the engine's schema.
    pub fn build() -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let raw = || {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer("raw")
                    .set_fieldnorms(false)
                    .set_index_option(IndexRecordOption::Basic),
            )
        };
        let words = || {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(STREAM_TOKENIZER)
                    .set_fieldnorms(false)
                    .set_index_option(IndexRecordOption::WithFreqsAndPositions),
            )
        };
        let column = || NumericOptions::default().set_fast();
        let fields = Fields {
            kind: builder.add_u64_field("kind", INDEXED),
            id: builder.add_text_field("id", raw().set_fast("raw")),
            id_hash: builder.add_u64_field("id_hash", FAST | INDEXED),
            path: builder.add_text_field("path", TextOptions::default().set_fast("raw")),
            source: builder.add_text_field("source", TextOptions::default().set_fast("raw")),
            url: builder.add_text_field("url", TextOptions::default().set_fast("raw")),
            source_key: builder.add_text_field("source_key", raw().set_fast("raw")),
            row_key: builder.add_text_field("row_key", raw()),
            row: builder.add_text_field("row", TextOptions::default().set_fast("raw")),
            title: builder.add_text_field("title", words()),
            body: builder.add_text_field("body", words()),
            mentions: builder.add_text_field("mentions", words()),
            facets: builder.add_facet_field("facets", FacetOptions::default()),
            main: builder.add_facet_field("main", FacetOptions::default()),
            language: builder.add_text_field("language", raw().set_fast("raw")),
            passage_languages: builder.add_u64_field("passage_languages", column()),
            first_second: builder.add_i64_field("first_second", column()),
            last_second: builder.add_i64_field("last_second", column()),
            moment: builder.add_i64_field("moment", column()),
            added: builder.add_i64_field("added", column()),
            changed: builder.add_i64_field("changed", column()),
            content: builder.add_u64_field("content", column()),
            body_words: builder.add_u64_field("body_words", column()),
            title_words: builder.add_u64_field("title_words", column()),
            passages: builder.add_u64_field("passages", column()),
            signature: builder.add_u64_field("signature", column()),
            head: builder.add_text_field("head", STORED),
            text: builder.add_text_field("text", STORED),
            evidence: builder.add_text_field("evidence", STORED),
        };
        (builder.build(), fields)
    }
}

/// What the column of passages holds of one. In a packed value the words are lowest, then come the class and
/// the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackedPassage {
    /// Where it starts in its body, in bytes.
    pub start: usize,
    /// How many words it has, those of web addresses left out; at most 255.
    pub words: usize,
    /// What it is in its report.
    pub class: PassageClass,
}

impl PackedPassage {
    const WORDS_BITS: u32 = 8;
    const CLASS_BITS: u32 = 2;

    /// Packs it for the column.
    pub fn pack(self) -> u64 {
        debug_assert!(self.words < 1 << Self::WORDS_BITS);
        let class = match self.class {
            PassageClass::Prose => 0,
            PassageClass::Footnote => 1,
            PassageClass::Boilerplate => 2,
        };
        let words = (self.words as u64).min((1 << Self::WORDS_BITS) - 1);
        ((self.start as u64) << Self::CLASS_BITS | class) << Self::WORDS_BITS | words
    }

    /// Undoes [`PackedPassage::pack`].
    pub fn unpack(packed: u64) -> PackedPassage {
        let class = match packed >> Self::WORDS_BITS & ((1 << Self::CLASS_BITS) - 1) {
            1 => PassageClass::Footnote,
            2 => PassageClass::Boilerplate,
            _ => PassageClass::Prose,
        };
        PackedPassage {
            start: (packed >> (Self::WORDS_BITS + Self::CLASS_BITS)) as usize,
            words: (packed & ((1 << Self::WORDS_BITS) - 1)) as usize,
            class,
        }
    }
}

/// Packs that a passage, by its number, is in another language than its report.
pub fn pack_passage_language(passage: u32, language: LanguageCode) -> u64 {
    u64::from(passage) << LanguageCode::BITS | language.bits()
}

/// Undoes [`pack_passage_language`].
pub fn unpack_passage_language(packed: u64) -> (u32, LanguageCode) {
    let passage = (packed >> LanguageCode::BITS) as u32;
    (passage, LanguageCode::from_bits(packed))
}

/// Word positions that each passage takes, so that a position tells its passage and no phrase or
/// distance crosses one.
pub const POSITIONS_PER_PASSAGE: u32 = 256;

/// The term at the position of each word that begins another paragraph within a passage, so that no
/// phrase crosses a paragraph's end. No word folds to it.
pub const PARAGRAPH: &str = "\u{b6}";

/// The form under which a word is indexed as written: no folded word begins so.
pub fn exact_term(folded: &str) -> String {
    format!("{EXACT_MARK}{folded}")
}

/// Begins the terms of words as written.
pub const EXACT_MARK: char = '=';

/// The form under which a word of a web address is indexed, and no other: no folded word begins so.
pub fn address_term(folded: &str) -> String {
    format!("{ADDRESS_MARK}{folded}")
}

/// Begins the terms of words of web addresses.
pub const ADDRESS_MARK: char = '@';

/// Begins the terms of acronyms in capitals, of which nothing but the capitals tells that they are no word of
/// another meaning (`US`, `WHO`).
pub const CAPITALS_MARK: char = '^';

/// The form under which an acronym in capitals is indexed beside the word as written.
pub fn capitals_term(folded: &str) -> String {
    format!("{CAPITALS_MARK}{folded}")
}

/// The form under which the words of one language with this stem are indexed, those that are their own
/// stem excepted: these have their exact term only. No folded word has a `/`.
pub fn stem_term(language: &str, stem: &str) -> String {
    let mut term = String::with_capacity(language.len() + 1 + stem.len());
    push_stem_term(&mut term, language, stem);
    term
}

/// Appends what [`stem_term`] returns.
#[inline]
pub fn push_stem_term(out: &mut String, language: &str, stem: &str) {
    out.push_str(language);
    out.push('/');
    out.push_str(stem);
}

/// Begins the terms of words that are written as several (`cease-fire`, `1 660`), or in a way that leaves open
/// which is meant (`1.660`).
const JOINED_MARK: char = '-';

/// The most words that are found as one.
pub const MOST_JOINED: usize = 9;

/// The form under which `words` words in a row are indexed that are found as one with this stem in texts of
/// a language, at the position of the first of them.
///
/// `words` is 1 to [`MOST_JOINED`].
pub fn joined_term(words: usize, language: &str, stem: &str) -> String {
    let mut term = String::with_capacity(3 + language.len() + stem.len());
    push_joined_term(&mut term, words, language, stem);
    term
}

/// Appends what [`joined_term`] returns.
pub fn push_joined_term(out: &mut String, words: usize, language: &str, stem: &str) {
    debug_assert!((1..=MOST_JOINED).contains(&words));
    out.push(JOINED_MARK);
    out.push(char::from(b'0' + words.min(MOST_JOINED) as u8));
    push_stem_term(out, language, stem);
}

/// Returns over how many words a word under this term goes.
pub fn words_of_term(term: &str) -> u32 {
    let words = term
        .strip_prefix(JOINED_MARK)
        .and_then(|rest| rest.chars().next());
    words.and_then(|words| words.to_digit(10)).unwrap_or(1)
}

/// The term under which a mention of `path` in `facet`, or of a path below it, is indexed.
pub fn mention_term(facet: &str, path: &str) -> String {
    format!("{facet}{path}")
}

/// The longest id that is indexed as it is, in bytes: the engine takes terms up to 65,530.
const LONGEST_ID: usize = 60_000;

/// The form under which an id is indexed: itself, or a hash of it if it is longer than any the
/// engine takes.
pub fn id_term(id: &str) -> Cow<'_, str> {
    match id.len() {
        0..=LONGEST_ID => id.into(),
        _ => format!("{:016x}", hash_of_id(id)).into(),
    }
}

/// The hash of an id: the same on every machine and in every version of the program.
pub fn hash_of_id(id: &str) -> u64 {
    rapidhash::v3::rapidhash_v3(id.as_bytes())
}
