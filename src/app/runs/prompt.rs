//! The words that are sent to a model for one item.

use serde_json::Value;

use crate::{
    llm::prompted_tools::calls_in_words,
    model::{
        candidate::Candidate,
        message::{Message, Role},
        run::{Plan, Row},
        slot::{self, MissingSlot, SlotValues},
    },
    similar,
};

/// The filled user prompt of a row: its first variation.
pub(super) fn first_variation(plan: &Plan, row: &Row) -> Result<String, MissingSlot> {
    match row {
        Row::Slots(values) => filled(plan, values),
        Row::Example { messages, .. } => {
            let last = messages.iter().rev().find(|m| m.role == Role::User);
            Ok(last.map(|m| m.content.clone()).unwrap_or_default())
        }
    }
}

/// The user prompt with these values.
pub(super) fn filled(plan: &Plan, values: &SlotValues) -> Result<String, MissingSlot> {
    slot::fill(&plan.user_prompt, values)
}

/// The conversation up to the answer: the row's own, with the candidate's variation as the last question.
pub(super) fn messages(plan: &Plan, candidate: &Candidate) -> Vec<Message> {
    let variation = candidate.variation.clone().unwrap_or_default();
    if !candidate.turns.is_empty() {
        return asking(candidate.turns.clone(), variation);
    }
    let row = usize::try_from(candidate.row).ok().and_then(|row| plan.rows.get(row));
    if let Some(Row::Example { messages, .. }) = row {
        return asking(messages.clone(), variation);
    }
    // The values were complete when the run was made, so the prompt fills.
    let system = slot::fill(&plan.system_prompt, &candidate.slots).unwrap_or_default();
    system_and_user(&system, variation)
}

/// A conversation with this as its last question.
fn asking(mut messages: Vec<Message>, question: String) -> Vec<Message> {
    if let Some(last) = messages.iter_mut().rev().find(|m| m.role == Role::User) {
        last.content = question;
    }
    messages
}

/// Adds the answer that a person rejected, and what they want different. Both are for the model alone: they
/// never become part of an example.
pub(super) fn with_wish(mut messages: Vec<Message>, rejected: &Candidate, wish: &str) -> Vec<Message> {
    // Calls are told in words: one that nobody answers is no conversation for a server.
    let calls = match rejected.final_tool_calls() {
        [] => String::new(),
        calls => calls_in_words(calls),
    };
    let said = format!("{}\n{calls}", rejected.final_output()).trim().to_owned();
    if !said.is_empty() {
        messages.push(Message::new(Role::Assistant, said));
    }
    messages.push(Message::new(
        Role::User,
        format!(
            "I rejected that answer. My reason: {wish}\n\
             Answer my request again from the beginning, with this put right. \
             Give the answer alone and do not mention the earlier one."
        ),
    ));
    messages
}

/// Instructions for an answer that has to fit a schema. A server holds the model to it without telling it, and a
/// model that is told writes better.
pub(super) fn schema_in_words(schema: &Value) -> String {
    format!("Answer with JSON that fits this JSON Schema, and with nothing else:\n{schema}")
}

/// How far a candidate's variation is from the filled prompt; none for the prompt itself and in a conversation.
pub(super) fn variation_distance(plan: &Plan, candidate: &Candidate) -> Option<f64> {
    if candidate.variation_index == 0 || !candidate.turns.is_empty() {
        return None;
    }
    let original = filled(plan, &candidate.slots).ok()?;
    Some(1.0 - similar::similarity(&original, candidate.variation.as_deref()?))
}

fn system_and_user(system: &str, user: String) -> Vec<Message> {
    let mut messages = Vec::with_capacity(2);
    if !system.is_empty() {
        messages.push(Message::new(Role::System, system));
    }
    messages.push(Message::new(Role::User, user));
    messages
}
