//! What a worker does: find out the variations of each row, ask for an answer to each, keep every answer
//! before it is counted.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use tokio::task::{self, JoinSet};

use super::{
    answer,
    engine::Engine,
    live::{self, LiveRun},
    variations,
};
use crate::{
    model::{
        candidate::{Candidate, CandidateError, CandidateState, ErrorKind},
        id::CandidateId,
        run::{ItemCounts, Run, RunStatus},
    },
    store::{StoreError, candidates},
};

/// Items that are under way at once in one run, waiting for their lane included. It bounds memory; how many
/// are asked at once is up to the lanes.
const UNDER_WAY: usize = 64;

/// Works until nothing waits, or until the run is called off.
pub(super) async fn work(engine: &Arc<Engine>, live: &Arc<LiveRun>) -> Result<(), StoreError> {
    let mut tasks: JoinSet<Result<(), StoreError>> = JoinSet::new();
    let mut items_of: HashMap<task::Id, Vec<CandidateId>> = HashMap::new();
    let mut under_way: HashSet<CandidateId> = HashSet::new();
    let mut queue = waiting(engine, live, &under_way).await?;
    loop {
        while tasks.len() < UNDER_WAY
            && let Some(group) = next_group(&mut queue)
        {
            let ids: Vec<CandidateId> = group.iter().map(|c| c.id).collect();
            under_way.extend(&ids);
            let (engine, live) = (Arc::clone(engine), Arc::clone(live));
            let task = tasks.spawn(async move { deal_with(&engine, &live, group).await });
            items_of.insert(task.id(), ids);
        }
        if tasks.is_empty() && finish(engine, live).await? {
            return Ok(());
        }
        tokio::select! {
            () = live.halt.cancelled() => {
                tasks.shutdown().await;
                return Ok(());
            }
            Some(ended) = tasks.join_next_with_id() => {
                let (task, outcome) = match ended {
                    Ok((task, outcome)) => (task, Some(outcome)),
                    Err(panicked) => (panicked.id(), None),
                };
                let ids = items_of.remove(&task).unwrap_or_default();
                for id in &ids {
                    under_way.remove(id);
                }
                match outcome {
                    Some(outcome) => outcome?,
                    None => fail(engine, live, ids).await?,
                }
            }
            () = live.changed.notified() => {}
        }
        if queue.is_empty() {
            live.take_wake();
            queue = waiting(engine, live, &under_way).await?;
        }
    }
}

/// Candidates that wait and that nobody deals with, oldest first.
async fn waiting(
    engine: &Engine,
    live: &LiveRun,
    under_way: &HashSet<CandidateId>,
) -> Result<VecDeque<Candidate>, StoreError> {
    let keys = Arc::clone(&live.keys);
    let all = engine.store.read(move |r| candidates::list(r, &keys)).await?;
    let is_free = |c: &Candidate| c.state == CandidateState::Waiting && !under_way.contains(&c.id);
    Ok(all.into_iter().filter(is_free).collect())
}

/// The next candidate, or all of a row that wait for paraphrases of the same prompt.
fn next_group(queue: &mut VecDeque<Candidate>) -> Option<Vec<Candidate>> {
    let first = queue.pop_front()?;
    if first.variation.is_some() {
        return Some(vec![first]);
    }
    let row = first.row;
    let (mut group, rest): (Vec<_>, Vec<_>) =
        queue.drain(..).partition(|c| c.variation.is_none() && c.row == row);
    queue.extend(rest);
    group.insert(0, first);
    Some(group)
}

async fn deal_with(engine: &Engine, live: &LiveRun, group: Vec<Candidate>) -> Result<(), StoreError> {
    match group.as_slice() {
        [only] if only.variation.is_some() => answer::answer(engine, live, only).await,
        _ => variations::find(engine, live, &group).await,
    }
}

/// Ends items whose work panicked, so that they do not wait for ever.
async fn fail(engine: &Engine, live: &LiveRun, ids: Vec<CandidateId>) -> Result<(), StoreError> {
    live.keep(&engine.store, ids, |candidate| {
        candidate.state = CandidateState::Failed;
        candidate.error = Some(CandidateError {
            kind: ErrorKind::Internal,
            message: "dsforge made a mistake and lost this answer; try again.".to_owned(),
            seconds: None,
        });
    })
    .await?;
    Ok(())
}

/// Closes the run if nothing waits in it. Looks and closes in one transaction, so that a card asked for at
/// this moment is either seen here or opens the run again.
async fn finish(engine: &Engine, live: &LiveRun) -> Result<bool, StoreError> {
    let now = engine.clock.now();
    live.keep_run(&engine.store, move |run, all| {
        if all.iter().any(|c| c.state == CandidateState::Waiting) {
            return false;
        }
        run.items = recount(run, all);
        if run.status.is_unfinished() {
            let none_came = run.items.done == 0 && run.items.stopped == 0 && run.items.failed > 0;
            run.status = if none_came { RunStatus::Failed } else { RunStatus::Done };
            run.finished_at = Some(now);
        }
        true
    })
    .await
}

/// Counts by card: only the newest candidate of each position.
fn recount(run: &Run, all: &[Candidate]) -> ItemCounts {
    let mut newest: HashMap<u64, CandidateState> = HashMap::new();
    for candidate in all {
        newest.insert(candidate.position, candidate.state);
    }
    let mut items = ItemCounts { total: run.items.total, ..Default::default() };
    for state in newest.into_values() {
        live::count(&mut items, state, 1);
    }
    items
}
