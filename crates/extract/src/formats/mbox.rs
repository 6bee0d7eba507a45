//! mbox: mails in sequence, each after an envelope line `From SENDER DATE`. The n-th is
//! `box.mbox#n`.
//!
//! A text line that begins with *From* is not an envelope: an envelope has a date and is followed
//! by headers. `Content-Length` and multipart boundaries show where a mail that contains other
//! mails ends.

mod envelope;
mod splitter;
mod window;

use self::splitter::{Kind, Splitter};
use crate::error::{Cause, Location, Reason};
use crate::format::Input;
use crate::guard::{Gone, Sink};
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::report::Lines;
use crate::wrapper::LONGEST_LINE;
use crate::{decode, mail};

/// The name shown to users.
pub(crate) const NAME: &str = "mbox";

pub(crate) fn mails(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let mut location = Location::file(&input.shown);
    let mut splitter = match Splitter::new(input.take_bytes(), input.wrapper) {
        Ok(splitter) => splitter,
        Err(reason) => return sink.fail(location.error(reason)),
    };
    let mut number = 0;
    loop {
        let found = match splitter.next() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(()),
            Err(reason) => {
                location.line = Some(splitter.line());
                location.record = Some(number + 1);
                return sink.fail(location.error(reason));
            }
        };
        location.line = Some(found.line);
        if found.kind == Kind::Before {
            before_first(found.bytes, splitter.has_mails(), &location, sink)?;
            continue;
        }
        number += 1;
        location.record = Some(number);
        if found.kind == Kind::TooLong {
            let (what, limit) = ("a mail", LONGEST_LINE);
            sink.fail(location.error(Reason::TooLarge { what, limit }))?;
            continue;
        }
        let id = format!("{}#{number}", input.shown);
        mail::read(&found.bytes, &location, &id, input, sink)?;
        location.record = None;
    }
}

/// Makes a report of the text before the first mail, if there is any.
fn before_first(
    bytes: Vec<u8>,
    has_mails: bool,
    location: &Location,
    sink: &mut Sink,
) -> Result<(), Gone> {
    let decoded = match decode::decode(bytes, None) {
        Ok(decoded) if has_mails => decoded,
        Ok(_) => {
            let source = Cause("it does not start with a `From ` line".to_owned());
            let kind = NAME;
            return sink.fail(location.error(Reason::Damaged { kind, source }));
        }
        Err(reason) => return sink.fail(location.error(reason)),
    };
    let lines = decoded.text.lines().count() as u32;
    sink.warn(location.error(Reason::BeforeFirst { lines }));
    let first = location.line.unwrap_or(1);
    let id = format!("{}#0", location.path);
    let lines = Lines::Follow { first };
    sink.send(Outcome {
        report: Ok(Metadata::default().with_body(decoded.text, lines, &location.path, id)),
        warnings: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use crate::tests::read_all;

    #[test]
    fn each_mail_is_a_report_followed_by_its_attachments() {
        let bytes = "From a@x Tue Feb  4 08:30:00 2025\nSubject: One\n\nFirst.\nFrom here on\n\
             >From there\n\nFrom b@x Tue Feb  4 08:30:00 2025\nSubject: Two\n\
             Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSecond.\n--b\n\
             Content-Disposition: attachment; filename=n.txt\n\nnote\n--b--\n";
        let got: Vec<(String, String, String)> = read_all("a.mbox", bytes.as_bytes())
            .into_iter()
            .map(|report| {
                report
                    .map(|report| (report.id, report.path, report.body))
                    .unwrap()
            })
            .collect();
        let wanted =
            |id: &str, path: &str, body: &str| (id.to_owned(), path.to_owned(), body.to_owned());
        assert_eq!(
            got,
            [
                wanted("a.mbox#1", "a.mbox", "First.\nFrom here on\nFrom there"),
                wanted("a.mbox#2", "a.mbox", "Second."),
                wanted("a.mbox#2!/n.txt", "a.mbox#2!/n.txt", "note"),
            ]
        );
    }

    #[test]
    fn a_failing_mail_has_its_line_and_number_and_the_rest_is_read() {
        let bytes = b"From a\n\nFrom b\nSubject: T\n\ntext\n";
        let got = read_all("a.mbox", bytes);
        assert_eq!(
            got[0].as_ref().unwrap_err(),
            "a.mbox:2: record 1: not a valid mail file"
        );
        assert_eq!(got[1].as_ref().unwrap().id, "a.mbox#2");
        let got = read_all("a.mbox", b"no mails\n");
        assert_eq!(
            got[0].as_ref().unwrap_err(),
            "a.mbox:1: not a valid mbox file"
        );
    }
    /// Two mails with these envelopes and bodies.
    fn two(envelopes: [&str; 2], bodies: [&str; 2]) -> String {
        let mail = |n: usize| {
            format!(
                "{}From: {n}@x\nSubject: {n}\nDate: {n} Feb 2025\n\n{}",
                envelopes[n], bodies[n]
            )
        };
        format!("{}{}", mail(0), mail(1))
    }

    /// Returns number, sender and body of each mail.
    fn mails(bytes: &[u8]) -> Vec<(String, String, String)> {
        let mut got = Vec::new();
        for report in read_all("a.mbox", bytes) {
            let report = report.unwrap();
            let number = report.id.trim_start_matches("a.mbox#").to_owned();
            got.push((number, report.source.unwrap_or_default(), report.body));
        }
        got
    }

    fn wanted(bodies: [&str; 2]) -> Vec<(String, String, String)> {
        let mail = |n: usize| ((n + 1).to_string(), format!("{n}@x"), bodies[n].to_owned());
        vec![mail(0), mail(1)]
    }

    #[test]
    fn mailboxes_of_all_programs_are_split_with_or_without_empty_lines() {
        for envelope in [
            "From a@x Tue Feb  4 08:30:00 2025\n",
            "From - Tue Feb 04 10:00:00 2025\nX-Mozilla-Status: 0001\n",
            "From 1234567890@xxx Tue Feb 04 10:00:00 +0000 2025\n",
            "From \n",
            "From a@x\n",
            "From a@x Tue Feb  4 10:00:00 2025 remote from host\n>From b@x Tue\n",
        ] {
            for end in ["\n", "\n\n"] {
                let bytes = two([envelope; 2], [&format!("one{end}"), &format!("two{end}")]);
                for line_end in ["\n", "\r\n", "\r"] {
                    let bytes = bytes.replace('\n', line_end);
                    assert_eq!(mails(bytes.as_bytes()), wanted(["one", "two"]), "{bytes}");
                }
            }
        }
    }

    const ENVELOPE: &str = "From a@x Tue Feb  4 08:30:00 2025\n";

    #[test]
    fn a_line_of_a_text_splits_no_mail() {
        for line in [
            "From my point of view the road is closed.",
            "From Port-au-Prince on Tuesday 4 February 2025 at 10:00",
            "From Jacmel\nSubject: curfew\nTo: all",
            "From a@x Tue Feb  4 08:30:00 2025\nsays the log",
        ] {
            let body = format!("start\n\n{line}\n\nlantern");
            let bytes = two([ENVELOPE; 2], [&format!("{body}\n\n"), "two\n"]);
            assert_eq!(mails(bytes.as_bytes()), wanted([&body, "two"]), "{line}");
        }
    }

    #[test]
    fn a_mail_within_a_mail_is_kept_by_its_length_or_by_the_parts_around_it() {
        let inner = format!("{ENVELOPE}Subject: In\n\ninner\n");
        let body = format!("start\n\n{inner}\nlantern\n");
        let mail = format!(
            "{ENVELOPE}From: 0@x\nContent-Length: {}\n\n{body}\n",
            body.len()
        );
        let bytes = format!("{mail}{ENVELOPE}From: 1@x\nContent-Length: 7777\n\ntwo\n");
        assert_eq!(mails(bytes.as_bytes()), wanted([body.trim_end(), "two"]));
        let parts = format!(
            "{ENVELOPE}From: 0@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nstart\n--b\n\
             Content-Type: message/rfc822\n\n{inner}\n--b\n\nlantern\n--b--\n\n"
        );
        let bytes = format!("{parts}{ENVELOPE}From: 1@x\n\ntwo\n");
        let bodies: Vec<String> = mails(bytes.as_bytes())
            .into_iter()
            .map(|mail| mail.2)
            .collect();
        assert_eq!(bodies, ["start\n\nlantern", "inner", "two"]);
        // An unclosed multipart does not swallow the next mail.
        let bytes = format!("{}{ENVELOPE}From: 1@x\n\ntwo\n", parts.replace("--b--", ""));
        assert_eq!(mails(bytes.as_bytes()).last().unwrap().2, "two");
    }

    #[test]
    fn text_before_the_first_mail_is_a_report_with_a_warning() {
        let bytes = format!("Exported on Monday\n\n{ENVELOPE}Subject: x\n\none\n");
        let got = crate::tests::records("a.mbox", bytes.as_bytes());
        let bodies: Vec<_> = got
            .iter()
            .map(|(report, _)| report.as_ref().unwrap())
            .collect();
        assert_eq!(
            (bodies[0].id.as_str(), bodies[1].id.as_str()),
            ("a.mbox#0", "a.mbox#1")
        );
        assert_eq!(bodies[0].body.trim(), "Exported on Monday");
        assert_eq!(
            got[0].1,
            ["a.mbox:1: 2 lines before the first mail; indexed as a separate report"]
        );
        let got = mails(b"From: 0@x\nSubject: no envelope\n\none\n");
        assert_eq!(got, [("1".to_owned(), "0@x".to_owned(), "one".to_owned())]);
    }

    #[test]
    fn a_mail_is_cited_by_its_lines_in_the_mailbox() {
        let bytes = two([ENVELOPE; 2], ["one\n\n", "two\nthree\n"]);
        let got = read_all("a.mbox", bytes.as_bytes());
        let report = got[1].as_ref().unwrap();
        assert_eq!(report.lines.locate(&report.body, 4).0, Some(14));
    }

    proptest::proptest! {
        #[test]
        fn every_byte_of_a_mailbox_is_in_a_mail_or_an_envelope(
            lines in "(From a@x Tue Feb  4 08:30:00 2025\n|From here\n|Subject: x\n|Content-Length: [0-9]{1,2}\n|Content-Type: multipart/mixed; boundary=b\n|--b(--)?\n|\n|word\n){0,20}"
        ) {
            use super::splitter::Splitter;
            let reader = Box::new(std::io::Cursor::new(lines.clone().into_bytes()));
            let mut splitter = Splitter::new(reader, crate::wrapper::Wrapper::Plain).unwrap();
            let all: Vec<&str> = lines.lines().collect();
            let mut next = 0;
            while let Some(found) = splitter.next().unwrap() {
                let first = found.line as usize - 1;
                for line in &all[next..first.min(all.len())] {
                    proptest::prop_assert!(line.is_empty() || line.starts_with("From "), "{}", line);
                }
                let text = String::from_utf8(found.bytes).unwrap();
                let got: Vec<&str> = text.lines().collect();
                proptest::prop_assert_eq!(&got[..], &all[first..first + got.len()]);
                next = first + got.len();
            }
            proptest::prop_assert!(all[next..].iter().all(|line| line.is_empty()));
        }
    }
}
