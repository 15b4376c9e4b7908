//! The file with the peppers. It lies apart from the data, and in no backup, so that a copy of either alone is
//! of no use to anyone.

use std::{fs, io, path::Path};

use zeroize::Zeroizing;

use super::file::write_durably;
use crate::crypto::{
    pepper::{Pepper, PepperError, PepperRing},
    rng::NoRandomness,
};

/// Why there are no peppers to work with.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The setting.
    #[error("SECRET_SALT {0}")]
    Setting(PepperError),
    /// What stands in the file.
    #[error("the secret file {0}")]
    File(PepperError),
    /// The file itself.
    #[error("the secret file cannot be read or written")]
    Io(#[from] io::Error),
    /// No secret could be made up.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Reads the ring. A `secret_salt` joins it and becomes the current pepper; without one and without a file, one
/// is made up. What is new is on disk before this returns.
pub fn open(path: &Path, secret_salt: Option<&str>) -> Result<PepperRing, SecretError> {
    let (ring, is_new) = match known(path, secret_salt)? {
        Some(known) => known,
        None => (PepperRing::new(Pepper::generate()?), true),
    };
    if is_new {
        write_durably(path, &ring.to_json())?;
    }
    Ok(ring)
}

/// The ring that [`open()`] would give, with nothing made up and nothing written; none when there is neither a file
/// nor a `secret_salt`.
pub fn look(path: &Path, secret_salt: Option<&str>) -> Result<Option<PepperRing>, SecretError> {
    Ok(known(path, secret_salt)?.map(|(ring, _)| ring))
}

/// What is known of peppers, and whether the file does not hold all of it.
fn known(path: &Path, secret_salt: Option<&str>) -> Result<Option<(PepperRing, bool)>, SecretError> {
    let given = secret_salt.map(Pepper::from_base64).transpose().map_err(SecretError::Setting)?;
    let stored = match fs::read(path) {
        Ok(json) => Some(PepperRing::from_json(&Zeroizing::new(json)).map_err(SecretError::File)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    Ok(match (stored, given) {
        (Some(mut ring), Some(pepper)) => {
            let is_new = ring.join(pepper);
            Some((ring, is_new))
        }
        (Some(ring), None) => Some((ring, false)),
        (None, Some(pepper)) => Some((PepperRing::new(pepper), true)),
        (None, None) => None,
    })
}
