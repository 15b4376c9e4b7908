//! Tokens: names that nobody can guess.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::rng::{self, NoRandomness};

/// 32 random bytes in base64url, 43 characters.
pub fn make() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(rng::bytes::<32>()?))
}
