//! Files that something else has written to: they are refused or give an error, and never wrong data.

use std::fs;

use super::{
    super::{ADA, golden, read},
    Dice, times,
};
use crate::{
    model::id::DatasetId,
    store::{Store, StoreError, checkup, datasets, examples},
};

#[test]
fn a_flipped_bit_is_never_passed_over_in_silence() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let whole = fs::read(&path).unwrap();
    let (expected, keys) = {
        let store = Store::open(&path).unwrap();
        let keys = golden::keys_by_code(&store);
        (read(&store, |r| examples::page(r, &keys, ADA, DatasetId(1), 0, 99, false)), keys)
    };
    let (mut refused, mut harmless, mut told) = (0, 0, 0);
    let mut dice = Dice(7);
    for flip in 0..times(100, 1_000) {
        let mut flipped = whole.clone();
        let at = dice.below(flipped.len());
        flipped[at] ^= 1 << dice.below(8);
        fs::write(&path, flipped).unwrap();
        let store = match Store::open(&path) {
            Ok(store) => store,
            Err(error) => {
                assert!(
                    matches!(error, StoreError::Damaged { .. } | StoreError::Newer { .. }),
                    "flip {flip}: {error}"
                );
                refused += 1;
                continue;
            }
        };
        let found = store.0.read(|r| {
            datasets::list(r, &keys, ADA)?;
            let opened = checkup::open_all(r, ADA, &keys)?;
            Ok::<_, StoreError>((opened.bad, examples::page(r, &keys, ADA, DatasetId(1), 0, 99, false)?))
        });
        match found {
            Ok((0, page)) => {
                assert!(page == expected, "flip {flip}: byte {at} gave other data without a word");
                harmless += 1;
            }
            Ok(_) | Err(_) => told += 1,
        }
    }
    println!("flipped bits: {refused} refused, {told} told, {harmless} harmless, 0 passed over");
    assert!(refused > 0, "{refused} refused, {told} told, {harmless} harmless");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let whole = fs::read(&path).unwrap();
    let mut dice = Dice(11);
    for cut in 0..times(40, 500) {
        let length = 1 + dice.below(whole.len() - 1);
        fs::write(&path, &whole[..length]).unwrap();
        let refused = Store::open(&path).err();
        assert!(matches!(refused, Some(StoreError::Damaged { table: "file" })), "cut {cut} at {length}");
        fs::remove_file(&path).unwrap();
    }
}
