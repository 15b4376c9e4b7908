//! How an example is put together from what a person kept: a candidate, its siblings, and their edits.

use super::NewExample;
use crate::{
    app::{
        error::AppError,
        runs::{same_calls, with_answer as conversation_of},
    },
    crypto::keys::Keyring,
    model::{
        candidate::{AddedTo, Candidate, Verdict},
        example::{Alternative, AlternativeKind, Example, Source, single_turn},
        id::{CandidateId, DatasetId, ExampleId, RunId, UserId},
        message::{Message, Role},
        run::Run,
        tool::ToolCall,
    },
    store::{Read, Writer, candidates, examples, runs},
};

/// The example that a request describes, with what the run knows of it.
pub(super) fn build(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    new: NewExample,
    now: jiff::Timestamp,
) -> Result<Example, AppError> {
    let origin = match new.source {
        Some((run, candidate)) => Some(origin(r, keyring, owner, run, candidate)?),
        None => None,
    };
    let grown =
        origin.as_ref().map(|origin| &origin.candidate).filter(|candidate| !candidate.turns.is_empty());
    let messages = match (new.messages, grown) {
        (Some(messages), _) => messages,
        (None, Some(candidate)) => grown_conversation(candidate, new.output, new.tool_calls),
        (None, None) => single_turn(&new.system_prompt, &new.variation_prompt, &new.output, new.tool_calls),
    };
    let mut example = Example {
        id: ExampleId(0),
        rev: 1,
        timestamp: now,
        updated_at: now,
        messages,
        tools: new.tools.unwrap_or_default(),
        slots: new.slots,
        template: None,
        source: None,
        alternatives: new.alternatives.unwrap_or_default(),
        edited: false,
        rating: new.rating,
        tags: new.tags,
        note: new.note,
        split: new.split,
        extra: new.extra,
    };
    if let Some(origin) = origin {
        add_origin(&mut example, origin);
    }
    Ok(example)
}

/// The conversation of a candidate that continues one, with the answer that was sent.
fn grown_conversation(candidate: &Candidate, output: String, tool_calls: Vec<ToolCall>) -> Vec<Message> {
    let mut messages = conversation_of(candidate);
    if let Some(answer) = messages.last_mut() {
        answer.content = output;
        answer.tool_calls = tool_calls;
    }
    messages
}

/// A candidate that has an answer, with what is known of it.
pub(super) fn answered(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    run: RunId,
    id: CandidateId,
) -> Result<Origin, AppError> {
    let found = origin(r, keyring, owner, run, id)?;
    if found.candidate.has_answer() {
        Ok(found)
    } else {
        Err(AppError::Conflict(format!("candidate {id} has no answer")))
    }
}

/// An example with a new answer. To the same question the old one becomes an alternative; a conversation that has
/// grown, or went another way, takes the place of the old one with alternatives of its own.
pub(super) fn with_answer(mut example: Example, Origin { run, candidate, siblings }: Origin) -> Example {
    let last_of_others = example.messages.iter().rposition(|m| m.role != Role::Assistant);
    let question = example.messages.get(..last_of_others.map_or(0, |at| at + 1)).unwrap_or_default();
    if candidate.turns.is_empty() || candidate.turns == question {
        let says_the_same = example.output() == candidate.final_output()
            && same_calls(example.tool_calls(), candidate.final_tool_calls());
        if !says_the_same {
            example.alternatives.push(Alternative {
                kind: AlternativeKind::Outranked,
                output: example.output().to_owned(),
                tool_calls: example.tool_calls().to_vec(),
                reason: None,
            });
        }
        example.messages.truncate(question.len());
        example.messages.push(Message {
            reasoning: candidate.reasoning.clone(),
            tool_calls: candidate.final_tool_calls().to_vec(),
            ..Message::new(Role::Assistant, candidate.final_output())
        });
    } else {
        example.messages = conversation_of(&candidate);
        example.alternatives = alternatives(candidate.is_edited(), &candidate, &siblings);
    }
    example.edited = candidate.is_edited();
    example.source = Some(source(run.id, candidate));
    example
}

/// Whether a candidate is an example of this dataset already. One that is unknown is in none.
pub(super) fn is_in(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    run: RunId,
    id: CandidateId,
) -> Result<bool, AppError> {
    let Some(keys) = runs::keys_of(r, keyring, owner, run)? else { return Ok(false) };
    let Some(candidate) = candidates::get(r, &keys, id)? else { return Ok(false) };
    match candidate.places().find(|place| place.dataset == dataset) {
        Some(place) => Ok(examples::get(r, keyring, owner, dataset, place.example)?.is_some()),
        None => Ok(false),
    }
}

/// Notes on a candidate which example it became.
pub(super) fn mark(
    w: &Writer,
    keyring: &Keyring,
    owner: UserId,
    run: RunId,
    id: CandidateId,
    added_to: AddedTo,
) -> Result<(), AppError> {
    let keys = runs::keys_of(w, keyring, owner, run)?.ok_or_else(|| AppError::no_run(run))?;
    let mut candidate = candidates::get(w, &keys, id)?.ok_or_else(|| AppError::no_candidate(id))?;
    candidate.note_place(added_to);
    Ok(candidates::put(w, &keys, &candidate)?)
}

/// A candidate, its run, and the other answers on its card.
pub(super) struct Origin {
    run: Run,
    candidate: Candidate,
    siblings: Vec<Candidate>,
}

fn origin(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    run: RunId,
    id: CandidateId,
) -> Result<Origin, AppError> {
    let keys = runs::keys_of(r, keyring, owner, run)?.ok_or_else(|| AppError::no_run(run))?;
    let found = runs::get_with(r, &keys)?.ok_or_else(|| AppError::no_run(run))?;
    let mut siblings = candidates::list(r, &keys)?;
    let place = siblings.iter().position(|c| c.id == id).ok_or_else(|| AppError::no_candidate(id))?;
    let candidate = siblings.remove(place);
    siblings.retain(|c| c.position == candidate.position);
    Ok(Origin { run: found, candidate, siblings })
}

fn add_origin(example: &mut Example, Origin { run, candidate, siblings }: Origin) {
    if example.tools.is_empty() {
        example.tools.clone_from(&run.plan.tools);
    }
    example.edited =
        example.output() != candidate.output || !same_calls(example.tool_calls(), &candidate.tool_calls);
    if example.alternatives.is_empty() {
        example.alternatives = alternatives(example.edited, &candidate, &siblings);
    }
    example.template = run.template;
    if let Some(answer) = example.messages.iter_mut().rev().find(|m| m.role == Role::Assistant)
        && answer.reasoning.is_none()
    {
        answer.reasoning.clone_from(&candidate.reasoning);
    }
    example.source = Some(source(run.id, candidate));
}

/// The answers of a card that lost against the one taken: its own original if a person edited it, and its
/// siblings to the same question.
fn alternatives(is_edited: bool, taken: &Candidate, siblings: &[Candidate]) -> Vec<Alternative> {
    let mut lost = Vec::new();
    if is_edited && has_own_answer(taken) {
        lost.push(Alternative {
            kind: AlternativeKind::Original,
            output: taken.output.clone(),
            tool_calls: taken.tool_calls.clone(),
            reason: None,
        });
    }
    let answers = siblings
        .iter()
        .filter(|c| c.has_answer() && c.variation == taken.variation && c.turns == taken.turns);
    lost.extend(answers.map(|c| Alternative {
        kind: match c.verdict {
            Verdict::Rejected => AlternativeKind::Rejected,
            Verdict::None | Verdict::Starred => AlternativeKind::Outranked,
        },
        output: c.final_output().to_owned(),
        tool_calls: c.final_tool_calls().to_vec(),
        reason: c.reason.clone(),
    }));
    lost
}

/// Whether the model itself wrote anything.
fn has_own_answer(candidate: &Candidate) -> bool {
    !(candidate.output.is_empty() && candidate.tool_calls.is_empty())
}

fn source(run: RunId, candidate: Candidate) -> Source {
    Source { run, candidate: candidate.id, model: candidate.model, provenance: candidate.provenance }
}
