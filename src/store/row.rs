//! One sealed row: JSON in, bytes for the table out, and back.
//!
//! ```text
//! u32 schema │ u64 rev │ record          numbers are big-endian; the record is crypto::seal's
//! ```
//!
//! `schema` is the number of the row's shape, `rev` counts its edits. JSON of some length is compressed before
//! it is sealed, where that makes it smaller. Which table the bytes go to is not known here beyond its name.

use std::{io, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

use super::{StoreError, dictionary::Dictionary};
use crate::crypto::{
    DbId,
    keys::SpaceKeys,
    seal::{self, MAX_PLAINTEXT, Place},
};

/// The newest shape of every row. A row with a higher number comes from a newer dsforge.
const SCHEMA: u32 = 1;
/// Bytes before the record.
const PREFIX: usize = 12;
/// Shorter JSON is not worth a compressor.
const COMPRESS_FROM: usize = 256;
const LEVEL: i32 = 1;
/// Both flags of a frame that needs a dictionary.
const PACKED: u8 = seal::COMPRESSED | seal::WITH_DICTIONARY;

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) db: &'a DbId,
    pub(super) table: &'static str,
    pub(super) key: &'a [u64],
}

/// What rows are opened and sealed with: the keys of their space, and the dictionary of their dataset if it has one.
#[derive(Clone, Copy)]
pub(super) struct Means<'a> {
    pub(super) keys: &'a SpaceKeys,
    pub(super) dictionary: Option<&'a Dictionary>,
}

impl<'a> From<&'a SpaceKeys> for Means<'a> {
    fn from(keys: &'a SpaceKeys) -> Self {
        Self { keys, dictionary: None }
    }
}

impl<'a> From<&'a Arc<SpaceKeys>> for Means<'a> {
    fn from(keys: &'a Arc<SpaceKeys>) -> Self {
        Self { keys, dictionary: None }
    }
}

/// A row, open.
pub(super) struct Row {
    pub(super) rev: u64,
    pub(super) json: Zeroizing<Vec<u8>>,
    pub(super) table: &'static str,
}

impl Row {
    /// What the row says, in today's shape.
    pub(super) fn decode<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        let mut json = serde_json::Deserializer::from_slice(&self.json);
        // What a person may nest is limited where it comes in. Around it stands what dsforge itself nests, and
        // a row that could be written must be readable.
        json.disable_recursion_limit();
        T::deserialize(&mut json).map_err(|_| StoreError::Damaged { table: self.table })
    }

    /// `newer` as JSON, with the members of this row that `newer` does not know.
    pub(super) fn rewritten<T: Serialize>(&self, newer: &T) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let mut members: Map<String, Value> = self.decode()?;
        let Ok(Value::Object(newer)) = serde_json::to_value(newer) else {
            return Err(StoreError::Damaged { table: self.table });
        };
        for (name, value) in newer {
            members.insert(name, value).as_mut().map(wipe);
        }
        let json = encode(&members);
        members.values_mut().for_each(wipe);
        json
    }
}

/// `value` as JSON.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let mut json = Growing(Zeroizing::new(Vec::with_capacity(1024)));
    serde_json::to_writer(&mut json, value).map_err(|error| StoreError::Io(io::Error::other(error)))?;
    Ok(json.0)
}

/// A buffer that wipes the memory that it grows out of.
struct Growing(Zeroizing<Vec<u8>>);

impl io::Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = Vec::with_capacity(length.max(self.0.capacity() * 2));
            larger.extend_from_slice(&self.0);
            self.0 = Zeroizing::new(larger);
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Wipes the texts of a value: a profile holds a key among them.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Seals a row's JSON for its place.
pub(super) fn seal<'k>(
    means: impl Into<Means<'k>>,
    spot: Spot<'_>,
    rev: u64,
    json: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let Means { keys, dictionary } = means.into();
    if json.len() > MAX_PLAINTEXT {
        return Err(StoreError::TooLarge);
    }
    let place = spot.place(SCHEMA, rev);
    let record = match compressed(json, dictionary) {
        Some((flags, smaller)) => seal::seal(keys, place, flags, &smaller)?,
        None => seal::seal(keys, place, 0, json)?,
    };
    let mut value = Vec::with_capacity(PREFIX + record.len());
    value.extend_from_slice(&SCHEMA.to_be_bytes());
    value.extend_from_slice(&rev.to_be_bytes());
    value.extend_from_slice(&record);
    Ok(value)
}

/// The same row, sealed with the newest key: shape, revision and content stay. None when it is so already.
pub(super) fn reseal(keys: &SpaceKeys, spot: Spot<'_>, value: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    if epoch(value) == Some(keys.current_epoch()) {
        return Ok(None);
    }
    let Parts { prefix, schema, rev, record } = split(value, spot.table)?;
    let place = spot.place(schema, rev);
    let opened = seal::open(keys, place, record).map_err(|error| StoreError::opening(error, spot.table))?;
    let record = seal::seal(keys, place, opened.flags, &opened.plaintext)?;
    Ok(Some([prefix, &record].concat()))
}

/// Opens a row that stands in its place.
pub(super) fn open<'k>(means: impl Into<Means<'k>>, spot: Spot<'_>, value: &[u8]) -> Result<Row, StoreError> {
    let Means { keys, dictionary } = means.into();
    let table = spot.table;
    let Parts { schema, rev, record, .. } = split(value, table)?;
    let opened = seal::open(keys, spot.place(schema, rev), record)
        .map_err(|error| StoreError::opening(error, table))?;
    let json = match opened.flags {
        0 => opened.plaintext,
        seal::COMPRESSED => decompressed(&opened.plaintext).ok_or(StoreError::Damaged { table })?,
        PACKED => {
            let unpacked = dictionary.and_then(|dictionary| dictionary.decompressed(&opened.plaintext));
            unpacked.ok_or(StoreError::Damaged { table })?
        }
        _ => return Err(StoreError::NewerRow { table }),
    };
    Ok(Row { rev, json, table })
}

/// The epoch that a sealed row names, before anything of it is believed.
pub(super) fn epoch(value: &[u8]) -> Option<u32> {
    value.get(PREFIX + 4..)?.first_chunk().map(|epoch| u32::from_be_bytes(*epoch))
}

/// A row in its parts, before anything of it is believed.
struct Parts<'a> {
    prefix: &'a [u8],
    schema: u32,
    rev: u64,
    record: &'a [u8],
}

fn split<'a>(value: &'a [u8], table: &'static str) -> Result<Parts<'a>, StoreError> {
    let damaged = || StoreError::Damaged { table };
    let (prefix, record) = value.split_at_checked(PREFIX).ok_or_else(damaged)?;
    let (schema, rev) = prefix.split_first_chunk().ok_or_else(damaged)?;
    let schema = u32::from_be_bytes(*schema);
    if schema > SCHEMA {
        return Err(StoreError::NewerRow { table });
    }
    let rev = u64::from_be_bytes(rev.try_into().map_err(|_| damaged())?);
    Ok(Parts { prefix, schema, rev, record })
}

impl<'a> Spot<'a> {
    fn place(self, schema: u32, rev: u64) -> Place<'a> {
        Place { db: self.db, table: self.table, key: self.key, schema, rev }
    }
}

/// The flags and the frame of a row that is smaller when it is compressed.
fn compressed(json: &[u8], dictionary: Option<&Dictionary>) -> Option<(u8, Zeroizing<Vec<u8>>)> {
    if json.len() <= COMPRESS_FROM {
        return None;
    }
    let (flags, smaller) = match dictionary.and_then(|dictionary| dictionary.compressed(json)) {
        Some(packed) => (PACKED, packed),
        None => (seal::COMPRESSED, Zeroizing::new(zstd::bulk::compress(json, LEVEL).ok()?)),
    };
    (smaller.len() < json.len()).then_some((flags, smaller))
}

/// Reads the size that the frame itself gives, and makes room only when that is permitted.
fn decompressed(frame: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let size = usize::try_from(zstd::zstd_safe::get_frame_content_size(frame).ok()??).ok()?;
    if size > MAX_PLAINTEXT {
        return None;
    }
    zstd::bulk::decompress(frame, size).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::crypto::keys::Keyring;

    const SPOT: Spot<'static> = Spot { db: &[7; 16], table: "examples", key: &[7, 42] };

    fn keys() -> SpaceKeys {
        Keyring::generate().unwrap().dataset(7, &[1; 32])
    }

    #[test]
    fn long_text_is_compressed_and_short_text_is_not() {
        let keys = keys();
        let long = "The tenant gives notice. ".repeat(100);
        let value = seal(&keys, SPOT, 1, long.as_bytes()).unwrap();
        assert!(value.len() < long.len() / 4);
        assert_eq!(open(&keys, SPOT, &value).ok().unwrap().json.as_slice(), long.as_bytes());

        let short = "The tenant gives notice. ".repeat(10);
        let value = seal(&keys, SPOT, 1, short.as_bytes()).unwrap();
        assert_eq!(value.len(), PREFIX + seal::OVERHEAD + short.len());
    }

    #[test]
    fn a_frame_that_promises_more_than_a_row_may_hold_is_not_unpacked() {
        let bomb = zstd::bulk::compress(&vec![0; MAX_PLAINTEXT + 1], LEVEL).unwrap();
        assert!(bomb.len() < 10_000);
        assert!(decompressed(&bomb).is_none());
        assert!(decompressed(b"no frame at all").is_none());
    }

    #[test]
    fn a_later_shape_is_called_newer_and_a_row_without_its_dictionary_damaged() {
        let keys = keys();
        let newer = |value: &[u8]| {
            matches!(open(&keys, SPOT, value), Err(StoreError::NewerRow { table: "examples" }))
        };
        let mut value = seal(&keys, SPOT, 1, b"{}").unwrap();
        value[3] = 2;
        assert!(newer(&value));

        let record =
            seal::seal(&keys, SPOT.place(1, 1), seal::COMPRESSED | seal::WITH_DICTIONARY, b"{}").unwrap();
        let value = [1_u32.to_be_bytes().as_slice(), &1_u64.to_be_bytes(), &record].concat();
        let opened = open(&keys, SPOT, &value);
        assert!(matches!(opened, Err(StoreError::Damaged { table: "examples" })));
    }

    #[test]
    fn a_row_cut_off_anywhere_or_flipped_anywhere_is_refused() {
        let keys = keys();
        let value = seal(&keys, SPOT, 1, br#"{"output":"three months"}"#).unwrap();
        for length in 0..value.len() {
            assert!(open(&keys, SPOT, &value[..length]).is_err(), "length {length}");
        }
        for bit in 0..value.len() * 8 {
            let mut flipped = value.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&keys, SPOT, &flipped).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_rewrite_keeps_members_that_only_a_newer_version_knows() {
        #[derive(Serialize, Deserialize)]
        struct Note {
            text: String,
            pinned: Option<bool>,
        }
        let json = br#"{"text":"before","pinned":true,"colour":{"r":1}}"#.to_vec();
        let row = Row { rev: 1, json: Zeroizing::new(json), table: "notes" };
        let json = row.rewritten(&Note { text: "after".to_owned(), pinned: None }).unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(&json).unwrap(),
            serde_json::json!({"text": "after", "pinned": null, "colour": {"r": 1}}),
        );
    }

    #[test]
    fn json_that_is_nested_deeper_than_parsers_like_is_read_back() {
        let keys = keys();
        let json = format!("{}1{}", "[".repeat(140), "]".repeat(140));
        let value = seal(&keys, SPOT, 1, json.as_bytes()).unwrap();
        assert!(open(&keys, SPOT, &value).ok().unwrap().decode::<Value>().is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_opens_again(text in ".{0,600}", rev in any::<u64>()) {
            let keys = keys();
            let value = seal(&keys, SPOT, rev, text.as_bytes()).unwrap();
            let row = open(&keys, SPOT, &value).ok().unwrap();
            prop_assert_eq!((row.rev, row.json.as_slice()), (rev, text.as_bytes()));
        }
    }
}
