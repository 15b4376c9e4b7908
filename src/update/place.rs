//! A new program in the place of the old one. Whenever this is cut short, the name of the program stands for the
//! old one or for the new one, whole.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{UpdateError, flush};

const FOLDER: &str = ".dsforge-update";
const LOCK: &str = "lock";

/// The folder beside a program in which its successor is made ready: on the same disk, so that a rename is enough.
/// One update at a time has it.
pub(super) struct Workshop {
    program: PathBuf,
    folder: PathBuf,
    /// Held, not read.
    _lock: File,
}

impl Workshop {
    /// Opens it, and clears away what an update left that was cut short.
    pub(super) fn open(program: &Path) -> Result<Self, UpdateError> {
        let folder = program.with_file_name(FOLDER);
        let place = |error| UpdateError::place(program, error);
        make_private(&folder).map_err(place)?;
        let lock = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(lock).map_err(place)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(UpdateError::UnderWay),
            Err(TryLockError::Error(error)) => return Err(place(error)),
        }
        for left in fs::read_dir(&folder).map_err(place)?.flatten() {
            if left.file_name() != OsStr::new(LOCK) {
                // What cannot be removed is in the way of nothing but itself.
                drop(fs::remove_file(left.path()));
            }
        }
        Ok(Self { program: program.to_owned(), folder, _lock: lock })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Gives the program's name to `new`, and that of the old one to what had it.
    pub(super) fn put_in_place(&self, new: &Path) -> Result<(), UpdateError> {
        let put = flush(new).and_then(|()| self.exchange(new)).and_then(|()| flush_folder(&self.program));
        put.map_err(|error| UpdateError::place(&self.program, error))
    }

    #[cfg(not(windows))]
    fn exchange(&self, new: &Path) -> io::Result<()> {
        let kept = self.path("old");
        // Not every file system has hard links.
        fs::hard_link(&self.program, &kept)
            .or_else(|_| fs::copy(&self.program, &kept).and_then(|_| flush(&kept)))?;
        fs::rename(&kept, old_name(&self.program))?;
        fs::rename(new, &self.program)
    }

    /// A program that runs can be renamed there, but not replaced. Untested.
    #[cfg(windows)]
    fn exchange(&self, new: &Path) -> io::Result<()> {
        let old = old_name(&self.program);
        forget_old(&self.program);
        fs::rename(&self.program, &old)?;
        fs::rename(new, &self.program).inspect_err(|_| drop(fs::rename(&old, &self.program)))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // The next update clears away what stays.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Removes the predecessor that an update kept beside `program`, once the new one has shown that it starts.
pub fn forget_old(program: &Path) {
    // It belongs to somebody else, or there is none.
    drop(fs::remove_file(old_name(program)));
}

fn old_name(program: &Path) -> PathBuf {
    let mut name = program.as_os_str().to_owned();
    name.push(".old");
    name.into()
}

/// A folder that nobody else looks into: what lies there was checked and must stay as it is.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        made => made,
    }
}

/// Everybody who may reach a program may run it.
pub(super) fn make_executable(program: &Path) -> Result<(), UpdateError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(program, executable).map_err(|error| UpdateError::place(program, error))?;
    }
    #[cfg(not(unix))]
    let _ = program;
    Ok(())
}

/// Flushes the names of a folder, which is a file of its own on unix.
fn flush_folder(program: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        flush(program.parent().unwrap_or(Path::new("/")))
    }
    #[cfg(not(unix))]
    {
        let _ = program;
        Ok(())
    }
}
