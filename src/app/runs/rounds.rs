//! Asking until the answer has its form: at most twice more, each time with what was wrong.
//!
//! What came before is kept as provenance, so that nobody takes the last answer for the first.

use serde_json::{Value, json};

use super::{
    engine::Engine,
    live::LiveRun,
    question::{self, Question},
};
use crate::{
    app::asking::Turn,
    llm::{Answer, LlmError},
    model::{
        candidate::Candidate,
        message::{Message, Role},
        run::Plan,
    },
};

/// How often an answer that does not fit its schema is asked for again.
const MENDINGS: usize = 2;

/// An answer, and what it took.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) answer: Answer,
    /// Answers that came before and why they were not taken.
    pub(super) attempts: Vec<Value>,
    /// The tokens of context that the server was asked for; none left it at its default.
    pub(super) num_ctx: Option<u32>,
}

/// Asks a candidate's question until the answer fits, or until asking again is no use.
pub(super) async fn ask(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    plan: &Plan,
    messages: &[Message],
) -> Result<Asked, LlmError> {
    let mut question = question::question(plan, candidate, messages);
    let mut attempts = Vec::new();
    let (mut answer, mut num_ctx) = match once(engine, live, candidate, plan, &question).await {
        Err(LlmError::Swallowed { tokens, tools_offered: true }) => {
            attempts.push(json!({
                "why": "The server passed none of the model's words on, perhaps a call that it could not read. \
                        The tools were told in words instead.",
                "tokens": tokens,
            }));
            question = question.in_words();
            once(engine, live, candidate, plan, &question).await?
        }
        other => other?,
    };
    for mendings in 0.. {
        attempts.extend(take_off_fence(&mut answer, plan));
        let faults = question::faults(&answer, plan);
        if faults.is_empty() || mendings == MENDINGS {
            break;
        }
        let request = &mut question.request;
        request.messages.push(Message::new(Role::Assistant, answer.output.clone()));
        request.messages.push(Message::new(Role::User, mending(&faults)));
        // A server that fails now does not take away what it has given before.
        let Ok((better, size)) = once(engine, live, candidate, plan, &question).await else { break };
        attempts.push(json!({"why": faults.join("\n"), "output": answer.output}));
        (answer, num_ctx) = (better, size);
    }
    Ok(Asked { answer, attempts, num_ctx })
}

/// Takes off the fence around an answer that has to be JSON. Gives the answer as it came, if it had one.
pub(super) fn take_off_fence(answer: &mut Answer, plan: &Plan) -> Option<Value> {
    plan.output_schema.as_ref()?;
    let bare = question::without_fence(&answer.output)?.to_owned();
    let fenced = std::mem::replace(&mut answer.output, bare);
    Some(json!({"why": "The JSON stood in a code block.", "output": fenced}))
}

async fn once(
    engine: &Engine,
    live: &LiveRun,
    candidate: &Candidate,
    plan: &Plan,
    question: &Question,
) -> Result<(Answer, Option<u32>), LlmError> {
    let mut num_ctx = None;
    let on_turn = |turn: Turn<'_>| match turn {
        Turn::Asked(size) => {
            num_ctx = size;
            live.begin(candidate);
        }
        turn => live.turn(&turn),
    };
    let mut write = |piece| live.write(candidate.id, piece);
    let mut answer = engine
        .asking
        .ask(live.asker(), &candidate.model, question.request.clone(), on_turn, &mut write)
        .await?;
    question.read(&mut answer, plan);
    Ok((answer, num_ctx))
}

fn mending(faults: &[String]) -> String {
    format!(
        "That does not fit the form that was asked for:\n{}\n\
         Answer again from the beginning with these put right. Give the JSON alone.",
        faults.join("\n")
    )
}
