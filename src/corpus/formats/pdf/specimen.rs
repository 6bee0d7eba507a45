//! Asks the crate what a font's codes stand for and how wide they are: shows them on a page of a
//! document that holds this font and nothing else.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Stream, Transform,
    dictionary, output_doc_page,
};

/// A code in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Code {
    /// In bytes.
    pub length: usize,
    pub value: u32,
}

impl Code {
    pub fn single(byte: u8) -> Code {
        Code {
            length: 1,
            value: byte.into(),
        }
    }
}

/// One glyph of a font.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// In sizes of the font.
    pub width: f64,
    /// Whether the space between words comes after it.
    pub parts_words: bool,
    pub text: Box<str>,
}

/// What the crate asks of a font and of what belongs to it. Programs that draw letters are not in it
/// but for those kinds out of which an encoding may be taken.
const READ: &[&[u8]] = &[
    b"BaseEncoding",
    b"BaseFont",
    b"DW",
    b"DecodeParms",
    b"DescendantFonts",
    b"Differences",
    b"Encoding",
    b"Filter",
    b"FirstChar",
    b"FontDescriptor",
    b"FontFile",
    b"FontFile3",
    b"LastChar",
    b"Length1",
    b"Length2",
    b"MissingWidth",
    b"Subtype",
    b"ToUnicode",
    b"Type",
    b"W",
    b"Widths",
];

/// Which letters a font's codes stand for is nearly always told beside its program.
const PROGRAMS: &[&[u8]] = &[b"FontFile", b"FontFile3"];

/// Returns the glyphs of each code, up to the first one that the crate cannot show; `None` if it
/// cannot take the font apart.
pub(super) fn show(
    document: &Document,
    font: &Dictionary,
    codes: &[Code],
) -> Option<Vec<Box<[Glyph]>>> {
    let mut recorder = Recorder::default();
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let specimen = specimen(document, font, codes);
        output_doc_page(&specimen, &mut recorder, 1)
    }));
    if !matches!(shown, Ok(Ok(()))) {
        // Of the string that broke, if any was begun.
        recorder.glyphs.pop()?;
    }
    let glyphs = recorder.glyphs.into_iter();
    Some(glyphs.map(Vec::into_boxed_slice).collect())
}

fn specimen(document: &Document, font: &Dictionary, codes: &[Code]) -> Document {
    let mut specimen = Document::new();
    // What is copied keeps its number.
    specimen.max_id = document.max_id;
    let is_told = font.has(b"ToUnicode") || font.has(b"DescendantFonts");
    let encoding = font.get_deref(b"Encoding", document);
    let is_own = matches!(encoding, Ok(Object::Stream(_)));
    let mut font = lean(font, is_told);
    if is_own && font.has(b"ToUnicode") {
        // The crate misreads how long the codes of such encodings are. Nearly all have two bytes, and
        // what they stand for is told by themselves, not by the encoding.
        font.set("Encoding", "Identity-H");
    }
    copy(document, &font, is_told, &mut specimen);
    let mut content = String::from("1 Tw /F 1 Tf [");
    for Code { length, value } in codes {
        let digits = length * 2;
        // A string takes all that is written to it.
        let _ = write!(content, "<{value:0digits$x}>");
    }
    content.push_str("] TJ");
    let content = Stream::new(Dictionary::new(), content.into_bytes());
    let content = specimen.add_object(content);
    let page = specimen.add_object(dictionary! {
        "Type" => "Page",
        "MediaBox" => vec![0.into(), 0.into(), 1.into(), 1.into()],
        "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    });
    let pages = specimen.add_object(dictionary! {
        "Type" => "Pages",
        "Count" => 1,
        "Kids" => vec![page.into()],
    });
    let catalog = specimen.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    specimen.trailer.set("Root", catalog);
    specimen
}

/// Copies what a font refers to.
fn copy(document: &Document, font: &Dictionary, is_told: bool, specimen: &mut Document) {
    let mut wanted: Vec<ObjectId> = Vec::new();
    for (_, object) in font.iter() {
        references(object, &mut wanted);
    }
    while let Some(id) = wanted.pop() {
        if specimen.objects.contains_key(&id) {
            continue;
        }
        let Some(object) = document.objects.get(&id) else {
            continue;
        };
        let object = match object {
            Object::Dictionary(dictionary) => Object::Dictionary(lean(dictionary, is_told)),
            Object::Stream(stream) => Object::Stream(Stream {
                dict: lean(&stream.dict, is_told),
                ..stream.clone()
            }),
            other => other.clone(),
        };
        references(&object, &mut wanted);
        specimen.objects.insert(id, object);
    }
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(parts) => parts.iter().for_each(|part| references(part, found)),
        Object::Dictionary(dictionary) => dictionary
            .iter()
            .for_each(|(_, part)| references(part, found)),
        Object::Stream(stream) => stream
            .dict
            .iter()
            .for_each(|(_, part)| references(part, found)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

/// Returns of a dictionary what the crate asks for; no program if it `is_told` what the codes mean.
fn lean(dictionary: &Dictionary, is_told: bool) -> Dictionary {
    let mut lean = Dictionary::new();
    for (key, object) in dictionary.iter() {
        let key = key.as_slice();
        if !READ.contains(&key) || (is_told && PROGRAMS.contains(&key)) {
            continue;
        }
        let object = match object {
            Object::Dictionary(inner) => Object::Dictionary(self::lean(inner, is_told)),
            other => other.clone(),
        };
        lean.set(key, object);
    }
    lean
}

/// Takes down what the crate shows.
#[derive(Default)]
struct Recorder {
    /// One for each string that was begun.
    glyphs: Vec<Vec<Glyph>>,
}

impl OutputDev for Recorder {
    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.glyphs.push(Vec::new());
        Ok(())
    }

    fn output_character(
        &mut self,
        _: &Transform,
        width: f64,
        spacing: f64,
        _: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if let Some(glyphs) = self.glyphs.last_mut() {
            glyphs.push(Glyph {
                width,
                parts_words: spacing != 0.0,
                text: text.into(),
            });
        }
        Ok(())
    }

    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
