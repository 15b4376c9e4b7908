//! A user's data key, sealed by the key that a password or a recovery code gives. Changing either rewrites
//! these sixty bytes for each epoch and nothing else.

use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead, aead::Payload};
use zeroize::Zeroizing;

use super::{
    DbId,
    derive::labelled,
    keys::{PasswordKey, RecoveryKey, UserDataKey, WrappingKey},
    rng::{self, NoRandomness},
    secret::{Secret, leaving_nothing},
};

const NONCE: usize = 12;
const WRAP: usize = NONCE + 32 + 16;

/// `nonce ‖ ciphertext ‖ tag`.
pub type Wrapped = [u8; WRAP];

/// A wrap that its key does not open: the wrong key, or damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key record does not open")]
pub struct WrapError;

/// Whose key is wrapped, in which file and epoch. A wrap opens nowhere else.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// The file.
    pub db: &'a DbId,
    /// The user's id.
    pub user: u64,
    /// The epoch of the key.
    pub epoch: u32,
}

impl PasswordKey {
    /// The slot of its wraps.
    pub const SLOT: u8 = <Self as WrappingKey>::SLOT;

    /// Wraps a data key.
    pub fn wrap(&self, owner: Owner<'_>, key: &UserDataKey) -> Result<Wrapped, NoRandomness> {
        Ok(wrap(self, owner, key, rng::bytes()?))
    }

    /// Opens what [`PasswordKey::wrap`] made.
    pub fn unwrap(&self, owner: Owner<'_>, wrapped: &Wrapped) -> Result<UserDataKey, WrapError> {
        unwrap(self, owner, wrapped)
    }
}

impl RecoveryKey {
    /// The slot of its wraps.
    pub const SLOT: u8 = <Self as WrappingKey>::SLOT;

    /// Wraps a data key.
    pub fn wrap(&self, owner: Owner<'_>, key: &UserDataKey) -> Result<Wrapped, NoRandomness> {
        Ok(wrap(self, owner, key, rng::bytes()?))
    }

    /// Opens what [`RecoveryKey::wrap`] made.
    pub fn unwrap(&self, owner: Owner<'_>, wrapped: &Wrapped) -> Result<UserDataKey, WrapError> {
        unwrap(self, owner, wrapped)
    }
}

fn place<K: WrappingKey>(owner: Owner<'_>) -> Vec<u8> {
    let Owner { db, user, epoch } = owner;
    labelled("dsforge/v1/wrap", &[db, &user.to_be_bytes(), &[K::SLOT], &epoch.to_be_bytes()])
}

#[expect(clippy::expect_used, reason = "AES-GCM refuses only texts of many gigabytes")]
pub(super) fn wrap<K: WrappingKey>(
    key: &K,
    owner: Owner<'_>,
    data_key: &UserDataKey,
    nonce: [u8; NONCE],
) -> Wrapped {
    let payload = Payload { msg: data_key.bytes(), aad: &place::<K>(owner) };
    let seal = || Aes256Gcm::new(key.bytes().into()).encrypt(&nonce.into(), payload).expect("32 bytes");
    let sealed = leaving_nothing(seal);
    let mut wrapped = [0; WRAP];
    wrapped[..NONCE].copy_from_slice(&nonce);
    wrapped[NONCE..].copy_from_slice(&sealed);
    wrapped
}

fn unwrap<K: WrappingKey>(key: &K, owner: Owner<'_>, wrapped: &Wrapped) -> Result<UserDataKey, WrapError> {
    let (nonce, sealed) = wrapped.split_first_chunk::<NONCE>().ok_or(WrapError)?;
    let payload = Payload { msg: sealed, aad: &place::<K>(owner) };
    let open = || Aes256Gcm::new(key.bytes().into()).decrypt(nonce.into(), payload);
    let opened = Zeroizing::new(leaving_nothing(open).map_err(|_| WrapError)?);
    let mut bytes = Secret::zeroed();
    bytes.copy_from_slice(opened.get(..32).ok_or(WrapError)?);
    Ok(UserDataKey::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DB: DbId = [9; 16];
    const OWNER: Owner<'static> = Owner { db: &DB, user: 1, epoch: 1 };

    fn key(byte: u8) -> RecoveryKey {
        RecoveryKey::from_exposed(Secret::copied(&[byte; 32]))
    }

    #[test]
    fn a_wrap_opens_only_with_its_key_its_user_its_epoch_and_its_file() {
        let data_key = UserDataKey::generate().unwrap();
        let wrapped = key(1).wrap(OWNER, &data_key).unwrap();
        assert_eq!(key(1).unwrap(OWNER, &wrapped).unwrap().bytes(), data_key.bytes());

        assert!(key(2).unwrap(OWNER, &wrapped).is_err());
        assert!(key(1).unwrap(Owner { user: 2, ..OWNER }, &wrapped).is_err());
        assert!(key(1).unwrap(Owner { epoch: 2, ..OWNER }, &wrapped).is_err());
        assert!(key(1).unwrap(Owner { db: &[8; 16], ..OWNER }, &wrapped).is_err());
    }

    #[test]
    fn every_flipped_bit_of_a_wrap_is_noticed() {
        let wrapped = key(1).wrap(OWNER, &UserDataKey::generate().unwrap()).unwrap();
        for bit in 0..wrapped.len() * 8 {
            let mut flipped = wrapped;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(key(1).unwrap(OWNER, &flipped).is_err(), "bit {bit}");
        }
    }
}
