//! Finding what is like a text among many: locality-sensitive hashing over sketches.
//!
//! A sketch is cut into 21 bands of six bins. Texts that agree in a whole band fall into the same bucket of it: of
//! texts that are four fifths alike all but two in a thousand, and few others; those are compared by their whole
//! sketch. Buckets are chains through the entries, so that an entry costs half a kilobyte and nothing is copied as
//! the index grows, except when the number of buckets doubles.

use std::collections::{HashMap, HashSet};

use super::{
    shingles::mixed,
    sketch::{BINS, EMPTY, Sketch},
};

const ROWS: usize = 6;
const BANDS: usize = BINS / ROWS;

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// Buckets of a band to begin with.
const FEWEST_BUCKETS: usize = 64;

/// Entries of a bucket that are looked at, the newest first. Without a limit, ten thousand copies of one text would
/// be compared with each other, to find out what the first of them has told.
const MOST_LOOKED_AT: usize = 256;

/// Something that is like what was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Like {
    /// Its name.
    pub id: u64,
    /// How alike, from 0 to 1.
    pub similarity: f64,
}

/// Sketches by name, found by likeness.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    by_id: HashMap<u64, u32>,
    /// The newest entry of each bucket, band after band.
    heads: Vec<u32>,
    buckets: usize,
}

#[derive(Debug)]
struct Entry {
    id: u64,
    sketch: Sketch,
    is_gone: bool,
    /// The next older entry in its bucket of each band.
    next: [u32; BANDS],
}

impl Default for Index {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl Index {
    /// One that need not grow before it holds so many.
    pub fn with_room(count: usize) -> Self {
        let buckets = count.next_power_of_two().max(FEWEST_BUCKETS);
        Self {
            entries: Vec::with_capacity(count),
            by_id: HashMap::with_capacity(count),
            heads: vec![NONE; buckets * BANDS],
            buckets,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Adds a sketch, or puts it in the place of the one of that name. One without words is like nothing and is
    /// not kept.
    pub fn insert(&mut self, id: u64, sketch: Sketch) {
        self.remove(id);
        if sketch.is_empty() {
            return;
        }
        if self.entries.len() >= self.buckets {
            self.rebuild();
        }
        self.push(id, sketch);
    }

    /// Takes one out.
    pub fn remove(&mut self, id: u64) {
        let Some(at) = self.by_id.remove(&id) else { return };
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.is_gone = true;
        }
    }

    /// Every sketch, in no order that means anything.
    pub fn sketches(&self) -> impl Iterator<Item = (u64, &Sketch)> {
        self.entries.iter().filter(|entry| !entry.is_gone).map(|entry| (entry.id, &entry.sketch))
    }

    /// All that are at least so much like a text, the likest first, and of those the oldest.
    pub fn like(&self, sketch: &Sketch, least: f64) -> Vec<Like> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for (band, bucket) in buckets_of(sketch, self.buckets) {
            let mut at = self.heads[band * self.buckets + bucket];
            for _ in 0..MOST_LOOKED_AT {
                let Some(entry) = self.entries.get(at as usize) else { break };
                let agrees = band_of(&entry.sketch, band) == band_of(sketch, band);
                if agrees && !entry.is_gone && seen.insert(at) {
                    let similarity = entry.sketch.similarity(sketch);
                    if similarity >= least {
                        found.push(Like { id: entry.id, similarity });
                    }
                }
                at = entry.next[band];
            }
        }
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.id.cmp(&b.id)));
        found
    }

    fn push(&mut self, id: u64, sketch: Sketch) {
        let Ok(at) = u32::try_from(self.entries.len()) else { return };
        let mut next = [NONE; BANDS];
        for (band, bucket) in buckets_of(&sketch, self.buckets) {
            let head = &mut self.heads[band * self.buckets + bucket];
            next[band] = std::mem::replace(head, at);
        }
        self.entries.push(Entry { id, sketch, is_gone: false, next });
        self.by_id.insert(id, at);
    }

    /// Drops what is gone, and makes room for twice as many.
    fn rebuild(&mut self) {
        let kept: Vec<Entry> =
            std::mem::take(&mut self.entries).into_iter().filter(|entry| !entry.is_gone).collect();
        *self = Self::with_room(kept.len() * 2);
        for Entry { id, sketch, .. } in kept {
            self.push(id, sketch);
        }
    }
}

fn band_of(sketch: &Sketch, band: usize) -> &[u16] {
    &sketch.0[band * ROWS..(band + 1) * ROWS]
}

/// The bucket of each band that says something, when a band has this many.
fn buckets_of(sketch: &Sketch, buckets: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..BANDS).filter_map(move |band| {
        let rows = band_of(sketch, band);
        if rows.iter().all(|bin| *bin == EMPTY) {
            return None;
        }
        let (first, last) = rows.split_at(ROWS / 2);
        let number = |bins: &[u16]| bins.iter().fold(0, |number, bin| number << 16 | u64::from(*bin));
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
        let bucket = mixed(mixed(number(first)) ^ number(last)) as usize & (buckets - 1);
        Some((band, bucket))
    })
}
