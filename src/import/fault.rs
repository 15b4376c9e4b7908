//! What is wrong with a row or with a file, in words for the person and without a word of its content.

use std::{borrow::Cow, fmt};

/// What is wrong with one row; reads on after its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub(super) Cow<'static, str>);

impl Fault {
    pub(super) fn new(words: impl Into<Cow<'static, str>>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It has no bytes, or nothing but space.
    #[error("the file is empty")]
    NoRows,
    /// Nothing in it can be a row.
    #[error(
        "none of the first rows is a JSON object; dsforge reads JSON Lines, JSON lists, CSV, TSV, Parquet and ZIP archives of them"
    )]
    NoObjects,
    /// Neither text nor a known kind of file.
    #[error(
        "this is no kind of file that dsforge reads; it reads JSON Lines, JSON, CSV, TSV and Parquet, also in gzip or ZIP"
    )]
    UnknownFile,
    /// An archive without anything that can be read.
    #[error(
        "the archive holds no file that dsforge reads: no .jsonl, .json, .csv, .tsv and no task_run.kiln"
    )]
    NothingInside,
    /// A name that is no format.
    #[error("there is no import format with this name")]
    UnknownFormat,
    /// It breaks off, or is packed wrongly.
    #[error("the file is damaged or cut off after row {after}")]
    Damaged {
        /// The last row that could be read.
        after: u64,
    },
    /// A part that has to be held at once is too long.
    #[error("something in the file is longer than 32 MiB")]
    TooLong,
    /// Its bytes could not be had.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
}
