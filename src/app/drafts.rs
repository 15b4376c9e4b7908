//! Drafts: what a page must not lose while it is not saved yet.

use std::sync::Arc;

use serde_json::Value;

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{model::draft::Draft, store::drafts};

/// Bytes of a key, at most.
const LONGEST_KEY: usize = 200;

/// All drafts, by key.
pub async fn list(services: &Services, session: &Session) -> Result<Vec<Draft>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut all = services.store.read(move |r| Ok::<_, AppError>(drafts::list(r, &keyring, owner)?)).await?;
    all.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(all)
}

/// The draft under a key.
pub async fn get(services: &Services, session: &Session, key: String) -> Result<Draft, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found =
        services.store.read(move |r| Ok::<_, AppError>(drafts::get(r, &keyring, owner, &key)?)).await?;
    found.ok_or_else(|| AppError::NotFound("this draft".to_owned()))
}

/// Keeps a draft, in place of an older one under its key.
pub async fn put(services: &Services, session: &Session, key: String, value: Value) -> Result<(), AppError> {
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(AppError::bad("key", "key has 1 to 200 bytes"));
    }
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let draft = Draft { key, value, updated_at: services.clock.now() };
    services.store.write(move |w| Ok(drafts::put(w, &keyring, owner, &draft)?)).await
}

/// Drops a draft. Dropping one that is not there is no error.
pub async fn delete(services: &Services, session: &Session, key: String) -> Result<(), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.write(move |w| Ok::<_, AppError>(drafts::delete(w, &keyring, owner, &key)?)).await?;
    Ok(())
}
