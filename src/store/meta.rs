//! What the file says of itself: its format, its name, and the next id of each table.

use std::collections::BTreeMap;

use redb::{Database, ReadableTable};
use serde::{Deserialize, Serialize};

use super::{
    Read, StoreError, Writer,
    clear::{self, Bytes},
    row::encode,
    schema::{self, META},
};
use crate::crypto::{DbId, rng};

/// What a file is.
pub(super) struct Format {
    /// Its format.
    pub(super) v: u32,
    /// Its name.
    pub(super) id: DbId,
}

#[derive(Serialize, Deserialize)]
struct FormatRow {
    /// The file's format, as a number that rises.
    v: u32,
    /// The oldest format whose programs can still read the file.
    min_reader: u32,
    db_uuid: Bytes<16>,
    /// The version of dsforge that made the file or migrated it, for whoever looks for a fault.
    app_version: String,
}

#[derive(Default, Serialize, Deserialize)]
struct NextIds {
    next: BTreeMap<String, u64>,
}

/// The file's format and name, if it can be read by a program that writes the format `ours`.
pub(super) fn read_format(r: &impl Read, ours: u32) -> Result<Format, StoreError> {
    #[derive(Deserialize)]
    struct Readers {
        v: u32,
        min_reader: u32,
    }
    let damaged = StoreError::Damaged { table: META.name };
    let table = r.table(META.rows)?;
    let Some(value) = table.get("format")? else { return Err(damaged) };
    // A newer format may have other members, so who may read is looked at first.
    match serde_json::from_slice(value.value()) {
        Ok(Readers { v, min_reader }) if min_reader > ours => Err(StoreError::Newer { found: v }),
        Ok(Readers { v, .. }) if v > 0 => {
            let row: FormatRow = serde_json::from_slice(value.value()).map_err(|_| damaged)?;
            Ok(Format { v, id: *row.db_uuid.0 })
        }
        _ => Err(damaged),
    }
}

/// Makes every table of an empty file, and its name.
pub(super) fn create(db: &Database, format: u32) -> Result<DbId, StoreError> {
    let id = rng::bytes()?;
    let w = Writer { txn: db.begin_write()?, db: id };
    schema::create_tables(&w)?;
    put_format(&w, format)?;
    w.txn.commit()?;
    Ok(id)
}

/// Says that the file is of this format, which only programs that know it can read.
pub(super) fn put_format(w: &Writer, format: u32) -> Result<(), StoreError> {
    let app_version = env!("CARGO_PKG_VERSION").to_owned();
    let row = FormatRow { v: format, min_reader: format, db_uuid: Bytes::new(&w.db), app_version };
    w.open(META.rows)?.insert("format", encode(&row)?.as_slice())?;
    Ok(())
}

#[derive(Default, Serialize, Deserialize)]
struct Compaction {
    due: bool,
}

/// Whether something that was overwritten must not stay in the file.
pub(super) fn compact_due(r: &impl Read) -> Result<bool, StoreError> {
    let compaction: Compaction = clear::get_named(r, META, "compact_due")?.unwrap_or_default();
    Ok(compaction.due)
}

/// Notes it, or that it is gone.
pub(super) fn set_compact_due(w: &Writer, due: bool) -> Result<(), StoreError> {
    clear::put_named(w, META, "compact_due", &Compaction { due })
}

/// An id for a new row. It is given out once, even when the row goes again.
pub(super) fn next_id(w: &Writer, table: &'static str) -> Result<u64, StoreError> {
    let mut ids: NextIds = clear::get_named(w, META, "next_id")?.unwrap_or_default();
    let next = ids.next.entry(table.to_owned()).or_insert(1);
    let id = *next;
    *next = id.checked_add(1).ok_or(StoreError::Damaged { table: META.name })?;
    clear::put_named(w, META, "next_id", &ids)?;
    Ok(id)
}
