//! Opening the file: what is a new one, what is ours, and what must not be touched.
//!
//! redb takes an empty file for a new database. A marker beside the data file says that there was one, so that
//! lost data is never mistaken for a fresh start.

use std::{
    cell::Cell,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use redb::{Builder, Database, DatabaseError, ReadOnlyDatabase, ReadableDatabase, StorageBackend};

use super::{
    Reader, StoreError, Writer, backup, meta,
    migrate::{self, Migration},
    schema,
};
use crate::crypto::DbId;

/// redb would take 1 GiB.
const CACHE_BYTES: usize = 64 << 20;

/// Up to this size, every page is checked when the file is opened, which takes half a second at most once the
/// system has read it. A larger file is opened as it is: its sealed rows authenticate themselves one by one as
/// they are read, values in clear are checked as they are decoded.
pub(super) const CHECKED_BYTES: u64 = 256 << 20;

const MARKER_TEXT: &str = "The data file beside this note belongs to dsforge. While this note is here, dsforge will not\n\
     begin a new file in its place when the data file is gone.\n";

/// Opens the file, or begins one where there never was one. An older one is brought up to date.
pub(super) fn open(path: &Path, migrations: &[Migration]) -> Result<(Database, DbId), StoreError> {
    let marker = marker(path);
    let size = match fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error.into()),
    };
    let opened = match (size, marker.try_exists()?) {
        (0, true) => return Err(StoreError::Missing),
        (0, false) => begin(path, migrations)?,
        // A file that never got as far as its marker may not have got as far as its tables either.
        (_, false) => guarded(|| open_or_finish(path, size, migrations))?,
        (_, true) => guarded(|| open_existing(path, size, migrations))?,
    };
    if !marker.try_exists()? {
        write_durably(&marker, MARKER_TEXT.as_bytes())?;
    }
    backup::sweep(path)?;
    let (db, id) = opened;
    guarded(|| {
        bring_up_to_date(&db, id, Some(path), migrations)?;
        Ok((without_leftovers(db, id, || reopen(path))?, id))
    })
}

/// Opens what a backend holds, or begins there.
pub(super) fn open_backend(
    backend: impl StorageBackend,
    migrations: &[Migration],
) -> Result<(Database, DbId), StoreError> {
    guarded(|| {
        let db = builder().create_with_backend(backend)?;
        let (db, id) = identified(db, migrations)?;
        bring_up_to_date(&db, id, None, migrations)?;
        Ok((db, id))
    })
}

/// Opens a file again that this process has had open, after redb gave up on it.
pub(super) fn reopen(path: &Path) -> Result<Database, StoreError> {
    guarded(|| Ok(builder().open(path)?))
}

/// Opens a file to look at it, without touching it. One that was not closed properly is refused.
pub(super) fn look_at(path: &Path) -> Result<ReadOnlyDatabase, StoreError> {
    guarded(|| Ok(builder().open_read_only(path)?))
}

/// A new and empty redb file that only its owner may read. What it becomes is the caller's business.
pub(super) fn create_empty(path: &Path) -> Result<Database, StoreError> {
    private_file().open(path)?;
    Ok(builder().create(path)?)
}

/// Checks every page of a file and says whose data it is. Repairs what redb can.
pub(super) fn check_whole(path: &Path, migrations: &[Migration]) -> Result<(), StoreError> {
    guarded(|| {
        let db = builder().set_check_integrity_on_open(true).open(path)?;
        let reader = Reader { txn: db.begin_read()?, db: DbId::default() };
        meta::read_format(&reader, migrate::newest(migrations))?;
        drop(reader);
        Ok(db.close()?)
    })
}

/// Refuses a file that a running program has open.
pub(super) fn refuse_in_use(path: &Path) -> Result<(), StoreError> {
    match look_at(path) {
        Err(StoreError::InUse) => Err(StoreError::InUse),
        _ => Ok(()),
    }
}

/// Copies a file to one that only its owner may read and that was not there before.
pub(super) fn copy_privately(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = private_file().open(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// Gives a file its name for good, as what the marker speaks of.
pub(super) fn put_in_place(from: &Path, path: &Path) -> Result<(), StoreError> {
    fs::rename(from, path)?;
    sync_folder(folder_of(path))?;
    Ok(write_durably(&marker(path), MARKER_TEXT.as_bytes())?)
}

/// Takes a file away under another name, and lets a new one begin in its place.
pub(super) fn take_away(path: &Path, to: &Path) -> Result<(), StoreError> {
    // A file without its marker is opened all the same; a marker without its file is not.
    remove_if_there(&marker(path))?;
    fs::rename(path, to)?;
    Ok(sync_folder(folder_of(path))?)
}

/// Writes a file that only its owner may read, so that after a crash there is the old one or the new one.
pub(super) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    make_folder(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = folder.join(name);
    remove_if_there(&temporary)?;
    let mut file = private_file().open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    sync_folder(folder)
}

pub(super) fn marker(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".exists");
    name.into()
}

fn begin(path: &Path, migrations: &[Migration]) -> Result<(Database, DbId), StoreError> {
    make_folder(folder_of(path))?;
    // redb would create it readable for everyone that the umask lets in.
    match private_file().open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let db = builder().create(path)?;
    let id = meta::create(&db, migrate::newest(migrations))?;
    File::open(path)?.sync_all()?;
    sync_folder(folder_of(path))?;
    Ok((db, id))
}

fn open_or_finish(path: &Path, size: u64, migrations: &[Migration]) -> Result<(Database, DbId), StoreError> {
    identified(open_checked(path, size)?, migrations)
}

/// Whose data it is; an empty file is begun.
fn identified(db: Database, migrations: &[Migration]) -> Result<(Database, DbId), StoreError> {
    let newest = migrate::newest(migrations);
    let reader = Reader { txn: db.begin_read()?, db: DbId::default() };
    let is_empty = reader.txn.list_tables()?.next().is_none();
    let id = if is_empty { meta::create(&db, newest)? } else { meta::read_format(&reader, newest)?.id };
    Ok((db, id))
}

fn open_existing(path: &Path, size: u64, migrations: &[Migration]) -> Result<(Database, DbId), StoreError> {
    let newest = migrate::newest(migrations);
    // Opening to write touches the file, and a file of a newer format is not to be touched.
    match builder().open_read_only(path) {
        Ok(db) => {
            meta::read_format(&Reader { txn: db.begin_read()?, db: DbId::default() }, newest)?;
        }
        // It was not closed properly. What redb repairs is its own, and it is needed to read any further.
        Err(DatabaseError::RepairAborted) => {}
        Err(error) => return Err(error.into()),
    }
    let db = open_checked(path, size)?;
    let format = meta::read_format(&Reader { txn: db.begin_read()?, db: DbId::default() }, newest)?;
    Ok((db, format.id))
}

/// Migrates an older file, and makes tables that it does not have yet.
fn bring_up_to_date(
    db: &Database,
    id: DbId,
    path: Option<&Path>,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    migrate::run(db, id, path, migrations)?;
    if schema::lacks_tables(&Reader { txn: db.begin_read()?, db: id })? {
        let w = Writer { txn: db.begin_write()?, db: id };
        schema::create_tables(&w)?;
        w.txn.commit()?;
    }
    Ok(())
}

/// Drops what must not stay in the file. A full disk is no reason not to start: then it stays due.
pub(super) fn without_leftovers(
    mut db: Database,
    id: DbId,
    again: impl Fn() -> Result<Database, StoreError>,
) -> Result<Database, StoreError> {
    if !meta::compact_due(&Reader { txn: db.begin_read()?, db: id })? {
        return Ok(db);
    }
    if compact(&mut db, id).is_ok() {
        return Ok(db);
    }
    // redb does nothing more with it after a failure.
    drop(db);
    again()
}

/// Drops what was overwritten, and notes that it is gone.
pub(super) fn compact(db: &mut Database, id: DbId) -> Result<(), StoreError> {
    db.compact()?;
    let w = Writer { txn: db.begin_write()?, db: id };
    if meta::compact_due(&w)? {
        meta::set_compact_due(&w, false)?;
        w.txn.commit()?;
        // A full file doubles for this one row; there is nothing left to move, so this only cuts it off again.
        db.compact()?;
    }
    Ok(())
}

fn open_checked(path: &Path, size: u64) -> Result<Database, StoreError> {
    Ok(builder().set_check_integrity_on_open(size <= CHECKED_BYTES).open(path)?)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread would only mean that the file is damaged.
pub(super) fn is_guarded() -> bool {
    GUARDED.get()
}

/// redb can panic on a file that something else has written to.
fn guarded<T>(open: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let before = GUARDED.replace(true);
    let opened = catch_unwind(AssertUnwindSafe(open)).unwrap_or(Err(StoreError::DAMAGED_FILE));
    GUARDED.set(before);
    opened
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A new file that nobody else may read, to be written and read.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    private_file().read(true).open(path)
}

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a new name in a folder last. Windows has no such thing and needs none.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
