//! Rows with a head in clear, which holds what is needed to derive a key: datasets and runs.
//!
//! ```text
//! 32 bytes salt │ u32 epoch │ row          the epoch is the one that the row was last sealed in
//! ```

use redb::ReadableTable;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Read, StoreError, Writer,
    row::{self, Row, Spot},
    rows::under,
    schema::Table,
};
use crate::crypto::keys::SpaceKeys;

/// What every key of one dataset or run is derived with.
pub(super) type Salt = [u8; 32];

type Key = (u64, u64);

/// The salt before a row, without opening the row.
pub(super) fn salt(r: &impl Read, table: Table<Key>, key: Key) -> Result<Option<Salt>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(key)?.map(|value| Ok(*split(value.value(), table.name)?.0)).transpose()
}

/// The id and salt of each row of an owner, the oldest first. That of a damaged row opens nothing.
pub(super) fn salts(r: &impl Read, table: Table<Key>, owner: u64) -> Result<Vec<(u64, Salt)>, StoreError> {
    let rows = r.table(table.rows)?;
    let salts = rows.range(under(owner))?.map(|entry| {
        let (key, value) = entry?;
        Ok((key.value().1, split(value.value(), table.name).map_or([0; 32], |(salt, _)| *salt)))
    });
    salts.collect()
}

/// The row under a key.
pub(super) fn row(
    r: &impl Read,
    table: Table<Key>,
    key: Key,
    keys: &SpaceKeys,
) -> Result<Option<Row>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(key)?.map(|value| open(r, table, key, keys, split(value.value(), table.name)?.1)).transpose()
}

/// The epoch that a row was last sealed in.
pub(super) fn epoch(r: &impl Read, table: Table<Key>, key: Key) -> Result<Option<u32>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(key)?.map(|value| Ok(epoch_of(split(value.value(), table.name)?.1))).transpose()
}

/// Hands out what each row of an owner says, the oldest first. `keys` is given a row's id and its salt.
pub(super) fn each<T: DeserializeOwned>(
    r: &impl Read,
    table: Table<Key>,
    owner: u64,
    keys: impl Fn(u64, &Salt) -> SpaceKeys,
    mut take: impl FnMut(T),
) -> Result<(), StoreError> {
    let rows = r.table(table.rows)?;
    for entry in rows.range(under(owner))? {
        let (key, value) = entry?;
        let (salt, sealed) = split(value.value(), table.name)?;
        let key = key.value();
        take(open(r, table, key, &keys(key.1, salt), sealed)?.decode()?);
    }
    Ok(())
}

/// Writes a row where there is none.
pub(super) fn insert<T: Serialize>(
    w: &Writer,
    table: Table<Key>,
    key: Key,
    (salt, keys): (&Salt, &SpaceKeys),
    value: &T,
) -> Result<(), StoreError> {
    if write(w, table, key, (salt, keys), 1, &row::encode(value)?)? {
        return Err(StoreError::Damaged { table: table.name });
    }
    Ok(())
}

/// Writes a row anew, and what of it this version does not know stays.
pub(super) fn rewrite<T: Serialize>(
    w: &Writer,
    table: Table<Key>,
    key: Key,
    keys: &SpaceKeys,
    value: &T,
) -> Result<(), StoreError> {
    let gone = || StoreError::Gone { table: table.name };
    let salt = salt(w, table, key)?.ok_or_else(gone)?;
    let old = row(w, table, key, keys)?.ok_or_else(gone)?;
    let rev = old.rev.saturating_add(1);
    write(w, table, key, (&salt, keys), rev, &old.rewritten(value)?).map(drop)
}

fn open(
    r: &impl Read,
    table: Table<Key>,
    key: Key,
    keys: &SpaceKeys,
    sealed: &[u8],
) -> Result<Row, StoreError> {
    row::open(keys, Spot { db: r.db(), table: table.name, key: &[key.0, key.1] }, sealed)
}

fn write(
    w: &Writer,
    table: Table<Key>,
    key: Key,
    (salt, keys): (&Salt, &SpaceKeys),
    rev: u64,
    json: &[u8],
) -> Result<bool, StoreError> {
    let sealed = row::seal(keys, Spot { db: &w.db, table: table.name, key: &[key.0, key.1] }, rev, json)?;
    let value = with_sealed(salt, &sealed);
    Ok(w.open(table.rows)?.insert(key, value.as_slice())?.is_some())
}

/// The same row with its sealed part as it is now.
pub(super) fn with_sealed(salt: &Salt, sealed: &[u8]) -> Vec<u8> {
    [salt.as_slice(), &epoch_of(sealed).to_be_bytes(), sealed].concat()
}

/// The salt and the sealed part.
pub(super) fn split<'a>(value: &'a [u8], table: &'static str) -> Result<(&'a Salt, &'a [u8]), StoreError> {
    let damaged = StoreError::Damaged { table };
    let Some((salt, rest)) = value.split_first_chunk() else { return Err(damaged) };
    let Some((epoch, sealed)) = rest.split_first_chunk() else { return Err(damaged) };
    if row::epoch(sealed) == Some(u32::from_be_bytes(*epoch)) { Ok((salt, sealed)) } else { Err(damaged) }
}

/// The epoch of a sealed part; 0, which is none, when there is no room for it.
fn epoch_of(sealed: &[u8]) -> u32 {
    row::epoch(sealed).unwrap_or_default()
}
