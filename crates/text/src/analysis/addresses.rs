//! Finds web and mail addresses in a text. The words of a web address are not words of the sentence
//! around it.

use std::ops::Range;

use super::clusters::is_word_by_itself;
use super::words::Words;

/// The longest top-level domain that is recognised without a scheme (`international`), in
/// characters.
const LONGEST_TOP_LEVEL: usize = 13;

/// Returns the spans of web addresses in `text`, in bytes, in order and without overlap. An address
/// starts with a scheme (`https://`) or `www.`, or is a host with a path (`un.org/en`). Punctuation
/// around it is not included.
pub fn web_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for sign in candidate_offsets(text) {
        if sign < end {
            continue;
        }
        let token = token_around(text, sign, end);
        end = token.end;
        found.extend(address_within(text, token));
    }
    found
}

/// Returns the byte offsets of possible addresses: each contains a slash or starts with `www.`.
fn candidate_offsets(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'/', b'.', bytes).filter_map(move |at| match bytes[at] {
        b'/' => Some(at),
        _ => at
            .checked_sub(3)
            .filter(|&start| bytes[start..at].eq_ignore_ascii_case(b"www")),
    })
}

/// Returns whether the whole text is a web address or a host name.
pub fn is_web_address(text: &str) -> bool {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return false;
    }
    match without_scheme(text) {
        Some(rest) => any_host_end(rest).is_some(),
        None => host_end(text).is_some(),
    }
}

/// Returns whether a token, punctuation around it aside, is a mail address: `desk@example.org`.
pub fn is_mail_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((user, host)) = token.split_once('@') else {
        return false;
    };
    !user.is_empty() && host_end(host) == Some(host.len())
}

/// The words of a text that are inside web addresses.
pub struct AddressWords {
    /// Ranges of word indices, in order and without overlap.
    words: Vec<Range<usize>>,
}

impl AddressWords {
    /// Finds the `words` of `text` that are inside web addresses.
    pub fn of(text: &str, words: &Words) -> AddressWords {
        let addresses = web_addresses(text).into_iter();
        let words = addresses
            .map(|bytes| words.first_at(bytes.start)..words.first_at(bytes.end))
            .collect();
        AddressWords { words }
    }

    /// Returns whether word `i` is inside an address.
    #[inline]
    pub fn has(&self, i: usize) -> bool {
        if self.words.is_empty() {
            return false; // most texts have no addresses
        }
        let passed = self.words.partition_point(|words| words.end <= i);
        self.words.get(passed).is_some_and(|words| words.start <= i)
    }

    /// Returns how many of these words are outside addresses.
    pub fn count_others(&self, words: Range<usize>) -> usize {
        let passed = self.words.partition_point(|row| row.end <= words.start);
        let within = |row: &Range<usize>| {
            let (start, end) = (row.start.max(words.start), row.end.min(words.end));
            end.saturating_sub(start)
        };
        let rows = self.words[passed..].iter();
        let rows = rows.take_while(|row| row.start < words.end);
        words.len() - rows.map(within).sum::<usize>()
    }
}

/// Returns the token around byte `at`, delimited by white space, quotes and brackets, starting at
/// `start` at the earliest.
fn token_around(text: &str, at: usize, start: usize) -> Range<usize> {
    let separates = |c: char| {
        c.is_whitespace()
            || is_word_by_itself(c)
            || "<>\"«»“”„|{}。，、；：！？（）「」".contains(c)
    };
    let from = text[start..at].rfind(separates).map_or(start, |before| {
        let before = start + before;
        before + text[before..].chars().next().map_or(1, char::len_utf8)
    });
    let to = text[at..]
        .find(separates)
        .map_or(text.len(), |after| at + after);
    from..to
}

/// Returns the address inside a token.
fn address_within(text: &str, token: Range<usize>) -> Option<Range<usize>> {
    let written = &text[token.clone()];
    let start = match written.find("://") {
        Some(colon) => written[..colon]
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
            .len(),
        None => {
            let address = written.trim_start_matches(|c: char| !c.is_alphanumeric());
            written.len() - address.len()
        }
    };
    let address = written[start..].trim_end_matches(|c: char| ".,;:!?'’*_-".contains(c));
    let address = match address.strip_suffix([')', ']']) {
        // Include a bracket only if the address contains both halves of the pair.
        Some(inner) if !inner.contains(['(', '[']) => inner.trim_end_matches(['.', ',', ';']),
        Some(_) | None => address,
    };
    let is_address = match without_scheme(address) {
        Some(rest) => any_host_end(rest).is_some(),
        None => host_end(address)
            .is_some_and(|end| begins_with_www(address) || address[end..].starts_with('/')),
    };
    let start = token.start + start;
    is_address.then(|| start..start + address.len())
}

fn begins_with_www(address: &str) -> bool {
    let start = address.get(..4);
    start.is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

fn without_scheme(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    is_scheme.then_some(rest)
}

/// Returns where a host at the start of `text` ends, in bytes, whatever its name (`localhost`,
/// `10.0.0.1`); `None` if there is no host.
fn any_host_end(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let ends = matches!(
        text[end..].chars().next(),
        None | Some('/' | ':' | '?' | '#')
    );
    (ends && text[..end].contains(char::is_alphanumeric)).then_some(end)
}

/// Returns where a host with a top-level domain ends at the start of `text`, in bytes; `None` if
/// there is none.
fn host_end(text: &str) -> Option<usize> {
    let end = any_host_end(text)?;
    let (before, top) = text[..end].rsplit_once('.')?;
    let is_lowercase = top.chars().all(|c| c.is_lowercase() || !c.is_ascii());
    let is_top = is_lowercase && (2..=LONGEST_TOP_LEVEL).contains(&top.chars().count());
    let labels_fit = before.split('.').all(|label| !label.is_empty());
    let last = before.rsplit('.').next().unwrap_or("");
    let is_host = is_top || (begins_with_www(text) && !top.is_empty());
    (is_host && labels_fit && last.chars().count() > 1).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let ranges = web_addresses(text).into_iter();
        ranges.map(|range| &text[range]).collect()
    }

    #[test]
    fn web_addresses_are_found_without_the_punctuation_around_them() {
        for (text, wanted) in [
            (
                "See https://example.org/a-b/c?d=e#f.",
                "https://example.org/a-b/c?d=e#f",
            ),
            ("(www.example.org/haiti-news)", "www.example.org/haiti-news"),
            ("at <http://example.org>, he said", "http://example.org"),
            (
                "documents.example.org/en/a, p. 2",
                "documents.example.org/en/a",
            ),
            ("“https://example.org/x”; and", "https://example.org/x"),
            ("http://example.org/a_(b)", "http://example.org/a_(b)"),
            ("WWW.EXAMPLE.ORG", "WWW.EXAMPLE.ORG"),
            ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"),
            ("见https://example.org/a。", "https://example.org/a"),
            ("https://example.org:80/a", "https://example.org:80/a"),
            ("ftp://10.0.0.1/files", "ftp://10.0.0.1/files"),
            ("http://localhost/a", "http://localhost/a"),
            ("voir https://пример.укр/а", "https://пример.укр/а"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
        let two = "https://a-b.org/x,https://cd.org/y www.ef.org";
        assert_eq!(found(two).last(), Some(&"www.ef.org"));
    }

    #[test]
    fn text_that_only_contains_a_slash_is_not_an_address() {
        for text in [
            "and/or his/her 2024/25 km/h",
            "S/2025/85 and A/79/437/Add.4",
            "U.S./Mexico a.m./p.m. Mr.Smith/Jones",
            "// a comment / a path ./x ../y.txt",
            "the www. of :// it",
            "",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_whole_address_is_distinguished_from_a_word() {
        for address in ["example.org", "https://example.org/a", "www.example.org"] {
            assert!(is_web_address(address), "{address}");
        }
        for other in [
            "Port-au-Prince",
            "U.S.",
            "3.5",
            "S/2025/85",
            "p.m.",
            "example.org is",
        ] {
            assert!(!is_web_address(other), "{other}");
        }
        assert!(is_mail_address("<desk@example.org>,") && !is_mail_address("a @ b"));
    }

    #[test]
    fn words_of_addresses_are_counted_apart_from_the_others() {
        let text = "See www.example.org/a-b and https://example.org there.";
        let words = Words::of(text);
        let of_addresses = AddressWords::of(text, &words);
        let got: Vec<&str> = (0..words.len())
            .filter(|&i| !of_addresses.has(i))
            .map(|i| words.folded(i))
            .collect();
        assert_eq!(got, ["see", "and", "there"]);
        assert_eq!(of_addresses.count_others(0..words.len()), 3);
        assert_eq!(of_addresses.count_others(2..4), 0);
        assert_eq!(of_addresses.count_others(4..8), 1);
    }

    proptest::proptest! {
        #[test]
        fn addresses_are_in_order_and_on_character_boundaries(text in "([a-zé./:@ 是()]|www\\.|://){0,40}") {
            let mut end = 0;
            for range in web_addresses(&text) {
                proptest::prop_assert!(range.start >= end && range.start < range.end);
                proptest::prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
