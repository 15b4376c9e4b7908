//! One item: ask the model, tell each piece, keep the answer or the reason why there is none.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{engine::Engine, lints, live::LiveRun, prompt};
use crate::{
    llm::{self, Answer, ChatRequest, LlmError},
    model::{
        candidate::{Candidate, CandidateError, CandidateState, FinishReason},
        message::Message,
        run::Plan,
        tool::ToolCall,
    },
    store::{StoreError, candidates},
};

/// What became of an item.
enum Outcome {
    Answered(Answer),
    Failed(CandidateError),
    Stopped,
}

/// Asks for one answer and keeps it.
pub(super) async fn answer(engine: &Engine, live: &LiveRun, candidate: &Candidate) -> Result<(), StoreError> {
    let plan = live.feed.look(|state| state.run.plan.clone());
    let messages = messages(engine, live, &plan, candidate).await?;
    let request = ChatRequest {
        messages: messages.clone(),
        tools: plan.tools.clone(),
        format: plan.output_schema.clone(),
        options: plan.options.clone(),
        seed: candidate.seed,
        wait_factor: candidate.wait_factor,
        ..ChatRequest::default()
    };
    let brake = live.card(candidate.id);
    let started = engine.clock.elapsed();
    let outcome = tokio::select! {
        biased;
        () = brake.cancelled() => Outcome::Stopped,
        asked = ask(engine, live, candidate, request) => match asked {
            Ok(answer) => Outcome::Answered(answer),
            Err(error) => Outcome::Failed(describe(&error)),
        },
    };
    let seconds = engine.clock.elapsed().saturating_sub(started);
    keep(engine, live, candidate, plan, messages, outcome, seconds).await
}

/// The prompt as it is sent, with the answer that a person rejected where they said why.
async fn messages(
    engine: &Engine,
    live: &LiveRun,
    plan: &Plan,
    candidate: &Candidate,
) -> Result<Vec<Message>, StoreError> {
    let messages = prompt::messages(plan, candidate);
    let (Some(parent), Some(wish)) = (candidate.parent, &candidate.wish) else { return Ok(messages) };
    let keys = std::sync::Arc::clone(&live.keys);
    let rejected = engine.store.read(move |r| candidates::get(r, &keys, parent)).await?;
    Ok(match rejected {
        Some(rejected) => prompt::with_wish(messages, rejected.final_output(), wish),
        None => messages,
    })
}

async fn ask(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    request: ChatRequest,
) -> Result<Answer, LlmError> {
    let (begin, mut write) = (|| live.begin(candidate), |piece| live.write(candidate.id, piece));
    engine.asking.ask(live.keys.owner, &candidate.model, request, begin, &mut write).await
}

async fn keep(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    plan: Plan,
    messages: Vec<Message>,
    outcome: Outcome,
    seconds: Duration,
) -> Result<(), StoreError> {
    let written = live.written(candidate.id);
    let change = move |kept: &mut Candidate| {
        kept.messages.clone_from(&messages);
        kept.seconds = Some(seconds.as_secs_f64());
        match &outcome {
            Outcome::Answered(answer) => fill_in(kept, answer, &plan),
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
        }
    };
    live.keep(&engine.store, vec![candidate.id], change).await?;
    Ok(())
}

fn fill_in(kept: &mut Candidate, answer: &Answer, plan: &Plan) {
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
    kept.provenance = provenance(answer, plan, kept.seed);
    kept.lints = lints::check(kept, plan);
}

/// A call with what is wrong with its arguments, if anything is.
pub(crate) fn checked(mut call: ToolCall, plan: &Plan) -> ToolCall {
    call.error = llm::validate::fault_of_call(&call, &plan.tools);
    call
}

/// Everything needed to ask the same again.
fn provenance(answer: &Answer, plan: &Plan, seed: u32) -> Map<String, Value> {
    let cut_off = answer.finish == FinishReason::Length;
    let facts = json!({
        "digest": answer.digest,
        "options": plan.options,
        "seed": seed,
        "prompt_tokens": answer.prompt_tokens,
        "tokens": answer.tokens,
        "load_seconds": answer.load_seconds,
        "write_seconds": answer.write_seconds,
        "cut_off": cut_off,
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
