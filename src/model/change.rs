//! The history of a dataset: one entry for each mutation, with what is needed to take it back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::ChangeId;

/// A mutation of a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its place in the history.
    pub id: ChangeId,
    /// What was done.
    pub kind: ChangeKind,
    /// When.
    pub at: Timestamp,
    /// How many examples it touched.
    pub count: u64,
    /// When it was taken back; none while it stands.
    pub undone_at: Option<Timestamp>,
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Examples were added.
    Append,
    /// A file was imported.
    Import,
    /// Examples were edited.
    Edit,
    /// Examples were deleted.
    Delete,
}
