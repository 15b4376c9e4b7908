//! The turns of a conversation, whatever their members are called.

use serde_json::{Map, Value};

use super::{super::fault::Fault, members::Members, think, tools};
use crate::model::message::{Message, Role};

/// A conversation, as a list or as text that holds one. Members of turns that mean nothing here are kept in
/// `extra` under the number of their turn.
pub(super) fn messages(
    name: &str,
    value: Value,
    extra: &mut Map<String, Value>,
) -> Result<Vec<Message>, Fault> {
    let no_list = || Fault::new(format!("{name} is no list of turns"));
    let list = match value {
        Value::Array(list) => list,
        Value::Object(_) => vec![value],
        Value::String(text) => match serde_json::from_str(&text) {
            Ok(Value::Array(list)) => list,
            _ => return Err(no_list()),
        },
        _ => return Err(no_list()),
    };
    let mut messages: Vec<Message> = Vec::with_capacity(list.len());
    let mut strange = Map::new();
    for (index, turn) in list.into_iter().enumerate() {
        let Value::Object(members) = turn else { return Err(no_list()) };
        let mut members = Members(members);
        let mut message =
            turn_of(&mut members).map_err(|Fault(words)| Fault::new(format!("{name}[{index}]{words}")))?;
        name_tool(&mut message, &messages);
        messages.push(message);
        members.0.retain(|_, value| !value.is_null());
        if !members.0.is_empty() {
            strange.insert(index.to_string(), Value::Object(members.0));
        }
    }
    if !strange.is_empty() {
        extra.insert(format!("{name}_members"), Value::Object(strange));
    }
    Ok(messages)
}

/// One turn; what is wrong with it reads on after its place.
fn turn_of(members: &mut Members) -> Result<Message, Fault> {
    let speaker = members.take("role").or_else(|| members.take("from"));
    let speaker = speaker.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let Some(role) = role(&speaker) else {
        return Err(Fault::new(" has a role that is none of system, user, assistant and tool"));
    };
    let content = ["content", "value", "text"].into_iter().find_map(|name| members.take(name));
    let mut message = Message::new(role, "");
    if speaker == "function_call" {
        let calls = content.and_then(tools::calls).filter(|calls| !calls.is_empty());
        message.tool_calls = calls.ok_or_else(|| Fault::new(" is a call without a name"))?;
    } else {
        set_content(&mut message, content.unwrap_or_default())?;
    }
    for name in ["reasoning_content", "reasoning", "thinking"] {
        if let Some(Value::String(thought)) =
            members.take(name).filter(|v| !v.as_str().is_some_and(str::is_empty))
        {
            message.reasoning = Some(thought);
        }
    }
    if role == Role::Assistant {
        split_thinking(&mut message);
        let no_call = || Fault::new(" has a call without a name");
        if let Some(calls) = members.take("tool_calls") {
            message.tool_calls.extend(tools::calls(calls).ok_or_else(no_call)?);
        }
        if let Some(call) = members.take("function_call") {
            message.tool_calls.extend(tools::calls(call).ok_or_else(no_call)?);
        }
        message.train = train(members);
    }
    if role == Role::Tool {
        let text = |value: Value| value.as_str().map(str::to_owned);
        message.tool_call_id = members.take("tool_call_id").and_then(text);
        message.tool_name = members.take("name").or_else(|| members.take("tool_name")).and_then(text);
    }
    Ok(message)
}

fn role(speaker: &str) -> Option<Role> {
    match speaker {
        "system" | "developer" => Some(Role::System),
        "user" | "human" => Some(Role::User),
        "assistant" | "gpt" | "model" | "bing" | "chatgpt" | "ai" | "bot" | "function_call" => {
            Some(Role::Assistant)
        }
        "tool" | "function" | "observation" | "ipython" | "tool_response" => Some(Role::Tool),
        _ => None,
    }
}

/// Whether a trainer learns from a turn: `train`, or `weight` 0 or 1.
fn train(members: &mut Members) -> Option<bool> {
    let by_weight = match members.0.get("weight").and_then(Value::as_f64) {
        Some(0.0) => Some(false),
        Some(1.0) => Some(true),
        _ => None,
    };
    if by_weight.is_some() {
        members.0.shift_remove("weight");
    }
    let train = members.0.get("train").and_then(Value::as_bool);
    if train.is_some() {
        members.0.shift_remove("train");
    }
    train.or(by_weight)
}

/// Content as text or as parts of it; parts that think become reasoning, parts that call become calls.
fn set_content(message: &mut Message, content: Value) -> Result<(), Fault> {
    let parts = match content {
        Value::Null => return Ok(()),
        Value::String(text) => {
            message.content = text;
            return Ok(());
        }
        Value::Array(parts) => parts,
        Value::Object(_) if message.role == Role::Tool => {
            message.content = content.to_string();
            return Ok(());
        }
        _ => return Err(Fault::new(".content is neither text nor a list of parts")),
    };
    for part in parts {
        match part {
            Value::String(text) => message.content.push_str(&text),
            Value::Object(part) => set_part(message, Members(part))?,
            _ => return Err(no_text()),
        }
    }
    Ok(())
}

fn set_part(message: &mut Message, mut part: Members) -> Result<(), Fault> {
    if let Some(Value::String(text)) = part.take("text") {
        message.content.push_str(&text);
        return Ok(());
    }
    if let Some(Value::String(thought)) = part.take("thinking") {
        message.reasoning.get_or_insert_default().push_str(&thought);
        return Ok(());
    }
    if let Some(mut call) = part.object("toolUse") {
        let mut renamed = Map::new();
        for (from, to) in [("toolUseId", "id"), ("name", "name"), ("input", "arguments")] {
            renamed.extend(call.take(from).map(|value| (to.to_owned(), value)));
        }
        let calls = tools::calls(Value::Object(renamed));
        message.tool_calls.extend(calls.ok_or_else(|| Fault::new(" has a call without a name"))?);
        return Ok(());
    }
    Err(no_text())
}

fn no_text() -> Fault {
    Fault::new(" has a part that is not text, such as an image; examples hold text only")
}

fn split_thinking(message: &mut Message) {
    if message.reasoning.is_none()
        && let Some((thought, answer)) = think::split(&message.content)
    {
        message.reasoning = Some(thought).filter(|thought| !thought.is_empty());
        message.content = answer;
    }
}

/// Names the tool of a result by the call that it answers.
fn name_tool(message: &mut Message, before: &[Message]) {
    if message.role != Role::Tool || message.tool_name.is_some() {
        return;
    }
    let Some(id) = &message.tool_call_id else { return };
    let calls = before.iter().rev().flat_map(|m| &m.tool_calls);
    message.tool_name =
        calls.filter(|call| call.id.as_ref() == Some(id)).map(|call| call.name.clone()).next();
}

/// Text, or the text of parts.
pub(super) fn plain(name: &str, value: Value) -> Result<String, Fault> {
    let mut message = Message::new(Role::System, "");
    let value = match value {
        Value::Object(mut members) if members.contains_key("parts") => {
            members.remove("parts").unwrap_or_default()
        }
        other => other,
    };
    set_content(&mut message, value).map_err(|Fault(words)| Fault::new(format!("{name}{words}")))?;
    Ok(message.content)
}
