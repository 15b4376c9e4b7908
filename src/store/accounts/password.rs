//! Making accounts, and giving them another password. A password only wraps the keys anew; no record changes.

use super::{
    AccountError, UserRow, UsernameRow, get, profile,
    unlock::{put_password_wrap, put_recovery_wrap, recovery_salt},
    username::{UsernameError, folded, normalised},
};
use crate::{
    crypto::{
        UserSalt,
        kdf::{Kdf, RootKey, derive_root},
        keys::Keyring,
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
    for (epoch, key) in keys.epochs() {
        let owner = Owner { db: &w.db, user: id.0, epoch };
        let wrap = recovery_key.wrap(owner, key).map_err(StoreError::from)?;
        put_recovery_wrap(w, (id, epoch), password.salt, wrap)?;
    }
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
    put(w, user, account.username, keys, password)
}

/// Begins the next epoch of a user's keys, as after a change of the pepper: from now on new rows are sealed
/// with it, and every epoch is wrapped by `password`, the new one by the recovery code too.
pub fn begin_epoch(
    w: &Writer,
    user: UserId,
    mut keys: Keyring,
    password: PreparedPassword,
) -> Result<Keyring, StoreError> {
    let recovery_key = profile::recovery_key(w, user, &keys)?;
    let salt = recovery_salt(w, user)?;
    keys.advance()?;
    let current = keys.current_epoch();
    for (epoch, key) in keys.epochs().filter(|(epoch, _)| *epoch == current) {
        let wrap = recovery_key.wrap(Owner { db: &w.db, user: user.0, epoch }, key)?;
        put_recovery_wrap(w, (user, epoch), salt, wrap)?;
    }
    set_password(w, user, &keys, password)?;
    Ok(keys)
}

/// The user's row, and the wraps of every epoch for the password.
fn put(
    w: &Writer,
    user: UserId,
    username: String,
    keys: &Keyring,
    password: PreparedPassword,
) -> Result<(), StoreError> {
    let PreparedPassword { root, kdf, salt, pepper_id, pepper_check } = password;
    let key = root.password_key(user.0);
    for (epoch, data_key) in keys.epochs() {
        let wrap = key.wrap(Owner { db: &w.db, user: user.0, epoch }, data_key)?;
        put_password_wrap(w, (user, epoch), (kdf, salt, pepper_id), wrap)?;
    }
    let row = UserRow {
        username,
        user_salt: Bytes::new(salt),
        kdf: kdf.to_string(),
        pepper_id,
        pepper_check: Bytes::new(pepper_check),
        verifier: Bytes::new(root.verifier(user.0)),
        epoch: keys.current_epoch(),
    };
    clear::put(w, USERS, user.0, &row)
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
