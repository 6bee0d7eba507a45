//! Tantivy's schema: the only file that names fields.

use std::borrow::Cow;

use tantivy::schema::{
    FAST, FacetOptions, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema,
    TextFieldIndexing, TextOptions,
};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::passages::PassageClass;

/// The version of everything below and of the stored data; increment it with every change, so that
/// indexes of other versions are detected.
pub const FORMAT_VERSION: u32 = 8;

/// The name of the tokenizer that reads word streams.
pub const STREAM_TOKENIZER: &str = "stream";

/// The resolved fields of an index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// [`Kind`] of a document.
    pub kind: Field,
    /// The report's id, as a term and a fast field.
    pub id: Field,
    /// A hash of the id, as a fast field: the last tie-break, and used to find a report quickly.
    pub id_hash: Field,
    /// The path of the report's file, as a fast field.
    pub path: Field,
    /// The publisher of a report, as a fast field.
    pub source: Field,
    /// The URL of a report, as a fast field.
    pub url: Field,
    /// The key of the source from which a report was read, as a term and a fast field.
    pub source_key: Field,
    /// The key of the source that a source row describes, as a term.
    pub row_key: Field,
    /// A source row as JSON, as a fast field: all rows can be read without reading reports.
    pub row: Field,
    /// The title's words.
    pub title: Field,
    /// The body's words.
    pub body: Field,
    /// Facet paths of mentions in the body, at the position of the mention.
    pub mentions: Field,
    /// Facet paths, one root for each facet.
    pub facets: Field,
    /// The main facet values of a report, below the same roots.
    pub main: Field,
    /// The language, as a term and a fast field.
    pub language: Field,
    /// The passages in a different language from their report, see [`pack_passage_language`].
    pub passage_languages: Field,
    /// The first second that the publication date covers; no value if undated.
    pub first_second: Field,
    /// The last second that the publication date covers; no value if undated.
    pub last_second: Field,
    /// The [sort key](crate::date::Date::moment) of the publication date; no value if undated.
    pub moment: Field,
    /// When a report was added, in seconds since 1970 UTC, as a fast field.
    pub added: Field,
    /// When a report last changed, in seconds since 1970 UTC, as a fast field.
    pub changed: Field,
    /// A hash of the whole report, as a fast field.
    pub content: Field,
    /// The number of words in the body.
    pub body_words: Field,
    /// The number of words in the title.
    pub title_words: Field,
    /// Start (bytes), length (words) and class of each passage, see [`PackedPassage`].
    pub passages: Field,
    /// The [signature](crate::analysis::minhash::Signature) of its texts; no values if the body has
    /// no words.
    pub signature: Field,
    /// The report's head as JSON.
    pub head: Field,
    /// The body.
    pub text: Field,
    /// The mentions as JSON.
    pub evidence: Field,
}

/// The kind of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A report. Statistics and queries include only these.
    Report = 0,
    /// A source row: size, time and failures of a source file.
    Source = 1,
}

impl Fields {
    /// Builds tantivy's schema.
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

/// A value of the passage field. Packed, the number of words is lowest, followed by the class and
/// the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackedPassage {
    /// The start of the passage in the body, in bytes.
    pub start: usize,
    /// The number of its words, without web addresses; at most 255.
    pub words: usize,
    /// The class of the passage.
    pub class: PassageClass,
}

impl PackedPassage {
    const WORDS_BITS: u32 = 8;
    const CLASS_BITS: u32 = 2;

    /// Packs it into a number.
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

/// Packs the number of a passage and its language, which differs from that of its report.
pub fn pack_passage_language(passage: u32, language: LanguageCode) -> u64 {
    u64::from(passage) << LanguageCode::BITS | language.bits()
}

/// Undoes [`pack_passage_language`].
pub fn unpack_passage_language(packed: u64) -> (u32, LanguageCode) {
    let passage = (packed >> LanguageCode::BITS) as u32;
    (passage, LanguageCode::from_bits(packed))
}

/// The word positions reserved per passage. A position identifies its passage, and no phrase or
/// distance crosses passages.
pub const POSITIONS_PER_PASSAGE: u32 = 256;

/// The term at the first word of each further paragraph in a passage, so that no phrase crosses
/// paragraphs. No word folds to it.
pub const PARAGRAPH: &str = "\u{b6}";

/// Returns the term of a word as written; no folded word starts like it.
pub fn exact_term(folded: &str) -> String {
    format!("{EXACT_MARK}{folded}")
}

/// The prefix of terms of words as written.
pub const EXACT_MARK: char = '=';

/// Returns the only term of a word in a web address; no folded word starts like it.
pub fn address_term(folded: &str) -> String {
    format!("{ADDRESS_MARK}{folded}")
}

/// The prefix of terms of words in web addresses.
pub const ADDRESS_MARK: char = '@';

/// The prefix of terms of all-caps acronyms that are also words in lowercase (`US`, `WHO`).
pub const CAPITALS_MARK: char = '^';

/// Returns the term of an all-caps acronym, indexed in addition to the word as written.
pub fn capitals_term(folded: &str) -> String {
    format!("{CAPITALS_MARK}{folded}")
}

/// Returns the term of the words of one language with this stem. Words that are their own stem only
/// have their exact term. No folded word contains a `/`.
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

/// The prefix of terms of words that are written as several (`cease-fire`, `1 660`) or ambiguously
/// (`1.660`).
const JOINED_MARK: char = '-';

/// The most words that are found as one.
pub const MOST_JOINED: usize = 9;

/// Returns the term of `words` consecutive words that are found as one with this stem in texts of a
/// language, indexed at the position of the first.
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

/// Returns how many words a term covers.
pub fn words_of_term(term: &str) -> u32 {
    let words = term
        .strip_prefix(JOINED_MARK)
        .and_then(|rest| rest.chars().next());
    words.and_then(|words| words.to_digit(10)).unwrap_or(1)
}

/// Returns the term of a mention of `path` in `facet`, or of a path below it.
pub fn mention_term(facet: &str, path: &str) -> String {
    format!("{facet}{path}")
}

/// The longest id that is indexed directly, in bytes: tantivy accepts terms up to 65,530.
const LONGEST_ID: usize = 60_000;

/// Returns the term of an id: the id itself, or a hash of it if it is too long for tantivy.
pub fn id_term(id: &str) -> Cow<'_, str> {
    match id.len() {
        0..=LONGEST_ID => id.into(),
        _ => format!("{:016x}", hash_of_id(id)).into(),
    }
}

/// Returns the hash of an id; the same on every machine and in every version of the program.
pub fn hash_of_id(id: &str) -> u64 {
    rapidhash::v3::rapidhash_v3(id.as_bytes())
}
