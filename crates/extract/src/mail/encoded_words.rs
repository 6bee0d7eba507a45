//! Encoded words in headers (`=?utf-8?Q?caf=C3=A9?=`, RFC 2047), including broken ones: without an
//! end, with spaces inside, with a character split between two words.

use super::charset;
use super::{base64, quoted_printable};

/// The longest charset name, including a language suffix.
const LONGEST_LABEL: usize = 60; // bytes

/// Decodes all encoded words. Words may contain folds (a line break before white space).
pub(super) fn decode(text: &str) -> String {
    replace(text, |decoded, into| into.push_str(decoded))
}

/// Rewrites all encoded words as complete UTF-8 words, so that the header parser does not mistake a
/// comma or quote in a name for a separator between addresses.
pub(super) fn normalize(text: &str) -> String {
    replace(text, |decoded, into| {
        into.push_str("=?utf-8?Q?");
        for byte in decoded.bytes() {
            match byte {
                b' ' => into.push('_'),
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => into.push(char::from(byte)),
                _ => into.push_str(&format!("={byte:02X}")),
            }
        }
        into.push_str("?=");
    })
}

/// One encoded word.
struct Word<'a> {
    label: &'a str,
    bytes: Vec<u8>,
    /// Its length in the text, in bytes.
    len: usize,
}

/// Replaces each run of encoded words by what `write` makes of the decoded text.
fn replace(text: &str, write: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let Some(first) = word(&rest[at..]) else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + first.len..];
        let mut decoded = String::new();
        let (mut label, mut bytes) = (first.label, first.bytes);
        // White space between encoded words is dropped.
        while let Some(next) = word(rest.trim_start()) {
            rest = &rest.trim_start()[next.len..];
            if next.label.eq_ignore_ascii_case(label) {
                bytes.extend(next.bytes);
            } else {
                decoded.push_str(&charset::of_word(&bytes, label));
                (label, bytes) = (next.label, next.bytes);
            }
        }
        decoded.push_str(&charset::of_word(&bytes, label));
        write(&decoded, &mut out);
    }
    out.push_str(rest);
    out
}

/// Parses the encoded word at the start of `text`.
fn word(text: &str) -> Option<Word<'_>> {
    let rest = text.strip_prefix("=?")?;
    let (label, rest) = rest.split_once('?')?;
    let is_label = |c: char| c.is_ascii_alphanumeric() || "-_.:*+ ".contains(c);
    if label.trim().is_empty() || label.len() > LONGEST_LABEL || !label.chars().all(is_label) {
        return None;
    }
    let (encoding, rest) = rest.split_once('?')?;
    let (payload, after) = payload(rest);
    let bytes = match encoding.trim() {
        "b" | "B" => base64::of_word(payload)?,
        "q" | "Q" => quoted_printable::of_word(payload),
        _ => return None,
    };
    // A language suffix after the charset (RFC 2231).
    let label = label.split('*').next().unwrap_or_default().trim();
    let len = text.len() - after.len();
    Some(Word { label, bytes, len })
}

/// Splits the text after the second `?` into the payload and the text after the word. If the end
/// `?=` is missing, the payload ends at white space or at the next word.
fn payload(rest: &str) -> (&str, &str) {
    // `=?=` is an equals sign before the end.
    let mut starts = rest.match_indices("=?").map(|(at, _)| at);
    let next = starts.find(|&at| !rest[at + 2..].starts_with('='));
    let here = &rest[..next.unwrap_or(rest.len())];
    let mut from = 0;
    while let Some(at) = here[from..].find("?=").map(|at| from + at) {
        let behind = &here[at + 2..];
        // `who?=3F?=`: a question mark that should have been encoded.
        let is_escape = behind.len() >= 4
            && behind.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit)
            && behind[2..]
                .split_whitespace()
                .next()
                .is_some_and(|token| token.contains("?="));
        if !is_escape {
            return (&here[..at], &rest[at + 2..]);
        }
        from = at + 2;
    }
    let end = here.find(char::is_whitespace).unwrap_or(here.len());
    (&here[..end], &rest[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_and_white_space_between_them_is_dropped() {
        for (text, wanted) in [
            ("no words", "no words"),
            ("=?iso-8859-1?Q?P=E9tion-Ville?=", "Pétion-Ville"),
            ("Re: =?utf-8?b?Y2Fmw6k=?= (new)", "Re: café (new)"),
            (
                "=?utf-8?Q?a_b?= =?utf-8?Q?_c?=\n =?iso-8859-1?q?=E9?=",
                "a b cé",
            ),
            ("=?utf-8*en?Q?caf=C3=A9?=", "café"),
            ("=?utf-8?Q?Who=3F?=", "Who?"),
            ("x =?= y =?utf-8?X?z?=", "x =?= y =?utf-8?X?z?="),
            ("=?utf-8?Q??= x", " x"),
            ("a=?utf-8?Q?=C3=A9?=b", "aéb"),
        ] {
            assert_eq!(decode(text), wanted, "{text}");
        }
    }

    #[test]
    fn broken_words_are_decoded_as_far_as_they_can_be() {
        for (text, wanted) in [
            // a character split between words; words without a space between them
            ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9_noir?=", "café noir"),
            ("=?utf-8?B?Y2Fmww==?= =?utf-8?B?qSBub2ly?=", "café noir"),
            ("=?utf-8?Q?caf=C3=A9?==?utf-8?Q?_noir?=", "café noir"),
            // missing end
            ("=?utf-8?Q?caf=C3=A9", "café"),
            ("=?utf-8?B?Y2Fmw6k= and more", "café and more"),
            ("=?utf-8?Q?caf=C3=A9 =?utf-8?Q?_noir?=", "café noir"),
            ("=?utf-8?B?Y2Fmw6kgbm9p", "café noi"),
            // spaces and folds inside
            ("=?utf-8?Q?le caf=C3=A9 noir?=", "le café noir"),
            ("=?utf-8?Q?le_caf=C3=\n A9?=", "le café"),
            ("=?utf-8?B?Y2Fm\n w6k=?=", "café"),
            ("=? utf-8 ?Q?caf=C3=A9?=", "café"),
            // missing padding, a question mark, a bad escape
            ("=?utf-8?B?Y2Fmw6k?=", "café"),
            ("=?utf-8?Q?who?=3F_caf=C3=A9?=", "who?? café"),
            ("=?utf-8?Q?50=_caf=C3=A9=?=", "50= café="),
            // a wrong or unknown label
            ("=?us-ascii?Q?caf=C3=A9?=", "café"),
            ("=?utf-8?Q?caf=E9?=", "café"),
            ("=?x-unknown?Q?caf=E9?=", "café"),
            ("=?iso-8859-1?Q?caf=C3=A9?=", "café"),
        ] {
            assert_eq!(decode(text), wanted, "{text}");
        }
    }

    #[test]
    fn normalized_words_decode_to_the_same_and_hold_no_separators() {
        let text = "=?utf-8?Q?Doe=2C_\"Ren=C3=A9\"?= <a@x>, =?utf-8?B?w6k=?=";
        let normalized = normalize(text);
        assert_eq!(
            normalized,
            "=?utf-8?Q?Doe=2C_=22Ren=C3=A9=22?= <a@x>, =?utf-8?Q?=C3=A9?="
        );
        assert_eq!(decode(&normalized), decode(text));
    }
}
