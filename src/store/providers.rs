//! Model servers, sealed for their owner: where somebody's models are, and the keys to them, is nobody else's.

use super::{Read, StoreError, Writer, meta, rows, schema::PROVIDERS};
use crate::{
    crypto::keys::{Domain, Keyring},
    model::{
        id::{ProviderId, UserId},
        provider::Provider,
    },
};

/// All of an owner's servers, in their order.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<Provider>, StoreError> {
    let mut all: Vec<Provider> =
        rows::all(r, PROVIDERS, &keys.domain(Domain::Providers), rows::under(owner.0))?;
    all.sort_by_key(|provider| (provider.position, provider.id));
    Ok(all)
}

/// A server.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: ProviderId,
) -> Result<Option<Provider>, StoreError> {
    rows::get(r, PROVIDERS, &keys.domain(Domain::Providers), (owner.0, id.0))
}

/// Writes a new server. Its id is set here.
pub fn insert(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    mut provider: Provider,
) -> Result<Provider, StoreError> {
    provider.id = ProviderId(meta::next_id(w, PROVIDERS.name)?);
    rows::insert(w, PROVIDERS, &keys.domain(Domain::Providers), (owner.0, provider.id.0), &provider)?;
    Ok(provider)
}

/// Writes a server over what it was.
pub fn put(w: &Writer, keys: &Keyring, owner: UserId, provider: &Provider) -> Result<(), StoreError> {
    let key = (owner.0, provider.id.0);
    rows::rewrite(w, PROVIDERS, &keys.domain(Domain::Providers), key, provider).map(drop)
}

/// Removes a server. Says whether there was one.
pub fn delete(w: &Writer, owner: UserId, id: ProviderId) -> Result<bool, StoreError> {
    rows::remove(w, PROVIDERS, (owner.0, id.0))
}
