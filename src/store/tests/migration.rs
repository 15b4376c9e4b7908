//! Bringing an older file up to date, with a step that no version has.

use std::fs;

use redb::{Database, ReadableDatabase, ReadableTable};
use serde_json::json;

use super::{ADA, ada::inventory, golden, read};
use crate::store::{
    Store, StoreError, Writer, clear, drafts,
    migrate::Migration,
    schema::{DRAFTS, META},
};

/// Makes a format 2 of a format 1.
fn note_it(w: &Writer) -> Result<(), StoreError> {
    clear::put_named(w, META, "migrated", &json!({"to": 2}))
}

fn fail(w: &Writer) -> Result<(), StoreError> {
    note_it(w).and(Err(StoreError::Full))
}

const TO_2: &[Migration] = &[note_it];

#[test]
fn an_older_file_is_migrated_after_a_backup_of_it() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let before = {
        let store = Store::open(&path).unwrap();
        read(&store, |r| inventory(r, &golden::keys_by_code(&store)))
    };

    let store = Store::open_with(&path, TO_2).unwrap();
    assert_eq!(read(&store, |r| inventory(r, &golden::keys_by_code(&store))), before);
    let migrated: Option<serde_json::Value> = read(&store, |r| clear::get_named(r, META, "migrated"));
    assert_eq!(migrated.unwrap()["to"], 2);
    drop(store);
    Store::open_with(&path, TO_2).unwrap();

    let after = fs::read(&path).unwrap();
    assert!(
        matches!(Store::open(&path), Err(StoreError::Newer { found: 2 })),
        "the version before refuses it"
    );
    assert!(fs::read(&path).unwrap() == after, "and does not touch it");

    let backups: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("bak"))
        .collect();
    assert_eq!(backups, ["app.db.bak-1"], "once, and not at later starts");
    fs::rename(home.path().join("app.db.bak-1"), &path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(read(&store, |r| inventory(r, &golden::keys_by_code(&store))), before);
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let failed: &[Migration] = &[note_it, fail];
    assert!(matches!(Store::open_with(&path, failed), Err(StoreError::Full)));
    let store = Store::open(&path).unwrap();
    assert!(read(&store, |r| clear::get_named::<serde_json::Value>(r, META, "migrated")).is_none());
    assert!(read(&store, |r| inventory(r, &golden::keys_by_code(&store))).contains("Put away."));
}

#[test]
fn a_new_file_begins_with_the_newest_format_and_needs_no_migration() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("app.db");
    Store::open_with(&path, TO_2).unwrap();
    let store = Store::open_with(&path, TO_2).unwrap();
    assert!(read(&store, |r| clear::get_named::<serde_json::Value>(r, META, "migrated")).is_none());
    drop(store);
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 2 })));
}

#[test]
fn a_table_that_an_older_file_lacks_is_made_when_it_is_opened() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let db = Database::open(&path).unwrap();
    let txn = db.begin_write().unwrap();
    assert!(txn.delete_table(DRAFTS.rows).unwrap());
    txn.commit().unwrap();
    drop(db);

    let store = Store::open(&path).unwrap();
    let keys = golden::keys_by_code(&store);
    assert!(read(&store, |r| drafts::list(r, &keys, ADA)).is_empty());
    drop(store);
    let db = Database::open(&path).unwrap();
    assert!(db.begin_read().unwrap().open_table(DRAFTS.rows).unwrap().iter().unwrap().next().is_none());
}
