//! EML: one mail per file. Subject, sender and date are metadata; attachments are separate reports,
//! `mail.eml!/name.docx`.

use crate::error::Location;
use crate::format::Input;
use crate::guard::{Gone, Sink};
use crate::mail;

pub(crate) fn report(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let bytes = match input.whole() {
        Ok(bytes) => bytes,
        Err(error) => return sink.fail(error),
    };
    let location = Location::file(&input.shown);
    mail::read(&bytes, &location, &input.shown, input, sink)
}

#[cfg(test)]
mod tests {
    use crate::report::Report;
    use crate::tests::{read_all, read_one};
    use reportage_text::date::Date;

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
            recipients,
            ..
        } = report.unwrap();
        assert_eq!(recipients, ["all@example.org"]);
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
    fn plain_text_is_preferred_to_html_and_html_alone_is_read_as_text() {
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
    fn attachments_are_reports_and_unsupported_ones_are_counted() {
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
    fn an_invalid_date_is_a_warning_and_an_invalid_mail_a_failure() {
        let bytes = b"Subject: T\nDate: yesterday\n\ntext\n";
        let (report, warnings) = read_one("a.eml", bytes);
        assert_eq!(report.unwrap().published, None);
        assert_eq!(
            warnings,
            ["a.eml: `Date` is not a date; the report is undated"]
        );
        assert_eq!(
            read_one("a.eml", b"").0.unwrap_err(),
            "a.eml: not a valid mail file"
        );
    }
    /// Returns the decoded body of a single-part mail with these headers, and the warnings.
    fn decoded(headers: &str, content: &[u8]) -> (String, Vec<String>) {
        let mut bytes = mail(&format!("{headers}\r\n\r\n"));
        bytes.extend_from_slice(content);
        let (report, warnings) = read_one("a.eml", &bytes);
        (report.unwrap().body, warnings)
    }

    const BASE64: &str =
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64";
    /// Gunmen came to the café of Pétion-Ville.
    const ENCODED: &str = "R3VubWVuIGNhbWUgdG8gdGhlIGNhZsOpIG9mIFDDqXRpb24tVmlsbGUu";
    const TEXT: &str = "Gunmen came to the café of Pétion-Ville.";

    #[test]
    fn a_wrong_transfer_encoding_is_detected() {
        let footer = format!("{ENCODED}\r\n\r\n____\r\nlist footer\r\n");
        let wanted = format!("{TEXT}\n\n____\nlist footer");
        assert_eq!(decoded(BASE64, footer.as_bytes()), (wanted, vec![]));
        let wrong = format!("{}!{}", &ENCODED[..20], &ENCODED[20..]);
        let warning = "a.eml:10: its text: damaged base64; the decoded part is indexed and may contain errors";
        assert_eq!(
            decoded(BASE64, wrong.as_bytes()),
            (TEXT.to_owned(), vec![warning.to_owned()])
        );
        let warning = "a.eml:10: its text: declared as base64, but decoded as plain text";
        assert_eq!(
            decoded(BASE64, TEXT.as_bytes()),
            (TEXT.to_owned(), vec![warning.to_owned()])
        );
    }

    #[test]
    fn a_wrong_charset_is_reported_and_headers_without_one_are_read() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(TEXT);
        let warning =
            "a.eml:9: its text: unknown or wrong charset `utf-8`; decoded as windows-1252";
        assert_eq!(
            decoded("Content-Type: text/plain; charset=utf-8", &bytes),
            (TEXT.to_owned(), vec![warning.to_owned()])
        );
        let raw = "From: José Núñez <j@x>\nSubject: Café brûlé\n\ntext\n";
        let (raw, ..) = encoding_rs::WINDOWS_1252.encode(raw);
        let report = read_one("a.eml", &raw).0.unwrap();
        assert_eq!(report.title.as_deref(), Some("Café brûlé"));
        assert_eq!(report.source.as_deref(), Some("José Núñez"));
    }

    #[test]
    fn mails_in_the_line_ends_or_encoding_of_other_systems_are_read() {
        let plain = "From: a@x\nSubject: Café\n\nGunmen came.\nThey left.\n";
        let utf_16 = plain.encode_utf16().flat_map(u16::to_le_bytes);
        for bytes in [
            plain.replace('\n', "\r").into_bytes(),
            plain.replace('\n', "\r\r\n").into_bytes(),
            format!("\u{feff}{plain}").into_bytes(),
            [0xff, 0xfe].into_iter().chain(utf_16).collect(),
        ] {
            let report = read_one("a.eml", &bytes).0.unwrap();
            assert_eq!(report.title.as_deref(), Some("Café"));
            assert_eq!(report.source.as_deref(), Some("a@x"));
            assert!(report.body.starts_with("Gunmen came.") && report.body.ends_with("They left."));
        }
    }

    #[test]
    fn a_text_without_headers_is_read_with_a_warning() {
        let (report, warnings) = read_one("a.eml", b"Gunmen came.\nNote: they left.\n");
        assert_eq!(report.unwrap().body, "Gunmen came.\nNote: they left.");
        assert_eq!(
            warnings,
            ["a.eml: no mail header; the whole file is indexed as text"]
        );
    }

    #[test]
    fn tnef_attachments_are_reported_with_advice() {
        let bytes = mail(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee below\r\n--b\r\n\
             Content-Type: application/ms-tnef; name=winmail.dat\r\n\
             Content-Transfer-Encoding: base64\r\n\r\neJ8+IgEC\r\n--b--\r\n",
        );
        let (report, warnings) = read_one("a.eml", &bytes);
        assert_eq!(report.unwrap().body, "see below");
        assert_eq!(
            warnings,
            [
                "a.eml: `winmail.dat` is left out: Outlook archive (TNEF); unpack it with `tnef` or `ytnef` and index the result"
            ]
        );
    }

    #[test]
    fn an_attachment_with_a_damaged_encoding_is_read_or_warned_of() {
        let bytes = mail(&format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee below\r\n--b\r\n\
             Content-Type: application/octet-stream; name=n.txt\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{ENCODED}\r\n\r\n____\r\nlist footer\r\n"
        ));
        let records = crate::tests::records("a.eml", &bytes);
        let (report, warnings) = &records[1];
        assert_eq!(report.as_ref().unwrap().body, TEXT);
        assert_eq!(
            *warnings,
            ["a.eml:16: `n.txt`: lines before or after its base64; left out"]
        );
    }
}
