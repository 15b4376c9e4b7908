//! What can go wrong at rest, in words for a person. Nothing of what is stored is ever repeated here.

use std::io;

use crate::crypto::{
    rng::NoRandomness,
    seal::{OpenError, SealError},
};

/// The `table` of damage that is in the file itself and not in one of its tables.
const FILE: &str = "file";

/// A failure of the data file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process, or another [`Store`](super::Store) of this one, has the file open.
    #[error("another dsforge has this data open: close it first")]
    InUse,
    /// The whole file is of a later format. It was not touched.
    #[error("this data was written by a newer dsforge (format {found}): update dsforge to open it")]
    Newer {
        /// The format of the file.
        found: u32,
    },
    /// One row is of a later format.
    #[error("a row of {table} was written by a newer dsforge: update dsforge to read it")]
    NewerRow {
        /// Where.
        table: &'static str,
    },
    /// There was a data file here and now it is gone or empty.
    #[error("the data file is gone or empty: put it back, from a backup if need be, and start again")]
    Missing,
    /// Something is not what dsforge wrote.
    #[error("the data is damaged ({table}): put a backup of the data file in its place")]
    Damaged {
        /// Where.
        table: &'static str,
    },
    /// A row is sealed in a key epoch that this session does not hold.
    #[error("a row of {table} needs a key that is not at hand: log in again")]
    UnknownEpoch {
        /// Where.
        table: &'static str,
    },
    /// The session ended while the work was under way.
    #[error("the data is locked: log in again")]
    Locked,
    /// Somebody changed this user's keys or password at the same moment.
    #[error("the keys of this account were changed at the same moment: try again")]
    Superseded,
    /// What was to be changed is not there.
    #[error("what was to be changed in {table} is not there any more")]
    Gone {
        /// Where.
        table: &'static str,
    },
    /// A row has more than 32 MiB.
    #[error("this is too large to store: one entry has room for 32 MiB")]
    TooLarge,
    /// No space left, or a limit on the file's size.
    #[error("the disk is full: nothing was saved, and what was there before is kept")]
    Full,
    /// The file cannot be written.
    #[error("the data file may not be written: check who owns it and its folder")]
    ReadOnly,
    /// Any other trouble with the disk.
    #[error("the data file cannot be read or written")]
    Io(#[source] io::Error),
    /// No nonce or key could be made.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The store was closed: the program is ending.
    #[error("the data file is closed")]
    Closed,
    /// The work did not come to its end. Nothing was saved.
    #[error("the work on the data broke off: nothing was saved")]
    BrokenOff,
}

impl StoreError {
    pub(super) const DAMAGED_FILE: Self = Self::Damaged { table: FILE };

    pub(super) fn opening(error: OpenError, table: &'static str) -> Self {
        match error {
            OpenError::UnsupportedFormat => Self::NewerRow { table },
            OpenError::UnknownEpoch => Self::UnknownEpoch { table },
            OpenError::Damaged => Self::Damaged { table },
        }
    }
}

impl From<SealError> for StoreError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::TooLarge => Self::TooLarge,
            SealError::Locked => Self::Locked,
            SealError::NoRandomness(error) => Self::NoRandomness(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            // How redb says that a file is not one of its own, or cut off.
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::DAMAGED_FILE,
            _ => Self::Io(error),
        }
    }
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Self::InUse,
            redb::Error::Io(error) => error.into(),
            redb::Error::Corrupted(_)
            | redb::Error::UpgradeRequired(_)
            | redb::Error::RepairAborted
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TableIsMultimap(_)
            | redb::Error::TableDoesNotExist(_)
            | redb::Error::TypeDefinitionChanged { .. } => Self::DAMAGED_FILE,
            redb::Error::ValueTooLarge(_) => Self::TooLarge,
            redb::Error::DatabaseClosed => Self::Closed,
            other => Self::Io(io::Error::other(other)),
        }
    }
}

macro_rules! through_redb_error {
    ($($error:ident),+) => {$(
        impl From<redb::$error> for StoreError {
            fn from(error: redb::$error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )+};
}

through_redb_error!(StorageError, TableError, TransactionError, CommitError, DatabaseError, CompactionError);
