//! What was found in a whole file: how often each rule is broken, where first, and what stays when lines are
//! left out.

use std::collections::{BTreeMap, HashSet};

use super::{
    Rule, Target,
    line::{Breach, Look},
};

/// Places that are named for each rule.
const NAMED: usize = 5;

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<P> {
    /// Which.
    pub rule: Rule,
    /// By how many lines.
    pub count: u64,
    /// Where first, and what breaks it there. What is wrong with the whole file has no place.
    pub first: Vec<(Option<P>, String)>,
}

/// What is found, line by line. `P` says where a line is.
#[derive(Debug)]
pub struct Findings<P> {
    target: Target,
    exclude: Vec<Rule>,
    seen: HashSet<u64>,
    by_rule: BTreeMap<Rule, Finding<P>>,
    kept: u64,
    labels: [u64; 2],
}

impl<P: Clone> Findings<P> {
    /// Nothing yet. Lines that break a rule of `exclude` are left out.
    pub fn new(target: Target, exclude: Vec<Rule>) -> Self {
        Self { target, exclude, seen: HashSet::new(), by_rule: BTreeMap::new(), kept: 0, labels: [0; 2] }
    }

    /// Takes a line in. Says whether it stays.
    pub fn take(&mut self, place: &P, look: Look) -> bool {
        let Look { mut breaches, print, label } = look;
        let left_out = |breaches: &[Breach]| breaches.iter().any(|b| self.exclude.contains(&b.rule));
        // What is left out has no double: the next of its kind is the first.
        if !left_out(&breaches) && !self.seen.insert(print) {
            breaches.push(Breach { rule: Rule::Duplicate, detail: "as a line before it".to_owned() });
        }
        let stays = !left_out(&breaches);
        for breach in breaches {
            self.note(place, breach);
        }
        if stays {
            self.kept += 1;
            if let Some(label) = label {
                self.labels[usize::from(label)] += 1;
            }
        }
        stays
    }

    /// Takes a line in that could not even be written. Says whether leaving it out is wished for.
    pub fn refuse(&mut self, place: &P, breach: Breach) -> bool {
        let is_excluded = self.exclude.contains(&breach.rule);
        self.note(place, breach);
        is_excluded
    }

    /// How many lines stay.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// What was found, the worst first.
    pub fn finish(mut self) -> Vec<Finding<P>> {
        let least = self.target.least_rows;
        if self.kept < least {
            let detail = format!("{} of at least {least}", self.kept);
            self.whole(Rule::TooFewRows, detail);
        }
        match self.labels {
            [0, 0] => {}
            [0, _] => self.whole(Rule::OneSidedLabels, "no answer is labelled as lost".to_owned()),
            [_, 0] => self.whole(Rule::OneSidedLabels, "no answer is labelled as taken".to_owned()),
            _ => {}
        }
        self.by_rule.into_values().collect()
    }

    fn whole(&mut self, rule: Rule, detail: String) {
        self.by_rule.insert(rule, Finding { rule, count: 1, first: vec![(None, detail)] });
    }

    fn note(&mut self, place: &P, breach: Breach) {
        let Breach { rule, detail } = breach;
        let finding = self.by_rule.entry(rule).or_insert(Finding { rule, count: 0, first: Vec::new() });
        finding.count += 1;
        if finding.first.len() < NAMED {
            finding.first.push((Some(place.clone()), detail));
        }
    }
}
