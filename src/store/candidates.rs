//! Candidates, sealed for their run. None is ever removed, so the next id follows the highest.

use super::{Read, StoreError, Writer, rows, runs::RunKeys, schema::CANDIDATES};
use crate::model::{candidate::Candidate, id::CandidateId};

/// Adds a candidate to its run. Its id is set here, higher than every one before.
pub fn insert(w: &Writer, keys: &RunKeys, mut candidate: Candidate) -> Result<Candidate, StoreError> {
    keys.check(w)?;
    let last = rows::last_key(w, CANDIDATES, rows::under(keys.run.0))?;
    candidate.id = CandidateId(last.map_or(1, |(_, id)| id.saturating_add(1)));
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
