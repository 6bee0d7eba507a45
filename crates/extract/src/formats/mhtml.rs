//! MHTML: a web page saved as a mail. The page is read as HTML; pictures and styles are skipped.

use std::io::Cursor;

use super::html;
use crate::error::{Cause, Location, ReadError, Reason};
use crate::format::Input;
use crate::mail;
use crate::outcome::Outcome;
use crate::report::Lines;
use crate::wrapper::Wrapper;

/// The name shown to users.
pub(crate) const NAME: &str = "MHTML";

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    let saved = mail::saved_page(&bytes);
    let Some(saved) = saved else {
        let source = Cause("no page in it".to_owned());
        let kind = NAME;
        return Err(location.error(Reason::Damaged { kind, source }));
    };
    let mut page = Input {
        bytes: Box::new(Cursor::new(saved.bytes)),
        shown: input.shown.clone(),
        mappings: input.mappings.clone(),
        wrapper: Wrapper::Plain,
        within: input.within.clone(),
        opener: input.opener,
    };
    let mut outcome = html::report(&mut page)?;
    if let Ok(report) = &mut outcome.report {
        report.url = report.url.take().or(saved.url);
        report.title = report.title.take().or(saved.title);
        // These are lines of the page, not of the file.
        if let Lines::At(anchors) = &mut report.lines {
            anchors.truncate(1);
            for anchor in anchors {
                anchor.line = None;
            }
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use crate::report::Lines;
    use crate::tests::read_one;

    #[test]
    fn a_saved_page_is_read_as_a_page_with_its_address() {
        let bytes = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n\
            Subject: Saved\r\nDate: Tue, 4 Feb 2025 08:30:00 -0000\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
            Content-Location: https://example.org/a\r\n\r\n<html><head><title>Kenscoff</title>\
            <meta charset=3D\"windows-1252\"></head><body>\r\n<p>Caf=E9 burned.</p></body></html>\r\n\
            --b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n";
        let (report, warnings) = read_one("a.mht", bytes);
        let report = report.unwrap();
        assert_eq!(report.title.as_deref(), Some("Kenscoff"));
        assert_eq!(report.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(report.published, None);
        assert_eq!(report.body, "Caf\u{e9} burned.");
        assert!(matches!(&report.lines, Lines::At(anchors) if anchors[0].line.is_none()));
        assert_eq!(warnings, [""; 0]);
        let error = read_one("a.mht", b"Subject: x\n\ntext").0.unwrap_err();
        assert_eq!(error, "a.mht: not a valid MHTML file");
    }
}
