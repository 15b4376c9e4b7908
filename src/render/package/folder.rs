//! A folder as a ZIP that is written while it is sent: a file for each part of a split, and the side files that
//! the trainer wants.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use zip::{
    CompressionMethod, ZipWriter,
    result::ZipError,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{super::export::Package, Columns, Lines, file};

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
    /// The parts, in the order of their files.
    pub parts: Vec<PlannedPart>,
    /// Whether a text that a spreadsheet would run as a formula is made harmless.
    pub guard_formulas: bool,
}

/// A side of a split in a folder.
#[derive(Clone, Copy, Debug)]
pub struct PlannedPart {
    /// Which side.
    pub part: Part,
    /// How many rows it has.
    pub rows: u64,
    /// How many files they are in, 1 at least.
    pub files: u64,
}

impl PlannedPart {
    /// How many rows the file of this number has: as many as the others, or one less.
    fn rows_of(self, number: u64) -> u64 {
        self.rows / self.files + u64::from(number < self.rows % self.files)
    }
}

impl FolderPlan {
    /// The name of a file of a part, by its number.
    fn file_name(&self, PlannedPart { part, files, .. }: PlannedPart, number: u64) -> String {
        match self.kind {
            Package::Jsonl | Package::Zip => format!("{}.jsonl", part.name()),
            Package::Csv => format!("{}.csv", part.name()),
            // The layout that the Hub finds by itself.
            Package::Parquet => format!("data/{}-{number:05}-of-{files:05}.parquet", hub_name(part)),
        }
    }

    /// The files of a part with their rows.
    pub fn files(&self, part: PlannedPart) -> impl Iterator<Item = (String, u64)> {
        (0..part.files).map(move |number| (self.file_name(part, number), part.rows_of(number)))
    }

    /// What names all files of a part.
    pub(super) fn pattern(&self, part: PlannedPart) -> String {
        if part.files == 1 {
            return self.file_name(part, 0);
        }
        format!("data/{}-*.parquet", hub_name(part.part))
    }
}

/// The Hub's word for a part.
pub(super) fn hub_name(part: Part) -> &'static str {
    if part == Part::Valid { "validation" } else { part.name() }
}

/// A ZIP that is being written.
pub struct Folder<W: Write> {
    zip: Shared<W>,
    columns: Columns,
}

/// The ZIP, as it is known to the folder and to the file that is being written.
struct Shared<W: Write>(Arc<Mutex<ZipWriter<StreamWriter<W>>>>);

impl<W: Write> Shared<W> {
    fn zip(&self) -> MutexGuard<'_, ZipWriter<StreamWriter<W>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn another(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<W: Write> Write for Shared<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip().flush()
    }
}

impl<W: Write + Send> Folder<W> {
    /// Begins one.
    pub fn new(to: W) -> Self {
        let zip = Shared(Arc::new(Mutex::new(ZipWriter::new_stream(to))));
        Self { zip, columns: Columns::default() }
    }

    /// Takes the rows of a part, all of them, and puts them into its files. It has to be finished before another
    /// begins.
    pub fn part<'f>(&'f mut self, plan: &'f FolderPlan, part: PlannedPart) -> Box<dyn Lines + 'f> {
        Box::new(Files { folder: self, plan, part, number: 0, room: 0, open: None })
    }

    fn begin<'w>(&mut self, name: &str, plan: &FolderPlan) -> io::Result<Box<dyn Lines + 'w>>
    where
        W: 'w,
    {
        // Parquet is compressed already.
        let method = match plan.kind {
            Package::Parquet => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        self.zip.zip().start_file(name, options(method)).map_err(failed)?;
        Ok(file(plan.kind, self.zip.another(), plan.guard_formulas, self.columns.clone()))
    }

    /// Puts a text file into it.
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.zip.zip().start_file(name, options(CompressionMethod::Deflated)).map_err(failed)?;
        self.zip.write_all(text.as_bytes())
    }

    /// Writes its table of contents.
    pub fn finish(self) -> io::Result<()> {
        let zip =
            Arc::into_inner(self.zip.0).ok_or_else(|| io::Error::other("a file of it is still open"))?;
        let zip = zip.into_inner().unwrap_or_else(PoisonError::into_inner);
        zip.finish().map_err(failed)?.into_inner().flush()
    }
}

/// The files of a part, one after the other.
struct Files<'f, W: Write> {
    folder: &'f mut Folder<W>,
    plan: &'f FolderPlan,
    part: PlannedPart,
    /// Files that were begun.
    number: u64,
    /// Rows that the open file still has room for.
    room: u64,
    open: Option<Box<dyn Lines + 'f>>,
}

impl<'f, W: Write + Send + 'f> Files<'f, W> {
    fn next(&mut self) -> io::Result<()> {
        self.close()?;
        let name = self.plan.file_name(self.part, self.number);
        self.room = self.part.rows_of(self.number);
        self.number += 1;
        self.open = Some(self.folder.begin(&name, self.plan)?);
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        self.open.take().map_or(Ok(()), Lines::finish)
    }
}

impl<'f, W: Write + Send + 'f> Lines for Files<'f, W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        if self.room == 0 {
            self.next()?;
        }
        self.room = self.room.saturating_sub(1);
        self.open.as_mut().map_or(Ok(()), |open| open.line(line))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        while self.number < self.part.files {
            self.next()?;
        }
        self.close()
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).large_file(true).unix_permissions(0o600)
}

fn failed(error: ZipError) -> io::Error {
    io::Error::other(error)
}
