//! Attributes of a page, its own or inherited from its ancestors in the page tree.

use pdf_extract::{Dictionary, Document, MediaBox, Object, ObjectId};

/// How many levels of a page tree are examined.
const DEEPEST: usize = 64;
/// The default page size: US letter, in points.
const LETTER: MediaBox = MediaBox {
    llx: 0.0,
    lly: 0.0,
    urx: 612.0,
    ury: 792.0,
};

pub(super) fn resources(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    inherited(document, page, b"Resources")?.as_dict().ok()
}

pub(super) fn sheet(document: &Document, page: ObjectId) -> MediaBox {
    stated_sheet(document, page).unwrap_or(LETTER)
}

fn stated_sheet(document: &Document, page: ObjectId) -> Option<MediaBox> {
    let sides = inherited(document, page, b"MediaBox")?.as_array().ok()?;
    let side = |i: usize| {
        let (_, side) = document.dereference(sides.get(i)?).ok()?;
        side.as_float().ok().map(f64::from)
    };
    Some(MediaBox {
        llx: side(0)?,
        lly: side(1)?,
        urx: side(2)?,
        ury: side(3)?,
    })
}

fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(object) = node.get_deref(key, document) {
            return Some(object);
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}
