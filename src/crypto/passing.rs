//! A key for what is only passing through: made with the thing it seals, kept in memory alone, and gone with it.

use aes_gcm::{Aes256Gcm, KeyInit, aead::AeadInOut};

use super::{
    rng::{self, NoRandomness},
    secret::leaving_nothing,
};

/// Bytes that a sealed block is longer than the block.
pub const TAG: usize = 16;

/// Seals the blocks of one thing. A block's nonce is its number: the key seals nothing else, and nothing twice.
pub struct PassingKey(Box<Aes256Gcm>);

impl PassingKey {
    /// A new one.
    pub fn generate() -> Result<Self, NoRandomness> {
        let key = rng::secret::<32>()?;
        Ok(Self(leaving_nothing(|| Box::new(Aes256Gcm::new((&*key).into())))))
    }

    /// Seals a block in place, and adds its tag. Each number is given once.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "AES-GCM refuses only texts of many gigabytes"
    )]
    pub fn seal(&self, number: u64, block: &mut Vec<u8>) {
        let text = block.as_mut_slice().into();
        let tag = leaving_nothing(|| self.0.encrypt_inout_detached(&nonce(number).into(), &[], text));
        block.extend_from_slice(&tag.expect("a short block"));
    }

    /// Opens a block in place and takes its tag away. Says whether it is the one that was sealed.
    #[must_use]
    pub fn open(&self, number: u64, block: &mut Vec<u8>) -> bool {
        let Some(length) = block.len().checked_sub(TAG) else { return false };
        let tag = block.split_off(length);
        let Ok(tag) = <[u8; TAG]>::try_from(tag) else { return false };
        let text = block.as_mut_slice().into();
        let opened =
            leaving_nothing(|| self.0.decrypt_inout_detached(&nonce(number).into(), &[], text, &tag.into()));
        opened.is_ok()
    }
}

fn nonce(number: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[4..].copy_from_slice(&number.to_be_bytes());
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_opens_under_its_own_number_and_key_only() {
        let (key, other) = (PassingKey::generate().unwrap(), PassingKey::generate().unwrap());
        let mut block = b"The tenant pays.".to_vec();
        key.seal(3, &mut block);
        assert_ne!(&block[..16], b"The tenant pays.");
        for (key, number) in [(&key, 4), (&other, 3)] {
            assert!(!key.open(number, &mut block.clone()));
        }
        assert!(key.open(3, &mut block));
        assert_eq!(block, b"The tenant pays.");
        assert!(!key.open(3, &mut Vec::new()));
    }
}
