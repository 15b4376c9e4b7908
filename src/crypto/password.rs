//! Passwords as they are typed, in the one form they are derived from.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A password of a permitted length. Wiped when dropped.
pub struct Password(Zeroizing<String>);

/// Why a text cannot be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`Password::MIN_BYTES`].
    #[error("a password needs at least {min} characters", min = Password::MIN_BYTES)]
    TooShort,
    /// More than [`Password::MAX_BYTES`].
    #[error("a password has at most {max} bytes", max = Password::MAX_BYTES)]
    TooLong,
}

impl Password {
    /// Fewest bytes, as UTF-8.
    pub const MIN_BYTES: usize = 8;
    /// Most bytes, as UTF-8.
    pub const MAX_BYTES: usize = 1024;

    /// Takes a text as it was typed. Spaces count. What different keyboards write differently but looks the
    /// same becomes the same (NFKC).
    pub fn new(typed: &str) -> Result<Self, PasswordError> {
        let password = Self::normalised(typed)?;
        if password.0.len() < Self::MIN_BYTES { Err(PasswordError::TooShort) } else { Ok(password) }
    }

    /// Of any length up to the longest.
    pub(super) fn normalised(typed: &str) -> Result<Self, PasswordError> {
        // The whole buffer at once: one that grows would leave copies behind.
        let mut text = Zeroizing::new(String::with_capacity(Self::MAX_BYTES));
        for c in typed.nfkc() {
            if text.len() + c.len_utf8() > Self::MAX_BYTES {
                return Err(PasswordError::TooLong);
            }
            text.push(c);
        }
        Ok(Self(text))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_8_to_1024_bytes() {
        assert_eq!(Password::new("1234567").err(), Some(PasswordError::TooShort));
        assert!(Password::new("12345678").is_ok());
        assert!(Password::new(&"x".repeat(1024)).is_ok());
        assert_eq!(Password::new(&"x".repeat(1025)).err(), Some(PasswordError::TooLong));
    }

    #[test]
    fn two_ways_to_type_a_character_are_one_password_and_spaces_are_not_trimmed() {
        let bytes = |typed| Password::new(typed).unwrap().as_bytes().to_vec();
        assert_eq!(bytes("cafe\u{301} tenant"), bytes("caf\u{e9} tenant"));
        assert_ne!(bytes("caf\u{e9} tenant "), bytes("caf\u{e9} tenant"));
    }
}
