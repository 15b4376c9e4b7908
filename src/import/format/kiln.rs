//! Runs of a Kiln project: what a person repaired and rated.

use serde_json::{Map, Value};

use super::{super::fault::Fault, members::Members, turns};
use crate::{
    import::draft::Draft,
    model::{
        example::{Alternative, AlternativeKind},
        message::{Message, Role},
    },
};

pub(super) fn fits(row: &Map<String, Value>) -> bool {
    let is_run = row.get("model_type").is_some_and(|kind| kind == "task_run");
    let has_output = row.get("output").and_then(|output| output.get("output")).is_some();
    is_run || (row.contains_key("input") && has_output)
}

pub(super) fn draft(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let Some(mut output) = row.object("output") else { return Err(Fault::new("output is no object")) };
    let own = output.text("output")?.unwrap_or_default();
    let repaired = row.object("repaired_output").map(|mut repaired| repaired.text("output"));
    let repaired = repaired.transpose()?.flatten();
    draft.rating = output.object("rating").and_then(rating);
    let input = row.text("input")?.unwrap_or_default();
    if let Some(trace) = row.take("trace") {
        draft.messages = turns::messages("trace", trace, &mut draft.extra)?;
    }
    if draft.messages.is_empty() {
        draft.messages = vec![Message::new(Role::User, input), Message::new(Role::Assistant, own.clone())];
    }
    let thought = row
        .object("intermediate_outputs")
        .and_then(|mut all| ["reasoning", "chain_of_thought"].into_iter().find_map(|name| all.take(name)));
    if let Some(answer) = draft.messages.iter_mut().rev().find(|m| m.role == Role::Assistant) {
        if let Some(better) = repaired.filter(|better| *better != own) {
            answer.content = better;
            draft.edited = true;
        }
        answer.reasoning = answer.reasoning.take().or(thought.and_then(|t| t.as_str().map(str::to_owned)));
    }
    if draft.edited {
        let kind = AlternativeKind::Original;
        draft.alternatives.push(Alternative { kind, output: own, tool_calls: Vec::new(), reason: None });
    }
    if !output.0.is_empty() {
        draft.extra.insert("output".to_owned(), Value::Object(output.0));
    }
    row.leave(&mut draft);
    Ok(draft)
}

/// Five stars, or passed and failed.
fn rating(mut rating: Members) -> Option<u8> {
    let value = rating.take("value")?;
    match rating.take("type")?.as_str()? {
        "five_star" => super::members::stars(&value),
        "pass_fail" | "pass_fail_critical" => Some(if value.as_f64()? > 0.0 { 5 } else { 1 }),
        _ => None,
    }
}
