//! Opening the file: what is a new one, what is ours, and what must not be touched.
//!
//! redb takes an empty file for a new database. A marker beside the data file says that there was one, so that
//! lost data is never mistaken for a fresh start.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use redb::{Builder, Database, DatabaseError, ReadableDatabase, backends::InMemoryBackend};

use super::{Reader, StoreError, meta};
use crate::crypto::DbId;

/// redb would take 1 GiB.
const CACHE_BYTES: usize = 64 << 20;

/// Up to this size, every page is checked when the file is opened, which takes half a second at most once the
/// system has read it. A larger file is opened as it is: its sealed rows authenticate themselves one by one as
/// they are read, values in clear are checked as they are decoded, and after a crash redb checks the whole file
/// in any case.
const CHECKED_BYTES: u64 = 256 << 20;

const MARKER_TEXT: &str = "The data file beside this note belongs to dsforge. While this note is here, dsforge will not\n\
     begin a new file in its place when the data file is gone.\n";

/// Opens the file, or begins one where there never was one.
pub(super) fn open(path: &Path) -> Result<(Database, DbId), StoreError> {
    let marker = marker(path);
    let size = match fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error.into()),
    };
    let opened = match (size, marker.try_exists()?) {
        (0, true) => return Err(StoreError::Missing),
        (0, false) => begin(path)?,
        // A file that never got as far as its marker may not have got as far as its tables either.
        (_, false) => guarded(|| open_or_finish(path, size))?,
        (_, true) => guarded(|| open_existing(path, size))?,
    };
    if !marker.try_exists()? {
        write_durably(&marker, MARKER_TEXT.as_bytes())?;
    }
    Ok(opened)
}

/// Opens a file again that this process has had open, after redb gave up on it.
pub(super) fn reopen(path: &Path) -> Result<Database, StoreError> {
    guarded(|| Ok(builder().open(path)?))
}

/// A file that is nowhere.
pub(super) fn in_memory() -> Result<(Database, DbId), StoreError> {
    let db = builder().create_with_backend(InMemoryBackend::new())?;
    let id = meta::create(&db)?;
    Ok((db, id))
}

/// Writes a file that only its owner may read, so that after a crash there is the old one or the new one.
pub(super) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    make_folder(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = folder.join(name);
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private_file().open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    sync_folder(folder)
}

fn marker(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".exists");
    name.into()
}

fn begin(path: &Path) -> Result<(Database, DbId), StoreError> {
    make_folder(folder_of(path))?;
    // redb would create it readable for everyone that the umask lets in.
    match private_file().open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let db = builder().create(path)?;
    let id = meta::create(&db)?;
    File::open(path)?.sync_all()?;
    sync_folder(folder_of(path))?;
    Ok((db, id))
}

fn open_or_finish(path: &Path, size: u64) -> Result<(Database, DbId), StoreError> {
    let db = open_checked(path, size)?;
    let reader = Reader { txn: db.begin_read()?, db: DbId::default() };
    let is_empty = reader.txn.list_tables()?.next().is_none();
    let id = if is_empty { meta::create(&db)? } else { meta::read_format(&reader)? };
    Ok((db, id))
}

fn open_existing(path: &Path, size: u64) -> Result<(Database, DbId), StoreError> {
    // Opening to write touches the file, and a file of a newer format is not to be touched.
    match builder().open_read_only(path) {
        Ok(db) => meta::read_format(&Reader { txn: db.begin_read()?, db: DbId::default() })?,
        // It was not closed properly. What redb repairs is its own, and it is needed to read any further.
        Err(DatabaseError::RepairAborted) => DbId::default(),
        Err(error) => return Err(error.into()),
    };
    let db = open_checked(path, size)?;
    let id = meta::read_format(&Reader { txn: db.begin_read()?, db: DbId::default() })?;
    Ok((db, id))
}

fn open_checked(path: &Path, size: u64) -> Result<Database, StoreError> {
    Ok(builder().set_check_integrity_on_open(size <= CHECKED_BYTES).open(path)?)
}

/// redb can panic on a file that something else has written to.
fn guarded<T>(open: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(open)).unwrap_or(Err(StoreError::DAMAGED_FILE))
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

fn folder_of(path: &Path) -> &Path {
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

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a new name in a folder last. Windows has no such thing and needs none.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
