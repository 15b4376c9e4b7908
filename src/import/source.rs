//! Where a file's bytes come from.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::Arc,
};

/// A file that can be read from any place.
pub trait Source: Send + Sync {
    /// How many bytes it has.
    fn size(&self) -> u64;

    /// Fills some of `into` with what stands at a place. Nothing is filled at the end only.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize>;
}

impl Source for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..)).unwrap_or_default();
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }
}

/// A source from one place on.
#[derive(Clone)]
pub(super) struct Cursor {
    source: Arc<dyn Source>,
    at: u64,
}

impl Cursor {
    pub(super) fn at(source: &Arc<dyn Source>, at: u64) -> Self {
        Self { source: Arc::clone(source), at }
    }
}

impl Read for Cursor {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read_at(self.at, into)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Cursor {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.source.size().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
