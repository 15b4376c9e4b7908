//! Which side of a split an example is on. What was made from the same filled prompt stays together, so that
//! nothing of what a model is tested with has been learned; the same seed gives the same split.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use super::{plan::Plan, rows::Written};
use crate::{
    app::error::AppError,
    model::example::{Example, Split},
    render::package::Part,
    store::{Read, StoreError},
};

/// How rows are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitWish {
    /// Of a hundred, to validate with.
    pub valid: u8,
    /// Of a hundred, to test with.
    pub test: u8,
    /// Another seed divides otherwise.
    pub seed: u64,
}

impl SplitWish {
    /// Shares in percent, as a person writes them: `90,10` or `80,10,10`.
    pub fn parse(shares: &str, seed: Option<u64>) -> Result<Self, AppError> {
        let wrong = || {
            AppError::bad(
                "split",
                "split is two or three whole numbers that make 100 together, such as 90,10 or 80,10,10",
            )
        };
        let numbers: Vec<u8> = shares
            .split(',')
            .map(|share| share.trim().parse().map_err(|_| wrong()))
            .collect::<Result<_, _>>()?;
        let (train, valid, test) = match numbers[..] {
            [train, valid] => (train, valid, 0),
            [train, valid, test] => (train, valid, test),
            _ => return Err(wrong()),
        };
        if train == 0 || [train, valid, test].map(u32::from).iter().sum::<u32>() != 100 {
            return Err(wrong());
        }
        Ok(Self { valid, test, seed: seed.unwrap_or(42) })
    }
}

/// The side of every group.
#[derive(Debug, Default)]
pub(super) struct Sides {
    by_group: HashMap<u64, Part>,
    /// Lines on each side.
    pub(super) lines: BTreeMap<Part, u64>,
}

impl Sides {
    /// The side of an example.
    pub(super) fn of(&self, written: &Written) -> Part {
        pinned(written.pinned).or_else(|| self.by_group.get(&written.group).copied()).unwrap_or(Part::Train)
    }
}

/// What belongs together: the examples of one template with the same slot values, which are a prompt and its
/// paraphrases, or else those that ask the same.
pub(super) fn group(example: &Example) -> u64 {
    let mut hasher = DefaultHasher::new();
    match &example.template {
        Some(template) if !example.slots.is_empty() => (template.id, &example.slots).hash(&mut hasher),
        _ => {
            let asked = example.variation_prompt();
            let words = asked.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.for_each(|word| word.to_lowercase().hash(&mut hasher));
        }
    }
    hasher.finish()
}

impl Plan {
    /// Divides what is written. Without a split, everything is to learn from.
    pub(super) fn sides(&self, r: &impl Read) -> Result<Sides, StoreError> {
        let mut groups: HashMap<u64, (u64, Option<Part>)> = HashMap::new();
        let mut pinned_lines = BTreeMap::new();
        self.each_kept(r, |written, line| {
            let group = groups.entry(written.group).or_default();
            match pinned(written.pinned).filter(|_| self.split.is_some()) {
                _ if line.is_err() => {}
                Some(part) => {
                    *pinned_lines.entry(part).or_insert(0) += 1;
                    group.1.get_or_insert(part);
                }
                None => group.0 += 1,
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(match self.split {
            Some(split) => divided(split, groups, pinned_lines),
            None => {
                let all = groups.values().map(|(lines, _)| lines).sum();
                Sides { by_group: HashMap::new(), lines: BTreeMap::from([(Part::Train, all)]) }
            }
        })
    }
}

/// Fills the small sides with whole groups, in an order that the seed shuffles, until they have their share.
fn divided(
    split: SplitWish,
    groups: HashMap<u64, (u64, Option<Part>)>,
    mut lines: BTreeMap<Part, u64>,
) -> Sides {
    let total: u64 =
        groups.values().map(|(lines, _)| lines).sum::<u64>() + lines.values().copied().sum::<u64>();
    let share = |percent: u8| (total * u64::from(percent)).div_ceil(100);
    let mut order: Vec<_> = groups.into_iter().collect();
    order.sort_unstable_by_key(|(group, _)| shuffled(split.seed, *group));
    let mut by_group = HashMap::with_capacity(order.len());
    for (part, percent) in [(Part::Train, 100), (Part::Valid, split.valid), (Part::Test, split.test)] {
        if percent > 0 {
            lines.entry(part).or_insert(0);
        }
    }
    for (group, (count, pin)) in order {
        let has_room = |part, percent| lines.get(&part).is_some_and(|lines| *lines < share(percent));
        let part = match pin {
            Some(part) => part,
            None if split.valid > 0 && has_room(Part::Valid, split.valid) => Part::Valid,
            None if split.test > 0 && has_room(Part::Test, split.test) => Part::Test,
            None => Part::Train,
        };
        *lines.entry(part).or_insert(0) += count;
        by_group.insert(group, part);
    }
    Sides { by_group, lines }
}

fn shuffled(seed: u64, group: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, group).hash(&mut hasher);
    hasher.finish()
}

fn pinned(split: Split) -> Option<Part> {
    match split {
        Split::Auto => None,
        Split::Train => Some(Part::Train),
        Split::Valid => Some(Part::Valid),
        Split::Test => Some(Part::Test),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(seed: u64, groups: u64) -> Sides {
        let groups = (0..groups).map(|group| (group, (4, None))).collect();
        divided(SplitWish { valid: 10, test: 10, seed }, groups, BTreeMap::new())
    }

    #[test]
    fn every_side_gets_its_share_in_whole_groups() {
        let sides = sides(42, 100);
        assert_eq!(sides.lines.into_values().collect::<Vec<_>>(), [320, 40, 40]);
    }

    #[test]
    fn the_same_seed_divides_the_same_and_another_otherwise() {
        assert_eq!(sides(42, 50).by_group, sides(42, 50).by_group);
        assert_ne!(sides(42, 50).by_group, sides(43, 50).by_group);
    }

    #[test]
    fn few_groups_leave_something_to_learn_from() {
        let sides = sides(7, 3);
        assert!(sides.lines.values().all(|lines| *lines == 4), "{sides:?}");
    }
}
