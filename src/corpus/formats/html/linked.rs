//! What a page says about its article in JSON-LD.

use serde_json::Value;

/// The statements that reports have a place for.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub name: Option<String>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
}

/// Reads the scripts of a page; the first article among them counts.
pub(super) fn article(scripts: &[String]) -> Linked {
    for script in scripts {
        let Some(value) = parse(script) else { continue };
        if let Some(found) = find(&value) {
            return found;
        }
    }
    Linked::default()
}

fn parse(script: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    // Many pages have bare line breaks in their strings, or comment marks around the whole.
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let plain = script
        .get(start..=end)?
        .replace(|c: char| c.is_control(), " ");
    serde_json::from_str(&plain).ok()
}

/// Looks through lists, graphs and main entities. The parser bounds how deep that is.
fn find(value: &Value) -> Option<Linked> {
    match value {
        Value::Array(items) => items.iter().find_map(find),
        Value::Object(object) => {
            if is_article(object.get("@type")) {
                return Some(Linked {
                    headline: text(object.get("headline")),
                    name: text(object.get("name")),
                    published: text(object.get("datePublished")),
                    publisher: name(object.get("publisher")),
                    language: text(object.get("inLanguage")),
                });
            }
            [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "itemListElement",
            ]
            .iter()
            .find_map(|key| find(object.get(*key)?))
        }
        _ => None,
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        let others = [
            "BlogPosting",
            "LiveBlogPosting",
            "Report",
            "RadioEpisode",
            "PodcastEpisode",
        ];
        kind.ends_with("Article") || others.contains(&kind)
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn name(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(items) => items.iter().find_map(|item| name(Some(item))),
        Value::Object(object) => text(object.get("name")),
        other => text(Some(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph_with_bare_line_breaks() {
        let script = "<![CDATA[ {\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"no\"},{\"@type\":[\"NewsArticle\"],\
                      \"headline\":\"A\nb\",\"datePublished\":\"2025-02-04\",\"publisher\":{\"name\":\"P\"}}]} ]]>";
        let wanted = Linked {
            headline: Some("A b".into()),
            name: None,
            published: Some("2025-02-04".into()),
            publisher: Some("P".into()),
            language: None,
        };
        assert_eq!(article(&["oops".into(), script.into()]), wanted);
    }
}
