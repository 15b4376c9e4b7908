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

/// The format that this version writes.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Format {
    /// The file's format, as a number that rises.
    v: u32,
    /// The oldest format whose programs can still read the file.
    min_reader: u32,
    db_uuid: Bytes<16>,
    /// The version of dsforge that made the file, for whoever looks for a fault.
    app_version: String,
}

#[derive(Default, Serialize, Deserialize)]
struct NextIds {
    next: BTreeMap<String, u64>,
}

/// The file's name, when its format can be read.
pub(super) fn read_format(r: &impl Read) -> Result<DbId, StoreError> {
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
        Ok(Readers { v, min_reader }) if min_reader > FORMAT => Err(StoreError::Newer { found: v }),
        Ok(_) => {
            serde_json::from_slice(value.value()).map(|format: Format| *format.db_uuid.0).map_err(|_| damaged)
        }
        Err(_) => Err(damaged),
    }
}

/// Makes every table of an empty file, and its name.
pub(super) fn create(db: &Database) -> Result<DbId, StoreError> {
    let id = rng::bytes()?;
    let w = Writer { txn: db.begin_write()?, db: id };
    schema::create_tables(&w)?;
    let app_version = env!("CARGO_PKG_VERSION").to_owned();
    let format = Format { v: FORMAT, min_reader: FORMAT, db_uuid: Bytes::new(id), app_version };
    w.open(META.rows)?.insert("format", encode(&format)?.as_slice())?;
    w.txn.commit()?;
    Ok(id)
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
