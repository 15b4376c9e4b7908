//! The variations of a row: other ways to ask what its prompt asks.

use super::{answer::describe, engine::Engine, live::LiveRun, prompt};
use crate::{
    app::paraphrase::{self, Paraphrasing},
    model::{
        candidate::{Candidate, CandidateError, CandidateState, ErrorKind},
        run::Plan,
    },
    store::StoreError,
};

/// Finds a variation for each candidate of a group, all of one row. When none can be had, the candidates
/// fail with the reason and the rest of the run goes on.
pub(super) async fn find(engine: &Engine, live: &LiveRun, group: &[Candidate]) -> Result<(), StoreError> {
    let plan = live.feed.look(|state| state.run.plan.clone());
    let found = paraphrases(engine, live, &plan, group).await;
    let ids: Vec<_> = group.iter().map(|c| c.id).collect();
    match found {
        Ok(Some((texts, original))) => {
            if texts.len() < group.len() {
                notice_repeats(engine, live, texts.len() + 1).await?;
            }
            let order = ids.clone();
            live.keep(&engine.store, ids, move |candidate| {
                let place = order.iter().position(|id| *id == candidate.id).unwrap_or(0);
                let pool = texts.len() + 1;
                let variation = match texts.get(place) {
                    Some(text) => text.clone(),
                    // No more came: go round again, the filled prompt included.
                    None => texts.get(place % pool).unwrap_or(&original).clone(),
                };
                candidate.variation = Some(variation);
            })
            .await?;
        }
        Ok(None) => stop(engine, live, ids).await?,
        Err(error) => {
            live.keep(&engine.store, ids, move |candidate| {
                candidate.state = CandidateState::Failed;
                candidate.error = Some(error.clone());
            })
            .await?;
        }
    }
    live.changed.notify_one();
    Ok(())
}

/// The paraphrases and the prompt itself; nothing when every card of the group was stopped meanwhile.
async fn paraphrases(
    engine: &Engine,
    live: &LiveRun,
    plan: &Plan,
    group: &[Candidate],
) -> Result<Option<(Vec<String>, String)>, CandidateError> {
    let Some(first) = group.first() else { return Ok(None) };
    let row = usize::try_from(first.row).ok().and_then(|row| plan.rows.get(row));
    let original = row
        .and_then(|row| prompt::first_variation(plan, row).ok())
        .ok_or_else(|| internal("the run's plan lacks this row"))?;
    let wanted = Paraphrasing {
        owner: live.keys.owner,
        model: plan.para_model.as_deref().unwrap_or(&plan.model),
        text: &original,
        count: group.len(),
        seed: first.seed,
        wait_factor: first.wait_factor,
    };
    let brakes: Vec<_> = group.iter().map(|c| live.card(c.id)).collect();
    let all_stopped = futures_util::future::join_all(brakes.iter().map(|brake| brake.cancelled()));
    tokio::select! {
        biased;
        _ = all_stopped => Ok(None),
        found = paraphrase::ask(&engine.asking, wanted) => {
            found.map(|texts| Some((texts, original))).map_err(|error| describe(&error))
        }
    }
}

async fn stop(
    engine: &Engine,
    live: &LiveRun,
    ids: Vec<crate::model::id::CandidateId>,
) -> Result<(), StoreError> {
    live.keep(&engine.store, ids, |candidate| candidate.state = CandidateState::Stopped).await?;
    Ok(())
}

async fn notice_repeats(engine: &Engine, live: &LiveRun, different: usize) -> Result<(), StoreError> {
    live.keep_run(&engine.store, move |run, _| {
        run.notice = Some(format!(
            "The paraphrase model found {different} different ways to ask this, so some cards ask the same."
        ));
        true
    })
    .await?;
    Ok(())
}

fn internal(what: &str) -> CandidateError {
    CandidateError { kind: ErrorKind::Internal, message: what.to_owned(), seconds: None }
}
