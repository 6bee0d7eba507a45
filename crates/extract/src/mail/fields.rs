//! The header fields of a mail or of a part, and their parsed values.

use encoding_rs::{Encoding, UTF_8};
use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, Address, HeaderValue};

use super::{charset, encoded_words, headers};

/// The fields above a body, in order. Values are raw.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a> {
    fields: Vec<Field<'a>>,
    /// The encoding of non-ASCII bytes that are not UTF-8.
    encoding: Option<&'static Encoding>,
}

#[derive(Debug)]
pub(super) struct Field<'a> {
    /// Lowercase.
    pub name: String,
    /// The text after the colon, including the line breaks of folded lines.
    pub value: &'a [u8],
}

/// A field of the form `text/plain; charset=utf-8`.
#[derive(Debug, PartialEq)]
pub(crate) struct Stated {
    /// The text before the first `;`, in lowercase and without spaces.
    pub kind: String,
    /// Parameters with lowercase names.
    params: Vec<(String, String)>,
}

impl Stated {
    /// Returns the value of a parameter, if it is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut params = self.params.iter();
        let (_, value) = params.find(|(known, value)| known == name && !value.is_empty())?;
        Some(value)
    }
}

impl<'a> Fields<'a> {
    pub fn new(fields: Vec<Field<'a>>) -> Fields<'a> {
        Fields {
            fields,
            encoding: None,
        }
    }

    /// Sets the encoding of non-ASCII bytes that are not UTF-8.
    pub fn set_encoding(&mut self, encoding: &'static Encoding) {
        self.encoding = Some(encoding);
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Returns whether there are fields typical of mails.
    pub fn are_known(&self) -> bool {
        self.fields
            .iter()
            .any(|field| headers::is_known(&field.name))
    }

    fn raw(&self, name: &str) -> Option<&[u8]> {
        let named = self.fields.iter().filter(|field| field.name == name);
        named
            .map(|field| field.value.trim_ascii())
            .find(|value| !value.is_empty())
    }

    /// Returns the value of the first non-empty field of this name. Non-ASCII bytes are decoded,
    /// encoded words are not.
    fn unicode(&self, name: &str) -> Option<String> {
        let encoding = self.encoding.unwrap_or(UTF_8);
        Some(charset::of_header(self.raw(name)?, encoding))
    }

    /// The same on one line.
    pub fn line(&self, name: &str) -> Option<String> {
        Some(one_line(&self.unicode(name)?))
    }

    /// Returns the text of a field on one line, with encoded words decoded.
    pub fn text(&self, name: &str) -> Option<String> {
        let words = encoded_words::decode(&self.unicode(name)?);
        let words: Vec<&str> = words.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Returns the name of the first person in a field, or else the address.
    pub fn person(&self, name: &str) -> Option<String> {
        self.addresses(name, |people| people.iter().find_map(name_of))?
    }

    /// Returns all people in a field, each as `Name <address>` or the one that is known.
    pub fn people(&self, name: &str) -> Vec<String> {
        let people = self.addresses(name, |people| {
            people.iter().filter_map(name_and_address).collect()
        });
        people.unwrap_or_default()
    }

    /// Reads the addresses of a field; `None` if it is absent or has none.
    fn addresses<T>(&self, name: &str, read: impl FnOnce(&Address) -> T) -> Option<T> {
        let words = encoded_words::normalize(&self.unicode(name)?);
        let line = format!("{}\n", one_line(&words));
        let parsed = MessageStream::new(line.as_bytes()).parse_address();
        match parsed {
            HeaderValue::Address(addresses) => Some(read(&addresses)),
            _ => None,
        }
    }

    /// Returns `Content-Type`, if present.
    pub fn content_type(&self) -> Option<Stated> {
        let line = self.line("content-type")?;
        let mut stated = stated(&line)?;
        // `text/plain charset=utf-8`, `charset: utf-8`
        for name in ["charset", "boundary"] {
            if stated.get(name).is_none()
                && let Some(value) = loose_param(&line, name)
            {
                stated.params.push((name.to_owned(), value));
            }
        }
        Some(stated)
    }

    /// Returns `Content-Disposition`, if present.
    pub fn disposition(&self) -> Option<Stated> {
        stated(&self.line("content-disposition")?)
    }

    /// Returns `Content-Transfer-Encoding` in lowercase without a trailing comment.
    pub fn transfer_encoding(&self) -> Option<String> {
        let line = self.line("content-transfer-encoding")?.to_lowercase();
        let end = line.find(['(', ';', ',']).unwrap_or(line.len());
        Some(
            line[..end]
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned(),
        )
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\0'], " ")
}

fn name_of(person: &Addr) -> Option<String> {
    let mut named = [person.name(), person.address()].into_iter().flatten();
    named.find_map(|name| {
        let words: Vec<&str> = name.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    })
}

fn name_and_address(person: &Addr) -> Option<String> {
    let name = name_of(person)?;
    let address = person.address().map(str::trim);
    let address = address.filter(|address| !address.is_empty() && *address != name);
    Some(match address {
        Some(address) => format!("{name} <{}>", one_line(address)),
        None => name,
    })
}

fn stated(line: &str) -> Option<Stated> {
    let line = format!("{line}\n");
    let parsed = MessageStream::new(line.as_bytes()).parse_content_type();
    let HeaderValue::ContentType(parsed) = parsed else {
        return None;
    };
    let mut kind = parsed.ctype().to_lowercase();
    if let Some(subtype) = parsed.subtype() {
        let subtype = subtype.split_whitespace().next().unwrap_or_default();
        kind = format!("{kind}/{}", subtype.to_lowercase());
    }
    let params = parsed.attributes().unwrap_or_default().iter();
    let params = params.map(|param| {
        let value = encoded_words::decode(&param.value).trim().to_owned();
        (param.name.to_lowercase(), value)
    });
    Some(Stated {
        kind,
        params: params.collect(),
    })
}

/// Finds `name=value` or `name: value` anywhere in the line.
fn loose_param(line: &str, name: &str) -> Option<String> {
    let at = line.to_ascii_lowercase().find(name)?;
    let rest = line[at + name.len()..].trim_start();
    let rest = rest.strip_prefix(['=', ':'])?.trim_start();
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([';', ' ', '\t']).next(),
    };
    value.filter(|value| !value.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::headers::{of_mail, of_part};

    #[test]
    fn the_sender_is_a_name_else_an_address() {
        for (from, wanted) in [
            ("Rene <a@x>", "Rene"),
            ("\"Doe, Jane\" <a@x>", "Doe, Jane"),
            ("a@x (Jane Doe)", "Jane Doe"),
            ("<a@x>", "a@x"),
            ("=?utf-8?Q?Doe=2C_Ren=C3=A9?= <a@x>", "Doe, René"),
            ("\"=?iso-8859-1?Q?Ren=E9?= Doe\" <a@x>", "René Doe"),
            ("=?utf-8?B?UmVuw6k=?=<a@x>", "René"),
            ("=?utf-8?Q?Ren=C3?=\n =?utf-8?Q?=A9_Doe?= <a@x>", "René Doe"),
            ("René Doe <a@x>", "René Doe"),
        ] {
            let head = format!("From: {from}\n\n");
            let (fields, _) = of_mail(head.as_bytes());
            assert_eq!(fields.person("from").as_deref(), Some(wanted), "{from}");
        }
    }

    #[test]
    fn the_type_of_a_part_is_read_however_it_is_written() {
        for (value, kind, charset) in [
            ("text/plain; charset=utf-8", "text/plain", Some("utf-8")),
            (
                "Text/HTML;\n\tCharset=\"UTF-8\"",
                "text/html",
                Some("UTF-8"),
            ),
            ("text/plain charset=koi8-r", "text/plain", Some("koi8-r")),
            (
                "text/plain; charset: koi8-r; x=y",
                "text/plain",
                Some("koi8-r"),
            ),
            ("text/plain; format=flowed", "text/plain", None),
            ("text", "text", None),
        ] {
            let head = format!("Content-Type: {value}\n\n");
            let stated = of_part(head.as_bytes()).0.content_type().unwrap();
            assert_eq!(
                (stated.kind.as_str(), stated.get("charset")),
                (kind, charset)
            );
        }
        let disposition = "Content-Disposition: attachment; filename*=utf-8''Ren%C3%A9.pdf\n\n";
        let stated = of_part(disposition.as_bytes()).0.disposition().unwrap();
        assert_eq!(stated.get("filename"), Some("René.pdf"));
        for value in ["BASE64", " base64 (as always)", "\"base64\"", "base64;"] {
            let head = format!("Content-Transfer-Encoding: {value}\n\n");
            let fields = of_part(head.as_bytes()).0;
            assert_eq!(fields.transfer_encoding().as_deref(), Some("base64"));
        }
    }
}
