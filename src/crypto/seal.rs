//! Sealed records.
//!
//! ```text
//! D5 │ 01 version │ 01 AES-256-GCM │ flags │ u32 epoch │ 12 bytes nonce │ ciphertext │ 16 bytes tag
//! ```
//!
//! The associated data names the record's place, so that one that is moved to another row, table or file does
//! not open. What the flags say of the plaintext is the caller's business; here they are only authenticated.

use aes_gcm::aead::AeadInOut;
use zeroize::Zeroizing;

use super::{
    DbId,
    derive::labelled,
    keys::SpaceKeys,
    rng::{self, NoRandomness},
    secret::leaving_nothing,
};

const HEADER: usize = 8;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Bytes that a record is longer than its plaintext.
pub const OVERHEAD: usize = HEADER + NONCE + TAG;

/// The longest plaintext, before and after compression.
pub const MAX_PLAINTEXT: usize = 32 << 20;

/// The plaintext is a zstd frame.
pub const COMPRESSED: u8 = 1;
/// The plaintext is a zstd frame that needs the dictionary of its dataset.
pub const WITH_DICTIONARY: u8 = 2;

/// Where a record stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The file.
    pub db: &'a DbId,
    /// The table.
    pub table: &'a str,
    /// The parts of the row's key.
    pub key: &'a [u64],
    /// The number of the row's shape.
    pub schema: u32,
    /// How often the row was edited.
    pub rev: u64,
}

/// A record, open.
pub struct Opened {
    /// What was sealed.
    pub plaintext: Zeroizing<Vec<u8>>,
    /// What the record says of it.
    pub flags: u8,
}

/// Why nothing was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// More than [`MAX_PLAINTEXT`].
    #[error("a row is larger than 32 MiB")]
    TooLarge,
    /// The keyring was locked meanwhile.
    #[error("the keys are locked")]
    Locked,
    /// No nonce could be had.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Why a record does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another magic byte, version, algorithm or flag than this version knows.
    #[error("a record was written by a newer dsforge")]
    UnsupportedFormat,
    /// Sealed in an epoch whose key is not at hand.
    #[error("a record needs a key that is not at hand")]
    UnknownEpoch,
    /// Cut off, changed, moved from elsewhere, or sealed with another key.
    #[error("a record is damaged")]
    Damaged,
}

/// Seals a plaintext with the newest key.
pub fn seal(keys: &SpaceKeys, place: Place<'_>, flags: u8, plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
    seal_with(keys, place, flags, plaintext, rng::bytes()?)
}

#[expect(clippy::expect_used, reason = "AES-GCM refuses only texts of many gigabytes")]
pub(super) fn seal_with(
    keys: &SpaceKeys,
    place: Place<'_>,
    flags: u8,
    plaintext: &[u8],
    nonce: [u8; NONCE],
) -> Result<Vec<u8>, SealError> {
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(SealError::TooLarge);
    }
    let (epoch, cipher) = keys.newest().ok_or(SealError::Locked)?;
    let [a, b, c, d] = epoch.to_be_bytes();
    let header = [0xD5, 1, 1, flags, a, b, c, d];
    let mut record = Vec::with_capacity(plaintext.len() + OVERHEAD);
    record.extend_from_slice(&header);
    record.extend_from_slice(&nonce);
    record.extend_from_slice(plaintext);
    let aad = aad(header, place);
    let text = (&mut record[HEADER + NONCE..]).into();
    // Working, a cipher spreads its key over the stack.
    let tag = leaving_nothing(|| cipher.encrypt_inout_detached(&nonce.into(), &aad, text));
    let tag = tag.expect("at most 32 MiB");
    record.extend_from_slice(&tag);
    Ok(record)
}

/// Opens a record with the key of the epoch that it names.
pub fn open(keys: &SpaceKeys, place: Place<'_>, record: &[u8]) -> Result<Opened, OpenError> {
    if !(OVERHEAD..=OVERHEAD + MAX_PLAINTEXT).contains(&record.len()) {
        return Err(OpenError::Damaged);
    }
    let (header, rest) = record.split_first_chunk::<HEADER>().ok_or(OpenError::Damaged)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(OpenError::Damaged)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG>().ok_or(OpenError::Damaged)?;
    let [0xD5, 1, 1, flags, epoch @ ..] = *header else { return Err(OpenError::UnsupportedFormat) };
    if flags & !(COMPRESSED | WITH_DICTIONARY) != 0 {
        return Err(OpenError::UnsupportedFormat);
    }
    let cipher = keys.of(u32::from_be_bytes(epoch)).ok_or(OpenError::UnknownEpoch)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    let aad = aad(*header, place);
    let text = plaintext.as_mut_slice().into();
    leaving_nothing(|| cipher.decrypt_inout_detached(nonce.into(), &aad, text, tag.into()))
        .map_err(|_| OpenError::Damaged)?;
    Ok(Opened { plaintext, flags })
}

pub(super) fn aad(header: [u8; HEADER], place: Place<'_>) -> Vec<u8> {
    let Place { db, table, key, schema, rev } = place;
    let (first, rest) = key.split_first().unwrap_or((&0, &[]));
    // A key of one part counts as that part and a zero.
    let rest = if rest.is_empty() { &[0] } else { rest };
    let rest: Vec<u8> = rest.iter().flat_map(|part| part.to_be_bytes()).collect();
    labelled(
        "dsforge/v1/rec",
        &[
            &header,
            db,
            table.as_bytes(),
            &first.to_be_bytes(),
            &rest,
            &schema.to_be_bytes(),
            &rev.to_be_bytes(),
        ],
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::keys::Keyring;

    const DB: DbId = [7; 16];
    const PLACE: Place<'static> = Place { db: &DB, table: "examples", key: &[7, 42], schema: 1, rev: 1 };
    const TEXT: &[u8] = b"The tenant gives three months' notice.";

    fn keys() -> SpaceKeys {
        Keyring::generate().unwrap().dataset(7, &[1; 32])
    }

    fn refusal(keys: &SpaceKeys, place: Place<'_>, record: &[u8]) -> Option<OpenError> {
        open(keys, place, record).err()
    }

    #[test]
    fn a_record_opens_in_its_place_and_only_there() {
        let keys = keys();
        let record = seal(&keys, PLACE, 0, TEXT).unwrap();
        assert_eq!(open(&keys, PLACE, &record).ok().unwrap().plaintext.as_slice(), TEXT);
        for elsewhere in [
            Place { key: &[7, 43], ..PLACE },
            Place { key: &[8, 42], ..PLACE },
            Place { key: &[42, 7], ..PLACE },
            Place { key: &[7, 42, 0], ..PLACE },
            Place { table: "changes", ..PLACE },
            Place { rev: 2, ..PLACE },
            Place { schema: 2, ..PLACE },
            Place { db: &[8; 16], ..PLACE },
        ] {
            assert_eq!(refusal(&keys, elsewhere, &record), Some(OpenError::Damaged));
        }
        assert_eq!(refusal(&self::keys(), PLACE, &record), Some(OpenError::Damaged));
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let keys = keys();
        let record = seal(&keys, PLACE, COMPRESSED, TEXT).unwrap();
        for bit in 0..record.len() * 8 {
            let mut flipped = record.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(refusal(&keys, PLACE, &flipped).is_some(), "bit {bit}");
        }
    }

    #[test]
    fn another_format_is_called_so_and_never_guessed_at() {
        let keys = keys();
        let record = seal(&keys, PLACE, 0, TEXT).unwrap();
        for (at, value) in [(0, 0xD6), (1, 2), (2, 2), (3, 4), (3, 0x80)] {
            let mut other = record.clone();
            other[at] = value;
            assert_eq!(refusal(&keys, PLACE, &other), Some(OpenError::UnsupportedFormat), "byte {at}");
        }
        let mut other = record;
        other[7] = 9;
        assert_eq!(refusal(&keys, PLACE, &other), Some(OpenError::UnknownEpoch));
    }

    #[test]
    fn a_record_cut_off_anywhere_is_damaged() {
        let keys = keys();
        let record = seal(&keys, PLACE, 0, TEXT).unwrap();
        for length in 0..record.len() {
            assert_eq!(refusal(&keys, PLACE, &record[..length]), Some(OpenError::Damaged), "length {length}");
        }
    }

    #[test]
    fn two_seals_of_one_text_share_nothing_but_the_header() {
        let keys = keys();
        let one = seal(&keys, PLACE, 0, TEXT).unwrap();
        let two = seal(&keys, PLACE, 0, TEXT).unwrap();
        assert_ne!(one[HEADER..HEADER + NONCE], two[HEADER..HEADER + NONCE]);
        assert_ne!(one[HEADER + NONCE..], two[HEADER + NONCE..]);
    }

    #[test]
    fn a_plaintext_that_is_too_large_is_refused() {
        let text = vec![0; MAX_PLAINTEXT + 1];
        assert_eq!(seal(&keys(), PLACE, 0, &text), Err(SealError::TooLarge));
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_opens_again(text in proptest::collection::vec(any::<u8>(), 0..600), flags in 0..4_u8) {
            let keys = keys();
            let record = seal(&keys, PLACE, flags, &text).unwrap();
            let opened = open(&keys, PLACE, &record).ok().unwrap();
            prop_assert_eq!((opened.plaintext.to_vec(), opened.flags), (text, flags));
        }

        #[test]
        fn no_bytes_make_it_panic_or_open(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            let mut bytes = bytes;
            prop_assert!(open(&keys(), PLACE, &bytes).is_err());
            if bytes.len() >= HEADER {
                bytes[..HEADER].copy_from_slice(&[0xD5, 1, 1, 0, 0, 0, 0, 1]);
                prop_assert!(open(&keys(), PLACE, &bytes).is_err());
            }
        }
    }
}
