//! A folder as a ZIP that is written while it is sent: a file for each part of a split, and the side files that
//! the trainer wants.

use std::io::{self, Write};

use zip::{
    CompressionMethod, ZipWriter,
    result::ZipError,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{super::export::Package, Lines, file};

/// Which side of a split a row is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// To learn from.
    Train,
    /// To look at while learning.
    Valid,
    /// To look at afterwards.
    Test,
}

impl Part {
    /// As trainers call its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Valid => "valid",
            Self::Test => "test",
        }
    }
}

/// What lies in a folder.
#[derive(Clone, Debug)]
pub struct FolderPlan {
    /// The kind of the files with rows.
    pub kind: Package,
    /// How many rows each part has, in the order of the files.
    pub parts: Vec<(Part, u64)>,
    /// Whether a text that a spreadsheet would run as a formula is made harmless.
    pub guard_formulas: bool,
}

impl FolderPlan {
    /// The name of the file of a part.
    pub fn file_name(&self, part: Part) -> String {
        match self.kind {
            Package::Jsonl | Package::Zip => format!("{}.jsonl", part.name()),
            Package::Csv => format!("{}.csv", part.name()),
            // The layout that the Hub finds by itself.
            Package::Parquet => format!("data/{}-00000-of-00001.parquet", hub_name(part)),
        }
    }
}

/// The Hub's word for a part.
pub(super) fn hub_name(part: Part) -> &'static str {
    if part == Part::Valid { "validation" } else { part.name() }
}

/// A ZIP that is being written.
pub struct Folder<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write + Send> Folder<W> {
    /// Begins one.
    pub fn new(to: W) -> Self {
        Self(ZipWriter::new_stream(to))
    }

    /// Begins a file of rows in it. It has to be finished before the next begins.
    pub fn rows(
        &mut self,
        name: &str,
        kind: Package,
        guard_formulas: bool,
    ) -> io::Result<Box<dyn Lines + '_>> {
        // Parquet is compressed already.
        let method = match kind {
            Package::Parquet => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        self.0.start_file(name, options(method)).map_err(failed)?;
        Ok(file(kind, &mut self.0, guard_formulas))
    }

    /// Puts a text file into it.
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.start_file(name, options(CompressionMethod::Deflated)).map_err(failed)?;
        self.0.write_all(text.as_bytes())
    }

    /// Writes its table of contents.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map_err(failed)?.into_inner().flush()
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).large_file(true).unix_permissions(0o600)
}

fn failed(error: ZipError) -> io::Error {
    io::Error::other(error)
}
