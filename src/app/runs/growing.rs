//! Conversations that grow turn by turn: somebody says the next thing, and the model answers it on the same card.
//!
//! A longer conversation is one more candidate of its card, so it is auditioned like any other. The answer that
//! it grew from stays, and another conversation may grow from it.

use std::fmt::Write as _;

use serde_json::json;

use super::{again, open};
use crate::{
    app::{Services, asking::Asker, auth::sessions::Session, error::AppError},
    llm::ChatRequest,
    model::{
        candidate::Candidate,
        id::{CandidateId, RunId},
        message::{Message, Role},
        options::Options,
        run::Plan,
        tool::{ToolCall, ToolDefinition},
    },
    store::candidates,
};

/// Turns that a conversation may have.
const MOST_TURNS: usize = 200;

/// What is said after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The user, or a tool whose result this is.
    pub role: Role,
    /// The text.
    pub content: String,
    /// Which tool it is the result of.
    pub tool_name: Option<String>,
}

/// Goes on with the conversation after a candidate's answer. Of an edited answer, the person's version counts.
pub async fn grow(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
    turns: Vec<Turn>,
) -> Result<Candidate, AppError> {
    let now = services.clock.now();
    again::put_on_card(services, session, run, id, move |_, old| {
        check(old, &turns)?;
        let mut new = again::ask_again(old, now);
        let calls = old.final_tool_calls();
        let mut conversation = with_answer(old);
        let results = turns.iter().filter(|turn| turn.role == Role::Tool).count();
        for (index, turn) in turns.into_iter().enumerate() {
            let call = calls.get(index).filter(|_| index < results);
            if turn.role == Role::User {
                new.variation = Some(turn.content.clone());
            }
            conversation.push(Message {
                tool_name: turn.tool_name.or_else(|| call.map(|call| call.name.clone())),
                tool_call_id: call.and_then(|call| call.id.clone()),
                ..Message::new(turn.role, turn.content)
            });
        }
        if conversation.len() > MOST_TURNS {
            return Err(AppError::bad("turns", format!("a conversation has {MOST_TURNS} turns at most")));
        }
        new.turns = conversation;
        Ok(new)
    })
    .await
}

/// Has a model write what comes next: the results of the answer's calls, or the user's next turn. Nothing is
/// kept; whoever asks may change it and goes on with [`grow`].
pub async fn next_turns(
    services: &Services,
    session: &Session,
    run: RunId,
    id: CandidateId,
    model: Option<String>,
) -> Result<Vec<Turn>, AppError> {
    if let Some(model) = &model {
        crate::app::models::check(services, session, model).await?;
    }
    let (found, keys) = open(services, session, run).await?;
    let candidate = services
        .store
        .read(move |r| candidates::get(r, &keys, id)?.ok_or_else(|| AppError::no_candidate(id)))
        .await?;
    check_answered(&candidate)?;
    let model = model.unwrap_or_else(|| candidate.model.clone());
    let ask = async |request: ChatRequest| {
        let answer =
            services.asking.ask(Asker::person(session.user), &model, request, |_| {}, &mut |_| {}).await?;
        Ok::<_, AppError>(answer.output.trim().to_owned())
    };
    let calls = candidate.final_tool_calls();
    if calls.is_empty() {
        let content = ask(next_question(&candidate)).await?;
        return Ok(vec![Turn { role: Role::User, content, tool_name: None }]);
    }
    let mut results = Vec::with_capacity(calls.len());
    for call in calls {
        let content = ask(result_of(call, &found.plan, &candidate)).await?;
        results.push(Turn { role: Role::Tool, content, tool_name: Some(call.name.clone()) });
    }
    Ok(results)
}

/// The conversation with the answer that counts as its last turn.
pub(crate) fn with_answer(candidate: &Candidate) -> Vec<Message> {
    let mut conversation = candidate.conversation().to_vec();
    conversation.push(Message {
        reasoning: candidate.reasoning.clone(),
        tool_calls: candidate.final_tool_calls().to_vec(),
        ..Message::new(Role::Assistant, candidate.final_output())
    });
    conversation
}

fn check(old: &Candidate, turns: &[Turn]) -> Result<(), AppError> {
    check_answered(old)?;
    let calls = old.final_tool_calls();
    let results = turns.iter().take_while(|turn| turn.role == Role::Tool).count();
    if let Some(empty) =
        turns.iter().position(|turn| turn.role == Role::User && turn.content.trim().is_empty())
    {
        return Err(AppError::bad("turns", format!("turn {} is empty; write what is said", empty + 1)));
    }
    if results != calls.len() {
        let message = match calls.len() {
            0 => "the answer calls no tool, so there is no result to tell; say what the user says next"
                .to_owned(),
            count => format!("the answer makes {count} calls; give the result of each, in their order"),
        };
        return Err(AppError::bad("turns", message));
    }
    match turns.get(results..) {
        Some([]) if results > 0 => Ok(()),
        Some([next]) if next.role == Role::User => Ok(()),
        _ => Err(AppError::bad(
            "turns",
            "turns are the results of the calls, then at most one turn of the user; the model speaks next",
        )),
    }
}

fn check_answered(candidate: &Candidate) -> Result<(), AppError> {
    if candidate.has_answer() {
        return Ok(());
    }
    Err(AppError::Conflict(format!("candidate {} has no answer to go on from", candidate.id)))
}

/// Asks a model to be the user.
fn next_question(candidate: &Candidate) -> ChatRequest {
    let instructions = "You play the user in the conversation that follows. Write what this user says next to the \
                        assistant: one message, in the user's language and tone, that follows up on the last \
                        answer. Write the message alone, without quotation marks and without a name before it.";
    simulation(instructions, transcript(candidate), None, candidate)
}

/// Asks a model to be a tool.
fn result_of(call: &ToolCall, plan: &Plan, candidate: &Candidate) -> ChatRequest {
    let known = plan.tools.iter().find(|tool| tool.function.name == call.name);
    let about = known.map(|tool: &ToolDefinition| json!(tool.function)).unwrap_or_default();
    let instructions = format!(
        "You stand in for the function {} of a program. Its definition: {about}\n\
         Write what it returns for the call that follows: a JSON object with plausible, specific values that fit the \
         conversation. Write the JSON alone.",
        call.name
    );
    let asked = format!("{}\n\nCall: {}({})", transcript(candidate), call.name, json!(call.arguments));
    simulation(&instructions, asked, Some(json!({"type": "object"})), candidate)
}

fn simulation(
    instructions: &str,
    text: String,
    format: Option<serde_json::Value>,
    candidate: &Candidate,
) -> ChatRequest {
    ChatRequest {
        messages: vec![Message::new(Role::System, instructions), Message::new(Role::User, text)],
        format,
        options: Options { temperature: Some(0.9), ..Options::default() },
        seed: super::plan::next_seed(candidate.seed, 7919),
        wait_factor: candidate.wait_factor,
        ..ChatRequest::default()
    }
}

/// The conversation as text, without the standing instructions, which are not for whoever plays a part in it.
fn transcript(candidate: &Candidate) -> String {
    let mut text = String::new();
    for message in with_answer(candidate) {
        let who = match message.role {
            Role::System => continue,
            Role::User => "User",
            Role::Assistant => "Assistant",
            Role::Tool => "Result of the function",
        };
        let mut said = message.content;
        if !message.tool_calls.is_empty() {
            said.push_str(&crate::llm::prompted_tools::calls_in_words(&message.tool_calls));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{who}: {said}\n");
    }
    text
}
