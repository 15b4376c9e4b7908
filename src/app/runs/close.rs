//! How a run or one of its cards ends by a person's will.

use jiff::Timestamp;

use super::live;
use crate::{
    model::{
        candidate::{Candidate, CandidateState},
        run::{Run, RunStatus},
    },
    store::{StoreError, Writer, candidates, runs::RunKeys},
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
    let mut stopped = candidates::list(w, keys)?;
    stopped.retain(|candidate| candidate.state == CandidateState::Waiting);
    for candidate in &mut stopped {
        *candidate = stop(run, w, keys, candidate.clone())?;
    }
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
    live::count(&mut run.items, candidate.state, 1);
    candidates::put(w, keys, &candidate)?;
    Ok(candidate)
}
