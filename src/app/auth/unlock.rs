//! From a name and a password to the keys behind them.

use super::Gate;
use crate::{
    app::error::AppError,
    crypto::{keys::Keyring, password::Password, recovery::RecoveryCode},
    model::id::UserId,
    store::{
        Store, StoreError,
        accounts::{self, CodeError, StoredAccount, UnlockError},
    },
};

/// How often it is tried again when the password is changed at the same moment.
const TRIES: u32 = 3;

/// Somebody who showed the right password.
pub(in crate::app) struct Unlocked {
    pub(in crate::app) account: StoredAccount,
    pub(in crate::app) keyring: Keyring,
    pub(in crate::app) password: Password,
}

/// The id and keys of a user, by their password or their recovery code; nothing when it is neither.
pub async fn open(
    store: &Store,
    gate: &Gate,
    username: &str,
    secret: &str,
) -> Result<Option<(UserId, Keyring)>, AppError> {
    let opened = match RecoveryCode::parse(secret) {
        Ok(code) => unlock_by_code(store, username, code).await?,
        Err(_) => unlock(store, gate, username, secret).await?.map(|open| (open.account, open.keyring)),
    };
    Ok(opened.map(|(account, keyring)| (account.id, keyring)))
}

/// The account and its keys by its recovery code; nothing when name and code do not match.
pub(super) async fn unlock_by_code(
    store: &Store,
    username: &str,
    code: RecoveryCode,
) -> Result<Option<(StoredAccount, Keyring)>, AppError> {
    let username = username.to_owned();
    store
        .read(move |r| {
            let Some(account) = accounts::find(r, &username)? else { return Ok(None) };
            match accounts::unlock_with_code(r, &account, &code) {
                Ok(keyring) => Ok(Some((account, keyring))),
                Err(CodeError::WrongCode) => Ok(None),
                Err(CodeError::Store(error)) => Err(error.into()),
            }
        })
        .await
}

/// The account and its keys; nothing when name and password do not match. An unknown name and a text that is no
/// password cost as much as anything else.
pub(in crate::app) async fn unlock(
    store: &Store,
    gate: &Gate,
    username: &str,
    typed: &str,
) -> Result<Option<Unlocked>, AppError> {
    let Ok(mut password) = Password::new(typed) else {
        gate.waste().await?;
        return Ok(None);
    };
    for _ in 0..TRIES {
        let name = username.to_owned();
        let found = store.read(move |r| Ok::<_, AppError>(accounts::find(r, &name)?)).await?;
        let is_known = found.is_some();
        let (account, root, again) = gate
            .derive(move |ring, kdf| {
                let account = match found {
                    Some(account) => account,
                    None => StoredAccount::decoy(kdf, ring).map_err(StoreError::from)?,
                };
                let root = account.derive(&password, ring).map_err(|_| AppError::UnknownSalt)?;
                Ok::<_, AppError>((account, root, password))
            })
            .await??;
        password = again;
        if !is_known {
            return Ok(None);
        }
        let (account, opened) = store
            .read(move |r| {
                let opened = accounts::unlock(r, &account, &root);
                Ok::<_, AppError>((account, opened))
            })
            .await?;
        match opened {
            Ok(keyring) => return Ok(Some(Unlocked { account, keyring, password })),
            Err(UnlockError::WrongPassword) => return Ok(None),
            Err(UnlockError::Damaged) => return Err(AppError::DamagedKeys),
            Err(UnlockError::Superseded) => {}
            Err(UnlockError::Store(error)) => return Err(error.into()),
        }
    }
    Err(StoreError::Superseded.into())
}
