//! Brings a document into a form in which no part that text does not need can fail the reading of
//! it: colours, graphics states, what pages inherit.

use std::collections::HashSet;

use pdf_extract::{Dictionary, Document, Object, ObjectId};

/// How many levels of a page tree are looked at.
const DEEPEST_TREE: usize = 64;

/// Gives every page its own size and resources, and makes colours and graphics states harmless.
pub(super) fn tidy(document: &mut Document, pages: &[(u32, ObjectId)]) {
    for (_, page) in pages {
        settle(document, *page);
    }
    let mut colours = HashSet::new();
    let mut states = HashSet::new();
    for object in document.objects.values_mut() {
        calm(object, &mut colours, &mut states);
    }
    for id in colours {
        if let Ok(dictionary) = document.get_dictionary_mut(id) {
            calm_colours(dictionary);
        }
    }
    for id in states {
        if let Ok(dictionary) = document.get_dictionary_mut(id) {
            calm_states(dictionary);
        }
    }
}

/// Puts what a page inherits into the page.
fn settle(document: &mut Document, page: ObjectId) {
    let resources = inherited(document, page, b"Resources");
    let resources = resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new()));
    let numbers = inherited(document, page, b"MediaBox").and_then(|object| {
        let (_, object) = document.dereference(&object).ok()?;
        let sides = object.as_array().ok()?;
        let mut numbers = Vec::new();
        for side in sides {
            let (_, side) = document.dereference(side).ok()?;
            numbers.push(side.as_float().ok()?);
        }
        (numbers.len() >= 4).then_some(numbers)
    });
    let numbers = numbers.unwrap_or_else(|| vec![0.0, 0.0, 612.0, 792.0]);
    let sides: Vec<Object> = numbers.into_iter().map(Object::Real).collect();
    if let Ok(page) = document.get_dictionary_mut(page) {
        page.set("Resources", resources);
        page.set("MediaBox", Object::Array(sides));
        page.remove(b"ArtBox");
        page.remove(b"Parent");
    }
}

fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST_TREE {
        if let Ok(object) = node.get(key)
            && document.dereference(object).is_ok()
        {
            return Some(object.clone());
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}

/// Calms the dictionaries inside `object` and notes those that it only refers to.
fn calm(object: &mut Object, colours: &mut HashSet<ObjectId>, states: &mut HashSet<ObjectId>) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(objects) => {
            for object in objects {
                calm(object, colours, states);
            }
            return;
        }
        _ => return,
    };
    for (key, value) in dictionary.iter_mut() {
        match (key.as_slice(), value) {
            (b"ColorSpace", Object::Dictionary(inner)) => calm_colours(inner),
            (b"ColorSpace", Object::Reference(id)) => {
                colours.insert(*id);
            }
            (b"ExtGState", Object::Dictionary(inner)) => calm_states(inner),
            (b"ExtGState", Object::Reference(id)) => {
                states.insert(*id);
            }
            (_, value) => calm(value, colours, states),
        }
    }
}

/// Leaves of each colour space only whether it is a pattern, which takes other operands.
fn calm_colours(spaces: &mut Dictionary) {
    for (_, space) in spaces.iter_mut() {
        let name = match space {
            Object::Name(name) => Some(name.as_slice()),
            Object::Array(parts) => parts.first().and_then(|part| part.as_name().ok()),
            _ => None,
        };
        *space = match name {
            Some(b"Pattern") => Object::Array(vec![Object::Name(b"Pattern".to_vec())]),
            _ => Object::Name(b"DeviceGray".to_vec()),
        };
    }
}

fn calm_states(states: &mut Dictionary) {
    for (_, state) in states.iter_mut() {
        *state = Object::Dictionary(Dictionary::new());
    }
}
