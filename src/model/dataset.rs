//! Datasets: named collections of examples.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::DatasetId;

/// A dataset, without its examples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Its id.
    pub id: DatasetId,
    /// Its name, unique among its owner's.
    pub name: String,
    /// Put away: read-only, not offered, not lost.
    pub archived: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it or one of its examples last changed.
    pub updated_at: Timestamp,
    /// How many examples it holds.
    pub count: u64,
}
