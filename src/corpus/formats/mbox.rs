//! mbox: mails one after the other, each behind a line `From ...`. The n-th is `box.mbox#n`.

use std::io::BufRead;

use super::{Format, Outcomes, Wrapper};
use crate::corpus::error::{Place, Reason};
use crate::corpus::guard::{self, Gone, Sink};
use crate::corpus::input::{self, Input, LONGEST_LINE};
use crate::corpus::mail;

pub(in crate::corpus) const FORMAT: Format = Format {
    name: "mbox",
    extensions: &["mbox", "mbx"],
    read,
};

fn read(input: Input) -> Outcomes {
    guard::several(input, mails)
}

fn mails(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let bytes = std::mem::replace(&mut input.bytes, Box::new(std::io::empty()));
    let mut splitter = Splitter::new(bytes, input.wrapper);
    let mut number = 0;
    loop {
        let mut place = Place::file(&input.shown);
        match splitter.next() {
            Ok(None) => return Ok(()),
            Ok(Some(mail)) => {
                number += 1;
                place.line = Some(mail.line);
                place.record = Some(number);
                let id = format!("{}#{number}", input.shown);
                mail::read(&mail.bytes, &place, &id, input, sink)?;
            }
            Err(reason) => {
                place.line = Some(splitter.line);
                return sink.fail(place.error(reason));
            }
        }
    }
}

/// The bytes of one mail.
#[derive(Debug, PartialEq)]
struct Found {
    /// The line of its first header.
    line: u32,
    bytes: Vec<u8>,
}

struct Splitter {
    bytes: Box<dyn BufRead + Send>,
    wrapper: Wrapper,
    /// Lines read so far.
    line: u32,
    /// The next mail's `From ` line has been read.
    opened: bool,
}

impl Splitter {
    fn new(bytes: Box<dyn BufRead + Send>, wrapper: Wrapper) -> Splitter {
        Splitter {
            bytes,
            wrapper,
            line: 0,
            opened: false,
        }
    }

    /// Returns the next mail; `None` at the end. `Err`: it cannot be read, or is no mbox.
    fn next(&mut self) -> Result<Option<Found>, Reason> {
        let mut found = Vec::new();
        let mut first = self.line + 1;
        // A blank line is only one before `From ` if it is the first or a mail's.
        let mut blank = true;
        loop {
            let mut line = Vec::new();
            let limit = LONGEST_LINE + 1 - found.len() as u64;
            let read = std::io::Read::take(&mut self.bytes, limit).read_until(b'\n', &mut line);
            if read.map_err(|error| input::failure(self.wrapper, error))? == 0 {
                return Ok(std::mem::take(&mut self.opened).then_some(Found {
                    line: first,
                    bytes: found,
                }));
            }
            if (found.len() + line.len()) as u64 > LONGEST_LINE {
                let (what, limit) = ("a mail", LONGEST_LINE);
                return Err(Reason::TooLarge { what, limit });
            }
            self.line = self.line.saturating_add(1);
            let is_start = blank && line.starts_with(b"From ");
            blank = line.iter().all(u8::is_ascii_whitespace);
            if is_start && self.opened {
                return Ok(Some(Found {
                    line: first,
                    bytes: found,
                }));
            }
            if is_start {
                self.opened = true;
                first = self.line + 1;
                continue;
            }
            if !self.opened && !blank {
                return Err(Reason::Damaged {
                    kind: FORMAT.name,
                    source: crate::corpus::error::Cause("no line `From ` opens it".to_owned()),
                });
            }
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            let quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
            found.extend_from_slice(&line[usize::from(quoted)..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::tests::read_all;

    #[test]
    fn each_mail_is_a_report_and_its_attachments_stand_below_it() {
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
    fn a_mail_that_fails_has_its_line_and_number_and_the_rest_goes_on() {
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
}
