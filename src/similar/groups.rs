//! Which of many texts are alike, in groups. A text joins the group whose first text it is most like, so every member is
//! known to be like that one, and chains of texts that are each a little like the next do not grow together.

use std::collections::BTreeMap;

use super::{Index, Like};

/// The first texts that are counted exactly for one that may be like them.
const MOST_COUNTED: usize = 3;

/// Texts that are like the first of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The oldest.
    pub first: u64,
    /// The others, oldest first, and how much they are like it.
    pub others: Vec<Like>,
}

/// The groups of an index. `count` says exactly how alike two texts are, of which the first is the older; it is asked
/// where sketches say that they may be. A text belongs where it is `least` alike.
pub fn groups<E>(
    index: &Index,
    (worth_counting, least): (f64, f64),
    mut count: impl FnMut(u64, u64) -> Result<f64, E>,
) -> Result<Vec<Group>, E> {
    let mut all: Vec<_> = index.sketches().collect();
    all.sort_by_key(|(id, _)| *id);
    let mut firsts = Index::with_room(all.len());
    let mut groups: BTreeMap<u64, Vec<Like>> = BTreeMap::new();
    for (id, sketch) in all {
        let mut likest: Option<Like> = None;
        for first in firsts.like(sketch, worth_counting).into_iter().take(MOST_COUNTED) {
            let similarity = count(first.id, id)?;
            if similarity >= likest.map_or(least, |likest| likest.similarity) {
                likest = Some(Like { id: first.id, similarity });
            }
        }
        let Some(Like { id: first, similarity }) = likest else {
            firsts.insert(id, sketch.clone());
            continue;
        };
        groups.entry(first).or_default().push(Like { id, similarity });
    }
    Ok(groups.into_iter().map(|(first, others)| Group { first, others }).collect())
}
