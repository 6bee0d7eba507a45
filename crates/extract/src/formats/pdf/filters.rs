//! Decodes the content streams of pages and forms. Damaged streams are decoded as far as possible.

use flate2::{Decompress, FlushDecompress, Status};
use pdf_extract::{Dictionary, Document, Object, Stream};

/// The decoded content of a stream.
#[derive(Debug, PartialEq)]
pub(super) struct Unpacked {
    pub bytes: Vec<u8>,
    /// Whether it was decoded without damage.
    pub is_whole: bool,
}

impl Unpacked {
    fn whole(bytes: Vec<u8>) -> Unpacked {
        Unpacked {
            bytes,
            is_whole: true,
        }
    }
}

/// Decodes a stream by its filters, in order.
pub(super) fn unpack(document: &Document, stream: &Stream) -> Unpacked {
    let mut unpacked = Unpacked::whole(stream.content.clone());
    for (i, filter) in names(document, &stream.dict).iter().enumerate() {
        let input = std::mem::take(&mut unpacked.bytes);
        let parameters = parameters(document, &stream.dict, i);
        let step = match filter.as_slice() {
            b"FlateDecode" | b"Fl" => flate(input, parameters),
            b"LZWDecode" | b"LZW" => by_crate("LZWDecode", input, parameters),
            b"ASCII85Decode" | b"A85" => ascii85(&input),
            b"ASCIIHexDecode" | b"AHx" => Unpacked::whole(hexadecimal(&input)),
            b"RunLengthDecode" | b"RL" => run_lengths(&input),
            b"Crypt" => Unpacked::whole(input),
            // Image filters.
            _ => Unpacked {
                bytes: Vec::new(),
                is_whole: false,
            },
        };
        unpacked.bytes = step.bytes;
        unpacked.is_whole &= step.is_whole;
    }
    unpacked
}

fn names(document: &Document, dictionary: &Dictionary) -> Vec<Vec<u8>> {
    let Ok(stated) = dictionary.get_deref(b"Filter", document) else {
        return Vec::new();
    };
    let name = |object: &Object| {
        let (_, object) = document.dereference(object).ok()?;
        object.as_name().ok().map(<[u8]>::to_vec)
    };
    match stated {
        Object::Array(filters) => filters.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    }
}

/// Returns the parameters of the filter with the index `filter`.
fn parameters<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    filter: usize,
) -> Option<&'a Dictionary> {
    let stated = dictionary
        .get_deref(b"DecodeParms", document)
        .or_else(|_| dictionary.get_deref(b"DP", document));
    let parameters = match stated.ok()? {
        Object::Array(each) => document.dereference(each.get(filter)?).ok()?.1,
        all => all,
    };
    parameters.as_dict().ok()
}

fn flate(input: Vec<u8>, parameters: Option<&Dictionary>) -> Unpacked {
    let predictor = parameters.and_then(|known| known.get(b"Predictor").ok());
    if predictor.is_some_and(|predictor| predictor.as_i64().is_ok_and(|kind| kind > 1)) {
        return by_crate("FlateDecode", input, parameters);
    }
    inflate(&input)
}

/// Decodes zlib data, ignoring its checksum, which many writers get wrong.
fn inflate(input: &[u8]) -> Unpacked {
    const ROOM: usize = 32 << 10; // bytes
    let is_head = |bytes: &[u8]| {
        let [first, second, ..] = bytes else {
            return false;
        };
        first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31)
    };
    // Skip an extra line break before the data.
    let trimmed = input.trim_ascii_start();
    let packed = if is_head(input) || !is_head(trimmed) {
        input
    } else {
        trimmed
    };
    let packed = packed.get(2..).unwrap_or_default();
    let mut bytes = Vec::with_capacity(packed.len() * 4);
    let mut inflater = Decompress::new(false);
    loop {
        bytes.reserve(ROOM);
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = &packed[read as usize..];
        let status = inflater.decompress_vec(rest, &mut bytes, FlushDecompress::None);
        let is_whole = match status {
            Ok(Status::StreamEnd) => true,
            Ok(Status::Ok | Status::BufError)
                if (inflater.total_in(), inflater.total_out()) != (read, written) =>
            {
                continue;
            }
            // The data is truncated.
            Ok(Status::Ok | Status::BufError) => input.trim_ascii().is_empty(),
            Err(_) => false,
        };
        return Unpacked { bytes, is_whole };
    }
}

fn by_crate(filter: &str, input: Vec<u8>, parameters: Option<&Dictionary>) -> Unpacked {
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", filter);
    if let Some(parameters) = parameters {
        dictionary.set("DecodeParms", parameters.clone());
    }
    let is_empty = input.is_empty();
    let bytes = Stream::new(dictionary, input)
        .decompressed_content()
        .unwrap_or_default();
    let is_whole = is_empty || !bytes.is_empty();
    Unpacked { bytes, is_whole }
}

/// Decodes ASCII85, five characters to four bytes, up to `~`.
fn ascii85(input: &[u8]) -> Unpacked {
    let input = input.trim_ascii_start();
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    let mut bytes = Vec::with_capacity(input.len());
    let (mut group, mut count) = (0u32, 0);
    for letter in input.iter().filter(|letter| !is_blank(**letter)) {
        match letter {
            b'~' => break,
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group
                    .wrapping_mul(85)
                    .wrapping_add(u32::from(letter - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {
                let is_whole = false;
                return Unpacked { bytes, is_whole };
            }
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend(&group.to_be_bytes()[..count - 1]);
    }
    Unpacked::whole(bytes)
}

/// Decodes ASCIIHex, two digits to one byte, up to `>`.
fn hexadecimal(input: &[u8]) -> Vec<u8> {
    let digits = input.iter().take_while(|digit| **digit != b'>');
    let digits = digits.filter_map(|digit| char::from(*digit).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    let byte = |pair: &[u32]| (pair[0] << 4 | pair.get(1).unwrap_or(&0)) as u8;
    digits.chunks(2).map(byte).collect()
}

/// Decodes RunLength: literal bytes and repeated bytes.
fn run_lengths(input: &[u8]) -> Unpacked {
    const END: u8 = 128;
    let mut bytes = Vec::with_capacity(input.len() * 2);
    let mut rest = input;
    while let [length, after @ ..] = rest {
        let length = *length;
        if length == END {
            break;
        }
        let as_they_are = usize::from(length) + 1;
        rest = match (length < END, after) {
            (true, after) if after.len() >= as_they_are => {
                bytes.extend_from_slice(&after[..as_they_are]);
                &after[as_they_are..]
            }
            (true, after) => {
                bytes.extend_from_slice(after);
                let is_whole = false;
                return Unpacked { bytes, is_whole };
            }
            (false, [same, after @ ..]) => {
                bytes.resize(bytes.len() + 257 - usize::from(length), *same);
                after
            }
            (false, []) => break,
        };
    }
    Unpacked::whole(bytes)
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use pdf_extract::dictionary;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(dictionary: Dictionary, content: &[u8]) -> (String, bool) {
        let stream = Stream::new(dictionary, content.to_vec());
        let unpacked = unpack(&Document::new(), &stream);
        let text = String::from_utf8(unpacked.bytes).unwrap();
        (text, unpacked.is_whole)
    }

    #[test]
    fn letters_digits_and_runs_are_unpacked_up_to_their_end() {
        for (filter, content) in [
            ("ASCII85Decode", &b"<~87cURDZ~>\nx"[..]),
            ("A85", b"87cU RDZ"),
            ("ASCIIHexDecode", b"48 656C6c 6F> 7"),
            ("RunLengthDecode", b"\x01He\xffl\x00o\x80x"),
        ] {
            let got = unpacked(dictionary! { "Filter" => filter }, content);
            assert_eq!(got, ("Hello".to_owned(), true), "{filter}");
        }
    }

    #[test]
    fn filters_are_undone_in_their_order() {
        let digits: String = packed(b"Hello")
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        let filters = vec![Object::from("AHx"), Object::from("FlateDecode")];
        let got = unpacked(dictionary! { "Filter" => filters }, digits.as_bytes());
        assert_eq!(got, ("Hello".to_owned(), true));
    }

    #[test]
    fn truncated_data_is_decoded_as_far_as_possible_and_marked() {
        let text = "Gunmen came to the market. Police fled. ".repeat(50);
        let whole = packed(text.as_bytes());
        let flate = || dictionary! { "Filter" => "FlateDecode" };
        let without_checksum = unpacked(flate(), &whole[..whole.len() - 4]);
        assert_eq!(without_checksum, (text.clone(), true));
        let (part, is_whole) = unpacked(flate(), &whole[..whole.len() - 8]);
        assert!(!is_whole && !part.is_empty() && text.starts_with(&part));
        assert_eq!(unpacked(flate(), b""), (String::new(), true));
        assert!(!unpacked(flate(), b"no zlib").1);
        assert!(!unpacked(dictionary! { "Filter" => "DCTDecode" }, b"x").1);
    }
}
