//! How fast and how well near copies are found among a hundred thousand examples of two kilobytes.
//!
//! Texts are made up from a seed; some are copies of others with a few words changed, so that the exact answer is
//! known. `cargo bench --bench near`.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench tells its figures and may stop")]

use std::{collections::HashSet, time::Instant};

use dsforge::similar::{Index, Sketch, similarity, sketches};

const EXAMPLES: usize = 100_000;
/// Words of a text: about two kilobytes.
const WORDS: usize = 330;
/// One text in so many is a copy of an earlier one.
const COPY_EVERY: usize = 40;
/// From here on, two texts count as near copies.
const LEAST: f64 = 0.8;

/// `SplitMix64`, so that every run has the same texts.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((value ^ (value >> 31)) % bound as u64).expect("a small number")
    }

    /// A word; like in language, few of them are most of a text.
    fn word(&mut self) -> usize {
        let most = [200, 2_000, 20_000][self.below(3)];
        self.below(most)
    }
}

fn main() {
    let (texts, planted) = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{EXAMPLES} texts of {} bytes, {} planted copies", bytes / EXAMPLES, planted.len());

    let began = Instant::now();
    let all = sketches(&texts);
    let sketched = began.elapsed();
    let mut index = Index::default();
    let mut found = HashSet::new();
    let mut slowest = std::time::Duration::ZERO;
    for (id, sketch) in all.into_iter().enumerate() {
        let one = Instant::now();
        // Estimates err by some hundredths, so those just below are counted exactly too.
        for like in index.like(&sketch, LEAST - 0.15) {
            let earlier = usize::try_from(like.id).expect("a place in the list");
            if similarity(&texts[earlier], &texts[id]) >= LEAST {
                found.insert((earlier, id));
            }
        }
        index.insert(id as u64, sketch);
        slowest = slowest.max(one.elapsed());
    }
    let whole = began.elapsed();
    println!("all: {:.2} s, of which sketches {:.2} s", whole.as_secs_f64(), sketched.as_secs_f64());
    println!("slowest insert (doubling of the index included): {:.2} ms", slowest.as_secs_f64() * 1e3);

    one_more(&mut index, &texts);
    quality(&texts, &planted, &found);
}

fn texts() -> (Vec<String>, Vec<(usize, usize)>) {
    let mut dice = Dice(7);
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(EXAMPLES);
    let mut planted = Vec::new();
    for n in 0..EXAMPLES {
        if n % COPY_EVERY != COPY_EVERY - 1 {
            all.push((0..WORDS).map(|_| dice.word()).collect());
            continue;
        }
        let source = dice.below(n);
        let mut copy = all[source].clone();
        for _ in 0..dice.below(24) {
            let place = dice.below(copy.len());
            copy[place] = dice.word();
        }
        planted.push((source, n));
        all.push(copy);
    }
    let written =
        |words: &Vec<usize>| words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
    (all.iter().map(written).collect(), planted)
}

/// An example that comes while a person works.
fn one_more(index: &mut Index, texts: &[String]) {
    let began = Instant::now();
    let rounds = 1_000_u32;
    for (n, text) in texts.iter().take(rounds as usize).enumerate() {
        let sketch = Sketch::of(text);
        assert!(!index.like(&sketch, LEAST).is_empty(), "text {n} is like itself");
    }
    println!("one more: {:.3} ms", began.elapsed().as_secs_f64() * 1e3 / f64::from(rounds));
}

#[expect(clippy::cast_precision_loss, reason = "counts")]
fn quality(texts: &[String], planted: &[(usize, usize)], found: &HashSet<(usize, usize)>) {
    let real: Vec<_> =
        planted.iter().filter(|(one, other)| similarity(&texts[*one], &texts[*other]) >= LEAST).collect();
    let caught = real.iter().filter(|pair| found.contains(pair)).count();
    let right = found.iter().filter(|(one, other)| similarity(&texts[*one], &texts[*other]) >= LEAST).count();
    println!(
        "recall {:.4} of {} real near copies, precision {:.4} of {} found",
        caught as f64 / real.len() as f64,
        real.len(),
        right as f64 / found.len() as f64,
        found.len()
    );
}
