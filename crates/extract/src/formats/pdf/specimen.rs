//! Determines the text and width of a font's codes with the crate: shows them on a page of a
//! document that contains only this font.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{
    Dictionary, Document, MediaBox, OutputDev, OutputError, Stream, Transform, dictionary,
    output_doc_page,
};

use super::mend;

/// One glyph of a font.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// In font sizes.
    pub width: f64,
    /// Whether it is a word space.
    pub parts_words: bool,
    pub text: Box<str>,
}

/// Returns the glyphs of each code, up to the first one that the crate cannot show; `None` if it
/// cannot read the font.
pub(super) fn show(
    document: &Document,
    font: &Dictionary,
    codes: &[u16],
) -> Option<Vec<Box<[Glyph]>>> {
    let mut recorder = Recorder::default();
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let specimen = specimen(document, font, codes);
        output_doc_page(&specimen, &mut recorder, 1)
    }));
    if !matches!(shown, Ok(Ok(()))) {
        // Drop the string that failed, if any was begun.
        recorder.glyphs.pop()?;
    }
    let glyphs = recorder.glyphs.into_iter();
    Some(glyphs.map(Vec::into_boxed_slice).collect())
}

fn specimen(document: &Document, font: &Dictionary, codes: &[u16]) -> Document {
    let mut specimen = Document::new();
    // Copied objects keep their numbers.
    specimen.max_id = document.max_id;
    let (font, parts) = mend::font(document, font, codes);
    specimen.objects = parts;
    let mut content = String::from("1 Tw /F 1 Tf [");
    // Codes of a mended composite font have two bytes, others one.
    let digits = if font.has(b"DescendantFonts") { 4 } else { 2 };
    for code in codes {
        // Writing to a string cannot fail.
        let _ = write!(content, "<{code:0digits$x}>");
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

/// Records what the crate shows.
#[derive(Default)]
struct Recorder {
    /// One entry per string begun.
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
