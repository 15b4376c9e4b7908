//! Where a recovery code goes: to the terminal, or to a new file that only its owner may read.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::PathBuf,
};

use super::{failure::Failure, terminal};

/// Decided before there is a code, so that it cannot get lost.
pub(super) enum RecoveryTo {
    Terminal,
    File(NewFile),
}

/// A file that goes again unless something was written to it.
pub(super) struct NewFile {
    path: PathBuf,
    file: File,
    is_kept: bool,
}

impl RecoveryTo {
    pub(super) fn prepare(path: Option<PathBuf>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Terminal) };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(file) => Ok(Self::File(NewFile { path, file, is_kept: false })),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Failure::Usage(format!("{} is there already; name a new file.", path.display())))
            }
            Err(error) => Err(Failure::system(&format!("{} cannot be written", path.display()), &error)),
        }
    }

    /// Hands the code over, after a sentence that says what has happened.
    pub(super) fn hand_over(self, happened: &str, code: &str) {
        if let Self::File(mut new) = self {
            let written =
                new.file.write_all(format!("{code}\n").as_bytes()).and_then(|()| new.file.sync_all());
            match written {
                Ok(()) => {
                    new.is_kept = true;
                    terminal::say(&format!("{happened} The recovery code is in {}.", new.path.display()));
                    return;
                }
                Err(error) => {
                    terminal::remark(&format!("{} cannot be written: {error}.", new.path.display()));
                }
            }
        }
        terminal::say(happened);
        terminal::say("");
        terminal::say(&format!("Recovery code: {code}"));
        terminal::say("");
        terminal::say(
            "It is shown this once. With it you can choose a new password; without password and code",
        );
        terminal::say("nobody can open the data. Put it where you will find it, not beside the data.");
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            // It is empty, or its content went to the terminal.
            drop(fs::remove_file(&self.path));
        }
    }
}
