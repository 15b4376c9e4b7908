//! The answers of a run, page by page.

use std::sync::Arc;

use super::open;
use crate::{
    app::{Services, auth::sessions::Session, error::AppError, near},
    crypto::keys::Keyring,
    model::{
        candidate::{Candidate, CandidateState, ErrorKind, Verdict},
        id::{CandidateId, RunId, UserId},
    },
    store::{Read, StoreError, candidates, candidates::Head, examples},
};

/// Which candidates are wanted. What is none is not asked about.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those that stand so.
    pub state: Option<CandidateState>,
    /// Of those that wait, only those that a model is writing now, or only the others.
    pub writing: Option<bool>,
    /// Only those judged so.
    pub verdict: Option<Verdict>,
    /// Only those that failed this way.
    pub cause: Option<ErrorKind>,
    /// Only those of this row.
    pub row: Option<u64>,
    /// Only those of this model.
    pub model: Option<String>,
    /// Only what each card shows, in the order of the cards.
    pub newest: bool,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

/// Candidates with whether a model is writing each of them now, oldest first, and how many there are on all pages.
pub async fn candidates(
    services: &Services,
    session: &Session,
    id: RunId,
    wanted: Wanted,
) -> Result<(Vec<(Candidate, bool)>, u64), AppError> {
    let (run, keys) = open(services, session, id).await?;
    let (owner, keyring, near) = (session.user, Arc::clone(&session.keyring), Arc::clone(&services.near));
    let live = services.runs.find(session.user, id);
    let being_written: Vec<CandidateId> =
        live.map(|live| live.feed.look(|state| state.writing.keys().copied().collect())).unwrap_or_default();
    services
        .store
        .read(move |r| {
            let is_written = |id: CandidateId| being_written.binary_search(&id).is_ok();
            let (mut page, total) = if wanted.is_all() {
                (candidates::page(r, &keys, wanted.offset, wanted.limit)?, candidates::count(r, &keys)?)
            } else {
                let ids = matching(r, &keys, &wanted, is_written)?;
                let on_page = ids.iter().skip(wanted.offset).take(wanted.limit);
                let page = on_page.filter_map(|id| candidates::get(r, &keys, *id).transpose());
                (page.collect::<Result<Vec<_>, _>>()?, ids.len() as u64)
            };
            for candidate in &mut page {
                forget_lost_example(r, &keyring, owner, candidate)?;
            }
            near::mark(&near, r, &keyring, owner, (&run, &keys), &mut page)?;
            let page = page.into_iter().map(|candidate| {
                let writing = is_written(candidate.id);
                (candidate, writing)
            });
            Ok((page.collect(), total))
        })
        .await
}

fn matching(
    r: &impl Read,
    keys: &crate::store::runs::RunKeys,
    wanted: &Wanted,
    is_written: impl Fn(CandidateId) -> bool,
) -> Result<Vec<CandidateId>, StoreError> {
    let fits = |head: &Head| {
        wanted.state.is_none_or(|state| state == head.state)
            && wanted.writing.is_none_or(|writing| writing == is_written(head.id))
            && wanted.verdict.is_none_or(|verdict| verdict == head.verdict)
            && wanted.cause.is_none_or(|cause| head.cause() == Some(cause))
            && wanted.row.is_none_or(|row| row == head.row)
            && wanted.model.as_ref().is_none_or(|model| *model == head.model)
    };
    if wanted.newest {
        let newest = candidates::newest_heads(r, keys)?;
        return Ok(newest.iter().filter(|head| fits(head)).map(|head| head.id).collect());
    }
    let mut ids = Vec::new();
    candidates::heads_after(r, keys, CandidateId(0), |head| {
        if fits(&head) {
            ids.push(head.id);
        }
    })?;
    Ok(ids)
}

impl Wanted {
    /// This many of all there are, the oldest first.
    pub fn first(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    fn is_all(&self) -> bool {
        let Self { state, writing, verdict, cause, row, model, newest, offset: _, limit: _ } = self;
        state.is_none()
            && writing.is_none()
            && verdict.is_none()
            && cause.is_none()
            && row.is_none()
            && model.is_none()
            && !newest
    }
}

/// A candidate whose examples were all taken back or deleted is free to be added again. The run cannot know of that,
/// because it sees no dataset; so it is found out when somebody who may see both looks.
fn forget_lost_example(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    candidate: &mut Candidate,
) -> Result<(), StoreError> {
    let mut newest = None;
    for place in candidate.places() {
        if examples::get(r, keyring, owner, place.dataset, place.example)?.is_some() {
            newest = Some(place);
            break;
        }
    }
    candidate.added_to = newest;
    Ok(())
}
