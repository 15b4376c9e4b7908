//! What the OpenAPI document promises: it is the committed one, it explains every operation, and its examples
//! are what the operations take and give.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc, time::Duration};

use dsforge::{
    api,
    app::{Parts, Services, auth::Gate},
    clock::SystemClock,
    crypto::{
        kdf::Kdf,
        pepper::{Pepper, PepperRing},
    },
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    store::Store,
    update::Updates,
};
use serde_json::{Map, Value, json};

/// What operation ids begin with.
const VERBS: &[&str] = &[
    "add",
    "archive",
    "cancel",
    "change",
    "check",
    "continue",
    "create",
    "delete",
    "download",
    "estimate",
    "export",
    "extend",
    "follow",
    "generate",
    "get",
    "import",
    "judge",
    "list",
    "login",
    "logout",
    "paraphrase",
    "pause",
    "preview",
    "pull",
    "put",
    "quit",
    "read",
    "recover",
    "redo",
    "regenerate",
    "rename",
    "render",
    "replay",
    "resume",
    "retry",
    "rotate",
    "setup",
    "stop",
    "take",
    "test",
    "undo",
    "update",
    "write",
];

/// Operations that look at nothing and so cannot fail.
const CANNOT_FAIL: [&str; 1] = ["get_health"];

struct Operation {
    id: String,
    /// `POST /datasets`, for messages.
    route: String,
    value: Value,
}

/// Something that a reader wants to see an example of.
struct Part {
    /// `request`, `response`, or the name of a parameter.
    name: String,
    schema: Value,
    example: Option<Value>,
}

/// The document needs operations, not data: all of this lives in memory.
fn document() -> String {
    let pepper = Pepper::generate().expect("randomness");
    api::specification(&Services::new(Parts {
        store: Store::in_memory().expect("memory"),
        clock: SystemClock::start(),
        servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::LIFELIKE)), true),
        gate: Gate::new(PepperRing::new(pepper), Kdf::default()),
        session_lifetime: Duration::from_secs(1),
        login_rate_limit: 1,
        suggested_username: String::new(),
        updates: Updates::of_this_program().expect("a version"),
    }))
}

fn parsed() -> Value {
    serde_json::from_str(&document()).expect("JSON")
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn operations(document: &Value) -> Vec<Operation> {
    let of_path = |(path, methods): (&String, &Value)| -> Vec<Operation> {
        let operation = |(method, value): (&String, &Value)| Operation {
            id: value["operationId"].as_str().unwrap_or_default().to_owned(),
            route: format!("{} {path}", method.to_uppercase()),
            value: value.clone(),
        };
        members(methods).map(operation).collect()
    };
    members(&document["paths"]).flat_map(of_path).collect()
}

impl Operation {
    fn parts(&self) -> Vec<Part> {
        let success = members(&self.value["responses"]).find(|(status, _)| status.starts_with('2'));
        let (_, success) = success.expect("an answer when all is well");
        let of = |name: &str, holder: &Value| Part {
            name: name.to_owned(),
            schema: holder["schema"].clone(),
            example: holder.get("example").cloned(),
        };
        let request = members(&self.value["requestBody"]["content"]).map(|(_, media)| of("request", media));
        // What a stream tells stands beside the form of its events.
        let media = members(&success["content"]).map(|(_, media)| media);
        let response = media
            .flat_map(|media| [Some(media), media.get("x-news")])
            .flatten()
            .map(|media| of("response", media));
        let parameters = self.value["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|p| of(p["name"].as_str().unwrap_or_default(), p));
        request.chain(response).chain(parameters).collect()
    }
}

/// A schema of OpenAPI 3.0 as JSON Schema, with no room for members that it does not name.
fn strict(schema: &Value) -> Value {
    match schema {
        Value::Object(_) => {
            let parts = members(schema).filter(|(name, _)| *name != "nullable");
            let mut strict: Map<String, Value> =
                parts.map(|(name, part)| (name.clone(), strict(part))).collect();
            if strict.contains_key("properties") {
                strict.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            if schema["nullable"] == true {
                json!({"anyOf": [strict, {"type": "null"}]})
            } else {
                strict.into()
            }
        }
        Value::Array(items) => items.iter().map(strict).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/dsforge.json");
    let committed = fs::read_to_string(path).expect("openapi/dsforge.json");
    assert!(committed == document(), "openapi/dsforge.json is out of date: run `just spec` and commit it");
}

#[test]
fn every_operation_is_summed_up_and_named_by_a_verb() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for Operation { id, route, value } in operations(&parsed()) {
        assert!(!value["summary"].as_str().unwrap_or_default().is_empty(), "{route} has no summary");
        let is_snake_case = id.chars().all(|c| c == '_' || c.is_ascii_lowercase());
        let verb = id.split('_').next().unwrap_or_default();
        let begins_well = VERBS.contains(&verb);
        assert!(
            is_snake_case && begins_well,
            "{route}: is `{id}` a verb and a noun? New verbs go on the list."
        );
        if let Some(other) = known.insert(id.clone(), route.clone()) {
            panic!("{route} and {other} are both called {id}");
        }
    }
}

#[test]
fn every_operation_says_how_it_fails() {
    for operation in operations(&parsed()).iter().filter(|o| !CANNOT_FAIL.contains(&o.id.as_str())) {
        for range in ["4XX", "5XX"] {
            let described = operation.value["responses"][range]["description"].as_str().unwrap_or_default();
            assert!(!described.is_empty(), "{} does not describe {range}", operation.route);
        }
    }
}

#[test]
fn every_operation_has_examples_and_they_fit() {
    let document = parsed();
    let components = strict(&document["components"]);
    for operation in operations(&document) {
        for Part { name, schema, example } in operation.parts() {
            let place = format!("{} in src/api/document: {name}", operation.id);
            let example = example.unwrap_or_else(|| panic!("{place} is missing"));
            let schema = json!({"components": components, "allOf": [strict(&schema)]});
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            let problems: Vec<String> = validator
                .iter_errors(&example)
                .map(|problem| format!("{}: {problem}", problem.instance_path()))
                .collect();
            assert!(problems.is_empty(), "{place} does not fit: {problems:#?}");
        }
    }
}

#[test]
fn every_example_belongs_to_an_operation() {
    let operations = operations(&parsed());
    for file in fs::read_dir("src/api/document").expect("a folder") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("text");
        let examples: Value = serde_json::from_str(&text).expect("JSON");
        for (id, _) in members(&examples) {
            assert!(operations.iter().any(|o| o.id == *id), "{}: there is no {id}", path.display());
        }
    }
}
