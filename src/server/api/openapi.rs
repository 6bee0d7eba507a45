//! `openapi.json`: the description of all routes as OpenAPI 3.1, from the tables of routes and parameters.
//!
//! Schemas of answers are those of `docs/schema`, which tests compare with the types that are written.

use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Call, JSON};
use super::change::{Change, FORM};
use super::{BASE, CHANGES, Handler, ROUTES, Route};
use crate::render::write_line;
use crate::server::guard::COOKIE;
use crate::server::parameters::{Parameter, Value};
use crate::server::problem::{self, Problem};

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/openapi.json",
    about: "This description",
    parameters: &[],
    schema: "",
    handler: Handler::Text(answer),
};

/// The schema of problems.
const PROBLEM: &str = "api/problem";

/// The schemas of answers, by their names in `docs/schema`.
const SCHEMAS: &[(&str, &str)] = &[
    ("search", include_str!("../../../docs/schema/search.json")),
    ("facets", include_str!("../../../docs/schema/facets.json")),
    (
        "timeline",
        include_str!("../../../docs/schema/timeline.json"),
    ),
    (
        "crosstab",
        include_str!("../../../docs/schema/crosstab.json"),
    ),
    (
        "together",
        include_str!("../../../docs/schema/together.json"),
    ),
    ("report", include_str!("../../../docs/schema/report.json")),
    ("stats", include_str!("../../../docs/schema/stats.json")),
    (
        "api/basket",
        include_str!("../../../docs/schema/api/basket.json"),
    ),
    (
        "api/corrections",
        include_str!("../../../docs/schema/api/corrections.json"),
    ),
    (
        "api/indexing",
        include_str!("../../../docs/schema/api/indexing.json"),
    ),
    (
        "api/saved",
        include_str!("../../../docs/schema/api/saved.json"),
    ),
    (
        "api/session",
        include_str!("../../../docs/schema/api/session.json"),
    ),
    (
        "api/suggest",
        include_str!("../../../docs/schema/api/suggest.json"),
    ),
    (
        PROBLEM,
        include_str!("../../../docs/schema/api/problem.json"),
    ),
];

fn answer(call: &Call) -> Result<Answer, Problem> {
    let description = description(&call.options.base_path);
    Ok(Answer::written(false, |out| write_line(out, &description)))
}

/// Describes the interface, which is below the path `base`.
fn description(base: &str) -> Json {
    let mut paths: Map<String, Json> = ROUTES
        .iter()
        .map(|route| (path_of(route), path_item(route)))
        .collect();
    for change in CHANGES {
        let item = paths.entry(change.path).or_insert_with(|| json!({}));
        item["post"] = operation(change);
    }
    let schemas = SCHEMAS
        .iter()
        .flat_map(|(name, text)| components(name, text));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "reportage",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Full-text search over reports: cited passages, marks that are exactly what matched, counts by \
                            facets. Offsets count Unicode code points, [start, end).",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": format!("{base}{BASE}")}],
        "paths": paths,
        "components": {
            "schemas": schemas.collect::<Map<_, _>>(),
            "securitySchemes": {"session": {
                "type": "apiKey",
                "in": "cookie",
                "name": COOKIE,
                "description": "Only if the server has a password: the cookie that `POST /login` sets",
            }},
        },
        // Either of them: without a password, nothing is needed.
        "security": [{}, {"session": []}],
    })
}

fn path_of(route: &Route) -> String {
    route.path.replace("{*", "{")
}

fn path_item(route: &Route) -> Json {
    let mut parameters: Vec<Json> = Vec::new();
    if route.path.contains("{*id}") {
        parameters.push(json!({
            "name": "id",
            "in": "path",
            "required": true,
            "description": "The id of a report; a slash in it may be written as %2F",
            "schema": {"type": "string", "minLength": 1},
        }));
    }
    parameters.extend(route.parameters.iter().copied().flatten().map(parameter));
    let mut responses = json!({
        "200": {"description": route.about, "content": content(route)},
        "400": problem("A parameter or the query is not valid"),
        "503": problem("Too many requests at once; try again after the seconds in `Retry-After`"),
        "default": problem("Any other problem"),
    });
    match route.handler {
        Handler::Text(_) => {
            responses["304"] =
                json!({"description": "The answer with the tag in `If-None-Match` is still right"});
        }
        Handler::File(_) => {
            responses["206"] =
                json!({"description": "A part of the file", "content": content(route)});
            responses["416"] = json!({"description": "The file has no such part"});
        }
        Handler::Stream(_) => {}
    }
    if route.path.contains("{*id}") {
        responses["404"] = problem("No report has this id, or its file has gone");
    }
    if route
        .parameters
        .iter()
        .copied()
        .flatten()
        .any(|one| one.name == "cursor")
    {
        responses["409"] = problem("The index has changed since the cursor was returned");
        responses["200"]["headers"] = json!({"Link": {
            "description": "The next page, `<...>; rel=\"next\"`; absent from the last one",
            "schema": {"type": "string"},
        }});
    }
    let name = path_of(route).replace("/{id}", "");
    json!({"get": {
        "operationId": name.trim_start_matches('/').trim_end_matches(".json").replace('/', "-"),
        "summary": route.about,
        "parameters": parameters,
        "responses": responses,
    }})
}

/// Describes a change.
fn operation(change: &Change) -> Json {
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    for field in [FORM].iter().chain(change.fields).copied().flatten() {
        let mut schema = schema(field.value);
        schema["description"] = field.about.into();
        properties.insert(field.name.to_owned(), schema);
        if field.is_required {
            required.push(field.name);
        }
    }
    let schema = json!({"type": "object", "properties": properties, "required": required});
    let name = change.path.trim_start_matches('/').replace('/', "-");
    json!({
        "operationId": format!("post-{name}"),
        "summary": change.about,
        "requestBody": {
            "required": true,
            "content": {"application/x-www-form-urlencoded": {"schema": schema}},
        },
        "responses": {
            "204": {"description": "Done"},
            "303": {"description": "Done, for a browser: the page to show"},
            "400": problem("A field is missing or not valid"),
            "403": problem("The token is missing, or the server changes nothing"),
            "default": problem("Any other problem"),
        },
    })
}

fn problem(why: &str) -> Json {
    let content = json!({problem::MEDIA_TYPE: {"schema": reference(PROBLEM)}});
    json!({"description": why, "content": content})
}

fn schema(value: Value) -> Json {
    match value {
        Value::Text => json!({"type": "string"}),
        Value::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Value::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Value::Choice(choices) => json!({"type": "string", "enum": choices}),
        Value::Switch => json!({"type": "boolean"}),
    }
}

fn parameter(parameter: &Parameter) -> Json {
    json!({
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": parameter.about,
        "schema": schema(parameter.value),
    })
}

fn content(route: &Route) -> Json {
    let text = json!({"schema": {"type": "string"}});
    match route.handler {
        Handler::Text(_) if route.schema.is_empty() => {
            json!({JSON: {"schema": {"type": "object"}}})
        }
        Handler::Text(_) => json!({JSON: {"schema": reference(route.schema)}}),
        Handler::Stream(stream) => {
            let types = stream.media_types.iter();
            let types = types.map(|media| media.split(';').next().unwrap_or(media));
            let types = types.map(|media| (media.to_owned(), text.clone()));
            Json::Object(types.collect())
        }
        Handler::File(_) => json!({"application/octet-stream": {}, "application/pdf": {}}),
    }
}

/// Returns the name of a schema among the components.
fn component(name: &str) -> &str {
    name.trim_start_matches("api/")
}

fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{}", component(name))})
}

/// Returns a schema and those that it defines, as components: `search` and `search.HitObject`.
fn components(name: &str, text: &str) -> Vec<(String, Json)> {
    let name = component(name);
    let mut schema: Json = serde_json::from_str(text).expect("a test parses each of them");
    refer_to_components(&mut schema, name);
    let mut all = Vec::new();
    if let Some(object) = schema.as_object_mut() {
        object.remove("$schema");
        if let Some(Json::Object(definitions)) = object.remove("$defs") {
            let own = definitions.into_iter();
            all.extend(own.map(|(own, schema)| (format!("{name}.{own}"), schema)));
        }
    }
    all.push((name.to_owned(), schema));
    all
}

fn refer_to_components(schema: &mut Json, name: &str) {
    match schema {
        Json::Object(object) => {
            for (key, value) in object {
                let own = value.as_str().and_then(|to| to.strip_prefix("#/$defs/"));
                match own {
                    Some(own) if key == "$ref" => {
                        *value = format!("#/components/schemas/{name}.{own}").into();
                    }
                    Some(_) | None => refer_to_components(value, name),
                }
            }
        }
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| refer_to_components(item, name)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `visit` with each reference.
    fn references(value: &Json, visit: &mut dyn FnMut(&str)) {
        match value {
            Json::Object(object) => {
                for (key, value) in object {
                    match value.as_str() {
                        Some(to) if key == "$ref" => visit(to),
                        Some(_) | None => references(value, visit),
                    }
                }
            }
            Json::Array(items) => items.iter().for_each(|item| references(item, visit)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }

    #[test]
    fn every_reference_leads_to_a_schema() {
        let description = description("");
        let mut count = 0;
        references(&description, &mut |to| {
            let pointer = to.strip_prefix('#').unwrap();
            assert!(description.pointer(pointer).is_some(), "{to}");
            count += 1;
        });
        assert!(count > 40, "{count}");
    }

    #[test]
    fn every_route_is_described_with_its_parameters() {
        let description = description("/reports");
        assert_eq!(description["servers"][0]["url"], "/reports/api/v1");
        for route in ROUTES {
            let described = &description["paths"][path_of(route)]["get"];
            let listed = described["parameters"].as_array().unwrap().iter();
            let listed = listed.filter(|parameter| parameter["in"] == "query");
            let listed: Vec<&str> = listed.map(|one| one["name"].as_str().unwrap()).collect();
            let tables = route.parameters.iter().copied().flatten();
            let wanted: Vec<&str> = tables.map(|parameter| parameter.name).collect();
            assert_eq!(listed, wanted, "{}", route.path);
        }
    }

    #[test]
    fn every_parameter_is_in_the_documentation() {
        let text = include_str!("../../../docs/api.md");
        for route in ROUTES {
            let path = path_of(route).replace("{id}", "ID");
            assert!(text.contains(&format!("`{path}`")), "{path}");
            for parameter in route.parameters.iter().copied().flatten() {
                let name = parameter.name;
                assert!(text.contains(&format!("`{name}`")), "{name}");
            }
        }
        for change in CHANGES {
            let path = change.path;
            assert!(text.contains(&format!("`POST {path}`")), "{path}");
            for field in [FORM].iter().chain(change.fields).copied().flatten() {
                let name = field.name;
                assert!(text.contains(&format!("`{name}`")), "{path}: {name}");
            }
        }
    }
}
