//! The run file: who has the data open, and where they listen. It lies beside the database while the server
//! runs; one left behind by a crash is recognised by its silence.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// Who has the data open.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Presence {
    /// Their process.
    pub(super) pid: u32,
    /// Where they listen.
    pub(super) address: String,
}

/// A run file, removed when this is dropped.
pub(super) struct RunFile(PathBuf);

impl RunFile {
    /// Says that this process has the data open.
    pub(super) fn write(db: &Path, address: &str) -> io::Result<Self> {
        let presence = Presence { pid: std::process::id(), address: address.to_owned() };
        let path = path(db);
        fs::write(&path, serde_json::to_vec(&presence)?)?;
        Ok(Self(path))
    }
}

impl Drop for RunFile {
    fn drop(&mut self) {
        // Nothing is lost when it stays: its process does not answer.
        drop(fs::remove_file(&self.0));
    }
}

/// Who had the data open last.
pub(super) fn read(db: &Path) -> Option<Presence> {
    serde_json::from_slice(&fs::read(path(db)).ok()?).ok()
}

fn path(db: &Path) -> PathBuf {
    db.with_extension("run")
}
