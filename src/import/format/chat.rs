//! Conversations: turns with a role and content, or from and value; their system prompt and tools beside them.

use super::{super::fault::Fault, members::Members, tools, turns};
use crate::{import::draft::Draft, model::message::Role};

pub(super) fn draft(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let name = if row.0.contains_key("messages") { "messages" } else { "conversations" };
    let value = row.need(name)?;
    draft.messages = turns::messages(name, value, &mut draft.extra)?;
    row.system("system", &mut draft.messages)?;
    row.tools(&mut draft)?;
    last_calls(&mut row, &mut draft)?;
    row.leave(&mut draft);
    Ok(draft)
}

/// Calls that stand beside the conversation: those of its answer, said once more or only here.
fn last_calls(row: &mut Members, draft: &mut Draft) -> Result<(), Fault> {
    let Some(value) = row.take("tool_calls") else { return Ok(()) };
    let calls = tools::calls(value).ok_or_else(|| Fault::new("tool_calls has a call without a name"))?;
    let calling = draft.messages.iter().rev().find(|m| !m.tool_calls.is_empty());
    let is_known = calling.is_some_and(|m| m.tool_calls == calls);
    let has_none = calling.is_none();
    if calls.is_empty() || is_known {
        return Ok(());
    }
    if let Some(answer) = draft.messages.iter_mut().rev().find(|m| m.role == Role::Assistant)
        && has_none
    {
        answer.tool_calls = calls;
        return Ok(());
    }
    let kept = serde_json::to_value(&calls).map_err(|_| Fault::new("tool_calls cannot be kept"))?;
    draft.extra.insert("tool_calls".to_owned(), kept);
    Ok(())
}
