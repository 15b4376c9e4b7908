//! What many examples of a dataset have in common is kept once.

use super::{ADA, ada::Ada, append, contract_clauses, example, now, read, store, write};
use crate::{
    model::example::Example,
    store::{
        Store, changes, checkup, datasets, examples, rotation,
        rotation::Step,
        rows,
        schema::{DICTIONARIES, EXAMPLES},
    },
};

/// So many answers that a dictionary is worth its room, all of them different.
fn answers(count: usize) -> Vec<String> {
    let words =
        ["deposit", "notice", "rent", "repair", "heating", "lease", "tenant", "landlord", "flat", "keys"];
    let word = |seed: usize| words[(seed * 40_503 / 128) % words.len()];
    let sentence = |n: usize| {
        format!("The {} concerns the {} and the {} of clause {n}.", word(n), word(n * 3), word(n * 7))
    };
    (0..count).map(|n| (0..6).map(|m| sentence(n * 6 + m)).collect::<Vec<_>>().join(" ")).collect()
}

fn appended(store: &Store, keys: &crate::crypto::keys::Keyring, count: usize) -> crate::model::id::DatasetId {
    let dataset = contract_clauses(store, keys);
    let new = answers(count).iter().map(|answer| example(answer)).collect();
    write(store, |w| examples::append(w, keys, ADA, dataset, new, now()));
    dataset
}

fn has_dictionary(store: &Store) -> bool {
    read(store, |r| Ok(!rows::keys_in(r, DICTIONARIES, 0..=u64::MAX)?.is_empty()))
}

fn bytes(store: &Store) -> usize {
    use redb::ReadableTable;

    use crate::store::txn::tables::Tables;
    read(store, |r| {
        let rows = r.table(EXAMPLES.rows)?;
        Ok(rows.iter()?.map(|entry| entry.unwrap().1.value().len()).sum())
    })
}

#[test]
fn a_large_dataset_is_packed_with_what_its_examples_have_in_common_and_reads_back() {
    let (few, keys) = store();
    appended(&few, &keys, 500);
    let (many, keys) = store();
    let dataset = appended(&many, &keys, 2_000);
    assert!(!has_dictionary(&few) && has_dictionary(&many));
    assert!(bytes(&many) < bytes(&few) * 4 * 2 / 3, "{} and {}", bytes(&many), bytes(&few));
    let all = read(&many, |r| examples::page(r, &keys, ADA, dataset, 0, 2_000, false));
    assert!(all.iter().map(Example::output).eq(answers(2_000).iter()));
}

#[test]
fn a_dataset_that_grows_little_by_little_gets_its_dictionary_when_it_is_large_enough() {
    let (store, keys) = store();
    let dataset = appended(&store, &keys, 999);
    assert!(!has_dictionary(&store));
    append(&store, &keys, dataset, &["The thousandth."]);
    assert!(has_dictionary(&store));
    let newest = read(&store, |r| examples::page(r, &keys, ADA, dataset, 0, 2, true));
    assert_eq!(newest[0].output(), "The thousandth.");
    let undone = store.0.write(|w| changes::undo(w, &keys, ADA, dataset, None, now()));
    assert!(undone.is_ok());
    let redone = store.0.write(|w| changes::redo(w, &keys, ADA, dataset, now()));
    assert!(redone.is_ok());
    assert_eq!(read(&store, |r| datasets::get(r, &keys, ADA, dataset)).unwrap().count, 1_000);
}

#[test]
fn new_keys_a_checkup_and_a_deletion_reach_the_dictionary() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    let dataset = appended(&store, &ada.keys, 1_200);
    let code = crate::crypto::recovery::RecoveryCode::generate().unwrap();
    let prepared = ada.stretched(super::ada::PASSWORD);
    let ahead = write(&store, |w| rotation::begin(w, ADA, &ada.keys, prepared, &code));
    ada.keys.learn(&ahead);
    while let Step::Resealed { .. } = write(&store, |w| rotation::step(w, ADA, &ada.keys)) {}
    let opened = read(&store, |r| checkup::open_all(r, ADA, &ada.keys));
    assert_eq!((opened.bad, opened.counts.len()), (0, 0));
    let by_epoch = read(&store, |r| rotation::rows_by_epoch(r, ADA));
    assert_eq!(by_epoch.keys().copied().collect::<Vec<_>>(), [2]);
    let all = read(&store, |r| examples::page(r, &ada.keys, ADA, dataset, 0, 2_000, false));
    assert_eq!(all.len(), 1_200);

    write(&store, |w| datasets::delete(w, ADA, dataset));
    assert!(!has_dictionary(&store));
    assert_eq!(read(&store, checkup::strays), 0);
}
