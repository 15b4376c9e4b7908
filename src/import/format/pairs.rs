//! Prompts with their answers: one, one with a label, or two of which one was preferred.

use serde_json::{Map, Value};

use super::{super::fault::Fault, alpaca, members::Members, turns};
use crate::{
    import::draft::Draft,
    model::{
        example::{Alternative, AlternativeKind},
        message::{Message, Role},
    },
};

/// What a label is as a rating.
const GOOD: u8 = 5;
const BAD: u8 = 1;

pub(super) fn prompt_completion(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    draft.messages = asked(&mut row, &mut draft.extra)?;
    let completion = row.need("completion")?;
    draft.messages.extend(said("completion", completion, &mut draft.extra)?);
    finish(row, draft)
}

pub(super) fn kto(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let label = row.take("label").or_else(|| row.take("kto_tag"));
    let Some(label) = label.as_ref().and_then(Value::as_bool) else {
        return Err(Fault::new("its label is neither true nor false"));
    };
    draft.rating = Some(if label { GOOD } else { BAD });
    draft.messages = asked(&mut row, &mut draft.extra)?;
    if let Some(completion) = row.take("completion") {
        draft.messages.extend(said("completion", completion, &mut draft.extra)?);
    }
    finish(row, draft)
}

pub(super) fn preference(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let (chosen, rejected) = (row.need("chosen")?, row.need("rejected")?);
    let mut chosen = said("chosen", chosen, &mut draft.extra)?;
    let mut rejected = said("rejected", rejected, &mut draft.extra)?;
    draft.messages = asked(&mut row, &mut draft.extra)?;
    // Without a prompt of its own, it is what both begin with. With one, both may begin with it once more.
    let shared = chosen.iter().zip(&rejected).take_while(|(one, other)| one == other).count();
    let repeats = !draft.messages.is_empty() && chosen.starts_with(&draft.messages);
    if draft.messages.is_empty() || repeats || starts_with_question(&chosen) {
        draft.messages = chosen.drain(..shared).collect();
        rejected.drain(..shared);
    }
    draft.messages.extend(chosen);
    draft.alternatives.push(lost(&rejected, AlternativeKind::Rejected)?);
    finish(row, draft)
}

pub(super) fn open_ai(mut row: Members) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let Some(mut input) = row.object("input") else { return Err(Fault::new("input is no object")) };
    let asked = input.need("messages")?;
    draft.messages = turns::messages("messages", asked, &mut draft.extra)?;
    input.tools(&mut draft)?;
    let preferred = row.need("preferred_output")?;
    draft.messages.extend(turns::messages("preferred_output", preferred, &mut draft.extra)?);
    let other = row.need("non_preferred_output")?;
    let other = turns::messages("non_preferred_output", other, &mut draft.extra)?;
    draft.alternatives.push(lost(&other, AlternativeKind::Rejected)?);
    if !input.0.is_empty() {
        draft.extra.insert("input".to_owned(), Value::Object(input.0));
    }
    finish(row, draft)
}

fn finish(mut row: Members, mut draft: Draft) -> Result<Draft, Fault> {
    row.system("system", &mut draft.messages)?;
    row.tools(&mut draft)?;
    row.leave(&mut draft);
    Ok(draft)
}

/// The prompt: text, turns, or the conversation before the answer. Nothing when the row has none.
fn asked(row: &mut Members, extra: &mut Map<String, Value>) -> Result<Vec<Message>, Fault> {
    for name in ["messages", "conversations"] {
        if let Some(value) = row.take(name) {
            return turns::messages(name, value, extra);
        }
    }
    for name in ["prompt", "question", "instruction"] {
        match row.take(name) {
            None => {}
            Some(Value::String(text)) => {
                let mut asked = vec![Message::new(Role::User, text)];
                if name == "instruction"
                    && let Some(input) = row.text("input")?.filter(|input| !input.is_empty())
                {
                    asked[0].content = format!("{}\n{input}", asked[0].content);
                }
                return Ok(asked);
            }
            Some(value) => return turns::messages(name, value, extra),
        }
    }
    Ok(Vec::new())
}

/// An answer: text or turns.
fn said(name: &str, value: Value, extra: &mut Map<String, Value>) -> Result<Vec<Message>, Fault> {
    match value {
        Value::String(text) => Ok(vec![alpaca::answer(text)]),
        value => turns::messages(name, value, extra),
    }
}

fn starts_with_question(messages: &[Message]) -> bool {
    messages.first().is_some_and(|first| matches!(first.role, Role::System | Role::User))
}

/// The answer that lost.
pub(super) fn lost(messages: &[Message], kind: AlternativeKind) -> Result<Alternative, Fault> {
    let answer = messages.iter().rev().find(|m| m.role == Role::Assistant);
    let answer = answer.ok_or_else(|| Fault::new("the rejected side has no answer"))?;
    Ok(Alternative {
        kind,
        output: answer.content.clone(),
        tool_calls: answer.tool_calls.clone(),
        reason: None,
    })
}
