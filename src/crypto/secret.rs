//! Secret bytes. They stay where they were made: moving a value on the stack leaves a copy behind that nobody
//! wipes, so these lie on the heap and only their address moves. What ciphers and hashes leave on the stack while
//! they work is written over after them.

use std::ops::{Deref, DerefMut};

use zeroize::Zeroize;

/// `N` secret bytes, wiped when dropped. Neither printed nor copied.
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Zeros, to be filled in place.
    pub fn zeroed() -> Self {
        Self(Box::new([0; N]))
    }

    /// Every bit turned over, to look for copies without making one.
    #[cfg(test)]
    pub(crate) fn inverted(&self) -> [u8; N] {
        std::array::from_fn(|at| !self.0[at])
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

/// Deeper than any cipher or hash here uses the stack. A build that is not optimised uses more of it.
const DEPTH: usize = if cfg!(debug_assertions) { 32 << 10 } else { 8 << 10 };

/// Does something with secrets and writes over the stack that it used. What comes back must not hold any, but for
/// a [`Secret`].
pub(super) fn leaving_nothing<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    write_over_stack();
    done
}

/// In a frame of its own, which is gone when the stack below is written over.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
#[cfg_attr(debug_assertions, expect(clippy::large_stack_arrays, reason = "the stack is what this is about"))]
fn write_over_stack() {
    let mut stack = [0_u8; DEPTH];
    std::hint::black_box(&mut stack);
}
