//! Another password: for whoever knows the old one, and for whoever has the recovery code. No record is written
//! anew, only the keys are wrapped again.

use std::sync::Arc;

use super::{
    Gate, Opened, Session, sign_in,
    unlock::{unlock, unlock_by_code},
};
use crate::{
    app::{Services, error::AppError},
    crypto::{
        keys::Keyring,
        password::Password,
        recovery::{RecoveryCode, RecoveryCodeError},
    },
    store::{
        Store, StoreError,
        accounts::{self, StoredAccount},
    },
};

/// Gives somebody another password and ends their other sessions.
pub async fn change_password(
    services: &Services,
    session: &Session,
    token: &str,
    old: &str,
    new: &str,
) -> Result<(), AppError> {
    let new = new_password(new)?;
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let unlocked = unlock(&services.store, &services.gate, &session.username, old).await?;
    let unlocked = unlocked.ok_or(AppError::WrongOldPassword)?;
    services.logins.forgive(&attempt);
    set(&services.store, &services.gate, unlocked.account, unlocked.keyring, new).await?;
    services.sessions.close_all(session.user, Some(token));
    Ok(())
}

/// Gives somebody who has lost their password another one, ends all their sessions, and signs them in. A wrong
/// code for a known name and any code for an unknown one cost the same and get the same answer.
pub async fn recover(
    services: &Arc<Services>,
    username: &str,
    code: &str,
    new: &str,
) -> Result<Opened, AppError> {
    let code =
        RecoveryCode::parse(code).map_err(|error| AppError::bad("recovery_code", error.to_string()))?;
    let new = new_password(new)?;
    let attempt = services.logins.attempt().map_err(AppError::TooManyAttempts)?;
    let opened = by_code(&services.store, &services.gate, username, code, new).await?;
    let (account, keyring) = opened.ok_or(AppError::WrongCode { tries_left: attempt.left })?;
    services.logins.forgive(&attempt);
    services.sessions.close_all(account.id, None);
    sign_in(services, account, keyring).await
}

/// Changes a password without a session.
pub async fn change(
    store: &Store,
    gate: &Gate,
    username: &str,
    old: &str,
    new: &str,
) -> Result<(), AppError> {
    let new = new_password(new)?;
    let unlocked = unlock(store, gate, username, old).await?.ok_or(AppError::WrongOldPassword)?;
    set(store, gate, unlocked.account, unlocked.keyring, new).await
}

/// Sets a password without a session. `secret` is the recovery code, or the password so far.
pub async fn reset(
    store: &Store,
    gate: &Gate,
    username: &str,
    secret: &str,
    new: &str,
) -> Result<(), AppError> {
    let code = match RecoveryCode::parse(secret) {
        Ok(code) => code,
        Err(mistake) => {
            return match (change(store, gate, username, secret, new).await, mistake) {
                // Of the length of a code, so that is what it was meant to be.
                (Err(AppError::WrongOldPassword), mistake)
                    if !matches!(mistake, RecoveryCodeError::Length(_)) =>
                {
                    Err(AppError::bad("recovery_code", mistake.to_string()))
                }
                (done, _) => done,
            };
        }
    };
    let opened = by_code(store, gate, username, code, new_password(new)?).await?;
    opened.map(drop).ok_or(AppError::WrongCode { tries_left: 0 })
}

/// Opens an account by its recovery code and gives it a password; nothing when they do not match.
async fn by_code(
    store: &Store,
    gate: &Gate,
    username: &str,
    code: RecoveryCode,
    new: Password,
) -> Result<Option<(StoredAccount, Keyring)>, AppError> {
    let prepared = gate.stretch(new).await?;
    let Some((account, keyring)) = unlock_by_code(store, username, code).await? else { return Ok(None) };
    let (user, keys) = (account.id, keyring.shared());
    store.write(move |w| accounts::set_password(w, user, &keys, prepared)).await?;
    compact(store).await;
    Ok(Some((account, keyring)))
}

async fn set(
    store: &Store,
    gate: &Gate,
    account: StoredAccount,
    keyring: Keyring,
    new: Password,
) -> Result<(), AppError> {
    let prepared = gate.stretch(new).await?;
    store.write(move |w| accounts::set_password(w, account.id, &keyring, prepared)).await?;
    compact(store).await;
    Ok(())
}

/// Drops what still opens with what was true before. When it cannot be done, the file says so and it is done at
/// the next start, which is no failure of what was asked.
pub(in crate::app) async fn compact(store: &Store) {
    if let Err(error) = store.compact().await {
        tracing::warn!(%error, "the file could not be compacted; it will be at the next start");
    }
}

fn new_password(typed: &str) -> Result<Password, AppError> {
    Password::new(typed).map_err(|error| AppError::bad("new_password", error.to_string()))
}

impl Gate {
    /// Stretches a new password as new passwords are now.
    pub(in crate::app) async fn stretch(
        &self,
        new: Password,
    ) -> Result<accounts::PreparedPassword, AppError> {
        let prepared =
            self.derive(move |ring, kdf| accounts::PreparedPassword::new(&new, kdf, ring.current())).await?;
        Ok(prepared.map_err(StoreError::from)?)
    }
}
