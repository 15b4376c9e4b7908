//! What an edit does to an example.

use super::ExampleEdit;
use crate::{
    app::error::AppError,
    model::{
        example::{Alternative, AlternativeKind, Example},
        message::{Message, Role},
        tool::ToolCall,
    },
};

/// The example after the edit. The model's own answer stays beside a person's version of it.
pub(super) fn apply(mut example: Example, edit: ExampleEdit) -> Result<Example, AppError> {
    check_rating(edit.rating.flatten()).map_err(|(field, message)| AppError::bad(field, message))?;
    let before = (example.output().to_owned(), example.tool_calls().to_vec());
    let ExampleEdit {
        system_prompt,
        variation_prompt,
        output,
        tool_calls,
        messages,
        slots,
        rating,
        tags,
        note,
        split,
    } = edit;
    example.messages = messages.unwrap_or(example.messages);
    if let Some(text) = system_prompt {
        set_system(&mut example.messages, text);
    }
    set_question(&mut example.messages, variation_prompt)?;
    set_answer(&mut example.messages, output, tool_calls)?;
    if (example.output(), example.tool_calls()) != (before.0.as_str(), before.1.as_slice()) {
        keep_original(&mut example, before);
    }
    example.slots = slots.unwrap_or(example.slots);
    example.rating = rating.unwrap_or(example.rating);
    example.tags = tags.unwrap_or(example.tags);
    example.note = note.unwrap_or(example.note);
    example.split = split.unwrap_or(example.split);
    Ok(example)
}

/// Whether a rating is one, and else the field and what is wrong.
pub(super) fn check_rating(rating: Option<u8>) -> Result<(), (&'static str, &'static str)> {
    match rating {
        Some(rating) if !(1..=5).contains(&rating) => Err(("rating", "rating is 1 to 5")),
        _ => Ok(()),
    }
}

fn set_question(messages: &mut [Message], text: Option<String>) -> Result<(), AppError> {
    let question = messages
        .iter_mut()
        .find(|m| m.role == Role::User)
        .ok_or_else(|| AppError::bad("messages", "messages has no user turn"))?;
    if let Some(text) = text {
        if text.trim().is_empty() {
            let message = "variation_prompt is empty; an example needs the question";
            return Err(AppError::bad("variation_prompt", message));
        }
        question.content = text;
    }
    Ok(())
}

fn set_answer(
    messages: &mut [Message],
    output: Option<String>,
    tool_calls: Option<Vec<ToolCall>>,
) -> Result<(), AppError> {
    let answer = messages
        .iter_mut()
        .rev()
        .find(|m| m.role == Role::Assistant)
        .ok_or_else(|| AppError::bad("messages", "messages has no assistant turn"))?;
    if let Some(output) = output {
        answer.content = output;
    }
    if let Some(calls) = tool_calls {
        answer.tool_calls = calls;
    }
    if answer.content.trim().is_empty() && answer.tool_calls.is_empty() {
        let message = "output is empty and there is no tool call; delete the example instead";
        return Err(AppError::bad("output", message));
    }
    Ok(())
}

/// Keeps the model's own answer beside a person's first edit of it. Later edits are the person's own.
fn keep_original(example: &mut Example, (output, tool_calls): (String, Vec<ToolCall>)) {
    if !example.edited && example.source.is_some() {
        let kind = AlternativeKind::Original;
        example.alternatives.push(Alternative { kind, output, tool_calls, reason: None });
    }
    example.edited = true;
}

fn set_system(messages: &mut Vec<Message>, text: String) {
    let place = messages.iter().position(|m| m.role == Role::System);
    match place {
        Some(place) if text.is_empty() => drop(messages.remove(place)),
        Some(place) => messages[place].content = text,
        None if text.is_empty() => {}
        None => messages.insert(0, Message::new(Role::System, text)),
    }
}
