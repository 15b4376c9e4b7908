//! Bytes in, bytes out: the keys, and what they seal. Nothing here reads a file, a clock or a setting; the
//! operating system's generator is asked in [`rng`] alone.
//!
//! ```text
//! password ── PBKDF2, salted through the pepper ──► RootKey ── HKDF ──► PasswordKey ── wraps ──┐
//! recovery code (160 bits, shown once) ────────────────────── HKDF ──► RecoveryKey ── wraps ──┤
//!                                                                                             ▼
//!                                           UserDataKey of each epoch: 32 random bytes, in a Keyring
//!                                                │ HKDF
//!             ┌──────────────────────────────────┼─────────────────────────────────┐
//!      one dataset (salted)               one run (salted)              one Domain (templates, drafts …)
//!             └──────────────────────────────────┼─────────────────────────────────┘
//!                                            SpaceKeys
//!                                                │ AES-256-GCM, a random nonce for every seal
//!                                             record, whose associated data names its Place
//! ```
//!
//! Passwords only ever wrap: a new password rewrites a few wraps and leaves every record alone. Every kind of
//! key has its own type, which can do what that kind is for and nothing else. None can be printed, copied or
//! serialised, and all are wiped when they are dropped.

pub mod kdf;
pub mod keys;
pub mod passing;
pub mod password;
pub mod pepper;
pub mod recovery;
pub mod rng;
pub mod seal;
pub mod secret;
pub mod token;
pub mod wrap;

mod derive;
#[cfg(test)]
mod vectors;

/// The random name of one data file. It is part of what every seal authenticates, so that a record of one file
/// opens in no other.
pub type DbId = [u8; 16];

/// The salt of one user's derivations.
pub type UserSalt = [u8; 16];
