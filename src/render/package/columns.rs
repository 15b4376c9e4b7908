//! The columns of a table, found in its first lines.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use serde_json::{Map, Value};

/// Lines that are looked at before the first is written.
const LOOKED_AT: usize = 1000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Number,
    Truth,
    /// What is none of these, as JSON.
    Json,
}

impl Kind {
    /// Whether a column of this kind can say a value.
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Text | Self::Json => true,
            Self::Whole => value.is_null() || value.is_i64(),
            Self::Number => value.is_null() || value.is_number(),
            Self::Truth => value.is_null() || value.is_boolean(),
        }
    }
}

/// A column by its member.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

pub(super) type Row = Map<String, Value>;

/// The columns of all tables of a folder, once the first of them has them: whoever reads them as one wants the same
/// in each.
#[derive(Clone, Debug, Default)]
pub struct Columns(Arc<OnceLock<Vec<Column>>>);

impl Columns {
    /// What the first table found.
    pub(super) fn known(&self) -> Option<Vec<Column>> {
        self.0.get().cloned()
    }

    /// These, where none were known.
    pub(super) fn settle(&self, found: Vec<Column>) -> Vec<Column> {
        self.0.get_or_init(|| found).clone()
    }
}

/// Holds the first lines back until there are enough of them to know the columns.
#[derive(Default)]
pub(super) struct Waiting(Vec<Row>);

impl Waiting {
    /// One more line. Gives the columns, and all lines so far, once it is time.
    pub(super) fn push(&mut self, row: Row) -> Option<(Vec<Column>, Vec<Row>)> {
        self.0.push(row);
        (self.0.len() >= LOOKED_AT).then(|| self.take())
    }

    /// The columns of what there is.
    pub(super) fn take(&mut self) -> (Vec<Column>, Vec<Row>) {
        let rows = std::mem::take(&mut self.0);
        let mut columns: Vec<Column> = Vec::new();
        for (name, value) in rows.iter().flatten() {
            let kind = kind(value);
            match (columns.iter_mut().find(|column| column.name == *name), kind) {
                (None, kind) => {
                    // A column of nothing but null is text until something else is seen.
                    columns.push(Column { name: name.clone(), kind: kind.unwrap_or(Kind::Text) });
                }
                (Some(_), None) => {}
                (Some(column), Some(kind)) => {
                    column.kind = both(column.kind, kind, &rows, name);
                }
            }
        }
        (columns, rows)
    }
}

/// A line as a row.
pub(super) fn row(line: &str) -> io::Result<Row> {
    Ok(serde_json::from_str(line)?)
}

/// A member that only a later line has would be lost silently.
pub(super) fn check(row: &Row, columns: &[Column]) -> io::Result<()> {
    match row.keys().find(|name| columns.iter().all(|column| column.name != **name)) {
        None => Ok(()),
        Some(name) => Err(io::Error::other(format!(
            "a later row has the member `{name}`, which the first {LOOKED_AT} rows lack; a table needs the same in each"
        ))),
    }
}

/// So would a value of another kind than its column's.
pub(super) fn check_kinds(row: &Row, columns: &[Column]) -> io::Result<()> {
    let says = |column: &&Column| row.get(&column.name).is_none_or(|value| column.kind.holds(value));
    match columns.iter().find(|column| !says(column)) {
        None => Ok(()),
        Some(Column { name, .. }) => Err(io::Error::other(format!(
            "a later row has another kind of value under `{name}` than the first {LOOKED_AT} rows; a table needs the \
             same in each"
        ))),
    }
}

/// A value as the text of a cell; none where there is nothing.
pub(super) fn cell(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Null => return None,
        Value::String(_) => Kind::Text,
        Value::Bool(_) => Kind::Truth,
        Value::Number(number) if number.is_i64() => Kind::Whole,
        Value::Number(_) => Kind::Number,
        Value::Array(_) | Value::Object(_) => Kind::Json,
    })
}

fn both(so_far: Kind, next: Kind, rows: &[Row], name: &str) -> Kind {
    let only_null = || rows.iter().filter_map(|row| kind(row.get(name)?)).all(|kind| kind == next);
    match (so_far, next) {
        (a, b) if a == b => a,
        (Kind::Text, _) if only_null() => next,
        (Kind::Whole, Kind::Number) | (Kind::Number, Kind::Whole) => Kind::Number,
        _ => Kind::Json,
    }
}
