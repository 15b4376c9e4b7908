//! The file that lines are put into: as they are, as a table, or as a folder with what a trainer wants beside
//! them. Everything is written as it comes; nothing waits for the end.

mod columns;
mod csv;
mod folder;
mod parquet;
mod side_files;

use std::io::{self, Write};

pub use columns::Columns;
pub use folder::{Folder, FolderPlan, Part, PlannedPart};
pub use side_files::{side_files, takes_several_files};

use super::export::Package;

/// Takes lines, each one JSON object, and writes a file of some kind.
pub trait Lines {
    /// One more line, without its line end.
    fn line(&mut self, line: &str) -> io::Result<()>;
    /// No more lines.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A file of a kind. `Zip` has many and is written by [`Folder`]; as one file it is lines. A table has these columns,
/// if they are known.
pub fn file<'a, W: Write + Send + 'a>(
    kind: Package,
    to: W,
    guard_formulas: bool,
    columns: Columns,
) -> Box<dyn Lines + 'a> {
    match kind {
        Package::Jsonl | Package::Zip => Box::new(Jsonl(to)),
        Package::Csv => Box::new(csv::Table::new(to, guard_formulas, columns)),
        Package::Parquet => Box::new(parquet::Table::new(to, columns)),
    }
}

struct Jsonl<W>(W);

impl<W: Write> Lines for Jsonl<W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        self.0.write_all(line.as_bytes())?;
        self.0.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
