//! Looking at the whole file: which keys there are, whether every row opens, whether the counts are right. What to
//! do about what it finds is said elsewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::Path,
};

use redb::ReadableTable;
use serde::de::IgnoredAny;

use super::{
    Read, StoreError, accounts,
    accounts::StoredAccount,
    file,
    migrate::MIGRATIONS,
    rotation,
    schema::{CANDIDATES, CHANGES, DATASETS, EXAMPLES, RUN_ROWS, RUNS, Table, Two},
    sealed::{self, Cursor, KeysAtHand},
};
use crate::{
    crypto::keys::Keyring,
    model::{dataset::Dataset, id::UserId},
};

/// Bad rows that are named; the others are only counted.
const NAMED: usize = 20;

/// The keys of one user, as they can be seen without any.
pub struct KeyState {
    /// Whose.
    pub account: StoredAccount,
    /// The epoch that new rows are sealed in.
    pub current: u32,
    /// Every epoch that a row is sealed in or that something opens, the oldest first.
    pub epochs: Vec<EpochState>,
    /// Whether a rotation of the keys is unfinished.
    pub rotating: bool,
}

/// One epoch of a user's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochState {
    /// Its number.
    pub epoch: u32,
    /// Rows that are sealed in it.
    pub rows: u64,
    /// Whether there is a wrap for the password.
    pub password: bool,
    /// Whether there is a wrap for the recovery code.
    pub recovery: bool,
}

/// What opening every row of a user has shown.
#[derive(Default)]
pub struct Opened {
    /// Rows that opened.
    pub rows: u64,
    /// How many did not.
    pub bad: u64,
    /// Some of those.
    pub named: Vec<BadRow>,
    /// Datasets that hold another number of examples than they say.
    pub counts: Vec<WrongCount>,
}

/// A row that does not open.
pub struct BadRow {
    /// Its table.
    pub table: &'static str,
    /// Its key.
    pub key: Vec<u64>,
    /// Why.
    pub error: StoreError,
}

/// A dataset whose number of examples is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongCount {
    /// Its id.
    pub dataset: u64,
    /// Examples that it says it has.
    pub said: u64,
    /// Examples that it has.
    pub found: u64,
}

/// Where the data file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// It has not begun yet.
    Nowhere,
    /// There was one and it is gone or empty.
    Lost,
    /// It is there.
    There,
}

/// Looks for the data file without beginning one.
pub fn whereabouts(path: &Path) -> Whereabouts {
    let is_there = std::fs::metadata(path).is_ok_and(|found| found.len() > 0);
    match (is_there, file::marker(path).exists()) {
        (true, _) => Whereabouts::There,
        (false, true) => Whereabouts::Lost,
        (false, false) => Whereabouts::Nowhere,
    }
}

/// Checks every page of the file and its format; repairs what a crash has left. No program may have it open.
pub fn file(path: &Path) -> Result<(), StoreError> {
    file::check_whole(path, MIGRATIONS)
}

/// Users whose name does not lead to them.
pub fn lost_names(r: &impl Read) -> Result<Vec<String>, StoreError> {
    let mut lost = Vec::new();
    for (user, username) in accounts::list(r)? {
        if accounts::find(r, &username).ok().flatten().is_none_or(|found| found.id != user) {
            lost.push(username);
        }
    }
    Ok(lost)
}

/// Rows whose dataset or run is not there, and that nobody can reach for that reason.
pub fn strays(r: &impl Read) -> Result<u64, StoreError> {
    let (datasets, runs) = (second_parts(r, DATASETS)?, second_parts(r, RUNS)?);
    Ok(strays_of(r, EXAMPLES, &datasets)?
        + strays_of(r, CHANGES, &datasets)?
        + strays_of(r, CANDIDATES, &runs)?
        + strays_of(r, RUN_ROWS, &runs)?)
}

fn second_parts(r: &impl Read, table: Table<Two>) -> Result<BTreeSet<u64>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.iter()?.map(|entry| Ok(entry?.0.value().1)).collect()
}

fn strays_of(r: &impl Read, table: Table<Two>, wholes: &BTreeSet<u64>) -> Result<u64, StoreError> {
    let rows = r.table(table.rows)?;
    let mut strays = 0;
    for entry in rows.iter()? {
        strays += u64::from(!wholes.contains(&entry?.0.value().0));
    }
    Ok(strays)
}

/// Opens every row of a user and counts the examples of each dataset.
pub fn open_all(r: &impl Read, user: UserId, keyring: &Keyring) -> Result<Opened, StoreError> {
    let mut opened = Opened::default();
    let mut keys = KeysAtHand::of(keyring);
    let (mut said, mut found): (BTreeMap<u64, u64>, BTreeMap<u64, u64>) = Default::default();
    let _whole = sealed::walk(r, user, &Cursor::default(), |row| {
        let read = row.open(r, keys.get(row.space)).and_then(|open| {
            if row.table == DATASETS.name {
                said.insert(row.key[1], open.decode::<Dataset>()?.count);
            }
            open.decode::<IgnoredAny>()
        });
        if row.table == EXAMPLES.name {
            *found.entry(row.key[0]).or_default() += 1;
        }
        match read {
            Ok(_) => opened.rows += 1,
            Err(error) => {
                opened.bad += 1;
                if opened.named.len() < NAMED {
                    opened.named.push(BadRow { table: row.table, key: row.key.to_vec(), error });
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let counts = said.into_iter().map(|(dataset, said)| {
        let found = found.get(&dataset).copied().unwrap_or_default();
        WrongCount { dataset, said, found }
    });
    opened.counts = counts.filter(|count| count.said != count.found).collect();
    Ok(opened)
}

/// The keys of every user. Looks at every row.
pub fn keys(r: &impl Read) -> Result<Vec<KeyState>, StoreError> {
    let mut states = Vec::new();
    for (user, _) in accounts::list(r)? {
        let Some(account) = accounts::get(r, user)? else { continue };
        let rows: BTreeMap<u32, u64> = rotation::rows_by_epoch(r, user)?;
        let [password, recovery] = accounts::wrapped(r, user)?;
        let known: BTreeSet<u32> = rows.keys().chain(&password).chain(&recovery).copied().collect();
        let epochs = known.into_iter().map(|epoch| EpochState {
            epoch,
            rows: rows.get(&epoch).copied().unwrap_or_default(),
            password: password.contains(&epoch),
            recovery: recovery.contains(&epoch),
        });
        states.push(KeyState {
            current: account.epoch(),
            epochs: epochs.collect(),
            rotating: rotation::is_unfinished(r, user)?,
            account,
        });
    }
    Ok(states)
}
