//! Drafts, sealed for their owner. Their keys say what a person is working on, so they are sealed too, and a
//! draft is found by opening the few there are.

use super::{Read, StoreError, Writer, meta, rows, schema::DRAFTS};
use crate::{
    crypto::keys::{Domain, Keyring},
    model::{draft::Draft, id::UserId},
};

/// All of an owner's drafts, in the order they were first put.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<Draft>, StoreError> {
    rows::all(r, DRAFTS, &keys.domain(Domain::Drafts), rows::under(owner.0))
}

/// The draft under a key.
pub fn get(r: &impl Read, keys: &Keyring, owner: UserId, key: &str) -> Result<Option<Draft>, StoreError> {
    Ok(find(r, keys, owner, key)?.map(|(_, draft)| draft))
}

/// Writes the draft under its key, over the one before.
pub fn put(w: &Writer, keys: &Keyring, owner: UserId, draft: &Draft) -> Result<(), StoreError> {
    let space = keys.domain(Domain::Drafts);
    match find(w, keys, owner, &draft.key)? {
        Some((id, _)) => rows::rewrite(w, DRAFTS, &space, (owner.0, id), draft).map(drop),
        None => rows::insert(w, DRAFTS, &space, (owner.0, meta::next_id(w, DRAFTS.name)?), draft),
    }
}

/// Removes the draft under a key. Says whether there was one.
pub fn delete(w: &Writer, keys: &Keyring, owner: UserId, key: &str) -> Result<bool, StoreError> {
    match find(w, keys, owner, key)? {
        Some((id, _)) => rows::remove(w, DRAFTS, (owner.0, id)),
        None => Ok(false),
    }
}

fn find(r: &impl Read, keys: &Keyring, owner: UserId, key: &str) -> Result<Option<(u64, Draft)>, StoreError> {
    let ids = rows::keys_in(r, DRAFTS, rows::under(owner.0))?;
    let drafts = list(r, keys, owner)?;
    Ok(ids.into_iter().map(|(_, id)| id).zip(drafts).find(|(_, draft)| draft.key == key))
}
