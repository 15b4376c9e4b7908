//! Who can unlock this file, and how. A user's row lies in clear, because it is needed before there is a key;
//! the profile is sealed.
//!
//! The slow part, from a password to its root key, is kept out of transactions: [`prepare`] and
//! [`PreparedPassword::new`] do it before one, [`StoredAccount::derive`] between two.

mod password;
mod profile;
mod unlock;
mod username;

use redb::ReadableTable;
use serde::{Deserialize, Serialize};

#[cfg(test)]
pub(crate) use self::profile::recovery_key;
pub(super) use self::{
    password::renew_code,
    unlock::{drop_wraps, wrapped},
};
pub use self::{
    password::{
        NewAccount, NewlyMade, PreparedAccount, PreparedPassword, begin_epoch, insert, prepare, set_password,
    },
    profile::{preferences, put_preferences},
    unlock::{CodeError, UnlockError, unlock, unlock_with_code},
    username::{UsernameError, normalised},
};
use super::{
    Read, StoreError,
    clear::{self, Bytes},
    schema::{USERNAMES, USERS},
};
use crate::{
    crypto::{
        UserSalt,
        kdf::{Kdf, RootKey, derive_root},
        password::Password,
        pepper::{Pepper, PepperCheck, PepperRing},
        rng::{self, NoRandomness},
    },
    model::id::UserId,
};

/// What is known of a user before they unlock.
pub struct StoredAccount {
    /// Their id.
    pub id: UserId,
    /// Their name as they wrote it.
    pub username: String,
    /// How their password is stretched.
    pub kdf: Kdf,
    salt: UserSalt,
    pepper_id: u32,
    pepper_check: PepperCheck,
    verifier: [u8; 32],
    epoch: u32,
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Somebody has the name, or one that differs in case alone.
    #[error("there is a user of this name already")]
    NameTaken,
    /// A name that could not be told from others or typed again.
    #[error(transparent)]
    Username(#[from] UsernameError),
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The pepper that a password was made with is not in the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SECRET_SALT does not match: put the old one back or use the recovery code")]
pub struct NoPepper;

#[derive(Serialize, Deserialize)]
struct UserRow {
    username: String,
    user_salt: Bytes<16>,
    kdf: String,
    pepper_id: u32,
    pepper_check: Bytes<8>,
    verifier: Bytes<32>,
    epoch: u32,
}

#[derive(Serialize, Deserialize)]
struct UsernameRow {
    user: u64,
}

/// The account of a name, whatever its case.
pub fn find(r: &impl Read, username: &str) -> Result<Option<StoredAccount>, StoreError> {
    let Ok(username) = normalised(username) else { return Ok(None) };
    let Some(UsernameRow { user }) = clear::get_named(r, USERNAMES, &username::folded(&username))? else {
        return Ok(None);
    };
    get(r, UserId(user))?.map_or(Err(StoreError::Damaged { table: USERS.name }), |account| Ok(Some(account)))
}

/// The account of an id.
pub fn get(r: &impl Read, user: UserId) -> Result<Option<StoredAccount>, StoreError> {
    clear::get(r, USERS, user.0)?.map(|row| StoredAccount::from_row(user, row)).transpose()
}

/// Every user's id and name, in the order they joined.
pub fn list(r: &impl Read) -> Result<Vec<(UserId, String)>, StoreError> {
    let rows = r.table(USERS.rows)?;
    let mut users = Vec::new();
    for entry in rows.iter()? {
        let (id, value) = entry?;
        let row: UserRow = clear::decode(value.value(), USERS.name)?;
        users.push((UserId(id.value()), row.username));
    }
    Ok(users)
}

/// Whether there is a user at all.
pub fn any(r: &impl Read) -> Result<bool, StoreError> {
    let rows = r.table(USERS.rows)?;
    Ok(rows.iter()?.next().transpose()?.is_some())
}

impl StoredAccount {
    /// An account that nobody has and no password opens. Trying one costs as much as with a real account, so
    /// that the time taken does not tell which names exist.
    pub fn decoy(kdf: Kdf, ring: &PepperRing) -> Result<Self, NoRandomness> {
        let (pepper_id, pepper) = ring.current();
        Ok(Self {
            id: UserId(0),
            username: String::new(),
            kdf,
            salt: rng::bytes()?,
            pepper_id,
            pepper_check: pepper.check(),
            verifier: rng::bytes()?,
            epoch: 1,
        })
    }

    /// Stretches a password as this account wants it. Slow on purpose.
    pub fn derive(&self, password: &Password, ring: &PepperRing) -> Result<RootKey, NoPepper> {
        let pepper = ring.by_check(&self.pepper_check).ok_or(NoPepper)?;
        Ok(derive_root(password, self.kdf, &self.salt, pepper, self.pepper_id))
    }

    /// Whether the pepper that the password was made with is in the ring.
    pub fn pepper_is_in(&self, ring: &PepperRing) -> bool {
        ring.by_check(&self.pepper_check).is_some()
    }

    /// Whether this is the pepper that the password was last made with.
    pub fn has_pepper(&self, pepper: &Pepper) -> bool {
        pepper.check() == self.pepper_check
    }

    /// The epoch that the user's new rows are sealed in.
    pub(super) fn epoch(&self) -> u32 {
        self.epoch
    }

    fn from_row(id: UserId, row: UserRow) -> Result<Self, StoreError> {
        let UserRow { username, user_salt, kdf, pepper_id, pepper_check, verifier, epoch } = row;
        let kdf = kdf.parse().map_err(|_| StoreError::Damaged { table: USERS.name })?;
        Ok(Self {
            id,
            username,
            kdf,
            salt: *user_salt.0,
            pepper_id,
            pepper_check: *pepper_check.0,
            verifier: *verifier.0,
            epoch,
        })
    }
}
