//! Losses of power, between any two calls to the disk: unflushed sectors are written, lost and written in any
//! order. What was acknowledged is there, what was not is whole or not there, and every row opens.

use std::sync::Arc;

use super::{
    super::{
        ADA, ada,
        ada::{Ada, PASSWORD, inventory_by_code},
        append, contract_clauses, golden, read, write,
    },
    Dice,
    disk::{Disk, Losses},
    times,
};
use crate::{
    crypto::{keys::Keyring, recovery::RecoveryCode},
    model::example::Example,
    store::{
        Store, StoreError, Writer, checkup, clear, datasets, examples, file,
        migrate::Migration,
        rotation::{self, Step},
        schema::META,
    },
};

/// Images between the first call and the last, and the number of calls before each.
fn each_image(mut losses: Losses, images: u64, mut check: impl FnMut(usize, Vec<u8>, u64)) {
    println!("losses of power: {images} during {} calls to the disk", losses.calls());
    let mut dice = Dice(20_260_314);
    for image in 0..images {
        let calls = usize::try_from(image * losses.calls() as u64 / images).unwrap() + 1;
        let left = losses.after(calls.min(losses.calls()), &mut dice);
        check(calls, left, image);
    }
}

#[test]
fn no_acknowledged_example_is_lost_and_no_batch_is_half_there() {
    let keys = Keyring::generate().unwrap();
    let disk = Disk::default();
    let store = Store::on(disk.clone(), None).unwrap();
    let dataset = contract_clauses(&store, &keys);
    drop(store);
    let before = disk.bytes();

    let disk = Disk::holding(before.clone());
    let store = Store::on(disk.clone(), None).unwrap();
    let mut acknowledged = Vec::new();
    for batch in 0..40 {
        let outputs =
            [format!("{batch} once."), format!("{batch} twice."), "Rent is due. ".repeat(batch * 20)];
        append(&store, &keys, dataset, &outputs.each_ref().map(String::as_str));
        acknowledged.push(disk.calls());
    }
    drop(store);

    each_image(Losses::of(before, &disk), times(400, 25_000), |calls, left, image| {
        let store = Store::on(Disk::holding(left), None).unwrap();
        let page = read(&store, |r| examples::page(r, &keys, ADA, dataset, 0, usize::MAX, false));
        assert_eq!(page.len() % 3, 0, "image {image}");
        let batches = page.len() / 3;
        let sure = acknowledged.iter().filter(|at| **at <= calls).count();
        assert!((sure..=sure + 1).contains(&batches), "image {image}: {sure} acknowledged, {batches} found");
        for (number, batch) in page.chunks(3).enumerate() {
            let outputs: Vec<_> = batch.iter().map(Example::output).collect();
            assert_eq!(
                outputs[..2],
                [format!("{number} once."), format!("{number} twice.")],
                "image {image}"
            );
        }
        assert_eq!(read(&store, |r| datasets::get(r, &keys, ADA, dataset)).unwrap().count, page.len() as u64);
    });
}

#[test]
fn a_rotation_of_keys_is_readable_wherever_the_power_went_and_goes_on_from_there() {
    let disk = Disk::default();
    let store = Store::on(disk.clone(), None).unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let dataset = contract_clauses(&store, &ada.keys);
    append(&store, &ada.keys, dataset, &["Rent is due."; 600]);
    let everything = read(&store, |r| ada::inventory(r, &ada.keys));
    drop(store);
    let before = disk.bytes();

    let disk = Disk::holding(before.clone());
    let store = Store::on(disk.clone(), None).unwrap();
    let (code, prepared) = (RecoveryCode::generate().unwrap(), ada.stretched(PASSWORD));
    let keys = Arc::new(write(&store, |w| rotation::begin(w, ADA, &ada.keys, prepared, &code)));
    let begun = disk.calls();
    while matches!(write(&store, |w| rotation::step(w, ADA, &keys)), Step::Resealed { .. }) {}
    let finished = disk.calls();
    assert!(store.0.compact().unwrap());
    drop(store);

    each_image(Losses::of(before, &disk), times(60, 4_000), |calls, left, image| {
        let store = Store::on(Disk::holding(left), None).unwrap();
        let by_new = inventory_by_code(&store, &code);
        assert!(calls < begun || by_new.is_ok(), "image {image}: the new code opens once it was told");
        let found = by_new.or_else(|_| inventory_by_code(&store, &ada.code)).unwrap();
        assert!(found == everything, "image {image}: everything is there");
        let epochs = read(&store, checkup::keys).remove(0).epochs;
        assert!(
            calls < finished || epochs.len() == 1,
            "image {image}: the old key is gone when that was told"
        );
        if read(&store, |r| rotation::is_unfinished(r, ADA)) {
            while matches!(write(&store, |w| rotation::step(w, ADA, &keys)), Step::Resealed { .. }) {}
            assert!(inventory_by_code(&store, &code).unwrap() == everything, "image {image}: after the rest");
        }
    });
}

fn note_it(w: &Writer) -> Result<(), StoreError> {
    clear::put_named(w, META, "migrated", &serde_json::json!({"to": 2}))
}

#[test]
fn a_migration_has_happened_or_has_not_wherever_the_power_went() {
    const TO_2: &[Migration] = &[note_it];
    let home = tempfile::tempdir().unwrap();
    let before = std::fs::read(golden::copy(&home)).unwrap();
    let disk = Disk::holding(before.clone());
    drop(file::open_backend(disk.clone(), TO_2).unwrap());
    each_image(Losses::of(before, &disk), times(100, 2_000), |_, left, image| {
        let again = Disk::holding(left.clone());
        let store = match Store::on(Disk::holding(left), None) {
            Ok(store) => store,
            Err(StoreError::Newer { found: 2 }) => {
                let (db, id) = file::open_backend(again, TO_2).unwrap();
                Store::of(db, id, None, None)
            }
            Err(error) => panic!("image {image}: {error}"),
        };
        let keys = golden::keys_by_code(&store);
        let opened = read(&store, |r| checkup::open_all(r, ADA, &keys));
        assert_eq!((opened.bad, opened.rows), (0, 22), "image {image}");
    });
}

#[test]
fn a_disk_that_flushes_nothing_loses_data_so_that_these_losses_are_real() {
    let keys = Keyring::generate().unwrap();
    let disk = Disk::default();
    let store = Store::on(disk.clone(), None).unwrap();
    let dataset = contract_clauses(&store, &keys);
    append(&store, &keys, dataset, &["Three months."; 20]);
    drop(store);
    disk.forget_flushes();
    let mut lost = 0;
    each_image(Losses::of(Vec::new(), &disk), 50, |_, left, _| {
        let found = Store::on(Disk::holding(left), None)
            .and_then(|store| store.0.read(|r| examples::page(r, &keys, ADA, dataset, 0, usize::MAX, false)));
        lost += u32::from(found.is_err() || found.is_ok_and(|page| page.len() < 20));
    });
    assert!(lost > 25, "{lost} of 50");
}
