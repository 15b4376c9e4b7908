//! The OpenAPI document: what poem-openapi derives from the operations, made complete with examples.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// An example of a request and an answer for each operation, by its id: one file for each resource.
const EXAMPLES: &[&str] = &[
    include_str!("document/backup.json"),
    include_str!("document/batch.json"),
    include_str!("document/bulk.json"),
    include_str!("document/candidates.json"),
    include_str!("document/changes.json"),
    include_str!("document/chat_templates.json"),
    include_str!("document/datasets.json"),
    include_str!("document/drafts.json"),
    include_str!("document/duplicates.json"),
    include_str!("document/examples.json"),
    include_str!("document/exports.json"),
    include_str!("document/generate.json"),
    include_str!("document/growing.json"),
    include_str!("document/imports.json"),
    include_str!("document/keys.json"),
    include_str!("document/models.json"),
    include_str!("document/preferences.json"),
    include_str!("document/program.json"),
    include_str!("document/providers.json"),
    include_str!("document/runs.json"),
    include_str!("document/session.json"),
    include_str!("document/templates.json"),
];

/// The examples of every operation.
fn examples() -> Map<String, Value> {
    let files = EXAMPLES.iter().map(|file| serde_json::from_str::<Map<_, _>>(file).unwrap_or_default());
    files.flatten().collect()
}

/// Adds the examples to the derived document.
pub fn complete(derived: &str) -> Value {
    let mut document: Value = serde_json::from_str(derived).unwrap_or_default();
    mark_optional_fields(&mut document);
    let examples = examples();
    for operation in operations(&mut document) {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(example) = examples.get(&id) else { continue };
        if let Some(request) = example.get("request") {
            add(operation.pointer_mut("/requestBody/content"), request);
        }
        if let Some(response) = example.get("response") {
            let success = success(operation).and_then(|response| response.get_mut("content"));
            add(success, response);
        }
        if let Some(parameters) = example.get("parameters") {
            add_to_parameters(operation, parameters);
        }
        if let Some(media) = success(operation).and_then(|answer| answer.pointer_mut(EVENTS)) {
            *media = one_event(media);
        }
    }
    document
}

const EVENTS: &str = "/content/text~1event-stream";

/// OpenAPI 3.0 has no words for a stream of events. poem-openapi says that it is a list, but what a reader gets is
/// one event after the other, each with its news as text; what the texts are stands beside.
fn one_event(news: &Value) -> Value {
    let first = news.pointer("/example/0").map(Value::to_string).unwrap_or_default();
    json!({
        "schema": {
            "type": "object",
            "description": "One event of the stream.",
            "required": ["data"],
            "properties": {
                "event": {"type": "string", "description": "Which kind of news this is."},
                "data": {"type": "string", "description": "The news, as JSON."},
            },
        },
        "example": {"data": first},
        "x-news": news,
    })
}

/// Answers whose optional members are left out when there is nothing to say. All others write them as null.
const SPARSE: [&str; 1] = ["Problem"];

/// What may be left out may be null, and an answer has every member. poem-openapi can say the first only of
/// every field of a type or of none, and the second not at all.
fn mark_optional_fields(document: &mut Value) {
    let in_requests = schemas_of_requests(document);
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        let required: Vec<Value> =
            schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { continue };
        for (name, property) in properties.iter_mut() {
            drop_bare_descriptions(property);
            let is_required = required.iter().any(|required| required == name);
            let has_default = property.get("default").is_some_and(|default| !default.is_null());
            match property.get("$ref").cloned() {
                _ if is_required || has_default => {}
                // Beside a `$ref` nothing counts, so the reference goes into a list of one.
                Some(reference) => *property = json!({"allOf": [{"$ref": reference}], "nullable": true}),
                None => property["nullable"] = Value::Bool(true),
            }
        }
        if !in_requests.contains(name) && !SPARSE.contains(&name.as_str()) {
            schema["required"] = properties.keys().cloned().collect();
        }
    }
}

/// Leaves of a list of schemas those that are schemas. poem-openapi puts the description of a field among them,
/// beside which it stands already; generators of clients then find no type.
fn drop_bare_descriptions(property: &mut Value) {
    let parts = property.get_mut("allOf").and_then(Value::as_array_mut).into_iter();
    for parts in parts {
        parts.retain(|part| part.as_object().is_none_or(|part| part.keys().any(|key| key != "description")));
    }
}

/// The names of the schemas that some request's body holds, directly or inside another.
fn schemas_of_requests(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flat_map(|paths| paths.values());
    let mut open: Vec<String> = paths
        .filter_map(Value::as_object)
        .flat_map(|path| path.values())
        .filter_map(|operation| operation.get("requestBody"))
        .flat_map(references)
        .collect();
    while let Some(name) = open.pop() {
        if found.insert(name.clone())
            && let Some(schema) = document.pointer(&format!("/components/schemas/{name}"))
        {
            open.extend(references(schema));
        }
    }
    found
}

/// The names of the schemas that a part of the document refers to.
fn references(part: &Value) -> Vec<String> {
    match part {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(path) if key == "$ref" => {
                    path.rsplit('/').next().map(str::to_owned).into_iter().collect()
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The document as it is committed and served.
pub fn pretty(document: &Value) -> String {
    format!("{document:#}\n")
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).into_iter();
    paths
        .flat_map(|paths| paths.values_mut())
        .filter_map(Value::as_object_mut)
        .flat_map(|path| path.values_mut())
}

fn success(operation: &mut Value) -> Option<&mut Value> {
    let responses = operation.get_mut("responses")?.as_object_mut()?;
    responses.iter_mut().find(|(status, _)| status.starts_with('2')).map(|(_, response)| response)
}

fn add(content: Option<&mut Value>, example: &Value) {
    let media = content.and_then(Value::as_object_mut).into_iter().flat_map(|content| content.values_mut());
    for media in media {
        media["example"] = example.clone();
    }
}

fn add_to_parameters(operation: &mut Value, examples: &Value) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten();
    for parameter in parameters {
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        if let Some(example) = examples.get(name) {
            parameter["example"] = json!(example);
        }
    }
}
