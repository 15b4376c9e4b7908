//! Which of many texts are alike, asked of all of them at once. Where an [`Index`](super::Index) answers for one
//! text at a time and grows, this needs a quarter of its memory: a sketch is kept in half its bytes, and there are
//! no chains, because each band is sorted when it is its turn.

use super::{
    Clusters, Sketch,
    sketch::{BINS, EMPTY},
};

/// Bins of a band, as in an index.
const ROWS: usize = 6;

/// What an empty bin holds.
const NOTHING: u8 = u8::MAX;

/// Of those that agree in a band, so many before one are compared with it. Copies of one text are joined by their
/// neighbours.
const MOST_LOOKED_AT: usize = 64;

/// Texts, each as a member of some group.
#[derive(Debug, Default)]
pub struct Crowd {
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    group: u32,
    bins: [u8; BINS],
}

impl Crowd {
    /// One more text. One without words is like nothing.
    pub fn push(&mut self, group: u32, sketch: &Sketch) {
        if !sketch.is_empty() {
            self.members.push(Member { group, bins: sketch.0.map(short) });
        }
    }

    /// Joins the groups of all texts that are at least so alike.
    pub fn join_alike(&self, least: f64, groups: &mut Clusters) {
        let mut order: Vec<u32> = (0..).take(self.members.len()).collect();
        for band in 0..BINS / ROWS {
            order.sort_unstable_by_key(|at| (self.band(*at, band), *at));
            for alike in order.chunk_by(|one, other| self.band(*one, band) == self.band(*other, band)) {
                if alike.first().is_some_and(|first| self.band(*first, band) != [NOTHING; ROWS]) {
                    self.join_those(alike, least, groups);
                }
            }
        }
    }

    /// Compares those that agree in a band.
    fn join_those(&self, agreeing: &[u32], least: f64, groups: &mut Clusters) {
        for (at, one) in agreeing.iter().enumerate() {
            let Some(one) = self.members.get(*one as usize) else { continue };
            let before = agreeing.get(at.saturating_sub(MOST_LOOKED_AT)..at).unwrap_or_default();
            for other in before.iter().rev().filter_map(|other| self.members.get(*other as usize)) {
                let is_one_group = groups.first_of(one.group) == groups.first_of(other.group);
                if !is_one_group && similarity(&one.bins, &other.bins) >= least {
                    groups.join(one.group, other.group);
                }
            }
        }
    }

    fn band(&self, at: u32, band: usize) -> [u8; ROWS] {
        let bins = self.members.get(at as usize).and_then(|member| member.bins.get(band * ROWS..));
        bins.and_then(|bins| bins.first_chunk().copied()).unwrap_or([NOTHING; ROWS])
    }
}

/// As of sketches; one bin in 255 is taken for the same by chance.
fn similarity(one: &[u8; BINS], other: &[u8; BINS]) -> f64 {
    let (mut same, mut told) = (0_u16, 0_u16);
    for (one, other) in one.iter().zip(other) {
        let is_told = *one != NOTHING || *other != NOTHING;
        same += u16::from(is_told && one == other);
        told += u16::from(is_told);
    }
    if told == 0 { 1.0 } else { f64::from(same) / f64::from(told) }
}

fn short(bin: u16) -> u8 {
    if bin == EMPTY {
        return NOTHING;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a remainder below the divisor")]
    let short = (bin % u16::from(NOTHING)) as u8;
    short
}
