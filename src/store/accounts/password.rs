//! Making accounts, and giving them another password. A password only wraps the keys anew; no record changes.

use super::{
    AccountError, UserRow, UsernameRow, get, profile,
    unlock::{put_password_wrap, put_recovery_wrap, recovery_salt, wrapped},
    username::{UsernameError, folded, normalised},
};
use crate::{
    crypto::{
        UserSalt,
        kdf::{Kdf, RootKey, derive_root},
        keys::{Keyring, RecoveryKey},
        password::Password,
        pepper::{Pepper, PepperCheck},
        recovery::RecoveryCode,
        rng::{self, NoRandomness},
        wrap::Owner,
    },
    model::{id::UserId, user::Preferences},
    store::{
        StoreError, Writer,
        clear::{self, Bytes},
        meta,
        schema::{USERNAMES, USERS},
    },
};

/// What a new user brings.
pub struct NewAccount<'a> {
    /// The name to log in with.
    pub username: &'a str,
    /// The password.
    pub password: &'a Password,
    /// What they prefer.
    pub preferences: Preferences,
    /// How to stretch the password.
    pub kdf: Kdf,
    /// The current pepper and its id.
    pub pepper: (u32, &'a Pepper),
}

/// A new account, with the slow part done.
pub struct PreparedAccount {
    username: String,
    preferences: Preferences,
    password: PreparedPassword,
    recovery: RecoveryCode,
}

/// A new password, with the slow part done.
pub struct PreparedPassword {
    root: RootKey,
    kdf: Kdf,
    salt: UserSalt,
    pepper_id: u32,
    pepper_check: PepperCheck,
}

/// An account that was just made: unlocked, and with the code that is shown once.
pub struct NewlyMade {
    /// Its id.
    pub id: UserId,
    /// Its keys.
    pub keys: Keyring,
    /// What opens it when the password is gone.
    pub recovery: RecoveryCode,
}

/// Does all of a new account that needs no transaction. Slow on purpose.
pub fn prepare(new: NewAccount<'_>) -> Result<PreparedAccount, AccountError> {
    let NewAccount { username, password, preferences, kdf, pepper } = new;
    let username = normalised(username).map_err(|error: UsernameError| AccountError::Username(error))?;
    let recovery = RecoveryCode::generate().map_err(StoreError::from)?;
    let password = PreparedPassword::new(password, kdf, pepper).map_err(StoreError::from)?;
    Ok(PreparedAccount { username, preferences, password, recovery })
}

/// Makes the account, with the first epoch of its keys.
pub fn insert(w: &Writer, prepared: PreparedAccount) -> Result<NewlyMade, AccountError> {
    let PreparedAccount { username, preferences, password, recovery } = prepared;
    let folded = folded(&username);
    if clear::get_named::<UsernameRow>(w, USERNAMES, &folded)?.is_some() {
        return Err(AccountError::NameTaken);
    }
    let id = UserId(meta::next_id(w, USERS.name)?);
    let keys = Keyring::generate().map_err(StoreError::from)?;
    clear::put_named(w, USERNAMES, &folded, &UsernameRow { user: id.0 })?;

    let recovery_key = recovery.key(id.0, &password.salt);
    profile::create(w, id, &keys, preferences, &recovery_key)?;
    wrap_for_code(w, id, &keys, (&recovery_key, password.salt), |_| true)?;
    put(w, id, username, &keys, password)?;
    Ok(NewlyMade { id, keys, recovery })
}

/// Gives a user another password: for a change, a recovery, or a dearer way to stretch the same one. The
/// recovery code stays as it is. What was overwritten is in the file until
/// [`Store::compact`](crate::store::Store::compact).
pub fn set_password(
    w: &Writer,
    user: UserId,
    keys: &Keyring,
    password: PreparedPassword,
) -> Result<(), StoreError> {
    let account = get(w, user)?.ok_or(StoreError::Gone { table: USERS.name })?;
    if account.epoch != keys.current_epoch() {
        return Err(StoreError::Superseded);
    }
    put(w, user, account.username, keys, password)
}

/// Begins the next epoch of a user's keys, as after a change of the pepper: from now on new rows are sealed
/// with it, and every epoch is wrapped by `password`, the new one by the recovery code too. The user's keyring
/// is to [learn](Keyring::learn) the one that is given back, once this transaction has ended well.
pub fn begin_epoch(
    w: &Writer,
    user: UserId,
    keys: &Keyring,
    password: PreparedPassword,
) -> Result<Keyring, StoreError> {
    let account = get(w, user)?.ok_or(StoreError::Gone { table: USERS.name })?;
    if account.epoch != keys.current_epoch() {
        return Err(StoreError::Superseded);
    }
    let ahead = keys.with_next_epoch()?;
    let current = ahead.current_epoch();
    let recovery = (&profile::recovery_key(w, user, keys)?, recovery_salt(w, user)?);
    wrap_for_code(w, user, &ahead, recovery, |epoch| epoch == current)?;
    put(w, user, account.username, &ahead, password)?;
    Ok(ahead)
}

/// Gives a user another recovery code, which opens every epoch of `keys`. The profile is sealed with the keys
/// that everybody holds so far.
pub(in crate::store) fn renew_code(
    w: &Writer,
    user: UserId,
    (held, keys): (&Keyring, &Keyring),
    code: &RecoveryCode,
) -> Result<(), StoreError> {
    let account = get(w, user)?.ok_or(StoreError::Gone { table: USERS.name })?;
    let key = code.key(user.0, &account.salt);
    profile::put_recovery_key(w, user, held, &key)?;
    wrap_for_code(w, user, keys, (&key, account.salt), |_| true)
}

fn wrap_for_code(
    w: &Writer,
    user: UserId,
    keys: &Keyring,
    (code, salt): (&RecoveryKey, UserSalt),
    wanted: impl Fn(u32) -> bool,
) -> Result<(), StoreError> {
    for (epoch, key) in keys.epochs().into_iter().filter(|(epoch, _)| wanted(*epoch)) {
        let wrap = code.wrap(Owner { db: &w.db, user: user.0, epoch }, &key)?;
        put_recovery_wrap(w, (user, epoch), salt, wrap)?;
    }
    Ok(())
}

/// The user's row, and the wraps of every epoch for the password. Notes that the file is to be compacted: the
/// wraps before these open with the password before.
fn put(
    w: &Writer,
    user: UserId,
    username: String,
    keys: &Keyring,
    password: PreparedPassword,
) -> Result<(), StoreError> {
    let PreparedPassword { root, kdf, salt, pepper_id, pepper_check } = password;
    let key = root.password_key(user.0);
    // A keyring may remember epochs that were done away with since.
    let [by_password, by_code] = wrapped(w, user)?;
    let current = keys.current_epoch();
    for (epoch, data_key) in keys.epochs() {
        if epoch == current || by_password.contains(&epoch) || by_code.contains(&epoch) {
            let wrap = key.wrap(Owner { db: &w.db, user: user.0, epoch }, &data_key)?;
            put_password_wrap(w, (user, epoch), (kdf, salt, pepper_id), wrap)?;
        }
    }
    let row = UserRow {
        username,
        user_salt: Bytes::new(&salt),
        kdf: kdf.to_string(),
        pepper_id,
        pepper_check: Bytes::new(&pepper_check),
        verifier: Bytes::new(&root.verifier(user.0)),
        epoch: current,
    };
    clear::put(w, USERS, user.0, &row)?;
    meta::set_compact_due(w, true)
}

impl PreparedPassword {
    /// Stretches a password with a fresh salt. Slow on purpose.
    pub fn new(password: &Password, kdf: Kdf, pepper: (u32, &Pepper)) -> Result<Self, NoRandomness> {
        let (pepper_id, pepper) = pepper;
        let salt = rng::bytes()?;
        let root = derive_root(password, kdf, &salt, pepper, pepper_id);
        Ok(Self { root, kdf, salt, pepper_id, pepper_check: pepper.check() })
    }
}
