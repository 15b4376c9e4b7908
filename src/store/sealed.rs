//! Every sealed row of one user, in a fixed order, for what has to be done to all of them.

use std::ops::{Bound, ControlFlow};

use redb::ReadableTable;
use serde::{Deserialize, Serialize};

use super::{
    Read, StoreError, Writer,
    dictionary::{self, Dictionary},
    headed,
    headed::Salt,
    row::{self, Means, Row, Spot},
    rows::under,
    schema::{DATASETS, One, RUNS, RowKey, SEALED, Sealed, Table, Three, Two},
};
use crate::{
    crypto::keys::{Domain, Keyring, SpaceKeys},
    model::id::UserId,
};

/// How far a walk has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The table that it is in; none at the beginning.
    table: Option<String>,
    /// The key of the last row it saw there.
    after: Vec<u64>,
}

/// A row on the way.
pub(super) struct Found<'a> {
    pub(super) table: &'static str,
    pub(super) key: &'a [u64],
    pub(super) space: Space,
    /// What stands before the sealed part, if anything does.
    salt: Option<Salt>,
    sealed: &'a [u8],
}

/// What a row is sealed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Domain(Domain),
    Dataset(u64, Salt),
    Run(u64, Salt),
}

/// The keys of the space that a walk is in.
pub(super) struct KeysAtHand<'a> {
    keyring: &'a Keyring,
    last: Option<(Space, SpaceKeys)>,
    /// The dictionary of the last dataset whose rows were to be opened.
    dictionary: Option<(Space, Option<Dictionary>)>,
}

type Flow = Result<ControlFlow<()>, StoreError>;

/// Shows each row of a user that lies behind the cursor, until it is told to stop. Says whether it was.
pub(super) fn walk(
    r: &impl Read,
    user: UserId,
    from: &Cursor,
    mut visit: impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let first = match &from.table {
        Some(table) => SEALED.iter().position(|sealed| sealed.name() == table).unwrap_or_default(),
        None => 0,
    };
    let mut after = from.after.as_slice();
    for sealed in &SEALED[first..] {
        if walk_table(r, user, *sealed, after, &mut visit)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        after = &[];
    }
    Ok(ControlFlow::Continue(()))
}

fn walk_table(
    r: &impl Read,
    user: UserId,
    sealed: Sealed,
    after: &[u64],
    visit: &mut impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let UserId(owner) = user;
    match sealed {
        Sealed::OfOwner(table, domain) => {
            walk_range(r, table, (owner, owner), after, |_| Space::Domain(domain), visit)
        }
        Sealed::Owned(table, domain) => {
            walk_range(r, table, under(owner).into_inner(), after, |_| Space::Domain(domain), visit)
        }
        Sealed::OwnedTwice(table, domain) => {
            let all = ((owner, 0, 0), (owner, u64::MAX, u64::MAX));
            walk_range(r, table, all, after, |_| Space::Domain(domain), visit)
        }
        Sealed::Headed(table, domain) => {
            walk_headed(r, table, owner, after, |_, _| Space::Domain(domain), visit)
        }
        Sealed::Runs(table) => walk_headed(r, table, owner, after, Space::Run, visit),
        Sealed::OfDatasetOnce(table) => walk_singles(r, table, owner, after, visit),
        Sealed::OfDataset(table) => walk_parts(r, table, (DATASETS, owner), after, Space::Dataset, visit),
        Sealed::OfRun(table) => walk_parts(r, table, (RUNS, owner), after, Space::Run, visit),
    }
}

fn walk_range<K: RowKey>(
    r: &impl Read,
    table: Table<K>,
    (first, last): (K, K),
    after: &[u64],
    space: impl Fn(K) -> Space,
    visit: &mut impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let rows = r.table(table.rows)?;
    for entry in rows.range::<K>((beginning(after, first), Bound::Included(last)))? {
        let (key, value) = entry?;
        let parts = key.value().parts();
        let (space, sealed) = (space(key.value()), value.value());
        let found = Found { table: table.name, key: parts.as_ref(), space, salt: None, sealed };
        if visit(&found)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn walk_headed(
    r: &impl Read,
    table: Table<Two>,
    owner: u64,
    after: &[u64],
    space: impl Fn(u64, Salt) -> Space,
    visit: &mut impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let rows = r.table(table.rows)?;
    let (first, last) = under(owner).into_inner();
    for entry in rows.range::<Two>((beginning(after, first), Bound::Included(last)))? {
        let (key, value) = entry?;
        let parts = key.value().parts();
        // A damaged row is shown like the others; it is the opening that fails.
        let (salt, sealed) = match headed::split(value.value(), table.name) {
            Ok((salt, sealed)) => (*salt, sealed),
            Err(_) => ([0; 32], value.value()),
        };
        let space = space(parts[1], salt);
        let found = Found { table: table.name, key: &parts, space, salt: Some(salt), sealed };
        if visit(&found)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The rows of each dataset or run of an owner.
fn walk_parts(
    r: &impl Read,
    table: Table<Two>,
    (wholes, owner): (Table<Two>, u64),
    after: &[u64],
    space: impl Fn(u64, Salt) -> Space,
    visit: &mut impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let reached = after.first().copied().unwrap_or_default();
    for (id, salt) in headed::salts(r, wholes, owner)? {
        if id < reached {
            continue;
        }
        let behind = if id == reached { after } else { &[] };
        if walk_range(r, table, under(id).into_inner(), behind, |_| space(id, salt), visit)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The one row of each dataset of an owner.
fn walk_singles(
    r: &impl Read,
    table: Table<One>,
    owner: u64,
    after: &[u64],
    visit: &mut impl FnMut(&Found<'_>) -> Flow,
) -> Flow {
    let reached = after.first().copied().unwrap_or_default();
    for (id, salt) in headed::salts(r, DATASETS, owner)? {
        // Whoever came as far as a dataset has seen its row.
        let seen = id < reached || (id == reached && !after.is_empty());
        if !seen && walk_range(r, table, (id, id), &[], |_| Space::Dataset(id, salt), visit)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Behind the key of the cursor, or at the first key when the cursor has none for this range.
fn beginning<K: RowKey>(after: &[u64], first: K) -> Bound<K> {
    K::from_parts(after).map_or(Bound::Included(first), Bound::Excluded)
}

impl Found<'_> {
    /// Where a walk goes on behind this row.
    pub(super) fn cursor(&self) -> Cursor {
        Cursor { table: Some(self.table.to_owned()), after: self.key.to_vec() }
    }

    /// The epoch that the row is sealed in, before anything of it is believed.
    pub(super) fn epoch(&self) -> Option<u32> {
        row::epoch(self.sealed)
    }

    /// Opens the row.
    pub(super) fn open<'k>(&self, r: &impl Read, means: impl Into<Means<'k>>) -> Result<Row, StoreError> {
        row::open(means, Spot { db: r.db(), table: self.table, key: self.key }, self.sealed)
    }

    /// The row's whole value, sealed with the newest key; none when it is so already.
    pub(super) fn resealed(&self, r: &impl Read, keys: &SpaceKeys) -> Result<Option<Vec<u8>>, StoreError> {
        let spot = Spot { db: r.db(), table: self.table, key: self.key };
        let sealed = row::reseal(keys, spot, self.sealed)?;
        Ok(sealed.map(|sealed| match &self.salt {
            Some(salt) => headed::with_sealed(salt, &sealed),
            None => sealed,
        }))
    }
}

impl<'a> KeysAtHand<'a> {
    pub(super) fn of(keyring: &'a Keyring) -> Self {
        Self { keyring, last: None, dictionary: None }
    }

    /// The keys of a space. Those of the last one are kept, because its rows follow each other.
    pub(super) fn get(&mut self, space: Space) -> &SpaceKeys {
        if self.last.as_ref().is_none_or(|(known, _)| *known != space) {
            self.last = None;
        }
        let derive = || match space {
            Space::Domain(domain) => self.keyring.domain(domain),
            Space::Dataset(id, salt) => self.keyring.dataset(id, &salt),
            Space::Run(id, salt) => self.keyring.run(id, &salt),
        };
        &self.last.get_or_insert_with(|| (space, derive())).1
    }

    /// What the rows of a space are opened with.
    pub(super) fn means(&mut self, r: &impl Read, space: Space) -> Result<Means<'_>, StoreError> {
        let Space::Dataset(id, _) = space else { return Ok(self.get(space).into()) };
        if self.dictionary.as_ref().is_none_or(|(known, _)| *known != space) {
            self.dictionary = Some((space, dictionary::get(r, self.get(space), id)?));
        }
        self.get(space);
        let keys = self.last.as_ref().map(|(_, keys)| keys).ok_or(StoreError::Locked)?;
        let dictionary = self.dictionary.as_ref().and_then(|(_, dictionary)| dictionary.as_ref());
        Ok(Means { keys, dictionary })
    }
}

/// Writes the whole value of a row that a walk has shown.
pub(super) fn replace(w: &Writer, table: &'static str, key: &[u64], value: &[u8]) -> Result<(), StoreError> {
    match *key {
        [a] => drop(w.open(Table::<One>::new(table).rows)?.insert(a, value)?),
        [a, b] => drop(w.open(Table::<Two>::new(table).rows)?.insert((a, b), value)?),
        [a, b, c] => drop(w.open(Table::<Three>::new(table).rows)?.insert((a, b, c), value)?),
        _ => return Err(StoreError::Damaged { table }),
    }
    Ok(())
}
