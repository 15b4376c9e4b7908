//! The sealed part of a user: their preferences, and the key by which a new epoch is wrapped for their
//! recovery code when they do not have it at hand.

use serde::{Deserialize, Serialize};

use crate::{
    crypto::keys::{Domain, Keyring, RecoveryKey},
    model::{id::UserId, user::Preferences},
    store::{Read, StoreError, Writer, clear::Bytes, rows, schema::PROFILE},
};

#[derive(Serialize, Deserialize)]
struct ProfileRow {
    #[serde(flatten)]
    preferences: Preferences,
    recovery_key: Bytes<32>,
}

/// What a user prefers.
pub fn preferences(r: &impl Read, owner: UserId, keys: &Keyring) -> Result<Preferences, StoreError> {
    Ok(profile(r, owner, keys)?.preferences)
}

/// Replaces what a user prefers.
pub fn put_preferences(
    w: &Writer,
    owner: UserId,
    keys: &Keyring,
    preferences: &Preferences,
) -> Result<(), StoreError> {
    rows::rewrite(w, PROFILE, &keys.domain(Domain::Prefs), owner.0, preferences).map(drop)
}

pub(super) fn create(
    w: &Writer,
    owner: UserId,
    keys: &Keyring,
    preferences: Preferences,
    recovery_key: &RecoveryKey,
) -> Result<(), StoreError> {
    let row = ProfileRow { preferences, recovery_key: Bytes::new(recovery_key.expose()) };
    rows::insert(w, PROFILE, &keys.domain(Domain::Prefs), owner.0, &row)
}

/// Replaces the key of the recovery code. Whether the new code is stored is not known yet.
pub(super) fn put_recovery_key(
    w: &Writer,
    owner: UserId,
    keys: &Keyring,
    key: &RecoveryKey,
) -> Result<(), StoreError> {
    let mut row = profile(w, owner, keys)?;
    row.recovery_key = Bytes::new(key.expose());
    row.preferences.recovery_confirmed = false;
    rows::rewrite(w, PROFILE, &keys.domain(Domain::Prefs), owner.0, &row).map(drop)
}

/// The key that a new epoch is wrapped with for the recovery code.
pub(crate) fn recovery_key(r: &impl Read, owner: UserId, keys: &Keyring) -> Result<RecoveryKey, StoreError> {
    Ok(RecoveryKey::from_exposed(profile(r, owner, keys)?.recovery_key.0))
}

fn profile(r: &impl Read, owner: UserId, keys: &Keyring) -> Result<ProfileRow, StoreError> {
    rows::get(r, PROFILE, &keys.domain(Domain::Prefs), owner.0)?
        .ok_or(StoreError::Damaged { table: PROFILE.name })
}
