//! Examples, sealed for their dataset. Every change to them is written to the dataset's history in the same
//! transaction, and the dataset's count is kept right.

use std::ops::ControlFlow;

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{
    Read, StoreError, Writer,
    changes::Recorder,
    datasets::{self, Editing},
    dictionary, parallel, row,
    rows::{self, Order},
    schema::EXAMPLES,
};
use crate::{
    crypto::keys::Keyring,
    model::{
        change::{Change, ChangeKind},
        dataset::Dataset,
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
    let mut ids = Vec::with_capacity(examples.len());
    let examples = examples.into_iter();
    let change = append_as(w, keys, owner, dataset, ChangeKind::Append, examples, now, |id| ids.push(id))?;
    Ok((ids, change.id))
}

/// Adds any number of examples to the end of a dataset as one change, which says that a file was imported.
pub fn import(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    examples: impl Iterator<Item = Example>,
    now: Timestamp,
) -> Result<Change, StoreError> {
    append_as(w, keys, owner, dataset, ChangeKind::Import, examples, now, |_| {})
}

#[expect(clippy::too_many_arguments, reason = "what its two callers take, and what differs between them")]
fn append_as(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    kind: ChangeKind,
    examples: impl Iterator<Item = Example>,
    now: Timestamp,
    mut added: impl FnMut(ExampleId),
) -> Result<Change, StoreError> {
    let mut editing = datasets::edit(w, keys, owner, dataset)?;
    let mut ids: Option<(u64, u64)> = None;
    let mut waiting = Waiting::default();
    for mut example in examples {
        let id = editing.next_example();
        example.id = ExampleId(id);
        example.rev = 1;
        added(example.id);
        ids = Some((ids.map_or(id, |(first, _)| first), id));
        if editing.keys.dictionary.is_some() {
            rows::insert(w, EXAMPLES, &editing.keys, (dataset.0, id), &example)?;
        } else if waiting.push(id, rows::limited(row::encode(&example)?)?) {
            editing.learn(w, &waiting.json)?;
            waiting.write(w, &editing)?;
        }
    }
    let count = editing.count() + ids.map_or(0, |(first, last)| last - first + 1);
    if editing.keys.dictionary.is_none() && has_grown(editing.count(), count) {
        learn_from_all(w, &mut editing, &waiting)?;
    }
    waiting.write(w, &editing)?;
    let mut recorder = Recorder::begin(w, &editing)?;
    if let Some((first, last)) = ids {
        recorder.added(first..=last);
    }
    let change = recorder.finish(kind, now)?;
    editing.finish(w, now, change.count, 0)?;
    Ok(change)
}

/// New examples of a dataset without a dictionary. If they become many, they are what it is trained from.
#[derive(Default)]
struct Waiting {
    ids: Vec<u64>,
    json: Vec<Zeroizing<Vec<u8>>>,
    bytes: usize,
}

impl Waiting {
    /// Whether there are enough now.
    fn push(&mut self, id: u64, json: Zeroizing<Vec<u8>>) -> bool {
        self.bytes += json.len();
        self.ids.push(id);
        self.json.push(json);
        self.json.len() >= dictionary::SAMPLES || self.bytes >= dictionary::SAMPLE_BYTES
    }

    fn write(&mut self, w: &Writer, editing: &Editing) -> Result<(), StoreError> {
        for (id, json) in self.ids.drain(..).zip(self.json.drain(..)) {
            rows::insert_json(w, EXAMPLES, &editing.keys, (editing.id.0, id), 1, &json)?;
        }
        self.bytes = 0;
        Ok(())
    }
}

/// Whether a dataset that had `before` examples has become large enough for a dictionary, or twice as large since
/// it was last tried in vain.
fn has_grown(before: u64, after: u64) -> bool {
    let step = |count: u64| (count / dictionary::SAMPLES as u64).checked_ilog2();
    step(after) > step(before)
}

/// Trains the dictionary of a dataset that grew little by little.
fn learn_from_all(w: &Writer, editing: &mut Editing, new: &Waiting) -> Result<(), StoreError> {
    let (mut samples, mut bytes) = (new.json.clone(), new.bytes);
    rows::scan_rows(w, EXAMPLES, &editing.keys, rows::under(editing.id.0), |row| {
        bytes += row.json.len();
        samples.push(row.json);
        let is_enough = samples.len() >= dictionary::SAMPLES || bytes >= dictionary::SAMPLE_BYTES;
        if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    editing.learn(w, &samples)
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

/// The examples of these ids, in their order. Those that are not there are passed over.
pub fn some(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    ids: impl Iterator<Item = ExampleId>,
) -> Result<Vec<Example>, StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    ids.filter_map(|id| rows::get(r, EXAMPLES, &keys, (dataset.0, id.0)).transpose()).collect()
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
    let Some(Dataset { count, .. }) = datasets::get(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    let Some((first, last)) = rows::ends(r, EXAMPLES, rows::under(dataset.0))? else { return Ok(Vec::new()) };
    let (skipped, wanted) = (offset as u64, limit as u64);
    let shown = wanted.min(count.saturating_sub(skipped));
    let order = if newest_first { Order::Newest } else { Order::Oldest };
    if shown == 0 {
        return Ok(Vec::new());
    }
    if last.1 - first.1 + 1 == count {
        // No number is missing, so the place of an example is its number.
        let from = if newest_first { last.1 - skipped - (shown - 1) } else { first.1 + skipped };
        let range = (dataset.0, from)..=(dataset.0, from + shown - 1);
        return rows::page(r, EXAMPLES, &keys, range, order, (0, limit));
    }
    let after = count - skipped - shown;
    if skipped <= after {
        return rows::page(r, EXAMPLES, &keys, rows::under(dataset.0), order, (offset, limit));
    }
    // It is nearer from the other end.
    let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let range = rows::under(dataset.0);
    let mut page = rows::page(r, EXAMPLES, &keys, range, order.turned(), (place(after), place(shown)))?;
    page.reverse();
    Ok(page)
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
