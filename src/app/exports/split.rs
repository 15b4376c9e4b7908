//! Which side of a split an example is on. What was made from the same filled prompt stays together, and so do near
//! copies, so that nothing of what a model is tested with has been learned; the same seed gives the same split.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::ControlFlow,
};

use super::{plan::Plan, rows::Written};
use crate::{
    app::{error::AppError, near},
    model::example::{Example, Split},
    render::package::Part,
    similar::{Clusters, Crowd, Sketch},
    store::{Read, StoreError},
};

/// Of a hundred lines, so many may be one group on a side that is not for learning.
const MOST_OF_A_SMALL_SIDE: u8 = 34;

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
    /// What is on each side.
    pub(super) parts: BTreeMap<Part, Load>,
    /// How many groups there are that stay together, where there is a split.
    pub(super) groups: Option<u64>,
}

/// What a side has to carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) lines: u64,
    /// Their text.
    pub(super) bytes: u64,
}

impl Load {
    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.bytes += other.bytes;
    }

    fn of(line: &str) -> Self {
        Self { lines: 1, bytes: line.len() as u64 }
    }
}

impl Sides {
    /// The side of an example.
    pub(super) fn of(&self, written: &Written) -> Part {
        pinned(written.pinned).or_else(|| self.by_group.get(&written.group).copied()).unwrap_or(Part::Train)
    }
}

/// What belongs together whatever it says: the examples of one template with the same slot values, which are a
/// prompt and its paraphrases, or else those that ask the same.
pub(super) fn group(example: &Example) -> u64 {
    match &example.template {
        Some(template) if !example.slots.is_empty() => {
            let mut hasher = DefaultHasher::new();
            (template.id, &example.slots).hash(&mut hasher);
            hasher.finish()
        }
        _ => question(example),
    }
}

/// What is asked, whatever its case and punctuation.
fn question(example: &Example) -> u64 {
    let mut hasher = DefaultHasher::new();
    let asked = example.variation_prompt();
    let words = asked.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.for_each(|word| word.to_lowercase().hash(&mut hasher));
    hasher.finish()
}

/// By what an example is found to belong to others.
pub(super) struct Likeness {
    question: u64,
    sketch: Sketch,
}

impl Likeness {
    pub(super) fn of(example: &Example) -> Self {
        Self { question: question(example), sketch: Sketch::of(&near::told_apart_by(example)) }
    }
}

/// Groups as they are found: about two hundred bytes for each example, whatever its length.
#[derive(Default)]
struct Seen {
    numbers: HashMap<u64, u32>,
    groups: Clusters,
    crowd: Crowd,
    /// By number.
    loads: Vec<(Load, Option<Part>)>,
}

impl Seen {
    fn number(&mut self, group: u64) -> u32 {
        *self.numbers.entry(group).or_insert_with(|| {
            self.loads.push((Load::default(), None));
            self.groups.add()
        })
    }

    /// Takes note of an example. It is the same as whatever asks the same.
    fn see(&mut self, written: &Written) -> u32 {
        let number = self.number(written.group);
        if let Some(likeness) = &written.likeness {
            let question = self.number(likeness.question);
            self.groups.join(number, question);
            self.crowd.push(number, &likeness.sketch);
        }
        number
    }

    /// What is alike becomes one group. Gives the groups, each with what it has to carry and where it has to go.
    fn grouped(&mut self) -> BTreeMap<u32, (Load, Option<Part>)> {
        std::mem::take(&mut self.crowd).join_alike(near::LEAST_ESTIMATED, &mut self.groups);
        let mut grouped: BTreeMap<u32, (Load, Option<Part>)> = BTreeMap::new();
        for (number, (load, pin)) in (0..).zip(&self.loads) {
            let group = grouped.entry(self.groups.first_of(number)).or_default();
            group.0.add(*load);
            group.1 = group.1.or(*pin);
        }
        grouped
    }
}

impl Plan {
    /// Divides what is written. Without a split, everything is to learn from.
    pub(super) fn sides(&self, r: &impl Read) -> Result<Sides, StoreError> {
        let mut seen = Seen::default();
        let mut parts: BTreeMap<Part, Load> = BTreeMap::new();
        let mut last = None;
        self.each_kept(r, self.split.is_some(), |written, line| {
            let Ok(line) = line else { return ControlFlow::Continue(()) };
            if self.split.is_none() {
                parts.entry(Part::Train).or_default().add(Load::of(line));
                return ControlFlow::Continue(());
            }
            // An example may have several lines.
            let number = match last {
                Some((example, number)) if example == written.example => number,
                _ => seen.see(written),
            };
            last = Some((written.example, number));
            let Some(group) = seen.loads.get_mut(number as usize) else { return ControlFlow::Continue(()) };
            match pinned(written.pinned) {
                Some(part) => {
                    parts.entry(part).or_default().add(Load::of(line));
                    group.1.get_or_insert(part);
                }
                None => group.0.add(Load::of(line)),
            }
            ControlFlow::Continue(())
        })?;
        let Some(split) = self.split else {
            parts.entry(Part::Train).or_default();
            return Ok(Sides { parts, ..Sides::default() });
        };
        Ok(divided(split, &mut seen, parts))
    }
}

/// Fills the small sides with whole groups, in an order that the seed shuffles, until they have their share.
fn divided(split: SplitWish, seen: &mut Seen, mut parts: BTreeMap<Part, Load>) -> Sides {
    let grouped = seen.grouped();
    let total = grouped.values().map(|(load, _)| load.lines).sum::<u64>()
        + parts.values().map(|load| load.lines).sum::<u64>();
    let share = |percent: u8| (total * u64::from(percent)).div_ceil(100);
    for (part, percent) in [(Part::Train, 100), (Part::Valid, split.valid), (Part::Test, split.test)] {
        if percent > 0 {
            parts.entry(part).or_default();
        }
    }
    // A group is known by the least of what it was made from, so that a file that comes in another order is divided
    // the same.
    let mut names: HashMap<u32, u64> = HashMap::with_capacity(grouped.len());
    for (group, number) in &seen.numbers {
        let name = names.entry(seen.groups.first_of(*number)).or_insert(*group);
        *name = (*name).min(*group);
    }
    let mut order: Vec<_> =
        grouped.into_iter().filter(|(_, (load, pin))| load.lines > 0 || pin.is_some()).collect();
    order.sort_by_key(|(number, _)| shuffled(split.seed, names.get(number).copied().unwrap_or_default()));
    let groups = order.len() as u64;
    let mut side_of = HashMap::with_capacity(order.len());
    for (number, (load, pin)) in order {
        // What holds most of everything is to learn from: with it, a small side would be the large one.
        let is_small = load.lines <= share(MOST_OF_A_SMALL_SIDE);
        let has_room = |part, percent| {
            percent > 0 && is_small && parts.get(&part).is_some_and(|load| load.lines < share(percent))
        };
        let part = match pin {
            Some(part) => part,
            None if has_room(Part::Valid, split.valid) => Part::Valid,
            None if has_room(Part::Test, split.test) => Part::Test,
            None => Part::Train,
        };
        parts.entry(part).or_default().add(load);
        side_of.insert(number, part);
    }
    let by_group = seen
        .numbers
        .iter()
        .filter_map(|(group, number)| Some((*group, *side_of.get(&seen.groups.first_of(*number))?)));
    Sides { by_group: by_group.collect(), parts, groups: Some(groups) }
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

    /// Groups of four lines each.
    fn split_of(seed: u64, count: u64) -> Sides {
        let mut found = Seen::default();
        for group in 0..count {
            let number = found.number(group) as usize;
            found.loads[number].0 = Load { lines: 4, bytes: 400 };
        }
        divided(SplitWish { valid: 10, test: 10, seed }, &mut found, BTreeMap::new())
    }

    fn lines(sides: &Sides) -> Vec<u64> {
        sides.parts.values().map(|load| load.lines).collect()
    }

    #[test]
    fn every_side_gets_its_share_in_whole_groups() {
        let sides = split_of(42, 100);
        assert_eq!((lines(&sides), sides.groups), (vec![320, 40, 40], Some(100)));
    }

    #[test]
    fn the_same_seed_divides_the_same_and_another_otherwise() {
        assert_eq!(split_of(42, 50).by_group, split_of(42, 50).by_group);
        assert_ne!(split_of(42, 50).by_group, split_of(43, 50).by_group);
    }

    #[test]
    fn few_groups_leave_something_to_learn_from() {
        assert_eq!(lines(&split_of(7, 3)), [4, 4, 4]);
        assert_eq!(lines(&split_of(7, 2)), [8, 0, 0]);
    }

    #[test]
    fn groups_that_turn_out_to_be_alike_are_on_one_side() {
        let mut seen = Seen::default();
        let numbers: Vec<u32> = (0..60).map(|group| seen.number(group)).collect();
        for number in &numbers {
            seen.loads[*number as usize].0 = Load { lines: 1, bytes: 100 };
        }
        for pair in numbers.chunks(2) {
            seen.groups.join(pair[0], pair[1]);
        }
        let sides = divided(SplitWish { valid: 30, test: 0, seed: 42 }, &mut seen, BTreeMap::new());
        assert_eq!((lines(&sides), sides.groups), (vec![42, 18], Some(30)));
        for pair in (0..60).collect::<Vec<u64>>().chunks(2) {
            assert_eq!(sides.by_group[&pair[0]], sides.by_group[&pair[1]]);
        }
    }
}
