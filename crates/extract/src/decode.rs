//! Decodes bytes into text: detects the encoding from byte order marks, validity, declarations and
//! statistics.

mod plausible;

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::Reason;

/// The sample from which an encoding is guessed.
const SAMPLE: usize = 64 << 10; // bytes

/// A decoded text.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    /// The encoding of the bytes.
    pub encoding: &'static Encoding,
    /// The position of replaced bytes, if any.
    pub warning: Option<Reason>,
}

/// Decodes a whole file. `declared` is the encoding that the file itself declares; it is used only
/// if the bytes are valid in it and not UTF-8, and causes a warning if it is plainly wrong. `Err`
/// is [`Reason::Binary`].
pub(super) fn decode(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
) -> Result<Decoded, Reason> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(decode_as(encoding, &bytes, mark));
    }
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return Ok(decode_as(encoding, &bytes, 0));
    }
    check_text(&bytes)?;
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let wrong = declared.filter(|_| !text.is_ascii());
            return Ok(Decoded {
                warning: wrong.and_then(|declared| misdeclared(declared, UTF_8)),
                encoding: UTF_8,
                text,
            });
        }
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = declared
        && let Some(text) = decode_as_declared(&bytes, encoding)
    {
        return Ok(Decoded {
            text,
            encoding,
            warning: None,
        });
    }
    let encoding = match declared == Some(UTF_8) && has_more_whole_than_damaged(&bytes) {
        true => UTF_8,
        false => guess(&bytes),
    };
    let mut decoded = decode_as(encoding, &bytes, 0);
    if decoded.warning.is_none() {
        decoded.warning = declared.and_then(|declared| misdeclared(declared, encoding));
    }
    Ok(decoded)
}

/// Decodes bytes in the declared encoding; `None` if they are invalid in it or plainly in another
/// one.
fn decode_as_declared(bytes: &[u8], declared: &'static Encoding) -> Option<String> {
    let decode = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    };
    if !declared.is_ascii_compatible() {
        return None;
    }
    let text = decode(declared)?;
    if declared.is_single_byte() && !plausible::is_plausible(&text) {
        let guessed = guess(bytes);
        if decode(guessed).is_some_and(|text| plausible::is_plausible(&text)) {
            return None;
        }
    }
    Some(text.into_owned())
}

/// Guesses the encoding of bytes that are not valid UTF-8, preferring `declared` if they are valid
/// in it.
pub(super) fn guess_with(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    match declared {
        Some(declared) if decode_as_declared(bytes, declared).is_some() => declared,
        Some(_) | None => guess(bytes),
    }
}

/// Returns a warning about a wrong declaration. UTF-16 declarations are ignored: they could not be
/// read if they were true.
fn misdeclared(declared: &'static Encoding, found: &'static Encoding) -> Option<Reason> {
    (declared != found && declared.is_ascii_compatible()).then(|| Reason::Misdeclared {
        declared: declared.name(),
        found: found.name(),
    })
}

/// Decodes the bytes after a byte order mark of `mark` bytes.
fn decode_as(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let warning = replaced.then(|| Reason::BadBytes {
        byte: (mark + first_bad(encoding, &bytes[mark..])) as u64,
        encoding: encoding.name(),
    });
    Decoded {
        text: text.into_owned(),
        encoding,
        warning,
    }
}

/// Returns the offset of the first byte that is invalid in `encoding`.
fn first_bad(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(error) => error.valid_up_to(),
        };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut into = String::with_capacity(4096);
    let mut at = 0;
    loop {
        into.clear();
        let rest = &bytes[at..];
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut into, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::OutputFull if read > 0 => {}
            encoding_rs::DecoderResult::OutputFull => return at,
            encoding_rs::DecoderResult::InputEmpty => return bytes.len(),
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return at.saturating_sub(usize::from(bad) + usize::from(after));
            }
        }
    }
}

/// Detects UTF-16 of mostly Latin text without a byte order mark: every second byte is NUL, and
/// hardly any other.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = sample.len() / 2;
    let (most, few) = (pairs * 2 / 5, pairs / 20);
    match (even, odd) {
        _ if odd > most && even <= few => Some(UTF_16LE),
        _ if even > most && odd <= few => Some(UTF_16BE),
        _ => None,
    }
}

/// Rejects bytes with too many control bytes for a text.
fn check_text(bytes: &[u8]) -> Result<(), Reason> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut control = 0;
    for byte in sample {
        control += usize::from(matches!(byte, 0..=6 | 14..=26 | 28..=31 | 127));
    }
    // In compressed data one byte in ten is a control byte, in prose none; broken exports have a
    // few.
    if control > 1 && control * 50 > sample.len() {
        let sample = sample.len();
        return Err(Reason::Binary { control, sample });
    }
    Ok(())
}

/// Guesses the encoding of bytes that are not valid UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if is_nearly_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Distinguishes damaged UTF-8 from another encoding: valid multi-byte characters far outnumber the
/// damage. In an 8-bit encoding, hardly any bytes happen to be valid.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (whole, damaged) = count_valid_and_damaged(bytes);
    whole > damaged * 2
}

/// The same for a file that declares UTF-8, with a lower threshold.
fn has_more_whole_than_damaged(bytes: &[u8]) -> bool {
    let (whole, damaged) = count_valid_and_damaged(bytes);
    whole >= damaged
}

/// Counts valid non-ASCII UTF-8 characters and invalid byte sequences.
fn count_valid_and_damaged(bytes: &[u8]) -> (usize, usize) {
    let (mut whole, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    (whole, damaged)
}

/// Decodes a file line by line, based on its first bytes.
pub(super) struct LineDecoder {
    /// The encoding of the first bytes, if not UTF-8.
    otherwise: Option<&'static Encoding>,
}

impl LineDecoder {
    /// Decodes one line or field. The reason, if any, names the replaced bytes.
    pub fn decode<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, Option<Reason>) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return (Cow::Borrowed(text), None);
        }
        let encoding = self.otherwise.unwrap_or_else(|| guess(bytes));
        let decoded = decode_as(encoding, bytes, 0);
        (Cow::Owned(decoded.text), decoded.warning)
    }
}

impl LineDecoder {
    /// Decodes one line; `None` if that would require guessing from this line alone or replacing
    /// bytes.
    pub fn decode_exactly<'a>(&self, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
        match (std::str::from_utf8(bytes), self.otherwise) {
            (Ok(text), _) => Some(Cow::Borrowed(text)),
            (Err(_), Some(encoding)) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes)
            }
            (Err(_), None) => None,
        }
    }
}

/// Prepares a reader for reading by lines: transcodes UTF-16 to UTF-8 and drops a byte order mark.
/// `Err` is [`Reason::Binary`] or [`Reason::Io`].
pub(super) fn by_lines(
    mut reader: Box<dyn BufRead + Send>,
) -> Result<(Box<dyn BufRead + Send>, LineDecoder), Reason> {
    let mut head = Vec::new();
    (&mut reader)
        .take(SAMPLE as u64)
        .read_to_end(&mut head)
        .map_err(Reason::Io)?;
    let marked = Encoding::for_bom(&head);
    let utf_16 = match marked {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        None => utf_16_without_mark(&head),
    };
    let mark = marked.map_or(0, |(_, length)| length);
    let mut otherwise = None;
    if utf_16.is_none() {
        check_text(&head)?;
        // The end of the sample may cut a character; that is not damage.
        if let Err(error) = std::str::from_utf8(&head)
            && error.error_len().is_some()
        {
            let encoding = guess(&head);
            otherwise = (encoding != UTF_8).then_some(encoding);
        }
    }
    let rest = io::Cursor::new(head.split_off(mark)).chain(reader);
    let lines: Box<dyn BufRead + Send> = match utf_16 {
        None => Box::new(rest),
        Some(encoding) => Box::new(io::BufReader::new(Transcoder {
            inner: rest,
            decoder: encoding.new_decoder_without_bom_handling(),
            text: String::with_capacity(SAMPLE),
            at: 0,
            ended: false,
        })),
    };
    Ok((lines, LineDecoder { otherwise }))
}

/// Checks that a file with these first bytes is text. `Err` is [`Reason::Binary`].
pub(super) fn is_text(head: &[u8]) -> Result<(), Reason> {
    if Encoding::for_bom(head).is_some() || utf_16_without_mark(head).is_some() {
        return Ok(());
    }
    check_text(head)
}

/// Transcodes another encoding to UTF-8.
struct Transcoder<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    text: String,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.text.clear();
            self.at = 0;
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, _) = self.decoder.decode_to_string(bytes, &mut self.text, last);
            self.inner.consume(read);
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
        }
        let rest = &self.text.as_bytes()[self.at..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        let decoded = decode(bytes.to_vec(), None).unwrap();
        assert!(decoded.warning.is_none(), "{:?}", decoded.warning);
        decoded.text
    }

    fn utf_16(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    #[test]
    fn utf_16_is_detected_by_marks_and_nuls_and_a_utf_8_mark_is_dropped() {
        assert_eq!(text_of("\u{feff}Chérizier".as_bytes()), "Chérizier");
        assert_eq!(text_of(&utf_16("Chérizier fled", true)), "Chérizier fled");
        assert_eq!(text_of(&utf_16("Chérizier fled", false)), "Chérizier fled");
    }

    #[test]
    fn old_eight_bit_text_is_recognized() {
        let french = "L’armée a été déployée à Pétion-Ville, où les gangs ont attaqué.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(french);
        assert_eq!(text_of(&bytes), french);
        let polish = "Przewiezione przez Niemców na Dolny Śląsk, zostały odnalezione później";
        let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(polish);
        assert_eq!(text_of(&bytes), polish);
    }

    #[test]
    fn a_declaration_counts_only_if_the_bytes_are_not_utf_8() {
        let declared = Some(encoding_rs::WINDOWS_1251);
        let decoded = decode("Haïti".into(), declared).unwrap();
        assert_eq!(decoded.text, "Haïti");
        let message = |decoded: Decoded| decoded.warning.map(|warning| warning.to_string());
        assert_eq!(
            message(decoded).as_deref(),
            Some("declared as windows-1251, but decoded as UTF-8")
        );
        assert_eq!(message(decode("Haiti".into(), declared).unwrap()), None);
        let (arabic, _, _) =
            encoding_rs::WINDOWS_1256.encode("كان هناك رجل حكيم يعرف كل شيء عن الحياة");
        let decoded = decode(arabic.into(), Some(UTF_8)).unwrap();
        assert_eq!(
            message(decoded).as_deref(),
            Some("declared as UTF-8, but decoded as windows-1256")
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Мир");
        assert_eq!(decode(bytes.into(), declared).unwrap().text, "Мир");
    }

    #[test]
    fn damaged_utf_8_stays_utf_8_and_the_first_bad_byte_is_named() {
        let mut bytes = "Chérizier, Télémaque, Pétion".as_bytes().to_vec();
        bytes.push(0xff);
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.text, "Chérizier, Télémaque, Pétion\u{fffd}");
        assert!(matches!(
            decoded.warning,
            Some(Reason::BadBytes {
                byte: 32,
                encoding: "UTF-8"
            })
        ));
    }

    #[test]
    fn binary_data_is_rejected_and_a_lone_nul_is_not() {
        let junk: Vec<u8> = (0..4096u32).map(|i| ((i * 7919) >> 3) as u8).collect();
        assert!(matches!(decode(junk, None), Err(Reason::Binary { .. })));
        assert_eq!(text_of(b"a lone\0NUL"), "a lone\0NUL");
    }

    #[test]
    fn lines_of_utf_16_come_as_utf_8() {
        let text = "é\nb\n".repeat(40_000);
        let (mut lines, _) = by_lines(Box::new(io::Cursor::new(utf_16(&text, true)))).unwrap();
        let mut got = String::new();
        lines.read_to_string(&mut got).unwrap();
        assert!(got == text);
    }
}
