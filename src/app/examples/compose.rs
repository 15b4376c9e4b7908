//! How an example is put together from what a person kept: a candidate, its siblings, and their edits.

use super::NewExample;
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    model::{
        candidate::{AddedTo, Candidate, CandidateState, Verdict},
        example::{Alternative, AlternativeKind, Example, Source, single_turn},
        id::{CandidateId, ExampleId, RunId, UserId},
        message::{Message, Role},
        run::Run,
        tool::ToolCall,
    },
    store::{Read, Writer, candidates, runs},
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
    let messages = new.messages.unwrap_or_else(|| {
        single_turn(&new.system_prompt, &new.variation_prompt, &new.output, new.tool_calls)
    });
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

/// A candidate that has an answer.
pub(super) fn answered(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    run: RunId,
    id: CandidateId,
) -> Result<Candidate, AppError> {
    let candidate = origin(r, keyring, owner, run, id)?.candidate;
    if has_answer(&candidate) {
        Ok(candidate)
    } else {
        Err(AppError::Conflict(format!("candidate {id} has no answer")))
    }
}

/// An example with a new answer. The old one becomes an alternative.
pub(super) fn with_answer(mut example: Example, run: RunId, answer: Candidate) -> Example {
    example.alternatives.push(Alternative {
        kind: AlternativeKind::Outranked,
        output: example.output().to_owned(),
        tool_calls: example.tool_calls().to_vec(),
        reason: None,
    });
    while example.messages.last().is_some_and(|m| m.role == Role::Assistant) {
        example.messages.pop();
    }
    example.messages.push(Message {
        reasoning: answer.reasoning.clone(),
        tool_calls: answer.final_tool_calls().to_vec(),
        ..Message::new(Role::Assistant, answer.final_output())
    });
    example.edited = answer.is_edited();
    example.source = Some(source(run, answer));
    example
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
    candidate.added_to = Some(added_to);
    Ok(candidates::put(w, &keys, &candidate)?)
}

struct Origin {
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

/// Whether two answers call the same. What dsforge found wrong with a call is no part of it, and neither is an id.
fn same_calls(some: &[ToolCall], others: &[ToolCall]) -> bool {
    let said = |call: &ToolCall| (call.name.clone(), call.arguments.clone(), call.raw.clone());
    some.iter().map(said).eq(others.iter().map(said))
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
    let answers = siblings.iter().filter(|c| has_answer(c) && c.variation == taken.variation);
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

fn has_answer(candidate: &Candidate) -> bool {
    matches!(candidate.state, CandidateState::Done | CandidateState::Stopped)
        && !(candidate.final_output().is_empty() && candidate.final_tool_calls().is_empty())
}

fn source(run: RunId, candidate: Candidate) -> Source {
    Source { run, candidate: candidate.id, model: candidate.model, provenance: candidate.provenance }
}
