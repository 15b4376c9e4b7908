//! Lines into a file, and the file into chunks that somebody reads. Nothing is kept but the chunk that is filled.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use tokio::sync::mpsc;

use super::{
    plan::Plan,
    rows::Written,
    split::{Load, Sides},
};
use crate::{
    render::{
        export::{Package, RowError},
        file_name::plain_name,
        package::{
            self, Columns, Folder, FolderPlan, Lines, Part, PlannedPart, side_files, takes_several_files,
        },
    },
    store::{Read, StoreError},
};

/// Bytes that are gathered before they are passed on.
const CHUNK: usize = 64 << 10;

/// The first of them go at once: somebody waits to see that something comes.
const FIRST_CHUNK: usize = 1 << 10;

type Sender = mpsc::Sender<Result<Vec<u8>, io::Error>>;

impl Plan {
    /// Writes the whole file. What breaks it off is told to whoever reads it.
    pub(super) fn write(&self, r: &impl Read, sender: Sender) -> Result<(), StoreError> {
        let to_reader = sender.clone();
        let mut chunks = Chunks { sender, chunk: Vec::with_capacity(CHUNK * 2), enough: FIRST_CHUNK };
        let written = match self.package {
            Package::Zip => self.folder(r, &mut chunks),
            kind => self.one_file(r, kind, &mut chunks),
        };
        let written = written.and_then(|()| Ok(chunks.flush()?));
        match written {
            Ok(()) => Ok(()),
            Err(Broken::Store(error)) => Err(error),
            Err(Broken::File(error)) => {
                drop(to_reader.blocking_send(Err(error)));
                Ok(())
            }
        }
    }

    fn one_file(&self, r: &impl Read, kind: Package, chunks: &mut Chunks) -> Result<(), Broken> {
        let mut lines = package::file(kind, chunks, self.guard_formulas, Columns::default());
        self.put(r, None, &mut *lines)?;
        Ok(lines.finish()?)
    }

    fn folder(&self, r: &impl Read, chunks: &mut Chunks) -> Result<(), Broken> {
        let sides = self.sides(r)?;
        let plan = self.folder_plan(&sides);
        let mut folder = Folder::new(chunks);
        for part in &plan.parts {
            let mut lines = folder.part(&plan, *part);
            self.put(r, Some((&sides, part.part)), &mut *lines)?;
            lines.finish()?;
        }
        let name = plain_name(&self.dataset.name);
        for (file, text) in side_files(&self.format.id, &name, &plan) {
            folder.text(file, &text)?;
        }
        Ok(folder.finish()?)
    }

    /// What lies in the ZIP.
    pub(super) fn folder_plan(&self, sides: &Sides) -> FolderPlan {
        let is_cut = self.inside == Package::Parquet && takes_several_files(&self.format.id);
        let planned = |(part, load): (&Part, &Load)| {
            let files = if is_cut { load.bytes.div_ceil(self.file_bytes).min(load.lines).max(1) } else { 1 };
            PlannedPart { part: *part, rows: load.lines, files }
        };
        let parts = sides.parts.iter().map(planned).collect();
        FolderPlan { kind: self.inside, parts, guard_formulas: self.guard_formulas }
    }

    /// Puts the lines of one side into a file, or all.
    fn put(&self, r: &impl Read, side: Option<(&Sides, Part)>, lines: &mut dyn Lines) -> Result<(), Broken> {
        let mut broken = None;
        self.each_kept(r, false, |written, line| {
            let is_here = side.is_none_or(|(sides, part)| self.side(sides, written) == part);
            let put = match line {
                Ok(line) if is_here => lines.line(line),
                Ok(_) => Ok(()),
                Err(error) => Err(failed(error)),
            };
            match put {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    broken = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        broken.map_or(Ok(()), |error| Err(error.into()))
    }

    fn side(&self, sides: &Sides, written: &Written) -> Part {
        if self.split.is_some() { sides.of(written) } else { Part::Train }
    }
}

/// Why there is no whole file.
enum Broken {
    Store(StoreError),
    File(io::Error),
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

fn failed(error: &RowError) -> io::Error {
    io::Error::other(error.to_string())
}

/// Bytes on their way to whoever reads them.
struct Chunks {
    sender: Sender,
    chunk: Vec<u8>,
    /// Bytes that are worth passing on.
    enough: usize,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= self.enough {
            self.enough = CHUNK;
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK * 2));
        // Nobody reads any more: that ends the work and is no mistake of anybody's.
        self.sender.blocking_send(Ok(chunk)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
