//! Whether a tool's definition makes sense, and whether a call keeps to it.

use std::fmt;

use serde_json::Value;

use crate::model::tool::{ToolCall, ToolDefinition};

/// Longest name of a tool, in characters.
const LONGEST_NAME: usize = 64;

/// Faults of one value that are told; whoever mends these finds the rest.
const MOST_FAULTS: usize = 10;

/// Something wrong with a definition or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in it, as a JSON pointer.
    pub pointer: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// What is wrong with a definition; empty when nothing is.
pub fn faults_of_tool(tool: &ToolDefinition) -> Vec<Fault> {
    let mut faults = Vec::new();
    let name = &tool.function.name;
    let of_allowed = name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
    if name.is_empty() || name.len() > LONGEST_NAME || !of_allowed {
        let message = "A tool's name has 1 to 64 characters: letters without accents, digits, and any of _ . - between them.";
        faults.push(Fault { pointer: "/function/name".into(), message: message.into() });
    }
    if let Some(parameters) = &tool.function.parameters {
        let found = faults_of_parameters(parameters);
        faults.extend(
            found
                .into_iter()
                .map(|fault| Fault { pointer: format!("/function/parameters{}", fault.pointer), ..fault }),
        );
    }
    faults
}

/// What is wrong with a JSON Schema, such as the one that answers have to fit.
pub fn faults_of_schema(schema: &Value) -> Vec<Fault> {
    if !schema.is_object() {
        return vec![Fault { pointer: String::new(), message: "A JSON Schema is an object.".into() }];
    }
    let broken: Vec<Fault> = jsonschema::draft202012::meta::validator()
        .iter_errors(schema)
        .map(|error| fault(error.instance_path().to_string(), error.to_string()))
        .collect();
    if !broken.is_empty() {
        return broken;
    }
    // What the meta-schema cannot see: a reference that leads nowhere, a pattern that is none.
    match jsonschema::validator_for(schema) {
        Ok(_) => Vec::new(),
        Err(error) => vec![fault(error.instance_path().to_string(), error.to_string())],
    }
}

fn faults_of_parameters(parameters: &Value) -> Vec<Fault> {
    let faults = faults_of_schema(parameters);
    if faults.is_empty() && parameters.get("type").and_then(Value::as_str) != Some("object") {
        let message = "The parameters of a tool are a JSON Schema whose type is \"object\".";
        return vec![Fault { pointer: "/type".into(), message: message.into() }];
    }
    faults
}

/// A wrong type is by far the most frequent fault, and the one whose message says the least.
fn fault(pointer: String, message: String) -> Fault {
    let of_type = pointer.ends_with("/type") && !pointer.ends_with("/properties/type");
    let message = if of_type {
        "A type is one of array, boolean, integer, null, number, object, string, or a list of these.".into()
    } else {
        message
    };
    Fault { pointer, message }
}

/// All that is wrong with a call of the tools that were offered, each with its place in the arguments.
pub fn faults_of_call(call: &ToolCall, tools: &[ToolDefinition]) -> Vec<Fault> {
    let whole = |message: String| vec![Fault { pointer: String::new(), message }];
    let Some(tool) = tools.iter().find(|tool| tool.function.name == call.name) else {
        return whole(format!("There is no tool named {}.", call.name));
    };
    if call.raw.is_some() {
        return whole("The arguments are no JSON object.".into());
    }
    match &tool.function.parameters {
        Some(schema) => faults_of_value(&Value::Object(call.arguments.clone()), schema),
        None => Vec::new(),
    }
}

/// Where a value does not fit a schema. A schema that is none is no fault of the value.
pub fn faults_of_value(value: &Value, schema: &Value) -> Vec<Fault> {
    let Ok(validator) = jsonschema::validator_for(schema) else { return Vec::new() };
    let errors = validator.iter_errors(value).take(MOST_FAULTS);
    errors
        .map(|error| Fault { pointer: error.instance_path().to_string(), message: error.to_string() })
        .collect()
}

/// What is wrong with a call, in one text; none when it fits its definition.
pub fn fault_of_call(call: &ToolCall, tools: &[ToolDefinition]) -> Option<String> {
    let faults = faults_of_call(call, tools);
    (!faults.is_empty()).then(|| faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.message),
            pointer => write!(f, "{pointer}: {}", self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    fn tool(name: &str, parameters: Value) -> ToolDefinition {
        serde_json::from_value(
            json!({"type": "function", "function": {"name": name, "parameters": parameters}}),
        )
        .unwrap()
    }

    fn faults(name: &str, parameters: Value) -> Vec<(String, String)> {
        faults_of_tool(&tool(name, parameters)).into_iter().map(|f| (f.pointer, f.message)).collect()
    }

    #[test]
    fn a_sound_tool_has_no_faults() {
        let parameters = json!({"type": "object", "properties": {"topic": {"type": "string"}}});
        assert_eq!(faults("find_clause", parameters), []);
    }

    #[test]
    fn a_fault_is_named_with_its_place() {
        let parameters = json!({"type": "object", "properties": {"topic": {"type": "strin"}}});
        let found = faults("find_clause", parameters);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "/function/parameters/properties/topic/type");
        assert!(found[0].1.starts_with("A type is one of"), "{}", found[0].1);

        assert_eq!(faults("find clause", json!({"type": "object"}))[0].0, "/function/name");
        assert_eq!(faults("find_clause", json!({"type": "array"}))[0].0, "/function/parameters/type");
        assert_eq!(faults("find_clause", json!("object"))[0].0, "/function/parameters");
        let dangling = json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/none"}}});
        assert_eq!(faults("find_clause", dangling).len(), 1);
        let no_pattern = json!({"type": "object", "properties": {"a": {"type": "string", "pattern": "("}}});
        assert_eq!(faults("find_clause", no_pattern).len(), 1);
    }

    #[test]
    fn a_call_is_held_to_its_definition() {
        let parameters = json!({"type": "object", "required": ["topic"], "properties": {
            "topic": {"type": "string"}, "limit": {"type": "integer"},
        }});
        let tools = [tool("find_clause", parameters)];
        let fault = |name: &str, arguments: Value| {
            let arguments: Map<String, Value> = serde_json::from_value(arguments).unwrap();
            fault_of_call(&ToolCall::new(name, arguments), &tools)
        };
        assert_eq!(fault("find_clause", json!({"topic": "deposit"})), None);
        assert_eq!(fault("burn_lease", json!({})).as_deref(), Some("There is no tool named burn_lease."));
        let missing = fault("find_clause", json!({})).unwrap();
        assert!(missing.contains("topic"), "{missing}");
        let wrong = fault("find_clause", json!({"topic": "x", "limit": "5"})).unwrap();
        assert!(wrong.starts_with("/limit: "), "{wrong}");
        let both = fault("find_clause", json!({"topic": 4, "limit": "5"})).unwrap();
        assert_eq!(both.lines().count(), 2, "{both}");
    }
}
