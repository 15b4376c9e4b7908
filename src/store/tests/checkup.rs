//! Looking at the whole file.

use redb::ReadableTable;
use serde_json::json;

use super::{ADA, ada::Ada, read, write};
use crate::store::{
    Store, StoreError, checkup,
    checkup::WrongCount,
    clear, headed,
    schema::{DATASETS, EXAMPLES, USERNAMES, WRAPS},
};

fn desk() -> (Store, Ada) {
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    (store, ada)
}

#[test]
fn a_whole_file_is_found_whole() {
    let (store, ada) = desk();
    let opened = read(&store, |r| checkup::open_all(r, ADA, &ada.keys));
    let state = read(&store, checkup::keys).remove(0);
    assert_eq!((opened.bad, opened.rows, opened.counts), (0, state.epochs[0].rows, Vec::new()));
    assert_eq!(state.account.id, ADA);
    assert!(read(&store, checkup::lost_names).is_empty());
    assert_eq!(read(&store, checkup::strays), 0);
}

#[test]
fn a_row_that_does_not_open_and_a_wrong_count_are_named() {
    let (store, ada) = desk();
    write(&store, |w| {
        let mut value = w.open(EXAMPLES.rows)?.get((1, 2))?.unwrap().value().to_vec();
        *value.last_mut().unwrap() ^= 1;
        w.open(EXAMPLES.rows)?.insert((1, 2), value.as_slice())?;
        headed::rewrite(
            w,
            DATASETS,
            (ADA.0, 2),
            &ada.keys.domain(crate::crypto::keys::Domain::Meta),
            &json!({"count": 7}),
        )
    });
    let opened = read(&store, |r| checkup::open_all(r, ADA, &ada.keys));
    assert_eq!(opened.bad, 1);
    assert_eq!((opened.named[0].table, opened.named[0].key.as_slice()), ("examples", &[1, 2][..]));
    assert!(matches!(opened.named[0].error, StoreError::Damaged { table: "examples" }));
    assert_eq!(opened.counts, [WrongCount { dataset: 2, said: 7, found: 1 }]);
}

#[test]
fn a_missing_wrap_a_lost_name_and_rows_of_nothing_are_noticed_without_a_key() {
    let (store, _) = desk();
    write(&store, |w| {
        w.open(WRAPS.rows)?.remove((ADA.0, 1, 2))?;
        clear::put_named(w, USERNAMES, "ada", &json!({"user": 9}))?;
        w.open(DATASETS.rows)?.remove((ADA.0, 2)).map(drop).map_err(StoreError::from)
    });
    let state = read(&store, checkup::keys).remove(0);
    assert_eq!((state.epochs[0].password, state.epochs[0].recovery), (true, false));
    assert_eq!(read(&store, checkup::lost_names), ["ada"]);
    assert_eq!(read(&store, checkup::strays), 2, "an example and the change that added it");
}
