//! The one place that asks the operating system for randomness.

use super::secret::Secret;

/// The operating system gave no random bytes, so nothing can be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random numbers")]
pub struct NoRandomness;

/// Random bytes that may be known, such as salts and nonces.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Random bytes that are wiped when they are dropped.
pub fn secret<const N: usize>() -> Result<Secret<N>, NoRandomness> {
    let mut bytes = Secret::zeroed();
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| NoRandomness)?;
    Ok(bytes)
}
