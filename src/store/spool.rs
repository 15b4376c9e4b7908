//! Something large on its way in, kept until it has been gone through. It lies beside the data file, sealed with a
//! key that is in memory only, and is gone when it is dropped. A file that a kill left behind can be opened by
//! nobody and is swept away at the next start.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{StoreError, backup, backup::Vanishing, file};
use crate::crypto::passing::{PassingKey, TAG};

/// Bytes that are sealed together.
const BLOCK: usize = 64 << 10;

/// What was taken in. It can be read from any place.
pub struct Spool {
    key: PassingKey,
    size: u64,
    inner: Mutex<Inner>,
    _file: Vanishing,
}

struct Inner {
    file: File,
    /// The block that was read last, and its number.
    at_hand: Option<(u64, Vec<u8>)>,
}

/// A spool that is being filled.
pub(super) struct Filling {
    key: PassingKey,
    file: File,
    path: Vanishing,
    block: Vec<u8>,
    blocks: u64,
    size: u64,
}

impl Filling {
    /// An empty one beside `path`.
    pub(super) fn beside(path: &Path) -> Result<Self, StoreError> {
        let path = backup::vanishing_beside(path)?;
        let file = file::create_private(path.path())?;
        let key = PassingKey::generate()?;
        Ok(Self { key, file, path, block: Vec::with_capacity(BLOCK + TAG), blocks: 0, size: 0 })
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) -> Result<(), StoreError> {
        self.size += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            bytes = later;
            if self.block.len() == BLOCK {
                self.flush()?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Spool, StoreError> {
        if !self.block.is_empty() {
            self.flush()?;
        }
        let inner = Mutex::new(Inner { file: self.file, at_hand: None });
        Ok(Spool { key: self.key, size: self.size, inner, _file: self.path })
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        self.key.seal(self.blocks, &mut self.block);
        self.file.write_all(&self.block)?;
        self.blocks += 1;
        self.block.clear();
        Ok(())
    }
}

impl Spool {
    /// How many bytes were taken in.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Fills some of `into` with what stands at a place. Nothing is filled at the end only.
    pub fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        if at >= self.size || into.is_empty() {
            return Ok(0);
        }
        let number = at / BLOCK as u64;
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.at_hand.as_ref().is_none_or(|(known, _)| *known != number) {
            let mut block = Vec::with_capacity(BLOCK + TAG);
            inner.file.seek(SeekFrom::Start(number * (BLOCK + TAG) as u64))?;
            (&inner.file).take((BLOCK + TAG) as u64).read_to_end(&mut block)?;
            if !self.key.open(number, &mut block) {
                return Err(io::Error::other("what was taken in was changed on the disk"));
            }
            inner.at_hand = Some((number, block));
        }
        let (_, block) = inner.at_hand.as_ref().ok_or(io::ErrorKind::Other)?;
        let from = usize::try_from(at % BLOCK as u64).unwrap_or(block.len());
        let length = into.len().min(block.len().saturating_sub(from));
        into[..length].copy_from_slice(&block[from..from + length]);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_taken_in_is_read_back_from_any_place_and_lies_sealed_until_it_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.db");
        let text = "The tenant gives three months\u{2019} notice. ".repeat(5_000).into_bytes();
        let mut filling = Filling::beside(&path).unwrap();
        for piece in text.chunks(1_000) {
            filling.push(piece).unwrap();
        }
        let spool = filling.finish().unwrap();
        assert_eq!(spool.size(), text.len() as u64);

        let mut read = Vec::new();
        let mut piece = [0; 10_000];
        while let length @ 1.. = spool.read_at(read.len() as u64, &mut piece).unwrap() {
            read.extend_from_slice(&piece[..length]);
        }
        assert!(read == text);
        let length = spool.read_at(70_000, &mut piece).unwrap();
        assert_eq!(piece[..length], text[70_000..70_000 + length]);
        assert_eq!(spool.read_at(text.len() as u64, &mut piece).unwrap(), 0);

        let files = || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        for file in files() {
            let bytes = fs::read(file).unwrap();
            assert!(!bytes.windows(10).any(|window| window == b"The tenant"), "in clear");
        }
        drop(spool);
        assert_eq!(files().count(), 0);
    }
}
