//! Bringing an older file up to date: all steps in one transaction, after a backup of what was there. A table
//! that is merely new needs no step; it is made whenever the file is opened.

use std::path::Path;

use redb::{Database, ReadableDatabase};

use super::{Reader, StoreError, Writer, aside, backup, meta};
use crate::crypto::DbId;

/// Turns a file of one format into one of the next.
pub(super) type Migration = fn(&Writer) -> Result<(), StoreError>;

/// The first turns format 1 into format 2, and so on. There is only format 1 so far.
pub(super) const MIGRATIONS: &[Migration] = &[];

/// The format that is reached in the end, and that new files have.
pub(super) fn newest(migrations: &[Migration]) -> u32 {
    1 + u32::try_from(migrations.len()).unwrap_or(u32::MAX - 1)
}

/// Migrates an older file. A newer one that may be read is left as it is.
pub(super) fn run(
    db: &Database,
    id: DbId,
    path: Option<&Path>,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    let newest = newest(migrations);
    let reader = Reader { txn: db.begin_read()?, db: id };
    let found = meta::read_format(&reader, newest)?.v;
    if found >= newest {
        return Ok(());
    }
    if let Some(path) = path {
        backup::write(&reader, &aside::free_name(path, &format!("bak-{found}")))?;
    }
    drop(reader);
    let w = Writer { txn: db.begin_write()?, db: id };
    for migration in migrations.iter().skip(found as usize - 1) {
        migration(&w)?;
    }
    meta::put_format(&w, newest)?;
    Ok(w.txn.commit()?)
}
