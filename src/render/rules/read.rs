//! Lines of every form, read as what they have in common: turns, tools, and answers that are compared.

use serde_json::{Map, Value};

/// What a line says, whatever its form.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The conversation. With `lost`, it ends with the answer that was taken.
    pub(super) turns: Vec<Turn>,
    pub(super) tools: Vec<Tool>,
    /// The answer that lost.
    pub(super) lost: Option<Turn>,
    pub(super) label: Option<bool>,
    /// Whether the line is text, and so has no turns.
    pub(super) is_text: bool,
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Turn {
    pub(super) role: Role,
    pub(super) text: String,
    pub(super) calls: Vec<Call>,
    /// Which call a result answers.
    pub(super) answers: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    System,
    User,
    Assistant,
    Tool,
    #[default]
    Unknown,
}

#[derive(Debug, PartialEq)]
pub(super) struct Call {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) arguments: Arguments,
}

#[derive(Debug, PartialEq)]
pub(super) enum Arguments {
    Object(Map<String, Value>),
    Text(String),
    Other,
}

#[derive(Debug)]
pub(super) struct Tool {
    pub(super) name: String,
    pub(super) is_described: bool,
    pub(super) parameters: Option<Value>,
}

/// Reads a line; nothing when it has no form that is known.
pub(super) fn read(line: &Map<String, Value>) -> Option<Reading> {
    let mut reading = conversation(line)?;
    reading.tools = tools(line);
    let label = line.get("label").or_else(|| line.get("kto_tag"));
    reading.label = label.and_then(Value::as_bool);
    Some(reading)
}

fn conversation(line: &Map<String, Value>) -> Option<Reading> {
    let get = |name: &str| line.get(name);
    let of = |turns| Reading { turns, ..Reading::default() };
    if let (Some(input), Some(taken), Some(lost)) =
        (get("input").and_then(Value::as_object), get("preferred_output"), get("non_preferred_output"))
    {
        return compared(list(input.get("messages")?)?, taken, lost);
    }
    if let (Some(taken), Some(lost)) = (get("chosen"), get("rejected")) {
        let before = get("prompt").or_else(|| get("messages")).or_else(|| get("conversations"));
        return compared(before.map_or(Some(Vec::new()), |before| spoken(before, Role::User))?, taken, lost);
    }
    if let Some(contents) = get("contents") {
        let mut turns = system(get("systemInstruction"));
        turns.extend(list(contents)?);
        let completions = get("completions").and_then(Value::as_array);
        return match completions.map(Vec::as_slice) {
            Some([taken, lost]) => compared(turns, taken.get("completion")?, lost.get("completion")?),
            _ => Some(of(turns)),
        };
    }
    if let Some(messages) = get("messages").or_else(|| get("conversations")) {
        let mut turns = system(get("system"));
        turns.extend(list(messages)?);
        return Some(of(turns));
    }
    if let (Some(prompt), Some(completion)) = (get("prompt"), get("completion")) {
        let mut turns = spoken(prompt, Role::User)?;
        turns.extend(spoken(completion, Role::Assistant)?);
        return Some(of(turns));
    }
    if let (Some(instruction), Some(output)) = (get("instruction"), get("output").or_else(|| get("prompt"))) {
        let asked = [instruction.as_str()?, get("input").and_then(Value::as_str).unwrap_or_default()];
        let turns =
            vec![plain(Role::User, asked.join("\n").trim()), plain(Role::Assistant, output.as_str()?)];
        return Some(of(turns));
    }
    if let (Some(prompt), Some(output)) = (get("prompt"), get("output")) {
        return Some(of(vec![plain(Role::User, prompt.as_str()?), plain(Role::Assistant, output.as_str()?)]));
    }
    let text = get("text")?.as_str()?;
    Some(Reading { is_text: true, ..of(vec![plain(Role::Assistant, text)]) })
}

fn compared(mut turns: Vec<Turn>, taken: &Value, lost: &Value) -> Option<Reading> {
    let lost = spoken(lost, Role::Assistant)?.pop();
    turns.push(spoken(taken, Role::Assistant)?.pop()?);
    Some(Reading { turns, lost, ..Reading::default() })
}

/// Text, a turn, or a list of turns.
fn spoken(value: &Value, role: Role) -> Option<Vec<Turn>> {
    match value {
        Value::String(text) => Some(vec![plain(role, text)]),
        Value::Object(turn) => Some(vec![self::turn(turn)?]),
        _ => list(value),
    }
}

fn list(value: &Value) -> Option<Vec<Turn>> {
    value.as_array()?.iter().map(|turn| self::turn(turn.as_object()?)).collect()
}

fn system(value: Option<&Value>) -> Vec<Turn> {
    let text = match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(content)) => content.get("parts").map(parts).unwrap_or_default(),
        Some(list @ Value::Array(_)) => parts(list),
        _ => String::new(),
    };
    if text.is_empty() { Vec::new() } else { vec![plain(Role::System, &text)] }
}

fn plain(role: Role, text: &str) -> Turn {
    Turn { role, text: text.to_owned(), ..Turn::default() }
}

fn turn(turn: &Map<String, Value>) -> Option<Turn> {
    let text = |name: &str| turn.get(name).and_then(Value::as_str);
    let said = text("role").or_else(|| text("from"))?;
    let mut role = match said {
        "system" | "developer" => Role::System,
        "user" | "human" => Role::User,
        "assistant" | "gpt" | "model" | "function_call" => Role::Assistant,
        "tool" | "observation" | "function" => Role::Tool,
        _ => Role::Unknown,
    };
    let content = turn.get("content").or_else(|| turn.get("value")).or_else(|| turn.get("parts"));
    let mut calls: Vec<Call> = entries(turn.get("tool_calls")).filter_map(call).collect();
    let parts_of = content.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    calls.extend(parts_of.iter().filter_map(|part| call(part.get("functionCall")?)));
    if parts_of.iter().any(|part| part.get("functionResponse").is_some()) {
        role = Role::Tool;
    }
    let mut content = content.map(parts).unwrap_or_default();
    if said == "function_call" {
        let parsed = serde_json::from_str::<Value>(&content).unwrap_or_default();
        calls = match &parsed {
            Value::Array(many) => many.iter().filter_map(call).collect(),
            one => call(one).into_iter().collect(),
        };
        content.clear();
    }
    Some(Turn { role, text: content, calls, answers: text("tool_call_id").map(str::to_owned) })
}

/// The text of a content that is text, or parts with text.
fn parts(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| part.get("text")?.as_str()).collect::<Vec<_>>().join("")
        }
        _ => String::new(),
    }
}

fn call(value: &Value) -> Option<Call> {
    let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
    let function = value.get("function").unwrap_or(value);
    let arguments = match function.get("arguments").or_else(|| function.get("args")) {
        Some(Value::Object(arguments)) if !function.get("raw").is_some_and(Value::is_string) => {
            Arguments::Object(arguments.clone())
        }
        Some(Value::String(text)) => Arguments::Text(text.clone()),
        _ => Arguments::Other,
    };
    Some(Call { id, name: function.get("name")?.as_str()?.to_owned(), arguments })
}

/// The tools of a line: a list, the same as JSON text, or Gemini's list of lists.
fn tools(line: &Map<String, Value>) -> Vec<Tool> {
    let declared = line.get("tools").or_else(|| line.get("input")?.get("tools"));
    let parsed = declared.and_then(Value::as_str).and_then(|text| serde_json::from_str::<Value>(text).ok());
    let mut tools = Vec::new();
    for entry in entries(parsed.as_ref().or(declared)) {
        match entry.get("functionDeclarations") {
            Some(declarations) => tools.extend(entries(Some(declarations)).filter_map(tool)),
            None => tools.extend(tool(entry)),
        }
    }
    tools
}

fn tool(value: &Value) -> Option<Tool> {
    let function = value.get("function").unwrap_or(value);
    let parameters = function.get("parameters").filter(|parameters| parameters.is_object());
    Some(Tool {
        name: function.get("name")?.as_str()?.to_owned(),
        is_described: parameters.is_some()
            && function.get("description").and_then(Value::as_str).is_some_and(|text| !text.is_empty()),
        parameters: parameters.cloned(),
    })
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default().iter()
}
