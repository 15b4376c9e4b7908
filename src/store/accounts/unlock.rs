//! From a password or a recovery code to the keyring.

use std::collections::BTreeSet;

use redb::ReadableTable;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::{StoredAccount, get};
use crate::{
    crypto::{
        UserSalt,
        kdf::{Kdf, RootKey},
        keys::{Keyring, PasswordKey, RecoveryKey, UserDataKey},
        recovery::RecoveryCode,
        wrap::{Owner, WrapError, Wrapped},
    },
    model::id::UserId,
    store::{
        Read, StoreError, Writer,
        clear::{self, Bytes},
        rows,
        schema::WRAPS,
    },
};

/// Why a password opened nothing.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// Not this account's, or there is no such account.
    #[error("the name or the password is wrong")]
    WrongPassword,
    /// The password is right and the keys behind it are not: the recovery code has its own copy of them.
    #[error("the key record is damaged: use the recovery code")]
    Damaged,
    /// The password was changed between the look at the account and this one.
    #[error("the password was changed at the same moment: try again")]
    Superseded,
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a recovery code opened nothing.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// Not this account's.
    #[error("this is not the recovery code of this user")]
    WrongCode,
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Serialize, Deserialize)]
struct WrapRow {
    /// None for a recovery code, which is not stretched.
    kdf: Option<String>,
    user_salt: Bytes<16>,
    /// None for a recovery code, which needs no pepper.
    pepper_id: Option<u32>,
    wrap: Bytes<60>,
}

/// A wrap as it was found: its epoch, the salt its key was derived with, and the bytes.
struct Found {
    epoch: u32,
    salt: UserSalt,
    wrap: Wrapped,
}

/// Opens an account's keys with its stretched password.
pub fn unlock(r: &impl Read, account: &StoredAccount, root: &RootKey) -> Result<Keyring, UnlockError> {
    let user = account.id.0;
    if !bool::from(root.verifier(user).ct_eq(&account.verifier)) {
        return Err(UnlockError::WrongPassword);
    }
    if get(r, account.id)?.is_none_or(|now| now.salt != account.salt || now.epoch != account.epoch) {
        return Err(UnlockError::Superseded);
    }
    let key = root.password_key(user);
    let found = find(r, account.id, PasswordKey::SLOT)?;
    let unwrap = |found: &Found| key.unwrap(found.owner(r, user), &found.wrap);
    keyring(account, &found, unwrap).ok_or(UnlockError::Damaged)
}

/// Opens an account's keys with its recovery code.
pub fn unlock_with_code(
    r: &impl Read,
    account: &StoredAccount,
    code: &RecoveryCode,
) -> Result<Keyring, CodeError> {
    let user = account.id.0;
    let found = find(r, account.id, RecoveryKey::SLOT)?;
    let unwrap = |found: &Found| code.key(user, &found.salt).unwrap(found.owner(r, user), &found.wrap);
    keyring(account, &found, unwrap).ok_or(CodeError::WrongCode)
}

/// All epochs' keys. None unless every wrap opens and the current epoch is among them.
fn keyring(
    account: &StoredAccount,
    found: &[Found],
    unwrap: impl Fn(&Found) -> Result<UserDataKey, WrapError>,
) -> Option<Keyring> {
    let epochs: Result<Vec<_>, WrapError> =
        found.iter().map(|found| Ok((found.epoch, unwrap(found)?))).collect();
    Keyring::from_epochs(epochs.ok()?).filter(|keys| keys.current_epoch() == account.epoch)
}

impl Found {
    fn owner<'a>(&self, r: &'a impl Read, user: u64) -> Owner<'a> {
        Owner { db: r.db(), user, epoch: self.epoch }
    }
}

fn find(r: &impl Read, user: UserId, slot: u8) -> Result<Vec<Found>, StoreError> {
    let damaged = || StoreError::Damaged { table: WRAPS.name };
    let rows = r.table(WRAPS.rows)?;
    let mut found = Vec::new();
    for entry in rows.range((user.0, 0, 0)..=(user.0, u64::MAX, u64::MAX))? {
        let (key, value) = entry?;
        let (_, epoch, of_slot) = key.value();
        if of_slot == u64::from(slot) {
            let row: WrapRow = clear::decode(value.value(), WRAPS.name)?;
            let epoch = u32::try_from(epoch).map_err(|_| damaged())?;
            found.push(Found { epoch, salt: *row.user_salt.0, wrap: *row.wrap.0 });
        }
    }
    Ok(found)
}

/// The epochs that the password opens, and those that the recovery code opens.
pub(in crate::store) fn wrapped(r: &impl Read, user: UserId) -> Result<[BTreeSet<u32>; 2], StoreError> {
    let epochs = |slot| Ok::<_, StoreError>(find(r, user, slot)?.iter().map(|found| found.epoch).collect());
    Ok([epochs(PasswordKey::SLOT)?, epochs(RecoveryKey::SLOT)?])
}

/// Removes what opens an epoch. Nothing may be sealed in it any more.
pub(in crate::store) fn drop_wraps(w: &Writer, user: UserId, epoch: u32) -> Result<(), StoreError> {
    for slot in [PasswordKey::SLOT, RecoveryKey::SLOT] {
        rows::remove(w, WRAPS, (user.0, u64::from(epoch), u64::from(slot)))?;
    }
    Ok(())
}

/// The salt of the recovery code in use, which may be older than the password's.
pub(super) fn recovery_salt(r: &impl Read, user: UserId) -> Result<UserSalt, StoreError> {
    let found = find(r, user, RecoveryKey::SLOT)?;
    found.last().map(|found| found.salt).ok_or(StoreError::Damaged { table: WRAPS.name })
}

/// Writes the wrap of one epoch for a password.
pub(super) fn put_password_wrap(
    w: &Writer,
    (user, epoch): (UserId, u32),
    (kdf, salt, pepper_id): (Kdf, UserSalt, u32),
    wrap: Wrapped,
) -> Result<(), StoreError> {
    let row = WrapRow {
        kdf: Some(kdf.to_string()),
        user_salt: Bytes::new(&salt),
        pepper_id: Some(pepper_id),
        wrap: Bytes::new(&wrap),
    };
    clear::put(w, WRAPS, (user.0, u64::from(epoch), u64::from(PasswordKey::SLOT)), &row)
}

/// Writes the wrap of one epoch for a recovery code.
pub(super) fn put_recovery_wrap(
    w: &Writer,
    (user, epoch): (UserId, u32),
    salt: UserSalt,
    wrap: Wrapped,
) -> Result<(), StoreError> {
    let row = WrapRow { kdf: None, user_salt: Bytes::new(&salt), pepper_id: None, wrap: Bytes::new(&wrap) };
    clear::put(w, WRAPS, (user.0, u64::from(epoch), u64::from(RecoveryKey::SLOT)), &row)
}
