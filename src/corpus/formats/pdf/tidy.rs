//! Brings a document into a form in which no part that text does not need can fail the reading of
//! it, or hold it up: what is drawn beside text, what pages inherit, the programs of fonts.

use std::collections::HashSet;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::{content, load};

/// How many levels of a page tree are looked at.
const DEEPEST_TREE: usize = 64;

/// Gives every page its own size and resources, and leaves in forms and fonts what text needs.
pub(super) fn tidy(document: &mut Document, pages: &[(u32, ObjectId)]) {
    for (_, page) in pages {
        settle(document, *page);
    }
    take_off_font_programs(document);
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
            if subtype.is_ok_and(|name| name == b"Form") && !load::is_too_large(stream) {
                let content = stream.get_plain_content().unwrap_or_default();
                stream.set_plain_content(content::text_only(&content));
            }
        }
    }
}

/// Leaves in a page what text needs, as one plain stream, `stream`.
pub(super) fn tidy_page(document: &mut Document, page: ObjectId, stream: ObjectId) {
    let content = document.get_page_content(page).unwrap_or_default();
    let plain = Stream::new(Dictionary::new(), content::text_only(&content));
    document.objects.insert(stream, Object::Stream(plain));
    if let Ok(page) = document.get_dictionary_mut(page) {
        page.set("Contents", Object::Reference(stream));
    }
}

/// Puts what a page inherits into the page.
fn settle(document: &mut Document, page: ObjectId) {
    let resources = inherited(document, page, b"Resources");
    let resources = resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new()));
    let numbers = inherited(document, page, b"MediaBox").and_then(|object| {
        let (_, object) = document.dereference(&object).ok()?;
        let sides = object.as_array().ok()?;
        let mut numbers = Vec::new();
        for side in sides {
            let (_, side) = document.dereference(side).ok()?;
            numbers.push(side.as_float().ok()?);
        }
        (numbers.len() >= 4).then_some(numbers)
    });
    let numbers = numbers.unwrap_or_else(|| vec![0.0, 0.0, 612.0, 792.0]);
    let sides: Vec<Object> = numbers.into_iter().map(Object::Real).collect();
    if let Ok(page) = document.get_dictionary_mut(page) {
        page.set("Resources", resources);
        page.set("MediaBox", Object::Array(sides));
        page.remove(b"ArtBox");
        page.remove(b"Parent");
    }
}

fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST_TREE {
        if let Ok(object) = node.get(key)
            && document.dereference(object).is_ok()
        {
            return Some(object.clone());
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}

/// Takes the programs that draw letters off fonts, which would be expanded anew on every page: which
/// letters a font's codes stand for is nearly always told beside them.
fn take_off_font_programs(document: &mut Document) {
    let mut told = HashSet::new();
    let mut untold = HashSet::new();
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else {
            continue;
        };
        let descriptor = font.get(b"FontDescriptor").and_then(Object::as_reference);
        if let Ok(descriptor) = descriptor {
            let kind = font
                .get(b"Subtype")
                .and_then(Object::as_name)
                .unwrap_or(b"");
            // The fonts inside composite ones are asked for widths only.
            let is_told = font.has(b"ToUnicode") || kind.starts_with(b"CIDFont");
            let ids = if is_told { &mut told } else { &mut untold };
            ids.insert(descriptor);
        }
    }
    for (id, object) in &mut document.objects {
        if let Object::Dictionary(dictionary) = object {
            // Of this kind, the encoding is never taken out of the program.
            dictionary.remove(b"FontFile2");
            if told.contains(id) && !untold.contains(id) {
                dictionary.remove(b"FontFile");
                dictionary.remove(b"FontFile3");
            }
        }
    }
}
