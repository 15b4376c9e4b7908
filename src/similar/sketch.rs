//! A text in 256 bytes: `MinHash` with one permutation.
//!
//! Shingles fall into 128 bins by the first bits of their hash, and each bin keeps its least hash. Two texts have
//! the same least hash in a bin as often as they are alike. A bin without a shingle stays empty, and one that is
//! empty in both texts says nothing of them, so that short texts are compared by the few bins they have.

use std::{num::NonZero, thread};

use super::shingles;

/// Bins, a power of two.
pub(super) const BINS: usize = 128;

/// What an empty bin holds.
pub(super) const EMPTY: u16 = u16::MAX;

/// A text's sketch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(pub(super) Box<[u16; BINS]>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let mut least = [u32::MAX; BINS];
        shingles::each(text, |hash| {
            // The first seven bits choose the bin, the next 32 are compared in it.
            #[expect(clippy::cast_possible_truncation, reason = "the bits that are wanted")]
            let (bin, rest) = ((hash >> 57) as usize, (hash >> 25) as u32);
            least[bin] = least[bin].min(rest);
        });
        Self(Box::new(least.map(short)))
    }

    /// How alike two texts are, give or take some hundredths.
    pub fn similarity(&self, other: &Self) -> f64 {
        let (mut same, mut told) = (0_u16, 0_u16);
        for (one, other) in self.0.iter().zip(other.0.iter()) {
            let is_told = *one != EMPTY || *other != EMPTY;
            same += u16::from(is_told && one == other);
            told += u16::from(is_told);
        }
        if told == 0 { 1.0 } else { f64::from(same) / f64::from(told) }
    }

    /// Whether the text has no word.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bin| *bin == EMPTY)
    }
}

/// Sixteen bits tell hashes apart well enough: one pair in 65,535 is taken for the same.
fn short(least: u32) -> u16 {
    match least {
        u32::MAX => EMPTY,
        #[expect(clippy::cast_possible_truncation, reason = "a remainder below the divisor")]
        other => (other % u32::from(EMPTY)) as u16,
    }
}

/// The sketches of many texts, made by all processors at once.
pub fn sketches<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<Sketch> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = texts.len().div_ceil(workers).max(1);
    let of_all = |texts: &[T]| texts.iter().map(|text| Sketch::of(text.as_ref())).collect::<Vec<_>>();
    if texts.len() <= SMALL {
        return of_all(texts);
    }
    thread::scope(|scope| {
        let parts: Vec<_> = texts.chunks(share).map(|part| scope.spawn(move || of_all(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

/// So few texts are not worth a thread.
const SMALL: usize = 64;
