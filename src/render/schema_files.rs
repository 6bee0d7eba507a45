//! JSON Schemas of the program's output: `docs/schema/NAME.json` is generated from the serialized type.

use std::fs;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

/// Marks a list in the doc comment of a type: the list of its keys, which becomes part of the schema's description.
const LIST: &str = "\n- ";

/// Compares the schema of a type with its file. If `REPORTAGE_BLESS` is set, writes the file first.
///
/// # Panics
/// The file differs or does not exist.
#[track_caller]
pub fn check<T: JsonSchema>(name: &str, description: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.json"));
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), name.into());
    let details = schema.get("description").and_then(Value::as_str);
    let description = match details.filter(|details| details.contains(LIST)) {
        Some(details) => format!("{description}\n\n{details}"),
        None => description.to_owned(),
    };
    schema.insert("description".to_owned(), description.into());
    drop_formats(schema.as_object_mut().expect("a struct is an object"));
    let made = written(&schema);
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == made,
        "{} is not the schema of what is printed; REPORTAGE_BLESS=1 makes it anew:\n{made}",
        path.display()
    );
}

/// Removes formats named after Rust's number types (`"format": "uint32"`), which JSON Schema does not define.
fn drop_formats(schema: &mut Map<String, Value>) {
    if schema.get("format").is_some_and(Value::is_string) {
        schema.remove("format");
    }
    for value in schema.values_mut() {
        match value {
            Value::Object(object) => drop_formats(object),
            Value::Array(items) => items
                .iter_mut()
                .filter_map(Value::as_object_mut)
                .for_each(drop_formats),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn written(schema: &Schema) -> String {
    serde_json::to_string_pretty(schema).unwrap() + "\n"
}
