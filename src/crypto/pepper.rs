//! Peppers: secrets that are kept apart from the data, so that a copy of the data alone gives an attacker
//! nothing to guess passwords against. Which file they lie in is not known here.

use std::collections::BTreeMap;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::{
    derive::hmac,
    rng::{self, NoRandomness},
};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One pepper. `SECRET_SALT` is its text.
pub struct Pepper(Zeroizing<Vec<u8>>);

/// Why a text or a file holds no peppers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PepperError {
    /// Not base64.
    #[error("is not base64; `openssl rand -base64 32` makes a good one")]
    NotBase64,
    /// Too easy to guess.
    #[error("is too short: it needs at least {min} bytes before base64", min = Pepper::MIN_BYTES)]
    TooShort,
    /// Not the JSON of a ring.
    #[error("does not hold secrets of dsforge")]
    Malformed,
    /// A ring with a higher version.
    #[error("was written by a newer dsforge")]
    Newer,
}

/// Recognises a pepper without giving it away.
pub type PepperCheck = [u8; 8];

impl Pepper {
    /// Fewest bytes.
    pub const MIN_BYTES: usize = 16;

    /// A new one of 32 bytes.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(Zeroizing::new(rng::secret::<32>()?.to_vec())))
    }

    /// Reads the text form. Spaces around it do not count.
    pub fn from_base64(text: &str) -> Result<Self, PepperError> {
        let bytes = Zeroizing::new(BASE64.decode(text.trim()).map_err(|_| PepperError::NotBase64)?);
        if bytes.len() < Self::MIN_BYTES { Err(PepperError::TooShort) } else { Ok(Self(bytes)) }
    }

    /// What a user's row keeps, to find the pepper again whatever its id has become.
    pub fn check(&self) -> PepperCheck {
        let mut check = PepperCheck::default();
        check.copy_from_slice(&hmac(&self.0, b"dsforge/v1/peppercheck")[..8]);
        check
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Every pepper that was ever in use, and which one new passwords take.
pub struct PepperRing {
    current: u32,
    peppers: BTreeMap<u32, Pepper>,
}

#[derive(Serialize, Deserialize)]
struct RingFile {
    v: u32,
    current: u32,
    peppers: BTreeMap<u32, String>,
}

impl Drop for RingFile {
    fn drop(&mut self) {
        self.peppers.values_mut().for_each(Zeroize::zeroize);
    }
}

impl PepperRing {
    /// A ring of one.
    pub fn new(pepper: Pepper) -> Self {
        Self { current: 1, peppers: BTreeMap::from([(1, pepper)]) }
    }

    /// The pepper for new passwords, with its id.
    pub fn current(&self) -> (u32, &Pepper) {
        // Every way to make or change a ring leaves the current id in it.
        (self.current, &self.peppers[&self.current])
    }

    /// The pepper that gives this check, under whatever id.
    pub fn by_check(&self, check: &PepperCheck) -> Option<&Pepper> {
        self.peppers.values().find(|pepper| pepper.check().ct_eq(check).into())
    }

    /// Makes a pepper the current one. One that is in the ring already keeps its id; a new one gets the next.
    /// Says whether the ring is different now.
    pub fn join(&mut self, pepper: Pepper) -> bool {
        let known = self.peppers.iter().find(|(_, p)| p.0.ct_eq(&pepper.0).into()).map(|(id, _)| *id);
        let id =
            known.unwrap_or_else(|| self.peppers.last_key_value().map_or(1, |(id, _)| id.saturating_add(1)));
        let before = (self.current, self.peppers.len());
        self.peppers.entry(id).or_insert(pepper);
        self.current = id;
        before != (self.current, self.peppers.len())
    }

    /// Reads the file form.
    pub fn from_json(json: &[u8]) -> Result<Self, PepperError> {
        let file: RingFile = serde_json::from_slice(json).map_err(|_| PepperError::Malformed)?;
        if file.v > 1 {
            return Err(PepperError::Newer);
        }
        let peppers = file
            .peppers
            .iter()
            .map(|(id, text)| Ok((*id, Pepper::from_base64(text)?)))
            .collect::<Result<BTreeMap<_, _>, PepperError>>()?;
        if file.v == 1 && peppers.contains_key(&file.current) {
            Ok(Self { current: file.current, peppers })
        } else {
            Err(PepperError::Malformed)
        }
    }

    /// The file form.
    pub fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let peppers = self.peppers.iter().map(|(id, pepper)| (*id, BASE64.encode(&*pepper.0))).collect();
        let file = RingFile { v: 1, current: self.current, peppers };
        Zeroizing::new(serde_json::to_vec(&file).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pepper(byte: u8) -> Pepper {
        Pepper(Zeroizing::new(vec![byte; 32]))
    }

    #[test]
    fn a_changed_secret_salt_joins_the_ring_and_the_old_one_stays() {
        let mut ring = PepperRing::new(pepper(0x11));
        assert!(ring.join(pepper(0x22)));
        assert_eq!(ring.current().0, 2);
        assert!(!ring.join(pepper(0x22)), "the same value again changes nothing");
        assert!(ring.join(pepper(0x11)), "an old value becomes current under its old id");
        assert_eq!(ring.current().0, 1);

        let read = PepperRing::from_json(&ring.to_json()).unwrap();
        assert_eq!(read.current().0, 1);
        assert_eq!(read.by_check(&pepper(0x22).check()).unwrap().as_bytes(), [0x22; 32]);
        assert!(read.by_check(&pepper(0x33).check()).is_none());
    }

    #[test]
    fn a_secret_salt_that_is_short_or_no_base64_is_refused() {
        let refused = |text| Pepper::from_base64(text).err();
        assert_eq!(refused("c2hvcnQ="), Some(PepperError::TooShort));
        assert_eq!(refused("not base64!"), Some(PepperError::NotBase64));
        assert_eq!(refused(""), Some(PepperError::TooShort));
        assert!(Pepper::from_base64(" MTIzNDU2Nzg5MDEyMzQ1Ng \n").is_ok());
    }

    #[test]
    fn a_file_that_is_no_ring_is_refused() {
        let refused = |json: &str| PepperRing::from_json(json.as_bytes()).err();
        assert_eq!(refused("{}"), Some(PepperError::Malformed));
        assert_eq!(refused(r#"{"v":2,"current":1,"peppers":{}}"#), Some(PepperError::Newer));
        assert_eq!(refused(r#"{"v":1,"current":1,"peppers":{}}"#), Some(PepperError::Malformed));
        assert_eq!(refused(r#"{"v":1,"current":1,"peppers":{"1":"c2hvcnQ="}}"#), Some(PepperError::TooShort));
    }
}
