//! The fonts of a document: each is resolved once, however many pages use it.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document};
use rapidhash::RapidHashMap;

use super::codes::{code_length, codes, expected};
use super::specimen::{self, Glyph};

/// When this many fonts and codes are cached, the cache is cleared before the next page.
const MOST_KNOWN: usize = 1 << 18;
/// How many neighbouring codes are resolved together, a power of two.
const AROUND: u16 = 512;
/// A font with this many undisplayable codes is assumed to have no others.
const MOST_BROKEN: usize = 16;

/// The index of a cached font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FontId(usize);

#[derive(Debug)]
pub(super) struct Fonts<'a> {
    document: &'a Document,
    fonts: Vec<Font<'a>>,
    /// By the address of the font dictionary, which does not move.
    known: HashMap<*const Dictionary, FontId>,
}

impl<'a> Fonts<'a> {
    pub fn of(document: &'a Document) -> Fonts<'a> {
        Fonts {
            document,
            fonts: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Prepares for the next page. Font ids found before become invalid.
    pub fn start_page(&mut self) {
        let known = self.fonts.iter().map(|font| font.glyphs.len() + 1);
        if known.sum::<usize>() > MOST_KNOWN {
            self.fonts.clear();
            self.known.clear();
        }
    }

    pub fn find(&mut self, dictionary: &'a Dictionary) -> FontId {
        let document = self.document;
        let fonts = &mut self.fonts;
        let address = std::ptr::from_ref(dictionary);
        *self.known.entry(address).or_insert_with(|| {
            let mut font = Font {
                dictionary,
                code_length: code_length(document, dictionary),
                glyphs: RapidHashMap::default(),
                broken: 0,
            };
            font.learn_expected(document);
            fonts.push(font);
            FontId(fonts.len() - 1)
        })
    }

    /// Returns the glyphs of each code of a string, `None` for codes that cannot be shown.
    pub fn show<'s>(
        &'s mut self,
        id: FontId,
        string: &'s [u8],
    ) -> impl Iterator<Item = Option<&'s [Glyph]>> {
        let font = &mut self.fonts[id.0];
        font.learn_all(self.document, string);
        let font = &*font;
        codes(string, font.code_length).map(|code| font.glyphs.get(&code)?.as_deref())
    }
}

#[derive(Debug)]
struct Font<'a> {
    dictionary: &'a Dictionary,
    /// In bytes.
    code_length: usize,
    /// `None` for a code that cannot be shown.
    glyphs: RapidHashMap<u16, Option<Box<[Glyph]>>>,
    /// The number of codes that could not be shown.
    broken: usize,
}

impl Font<'_> {
    /// Resolves the glyphs of a string that are not cached; for a composite font, which may have
    /// thousands of codes, together with their neighbours.
    fn learn_all(&mut self, document: &Document, string: &[u8]) {
        for code in codes(string, self.code_length) {
            if self.glyphs.contains_key(&code) {
                continue;
            }
            let unknown: Vec<u16> = match self.code_length {
                1 => codes(string, 1).collect(),
                _ => (code & !(AROUND - 1)..=code | (AROUND - 1)).collect(),
            };
            self.learn(document, unknown);
        }
    }

    fn learn(&mut self, document: &Document, mut codes: Vec<u16>) {
        codes.sort_unstable();
        codes.dedup();
        codes.retain(|code| !self.glyphs.contains_key(code));
        let mut rest = codes.as_slice();
        while !rest.is_empty() {
            let shown = self.shown(document, rest);
            let (good, others) = rest.split_at(shown.len().min(rest.len()));
            for (code, glyphs) in good.iter().zip(shown) {
                self.glyphs.insert(*code, Some(glyphs));
            }
            let Some((broken, others)) = others.split_first() else {
                return;
            };
            self.glyphs.insert(*broken, None);
            self.broken = self.broken.saturating_add(1);
            rest = others;
        }
    }

    fn shown(&mut self, document: &Document, codes: &[u16]) -> Vec<Box<[Glyph]>> {
        if self.broken >= MOST_BROKEN {
            return Vec::new();
        }
        specimen::show(document, self.dictionary, codes).unwrap_or_else(|| {
            self.broken = MOST_BROKEN;
            Vec::new()
        })
    }

    /// Resolves the glyphs that are most likely to be used, up to the first that cannot be shown.
    fn learn_expected(&mut self, document: &Document) {
        let codes = expected(document, self.dictionary);
        if codes.is_empty() {
            return;
        }
        let shown = self.shown(document, &codes);
        for (code, glyphs) in codes.iter().zip(shown) {
            self.glyphs.insert(*code, Some(glyphs));
        }
    }
}

#[cfg(test)]
mod tests {
    use pdf_extract::{Object, Stream, dictionary};

    use super::*;

    /// Returns the text of a string, with `?` for each code that cannot be shown, and the number of
    /// word spaces in it.
    fn shown(document: &Document, font: &Dictionary, string: &[u8]) -> (String, usize) {
        let mut fonts = Fonts::of(document);
        let id = fonts.find(font);
        let mut text = String::new();
        let mut spaces = 0;
        for glyphs in fonts.show(id, string) {
            for glyph in glyphs.unwrap_or_default() {
                text.push_str(&glyph.text);
                spaces += usize::from(glyph.parts_words);
            }
            if glyphs.is_none() {
                text.push('?');
            }
        }
        (text, spaces)
    }

    fn cmap(document: &mut Document, content: &str) -> Object {
        let stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
        Object::Reference(document.add_object(stream))
    }

    fn composite(document: &mut Document, encoding: Object) -> Dictionary {
        let to_unicode = cmap(
            document,
            "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
             2 beginbfchar <0041> <0061> <0142> <00620063> endbfchar endcmap",
        );
        let descriptor = document.add_object(dictionary! { "Type" => "FontDescriptor" });
        let inner = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => "A",
            "FontDescriptor" => descriptor,
            "W" => vec![0x41.into(), vec![Object::Integer(500)].into()],
        });
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => "A",
            "Encoding" => encoding,
            "DescendantFonts" => vec![inner.into()],
            "ToUnicode" => to_unicode,
        }
    }

    #[test]
    fn codes_of_a_composite_font_have_two_bytes_and_are_mapped() {
        let mut document = Document::new();
        let font = composite(&mut document, "Identity-H".into());
        let (text, spaces) = shown(&document, &font, b"\0A\x01B\0A\0 \0");
        assert_eq!((text.as_str(), spaces), ("abca", 0));
    }

    #[test]
    fn a_composite_font_with_an_encoding_of_its_own_is_read_by_its_map() {
        let mut document = Document::new();
        for (length, range, string, wanted) in [
            (2, "<0000> <ffff>", &b"\0A\x01B"[..], "abc"),
            (1, "<00> <ff>", b"AA", "aa"),
        ] {
            let encoding = cmap(
                &mut document,
                &format!("1 begincodespacerange {range} endcodespacerange"),
            );
            let font = composite(&mut document, encoding);
            assert_eq!(code_length(&document, &font), length);
            assert_eq!(shown(&document, &font, string).0, wanted);
        }
    }

    #[test]
    fn a_map_may_be_the_identity() {
        let mut document = Document::new();
        let mut font = composite(&mut document, "Identity-H".into());
        let map = cmap(
            &mut document,
            "begincmap 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap",
        );
        font.set("ToUnicode", map);
        let string = [0, b'A', 0xae, 0x00, 0xff, 0xfd];
        assert_eq!(shown(&document, &font, &string).0, "A글\u{fffd}");
    }

    #[test]
    fn codes_of_unicode_need_no_map() {
        let mut document = Document::new();
        let mut font = composite(&mut document, "UniKS-UCS2-H".into());
        font.remove(b"ToUnicode");
        let string = [0xd5, 0x5c, 0xae, 0x00];
        assert_eq!(shown(&document, &font, &string).0, "한글");
        // If there is one, it is used.
        let font = composite(&mut document, "UniKS-UTF16-H".into());
        assert_eq!(shown(&document, &font, b"\0A\x01B").0, "abc");
    }

    #[test]
    fn widths_come_out_of_lists_and_ranges() {
        let mut document = Document::new();
        let mut font = composite(&mut document, "Identity-H".into());
        let list = vec![Object::Integer(500)];
        let inner = dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "FontDescriptor" => document.add_object(Dictionary::new()),
            "DW" => 750,
            "W" => vec![65.into(), list.into(), 66.into(), 70.into(), 250.into()],
        };
        let inner = document.add_object(inner);
        font.set("DescendantFonts", vec![inner.into()]);
        let mut fonts = Fonts::of(&document);
        let id = fonts.find(&font);
        let mut found = Vec::new();
        for glyphs in fonts.show(id, b"\0A\0B\0F\0G") {
            found.extend(glyphs.unwrap().iter().map(|glyph| glyph.width));
        }
        assert_eq!(found, [0.5, 0.25, 0.25, 0.75]);
    }

    #[test]
    fn the_standard_encoding_is_known_by_name() {
        let document = Document::new();
        let own = vec![Object::Integer(65), "b".into()];
        let changed = dictionary! { "BaseEncoding" => "StandardEncoding", "Differences" => own };
        for (encoding, wanted) in [
            (Object::from("StandardEncoding"), "A’ﬁ"),
            (Object::from(changed), "b’ﬁ"),
        ] {
            let font = dictionary! {
                "Type" => "Font",
                "Subtype" => "Type1",
                "BaseFont" => "Helvetica",
                "Encoding" => encoding,
            };
            assert_eq!(shown(&document, &font, b"A'\xae").0, wanted);
        }
    }

    #[test]
    fn a_code_that_cannot_be_shown_leaves_the_others() {
        let mut document = Document::new();
        // The crate panics on codes that are missing from the map of a font without an encoding.
        let to_unicode = cmap(
            &mut document,
            "begincmap 1 beginbfrange <41> <43> <0061> endbfrange endcmap",
        );
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "A",
            "ToUnicode" => to_unicode,
            "FirstChar" => 65,
            "LastChar" => 67,
            "Widths" => vec![500.into(), 500.into(), 500.into()],
        };
        assert_eq!(shown(&document, &font, b"AxBxCy").0, "a?b?c?");
    }

    #[test]
    fn the_space_of_a_simple_font_parts_words() {
        let document = Document::new();
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        };
        let (text, spaces) = shown(&document, &font, b"a b c");
        assert_eq!((text.as_str(), spaces), ("a b c", 2));
    }

    #[test]
    fn an_unreadable_font_shows_nothing() {
        let document = Document::new();
        let font = dictionary! { "Subtype" => "Type0", "BaseFont" => "A" };
        assert_eq!(shown(&document, &font, b"\0a\0b").0, "??");
    }
}
