//! A disk that fails once, at any call whatever: whoever asked is told, and the store goes on by itself.

use super::{
    super::{ADA, append, contract_clauses, example, now, read, write},
    disk::Disk,
    times,
};
use crate::{
    crypto::keys::Keyring,
    model::{example::Example, id::DatasetId},
    store::{Store, StoreError, datasets, examples, file, meta, migrate::MIGRATIONS},
};

const BATCHES: usize = 4;

fn on(disk: &Disk) -> Result<Store, StoreError> {
    let again = disk.clone();
    Store::on(disk.clone(), Some(Box::new(move || Ok(file::open_backend(again.clone(), MIGRATIONS)?.0))))
}

fn outputs(store: &Store, keys: &Keyring, dataset: DatasetId) -> Vec<String> {
    let page = read(store, |r| examples::page(r, keys, ADA, dataset, 0, usize::MAX, false));
    let said = read(store, |r| datasets::get(r, keys, ADA, dataset)).unwrap().count;
    assert_eq!(said, page.len() as u64, "the count is right");
    page.iter().map(Example::output).map(str::to_owned).collect()
}

#[test]
fn a_compaction_that_fails_at_the_start_is_put_off_and_the_data_opens() {
    let keys = Keyring::generate().unwrap();
    let disk = Disk::default();
    let store = on(&disk).unwrap();
    let dataset = contract_clauses(&store, &keys);
    append(&store, &keys, dataset, &["Before."; 50]);
    write(&store, |w| meta::set_compact_due(w, true));
    drop(store);
    let before = disk.bytes();
    let (mut done, mut put_off) = (0, 0);
    for call in (0..2_000).step_by(40) {
        let disk = Disk::holding(before.clone());
        let (db, id) = file::open_backend(disk.clone(), MIGRATIONS).unwrap();
        disk.fail_in(call);
        let again = || Ok(file::open_backend(disk.clone(), MIGRATIONS)?.0);
        let store = Store::of(file::without_leftovers(db, id, again).unwrap(), id, None, None);
        disk.repaired();
        assert_eq!(outputs(&store, &keys, dataset).len(), 50, "call {call}");
        if read(&store, meta::compact_due) { put_off += 1 } else { done += 1 }
    }
    assert!(done > 0 && put_off > 0, "{done} done, {put_off} put off");
}

#[test]
fn whichever_call_fails_what_was_acknowledged_stays_and_the_store_recovers_by_itself() {
    let keys = Keyring::generate().unwrap();
    let disk = Disk::default();
    let dataset = {
        let store = on(&disk).unwrap();
        let dataset = contract_clauses(&store, &keys);
        append(&store, &keys, dataset, &["Before."]);
        dataset
    };
    let before = disk.bytes();
    let (mut failed_calls, mut told) = (0, 0);
    for call in 0..times(60, 500) {
        let disk = Disk::holding(before.clone());
        disk.fail_in(call);
        let store = match on(&disk) {
            Ok(store) => store,
            // The start fails with an error, and the next one does not.
            Err(_) => on(&disk).unwrap(),
        };
        let mut acknowledged = vec!["Before.".to_owned()];
        let mut unsure = Vec::new();
        for number in 0..BATCHES {
            let batch = [format!("{number} once."), format!("{number} twice.")];
            let new = batch.iter().map(|output| example(output)).collect();
            match store.0.write(|w| examples::append(w, &keys, ADA, dataset, new, now())) {
                Ok(_) => acknowledged.extend(batch),
                Err(error) => {
                    assert!(matches!(error, StoreError::Io(_) | StoreError::Full), "{error}");
                    unsure.push(batch);
                    told += 1;
                    // Reading goes on.
                    outputs(&store, &keys, dataset);
                }
            }
        }
        failed_calls += u64::from(disk.repaired());
        let found = outputs(&store, &keys, dataset);
        // A commit that was not told to have succeeded may have; then it is whole.
        let mut expected = acknowledged;
        expected.extend(unsure.into_iter().filter(|batch| found.contains(&batch[0])).flatten());
        let sorted = |mut all: Vec<String>| {
            all.sort();
            all
        };
        assert_eq!(sorted(found.clone()), sorted(expected), "call {call}");
        drop(store);
        assert_eq!(outputs(&on(&disk).unwrap(), &keys, dataset), found, "call {call}, after another start");
    }
    assert!(told > 10, "{told} of {failed_calls} failures were in the middle of an append");
}
