//! The history of a dataset, sealed with the dataset's own keys.
//!
//! ```text
//! (dataset, n « 16)              header of change n: what, when, which examples, how many parts
//! (dataset, n « 16 │ 1 ..)       parts: up to 256 examples as they were before
//! (dataset, n « 16 │ .. parts)   parts: up to 256 examples as they were after, once the change was taken back
//! ```
//!
//! An example is kept here as the JSON it was, so that taking a change back gives every member back. Only its
//! revision rises: who still holds an earlier one must not find theirs valid for something else.

mod record;
mod undo;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(super) use self::record::Recorder;
pub use self::undo::{UndoError, redo, undo};
use super::{Read, StoreError, datasets, datasets::DatasetKeys, rows, schema::CHANGES};
use crate::{
    crypto::keys::Keyring,
    model::{
        change::{Change, ChangeKind},
        id::{ChangeId, DatasetId, UserId},
    },
};

/// Bits of a key's second part that count the rows of one change.
const PART_BITS: u32 = 16;

#[derive(Serialize, Deserialize)]
struct Header {
    kind: ChangeKind,
    at: Timestamp,
    undone_at: Option<Timestamp>,
    /// Rises with each undo of the dataset; none while the change stands.
    undone_as: Option<u64>,
    /// Ids that were touched, as ranges with both ends.
    examples: Vec<(u64, u64)>,
    /// Rows with the examples before.
    befores: u64,
    /// Rows with the examples after, which follow those.
    afters: u64,
}

impl Header {
    fn into_change(self, number: u64) -> Change {
        Change {
            id: ChangeId(number),
            kind: self.kind,
            at: self.at,
            count: self.count(),
            undone_at: self.undone_at,
        }
    }

    fn count(&self) -> u64 {
        self.examples.iter().map(|(first, last)| last.saturating_sub(*first).saturating_add(1)).sum()
    }

    fn touches(&self, other: &Self) -> bool {
        self.examples.iter().any(|(first, last)| other.examples.iter().any(|(f, l)| f <= last && first <= l))
    }
}

/// A page of the history, the newest change first, and how many changes there are.
pub fn list(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    offset: usize,
    limit: usize,
) -> Result<(Vec<Change>, u64), StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok((Vec::new(), 0)) };
    let total = last_number(r, dataset)?;
    let numbers = (1..=total).rev().skip(offset).take(limit);
    let page = numbers.map(|number| Ok(header(r, &keys, dataset, number)?.into_change(number)));
    Ok((page.collect::<Result<_, StoreError>>()?, total))
}

/// The ids that changes after one have touched, as ranges with both ends. What was touched may be gone.
pub fn touched_since(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    after: ChangeId,
) -> Result<Vec<(u64, u64)>, StoreError> {
    let Some(keys) = datasets::keys_of(r, keys, owner, dataset)? else { return Ok(Vec::new()) };
    let numbers = after.0 + 1..=last_number(r, dataset)?;
    let ranges = numbers.map(|number| Ok(header(r, &keys, dataset, number)?.examples));
    Ok(ranges.collect::<Result<Vec<_>, StoreError>>()?.concat())
}

/// The number of the newest change, which is also how many there are: none is ever removed.
fn last_number(r: &impl Read, dataset: DatasetId) -> Result<u64, StoreError> {
    let last = rows::last_key(r, CHANGES, rows::under(dataset.0))?;
    Ok(last.map_or(0, |(_, seq)| seq >> PART_BITS))
}

fn header(r: &impl Read, keys: &DatasetKeys, dataset: DatasetId, number: u64) -> Result<Header, StoreError> {
    rows::get(r, CHANGES, keys, key(dataset, number, 0))?.ok_or(StoreError::Damaged { table: CHANGES.name })
}

fn key(dataset: DatasetId, number: u64, part: u64) -> (u64, u64) {
    (dataset.0, number << PART_BITS | part)
}
