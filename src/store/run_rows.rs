//! Sets of slot values whose candidates are not made yet, in chunks. A run of any size begins with its first
//! chunk; each of the others is taken from here when its turn comes.

use super::{StoreError, Writer, rows, runs::RunKeys, schema::RUN_ROWS};
use crate::model::slot::SlotValues;

/// Keeps a chunk, under the number of its first row.
pub fn insert(w: &Writer, keys: &RunKeys, first: u64, chunk: &[SlotValues]) -> Result<(), StoreError> {
    keys.check(w)?;
    rows::insert(w, RUN_ROWS, &keys.space(), (keys.run.0, first), &chunk)
}

/// Takes the chunk that begins with this row, so that it is there no more.
pub fn take(w: &Writer, keys: &RunKeys, first: u64) -> Result<Option<Vec<SlotValues>>, StoreError> {
    let key = (keys.run.0, first);
    let chunk = rows::get(w, RUN_ROWS, &keys.space(), key)?;
    rows::remove(w, RUN_ROWS, key)?;
    Ok(chunk)
}

/// Forgets every chunk: the run has ended without them.
pub fn clear(w: &Writer, keys: &RunKeys) -> Result<(), StoreError> {
    rows::remove_all(w, RUN_ROWS, rows::under(keys.run.0))
}
