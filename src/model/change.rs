//! The history of a dataset: one entry for each mutation, with what is needed to take it back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    example::Example,
    id::{ChangeId, ExampleId},
};

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
    /// Examples were edited.
    Edit,
    /// Examples were deleted.
    Delete,
}

/// One example that a change touched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Touched {
    /// Which.
    pub example: ExampleId,
    /// The example before; none when the change added it.
    pub before: Option<Example>,
    /// The example after; filled in when the change is taken back, so that it can be done again.
    pub after: Option<Example>,
}
