//! Looks at what a page draws before it is drawn: pictures, forms inside forms.

use std::collections::HashMap;

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::load;
use crate::corpus::error::PageFault;

/// Forms may draw forms so deep,
const DEEPEST: usize = 32;
/// and a page so many of them in all.
const MOST_DRAWN: u64 = 20_000;

/// Checks that a page can be drawn at all.
pub(super) fn look(document: &Document, page: ObjectId) -> Result<(), PageFault> {
    for id in document.get_page_contents(page) {
        let stream = document.get_object(id).and_then(Object::as_stream);
        if stream.is_ok_and(load::is_too_large) {
            return Err(PageFault::TooLarge);
        }
    }
    let Some(resources) = dictionary(document, document.get_dictionary(page).ok(), b"Resources")
    else {
        return Ok(());
    };
    let mut looker = Looker {
        document,
        known: HashMap::new(),
    };
    let mut sum: u64 = 0;
    for id in objects(document, resources).values() {
        sum = sum.saturating_add(looker.count(*id, resources, 0)?);
    }
    if sum > MOST_DRAWN {
        return Err(PageFault::Loop);
    }
    Ok(())
}

/// Returns the pictures that a page draws, also those in forms, in order, each once.
pub(super) fn pictures(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let content = document.get_page_content(page).unwrap_or_default();
    let resources = dictionary(document, document.get_dictionary(page).ok(), b"Resources");
    if let Some(resources) = resources {
        gather(document, &content, resources, &mut Vec::new(), &mut found);
    }
    found
}

/// Adds the pictures of a content to `found`; `forms` are those that it is within.
fn gather(
    document: &Document,
    content: &[u8],
    resources: &Dictionary,
    forms: &mut Vec<ObjectId>,
    found: &mut Vec<ObjectId>,
) {
    let named = objects(document, resources);
    for id in drawn(content, &named) {
        let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else {
            continue;
        };
        if subtype(stream) == Some(b"Image") {
            if !found.contains(&id) {
                found.push(id);
            }
        } else if !forms.contains(&id) && forms.len() < DEEPEST {
            let inner = dictionary(document, Some(&stream.dict), b"Resources");
            let content = stream.get_plain_content().unwrap_or_default();
            forms.push(id);
            gather(document, &content, inner.unwrap_or(resources), forms, found);
            forms.pop();
        }
    }
}

/// Returns what a content draws of the objects that have names, in order.
fn drawn(content: &[u8], named: &HashMap<&[u8], ObjectId>) -> Vec<ObjectId> {
    let operations = Content::decode(content).map(|content| content.operations);
    let mut ids = Vec::new();
    for operation in operations.unwrap_or_default() {
        if operation.operator != "Do" {
            continue;
        }
        let name = operation.operands.first().and_then(|o| o.as_name().ok());
        ids.extend(name.and_then(|name| named.get(name)));
    }
    ids
}

struct Looker<'a> {
    document: &'a Document,
    /// How much a form draws; `None` while it is being looked at. The number tells resources apart.
    known: HashMap<(ObjectId, usize), Option<u64>>,
}

impl<'a> Looker<'a> {
    /// Counts the forms that are drawn with this one.
    fn count(
        &mut self,
        id: ObjectId,
        outer: &'a Dictionary,
        depth: usize,
    ) -> Result<u64, PageFault> {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else {
            return Ok(0);
        };
        if subtype(stream) == Some(b"Image") {
            return Ok(1);
        }
        if load::is_too_large(stream) {
            return Err(PageFault::TooLarge);
        }
        let inner = dictionary(self.document, Some(&stream.dict), b"Resources");
        let resources = inner.unwrap_or(outer);
        let key = (id, std::ptr::from_ref(resources) as usize);
        match self.known.get(&key) {
            Some(Some(count)) => return Ok(*count),
            Some(None) => return Err(PageFault::Loop),
            None if depth > DEEPEST => return Err(PageFault::Loop),
            None => {}
        }
        self.known.insert(key, None);
        let mut sum: u64 = 1;
        let named = objects(self.document, resources);
        if !named.is_empty() {
            let content = stream.get_plain_content();
            let content = content.unwrap_or_else(|_| stream.content.clone());
            for id in drawn(&content, &named) {
                sum = sum.saturating_add(self.count(id, resources, depth + 1)?);
            }
        }
        self.known.insert(key, Some(sum));
        Ok(sum)
    }
}

/// Returns the pictures and forms that resources name.
fn objects<'a>(document: &'a Document, resources: &'a Dictionary) -> HashMap<&'a [u8], ObjectId> {
    let mut found = HashMap::new();
    if let Some(named) = dictionary(document, Some(resources), b"XObject") {
        for (name, object) in named.iter() {
            if let Ok(id) = object.as_reference() {
                found.insert(name.as_slice(), id);
            }
        }
    }
    found
}

fn dictionary<'a>(
    document: &'a Document,
    outer: Option<&'a Dictionary>,
    key: &[u8],
) -> Option<&'a Dictionary> {
    let object = outer?.get_deref(key, document).ok()?;
    object.as_dict().ok()
}

fn subtype(stream: &Stream) -> Option<&[u8]> {
    stream.dict.get(b"Subtype").and_then(Object::as_name).ok()
}
