//! Drafts: what a page has not saved yet and must not lose.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something unfinished, under a key that the page chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The page's name for it.
    pub key: String,
    /// What it is, known to the page alone.
    pub value: Value,
    /// When it was last put.
    pub updated_at: Timestamp,
}
