//! The envelope lines between the mails of a mailbox: `From SENDER DATE`, in the forms that
//! programs write. A text line that begins with *From* is not one.

use crate::mail;

/// How much of a mailbox is examined to see whether headers follow.
pub(super) const LOOKED_AT: usize = 64 << 10; // bytes

/// How complete an envelope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// With date and time: `From a@b Tue Feb  4 10:00:00 2025`.
    Dated,
    /// An address or `-`, without a complete date: `From a@b`, `From - yesterday`.
    Address,
    /// Another single word: `From root`.
    Word,
    /// Empty: `From `.
    Bare,
}

/// Fields of which every mail has some.
const CORE: &[&str] = &[
    "date",
    "from",
    "message-id",
    "received",
    "return-path",
    "subject",
    "to",
];

/// Returns the length of the envelope at the start of `ahead`, including its line ending, if
/// headers follow it. `below_blank`: an empty line precedes it. `usual` is the form of the
/// mailbox's first envelope.
pub(super) fn at_start(ahead: &[u8], below_blank: bool, usual: Form) -> Option<usize> {
    let form = form(first_line(ahead))?;
    let length = line_length(ahead);
    let mut rest = &ahead[length..];
    // Lines added by other mail programs (`>From b@c ... remote from host`).
    while rest.starts_with(b">From ") {
        rest = &rest[line_length(rest)..];
    }
    if rest.is_empty() {
        return None;
    }
    let is_headed = match (form, usual) {
        (Form::Dated, _) => {
            let blank = first_line(rest).trim_ascii().is_empty() && below_blank;
            let below = &rest[line_length(rest)..];
            mail::field_name(first_line(rest)).is_some()
                || (blank && mail::is_known_field(first_line(below)))
        }
        (form, usual) if form == usual => mail::is_known_field(first_line(rest)),
        (Form::Word, _) => false,
        (Form::Address | Form::Bare, _) => below_blank && core_fields(rest) >= 2,
    };
    is_headed.then_some(length)
}

/// Returns the form of an envelope; `None` if the line is not one.
pub(super) fn form(line: &[u8]) -> Option<Form> {
    let rest = line.strip_prefix(b"From")?;
    if !rest.is_empty() && !rest.starts_with(b" ") {
        return None;
    }
    let words: Vec<&[u8]> = rest
        .split(u8::is_ascii_whitespace)
        .filter(|w| !w.is_empty())
        .collect();
    if (0..words.len()).any(|at| is_date(&words[at..])) {
        return Some(Form::Dated);
    }
    match words.first() {
        None => Some(Form::Bare),
        Some(first) if first.contains(&b'@') || *first == b"-" => Some(Form::Address),
        Some(_) => (words.len() == 1).then_some(Form::Word),
    }
}

/// Returns whether `words` are a date with a time of day: `Tue Feb 4 10:00:00 2025`, optionally
/// without seconds, with a time zone before or after the year, or followed by a host
/// (`remote from host`); `Tue, 4 Feb 2025 10:00:00 +0000`; `2025-02-04 10:00:00`.
fn is_date(words: &[&[u8]]) -> bool {
    let host = words.iter().position(|word| *word == b"remote");
    let words = match host {
        Some(at) if words[at..].get(1) == Some(&&b"from"[..]) => &words[..at],
        Some(_) | None => words,
    };
    let (mut days, mut times, mut years, mut names, mut zones) = (0, 0, 0, 0, 0);
    for word in words {
        let word = word.strip_suffix(b",").unwrap_or(word);
        match kind(word) {
            Kind::Day => days += 1,
            Kind::Time => times += 1,
            Kind::Year => years += 1,
            Kind::Name => names += 1,
            Kind::Zone => zones += 1,
            Kind::Whole => (days, years, names) = (days + 1, years + 1, names + 1),
            Kind::Instant => {
                (days, years, names, times) = (days + 1, years + 1, names + 1, times + 1);
            }
            Kind::Other => return false,
        }
    }
    // The month, and optionally the weekday and a zone, are names. The first word is not a zone or
    // time.
    let starts = !matches!(
        kind(words.first().unwrap_or(&&b""[..])),
        Kind::Zone | Kind::Time
    );
    starts && times == 1 && days == 1 && years == 1 && (1..=3).contains(&names) && zones <= 2
}

/// The possible kinds of words in a date.
enum Kind {
    /// `4`, `04`
    Day,
    /// `10:00`, `10:00:00`, `9:00:00.123`
    Time,
    /// `2025`
    Year,
    /// `Tue`, `Feb`, `UTC`
    Name,
    /// `+0000`, `-05:00`, `(CET)`, `GMT+1`
    Zone,
    /// `2025-02-04`, `4-Feb-2025`
    Whole,
    /// `2025-02-04T10:00:00Z`
    Instant,
    Other,
}

fn kind(word: &[u8]) -> Kind {
    const LONGEST_NAME: usize = 12; // bytes
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let name = |part: &[u8]| (2..=LONGEST_NAME).contains(&part.len()) && part.iter().all(letter);
    let is_time = |part: &[u8]| {
        let numbers: Vec<&[u8]> = part.split(|byte| *byte == b':').collect();
        let seconds = numbers.get(2).map_or(&b"0"[..], |second| {
            second
                .split(|byte| *byte == b'.')
                .next()
                .unwrap_or_default()
        });
        (2..=3).contains(&numbers.len())
            && numbers[..2]
                .iter()
                .all(|number| digits(number) && number.len() <= 2)
            && digits(seconds)
    };
    let is_day = |part: &[u8]| {
        let parts: Vec<&[u8]> = part.split(|byte| matches!(byte, b'-' | b'/')).collect();
        parts.len() == 3
            && parts.iter().all(|part| digits(part) || name(part))
            && parts.iter().any(|part| is_year(part))
    };
    match word {
        _ if is_time(word) => Kind::Time,
        _ if is_year(word) => Kind::Year,
        _ if digits(word) && word.len() <= 2 => Kind::Day,
        _ if name(word) => Kind::Name,
        [b'+' | b'-', rest @ ..] if rest.iter().all(|b| b.is_ascii_digit() || *b == b':') => {
            Kind::Zone
        }
        [b'(', .., b')'] => Kind::Zone,
        [b'G', b'M', b'T', ..] | [b'U', b'T', b'C', ..] => Kind::Zone,
        _ if is_day(word) => Kind::Whole,
        _ => match word.iter().position(|byte| *byte == b'T') {
            Some(at)
                if is_day(&word[..at])
                    && word[at + 1..].first().is_some_and(u8::is_ascii_digit) =>
            {
                Kind::Instant
            }
            Some(_) | None => Kind::Other,
        },
    }
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && word.iter().all(u8::is_ascii_digit) && matches!(&word[..2], b"19" | b"20")
}

/// Counts the core fields in the headers at the start of `rest`; 0 if they are not headers.
fn core_fields(rest: &[u8]) -> usize {
    let mut count = 0;
    let mut rest = rest;
    while !rest.is_empty() {
        let line = first_line(rest);
        if line.is_empty() {
            break;
        }
        match mail::field_name(line) {
            Some((name, _)) => count += usize::from(CORE.contains(&name.as_str())),
            None if line.starts_with(b" ") || line.starts_with(b"\t") => {}
            None => return 0,
        }
        rest = &rest[line_length(rest)..];
    }
    count
}

/// Returns the first line without its line ending.
pub(super) fn first_line(bytes: &[u8]) -> &[u8] {
    let mut line = &bytes[..line_length(bytes)];
    while let Some((b'\n' | b'\r', before)) = line.split_last() {
        line = before;
    }
    line
}

/// Returns the length of the first line, including its line ending.
pub(super) fn line_length(bytes: &[u8]) -> usize {
    memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_have_the_forms_that_programs_write() {
        for line in [
            "From a@example.org Tue Feb  4 10:00:00 2025",
            "From - Tue Feb 04 10:00:00 2025",
            "From 1234567890@xxx Tue Feb 04 10:00:00 +0000 2025",
            "From a@b Tue Feb  4 10:00:00 2025 -0500",
            "From a@b Tue Feb  4 10:00:00 EST 2025",
            "From a@b Tue Feb  4 10:00 2025",
            "From a@b Tue Feb  4 10:00:00 2025 remote from host",
            "From a!b!c Tue Feb  4 10:00:00 1997 remote from host.example.org",
            "From MAILER-DAEMON Tue Feb  4 10:00:00 2025",
            "From ???@??? Tue Feb 04 10:00:00 2025",
            "From \"Jane Doe\"@example.org Tue Feb  4 10:00:00 2025",
            "From Jane Doe Tue Feb  4 10:00:00 2025",
            "From a@b  Tue Feb 4 10:00:00 2025  ",
            "From Tue Feb 4 10:00:00 2025",
            "From a@b Tue, 04 Feb 2025 10:00:00 +0000",
            "From a@b Tue, 04 Feb 2025 10:00:00 +0000 (UTC)",
            "From a@b 2025-02-04 10:00:00",
            "From a@b 2025-02-04T10:00:00Z",
            "From a@b Di Feb 04 10:00:00 2025",
        ] {
            assert_eq!(form(line.as_bytes()), Some(Form::Dated), "{line}");
        }
        for (line, wanted) in [
            ("From ", Form::Bare),
            ("From", Form::Bare),
            ("From -", Form::Address),
            ("From a@b", Form::Address),
            ("From a@b yesterday", Form::Address),
            ("From root", Form::Word),
        ] {
            assert_eq!(form(line.as_bytes()), Some(wanted), "{line}");
        }
        for line in [
            "From Port-au-Prince the situation is calm.",
            "From 10:00 to 12:00 on 4 February 2025 the road was closed",
            "From Tuesday 4 February 2025 at 10:00 the road is closed",
            "From the hills came shots",
            "From: a@b",
            "Fromage",
            ">From a@b Tue Feb  4 10:00:00 2025",
        ] {
            assert_eq!(form(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn an_envelope_counts_only_above_headers() {
        let dated = "From a@b Tue Feb  4 10:00:00 2025\n";
        for (ahead, below_blank, usual, wanted) in [
            (format!("{dated}X-Note: 1\n"), false, Form::Dated, true),
            (
                format!("{dated}>From c Tue\nSubject: x\n"),
                false,
                Form::Dated,
                true,
            ),
            (format!("{dated}\nSubject: x\n"), true, Form::Dated, true),
            (format!("{dated}\nSubject: x\n"), false, Form::Dated, false),
            (format!("{dated}Gunmen came.\n"), true, Form::Dated, false),
            (
                "From a@b\nSubject: x\nDate: y\n\n".into(),
                true,
                Form::Dated,
                true,
            ),
            (
                "From a@b\nSubject: x\nDate: y\n\n".into(),
                false,
                Form::Dated,
                false,
            ),
            ("From a@b\nSubject: x\n\n".into(), true, Form::Dated, false),
            (
                "From a@b\nSubject: x\n\n".into(),
                false,
                Form::Address,
                true,
            ),
            ("From \nSubject: x\n\n".into(), false, Form::Bare, true),
            ("From root\nSubject: x\n\n".into(), false, Form::Word, true),
            ("From here\nNote: x\n\n".into(), true, Form::Word, false),
            (
                "From here\nTo: x\nSubject: y\n\n".into(),
                true,
                Form::Dated,
                false,
            ),
            (
                "From here\nTo: x\nSubject: y\n\n".into(),
                true,
                Form::Address,
                false,
            ),
        ] {
            let got = at_start(ahead.as_bytes(), below_blank, usual);
            assert_eq!(got.is_some(), wanted, "{ahead}");
        }
    }
}
