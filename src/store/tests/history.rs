//! Undo and redo.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::{ADA, append, contract_clauses, example, now, read, store, write};
use crate::{
    crypto::keys::Keyring,
    model::{
        change::{Change, ChangeKind},
        example::Example,
        id::{ChangeId, DatasetId, ExampleId},
    },
    store::{
        Store,
        changes::{self, UndoError},
        datasets, examples, rows,
        schema::EXAMPLES,
    },
};

struct Desk {
    store: Store,
    keys: Keyring,
    dataset: DatasetId,
}

impl Desk {
    fn new() -> Self {
        let (store, keys) = store();
        let dataset = contract_clauses(&store, &keys);
        Self { store, keys, dataset }
    }

    fn append(&self, outputs: &[&str]) -> Vec<ExampleId> {
        append(&self.store, &self.keys, self.dataset, outputs).0
    }

    fn edit(&self, id: ExampleId, output: &str) -> Example {
        let mut example = self.get(id).unwrap();
        example.messages = super::example(output).messages;
        write(&self.store, |w| examples::update(w, &self.keys, ADA, self.dataset, &example, now()))
    }

    fn delete(&self, ids: &[ExampleId]) -> ChangeId {
        write(&self.store, |w| examples::delete(w, &self.keys, ADA, self.dataset, ids, now()))
    }

    fn undo(&self, change: Option<ChangeId>) -> Result<Change, UndoError> {
        self.store.0.write(|w| changes::undo(w, &self.keys, ADA, self.dataset, change, now()))
    }

    fn redo(&self) -> Result<Change, UndoError> {
        self.store.0.write(|w| changes::redo(w, &self.keys, ADA, self.dataset, now()))
    }

    fn get(&self, id: ExampleId) -> Option<Example> {
        read(&self.store, |r| examples::get(r, &self.keys, ADA, self.dataset, id))
    }

    /// Every answer by id, checked against the dataset's own count.
    fn answers(&self) -> BTreeMap<u64, String> {
        let all = read(&self.store, |r| examples::after(r, &self.keys, ADA, self.dataset, None, usize::MAX));
        let dataset = read(&self.store, |r| datasets::get(r, &self.keys, ADA, self.dataset)).unwrap();
        assert_eq!(dataset.count, all.len() as u64);
        all.into_iter().map(|e| (e.id.0, e.output().to_owned())).collect()
    }

    fn history(&self) -> Vec<(u64, ChangeKind, u64, bool)> {
        let (changes, total) =
            read(&self.store, |r| changes::list(r, &self.keys, ADA, self.dataset, 0, usize::MAX));
        assert_eq!(changes.len() as u64, total);
        changes.into_iter().map(|c| (c.id.0, c.kind, c.count, c.undone_at.is_some())).collect()
    }
}

#[test]
fn each_kind_of_change_is_taken_back_and_done_again() {
    let desk = Desk::new();
    let ids = desk.append(&["One.", "Two.", "Three."]);
    let appended = desk.answers();
    desk.edit(ids[1], "Two, edited.");
    let edited = desk.answers();
    desk.delete(&[ids[0], ids[1], ids[1]]);
    let deleted = desk.answers();
    assert_eq!(deleted.len(), 1);

    for before in [&edited, &appended, &BTreeMap::new()] {
        desk.undo(None).unwrap();
        assert_eq!(desk.answers(), *before);
    }
    assert!(matches!(desk.undo(None), Err(UndoError::NothingToUndo)));
    for after in [&appended, &edited, &deleted] {
        desk.redo().unwrap();
        assert_eq!(desk.answers(), *after);
    }
    assert!(matches!(desk.redo(), Err(UndoError::NothingToUndo)));
    assert_eq!(
        desk.history(),
        [
            (3, ChangeKind::Delete, 2, false),
            (2, ChangeKind::Edit, 1, false),
            (1, ChangeKind::Append, 3, false)
        ]
    );
}

#[test]
fn a_restored_example_is_the_same_down_to_members_this_version_does_not_know() {
    let desk = Desk::new();
    let ids = desk.append(&["Three months."]);
    let keys = read(&desk.store, |r| datasets::keys_of(r, &desk.keys, ADA, desk.dataset)).unwrap();
    let key = (desk.dataset.0, ids[0].0);
    write(&desk.store, |w| {
        rows::rewrite(w, EXAMPLES, &keys, key, &serde_json::json!({"rev": 2, "mood": "calm"}))
    });
    let json = || read(&desk.store, |r| rows::get::<_, Value>(r, EXAMPLES, &keys, key)).unwrap();
    let before = json();
    desk.delete(&ids);
    desk.undo(None).unwrap();
    assert_eq!(json(), before);
}

#[test]
fn a_revision_is_never_used_for_two_contents() {
    let desk = Desk::new();
    let ids = desk.append(&["One."]);
    assert_eq!(desk.edit(ids[0], "Two.").rev, 2);
    desk.undo(None).unwrap();
    assert_eq!(desk.get(ids[0]).unwrap().rev, 3);
    desk.redo().unwrap();
    assert_eq!(desk.get(ids[0]).unwrap().rev, 4);
    desk.undo(None).unwrap();
    assert_eq!(desk.edit(ids[0], "Three.").rev, 6);
}

#[test]
fn a_change_that_later_ones_build_on_stays() {
    let desk = Desk::new();
    let ids = desk.append(&["One.", "Two."]);
    desk.edit(ids[0], "One, edited.");
    desk.edit(ids[1], "Two, edited.");
    assert!(matches!(desk.undo(Some(ChangeId(1))), Err(UndoError::LaterChange)));
    desk.undo(Some(ChangeId(2))).unwrap();
    assert_eq!(desk.answers().into_values().collect::<Vec<_>>(), ["One.", "Two, edited."]);
    assert!(matches!(desk.undo(Some(ChangeId(2))), Err(UndoError::NothingToUndo)), "it is undone already");
    assert!(matches!(desk.undo(Some(ChangeId(9))), Err(UndoError::NothingToUndo)));

    desk.edit(ids[0], "One, edited otherwise.");
    assert!(matches!(desk.redo(), Err(UndoError::LaterChange)));
    desk.undo(None).unwrap();
    desk.redo().unwrap();
    assert_eq!(desk.answers()[&ids[0].0], "One, edited otherwise.");
}

#[test]
fn an_example_that_was_deleted_never_gives_its_id_to_another() {
    let desk = Desk::new();
    let ids = desk.append(&["One.", "Two."]);
    desk.delete(&ids);
    assert_eq!(desk.append(&["Three."]), [ExampleId(3)]);
    desk.undo(None).unwrap();
    assert_eq!(desk.append(&["Four."]), [ExampleId(4)]);
}

#[test]
fn several_edits_can_be_one_change() {
    let desk = Desk::new();
    let ids = desk.append(&["One.", "Two."]);
    let mut both: Vec<_> = ids.iter().map(|id| Example { id: *id, ..example("Better.") }).collect();
    both.push(Example { id: ids[0], ..example("Best.") });
    let change =
        write(&desk.store, |w| examples::update_all(w, &desk.keys, ADA, desk.dataset, &mut both, now()));
    assert_eq!(desk.answers().into_values().collect::<Vec<_>>(), ["Best.", "Better."]);
    assert_eq!(desk.undo(Some(change)).unwrap().count, 2);
    assert_eq!(desk.answers().into_values().collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn a_change_of_many_or_of_large_examples_is_split_and_comes_back_whole() {
    let desk = Desk::new();
    // Random-looking text, so that the parts are large even when they are compressed.
    let large = |seed: u64| {
        let words = (0..20_000_u64).map(|n| (n ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_string());
        words.collect::<Vec<_>>().join(" ")
    };
    let outputs: Vec<String> =
        (0..400).map(|n| if n < 12 { large(n) } else { format!("Clause {n}.") }).collect();
    let ids = desk.append(&outputs.iter().map(String::as_str).collect::<Vec<_>>());
    let all = desk.answers();
    desk.delete(&ids);
    assert!(desk.answers().is_empty());
    desk.undo(None).unwrap();
    assert_eq!(desk.answers(), all);
    desk.undo(None).unwrap();
    assert!(desk.answers().is_empty());
    desk.redo().unwrap();
    assert_eq!(desk.answers(), all);
    assert_eq!(desk.history().len(), 2, "parts are not shown as changes");
}

#[derive(Clone, Debug)]
enum Step {
    Append(usize),
    Edit(usize),
    Delete(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (1..4_usize).prop_map(Step::Append),
        any::<usize>().prop_map(Step::Edit),
        (any::<usize>(), 1..3_usize).prop_map(|(at, count)| Step::Delete(at, count)),
    ];
    prop::collection::vec(step, 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_series_of_changes_runs_back_and_forth_through_the_same_states(steps in steps()) {
        let desk = Desk::new();
        let mut states = vec![desk.answers()];
        for (n, step) in steps.into_iter().enumerate() {
            let ids: Vec<ExampleId> = desk.answers().into_keys().map(ExampleId).collect();
            match step {
                Step::Append(count) => drop(desk.append(&vec!["New."; count])),
                _ if ids.is_empty() => continue,
                Step::Edit(at) => drop(desk.edit(ids[at % ids.len()], &format!("Edit {n}."))),
                Step::Delete(at, count) => {
                    let picked: Vec<_> = ids.iter().cycle().skip(at % ids.len()).take(count).copied().collect();
                    desk.delete(&picked);
                }
            }
            states.push(desk.answers());
        }
        for _ in 0..2 {
            for state in states.iter().rev().skip(1) {
                desk.undo(None).unwrap();
                prop_assert_eq!(&desk.answers(), state);
            }
            for state in states.iter().skip(1) {
                desk.redo().unwrap();
                prop_assert_eq!(&desk.answers(), state);
            }
        }
    }
}
