//! EML: one mail a file. Subject, sender and date are metadata; attachments are reports of their
//! own, `mail.eml!/name.docx`.

use super::{Format, Outcomes};
use crate::corpus::error::Place;
use crate::corpus::guard::{self, Gone, Sink};
use crate::corpus::input::Input;
use crate::corpus::mail;

pub(in crate::corpus) const FORMAT: Format = Format {
    name: "EML",
    extensions: &["eml"],
    read,
};

fn read(input: Input) -> Outcomes {
    guard::several(input, report)
}

fn report(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let bytes = match input.whole() {
        Ok(bytes) => bytes,
        Err(error) => return sink.fail(error),
    };
    let place = Place::file(&input.shown);
    mail::read(&bytes, &place, &input.shown, input, sink)
}

#[cfg(test)]
mod tests {
    use crate::corpus::tests::{read_all, read_one};
    use crate::date::Date;
    use crate::report::Report;

    const HEAD: &str = "From: =?utf-8?Q?Ren=C3=A9?= <rene@example.org>\r\nTo: all@example.org\r\n\
        Subject: =?iso-8859-1?Q?P=E9tion-Ville?=\r\nMessage-ID: <1@x>\r\n\
        Date: Tue, 4 Feb 2025 08:30:00 -0500\r\nMIME-Version: 1.0\r\n";

    fn mail(rest: &str) -> Vec<u8> {
        format!("{HEAD}{rest}").into_bytes()
    }

    #[test]
    fn headers_are_metadata_and_the_text_is_decoded() {
        let bytes = mail(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\
             \r\nIt burned in P=C3=A9t=\r\nion.\r\n\r\nOCHA\r\n",
        );
        let (report, warnings) = read_one("a.eml", &bytes);
        let Report {
            id,
            title,
            body,
            published,
            source,
            ..
        } = report.unwrap();
        assert_eq!(
            (id.as_str(), body.as_str()),
            ("a.eml", "It burned in Pétion.\n\nOCHA")
        );
        assert_eq!(title.as_deref(), Some("Pétion-Ville"));
        assert_eq!(source.as_deref(), Some("René"));
        assert_eq!(
            published,
            Some(Date::parse("2025-02-04T08:30:00-05:00").unwrap())
        );
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn plain_text_goes_before_html_and_html_alone_is_read_as_text() {
        let both = mail(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\
             \r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b--\r\n",
        );
        assert_eq!(read_one("a.eml", &both).0.unwrap().body, "plain");
        let alone =
            mail("Content-Type: text/html\r\n\r\n<h1>One</h1><p>caf&eacute;<script>x</script>\r\n");
        assert_eq!(read_one("a.eml", &alone).0.unwrap().body, "One\n\ncafé");
    }

    #[test]
    fn attachments_are_reports_and_what_is_not_read_is_counted() {
        let part = |headers: &str, content: &str| format!("--b\r\n{headers}\r\n\r\n{content}\r\n");
        let named = |name: &str| format!("Content-Disposition: attachment; filename=\"{name}\"");
        let inner = "Subject: Inner\r\nFrom: a@x\r\n\r\nforwarded";
        let bytes = mail(&format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}{}{}{}{}--b--\r\n",
            part("Content-Type: text/plain", "see below"),
            part(
                &format!("Content-Type: text/csv\r\n{}", named("../t.csv")),
                "title,text\r\nA,row"
            ),
            part(
                &format!(
                    "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n{}",
                    named("n.txt")
                ),
                "dGV4dA=="
            ),
            part(
                &format!("Content-Type: image/jpeg\r\n{}", named("p.jpg")),
                "x"
            ),
            part("Content-Type: message/rfc822", inner),
        ));
        let got: Vec<(String, String)> = read_all("a.eml", &bytes)
            .into_iter()
            .map(|report| report.map(|report| (report.id, report.body)).unwrap())
            .collect();
        let pair = |id: &str, body: &str| (id.to_owned(), body.to_owned());
        assert_eq!(
            got,
            [
                pair("a.eml", "see below"),
                pair("a.eml!/t.csv#1", "row"),
                pair("a.eml!/n.txt", "text"),
                pair("a.eml!/Inner.eml", "forwarded"),
            ]
        );
    }

    #[test]
    fn a_date_that_is_none_is_a_warning_and_what_is_no_mail_a_failure() {
        let bytes = b"Subject: T\nDate: yesterday\n\ntext\n";
        let (report, warnings) = read_one("a.eml", bytes);
        assert_eq!(report.unwrap().published, None);
        assert_eq!(
            warnings,
            ["a.eml: `Date` is no date; the date stays unknown"]
        );
        assert_eq!(
            read_one("a.eml", b"").0.unwrap_err(),
            "a.eml: not a valid mail file"
        );
    }
}
