//! Texts as sets of three words in a row. Case and punctuation do not count; of scripts that set no spaces, each
//! character is a word.

/// Words in a row that are compared.
const WORDS: usize = 3;

/// How alike two texts are, exactly: the share of shingles that both have, from 0 to 1. Two texts without a word
/// are alike.
#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
pub fn similarity(one: &str, other: &str) -> f64 {
    let (one, other) = (set(one), set(other));
    let both = one.iter().filter(|shingle| other.binary_search(shingle).is_ok()).count();
    match one.len() + other.len() - both {
        0 => 1.0,
        either => both as f64 / either as f64,
    }
}

/// Every shingle once, in order.
fn set(text: &str) -> Vec<u64> {
    let mut all = Vec::new();
    each(text, |shingle| all.push(shingle));
    all.sort_unstable();
    all.dedup();
    all
}

/// Hands out the hash of each shingle. A text of fewer words is one shingle; one without any has none.
pub(super) fn each(text: &str, mut take: impl FnMut(u64)) {
    let mut last = [0_u64; WORDS];
    let mut count = 0_usize;
    words(text, |word| {
        last = [last[1], last[2], word];
        count += 1;
        if count >= WORDS {
            take(joined(last));
        }
    });
    if (1..WORDS).contains(&count) {
        take(joined(last));
    }
}

fn joined([first, second, third]: [u64; WORDS]) -> u64 {
    mixed(mixed(first).wrapping_add(second.rotate_left(21)) ^ third.rotate_left(42))
}

/// The last steps of `SplitMix64`: every bit of the result depends on every bit of the value.
pub(super) fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

const NO_WORD: u64 = 0xcbf2_9ce4_8422_2325;

/// Hands out the hash of each word, by FNV-1a over its folded characters.
fn words(text: &str, mut take: impl FnMut(u64)) {
    let mut word = NO_WORD;
    let mut end = |word: &mut u64| {
        if *word != NO_WORD {
            take(*word);
            *word = NO_WORD;
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            add(&mut word, u32::from(c.to_ascii_lowercase()));
        } else if c.is_ascii() || !c.is_alphanumeric() {
            end(&mut word);
        } else if stands_alone(c) {
            end(&mut word);
            add(&mut word, u32::from(c));
            end(&mut word);
        } else {
            c.to_lowercase().for_each(|c| add(&mut word, u32::from(c)));
        }
    }
    end(&mut word);
}

fn add(word: &mut u64, letter: u32) {
    *word = (*word ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
}

/// Whether a character is of a script that sets no spaces between words: Chinese, Japanese, Thai and their
/// neighbours.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xf900..=0xfaff | 0x2_0000..)
}
