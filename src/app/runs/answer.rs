//! One item: ask the model, tell each piece, keep the answer or the reason why there is none.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{
    engine::Engine,
    lints,
    live::LiveRun,
    prompt,
    question::{self, checked},
    rounds::{self, Asked},
};
use crate::{
    llm::LlmError,
    model::{
        candidate::{Candidate, CandidateError, CandidateState, FinishReason},
        message::Message,
        run::Plan,
    },
    store::{StoreError, candidates},
};

/// What became of an item.
enum Outcome {
    Answered(Asked),
    Failed(CandidateError),
    Stopped,
    /// The whole run is called off; the item stays to be done.
    CalledOff,
}

/// Asks for one answer and keeps it.
pub(super) async fn answer(engine: &Engine, live: &LiveRun, candidate: &Candidate) -> Result<(), StoreError> {
    let plan = live.feed.look(|state| state.run.plan.clone());
    let conversation = prompt::messages(&plan, candidate);
    let messages = with_wish(engine, live, candidate, conversation.clone()).await?;
    let private_turns = messages.len() - conversation.len();
    let brake = live.card(candidate.id);
    let started = engine.clock.elapsed();
    let outcome = tokio::select! {
        biased;
        () = live.halt.cancelled() => Outcome::CalledOff,
        () = brake.cancelled() => Outcome::Stopped,
        asked = rounds::ask(engine, live, candidate, &plan, &messages) => match asked {
            Ok(asked) => Outcome::Answered(asked),
            Err(error) => Outcome::Failed(describe(&error)),
        },
    };
    if matches!(outcome, Outcome::CalledOff) {
        return Ok(());
    }
    let seconds = engine.clock.elapsed().saturating_sub(started);
    let sent = Sent { messages, private_turns, seconds };
    keep(engine, live, candidate, plan, sent, outcome).await
}

/// What went out, and how long it took.
struct Sent {
    messages: Vec<Message>,
    private_turns: usize,
    seconds: Duration,
}

/// The conversation with the answer that a person rejected, where they said why.
async fn with_wish(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    conversation: Vec<Message>,
) -> Result<Vec<Message>, StoreError> {
    let (Some(parent), Some(wish)) = (candidate.parent, &candidate.wish) else { return Ok(conversation) };
    let keys = std::sync::Arc::clone(&live.keys);
    let rejected = engine.store.read(move |r| candidates::get(r, &keys, parent)).await?;
    Ok(match rejected {
        Some(rejected) => prompt::with_wish(conversation, &rejected, wish),
        None => conversation,
    })
}

async fn keep(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    plan: Plan,
    sent: Sent,
    outcome: Outcome,
) -> Result<(), StoreError> {
    let written = live.written(candidate.id);
    let change = move |kept: &mut Candidate| {
        kept.messages.clone_from(&sent.messages);
        kept.private_turns = u32::try_from(sent.private_turns).unwrap_or_default();
        kept.variation_distance = prompt::variation_distance(&plan, kept);
        kept.seconds = Some(sent.seconds.as_secs_f64());
        match &outcome {
            Outcome::Answered(asked) => fill_in(kept, asked, &plan),
            Outcome::Failed(error) => {
                kept.state = CandidateState::Failed;
                kept.error = Some(error.clone());
                kept.output.clone_from(&written.output);
            }
            Outcome::Stopped => {
                kept.state = CandidateState::Stopped;
                kept.output.clone_from(&written.output);
                kept.reasoning = Some(written.reasoning.clone()).filter(|text| !text.is_empty());
                kept.lints = lints::check(kept, &plan);
            }
            Outcome::CalledOff => {}
        }
    };
    live.keep(&engine.store, vec![candidate.id], change).await?;
    Ok(())
}

pub(super) fn fill_in(kept: &mut Candidate, asked: &Asked, plan: &Plan) {
    let answer = &asked.answer;
    kept.state = CandidateState::Done;
    kept.output.clone_from(&answer.output);
    kept.reasoning.clone_from(&answer.reasoning);
    kept.tool_calls = answer.tool_calls.iter().map(|call| checked(call.clone(), plan)).collect();
    kept.raw_tool_text.clone_from(&answer.raw_tool_text);
    kept.finish_reason = Some(answer.finish);
    kept.tokens = answer.tokens;
    if answer.write_seconds.is_some() {
        kept.seconds = answer.write_seconds;
    }
    kept.provenance = provenance(asked, plan, kept);
    kept.lints = lints::check(kept, plan);
}

/// Everything needed to ask the same again.
fn provenance(asked: &Asked, plan: &Plan, kept: &Candidate) -> Map<String, Value> {
    let Asked { answer, attempts, num_ctx } = asked;
    let facts = json!({
        "digest": answer.digest,
        "options": question::options(plan, kept),
        "num_ctx": num_ctx,
        "seed": kept.seed,
        "tool_choice": plan.tool_choice,
        "prompt_tokens": answer.prompt_tokens,
        "tokens": answer.tokens,
        "load_seconds": answer.load_seconds,
        "write_seconds": answer.write_seconds,
        "cut_off": answer.finish == FinishReason::Length,
        "attempts": attempts,
    });
    match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    }
}

/// A failure as the card shows it.
pub(super) fn describe(error: &LlmError) -> CandidateError {
    CandidateError { kind: error.kind(), message: error.to_string(), seconds: error.seconds() }
}
