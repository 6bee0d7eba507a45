//! Reads XML as a sequence of tags and texts, tolerating common errors. Entities that a document
//! declares are not expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};

use super::error::Cause;

/// One piece of a document. Names have no prefix.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Open(Element<'a>),
    /// Follows every `Open`, including that of an empty element.
    Close(String),
    Text(String),
}

#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    pub fn name(&self) -> &str {
        self.0.name().into_inner().rsplit(':').next().unwrap_or("")
    }

    /// Returns the prefix of the name; empty if there is none.
    pub fn prefix(&self) -> &str {
        let whole = self.0.name().into_inner();
        whole.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// Returns whether the name, including its prefix, is `name`.
    pub fn is(&self, name: &str) -> bool {
        self.0.name().into_inner() == name
    }

    /// Returns the value of the first attribute with this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.find(|key| key.local_name().into_inner() == name)
    }

    /// Returns the value of the first attribute with this name and any prefix.
    pub fn qualified(&self, name: &str) -> Option<String> {
        self.find(|key| key.prefix().is_some() && key.local_name().into_inner() == name)
    }

    fn find(&self, wanted: impl Fn(QName) -> bool) -> Option<String> {
        for attribute in self.0.attributes().with_checks(false).flatten() {
            if !wanted(attribute.key) {
                continue;
            }
            return Some(match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.into_owned(),
            });
        }
        None
    }
}

/// The pieces of a document. Ends after an `Err`.
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    /// The empty element that was just opened and must be closed.
    empty: Option<String>,
    done: bool,
}

pub(super) fn pieces(text: &str) -> Pieces<'_> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    Pieces {
        reader,
        empty: None,
        done: false,
    }
}

impl Pieces<'_> {
    /// Returns the offset at which the next piece is searched for, in bytes.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, Cause>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.empty.take() {
            return Some(Ok(Piece::Close(name)));
        }
        while !self.done {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Cause(error.to_string())));
                }
            };
            let piece = match event {
                Event::Start(start) => Piece::Open(Element(start)),
                Event::Empty(start) => {
                    let element = Element(start);
                    self.empty = Some(element.name().to_owned());
                    Piece::Open(element)
                }
                Event::End(end) => Piece::Close(end.name().local_name().into_inner().to_owned()),
                Event::Text(text) => Piece::Text(text.into_inner().into_owned()),
                Event::CData(text) => Piece::Text(text.into_inner().into_owned()),
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        Ok(None) => predefined(&reference.into_inner()),
                        Err(_) => None,
                    };
                    match known {
                        Some(character) => Piece::Text(character.to_string()),
                        None => continue,
                    }
                }
                Event::Eof => {
                    self.done = true;
                    break;
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Some(Ok(piece));
        }
        None
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats pieces: `<name`, `>name`, text.
    fn walked(text: &str) -> String {
        let mut got = String::new();
        for piece in pieces(text) {
            got.push_str(&match piece {
                Ok(Piece::Open(element)) => format!("<{} ", element.name()),
                Ok(Piece::Close(name)) => format!(">{name} "),
                Ok(Piece::Text(text)) => format!("{text} "),
                Err(_) => "error".into(),
            });
        }
        got
    }

    #[test]
    fn tags_texts_and_references_come_in_order_without_prefixes() {
        let text = "<?xml version=\"1.0\"?><w:p a=\"1\"><w:br/>x&amp;&#233;<![CDATA[<]]></w:p>";
        assert_eq!(walked(text), "<p <br >br x & é < >p ");
        let Some(Ok(Piece::Open(element))) = pieces("<a w:val=\"x &lt; y\"/>").next() else {
            panic!("no element");
        };
        assert_eq!(element.attribute("val").as_deref(), Some("x < y"));
        assert_eq!(element.attribute("other"), None);
        let Some(Ok(Piece::Open(element))) = pieces("<a id='1' r:id='2'/>").next() else {
            panic!("no element");
        };
        assert_eq!(element.attribute("id").as_deref(), Some("1"));
        assert_eq!(element.qualified("id").as_deref(), Some("2"));
    }

    #[test]
    fn declared_entities_are_dropped_and_damage_ends_the_document() {
        let text = "<!DOCTYPE a [<!ENTITY b \"bomb\">]><a>&b;c</a></x>";
        assert_eq!(walked(text), "<a c >a >x ");
        assert_eq!(walked("<a>b<c d=\"e"), "<a b error");
    }
}
