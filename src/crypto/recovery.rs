//! The recovery code: what opens the data when the password is gone.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{
    UserSalt,
    derive::hkdf,
    keys::RecoveryKey,
    rng::{self, NoRandomness},
    secret::Secret,
};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_BYTES: usize = 20;
const CODE_CHARS: usize = 32;
const CHECK_CHARS: usize = 2;

/// 160 random bits, shown to a person once. Random enough to need no slow derivation.
pub struct RecoveryCode(Secret<CODE_BYTES>);

/// Why a text is no recovery code. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// More or fewer characters than a code has.
    #[error("a recovery code has {expected} letters and digits, this has {0}", expected = CODE_CHARS + CHECK_CHARS)]
    Length(usize),
    /// A character that no code contains; the place counts from 1, without dashes and spaces.
    #[error("character {0} of the recovery code cannot be right")]
    Character(usize),
    /// The last two characters do not fit the others.
    #[error("the recovery code has a typing mistake: compare it with what you wrote down")]
    Check,
}

impl RecoveryCode {
    /// A new one.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(rng::secret()?))
    }

    /// Eight groups of four characters and two check characters, with dashes.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(48));
        for at in 0..CODE_CHARS {
            text.push(char::from(ALPHABET[usize::from(self.five_bits(at))]));
            if at % 4 == 3 {
                text.push('-');
            }
        }
        self.check().into_iter().for_each(|value| text.push(char::from(ALPHABET[usize::from(value)])));
        text
    }

    /// Reads a code as a person types it: dashes, spaces and case do not count, and letters that look like
    /// digits are read as those.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let mut values = Zeroizing::new([0_u8; CODE_CHARS + CHECK_CHARS]);
        let typed =
            || text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        if typed().count() != values.len() {
            return Err(RecoveryCodeError::Length(typed().count()));
        }
        for (at, c) in typed().enumerate() {
            values[at] = value_of(c).ok_or(RecoveryCodeError::Character(at + 1))?;
        }
        let mut code = Self(Secret::zeroed());
        for (bytes, values) in code.0.chunks_exact_mut(5).zip(values.chunks_exact(8)) {
            let bits = values.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
            bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        if code.check() == values[CODE_CHARS..] { Ok(code) } else { Err(RecoveryCodeError::Check) }
    }

    /// The key that wraps this user's data keys a second time.
    pub fn key(&self, user: u64, salt: &UserSalt) -> RecoveryKey {
        let root = hkdf(self.0.as_slice(), salt, b"dsforge/v1/recovery-root");
        RecoveryKey::derive(&root, user)
    }

    fn five_bits(&self, at: usize) -> u8 {
        let bits = self.0[at / 8 * 5..][..5].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (bits >> (35 - at % 8 * 5)).to_be_bytes()[7] & 31
    }

    fn check(&self) -> [u8; CHECK_CHARS] {
        let digest = Sha256::new_with_prefix("dsforge/v1/rccheck").chain_update(self.0.as_slice()).finalize();
        [digest[0] & 31, digest[1] & 31]
    }
}

fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().zip(0..).find(|(known, _)| char::from(**known) == c).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4";

    #[test]
    fn a_code_is_read_as_a_person_types_it() {
        for typed in [
            TEXT.to_owned(),
            TEXT.to_lowercase(),
            TEXT.replace('-', " "),
            TEXT.replace('0', "O"),
            format!("  {}\n", TEXT.replace('-', "\u{2013}")),
        ] {
            assert_eq!(RecoveryCode::parse(&typed).map(|c| c.to_text().to_string()), Ok(TEXT.to_owned()));
        }
    }

    #[test]
    fn what_is_wrong_with_a_code_is_said() {
        let wrong = |text: &str| RecoveryCode::parse(text).err();
        assert_eq!(wrong("CHJP-CSV8"), Some(RecoveryCodeError::Length(8)));
        assert_eq!(wrong(&TEXT.replace('Q', "U")), Some(RecoveryCodeError::Character(19)));
        assert_eq!(wrong(&TEXT.replace("AXKQ", "AXQK")), Some(RecoveryCodeError::Check));
        assert_eq!(wrong(&TEXT.replace("C4", "C5")), Some(RecoveryCodeError::Check));
    }

    proptest! {
        #[test]
        fn every_code_reads_back_what_it_shows(bytes in any::<[u8; CODE_BYTES]>()) {
            let code = RecoveryCode(Secret::copied(&bytes));
            let read = RecoveryCode::parse(&code.to_text()).map(|c| *c.0);
            prop_assert_eq!(read, Ok(bytes));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            drop(RecoveryCode::parse(&text));
        }
    }
}
