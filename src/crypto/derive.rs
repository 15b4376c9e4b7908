//! Deriving 32 bytes from others, and the unambiguous encoding of what they are derived for.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret::{Secret, leaving_nothing};

/// A label, then each field behind its length, so that no two lists of fields share an encoding.
pub(super) fn labelled(label: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut out = label.as_bytes().to_vec();
    for field in fields {
        out.extend_from_slice(&length_of(field).to_be_bytes());
        out.extend_from_slice(field);
    }
    out
}

/// HKDF-SHA-256 with 32 bytes of output.
#[expect(clippy::expect_used, reason = "HKDF refuses more than 8160 bytes, and these are 32")]
pub(super) fn hkdf(secret: &[u8], salt: &[u8], info: &[u8]) -> Secret<32> {
    leaving_nothing(|| {
        let mut out = Secret::zeroed();
        Hkdf::<Sha256>::new(Some(salt), secret).expand(info, out.as_mut_slice()).expect("32 bytes");
        out
    })
}

/// HMAC-SHA-256.
#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
pub(super) fn hmac(key: &[u8], message: &[u8]) -> Secret<32> {
    leaving_nothing(|| {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("a key of any length");
        mac.update(message);
        Secret::copied(&mac.finalize().into_bytes().into())
    })
}

#[expect(clippy::cast_possible_truncation, reason = "fields are ids, salts and table names")]
fn length_of(field: &[u8]) -> u32 {
    field.len() as u32
}
