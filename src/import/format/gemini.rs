//! Gemini and Vertex: contents made of parts, and completions with a score.

use serde_json::{Map, Value};

use super::{super::fault::Fault, members::Members, pairs, tools};
use crate::{
    import::draft::Draft,
    model::{
        example::AlternativeKind,
        message::{Message, Role},
        tool::ToolCall,
    },
};

pub(super) fn draft(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let Value::Array(contents) = row.need("contents")? else {
        return Err(Fault::new("contents is no list"));
    };
    for (index, content) in contents.into_iter().enumerate() {
        let turns =
            turns_of(content).map_err(|Fault(words)| Fault::new(format!("contents[{index}]{words}")))?;
        draft.messages.extend(turns);
    }
    if let Some(completions) = row.take("completions") {
        add_completions(completions, &mut draft)?;
    }
    for name in ["systemInstruction", "system_instruction"] {
        row.system(name, &mut draft.messages)?;
    }
    if let Some(value) = row.take("tools") {
        declare(value, &mut draft)?;
    }
    row.leave(&mut draft);
    Ok(draft)
}

/// The best completion is the answer, the others lost.
fn add_completions(value: Value, draft: &mut Draft) -> Result<(), Fault> {
    let fault = || Fault::new("completions is no list of completions with a score");
    let Value::Array(list) = value else { return Err(fault()) };
    let mut scored = Vec::with_capacity(list.len());
    for entry in list {
        let Value::Object(mut entry) = entry else { return Err(fault()) };
        let score = entry.get("score").and_then(Value::as_f64).ok_or_else(fault)?;
        scored.push((score, turns_of(entry.remove("completion").ok_or_else(fault)?)?));
    }
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut scored = scored.into_iter().map(|(_, turns)| turns);
    draft.messages.extend(scored.next().ok_or_else(fault)?);
    for turns in scored {
        draft.alternatives.push(pairs::lost(&turns, AlternativeKind::Outranked)?);
    }
    Ok(())
}

/// The turns of one content: a turn of its speaker, and one for each result of a call.
fn turns_of(content: Value) -> Result<Vec<Message>, Fault> {
    let Value::Object(mut content) = content else { return Err(Fault::new(" is no object")) };
    let role = match content.get("role").and_then(Value::as_str) {
        Some("model" | "assistant") => Role::Assistant,
        Some("user" | "function" | "tool") | None => Role::User,
        Some(_) => return Err(Fault::new(" has a role that is neither user nor model")),
    };
    let Some(Value::Array(parts)) = content.remove("parts") else { return Err(Fault::new(" has no parts")) };
    let mut spoken = Message::new(role, "");
    let mut results = Vec::new();
    for part in parts {
        let Value::Object(part) = part else { return Err(Fault::new(" has a part that is no object")) };
        let mut part = Members(part);
        let is_thought = part.take("thought").is_some_and(|thought| thought == true);
        if let Some(text) = part.text("text")? {
            if is_thought {
                spoken.reasoning.get_or_insert_default().push_str(&text);
            } else {
                spoken.content.push_str(&text);
            }
        } else if let Some(call) = part.object("functionCall") {
            spoken.tool_calls.push(call_of(call)?);
        } else if let Some(mut result) = part.object("functionResponse") {
            let response = result.take("response").unwrap_or_default();
            results.push(Message {
                tool_name: result.text("name")?,
                tool_call_id: result.text("id")?,
                ..Message::new(Role::Tool, response.to_string())
            });
        } else {
            return Err(Fault::new(" has a part that is not text; examples hold text only"));
        }
    }
    let is_said = !spoken.content.is_empty() || !spoken.tool_calls.is_empty() || results.is_empty();
    Ok(is_said.then_some(spoken).into_iter().chain(results).collect())
}

fn call_of(mut call: Members) -> Result<ToolCall, Fault> {
    let name = call.text("name")?.ok_or_else(|| Fault::new(" has a call without a name"))?;
    let arguments = match call.take("args") {
        Some(Value::Object(arguments)) => arguments,
        _ => Map::new(),
    };
    Ok(ToolCall { id: call.text("id")?, ..ToolCall::new(name, arguments) })
}

/// Tools stand in lists of declarations.
fn declare(value: Value, draft: &mut Draft) -> Result<(), Fault> {
    let Value::Array(list) = value else { return Err(Fault::new("tools is no list")) };
    for tool in list {
        let Value::Object(mut tool) = tool else {
            return Err(Fault::new("tools has an entry that is no object"));
        };
        let declared = ["functionDeclarations", "function_declarations"];
        let declared = declared.into_iter().find_map(|name| tool.shift_remove(name));
        let value = declared.unwrap_or_else(|| Value::Array(vec![Value::Object(tool)]));
        draft.tools.extend(tools::definitions(value, &mut draft.extra)?);
    }
    Ok(())
}
