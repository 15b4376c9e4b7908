//! Names to log in with.

use unicode_normalization::UnicodeNormalization;

const MAX_CHARS: usize = 64;

/// Why a text cannot be a user's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Nothing, or spaces alone.
    #[error("a user needs a name")]
    Empty,
    /// More than 64 characters.
    #[error("a user's name has at most {MAX_CHARS} characters")]
    TooLong,
    /// A colon, which HTTP ends the name at, or a character that cannot be seen.
    #[error("a user's name cannot hold colons or invisible characters")]
    Character,
}

/// A name as it is kept: without spaces around it, and in one form for what looks the same.
pub fn normalised(username: &str) -> Result<String, UsernameError> {
    let name: String = username.trim().nfkc().take(MAX_CHARS + 1).collect();
    let name = name.trim();
    if name.is_empty() {
        Err(UsernameError::Empty)
    } else if name.chars().count() > MAX_CHARS {
        Err(UsernameError::TooLong)
    } else if name.chars().any(|c| c == ':' || c.is_control() || is_invisible(c)) {
        Err(UsernameError::Character)
    } else {
        Ok(name.to_owned())
    }
}

/// The form that two names share when they differ in case alone.
pub(super) fn folded(normalised: &str) -> String {
    normalised.to_lowercase().nfkc().collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_the_same_are_the_same() {
        assert_eq!(normalised("  Ren\u{e9} ").as_deref(), Ok("Ren\u{e9}"));
        assert_eq!(normalised("Rene\u{301}"), normalised("Ren\u{e9}"));
        assert_eq!(folded("ADA"), folded("ada"));
    }

    #[test]
    fn names_that_cannot_be_typed_or_told_apart_are_refused() {
        assert_eq!(normalised(" \t"), Err(UsernameError::Empty));
        assert_eq!(normalised(&"a".repeat(65)), Err(UsernameError::TooLong));
        assert!(normalised(&"a".repeat(64)).is_ok());
        for name in ["ada:grace", "ada\0", "ada\u{200b}", "\u{202e}ada"] {
            assert_eq!(normalised(name), Err(UsernameError::Character), "{name:?}");
        }
    }
}
