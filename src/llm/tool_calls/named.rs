//! Calls whose name stands before their arguments: as JSON, as tags, as Python.

use serde_json::{Map, Value};

use super::{
    Written, bare,
    loose::{self, Reader},
};
use crate::model::tool::ToolDefinition;

/// What may stand between a name and its JSON.
const SEPARATORS: &[&str] = &[
    "[ARGS]",
    "<｜tool▁sep｜>",
    "<|tool_call_argument_begin|>",
    "<|constrain|>json",
    "<|constrain|>",
    "<|message|>",
    "```json",
    "```",
    "json",
    "\">",
    ">",
];

/// Calls, and how many bytes they take.
type Read = Option<(Vec<Written>, usize)>;

/// A name behind a marker, with its arguments in any form.
pub(super) fn marked<'a>(text: &str, tool: impl Fn(&str) -> Option<&'a ToolDefinition>) -> Read {
    let mut reader = Reader::new(text);
    let name = name(&mut reader)?;
    let schema = tool(bare(name)).and_then(|tool| tool.function.parameters.as_ref());
    if reader.pass("[CALL_ID]") {
        reader.run(|c| c != '[');
    }
    separators(&mut reader);
    if reader.rest().starts_with('{') {
        let arguments = reader.value()?;
        return Some((vec![Written::new(name, arguments)], reader.at()));
    }
    let arguments = tagged(&mut reader, schema)?;
    Some((vec![Written::new(name, Value::Object(arguments))], reader.at()))
}

/// Python calls in brackets.
pub(super) fn list(text: &str) -> Read {
    let mut reader = Reader::new(text);
    reader.pass("[");
    let mut calls = Vec::new();
    loop {
        reader.space();
        if reader.pass("]") {
            return (!calls.is_empty()).then_some((calls, reader.at()));
        }
        calls.push(python_call(&mut reader)?);
        reader.space();
        if !reader.pass(",") && !reader.rest().starts_with(']') {
            return None;
        }
    }
}

/// One Python call.
pub(super) fn python(text: &str) -> Read {
    let mut reader = Reader::new(text);
    let call = python_call(&mut reader)?;
    Some((vec![call], reader.at()))
}

fn name<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    let name = reader.run(|c| c.is_ascii_alphanumeric() || "_.-:".contains(c));
    (!name.is_empty()).then_some(name)
}

fn separators(reader: &mut Reader<'_>) {
    loop {
        reader.space();
        if !SEPARATORS.iter().any(|separator| reader.pass(separator)) {
            return;
        }
    }
}

/// `name(key=literal, …)`. Anything but literals makes it no call: nothing is ever evaluated.
fn python_call(reader: &mut Reader<'_>) -> Option<Written> {
    let name = name(reader)?;
    if !reader.pass("(") {
        return None;
    }
    let mut named = Map::new();
    let mut positional = Vec::new();
    loop {
        reader.space();
        if reader.pass(")") {
            break;
        }
        match key(reader) {
            Some(key) => {
                named.insert(key, reader.value()?);
            }
            None => positional.push(reader.value()?),
        }
        reader.space();
        if !reader.pass(",") && !reader.rest().starts_with(')') {
            return None;
        }
    }
    match (positional.is_empty(), named.is_empty()) {
        (true, _) => Some(Written::new(name, Value::Object(named))),
        (false, true) => {
            Some(Written { is_positional: true, ..Written::new(name, Value::Array(positional)) })
        }
        (false, false) => None,
    }
}

/// The name of a Python argument with its equals sign.
fn key(reader: &mut Reader<'_>) -> Option<String> {
    let mut ahead = Reader::new(reader.rest());
    let key = ahead.run(|c| c.is_alphanumeric() || c == '_');
    ahead.space();
    if key.is_empty() || !ahead.pass("=") || ahead.rest().starts_with('=') {
        return None;
    }
    let passed = ahead.at();
    reader.pass(&reader.rest()[..passed]);
    Some(key.to_owned())
}

/// Arguments between tags. The tags carry no types, so the tool's schema gives them. Without any argument
/// there has to be the tag that closes the call.
fn tagged(reader: &mut Reader<'_>, schema: Option<&Value>) -> Option<Map<String, Value>> {
    let mut arguments = Map::new();
    loop {
        reader.space();
        let Some((key, text, says_string)) = argument(reader) else { break };
        let property = schema.and_then(|schema| schema.pointer(&format!("/properties/{key}")));
        let value = if says_string == Some(true) { Value::from(text) } else { typed(text, property) };
        arguments.insert(key.to_owned(), value);
    }
    let closes = ["</tool_call>", "</function>", "</invoke>", "</｜DSML｜invoke>"];
    let is_closed = closes.iter().any(|close| reader.rest().starts_with(close));
    (is_closed || !arguments.is_empty()).then_some(arguments)
}

/// Key, text, and whether the tag says that it is a string.
fn argument<'a>(reader: &mut Reader<'a>) -> Option<(&'a str, &'a str, Option<bool>)> {
    let text = reader.rest();
    let (key, says_string, rest, close) = if let Some(rest) = text.strip_prefix("<arg_key>") {
        let (key, rest) = rest.split_once("</arg_key>")?;
        (key.trim(), None, rest.trim_start().strip_prefix("<arg_value>")?, "</arg_value>")
    } else if let Some(rest) = text.strip_prefix("<parameter=") {
        let (key, rest) = rest.split_once('>')?;
        (key.trim(), None, rest, "</parameter>")
    } else {
        let is_dsml = text.starts_with("<｜DSML｜");
        let rest = text
            .strip_prefix("<parameter name=\"")
            .or_else(|| text.strip_prefix("<｜DSML｜parameter name=\""))?;
        let (key, rest) = rest.split_once('"')?;
        let (attributes, rest) = rest.split_once('>')?;
        let says_string = attributes.contains("string=").then(|| attributes.contains("\"true\""));
        (key, says_string, rest, if is_dsml { "</｜DSML｜parameter>" } else { "</parameter>" })
    };
    let (value, after) = rest.split_once(close)?;
    let passed = text.len() - after.len();
    reader.pass(&text[..passed]);
    let value = value.strip_prefix('\n').unwrap_or(value);
    Some((key, value.strip_suffix('\n').unwrap_or(value), says_string))
}

/// A text as the type that the schema names; a text that is none of that type stays a text.
fn typed(text: &str, property: Option<&Value>) -> Value {
    let kinds: Vec<&str> = match property.and_then(|property| property.get("type")) {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is_enum_of_text = property
        .and_then(|property| property.get("enum"))
        .and_then(Value::as_array)
        .is_some_and(|values| values.iter().all(Value::is_string));
    if kinds.contains(&"string") || is_enum_of_text {
        return text.into();
    }
    loose::whole(text.trim()).unwrap_or_else(|| text.into())
}
