//! The images of scanned pages as files for other programs: JPEG and JPEG 2000 unchanged, fax
//! images wrapped in TIFF, others as PNM. Not supported: JBIG2, indexed colours, CMYK.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Images with fewer pixels are icons and logos.
const SMALLEST: i64 = 200 * 200;
/// The area of an image relative to the largest image of the page, below which it is ignored: scans
/// may be cut into strips.
const PART: i64 = 8;

/// An image extracted from its document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub width: i64,
    pub height: i64,
    /// An image file; `None` if the format is not supported.
    pub file: Option<Vec<u8>>,
}

/// Moves all image streams out of a document, leaving empty ones.
pub(super) fn take(document: &mut Document) -> HashMap<ObjectId, Stream> {
    let mut taken = HashMap::new();
    for (id, object) in &mut document.objects {
        if let Object::Stream(stream) = object
            && is_picture(stream)
        {
            let empty = Stream::new(stream.dict.clone(), b" ".to_vec());
            taken.insert(*id, std::mem::replace(stream, empty));
            stream.dict.remove(b"Filter");
        }
    }
    taken
}

pub(super) fn is_picture(stream: &Stream) -> bool {
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
    subtype.is_ok_and(|name| name == b"Image")
}

/// Returns those images drawn by a page that may be its scan.
pub(super) fn scans(
    document: &Document,
    taken: &HashMap<ObjectId, Stream>,
    drawn: &[ObjectId],
) -> Vec<Picture> {
    let streams: Vec<&Stream> = drawn.iter().filter_map(|id| taken.get(id)).collect();
    let area = |stream: &Stream| {
        let (width, height) = size(document, &stream.dict);
        width.saturating_mul(height)
    };
    let largest = streams.iter().map(|stream| area(stream)).max().unwrap_or(0);
    let mut scans = Vec::new();
    for stream in streams {
        let area = area(stream);
        if area >= SMALLEST && area >= largest / PART {
            scans.push(picture(document, stream));
        }
    }
    scans
}

fn picture(document: &Document, stream: &Stream) -> Picture {
    let (width, height) = size(document, &stream.dict);
    let filters = stream.filters().unwrap_or_default();
    let file = match filters[..] {
        // JPEG and JPEG 2000 files contain their size and colours.
        [b"DCTDecode" | b"JPXDecode"] => Some(stream.content.clone()),
        [b"CCITTFaxDecode"] => tiff(document, stream, width, height),
        [] | [b"FlateDecode" | b"LZWDecode"] => pnm(document, stream, width, height),
        _ => None,
    };
    Picture {
        width,
        height,
        file,
    }
}

/// Returns width and height in pixels.
fn size(document: &Document, dictionary: &Dictionary) -> (i64, i64) {
    let side = |key: &[u8]| number(document, dictionary, key).unwrap_or(0).max(0);
    (side(b"Width"), side(b"Height"))
}

fn number(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<i64> {
    let object = dictionary.get_deref(key, document).ok()?;
    object.as_i64().ok()
}

/// Returns whether 0 and 1 are swapped for display.
fn is_inverted(document: &Document, dictionary: &Dictionary) -> bool {
    let decode = dictionary.get_deref(b"Decode", document);
    let first = decode
        .and_then(Object::as_array)
        .ok()
        .and_then(|parts| parts.first());
    first.is_some_and(|first| first.as_float().is_ok_and(|first| first > 0.5))
}

/// Makes a PNM file of black and white, grey or RGB pixels.
fn pnm(document: &Document, stream: &Stream, width: i64, height: i64) -> Option<Vec<u8>> {
    let space = stream.dict.get_deref(b"ColorSpace", document).ok();
    let space = space.and_then(|space| match space {
        Object::Array(parts) => parts.first()?.as_name().ok(),
        other => other.as_name().ok(),
    });
    let one_bit = stream.dict.has(b"ImageMask")
        || number(document, &stream.dict, b"BitsPerComponent") == Some(1);
    if space == Some(b"Indexed") {
        return None;
    }
    let mut dots = stream.get_plain_content().ok()?;
    let (columns, rows) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    let area = columns.checked_mul(rows)?;
    let (kind, needed) = match one_bit {
        true => ("P4", columns.div_ceil(8).checked_mul(rows)?),
        false if dots.len() < area.checked_mul(3)? => ("P5", area),
        false => ("P6", area * 3),
    };
    // CMYK has more.
    if dots.len() < needed || dots.len() > needed + rows + 16 {
        return None;
    }
    dots.truncate(needed);
    // Only in PBM, a bit that is set is black.
    if one_bit != is_inverted(document, &stream.dict) {
        for byte in &mut dots {
            *byte = !*byte;
        }
    }
    let depth = if one_bit { "" } else { "255\n" };
    let mut file = format!("{kind}\n{width} {height}\n{depth}").into_bytes();
    file.append(&mut dots);
    Some(file)
}

/// Wraps a fax image in a TIFF file.
fn tiff(document: &Document, stream: &Stream, width: i64, height: i64) -> Option<Vec<u8>> {
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    let parameters = match stream.dict.get_deref(b"DecodeParms", document) {
        Ok(Object::Array(parts)) => parts.first().and_then(|first| first.as_dict().ok()),
        Ok(Object::Dictionary(parameters)) => Some(parameters),
        _ => None,
    };
    let parameter = |key: &[u8]| parameters.and_then(|known| number(document, known, key));
    let black_is_one = parameters
        .and_then(|known| known.get(b"BlackIs1").ok())
        .is_some_and(|value| matches!(value, Object::Boolean(true)));
    let k = parameter(b"K").unwrap_or(0);
    let columns = parameter(b"Columns").unwrap_or(1728);
    if columns != width {
        return None;
    }
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let length = u32::try_from(stream.content.len()).ok()?;
    let photometric = u32::from(black_is_one != is_inverted(document, &stream.dict));
    let compression = if k < 0 { 4 } else { 3 };
    let entries: [(u16, u16, u32); 10] = [
        (256, LONG, width),
        (257, LONG, height),
        (258, SHORT, 1),
        (259, SHORT, compression),
        (262, SHORT, photometric),
        (273, LONG, 8 + 2 + 10 * 12 + 4),
        (277, SHORT, 1),
        (278, LONG, height),
        (279, LONG, length),
        (292, LONG, u32::from(k > 0)),
    ];
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(1u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend(0u32.to_le_bytes());
    file.extend_from_slice(&stream.content);
    Some(file)
}

#[cfg(test)]
mod tests {
    use pdf_extract::dictionary;

    use super::*;

    fn file(mut stream: Stream, width: i64, height: i64) -> Option<Vec<u8>> {
        stream.dict.set("Width", width);
        stream.dict.set("Height", height);
        picture(&Document::new(), &stream).file
    }

    #[test]
    fn a_jpeg_stays_as_it_is_and_bits_become_black_where_they_were_zero() {
        let jpeg = dictionary! { "Filter" => "DCTDecode" };
        assert_eq!(
            file(Stream::new(jpeg, b"jpeg".to_vec()), 9, 9).unwrap(),
            b"jpeg"
        );
        let bits = dictionary! { "BitsPerComponent" => 1, "ColorSpace" => "DeviceGray" };
        let got = file(Stream::new(bits, vec![0b0111_1111, 0xff]), 8, 2).unwrap();
        assert_eq!(got, b"P4\n8 2\n\x80\0");
    }

    #[test]
    fn grey_and_coloured_images_are_distinguished_and_invalid_ones_rejected() {
        let eight = || dictionary! { "BitsPerComponent" => 8 };
        let got = file(Stream::new(eight(), vec![7; 4]), 2, 2).unwrap();
        assert_eq!(got, b"P5\n2 2\n255\n\x07\x07\x07\x07");
        let got = file(Stream::new(eight(), vec![7; 12]), 2, 2).unwrap();
        assert!(got.starts_with(b"P6\n2 2\n255\n"));
        assert_eq!(file(Stream::new(eight(), vec![7; 3]), 2, 2), None);
        let table = dictionary! { "BitsPerComponent" => 8,
        "ColorSpace" => vec![Object::Name(b"Indexed".to_vec())] };
        assert_eq!(file(Stream::new(table, vec![7; 4]), 2, 2), None);
    }

    #[test]
    fn a_fax_image_follows_a_tiff_header() {
        let fax = dictionary! { "Filter" => "CCITTFaxDecode",
        "DecodeParms" => dictionary! { "K" => -1, "Columns" => 16 } };
        let got = file(Stream::new(fax, b"fax".to_vec()), 16, 4).unwrap();
        assert!(got.starts_with(b"II*\0"));
        let offset = 8 + 2 + 10 * 12 + 4;
        assert_eq!(&got[offset..], b"fax");
    }
}
