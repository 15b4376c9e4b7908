//! How a run or one of its cards ends by a person's will.

use jiff::Timestamp;

use crate::{
    model::{
        candidate::{Candidate, CandidateState},
        id::CandidateId,
        run::{Run, RunStatus},
    },
    store::{StoreError, Writer, candidates, run_rows, runs::RunKeys},
};

/// Marks a run as cancelled and what waits in it as stopped, and gives what it stopped; nothing when the run has
/// ended already. The run itself is still to be written.
pub(super) fn cancel(
    run: &mut Run,
    w: &Writer,
    keys: &RunKeys,
    now: Timestamp,
) -> Result<Option<Vec<Candidate>>, StoreError> {
    if !run.status.is_unfinished() && run.status != RunStatus::Paused {
        return Ok(None);
    }
    run.status = RunStatus::Cancelled;
    run.finished_at = Some(now);
    let mut waiting = Vec::new();
    candidates::heads_after(w, keys, CandidateId(0), |head| {
        if head.state == CandidateState::Waiting {
            waiting.push(head.id);
        }
    })?;
    let mut stopped = Vec::with_capacity(waiting.len());
    for id in waiting {
        if let Some(candidate) = candidates::get(w, keys, id)? {
            stopped.push(stop(run, w, keys, candidate)?);
        }
    }
    // What has no candidate yet will not get one.
    run_rows::clear(w, keys)?;
    run.expanded = run.plan.row_count();
    run.items.stopped = run.items.total.saturating_sub(run.items.done + run.items.failed);
    Ok(Some(stopped))
}

/// Marks a card that waits as stopped.
pub(super) fn stop(
    run: &mut Run,
    w: &Writer,
    keys: &RunKeys,
    mut candidate: Candidate,
) -> Result<Candidate, StoreError> {
    candidate.state = CandidateState::Stopped;
    run.count_in(&candidate);
    candidates::put(w, keys, &candidate)?;
    Ok(candidate)
}
