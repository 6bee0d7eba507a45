//! Finds the article of a script-built page in the state that the server passes to its scripts
//! (`__NEXT_DATA__` and similar).

use scraper::{ElementRef, Html};
use serde_json::{Map, Value};

use super::data_text::paragraphs;
use super::headline::Titles;
use super::loose_json;

/// Keys of the title of an article.
const TITLES: &[&str] = &["headline", "title", "name"];
/// Keys of its text, best first.
const TEXTS: &[&str] = &[
    "articleBody",
    "bodyHtml",
    "body_html",
    "contentHtml",
    "content_html",
    "bodyText",
    "body",
    "content",
    "html",
    "text",
    "paragraphs",
    "rendered",
];
/// A shorter text is a teaser or a label.
const LEAST_TEXT: usize = 60; // bytes

/// Returns the paragraphs of the object that has a title of the page and a text; empty if there is
/// none.
pub(super) fn article(document: &Html, titles: &Titles) -> Vec<String> {
    let elements = document.root_element().descendent_elements();
    for script in elements.filter(|element| element.value().name() == "script") {
        let text: String = script.text().collect();
        let values = loose_json::parse(state_in(script, &text));
        if let Some(found) = values.iter().find_map(|value| find(value, titles)) {
            return found;
        }
    }
    Vec::new()
}

/// Returns the JSON of a script: all of it, or the assigned value (`window.__STATE__ = {...}`).
fn state_in<'a>(script: ElementRef<'_>, text: &'a str) -> &'a str {
    let kind = script.attr("type").unwrap_or_default();
    if kind.eq_ignore_ascii_case("application/json") {
        return text;
    }
    for (at, _) in text.match_indices('=') {
        let value = text[at + 1..].trim_start();
        if value.starts_with(['{', '[']) {
            return value;
        }
    }
    ""
}

/// Searches a whole value. The parser limits the depth.
fn find(value: &Value, titles: &Titles) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| find(item, titles)),
        Value::Object(object) => {
            let own = TITLES
                .iter()
                .any(|key| title(object, key).is_some_and(|t| titles.repeats(&t)));
            let found = if own { text(object) } else { None };
            found.or_else(|| object.values().find_map(|value| find(value, titles)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn title(object: &Map<String, Value>, key: &str) -> Option<String> {
    let title = match object.get(key)? {
        Value::Object(within) => within.get("rendered")?.as_str()?,
        other => other.as_str()?,
    };
    Some(super::data_text::unescape(title))
}

fn text(object: &Map<String, Value>) -> Option<Vec<String>> {
    for key in TEXTS {
        let mut found = Vec::new();
        if let Some(value) = object.get(*key) {
            strings(value, &mut found);
        }
        if found.iter().map(String::len).sum::<usize>() >= LEAST_TEXT {
            return Some(found);
        }
    }
    None
}

/// Adds the paragraphs of a text: a string, or a list of strings or of objects that have one.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(paragraphs(text)),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(object) => {
            if let Some(value) = TEXTS.iter().find_map(|key| object.get(*key)) {
                strings(value, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(state: &str) -> Vec<String> {
        let page = format!("<div id=root></div><script type=application/json>{state}</script>");
        let titles = Titles::new(std::iter::once("Attack on Kenscoff | Site".to_owned()));
        article(&Html::parse_document(&page), &titles)
    }

    #[test]
    fn the_object_with_the_title_of_the_page_has_its_text() {
        let text = "Gunmen attacked the town of Kenscoff on Monday, the mayor said.";
        let other = r#"{"title":"Another story","body":"x"}"#;
        for state in [
            format!(
                r#"{{"p":{{"list":[{other}],"a":{{"title":"Attack on Kenscoff","body":"<p>{text}</p>"}}}}}}"#
            ),
            format!(
                r#"[{{"headline":"Attack on Kenscoff","content":[{{"type":"p","text":"{text}"}},7]}}]"#
            ),
        ] {
            assert_eq!(read(&state), [text]);
        }
        assert_eq!(read(&other.replace('x', text)), [""; 0]);
        assert_eq!(read("{"), [""; 0]);
        let page = format!(
            "<script>window.A == 1; window.S = {{\"title\":\"Attack on Kenscoff\",\"body\":\"{text}\"}};</script>"
        );
        let titles = Titles::new(std::iter::once("Attack on Kenscoff".to_owned()));
        assert_eq!(article(&Html::parse_document(&page), &titles), [text]);
    }
}
