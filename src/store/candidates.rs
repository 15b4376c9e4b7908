//! Candidates, sealed for their run. None is ever removed, so the next id follows the highest.

use std::{collections::HashMap, ops::ControlFlow};

use serde::{Deserialize, de::IgnoredAny};

use super::{Read, StoreError, Writer, rows, rows::Order, runs::RunKeys, schema::CANDIDATES};
use crate::model::{
    candidate::{Candidate, CandidateState, ErrorKind, Verdict},
    id::CandidateId,
};

/// What lists and queues need to know of a candidate, without its texts.
#[derive(Clone, Debug, Deserialize)]
pub struct Head {
    /// Its id.
    pub id: CandidateId,
    /// The card it belongs to.
    pub position: u64,
    /// The row it answers.
    pub row: u64,
    /// Which variation of the row.
    pub variation_index: u32,
    /// Where it stands.
    pub state: CandidateState,
    /// Who answers.
    pub model: String,
    /// What the person decided.
    pub verdict: Verdict,
    error: Option<HeadError>,
    variation: Option<IgnoredAny>,
}

#[derive(Clone, Debug, Deserialize)]
struct HeadError {
    kind: ErrorKind,
}

impl Head {
    /// Why it failed.
    pub fn cause(&self) -> Option<ErrorKind> {
        self.error.as_ref().map(|error| error.kind)
    }

    /// Whether the prompt that it answers is known.
    pub fn has_variation(&self) -> bool {
        self.variation.is_some()
    }
}

/// Adds a candidate to its run. Its id is set here, higher than every one before.
pub fn insert(w: &Writer, keys: &RunKeys, mut candidate: Candidate) -> Result<Candidate, StoreError> {
    keys.check(w)?;
    candidate.id = CandidateId(last_id(w, keys)?.0.saturating_add(1));
    rows::insert(w, CANDIDATES, &keys.space(), (keys.run.0, candidate.id.0), &candidate)?;
    Ok(candidate)
}

/// Writes a candidate anew.
pub fn put(w: &Writer, keys: &RunKeys, candidate: &Candidate) -> Result<(), StoreError> {
    rows::rewrite(w, CANDIDATES, &keys.space(), (keys.run.0, candidate.id.0), candidate).map(drop)
}

/// One candidate.
pub fn get(r: &impl Read, keys: &RunKeys, id: CandidateId) -> Result<Option<Candidate>, StoreError> {
    rows::get(r, CANDIDATES, &keys.space(), (keys.run.0, id.0))
}

/// All candidates of a run, by id.
pub fn list(r: &impl Read, keys: &RunKeys) -> Result<Vec<Candidate>, StoreError> {
    rows::all(r, CANDIDATES, &keys.space(), rows::under(keys.run.0))
}

/// A page of candidates, by id.
pub fn page(
    r: &impl Read,
    keys: &RunKeys,
    offset: usize,
    limit: usize,
) -> Result<Vec<Candidate>, StoreError> {
    rows::page(r, CANDIDATES, &keys.space(), rows::under(keys.run.0), Order::Oldest, (offset, limit))
}

/// The highest id so far; 0 when there is none.
pub fn last_id(r: &impl Read, keys: &RunKeys) -> Result<CandidateId, StoreError> {
    let last = rows::last_key(r, CANDIDATES, rows::under(keys.run.0))?;
    Ok(CandidateId(last.map_or(0, |(_, id)| id)))
}

/// How many there are. None is ever removed, so it is the highest id.
pub fn count(r: &impl Read, keys: &RunKeys) -> Result<u64, StoreError> {
    Ok(last_id(r, keys)?.0)
}

/// The heads of the candidates after one, by id.
pub fn heads_after(
    r: &impl Read,
    keys: &RunKeys,
    after: CandidateId,
    mut each: impl FnMut(Head),
) -> Result<(), StoreError> {
    let range = (keys.run.0, after.0.saturating_add(1))..=(keys.run.0, u64::MAX);
    rows::scan(r, CANDIDATES, &keys.space(), range, Order::Oldest, 0, |head| {
        each(head);
        ControlFlow::Continue(())
    })
}

/// Every candidate of a row, by id.
pub fn of_row(r: &impl Read, keys: &RunKeys, row: u64) -> Result<Vec<Candidate>, StoreError> {
    let mut ids = Vec::new();
    heads_after(r, keys, CandidateId(0), |head| {
        if head.row == row {
            ids.push(head.id);
        }
    })?;
    ids.into_iter().filter_map(|id| get(r, keys, id).transpose()).collect()
}

/// The newest candidate of each card, in the order of the cards.
pub fn newest_heads(r: &impl Read, keys: &RunKeys) -> Result<Vec<Head>, StoreError> {
    let mut newest: HashMap<u64, Head> = HashMap::new();
    heads_after(r, keys, CandidateId(0), |head| {
        newest.insert(head.position, head);
    })?;
    let mut newest: Vec<Head> = newest.into_values().collect();
    newest.sort_unstable_by_key(|head| head.position);
    Ok(newest)
}
