//! Writing a change down, a part at a time, so that a change of any size needs little memory and no row grows
//! beyond its limit.

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Header, PART_BITS, key, last_number};
use crate::{
    model::{
        change::{Change, ChangeKind},
        id::{DatasetId, ExampleId},
    },
    store::{
        StoreError, Writer,
        datasets::{DatasetKeys, Editing},
        row::{self, Row},
        rows,
        schema::CHANGES,
    },
};

const MAX_EXAMPLES: usize = 256;
/// A part is closed once it has this much. One example may have more; it then has a part to itself.
const FULL_BYTES: usize = 4 << 20;

/// Collects what a change touches while it is being made.
pub(in crate::store) struct Recorder<'a> {
    number: u64,
    touched: BTreeSet<u64>,
    befores: Parts<'a>,
}

/// Rows with examples in them, one after the other.
pub(super) struct Parts<'a> {
    w: &'a Writer,
    keys: &'a DatasetKeys,
    dataset: DatasetId,
    number: u64,
    /// The part that is written next.
    next: u64,
    examples: Vec<Map<String, Value>>,
    bytes: usize,
}

impl<'a> Recorder<'a> {
    pub(in crate::store) fn begin(w: &'a Writer, editing: &'a Editing) -> Result<Self, StoreError> {
        let number = last_number(w, editing.id)? + 1;
        let befores = Parts::new(w, &editing.keys, editing.id, number, 1);
        Ok(Self { number, touched: BTreeSet::new(), befores })
    }

    /// Examples that were not there before, by their first and last id.
    pub(in crate::store) fn added(&mut self, ids: RangeInclusive<u64>) {
        self.touched.extend(ids);
    }

    /// An example as it is before the change. What is touched twice counts as it was before the first time.
    pub(in crate::store) fn before(&mut self, id: ExampleId, row: &Row) -> Result<(), StoreError> {
        if self.touched.insert(id.0) { self.befores.push(row) } else { Ok(()) }
    }

    /// Whether nothing was touched.
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// Writes what is left and gives the change.
    pub(in crate::store) fn finish(self, kind: ChangeKind, at: Timestamp) -> Result<Change, StoreError> {
        let Self { number, touched, befores } = self;
        let (w, keys, dataset) = (befores.w, befores.keys, befores.dataset);
        let header = Header {
            kind,
            at,
            undone_at: None,
            undone_as: None,
            examples: ranges(touched),
            befores: befores.finish()? - 1,
            afters: 0,
        };
        rows::insert(w, CHANGES, keys, key(dataset, number, 0), &header)?;
        Ok(header.into_change(number))
    }
}

impl<'a> Parts<'a> {
    pub(super) fn new(
        w: &'a Writer,
        keys: &'a DatasetKeys,
        dataset: DatasetId,
        number: u64,
        first: u64,
    ) -> Self {
        Self { w, keys, dataset, number, next: first, examples: Vec::new(), bytes: 0 }
    }

    pub(super) fn push(&mut self, row: &Row) -> Result<(), StoreError> {
        let is_full = self.examples.len() >= MAX_EXAMPLES || self.bytes + row.json.len() > FULL_BYTES;
        if is_full && !self.examples.is_empty() {
            self.flush()?;
        }
        self.bytes += row.json.len();
        self.examples.push(row.decode()?);
        Ok(())
    }

    /// Writes what is left and gives the number of the part that would be next.
    pub(super) fn finish(mut self) -> Result<u64, StoreError> {
        if !self.examples.is_empty() {
            self.flush()?;
        }
        Ok(self.next)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.next >> PART_BITS != 0 {
            return Err(StoreError::TooLarge);
        }
        let key = key(self.dataset, self.number, self.next);
        rows::insert_json(self.w, CHANGES, self.keys, key, 1, &row::encode(&self.examples)?)?;
        self.next += 1;
        self.examples.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// Rising ids as ranges with both ends.
fn ranges(ids: BTreeSet<u64>) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for id in ids {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => ranges.push((id, id)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_ids_are_written_as_one_range() {
        assert_eq!(ranges(BTreeSet::from([1, 2, 3, 7, 9, 10])), [(1, 3), (7, 7), (9, 10)]);
        assert_eq!(ranges(BTreeSet::new()), []);
    }
}
