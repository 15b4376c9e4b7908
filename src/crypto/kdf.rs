//! From a password to the key that its wraps hang on, slowly.

use std::{fmt, str::FromStr};

use pbkdf2::pbkdf2_hmac;
use sha2::{Digest, Sha256};

use super::{
    UserSalt,
    derive::{hkdf, hmac, labelled},
    keys::PasswordKey,
    password::Password,
    pepper::Pepper,
    secret::{Secret, leaving_nothing},
};

/// How a password is stretched. Written with its parameters, so that they can rise and others can join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kdf {
    pub(super) iterations: u32,
}

/// A text that names no way to stretch passwords that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// Not in the list of names.
    #[error("unknown way to stretch passwords; it may come from a newer dsforge")]
    Unknown,
    /// In the list, with a count that is too cheap to be safe or too dear to be meant.
    #[error("PBKDF2 iterations must be from {min} to {max}", min = Kdf::MIN_ITERATIONS, max = Kdf::MAX_ITERATIONS)]
    Iterations,
}

impl Kdf {
    /// Fewest iterations, also the default: what OWASP advises for PBKDF2 with SHA-256.
    pub const MIN_ITERATIONS: u32 = 600_000;
    /// Most iterations, some seconds of work: a damaged file must not make a login last for hours.
    pub const MAX_ITERATIONS: u32 = 10_000_000;

    /// PBKDF2 with HMAC-SHA-256.
    pub fn pbkdf2_sha256(iterations: u32) -> Result<Self, KdfError> {
        let permitted = Self::MIN_ITERATIONS..=Self::MAX_ITERATIONS;
        if permitted.contains(&iterations) { Ok(Self { iterations }) } else { Err(KdfError::Iterations) }
    }

    /// Whether `self` costs an attacker less than `other`.
    pub fn is_weaker_than(self, other: Self) -> bool {
        self.iterations < other.iterations
    }
}

impl Default for Kdf {
    fn default() -> Self {
        Self { iterations: Self::MIN_ITERATIONS }
    }
}

impl fmt::Display for Kdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pbkdf2-sha256-{}", self.iterations)
    }
}

impl FromStr for Kdf {
    type Err = KdfError;

    fn from_str(text: &str) -> Result<Self, KdfError> {
        let count = text.strip_prefix("pbkdf2-sha256-").ok_or(KdfError::Unknown)?;
        if count.is_empty() || count.starts_with('0') || !count.bytes().all(|b| b.is_ascii_digit()) {
            return Err(KdfError::Unknown);
        }
        Self::pbkdf2_sha256(count.parse().map_err(|_| KdfError::Iterations)?)
    }
}

/// What a password becomes. It opens nothing itself.
pub struct RootKey(Secret<32>);

/// Stretches a password. This is slow on purpose (a tenth of a second and up): call it where blocking is
/// allowed and outside of any transaction.
pub fn derive_root(
    password: &Password,
    kdf: Kdf,
    salt: &UserSalt,
    pepper: &Pepper,
    pepper_id: u32,
) -> RootKey {
    let message = labelled("dsforge/v1/pwsalt", &[salt, &pepper_id.to_be_bytes()]);
    let salt = hmac(pepper.as_bytes(), &message);
    leaving_nothing(|| {
        let mut root = Secret::zeroed();
        pbkdf2_hmac::<Sha256>(password.as_bytes(), salt.as_slice(), kdf.iterations, root.as_mut_slice());
        RootKey(root)
    })
}

impl RootKey {
    /// The key that wraps this user's data keys.
    pub fn password_key(&self, user: u64) -> PasswordKey {
        PasswordKey::derive(&self.0, user)
    }

    /// What is stored to recognise the password by. It says nothing about [`RootKey::password_key`].
    pub fn verifier(&self, user: u64) -> [u8; 32] {
        let auth = hkdf(self.0.as_slice(), b"", &labelled("dsforge/v1/auth", &[&user.to_be_bytes()]));
        Sha256::digest(auth.as_slice()).into()
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kdf_is_written_and_read_as_its_name() {
        assert_eq!(Kdf::default().to_string(), "pbkdf2-sha256-600000");
        let dearer = Kdf::pbkdf2_sha256(1_200_000).unwrap();
        assert_eq!(dearer.to_string().parse(), Ok(dearer));
        assert!(Kdf::default().is_weaker_than(dearer));
    }

    #[test]
    fn only_names_on_the_list_are_read() {
        for other in ["argon2id", "pbkdf2-sha256-", "pbkdf2-sha256-+700000", "pbkdf2-sha256-0700000", ""] {
            assert_eq!(other.parse::<Kdf>(), Err(KdfError::Unknown), "{other}");
        }
        for count in ["599999", "10000001", "99999999999"] {
            assert_eq!(format!("pbkdf2-sha256-{count}").parse::<Kdf>(), Err(KdfError::Iterations));
        }
    }
}
