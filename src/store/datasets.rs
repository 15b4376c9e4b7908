//! Datasets. Their names and counts are sealed for their owner; each has a salt of its own, from which the keys
//! of its examples come.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    Read, StoreError, Writer,
    dictionary::{self, Dictionary},
    headed, meta,
    row::Means,
    rows,
    schema::{CHANGES, DATASETS, DICTIONARIES, EXAMPLES},
};
use crate::{
    crypto::{
        keys::{Domain, Keyring, SpaceKeys},
        rng,
    },
    model::{
        dataset::Dataset,
        id::{DatasetId, UserId},
    },
};

#[derive(Serialize, Deserialize)]
struct DatasetRow {
    #[serde(flatten)]
    dataset: Dataset,
    next_example: u64,
}

/// What a dataset's rows are opened and sealed with.
pub(super) struct DatasetKeys {
    pub(super) keys: SpaceKeys,
    pub(super) dictionary: Option<Dictionary>,
}

impl<'a> From<&'a DatasetKeys> for Means<'a> {
    fn from(DatasetKeys { keys, dictionary }: &'a DatasetKeys) -> Self {
        Self { keys, dictionary: dictionary.as_ref() }
    }
}

/// A dataset whose examples are being changed. What it becomes is written by [`Editing::finish`].
pub(super) struct Editing {
    /// The keys of its examples and changes.
    pub(super) keys: DatasetKeys,
    pub(super) id: DatasetId,
    owner: UserId,
    meta_keys: SpaceKeys,
    row: DatasetRow,
}

/// Makes an empty dataset.
pub fn create(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    name: &str,
    now: Timestamp,
) -> Result<Dataset, StoreError> {
    let id = meta::next_id(w, DATASETS.name)?;
    let salt = rng::bytes()?;
    let dataset = Dataset {
        id: DatasetId(id),
        name: name.to_owned(),
        archived: false,
        created_at: now,
        updated_at: now,
        count: 0,
    };
    let row = DatasetRow { dataset, next_example: 1 };
    headed::insert(w, DATASETS, (owner.0, id), (&salt, &keys.domain(Domain::Meta)), &row)?;
    Ok(row.dataset)
}

/// One dataset.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: DatasetId,
) -> Result<Option<Dataset>, StoreError> {
    let row = headed::row(r, DATASETS, (owner.0, id.0), &keys.domain(Domain::Meta))?;
    row.map(|row| row.decode()).transpose()
}

/// All of an owner's datasets, in the order they were made.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<Dataset>, StoreError> {
    let mut datasets = Vec::new();
    headed::each(r, DATASETS, owner.0, |_, _| keys.domain(Domain::Meta), |dataset| datasets.push(dataset))?;
    Ok(datasets)
}

/// Writes a dataset anew: its name, or whether it is archived. Read it in the same transaction, because its
/// count is written too.
pub fn put(w: &Writer, keys: &Keyring, owner: UserId, dataset: &Dataset) -> Result<(), StoreError> {
    headed::rewrite(w, DATASETS, (owner.0, dataset.id.0), &keys.domain(Domain::Meta), dataset)
}

/// Removes a dataset with its examples and its history. Says whether there was one.
pub fn delete(w: &Writer, owner: UserId, id: DatasetId) -> Result<bool, StoreError> {
    let found = rows::remove(w, DATASETS, (owner.0, id.0))?;
    if found {
        rows::remove(w, DICTIONARIES, id.0)?;
        rows::remove_all(w, EXAMPLES, rows::under(id.0))?;
        rows::remove_all(w, CHANGES, rows::under(id.0))?;
    }
    Ok(found)
}

/// The keys of a dataset's examples; none when its owner has no such dataset.
pub(super) fn keys_of(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: DatasetId,
) -> Result<Option<DatasetKeys>, StoreError> {
    let Some(salt) = headed::salt(r, DATASETS, (owner.0, id.0))? else { return Ok(None) };
    let keys = keys.dataset(id.0, &salt);
    let dictionary = dictionary::get(r, &keys, id.0)?;
    Ok(Some(DatasetKeys { keys, dictionary }))
}

/// Begins to change a dataset's examples.
pub(super) fn edit(w: &Writer, keys: &Keyring, owner: UserId, id: DatasetId) -> Result<Editing, StoreError> {
    let gone = || StoreError::Gone { table: DATASETS.name };
    let meta_keys = keys.domain(Domain::Meta);
    let row = headed::row(w, DATASETS, (owner.0, id.0), &meta_keys)?.ok_or_else(gone)?;
    let keys = keys_of(w, keys, owner, id)?.ok_or_else(gone)?;
    Ok(Editing { keys, id, owner, meta_keys, row: row.decode()? })
}

impl Editing {
    /// How many examples the dataset had before.
    pub(super) fn count(&self) -> u64 {
        self.row.dataset.count
    }

    /// Trains the dictionary of a dataset that has none.
    pub(super) fn learn(&mut self, w: &Writer, samples: &[Zeroizing<Vec<u8>>]) -> Result<(), StoreError> {
        self.keys.dictionary = dictionary::train(w, &self.keys.keys, self.id.0, samples)?;
        Ok(())
    }

    /// An id for a new example. Ids of examples that are gone are not given out again.
    pub(super) fn next_example(&mut self) -> u64 {
        let id = self.row.next_example;
        self.row.next_example = id.saturating_add(1);
        id
    }

    /// Writes the dataset, with so many examples more and so many fewer.
    pub(super) fn finish(
        mut self,
        w: &Writer,
        now: Timestamp,
        more: u64,
        fewer: u64,
    ) -> Result<(), StoreError> {
        let dataset = &mut self.row.dataset;
        dataset.count = (dataset.count + more).saturating_sub(fewer);
        dataset.updated_at = now;
        headed::rewrite(w, DATASETS, (self.owner.0, self.id.0), &self.meta_keys, &self.row)
    }
}
