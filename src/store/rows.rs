//! Sealed rows in their tables: what every resource does with its own. What the rows mean is not known here.

use std::ops::{ControlFlow, RangeInclusive};

use redb::ReadableTable;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{
    Read, StoreError, Writer,
    row::{self, Means, Row, Spot},
    schema::{RowKey, Table},
};
use crate::crypto::{DbId, seal::MAX_PLAINTEXT};

/// The longest JSON of a row. The history of a dataset puts brackets around the JSON of an example, and what
/// could be added must be possible to delete.
const MAX_JSON: usize = MAX_PLAINTEXT - 64;

/// Which end a scan begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The lowest id first.
    Oldest,
    /// The highest id first.
    Newest,
}

impl Order {
    /// The other end.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Oldest => Self::Newest,
            Self::Newest => Self::Oldest,
        }
    }
}

/// The range of every key under one first part.
pub(super) fn under(first: u64) -> RangeInclusive<(u64, u64)> {
    (first, 0)..=(first, u64::MAX)
}

/// The row under a key.
pub(super) fn row<'k, K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
) -> Result<Option<Row>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(key)?.map(|value| open(r, table, means, key, value.value())).transpose()
}

/// What the row under a key says.
pub(super) fn get<'k, K: RowKey, T: DeserializeOwned>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
) -> Result<Option<T>, StoreError> {
    row(r, table, means, key)?.map(|row| row.decode()).transpose()
}

/// Writes a row where there is none.
pub(super) fn insert<'k, K: RowKey, T: Serialize>(
    w: &Writer,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    value: &T,
) -> Result<(), StoreError> {
    insert_json(w, table, means, key, 1, &limited(row::encode(value)?)?)
}

/// Writes a row where there is none, given its JSON and how often it has been edited.
pub(super) fn insert_json<'k, K: RowKey>(
    w: &Writer,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    rev: u64,
    json: &[u8],
) -> Result<(), StoreError> {
    // A counter that was put back would lead to a row that is there already. Rather stop than write over it.
    if write(w, table, means, key, rev, json)? {
        return Err(StoreError::Damaged { table: table.name });
    }
    Ok(())
}

/// Writes a row anew, and what of it this version does not know stays. Gives the row's new revision.
pub(super) fn rewrite<'k, K: RowKey, T: Serialize>(
    w: &Writer,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    value: &T,
) -> Result<u64, StoreError> {
    let means = means.into();
    let old = row(w, table, means, key)?.ok_or(StoreError::Gone { table: table.name })?;
    let rev = old.rev.saturating_add(1);
    write(w, table, means, key, rev, &limited(old.rewritten(value)?)?)?;
    Ok(rev)
}

/// Removes a row. Says whether there was one.
pub(super) fn remove<K: RowKey>(w: &Writer, table: Table<K>, key: K) -> Result<bool, StoreError> {
    Ok(w.open(table.rows)?.remove(key)?.is_some())
}

/// Removes every row of a range.
pub(super) fn remove_all<K: RowKey>(
    w: &Writer,
    table: Table<K>,
    range: RangeInclusive<K>,
) -> Result<(), StoreError> {
    Ok(w.open(table.rows)?.retain_in::<K, _>(range, |_, _| false)?)
}

/// Hands out the rows of a range, without the first `skip`, until it is told to stop.
pub(super) fn scan<'k, K: RowKey, T: DeserializeOwned>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    range: RangeInclusive<K>,
    order: Order,
    skip: usize,
    mut each: impl FnMut(T) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let means = means.into();
    let rows = r.table(table.rows)?;
    let mut rows = rows.range::<K>(range)?;
    let mut skipped = 0;
    while let Some(entry) = match order {
        Order::Oldest => rows.next(),
        Order::Newest => rows.next_back(),
    } {
        let (key, value) = entry?;
        if skipped < skip {
            skipped += 1;
        } else if each(open(r, table, means, key.value(), value.value())?.decode()?).is_break() {
            break;
        }
    }
    Ok(())
}

/// Hands out the rows of a range as they are, the lowest first, until it is told to stop.
pub(super) fn scan_rows<'k, K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    range: RangeInclusive<K>,
    mut each: impl FnMut(Row) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let means = means.into();
    for entry in r.table(table.rows)?.range::<K>(range)? {
        let (key, value) = entry?;
        if each(open(r, table, means, key.value(), value.value())?).is_break() {
            break;
        }
    }
    Ok(())
}

/// Some rows of a range.
pub(super) fn page<'k, K: RowKey, T: DeserializeOwned>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    range: RangeInclusive<K>,
    order: Order,
    (skip, limit): (usize, usize),
) -> Result<Vec<T>, StoreError> {
    let mut page = Vec::new();
    if limit > 0 {
        scan(r, table, means, range, order, skip, |row| {
            page.push(row);
            if page.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    Ok(page)
}

/// Every row of a range, the oldest first.
pub(super) fn all<'k, K: RowKey, T: DeserializeOwned>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    range: RangeInclusive<K>,
) -> Result<Vec<T>, StoreError> {
    page(r, table, means, range, Order::Oldest, (0, usize::MAX))
}

/// The highest key of a range.
pub(super) fn last_key<K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    range: RangeInclusive<K>,
) -> Result<Option<K>, StoreError> {
    let rows = r.table(table.rows)?;
    let last = rows.range::<K>(range)?.next_back().transpose()?;
    Ok(last.map(|(key, _)| key.value()))
}

/// The lowest and the highest key of a range.
pub(super) fn ends<K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    range: RangeInclusive<K>,
) -> Result<Option<(K, K)>, StoreError> {
    let rows = r.table(table.rows)?;
    let mut rows = rows.range::<K>(range)?;
    let Some(first) = rows.next().transpose()?.map(|(key, _)| key.value()) else { return Ok(None) };
    let last = rows.next_back().transpose()?.map(|(key, _)| key.value());
    Ok(Some((first, last.unwrap_or(first))))
}

/// Every key of a range, the lowest first.
pub(super) fn keys_in<K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    range: RangeInclusive<K>,
) -> Result<Vec<K>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.range::<K>(range)?.map(|entry| Ok(entry?.0.value())).collect()
}

/// Seals and writes a row. Says whether another stood there.
fn write<'k, K: RowKey>(
    w: &Writer,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    rev: u64,
    json: &[u8],
) -> Result<bool, StoreError> {
    let parts = key.parts();
    let spot = Spot { db: &w.db, table: table.name, key: parts.as_ref() };
    let value = row::seal(means, spot, rev, json)?;
    Ok(w.open(table.rows)?.insert(key, value.as_slice())?.is_some())
}

pub(super) fn limited(json: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    if json.len() > MAX_JSON { Err(StoreError::TooLarge) } else { Ok(json) }
}

fn open<'k, K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    value: &[u8],
) -> Result<Row, StoreError> {
    open_sealed(r.db(), table, means, key, value)
}

/// Opens a row that was read from its table.
pub(super) fn open_sealed<'k, K: RowKey>(
    db: &DbId,
    table: Table<K>,
    means: impl Into<Means<'k>>,
    key: K,
    value: &[u8],
) -> Result<Row, StoreError> {
    let parts = key.parts();
    row::open(means, Spot { db, table: table.name, key: parts.as_ref() }, value)
}
