//! Examples, sealed for their dataset. Every change to them is written to the dataset's history in the same
//! transaction, and the dataset's count is kept right.

use std::ops::ControlFlow;

use jiff::Timestamp;

use super::{
    Read, StoreError, Writer,
    changes::Recorder,
    datasets, parallel,
    rows::{self, Order},
    schema::EXAMPLES,
};
use crate::{
    crypto::keys::Keyring,
    model::{
        change::ChangeKind,
        example::Example,
        id::{ChangeId, DatasetId, ExampleId, UserId},
    },
};

/// Adds examples to the end of a dataset. Their ids and revisions are set here, everything else is the
/// caller's.
pub fn append(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    examples: Vec<Example>,
    now: Timestamp,
) -> Result<(Vec<ExampleId>, ChangeId), StoreError> {
    let mut editing = datasets::edit(w, keys, owner, dataset)?;
    let mut ids = Vec::with_capacity(examples.len());
    for mut example in examples {
        example.id = ExampleId(editing.next_example());
        example.rev = 1;
        rows::insert(w, EXAMPLES, &editing.keys, (dataset.0, example.id.0), &example)?;
        ids.push(example.id);
    }
    let mut recorder = Recorder::begin(w, &editing)?;
    for id in &ids {
        recorder.added(*id);
    }
    let change = recorder.finish(ChangeKind::Append, now)?;
    editing.finish(w, now, change.count, 0)?;
    Ok((ids, change.id))
}

/// One example.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    id: ExampleId,
) -> Result<Option<Example>, StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(None) };
    rows::get(r, EXAMPLES, &keys, (dataset.0, id.0))
}

/// Some examples, from either end of the dataset.
pub fn page(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    offset: usize,
    limit: usize,
    newest_first: bool,
) -> Result<Vec<Example>, StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    let order = if newest_first { Order::Newest } else { Order::Oldest };
    rows::page(r, EXAMPLES, &keys, rows::under(dataset.0), order, (offset, limit))
}

/// The examples that follow one, oldest first: a dataset in batches, each in a transaction of its own.
pub fn after(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    last: Option<ExampleId>,
    limit: usize,
) -> Result<Vec<Example>, StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    let first = match last.map(|last| last.0.checked_add(1)) {
        None => 0,
        Some(Some(next)) => next,
        Some(None) => return Ok(Vec::new()),
    };
    let range = (dataset.0, first)..=(dataset.0, u64::MAX);
    rows::page(r, EXAMPLES, &keys, range, Order::Oldest, (0, limit))
}

/// Hands out every example, the oldest first, until it is told to stop.
pub fn scan(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    each: impl FnMut(Example) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    scan_from(r, keys, owner, dataset, Order::Oldest, each)
}

/// Does `work` with every example, on all cores, and hands out what comes of it, the oldest first, until it is
/// told to stop.
pub fn map_in_order<U: Send>(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    work: impl Fn(Example) -> U + Sync,
    each: impl FnMut(U) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(()) };
    parallel::map_in_order(r, EXAMPLES, &keys, rows::under(dataset.0), work, each)
}

/// Hands out every example, the newest first, until it is told to stop.
pub fn scan_newest_first(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    each: impl FnMut(Example) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    scan_from(r, keys, owner, dataset, Order::Newest, each)
}

fn scan_from(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    order: Order,
    each: impl FnMut(Example) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(()) };
    rows::scan(r, EXAMPLES, &keys, rows::under(dataset.0), order, 0, each)
}

/// Writes one example anew. Its revision and time of change are set here; whether it was the expected revision
/// is for the caller to see in the same transaction.
pub fn update(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    example: &Example,
    now: Timestamp,
) -> Result<Example, StoreError> {
    let mut example = example.clone();
    update_all(w, keys, owner, dataset, std::slice::from_mut(&mut example), now)?;
    Ok(example)
}

/// Writes several examples anew, as one change. Their revisions and times of change are set in place.
pub fn update_all(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    examples: &mut [Example],
    now: Timestamp,
) -> Result<ChangeId, StoreError> {
    let editing = datasets::edit(w, keys, owner, dataset)?;
    let mut recorder = Recorder::begin(w, &editing)?;
    for example in examples {
        let key = (dataset.0, example.id.0);
        let before =
            rows::row(w, EXAMPLES, &editing.keys, key)?.ok_or(StoreError::Gone { table: EXAMPLES.name })?;
        recorder.before(example.id, &before)?;
        example.rev = before.rev.saturating_add(1);
        example.updated_at = now;
        rows::rewrite(w, EXAMPLES, &editing.keys, key, example)?;
    }
    let change = recorder.finish(ChangeKind::Edit, now)?;
    editing.finish(w, now, 0, 0)?;
    Ok(change.id)
}

/// Removes examples. Ids that are not there are passed over; when none is, that is an error.
pub fn delete(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    ids: &[ExampleId],
    now: Timestamp,
) -> Result<ChangeId, StoreError> {
    let editing = datasets::edit(w, keys, owner, dataset)?;
    let mut recorder = Recorder::begin(w, &editing)?;
    for id in ids {
        if let Some(before) = rows::row(w, EXAMPLES, &editing.keys, (dataset.0, id.0))? {
            recorder.before(*id, &before)?;
            rows::remove(w, EXAMPLES, (dataset.0, id.0))?;
        }
    }
    if recorder.is_empty() {
        return Err(StoreError::Gone { table: EXAMPLES.name });
    }
    let change = recorder.finish(ChangeKind::Delete, now)?;
    editing.finish(w, now, 0, change.count)?;
    Ok(change.id)
}
