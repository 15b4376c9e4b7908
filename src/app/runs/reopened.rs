//! An example of a dataset as a card: each of its answers is a candidate, so that the conversation can go on from any of
//! them. Nobody is asked until it does.

use std::sync::Arc;

use serde_json::json;

use super::{Seen, plan, question::checked, see};
use crate::{
    app::{Services, auth::sessions::Session, error::AppError, models},
    model::{
        candidate::{Candidate, CandidateState},
        example::Example,
        id::{CandidateId, DatasetId},
        message::{Message, Role},
        run::{Plan, RunStatus},
    },
    store::runs,
};

/// Makes a run of one card that holds an example's conversation, and that `model` goes on with.
pub async fn open_example(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    example: Example,
    model: Option<String>,
) -> Result<Seen, AppError> {
    let chosen = models::choose(services, session, model, None, false).await?;
    let now = services.clock.now();
    let plan = plan::of_examples(vec![plan::question(example.clone())], example.tools.clone(), chosen.model)?;
    let answers = answers(&example, &plan, now);
    let Some(newest) = answers.last() else {
        return Err(AppError::Conflict(format!("example {} has no answer to go on from", example.id)));
    };
    let mut run = plan::run(plan, 1, None, Some(dataset), now);
    run.status = RunStatus::Done;
    run.finished_at = Some(now);
    run.count_in(newest);
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let run = services
        .store
        .write(move |w| Ok::<_, AppError>(runs::create(w, &keyring, owner, run, answers)?.0))
        .await?;
    Ok(see(services, session.user, run))
}

/// A candidate for each answer of the conversation, as if each had grown out of the one before.
fn answers(example: &Example, plan: &Plan, now: jiff::Timestamp) -> Vec<Candidate> {
    let is_answer = |(_, message): &(usize, &Message)| message.role == Role::Assistant;
    (0_u64..)
        .zip(example.messages.iter().enumerate().filter(is_answer))
        .map(|(earlier, (at, said))| {
            let before = &example.messages[..at];
            let asked = before.iter().rev().find(|message| message.role == Role::User);
            Candidate {
                slots: example.slots.clone(),
                example: Some(example.id),
                // The store counts the candidates of a run from 1.
                parent: (earlier > 0).then_some(CandidateId(earlier)),
                state: CandidateState::Done,
                variation: asked.map(|message| message.content.clone()),
                turns: before.to_vec(),
                messages: before.to_vec(),
                output: said.content.clone(),
                reasoning: said.reasoning.clone(),
                tool_calls: said.tool_calls.iter().map(|call| checked(call.clone(), plan)).collect(),
                provenance: [("from_example".to_owned(), json!(example.id))].into_iter().collect(),
                ..Candidate::unasked(plan.model.clone(), plan.seed, plan.wait_factor, now)
            }
        })
        .collect()
}
