//! Taking a change back and doing it again. Neither is a change itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Header, header, key, last_number, record::Parts};
use crate::{
    crypto::keys::Keyring,
    model::{
        change::Change,
        id::{ChangeId, DatasetId, UserId},
    },
    store::{
        StoreError, Writer,
        datasets::{self, Editing},
        row, rows,
        schema::{CHANGES, EXAMPLES},
    },
};

/// Why nothing was taken back or done again.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// No change stands, or none was taken back, or not the one that was asked for.
    #[error("there is nothing to undo or redo")]
    NothingToUndo,
    /// What it touched has been changed since.
    #[error("a later change touches the same examples: undo that one first")]
    LaterChange,
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes back the newest change that stands, or the given one. One that a later change builds on stays.
pub fn undo(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    change: Option<ChangeId>,
    now: Timestamp,
) -> Result<Change, UndoError> {
    let editing = datasets::edit(w, keys, owner, dataset)?;
    let headers = headers(w, &editing)?;
    let standing = |(_, header): &(&u64, &Header)| header.undone_at.is_none();
    let number = match change {
        Some(change) => change.0,
        None => *headers.iter().rev().find(standing).ok_or(UndoError::NothingToUndo)?.0,
    };
    let undone_as = headers.values().filter_map(|header| header.undone_as).max().map_or(1, |last| last + 1);
    let mut header = take(headers, number, |header| header.undone_at.is_none())?;

    let first_after = header.befores + 1;
    let mut afters = Parts::new(w, &editing.keys, dataset, number, first_after);
    let present = clear_away(w, &editing, &header, Some(&mut afters))?;
    header.afters = afters.finish()? - first_after;
    let restored = restore(w, &editing, number, 1..=header.befores, &present)?;

    header.undone_at = Some(now);
    header.undone_as = Some(undone_as);
    finish(w, editing, number, header, now, (restored, present.len()))
}

/// Does the change again that was taken back last, unless a later change touches the same examples.
pub fn redo(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    dataset: DatasetId,
    now: Timestamp,
) -> Result<Change, UndoError> {
    let editing = datasets::edit(w, keys, owner, dataset)?;
    let headers = headers(w, &editing)?;
    let last = headers.iter().max_by_key(|(_, header)| header.undone_as).map(|(number, _)| *number);
    let number = last.ok_or(UndoError::NothingToUndo)?;
    let mut header = take(headers, number, |header| header.undone_as.is_some())?;

    let present = clear_away(w, &editing, &header, None)?;
    let parts = header.befores + 1..=header.befores + header.afters;
    let restored = restore(w, &editing, number, parts.clone(), &present)?;
    for part in parts {
        rows::remove(w, CHANGES, key(dataset, number, part))?;
    }

    header.afters = 0;
    header.undone_at = None;
    header.undone_as = None;
    finish(w, editing, number, header, now, (restored, present.len()))
}

/// Every change of the dataset, by number.
fn headers(w: &Writer, editing: &Editing) -> Result<BTreeMap<u64, Header>, StoreError> {
    let numbers = 1..=last_number(w, editing.id)?;
    numbers.map(|number| Ok((number, header(w, &editing.keys, editing.id, number)?))).collect()
}

/// The change of this number, if it may be moved: it is `ready`, and no later change that stands touches what
/// it touches.
fn take(
    mut headers: BTreeMap<u64, Header>,
    number: u64,
    ready: impl FnOnce(&Header) -> bool,
) -> Result<Header, UndoError> {
    let later = headers.split_off(&number.saturating_add(1));
    let header = headers.remove(&number).filter(ready).ok_or(UndoError::NothingToUndo)?;
    let blocks = |later: &Header| later.undone_at.is_none() && later.touches(&header);
    if later.values().any(blocks) { Err(UndoError::LaterChange) } else { Ok(header) }
}

/// Removes every example of a change that is there, keeping them in `parts` if it is given. Gives the revision
/// that each of them had.
fn clear_away(
    w: &Writer,
    editing: &Editing,
    header: &Header,
    mut parts: Option<&mut Parts<'_>>,
) -> Result<BTreeMap<u64, u64>, StoreError> {
    let mut present = BTreeMap::new();
    for id in header.examples.iter().flat_map(|(first, last)| *first..=*last) {
        let key = (editing.id.0, id);
        if let Some(row) = rows::row(w, EXAMPLES, &editing.keys, key)? {
            if let Some(parts) = &mut parts {
                parts.push(&row)?;
            }
            rows::remove(w, EXAMPLES, key)?;
            present.insert(id, row.rev);
        }
    }
    Ok(present)
}

/// Puts back the examples of some parts, and says how many. One that replaces another gets the next revision.
fn restore(
    w: &Writer,
    editing: &Editing,
    number: u64,
    parts: impl IntoIterator<Item = u64>,
    present: &BTreeMap<u64, u64>,
) -> Result<usize, StoreError> {
    let damaged = StoreError::Damaged { table: CHANGES.name };
    let mut restored = 0;
    for part in parts {
        let key = key(editing.id, number, part);
        let Some(examples) = rows::get::<_, Vec<Map<String, Value>>>(w, CHANGES, &editing.keys, key)? else {
            return Err(damaged);
        };
        for mut example in examples {
            let member = |name| example.get(name).and_then(Value::as_u64);
            let (Some(id), Some(rev)) = (member("id"), member("rev")) else { return Err(damaged) };
            let rev = present.get(&id).map_or(rev, |rev| rev.saturating_add(1));
            example.insert("rev".to_owned(), rev.into());
            let json = row::encode(&example)?;
            rows::insert_json(w, EXAMPLES, &editing.keys, (editing.id.0, id), rev, &json)?;
            restored += 1;
        }
    }
    Ok(restored)
}

fn finish(
    w: &Writer,
    editing: Editing,
    number: u64,
    header: Header,
    now: Timestamp,
    (more, fewer): (usize, usize),
) -> Result<Change, UndoError> {
    rows::rewrite(w, CHANGES, &editing.keys, key(editing.id, number, 0), &header)?;
    editing.finish(w, now, more as u64, fewer as u64)?;
    Ok(header.into_change(number))
}
