//! What a right password is also good for: bringing what it wraps up to date, when the secret salt has changed
//! or passwords are stretched further than they were.

use super::{Gate, password::compact, unlock::Unlocked};
use crate::{
    app::error::AppError,
    crypto::keys::Keyring,
    store::{Store, StoreError, accounts, accounts::StoredAccount},
};

/// Wraps the keys anew where that is due. A changed secret salt begins a new epoch: what is written from now on
/// has a key that was never wrapped under the old one.
pub(super) async fn bring_up_to_date(
    store: &Store,
    gate: &Gate,
    unlocked: Unlocked,
) -> Result<(StoredAccount, Keyring), AppError> {
    let Unlocked { account, keyring, password } = unlocked;
    let has_new_salt = !account.has_pepper(gate.ring.current().1);
    if !has_new_salt && !account.kdf.is_weaker_than(gate.kdf) {
        return Ok((account, keyring));
    }
    let prepared = gate.stretch(password).await?;
    let (user, held) = (account.id, keyring.shared());
    let done = store
        .write(move |w| {
            if has_new_salt {
                return accounts::begin_epoch(w, user, &held, prepared);
            }
            accounts::set_password(w, user, &held, prepared)?;
            Ok(held)
        })
        .await;
    match done {
        Ok(newer) => {
            compact(store).await;
            Ok((account, newer))
        }
        Err(StoreError::Superseded) => Err(StoreError::Superseded.into()),
        // A full disk must not keep anybody from their data. It is done at the next sign-in.
        Err(error) => {
            tracing::warn!(%error, "the keys could not be wrapped anew");
            Ok((account, keyring))
        }
    }
}
