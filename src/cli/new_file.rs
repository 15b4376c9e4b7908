//! A file that appears whole or not at all: it is written under another name in the same folder, which only its
//! owner may read, and takes its own name at the end.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::failure::Failure;

/// A file that is being written. Dropped before [`NewFile::keep`], it vanishes.
pub(super) struct NewFile {
    path: PathBuf,
    part: PathBuf,
    file: Option<BufWriter<File>>,
}

impl NewFile {
    /// Begins to write. A file that is there stays unless `force` says that it may be replaced.
    pub(super) fn create(path: &Path, force: bool) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(Failure::Usage(format!("{} is a folder; name a file.", path.display())));
        }
        if path.exists() && !force {
            return Err(Failure::Usage(format!(
                "{} is there already; name a new file, or replace it with --force.",
                path.display()
            )));
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&part)
            .map_err(|error| Failure::system(&format!("{} cannot be written", path.display()), &error))?;
        Ok(Self { path: path.to_owned(), part, file: Some(BufWriter::new(file)) })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(bytes).map_err(|error| failed(&self.path, &error))
    }

    /// Gives the file its name, once its last byte is on disk.
    pub(super) fn keep(mut self) -> Result<(), Failure> {
        let Some(mut file) = self.file.take() else { return Ok(()) };
        let kept = file
            .flush()
            .and_then(|()| file.get_ref().sync_all())
            .and_then(|()| fs::rename(&self.part, &self.path));
        kept.map_err(|error| {
            drop(fs::remove_file(&self.part));
            failed(&self.path, &error)
        })
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Half a file is worth nothing to anybody.
            drop(fs::remove_file(&self.part));
        }
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::system(&format!("{} cannot be written", path.display()), error)
}
