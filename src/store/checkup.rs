//! Looking at the whole file: which keys there are, whether every row opens, whether the counts are right. It
//! changes nothing. What to do about what it finds is said elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{Read, StoreError, accounts, accounts::StoredAccount, rotation};

/// The keys of one user, as they can be seen without any.
pub struct KeyState {
    /// Whose.
    pub account: StoredAccount,
    /// The epoch that new rows are sealed in.
    pub current: u32,
    /// Every epoch that a row is sealed in or that something opens, the oldest first.
    pub epochs: Vec<EpochState>,
    /// Whether a rotation of the keys is unfinished.
    pub rotating: bool,
}

/// One epoch of a user's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochState {
    /// Its number.
    pub epoch: u32,
    /// Rows that are sealed in it.
    pub rows: u64,
    /// Whether there is a wrap for the password.
    pub password: bool,
    /// Whether there is a wrap for the recovery code.
    pub recovery: bool,
}

/// The keys of every user. Looks at every row.
pub fn keys(r: &impl Read) -> Result<Vec<KeyState>, StoreError> {
    let mut states = Vec::new();
    for (user, _) in accounts::list(r)? {
        let Some(account) = accounts::get(r, user)? else { continue };
        let rows: BTreeMap<u32, u64> = rotation::rows_by_epoch(r, user)?;
        let [password, recovery] = accounts::wrapped(r, user)?;
        let known: BTreeSet<u32> = rows.keys().chain(&password).chain(&recovery).copied().collect();
        let epochs = known.into_iter().map(|epoch| EpochState {
            epoch,
            rows: rows.get(&epoch).copied().unwrap_or_default(),
            password: password.contains(&epoch),
            recovery: recovery.contains(&epoch),
        });
        states.push(KeyState {
            current: account.epoch(),
            epochs: epochs.collect(),
            rotating: rotation::is_unfinished(r, user)?,
            account,
        });
    }
    Ok(states)
}
