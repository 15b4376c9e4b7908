//! Runs. Each has a salt of its own, and with it keys that open the run and its candidates and nothing else: a
//! run goes on when its owner's keys are gone.

use std::sync::{Arc, PoisonError, RwLock};

use super::{Read, StoreError, Writer, candidates, headed, headed::Salt, meta, rows, schema::RUNS};
use crate::{
    crypto::{
        keys::{Keyring, SpaceKeys},
        rng,
    },
    model::{
        candidate::Candidate,
        id::{RunId, UserId},
        run::Run,
    },
};

/// All that the work on one run may touch.
pub struct RunKeys {
    /// Whose run it is.
    pub owner: UserId,
    /// Which run.
    pub run: RunId,
    salt: Salt,
    keys: RwLock<Arc<SpaceKeys>>,
}

impl RunKeys {
    fn new(keyring: &Keyring, owner: UserId, run: RunId, salt: Salt) -> Self {
        Self { owner, run, salt, keys: RwLock::new(Arc::new(keyring.run(run.0, &salt))) }
    }

    /// Takes over what the owner's keyring has become since: a new epoch, for one. A locked one changes nothing.
    pub fn renew(&self, keyring: &Keyring) {
        let keys = keyring.run(self.run.0, &self.salt);
        if keys.current_epoch() > 0 {
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        }
    }

    /// The keys as they are now. They are asked for in each transaction.
    pub(super) fn space(&self) -> Arc<SpaceKeys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Refuses keys that are older than the run's row: what they seal could not be opened any more.
    pub(super) fn check(&self, w: &Writer) -> Result<(), StoreError> {
        match headed::epoch(w, RUNS, (self.owner.0, self.run.0))? {
            Some(epoch) if epoch > self.space().current_epoch() => {
                Err(StoreError::UnknownEpoch { table: RUNS.name })
            }
            _ => Ok(()),
        }
    }
}

/// Makes a run with its first candidates. Ids are set here, those of the candidates in the order given.
pub fn create(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    mut run: Run,
    candidates: Vec<Candidate>,
) -> Result<(Run, RunKeys), StoreError> {
    run.id = RunId(meta::next_id(w, RUNS.name)?);
    let keys = RunKeys::new(keys, owner, run.id, rng::bytes()?);
    headed::insert(w, RUNS, (owner.0, run.id.0), (&keys.salt, &keys.space()), &run)?;
    for candidate in candidates {
        candidates::insert(w, &keys, candidate)?;
    }
    Ok((run, keys))
}

/// The keys of a run; none when its owner has no such run.
pub fn keys_of(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    run: RunId,
) -> Result<Option<RunKeys>, StoreError> {
    let salt = headed::salt(r, RUNS, (owner.0, run.0))?;
    Ok(salt.map(|salt| RunKeys::new(keys, owner, run, salt)))
}

/// One run.
pub fn get(r: &impl Read, keys: &Keyring, owner: UserId, run: RunId) -> Result<Option<Run>, StoreError> {
    keys_of(r, keys, owner, run)?.map_or(Ok(None), |keys| get_with(r, &keys))
}

/// The run that these keys are of.
pub fn get_with(r: &impl Read, keys: &RunKeys) -> Result<Option<Run>, StoreError> {
    let row = headed::row(r, RUNS, (keys.owner.0, keys.run.0), &keys.space())?;
    row.map(|row| row.decode()).transpose()
}

/// A page of an owner's runs, the newest first, and how many there are.
pub fn list(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    offset: usize,
    limit: usize,
) -> Result<(Vec<Run>, u64), StoreError> {
    let ids = rows::keys_in(r, RUNS, rows::under(owner.0))?;
    let page = ids.iter().rev().skip(offset).take(limit);
    let page = page.filter_map(|(_, id)| get(r, keys, owner, RunId(*id)).transpose());
    Ok((page.collect::<Result<_, _>>()?, ids.len() as u64))
}

/// The runs that a fresh start of the program goes on with, the oldest first.
pub fn unfinished(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<Run>, StoreError> {
    let mut unfinished = Vec::new();
    let keys = |run, salt: &[u8; 32]| keys.run(run, salt);
    headed::each(r, RUNS, owner.0, keys, |run: Run| {
        if run.status.is_unfinished() {
            unfinished.push(run);
        }
    })?;
    Ok(unfinished)
}

/// Writes a run anew.
pub fn put(w: &Writer, keys: &RunKeys, run: &Run) -> Result<(), StoreError> {
    headed::rewrite(w, RUNS, (keys.owner.0, keys.run.0), &keys.space(), run)
}
