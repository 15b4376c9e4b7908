//! Tools and calls in the forms in which files have them.

use serde_json::{Map, Value};

use super::super::fault::Fault;
use crate::model::tool::{FunctionDefinition, ToolCall, ToolDefinition, ToolKind};

/// Tools as a list or as text with one, bare or in OpenAI's wrapping. A form that would lose something is kept
/// whole in `extra` beside what could be read of it.
pub(super) fn definitions(
    value: Value,
    extra: &mut Map<String, Value>,
) -> Result<Vec<ToolDefinition>, Fault> {
    let list = match value {
        Value::Array(list) => list,
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => match serde_json::from_str(&text) {
            Ok(Value::Array(list)) => list,
            Ok(Value::Null) => Vec::new(),
            _ => return Err(Fault::new("tools is text that holds no JSON list")),
        },
        _ => return Err(Fault::new("tools is no list")),
    };
    let mut tools = Vec::with_capacity(list.len());
    let mut is_lossy = false;
    for (index, tool) in list.iter().enumerate() {
        let fault = || Fault::new(format!("tools[{index}] is no function with a name"));
        let (read, loses) = definition(tool).ok_or_else(fault)?;
        tools.push(read);
        is_lossy |= loses;
    }
    if is_lossy {
        extra.insert("tools".to_owned(), Value::Array(list));
    }
    Ok(tools)
}

/// One tool, and whether something of it has no place here.
fn definition(tool: &Value) -> Option<(ToolDefinition, bool)> {
    let outer = tool.as_object()?;
    let wrapped = outer.get("function").and_then(Value::as_object);
    let function = wrapped.unwrap_or(outer);
    let name = function.get("name")?.as_str()?.to_owned();
    let text = |member: &str| function.get(member).and_then(Value::as_str).map(str::to_owned);
    let parameters = match function.get("parameters") {
        Some(Value::String(json)) => serde_json::from_str(json).ok(),
        Some(Value::Null) | None => None,
        Some(schema) => Some(schema.clone()),
    };
    let strict = function.get("strict").and_then(Value::as_bool);
    let known = ["name", "description", "parameters", "strict"];
    let lost_inside = function.iter().any(|(member, value)| {
        !known.contains(&member.as_str()) && !value.is_null() && (wrapped.is_some() || member != "type")
    });
    let lost_outside = wrapped.is_some()
        && outer.iter().any(|(member, value)| {
            member != "function" && !(member == "type" && value == "function") && !value.is_null()
        });
    let function = FunctionDefinition { name, description: text("description"), parameters, strict };
    Some((ToolDefinition { kind: ToolKind::Function, function }, lost_inside || lost_outside))
}

/// The calls of a turn: one or a list, OpenAI's or bare.
pub(super) fn calls(value: Value) -> Option<Vec<ToolCall>> {
    match value {
        Value::Array(list) => list.into_iter().map(call).collect(),
        Value::Object(_) => Some(vec![call(value)?]),
        Value::String(text) if text.trim().is_empty() => Some(Vec::new()),
        Value::String(text) => calls(serde_json::from_str::<Value>(&text).ok().filter(|v| !v.is_string())?),
        _ => None,
    }
}

fn call(value: Value) -> Option<ToolCall> {
    let Value::Object(mut outer) = value else { return None };
    let mut function = match outer.remove("function") {
        Some(Value::Object(function)) => function,
        _ => outer.clone(),
    };
    let id = [outer.remove("id"), function.remove("id")].into_iter().flatten();
    let id = id.filter_map(|id| id.as_str().map(str::to_owned)).find(|id| !id.is_empty());
    let name = function.remove("name")?.as_str()?.to_owned();
    let (arguments, raw) = arguments(function.remove("arguments").unwrap_or_default());
    Some(ToolCall { id, raw, ..ToolCall::new(name, arguments) })
}

/// Arguments as an object, or as the text that holds none.
fn arguments(value: Value) -> (Map<String, Value>, Option<String>) {
    match value {
        Value::Object(arguments) => (arguments, None),
        Value::Null => (Map::new(), None),
        Value::String(text) if text.trim().is_empty() => (Map::new(), None),
        Value::String(text) => match serde_json::from_str(&text) {
            Ok(Value::Object(arguments)) => (arguments, None),
            _ => (Map::new(), Some(text)),
        },
        other => (Map::new(), Some(other.to_string())),
    }
}
