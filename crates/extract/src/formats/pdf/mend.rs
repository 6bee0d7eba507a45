//! Prepares a font for the crate: drops what is not needed and corrects what it would reject or
//! misread.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::tokens;

/// The keys that the crate reads in a font and its parts. Font programs are dropped except those
/// from which an encoding can be taken.
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

/// The text of a font's codes is nearly always given outside of its program.
const PROGRAMS: &[&[u8]] = &[b"FontFile", b"FontFile3"];

/// The encodings of simple fonts that the crate knows by name.
const KNOWN: &[&[u8]] = &[
    b"MacRomanEncoding",
    b"MacExpertEncoding",
    b"WinAnsiEncoding",
];

/// The standard encoding where it differs from the crate's default.
const STANDARD: &[(i64, &str)] = &[
    (39, "quoteright"),
    (96, "quoteleft"),
    (169, "quotesingle"),
    (170, "quotedblleft"),
    (171, "guillemotleft"),
    (172, "guilsinglleft"),
    (173, "guilsinglright"),
    (174, "fi"),
    (175, "fl"),
    (177, "endash"),
    (183, "bullet"),
    (184, "quotesinglbase"),
    (185, "quotedblbase"),
    (186, "quotedblright"),
    (187, "guillemotright"),
    (188, "ellipsis"),
    (208, "emdash"),
    (225, "AE"),
    (232, "Lslash"),
    (233, "Oslash"),
    (234, "OE"),
    (241, "ae"),
    (245, "dotlessi"),
    (248, "lslash"),
    (249, "oslash"),
    (250, "oe"),
    (251, "germandbls"),
];

/// Returns a font that shows `codes` like this one, and the objects that it refers to.
pub(super) fn font(
    document: &Document,
    font: &Dictionary,
    codes: &[u16],
) -> (Dictionary, BTreeMap<ObjectId, Object>) {
    let inner = inner(document, font);
    let is_told = font.has(b"ToUnicode") || inner.is_some();
    let mut mended = lean(font, is_told);
    let encoding = font.get_deref(b"Encoding", document).ok();
    if let Some(inner) = inner {
        let is_unicode = encoding.is_some_and(is_unicode);
        let is_own = matches!(encoding, Some(Object::Stream(_)));
        let is_plain = match font.get_deref(b"ToUnicode", document) {
            Ok(Object::Stream(map)) => is_identity(map),
            Ok(_) => false,
            Err(_) => is_unicode,
        };
        if is_plain {
            mended.set("ToUnicode", to_unicode(codes));
        }
        // The crate does not know Unicode encodings, and misreads the code length of custom ones.
        // The text of the codes is given by the codes themselves or by their map.
        if is_unicode || (is_own && font.has(b"ToUnicode")) {
            mended.set("Encoding", "Identity-H");
        }
        let mut lean = lean(inner, is_told);
        lean.remove(b"W");
        if !is_unicode && let Some(widths) = widths(document, inner, codes) {
            lean.set("W", widths);
        }
        mended.set("DescendantFonts", vec![Object::Dictionary(lean)]);
    } else if let Some(encoding) = encoding.and_then(|stated| known(document, stated)) {
        mended.set("Encoding", encoding);
    }
    let parts = parts(document, &mended, is_told);
    (mended, parts)
}

/// Returns the encoding of a simple font without a base encoding that the crate does not know;
/// `None` if there is none.
fn known(document: &Document, encoding: &Object) -> Option<Dictionary> {
    let (name, own) = match encoding {
        Object::Dictionary(stated) => (
            stated.get_deref(b"BaseEncoding", document).ok()?,
            stated.get_deref(b"Differences", document).ok(),
        ),
        name => (name, None),
    };
    if KNOWN.contains(&name.as_name().ok()?) {
        return None;
    }
    let mut differences: Vec<Object> = Vec::new();
    for (code, name) in STANDARD {
        differences.push((*code).into());
        differences.push((*name).into());
    }
    if let Some(Object::Array(own)) = own {
        differences.extend_from_slice(own);
    }
    let mut known = Dictionary::new();
    known.set("Differences", differences);
    Some(known)
}

/// Returns the descendant font of a composite font.
fn inner<'a>(document: &'a Document, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let inner = font.get_deref(b"DescendantFonts", document).ok()?;
    let (_, inner) = document.dereference(inner.as_array().ok()?.first()?).ok()?;
    inner.as_dict().ok()
}

/// Returns whether the codes of an encoding are Unicode.
fn is_unicode(encoding: &Object) -> bool {
    let name = String::from_utf8_lossy(encoding.as_name().unwrap_or_default());
    name.starts_with("Uni") && (name.contains("-UCS2-") || name.contains("-UTF16-"))
}

/// Returns whether a map is the identity, as in fonts for OCR text. The crate would list all 65,536
/// codes.
fn is_identity(map: &Stream) -> bool {
    let content = map.get_plain_content().unwrap_or_default();
    let head = b"beginbfrange";
    let Some(at) = memchr::memmem::find(&content, head) else {
        return false;
    };
    let mut at = at + head.len();
    let mut range = Vec::new();
    let mut side = Vec::new();
    for _ in 0..3 {
        tokens::string(
            tokens::next(&content, &mut at).unwrap_or_default(),
            &mut side,
        );
        range.extend_from_slice(&side);
    }
    range == [0, 0, 0xff, 0xff, 0, 0] && tokens::next(&content, &mut at) == Some(b"endbfrange")
}

/// Makes an identity map.
fn to_unicode(codes: &[u16]) -> Stream {
    let mut map = format!("begincmap {} beginbfchar\n", codes.len());
    for code in codes {
        // Writing to a string cannot fail.
        let _ = writeln!(map, "<{code:04x}> <{code:04x}>");
    }
    map.push_str("endbfchar endcmap");
    Stream::new(Dictionary::new(), map.into_bytes())
}

/// Finds the widths of codes that are glyph numbers, and lists each separately: the crate ignores
/// ranges of equal width, `first last width`.
fn widths(document: &Document, inner: &Dictionary, codes: &[u16]) -> Option<Vec<Object>> {
    let stated = inner.get_deref(b"W", document).ok()?.as_array().ok()?;
    let resolve = |object| document.dereference(object).map(|(_, object)| object);
    let mut found: BTreeMap<u32, &Object> = BTreeMap::new();
    let mut rest = stated.as_slice();
    while let [first, second, after @ ..] = rest {
        let (first, second) = (resolve(first).ok()?, resolve(second).ok()?);
        let first = u32::try_from(first.as_i64().ok()?).ok()?;
        if let Ok(list) = second.as_array() {
            for (code, width) in (first..).zip(list) {
                found.insert(code, resolve(width).ok()?);
            }
            rest = after;
        } else {
            let (width, after) = after.split_first()?;
            let last = u32::try_from(second.as_i64().ok()?).ok()?;
            let width = resolve(width).ok()?;
            let codes = codes.iter().map(|code| u32::from(*code));
            let within = codes.filter(|code| (first..=last).contains(code));
            found.extend(within.map(|code| (code, width)));
            rest = after;
        }
    }
    let mut widths: Vec<Object> = Vec::new();
    for code in codes {
        if let Some(width) = found.get(&u32::from(*code)) {
            widths.push(i64::from(*code).into());
            widths.push(vec![(*width).clone()].into());
        }
    }
    Some(widths)
}

/// Copies the objects that a font refers to, keeping their numbers.
fn parts(document: &Document, font: &Dictionary, is_told: bool) -> BTreeMap<ObjectId, Object> {
    let mut parts = BTreeMap::new();
    let mut wanted: Vec<ObjectId> = Vec::new();
    for (_, object) in font.iter() {
        references(object, &mut wanted);
    }
    while let Some(id) = wanted.pop() {
        if parts.contains_key(&id) {
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
        parts.insert(id, object);
    }
    parts
}

/// Collects the references in an object.
pub(super) fn references(object: &Object, found: &mut Vec<ObjectId>) {
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

/// Returns the entries of a dictionary that the crate reads; without font programs if `is_told`,
/// that is, if the text of the codes is known.
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
