//! The variations of a row: other ways to ask what its prompt asks.

use std::collections::BTreeSet;

use super::{answer::describe, engine::Engine, live::LiveRun, prompt};
use crate::{
    app::paraphrase::{self, Paraphrasing},
    model::{
        candidate::{Candidate, CandidateError, CandidateState, ErrorKind},
        id::CandidateId,
        run::Plan,
    },
    store::StoreError,
};

/// Finds a variation for each candidate of a group, all of one row: those of one index get one text, whichever
/// model answers it. When none can be had, the candidates fail with the reason and the rest of the run goes on.
/// Gives the candidates that can be asked now.
pub(super) async fn find(
    engine: &Engine,
    live: &LiveRun,
    group: &[Candidate],
) -> Result<Vec<Candidate>, StoreError> {
    let plan = live.feed.look(|state| state.run.plan.clone());
    let indexes: BTreeSet<u32> = group.iter().map(|c| c.variation_index).collect();
    let found = paraphrases(engine, live, &plan, group, indexes.len()).await;
    let ids: Vec<_> = group.iter().map(|c| c.id).collect();
    match found {
        Ok(Some((texts, original))) => {
            if texts.len() < indexes.len() {
                notice_repeats(engine, live, texts.len() + 1).await?;
            }
            live.keep(&engine.store, ids, move |candidate| {
                let place = indexes.iter().position(|index| *index == candidate.variation_index).unwrap_or(0);
                let pool = texts.len() + 1;
                let variation = match texts.get(place) {
                    Some(text) => text.clone(),
                    // No more came: go round again, the filled prompt included.
                    None => texts.get(place % pool).unwrap_or(&original).clone(),
                };
                candidate.variation = Some(variation);
            })
            .await
        }
        Ok(None) if live.halt.is_cancelled() => Ok(Vec::new()),
        Ok(None) => stop(engine, live, ids).await,
        Err(error) => {
            live.keep(&engine.store, ids, move |candidate| {
                candidate.state = CandidateState::Failed;
                candidate.error = Some(error.clone());
            })
            .await
        }
    }
}

/// The paraphrases and the prompt itself; nothing when every card of the group was stopped meanwhile, or the
/// run called off.
async fn paraphrases(
    engine: &Engine,
    live: &LiveRun,
    plan: &Plan,
    group: &[Candidate],
    count: usize,
) -> Result<Option<(Vec<String>, String)>, CandidateError> {
    let Some(first) = group.first() else { return Ok(None) };
    let original = prompt::filled(plan, &first.slots)
        .map_err(|_| internal("the run's plan lacks a value for a slot"))?;
    let wanted = Paraphrasing {
        asker: live.asker(),
        model: plan.para_model.as_deref().unwrap_or(&plan.model),
        text: &original,
        count,
        seed: first.seed,
        wait_factor: first.wait_factor,
    };
    let brakes: Vec<_> = group.iter().map(|c| live.card(c.id)).collect();
    let all_stopped = futures_util::future::join_all(brakes.iter().map(|brake| brake.cancelled()));
    tokio::select! {
        biased;
        () = live.halt.cancelled() => Ok(None),
        _ = all_stopped => Ok(None),
        found = paraphrase::ask(&engine.asking, wanted, |turn| live.turn(&turn), || group.iter().for_each(|c| live.waits_for_load(c.id))) => {
            found.map(|texts| Some((texts, original))).map_err(|error| describe(&error))
        }
    }
}

async fn stop(engine: &Engine, live: &LiveRun, ids: Vec<CandidateId>) -> Result<Vec<Candidate>, StoreError> {
    live.keep(&engine.store, ids, |candidate| candidate.state = CandidateState::Stopped).await
}

async fn notice_repeats(engine: &Engine, live: &LiveRun, different: usize) -> Result<(), StoreError> {
    live.keep_run(&engine.store, move |run, _, _| {
        run.notice = Some(format!(
            "The paraphrase model found {different} different ways to ask this, so some cards ask the same."
        ));
        Ok(Some(()))
    })
    .await?;
    Ok(())
}

fn internal(what: &str) -> CandidateError {
    CandidateError { kind: ErrorKind::Internal, message: what.to_owned(), seconds: None }
}
