//! Encoded words in headers (`=?utf-8?Q?caf=C3=A9?=`, RFC 2047), also broken ones: without an end,
//! with spaces within, with a character that is split between two words.

use super::charset;
use super::{base64, quoted_printable};

/// The longest name of a charset, with a language behind it.
const LONGEST_LABEL: usize = 60; // bytes

/// Decodes all encoded words. A fold (a line break before white space) may stand within words.
pub(super) fn decode(text: &str) -> String {
    replace(text, |decoded, into| into.push_str(decoded))
}

/// Replaces all encoded words by words in UTF-8 of which each is whole, so that what parses a header
/// does not take a comma or a quote in a name for one between addresses.
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
    /// How long it is in the text, in bytes.
    len: usize,
}

/// Puts `write` of the decoded text in the place of each run of encoded words.
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
        // White space between encoded words is none.
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

/// Reads the encoded word that `text` starts with.
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
    // A language behind the charset (RFC 2231).
    let label = label.split('*').next().unwrap_or_default().trim();
    let len = text.len() - after.len();
    Some(Word { label, bytes, len })
}

/// Splits what follows the second `?` into the encoded text and what stands behind the word. Where
/// the end `?=` is missing, the text ends at white space or at the next word.
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
    fn words_are_decoded_and_what_stands_between_two_is_dropped() {
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
            // a character split between words, and words without space between them
            ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9_noir?=", "café noir"),
            ("=?utf-8?B?Y2Fmww==?= =?utf-8?B?qSBub2ly?=", "café noir"),
            ("=?utf-8?Q?caf=C3=A9?==?utf-8?Q?_noir?=", "café noir"),
            // no end
            ("=?utf-8?Q?caf=C3=A9", "café"),
            ("=?utf-8?B?Y2Fmw6k= and more", "café and more"),
            ("=?utf-8?Q?caf=C3=A9 =?utf-8?Q?_noir?=", "café noir"),
            ("=?utf-8?B?Y2Fmw6kgbm9p", "café noi"),
            // spaces and folds within
            ("=?utf-8?Q?le caf=C3=A9 noir?=", "le café noir"),
            ("=?utf-8?Q?le_caf=C3=\n A9?=", "le café"),
            ("=?utf-8?B?Y2Fm\n w6k=?=", "café"),
            ("=? utf-8 ?Q?caf=C3=A9?=", "café"),
            // no padding, a question mark, a bad escape
            ("=?utf-8?B?Y2Fmw6k?=", "café"),
            ("=?utf-8?Q?who?=3F_caf=C3=A9?=", "who?? café"),
            ("=?utf-8?Q?50=_caf=C3=A9=?=", "50= café="),
            // a label that does not hold, or is none
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
