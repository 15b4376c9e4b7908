//! What the examples of one dataset have in common, by which each of them is packed smaller: a zstd dictionary,
//! trained once from examples and then kept as it is, because every row that was packed with it needs it.
//!
//! It is made of pieces of examples, so it is sealed like them, in a row of its own.

use std::sync::{Mutex, PoisonError};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};
use zstd::bulk::{Compressor, Decompressor};

use super::{Read, StoreError, Writer, rows, schema::DICTIONARIES};
use crate::crypto::{keys::SpaceKeys, seal::MAX_PLAINTEXT};

/// Examples that a dictionary is trained from.
pub(super) const SAMPLES: usize = 1_000;
/// Bytes of them at most; what is more does not make it better by much.
pub(super) const SAMPLE_BYTES: usize = 4 << 20;
/// The longest dictionary.
const LONGEST: usize = 64 << 10;
const LEVEL: i32 = 1;

/// A dictionary, ready for use.
pub(super) struct Dictionary {
    bytes: Zeroizing<Vec<u8>>,
    packing: Mutex<Option<Compressor<'static>>>,
    /// Those that are not at work: rows may be unpacked side by side.
    unpacking: Mutex<Vec<Decompressor<'static>>>,
}

#[derive(Serialize, Deserialize)]
struct DictionaryRow {
    zstd: String,
}

impl Drop for DictionaryRow {
    fn drop(&mut self) {
        self.zstd.zeroize();
    }
}

/// The dictionary of a dataset, if it has one.
pub(super) fn get(r: &impl Read, keys: &SpaceKeys, dataset: u64) -> Result<Option<Dictionary>, StoreError> {
    let Some(row) = rows::get::<_, DictionaryRow>(r, DICTIONARIES, keys, dataset)? else { return Ok(None) };
    let damaged = |_| StoreError::Damaged { table: DICTIONARIES.name };
    Ok(Some(Dictionary::new(BASE64_STANDARD.decode(&row.zstd).map_err(damaged)?)))
}

/// Trains a dictionary and gives it to a dataset that has none. None when the samples are too few or too different.
pub(super) fn train(
    w: &Writer,
    keys: &SpaceKeys,
    dataset: u64,
    samples: &[Zeroizing<Vec<u8>>],
) -> Result<Option<Dictionary>, StoreError> {
    let samples: Vec<&[u8]> = samples.iter().map(|sample| sample.as_slice()).collect();
    let Ok(bytes) = zstd::dict::from_samples(&samples, LONGEST) else { return Ok(None) };
    let row = DictionaryRow { zstd: BASE64_STANDARD.encode(&bytes) };
    rows::insert(w, DICTIONARIES, keys, dataset, &row)?;
    Ok(Some(Dictionary::new(bytes)))
}

impl Dictionary {
    fn new(bytes: Vec<u8>) -> Self {
        Self { bytes: Zeroizing::new(bytes), packing: Mutex::default(), unpacking: Mutex::default() }
    }

    /// A frame that only this dictionary unpacks.
    pub(super) fn compressed(&self, json: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut packing = self.packing.lock().unwrap_or_else(PoisonError::into_inner);
        if packing.is_none() {
            *packing = Some(Compressor::with_dictionary(LEVEL, &self.bytes).ok()?);
        }
        packing.as_mut()?.compress(json).ok().map(Zeroizing::new)
    }

    /// What a frame holds. Reads the size that the frame itself gives, and makes room only when that is permitted.
    pub(super) fn decompressed(&self, frame: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let size = usize::try_from(zstd::zstd_safe::get_frame_content_size(frame).ok()??).ok()?;
        if size > MAX_PLAINTEXT {
            return None;
        }
        let idle = || self.unpacking.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        let mut unpacking = match waiting {
            Some(unpacking) => unpacking,
            None => Decompressor::with_dictionary(&self.bytes).ok()?,
        };
        let json = unpacking.decompress(frame, size).ok().map(Zeroizing::new);
        idle().push(unpacking);
        json
    }
}
