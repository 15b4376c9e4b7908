//! What was overwritten is gone from the file for good: what opened with an old password must not open later.

use std::{fs, path::Path, sync::mpsc, time::Duration};

use redb::ReadableTable;

use super::{ADA, append, contract_clauses, read, write};
use crate::{
    crypto::{
        kdf::Kdf,
        keys::Keyring,
        password::Password,
        pepper::{Pepper, PepperRing},
        wrap::Wrapped,
    },
    model::user::Preferences,
    store::{
        Store, StoreError, accounts,
        accounts::{NewAccount, PreparedPassword},
        clear, datasets, meta,
        schema::WRAPS,
    },
};

struct Ada {
    home: tempfile::TempDir,
    store: Store,
    keys: Keyring,
    ring: PepperRing,
}

impl Ada {
    /// A user with a few thousand rows, some of them removed again.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("app.db")).unwrap();
        let ring = PepperRing::new(Pepper::generate().unwrap());
        let prepared = accounts::prepare(NewAccount {
            username: "ada",
            password: &Password::new("correct horse").unwrap(),
            preferences: Preferences::named("Ada"),
            kdf: Kdf::default(),
            pepper: ring.current(),
        })
        .unwrap();
        let keys = write(&store, |w| accounts::insert(w, prepared)).keys;
        let kept = contract_clauses(&store, &keys);
        let removed = contract_clauses(&store, &keys);
        for _ in 0..10 {
            append(&store, &keys, removed, &["Three months.".repeat(20).as_str(); 100]);
            append(&store, &keys, kept, &["Three months."; 100]);
        }
        write(&store, |w| datasets::delete(w, ADA, removed));
        Self { home, store, keys, ring }
    }

    fn change_password(&self) {
        let new = Password::new("better horse").unwrap();
        let prepared = PreparedPassword::new(&new, Kdf::default(), self.ring.current()).unwrap();
        write(&self.store, |w| accounts::set_password(w, ADA, &self.keys, prepared));
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
    let ada = Ada::new();
    let file = ada.home.path().join("app.db");
    let old = ada.wrap();
    assert_eq!(old.len(), size_of::<Wrapped>() / 3 * 4);
    ada.change_password();
    assert!(holds(&file, &old), "redb writes beside what was there");
    assert!(read(&ada.store, meta::compact_due));
    assert!(ada.store.compact().await.unwrap());
    assert!(!holds(&file, &old));
    assert!(!read(&ada.store, meta::compact_due));
    assert_eq!(read(&ada.store, |r| datasets::list(r, &ada.keys, ADA))[0].count, 1000);
}

#[tokio::test]
async fn while_somebody_reads_the_compaction_is_left_to_the_next_start() {
    let ada = Ada::new();
    let file = ada.home.path().join("app.db");
    let old = ada.wrap();
    ada.change_password();

    let (reading, is_reading) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let store = ada.store.clone();
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
    assert!(!ada.store.compact().await.unwrap());
    assert!(read(&ada.store, meta::compact_due));
    drop(end);
    reader.await.unwrap().unwrap();

    ada.store.close().await.unwrap();
    let store = Store::open(&file).unwrap();
    assert!(!holds(&file, &old));
    assert!(!read(&store, meta::compact_due));
}
