//! Why there is no update, in words for the person.

use std::{error::Error, io, path::Path};

use semver::Version;
use thiserror::Error;

use super::{REPOSITORY, archive_name};

/// An update that was not made. The program is as it was.
#[derive(Debug, Error)]
pub enum UpdateError {
    /// Nothing could be believed.
    #[error(
        "this build of dsforge cannot update itself: it was made without the key that releases are signed \
         with. Releases are at https://github.com/{REPOSITORY}/releases"
    )]
    NoKey,
    /// This program does not know how old it is.
    #[error("this build of dsforge has no version number, so nothing is newer")]
    Unnumbered,
    /// Nobody answers, or not in a way that can be understood.
    #[error("the releases of dsforge cannot be had: {0}")]
    Unreachable(String),
    /// The way is not encrypted.
    #[error(
        "the releases of dsforge lead to {0}, where anybody on the way could change them; nothing was taken"
    )]
    Insecure(String),
    /// Nobody who may has signed this file under this name.
    #[error("the archive is not signed by the maker of dsforge; nothing was installed")]
    Unsigned,
    /// The program is not where it belongs.
    #[error("the archive does not hold a program; nothing was installed")]
    NoProgram,
    /// The new program ends with a failure.
    #[error("the new dsforge does not run on this computer ({0}); nothing was installed")]
    DoesNotRun(String),
    /// It is not what it was offered as.
    #[error("the archive {} does not hold that version; nothing was installed", archive_name(.0))]
    OtherVersion(Version),
    /// Somebody else is at it.
    #[error("another update of dsforge is under way; wait for it")]
    UnderWay,
    /// The file system refuses.
    #[error(
        "{0} cannot be replaced: {1}. If a package manager put it there, update it with that; else run this as \
         the user it belongs to"
    )]
    Place(String, io::Error),
}

impl UpdateError {
    /// With the causes, which say what the outermost error does not.
    pub(super) fn unreachable(error: &dyn Error) -> Self {
        let mut said = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let more = error.to_string();
            if !said.contains(&more) {
                said = format!("{said}: {more}");
            }
            cause = error.source();
        }
        Self::Unreachable(said)
    }

    pub(super) fn insecure(url: &str) -> Self {
        Self::Insecure(url.to_owned())
    }

    pub(super) fn place(path: &Path, error: io::Error) -> Self {
        Self::Place(path.display().to_string(), error)
    }
}
