//! One row of a file, before anybody knows what it means.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::fault::Fault;

/// The longest row that is read, in bytes of text.
pub(super) const LONGEST_ROW: usize = 32 << 20;

/// A row.
pub(super) struct Record {
    /// Its line or place in the file, from 1.
    pub(super) number: u64,
    /// What it says.
    pub(super) members: Result<Map<String, Value>, Fault>,
}

/// What takes records until it has enough.
pub(super) type Each<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;

impl Record {
    pub(super) fn of(number: u64, value: Value) -> Self {
        let members = match value {
            Value::Object(members) => Ok(members),
            _ => Err(Fault::new("it is no JSON object")),
        };
        Self { number, members }
    }

    pub(super) fn fault(number: u64, words: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self { number, members: Err(Fault::new(words)) }
    }
}

/// What is wrong with the JSON of a row. serde's own words would do, if they did not name a line of their own.
pub(super) fn not_json(number: u64, error: &serde_json::Error) -> Record {
    Record::fault(number, format!("it is no valid JSON (column {})", error.column()))
}
