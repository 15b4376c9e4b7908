//! The words that are sent to a model for one item.

use crate::model::{
    candidate::Candidate,
    message::{Message, Role},
    run::{Plan, Row},
    slot::{self, MissingSlot, SlotValues},
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
    let row = usize::try_from(candidate.row).ok().and_then(|row| plan.rows.get(row));
    if let Some(Row::Example { messages, .. }) = row {
        let mut messages = messages.clone();
        if let Some(last) = messages.iter_mut().rev().find(|m| m.role == Role::User) {
            last.content = variation;
        }
        return messages;
    }
    // The values were complete when the run was made, so the prompt fills.
    let system = slot::fill(&plan.system_prompt, &candidate.slots).unwrap_or_default();
    system_and_user(&system, variation)
}

/// Adds the answer that a person rejected, and what they want different. Both are for the model alone: they
/// never become part of an example.
pub(super) fn with_wish(mut messages: Vec<Message>, rejected: &str, wish: &str) -> Vec<Message> {
    if !rejected.is_empty() {
        messages.push(Message::new(Role::Assistant, rejected));
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

fn system_and_user(system: &str, user: String) -> Vec<Message> {
    let mut messages = Vec::with_capacity(2);
    if !system.is_empty() {
        messages.push(Message::new(Role::System, system));
    }
    messages.push(Message::new(Role::User, user));
    messages
}
