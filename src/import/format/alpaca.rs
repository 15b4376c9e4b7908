//! Instruction, input and output, with a history and a system prompt if they are there.

use serde_json::Value;

use super::{super::fault::Fault, members::Members, think};
use crate::{
    import::draft::Draft,
    model::message::{Message, Role},
};

pub(super) fn draft(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    for pair in history(row.take("history"))? {
        draft.messages.push(Message::new(Role::User, pair.0));
        draft.messages.push(Message::new(Role::Assistant, pair.1));
    }
    let instruction = row.text("instruction")?.unwrap_or_default();
    let input = row.text("input")?.unwrap_or_default();
    let question = match (instruction.is_empty(), input.is_empty()) {
        (false, false) => format!("{instruction}\n{input}"),
        (true, false) => input.clone(),
        _ => instruction.clone(),
    };
    if !input.is_empty() {
        draft.slots.insert("instruction".to_owned(), instruction);
        draft.slots.insert("input".to_owned(), input);
    }
    draft.messages.push(Message::new(Role::User, question));
    draft.messages.push(answer(row.text("output")?.unwrap_or_default()));
    row.system("system", &mut draft.messages)?;
    row.leave(&mut draft);
    Ok(draft)
}

/// An answer, with what stands in think tags before it as reasoning.
pub(super) fn answer(text: String) -> Message {
    match think::split(&text) {
        Some((thought, answer)) => Message {
            reasoning: Some(thought).filter(|thought| !thought.is_empty()),
            ..Message::new(Role::Assistant, answer)
        },
        None => Message::new(Role::Assistant, text),
    }
}

/// Earlier questions with their answers.
fn history(value: Option<Value>) -> Result<Vec<(String, String)>, Fault> {
    let fault = || Fault::new("history is no list of questions with their answers");
    let value = match value {
        None => return Ok(Vec::new()),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(Vec::new()),
        Some(Value::String(text)) => serde_json::from_str(&text).map_err(|_| fault())?,
        Some(value) => value,
    };
    serde_json::from_value(value).map_err(|_| fault())
}
