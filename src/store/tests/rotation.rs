//! A new key for everything, at every moment of its making.

use super::{
    ADA, GRACE,
    ada::{Ada, PASSWORD, inventory, inventory_by_code},
    append, candidate, contract_clauses, now, read, run, write,
};
use crate::{
    crypto::{keys::Keyring, password::Password, recovery::RecoveryCode},
    model::id::DatasetId,
    store::{
        Store, StoreError, accounts,
        accounts::{CodeError, UnlockError},
        candidates, checkup,
        checkup::EpochState,
        datasets,
        rotation::{self, Step},
        runs,
        schema::{DATASETS, EXAMPLES},
    },
};

/// Begins a rotation and takes the new key over, as a running program does.
fn begin(store: &Store, ada: &Ada) -> RecoveryCode {
    let (code, prepared) = (RecoveryCode::generate().unwrap(), ada.stretched(PASSWORD));
    let ahead = write(store, |w| rotation::begin(w, ADA, &ada.keys, prepared, &code));
    ada.keys.learn(&ahead);
    code
}

fn step(store: &Store, keys: &Keyring) -> Step {
    write(store, |w| rotation::step(w, ADA, keys))
}

fn finish(store: &Store, keys: &Keyring) -> u64 {
    loop {
        if let Step::Finished { damaged } = step(store, keys) {
            return damaged;
        }
    }
}

fn epochs(store: &Store) -> Vec<EpochState> {
    read(store, checkup::keys).remove(0).epochs
}

#[test]
fn everything_gets_the_new_key_and_nothing_else_changes() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let before = read(&store, |r| inventory(r, &ada.keys));
    let rows = epochs(&store)[0].rows;

    let code = begin(&store, &ada);
    assert_eq!(finish(&store, &ada.keys), 0);
    assert_eq!(epochs(&store), [EpochState { epoch: 2, rows, password: true, recovery: true }]);
    assert_eq!(inventory_by_code(&store, &code).unwrap(), before);
    assert!(matches!(inventory_by_code(&store, &ada.code), Err(CodeError::WrongCode)));
    let account = read(&store, |r| accounts::find(r, "ada")).unwrap();
    let root = account.derive(&Password::new(PASSWORD).unwrap(), &ada.ring).unwrap();
    let keys: Result<_, UnlockError> = store.0.read(|r| accounts::unlock(r, &account, &root));
    assert_eq!(read(&store, |r| inventory(r, &keys.unwrap())), before);
    assert!(read(&store, |r| rotation::unfinished(r, ADA)).is_none());
}

#[test]
fn a_rotation_that_breaks_off_is_readable_at_each_step_and_goes_on_where_it_was() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("app.db");
    let mut store = Store::open(&path).unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let dataset = contract_clauses(&store, &ada.keys);
    append(&store, &ada.keys, dataset, &["Rent is due."; 600]);
    let before = read(&store, |r| inventory(r, &ada.keys));

    let code = begin(&store, &ada);
    let (done, total) = read(&store, |r| rotation::unfinished(r, ADA)).unwrap();
    assert_eq!(done, 0);
    let mut steps = 0;
    loop {
        assert_eq!(inventory_by_code(&store, &code).unwrap(), before, "after {steps} steps");
        // The program is killed and started again, and only what is in the file counts.
        drop(store);
        store = Store::open(&path).unwrap();
        if matches!(step(&store, &ada.keys), Step::Finished { damaged: 0 }) {
            break;
        }
        steps += 1;
        let (done, left) = read(&store, |r| rotation::unfinished(r, ADA)).unwrap();
        assert_eq!(done + left, total);
    }
    assert_eq!(steps, 2, "256 rows at a time");
    assert_eq!(inventory_by_code(&store, &code).unwrap(), before);
}

#[test]
fn what_is_written_meanwhile_gets_the_new_key_and_stays() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    begin(&store, &ada);
    step(&store, &ada.keys);
    append(&store, &ada.keys, DatasetId(1), &["Written meanwhile."]);
    assert_eq!(finish(&store, &ada.keys), 0);
    let text = read(&store, |r| inventory(r, &ada.keys));
    assert!(text.contains("Written meanwhile."));
    assert_eq!(epochs(&store).len(), 1);
}

#[test]
fn asking_again_before_the_end_gives_another_code_and_goes_on() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    append(&store, &ada.keys, DatasetId(1), &["Rent is due."; 300]);
    let first = begin(&store, &ada);
    assert_eq!(step(&store, &ada.keys), Step::Resealed { rows: 256 });
    let second = begin(&store, &ada);
    assert_eq!(ada.keys.current_epoch(), 2);
    finish(&store, &ada.keys);
    assert!(inventory_by_code(&store, &first).is_err());
    assert!(inventory_by_code(&store, &second).is_ok());
}

#[test]
fn work_on_a_run_with_outdated_keys_is_refused_until_it_has_the_new_ones() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    let (run, keys) =
        write(&store, |w| runs::create(w, &ada.keys, ADA, run("Explain."), vec![candidate("One.")]));
    begin(&store, &ada);
    finish(&store, &ada.keys);

    let add = || store.0.write(|w| candidates::insert(w, &keys, candidate("Two.")));
    let refused = StoreError::UnknownEpoch { table: "runs" };
    assert_eq!(add().err().map(|error| error.to_string()), Some(refused.to_string()));
    keys.renew(&ada.keys);
    assert!(add().is_ok());
    let keys = read(&store, |r| runs::keys_of(r, &ada.keys, ADA, run.id)).unwrap();
    assert_eq!(read(&store, |r| candidates::list(r, &keys)).len(), 2);
}

#[test]
fn a_damaged_row_stops_nothing_and_keeps_its_old_key() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    write(&store, |w| {
        let mut value = {
            use redb::ReadableTable;
            w.open(EXAMPLES.rows)?.get((1, 1))?.unwrap().value().to_vec()
        };
        *value.last_mut().unwrap() ^= 1;
        w.open(EXAMPLES.rows)?.insert((1, 1), value.as_slice()).map(drop).map_err(StoreError::from)
    });
    begin(&store, &ada);
    assert_eq!(finish(&store, &ada.keys), 1);
    let [old, new] = epochs(&store)[..] else { panic!("{:?}", epochs(&store)) };
    assert_eq!((old.rows, old.password, old.recovery), (1, true, true));
    assert!(new.rows > 10);
}

#[test]
fn rows_of_a_damaged_dataset_keep_the_key_that_they_need() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    write(&store, |w| {
        w.open(DATASETS.rows)?.insert((ADA.0, 1), &[0_u8; 7][..]).map(drop).map_err(StoreError::from)
    });
    begin(&store, &ada);
    assert!(finish(&store, &ada.keys) > 1);
    assert!(epochs(&store).iter().any(|state| state.epoch == 1 && state.password && state.rows > 1));
}

#[test]
fn a_locked_keyring_ends_the_work_and_leaves_the_rotation_unfinished() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let code = begin(&store, &ada);
    ada.keys.lock();
    let stopped = store.0.write(|w| rotation::step(w, ADA, &ada.keys));
    assert!(matches!(stopped, Err(StoreError::Locked)));
    assert!(read(&store, |r| rotation::is_unfinished(r, ADA)));
    assert!(inventory_by_code(&store, &code).is_ok());
}

#[test]
fn nobody_elses_rows_are_touched() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let graces = Keyring::generate().unwrap();
    let dataset = write(&store, |w| datasets::create(w, &graces, GRACE, "letters", now())).id;
    begin(&store, &ada);
    finish(&store, &ada.keys);
    assert_eq!(read(&store, |r| datasets::get(r, &graces, GRACE, dataset)).unwrap().name, "letters");
}

#[test]
fn a_password_set_after_a_rotation_does_not_bring_the_old_key_back() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    begin(&store, &ada);
    finish(&store, &ada.keys);
    assert_eq!(ada.keys.epochs().len(), 2, "the session still remembers it");
    let prepared = ada.stretched("better horse");
    write(&store, |w| accounts::set_password(w, ADA, &ada.keys, prepared));
    assert_eq!(epochs(&store).len(), 1);
}

#[test]
fn a_password_wrapped_around_outdated_keys_is_refused() {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    let outdated = ada.keys.shared();
    begin(&store, &ada);
    let prepared = ada.stretched("better horse");
    let refused = store.0.write(|w| accounts::set_password(w, ADA, &outdated, prepared));
    assert!(matches!(refused, Err(StoreError::Superseded)));
}
