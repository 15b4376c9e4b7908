//! The one place that asks the operating system for randomness.

use super::secret::Secret;

/// The operating system gave no random bytes, so nothing can be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random numbers")]
pub struct NoRandomness;

/// Random bytes that may be known, such as salts and nonces.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// Random bytes that are wiped when they are dropped.
pub fn secret<const N: usize>() -> Result<Secret<N>, NoRandomness> {
    let mut bytes = Secret::zeroed();
    fill(bytes.as_mut_slice())?;
    Ok(bytes)
}

/// By the system call itself: what a static program finds otherwise is `/dev/urandom`, which a file system that
/// is empty but for the program does not have.
#[cfg(target_os = "linux")]
fn fill(mut bytes: &mut [u8]) -> Result<(), NoRandomness> {
    use rustix::{
        io::Errno,
        rand::{GetRandomFlags, getrandom},
    };
    while !bytes.is_empty() {
        match getrandom(&mut *bytes, GetRandomFlags::empty()) {
            Ok(filled) => bytes = &mut std::mem::take(&mut bytes)[filled..],
            Err(Errno::INTR) => {}
            Err(_) => return Err(NoRandomness),
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}
