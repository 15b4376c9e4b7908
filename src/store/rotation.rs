//! A new key for everything a user owns: the next epoch begins at once, and then each row is sealed anew, some
//! at a time. Every row says which epoch opens it and both keys stay wrapped until none needs the old one, so
//! that the data is readable at every moment and a rotation that broke off goes on where it was.

use std::{collections::BTreeMap, ops::ControlFlow};

use serde::{Deserialize, Serialize};

use super::{
    Read, StoreError, Writer, accounts,
    accounts::PreparedPassword,
    clear, meta,
    schema::META,
    sealed::{self, Cursor, KeysAtHand},
};
use crate::{
    crypto::{keys::Keyring, recovery::RecoveryCode},
    model::id::UserId,
};

/// Rows of one transaction, so that others who write wait for a moment only.
const ROWS: usize = 256;
/// Bytes after which a transaction ends early.
const BYTES: usize = 8 << 20;

/// What a transaction of a rotation has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There may be more to do.
    Resealed {
        /// Rows that were sealed anew in this transaction.
        rows: u64,
    },
    /// Everything that can be opened is sealed in the newest epoch.
    Finished {
        /// Rows that do not open with any key. They stay as they are, and so do the keys of their epochs.
        damaged: u64,
    },
}

#[derive(Serialize, Deserialize)]
struct Rotation {
    /// Rows of earlier epochs are sealed anew.
    epoch: u32,
    /// Rows that were.
    done: u64,
    /// Rows since the present pass began. A pass that finds nothing to do is the last one.
    in_pass: u64,
    at: Cursor,
}

/// Begins a rotation, or goes on with one that is unfinished, with another recovery code in either case. The
/// user's keyring is to learn the one that is given back, once this transaction has ended well.
pub fn begin(
    w: &Writer,
    user: UserId,
    keys: &Keyring,
    password: PreparedPassword,
    code: &RecoveryCode,
) -> Result<Keyring, StoreError> {
    let ahead = if rotation(w, user)?.is_some() {
        accounts::set_password(w, user, keys, password)?;
        keys.shared()
    } else {
        let ahead = accounts::begin_epoch(w, user, keys, password)?;
        let epoch = ahead.current_epoch();
        put(w, user, &Rotation { epoch, done: 0, in_pass: 0, at: Cursor::default() })?;
        ahead
    };
    accounts::renew_code(w, user, (keys, &ahead), code)?;
    Ok(ahead)
}

/// Rows that the user's unfinished rotation has sealed anew, and rows that it has yet to; none when there is no
/// unfinished one. Looks at every row of the user.
pub fn unfinished(r: &impl Read, user: UserId) -> Result<Option<(u64, u64)>, StoreError> {
    let Some(Rotation { epoch, done, .. }) = rotation(r, user)? else { return Ok(None) };
    let below = rows_by_epoch(r, user)?.into_iter().filter(|(of, _)| *of < epoch);
    Ok(Some((done, below.map(|(_, rows)| rows).sum())))
}

/// Whether the user has an unfinished rotation.
pub fn is_unfinished(r: &impl Read, user: UserId) -> Result<bool, StoreError> {
    Ok(rotation(r, user)?.is_some())
}

/// Does some of the user's unfinished rotation.
pub fn step(w: &Writer, user: UserId, keys: &Keyring) -> Result<Step, StoreError> {
    let Some(mut rotation) = rotation(w, user)? else { return Ok(Step::Finished { damaged: 0 }) };
    let (resealed, at) = reseal_some(w, user, keys, &rotation)?;
    let rows = resealed.len() as u64;
    for Resealed { table, key, value } in resealed {
        sealed::replace(w, table, &key, &value)?;
    }
    rotation.done += rows;
    rotation.in_pass += rows;
    if let Some(at) = at {
        rotation.at = at;
    } else {
        let by_epoch = rows_by_epoch(w, user)?;
        let left = by_epoch.range(..rotation.epoch).map(|(_, rows)| rows).sum();
        if left == 0 || rotation.in_pass == 0 {
            finish(w, user, &by_epoch)?;
            return Ok(Step::Finished { damaged: left });
        }
        (rotation.in_pass, rotation.at) = (0, Cursor::default());
    }
    put(w, user, &rotation)?;
    Ok(Step::Resealed { rows })
}

struct Resealed {
    table: &'static str,
    key: Vec<u64>,
    value: Vec<u8>,
}

/// The next rows sealed anew, and where the next transaction goes on; none when it was the end.
fn reseal_some(
    w: &Writer,
    user: UserId,
    keyring: &Keyring,
    rotation: &Rotation,
) -> Result<(Vec<Resealed>, Option<Cursor>), StoreError> {
    let mut keys = KeysAtHand::of(keyring);
    let (mut resealed, mut bytes, mut at) = (Vec::new(), 0, None);
    let flow = sealed::walk(w, user, &rotation.at, |found| {
        if found.epoch().is_some_and(|epoch| epoch >= rotation.epoch) {
            return Ok(ControlFlow::Continue(()));
        }
        match found.resealed(w, keys.get(found.space)) {
            Ok(Some(value)) => {
                bytes += value.len();
                resealed.push(Resealed { table: found.table, key: found.key.to_vec(), value });
            }
            Err(_) if keyring.current_epoch() == 0 => return Err(StoreError::Locked),
            // What nobody can open stays as it is, and is counted at the end.
            Ok(None)
            | Err(
                StoreError::Damaged { .. } | StoreError::UnknownEpoch { .. } | StoreError::NewerRow { .. },
            ) => {}
            Err(error) => return Err(error),
        }
        let is_full = resealed.len() >= ROWS || bytes >= BYTES;
        if is_full {
            at = Some(found.cursor());
        }
        Ok(if is_full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok((resealed, flow.is_break().then_some(at).flatten()))
}

/// Drops the keys that nothing needs any more. The rows were counted in this same transaction.
fn finish(w: &Writer, user: UserId, rows: &BTreeMap<u32, u64>) -> Result<(), StoreError> {
    let current = accounts::get(w, user)?.map(|account| account.epoch());
    for epoch in accounts::wrapped(w, user)?.into_iter().flatten() {
        if Some(epoch) != current && !rows.contains_key(&epoch) {
            accounts::drop_wraps(w, user, epoch)?;
        }
    }
    w.open(META.rows)?.remove(name(user).as_str())?;
    meta::set_compact_due(w, true)
}

/// How many rows of a user are sealed in each epoch, by what they say themselves.
pub(super) fn rows_by_epoch(r: &impl Read, user: UserId) -> Result<BTreeMap<u32, u64>, StoreError> {
    let mut rows = BTreeMap::new();
    let _whole = sealed::walk(r, user, &Cursor::default(), |found| {
        *rows.entry(found.epoch().unwrap_or_default()).or_default() += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(rows)
}

fn rotation(r: &impl Read, user: UserId) -> Result<Option<Rotation>, StoreError> {
    clear::get_named(r, META, &name(user))
}

fn put(w: &Writer, user: UserId, rotation: &Rotation) -> Result<(), StoreError> {
    clear::put_named(w, META, &name(user), rotation)
}

fn name(UserId(user): UserId) -> String {
    format!("rotation/{user}")
}
