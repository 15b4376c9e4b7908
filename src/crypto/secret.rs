//! Secret bytes. They stay where they were made: moving a value on the stack leaves a copy behind that nobody
//! wipes, so these lie on the heap and only their address moves.

use std::ops::{Deref, DerefMut};

use zeroize::Zeroize;

/// `N` secret bytes, wiped when dropped. Neither printed nor copied.
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Zeros, to be filled in place.
    pub fn zeroed() -> Self {
        Self(Box::new([0; N]))
    }

    /// A copy of bytes that are secret elsewhere too.
    pub fn copied(bytes: &[u8; N]) -> Self {
        let mut copy = Self::zeroed();
        copy.copy_from_slice(bytes);
        copy
    }
}

impl<const N: usize> Deref for Secret<N> {
    type Target = [u8; N];

    fn deref(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> DerefMut for Secret<N> {
    fn deref_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
