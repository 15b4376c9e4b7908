//! Backups: everything as one reader sees it, written to a new file, read back and compared, and only then given
//! its name. A copy of the file of a running program is no backup: it is torn between two of its states.

use std::{
    fs,
    fs::File,
    path::{Path, PathBuf},
};

use redb::{Key, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition};
use redb::{TableError, TableHandle, WriteTransaction};
use sha2::{Digest, Sha256};

use super::{
    Reader, StoreError, file,
    migrate::MIGRATIONS,
    schema::{One, Three, Two},
};
use crate::crypto::rng;

/// A backup that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Rows of all tables.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
}

/// A backup to be read once. Its file is gone when this is dropped.
pub struct Snapshot {
    file: File,
    bytes: u64,
    path: Vanishing,
}

impl Snapshot {
    /// The backup from its beginning, its size in bytes, and what keeps its file there.
    pub fn into_parts(self) -> (File, u64, Vanishing) {
        (self.file, self.bytes, self.path)
    }
}

/// What begins the names of files that are gone when all is well.
const SNAPSHOT: &str = "snapshot-";

/// Writes a backup. Where a file of this name is already, nothing is done to it.
pub(super) fn write(r: &Reader, to: &Path) -> Result<Written, StoreError> {
    if to.try_exists()? {
        return Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists).into());
    }
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    let part = Vanishing(name.into());
    part.remove()?;
    let written = write_part(r, &part.0)?;
    fs::rename(&part.0, to)?;
    file::sync_folder(file::folder_of(to))?;
    Ok(written)
}

/// Writes a backup beside `path` and opens it.
pub(super) fn snapshot(r: &Reader, path: &Path) -> Result<Snapshot, StoreError> {
    let part = vanishing_beside(path)?;
    let bytes = write_part(r, &part.0)?.bytes;
    Ok(Snapshot { file: File::open(&part.0)?, bytes, path: part })
}

/// A name beside `path` that nothing has yet, for a file that is gone when all is well.
pub(super) fn vanishing_beside(path: &Path) -> Result<Vanishing, StoreError> {
    let number = u64::from_be_bytes(rng::bytes()?);
    let name = [&name_of(path), ".", SNAPSHOT, &format!("{number:016x}")].concat();
    Ok(Vanishing(path.with_file_name(name)))
}

/// Removes what an earlier process left when it was killed.
pub(super) fn sweep(path: &Path) -> Result<(), StoreError> {
    let left_over = [&name_of(path), ".", SNAPSHOT].concat();
    for entry in fs::read_dir(file::folder_of(path))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&left_over) {
            Vanishing(entry.path()).remove()?;
        }
    }
    Ok(())
}

/// A copy of a backup that was found whole and lies ready beside the place of the data file.
pub struct Ready {
    copy: Vanishing,
    path: PathBuf,
}

/// Copies a backup and checks the copy: that it is whole, and that this version can read it. The backup itself is
/// not touched, and neither is the data file at `path`, which no program may have open.
pub fn prepare_restore(backup: &Path, path: &Path) -> Result<Ready, StoreError> {
    file::refuse_in_use(backup)?;
    file::refuse_in_use(path)?;
    file::make_folder(file::folder_of(path))?;
    let mut name = path.as_os_str().to_owned();
    name.push(".restoring");
    let copy = Vanishing(name.into());
    copy.remove()?;
    file::copy_privately(backup, &copy.0)?;
    file::check_whole(&copy.0, MIGRATIONS)?;
    Ok(Ready { copy, path: path.to_owned() })
}

impl Ready {
    /// Puts the copy where the data file is to be. There must be none.
    pub fn put_in_place(self) -> Result<(), StoreError> {
        if self.path.try_exists()? {
            return Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists).into());
        }
        file::put_in_place(&self.copy.0, &self.path)
    }
}

fn write_part(r: &Reader, part: &Path) -> Result<Written, StoreError> {
    let db = file::create_empty(part)?;
    let txn = db.begin_write()?;
    let contents = go_through(&r.txn, Some(&txn))?;
    txn.commit()?;
    db.close()?;
    let file = File::open(part)?;
    file.sync_all()?;
    let copy = file::look_at(part)?;
    if go_through(&copy.begin_read()?, None)? != contents {
        return Err(StoreError::DAMAGED_FILE);
    }
    Ok(Written { rows: contents.rows, bytes: file.metadata()?.len() })
}

/// What a file holds: two that hold the same give the same.
#[derive(PartialEq, Eq)]
struct Contents {
    rows: u64,
    digest: [u8; 32],
}

/// Reads every row of every table, also of those that only a newer version knows, and copies them if it is told
/// where to.
fn go_through(from: &ReadTransaction, to: Option<&WriteTransaction>) -> Result<Contents, StoreError> {
    let mut through = Through { to, rows: 0, digest: Sha256::new() };
    for table in from.list_tables()? {
        let name = table.name();
        // Only redb knows how a table is keyed, and it says so when it is asked for the wrong thing.
        if let Some(table) = keyed_by::<&str>(from, name)? {
            through.table(name, table)?;
        } else if let Some(table) = keyed_by::<One>(from, name)? {
            through.table(name, table)?;
        } else if let Some(table) = keyed_by::<Two>(from, name)? {
            through.table(name, table)?;
        } else if let Some(table) = keyed_by::<Three>(from, name)? {
            through.table(name, table)?;
        } else {
            return Err(StoreError::DAMAGED_FILE);
        }
    }
    Ok(Contents { rows: through.rows, digest: through.digest.finalize().into() })
}

fn keyed_by<K: Key + 'static>(
    from: &ReadTransaction,
    name: &str,
) -> Result<Option<ReadOnlyTable<K, &'static [u8]>>, StoreError> {
    match from.open_table(TableDefinition::new(name)) {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableTypeMismatch { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

struct Through<'a> {
    to: Option<&'a WriteTransaction>,
    rows: u64,
    digest: Sha256,
}

impl Through<'_> {
    fn table<K: Key + 'static>(
        &mut self,
        name: &str,
        table: ReadOnlyTable<K, &'static [u8]>,
    ) -> Result<(), StoreError> {
        let definition: TableDefinition<'_, K, &[u8]> = TableDefinition::new(name);
        let mut copy = self.to.map(|to| to.open_table(definition)).transpose()?;
        self.take(name.as_bytes());
        for entry in table.iter()? {
            let (key, value) = entry?;
            self.take(K::as_bytes(&key.value()).as_ref());
            self.take(value.value());
            self.rows += 1;
            if let Some(copy) = &mut copy {
                copy.insert(key.value(), value.value())?;
            }
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) {
        self.digest.update((bytes.len() as u64).to_be_bytes());
        self.digest.update(bytes);
    }
}

/// A file that is removed when this is dropped, if it still has this name.
pub struct Vanishing(PathBuf);

impl Vanishing {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn remove(&self) -> std::io::Result<()> {
        file::remove_if_there(&self.0)
    }
}

impl Drop for Vanishing {
    fn drop(&mut self) {
        // What stays is removed at the next start.
        drop(self.remove());
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
