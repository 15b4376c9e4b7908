//! What was overwritten is gone from the file for good: what opened with an old password must not open later.

use std::{fs, path::Path, sync::mpsc, time::Duration};

use redb::ReadableTable;

use super::{ADA, ada::Ada, append, contract_clauses, read, write};
use crate::{
    crypto::wrap::Wrapped,
    store::{Store, StoreError, accounts, clear, datasets, meta, schema::WRAPS},
};

struct Desk {
    home: tempfile::TempDir,
    store: Store,
    ada: Ada,
}

impl Desk {
    /// A user with a few thousand rows, some of them removed again.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("app.db")).unwrap();
        let ada = Ada::join(&store);
        let kept = contract_clauses(&store, &ada.keys);
        let removed = contract_clauses(&store, &ada.keys);
        for _ in 0..10 {
            append(&store, &ada.keys, removed, &["Three months.".repeat(20).as_str(); 100]);
            append(&store, &ada.keys, kept, &["Three months."; 100]);
        }
        write(&store, |w| datasets::delete(w, ADA, removed));
        Self { home, store, ada }
    }

    fn change_password(&self) {
        let prepared = self.ada.stretched("better horse");
        write(&self.store, |w| accounts::set_password(w, ADA, &self.ada.keys, prepared));
    }

    fn wrap(&self) -> String {
        let json = read(&self.store, |r| {
            use crate::store::txn::tables::Tables;
            Ok(r.table(WRAPS.rows)?.get((ADA.0, 1, 1))?.unwrap().value().to_vec())
        });
        let row: serde_json::Value = clear::decode(&json, "wraps").unwrap();
        row["wrap"].as_str().unwrap().to_owned()
    }
}

fn holds(file: &Path, text: &str) -> bool {
    fs::read(file).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn what_an_old_password_opened_is_not_in_the_file_after_a_change() {
    let desk = Desk::new();
    let file = desk.home.path().join("app.db");
    let old = desk.wrap();
    assert_eq!(old.len(), size_of::<Wrapped>() / 3 * 4);
    desk.change_password();
    assert!(holds(&file, &old), "redb writes beside what was there");
    let size = || fs::metadata(&file).unwrap().len();
    let before = size();
    assert!(read(&desk.store, meta::compact_due));
    assert!(desk.store.compact().await.unwrap());
    assert!(!holds(&file, &old));
    assert!(size() < before, "the room of the deleted dataset is given back");
    assert!(!read(&desk.store, meta::compact_due));
    assert_eq!(read(&desk.store, |r| datasets::list(r, &desk.ada.keys, ADA))[0].count, 1000);
}

#[tokio::test]
async fn while_somebody_reads_the_compaction_is_left_to_the_next_start() {
    let desk = Desk::new();
    let file = desk.home.path().join("app.db");
    let old = desk.wrap();
    desk.change_password();

    let (reading, is_reading) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let store = desk.store.clone();
    let reader = tokio::spawn(async move {
        let read = store.read(move |_| {
            reading.send(()).unwrap();
            ended.recv().ok();
            Ok::<_, StoreError>(())
        });
        read.await
    });
    tokio::task::spawn_blocking(move || is_reading.recv_timeout(Duration::from_secs(60)).unwrap())
        .await
        .unwrap();
    assert!(!desk.store.compact().await.unwrap());
    assert!(read(&desk.store, meta::compact_due));
    drop(end);
    reader.await.unwrap().unwrap();

    desk.store.close().await.unwrap();
    let store = Store::open(&file).unwrap();
    assert!(!holds(&file, &old));
    assert!(!read(&store, meta::compact_due));
}
