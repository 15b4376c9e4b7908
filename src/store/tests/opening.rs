//! Beginning, opening and refusing files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use redb::{Database, ReadableTable};

use super::{append, contract_clauses, read, write};
use crate::{
    crypto::keys::Keyring,
    model::example::Example,
    store::{State, Store, StoreError, accounts, datasets, examples, schema::META},
};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("data").join("app.db")
    }

    /// A data file that was used and closed.
    fn used(&self) -> Keyring {
        let keys = Keyring::generate().unwrap();
        let store = Store::open(&self.file()).unwrap();
        let dataset = contract_clauses(&store, &keys);
        append(&store, &keys, dataset, &["Three months."]);
        keys
    }

    fn refusal(&self) -> StoreError {
        match Store::open(&self.file()) {
            Err(error) => error,
            Ok(_) => panic!("it opened"),
        }
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
#[cfg(unix)]
fn a_new_file_is_its_owners_alone() {
    let home = Home::new();
    home.used();
    let folder = home.file().parent().unwrap().to_owned();
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn what_was_written_is_there_after_closing_and_opening() {
    let home = Home::new();
    let keys = home.used();
    let store = Store::open(&home.file()).unwrap();
    let found = read(&store, |r| datasets::list(r, &keys, super::ADA));
    assert_eq!((found[0].name.as_str(), found[0].count), ("contract-clauses", 1));
}

#[test]
fn a_second_opening_is_told_that_the_file_is_in_use() {
    let home = Home::new();
    let _store = Store::open(&home.file()).unwrap();
    assert!(matches!(home.refusal(), StoreError::InUse));
}

#[test]
fn a_file_that_vanished_or_was_emptied_is_not_begun_anew() {
    let home = Home::new();
    home.used();
    fs::write(home.file(), "").unwrap();
    assert!(matches!(home.refusal(), StoreError::Missing));
    fs::remove_file(home.file()).unwrap();
    assert!(matches!(home.refusal(), StoreError::Missing));
    assert!(!home.file().exists());
}

#[test]
fn a_start_that_broke_off_before_the_first_table_is_finished() {
    let home = Home::new();
    fs::create_dir_all(home.file().parent().unwrap()).unwrap();
    drop(Database::create(home.file()).unwrap());
    let store = Store::open(&home.file()).unwrap();
    assert!(!read(&store, accounts::any));
}

#[test]
fn a_file_of_a_newer_format_is_refused_and_not_touched() {
    let home = Home::new();
    home.used();
    let store = Store::open(&home.file()).unwrap();
    write(&store, |w| {
        let format = {
            let table = w.open(META.rows)?;
            let format = table.get("format")?.unwrap();
            String::from_utf8(format.value().to_vec()).unwrap()
        };
        let format = format.replace(r#""v":1,"min_reader":1"#, r#""v":3,"min_reader":2"#);
        w.open(META.rows)?.insert("format", format.as_bytes())?;
        Ok::<_, StoreError>(())
    });
    drop(store);
    let before = fs::read(home.file()).unwrap();
    assert!(matches!(home.refusal(), StoreError::Newer { found: 3 }));
    assert_eq!(fs::read(home.file()).unwrap(), before);
}

#[test]
fn a_newer_format_that_this_version_may_read_is_read() {
    let home = Home::new();
    home.used();
    let store = Store::open(&home.file()).unwrap();
    let id = store.0.id;
    write(&store, |w| {
        let format = {
            let table = w.open(META.rows)?;
            let format = table.get("format")?.unwrap();
            String::from_utf8(format.value().to_vec()).unwrap()
        };
        w.open(META.rows)?.insert("format", format.replace(r#""v":1"#, r#""v":2"#).as_bytes())?;
        Ok::<_, StoreError>(())
    });
    drop(store);
    assert_eq!(Store::open(&home.file()).unwrap().0.id, id);
}

#[test]
fn junk_and_cut_off_files_are_called_damaged() {
    let home = Home::new();
    home.used();
    let whole = fs::read(home.file()).unwrap();
    fs::write(home.file(), "Dear landlord, this is no database.".repeat(200)).unwrap();
    assert!(matches!(home.refusal(), StoreError::Damaged { table: "file" }));
    for length in [1, 63, 320, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(home.file(), &whole[..length]).unwrap();
        assert!(matches!(home.refusal(), StoreError::Damaged { table: "file" }), "{length} bytes");
    }
}

#[test]
fn no_flipped_bit_of_a_file_shows_as_wrong_data() {
    let home = Home::new();
    let keys = home.used();
    let whole = fs::read(home.file()).unwrap();
    // Spread over the file, not in step with its pages.
    for at in (0..whole.len()).step_by((whole.len() / 150) | 1) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(home.file(), flipped).unwrap();
        let Ok(store) = Store::open(&home.file()) else { continue };
        let found = store.0.read(|r| {
            let dataset = datasets::list(r, &keys, super::ADA)?.remove(0);
            examples::page(r, &keys, super::ADA, dataset.id, 0, 10, false)
        });
        if let Ok(found) = found {
            assert_eq!(found.iter().map(Example::output).collect::<Vec<_>>(), ["Three months."], "byte {at}");
        }
    }
}

#[test]
fn after_a_failure_the_file_is_opened_again_by_itself() {
    let home = Home::new();
    let keys = home.used();
    let store = Store::open(&home.file()).unwrap();
    *store.0.alone() = State::Failed { since: 0 };
    assert!(matches!(*store.0.shared(), State::Failed { .. }));
    assert_eq!(read(&store, |r| datasets::list(r, &keys, super::ADA)).len(), 1);
    contract_clauses(&store, &keys);
}

#[tokio::test]
async fn a_transaction_that_fails_or_panics_leaves_nothing_behind() {
    let store = Store::in_memory().unwrap();
    let keys = std::sync::Arc::new(Keyring::generate().unwrap());
    let create =
        |keys: &Keyring, w: &_| datasets::create(w, keys, super::ADA, "contract-clauses", super::now());

    let inner = std::sync::Arc::clone(&keys);
    let failed = store.write(move |w| create(&inner, w).and(Err::<(), _>(StoreError::Full))).await;
    assert!(matches!(failed, Err(StoreError::Full)));

    let inner = std::sync::Arc::clone(&keys);
    let panicked: Result<(), StoreError> =
        store.write(move |w| panic!("{}", create(&inner, w).is_ok())).await;
    assert!(matches!(panicked, Err(StoreError::BrokenOff)));

    let inner = std::sync::Arc::clone(&keys);
    let dataset = store.write(move |w| create(&inner, w)).await.unwrap();
    assert_eq!(dataset.id.0, 1, "even the id is as if nothing had been");
    let found: Result<_, StoreError> = store.read(move |r| datasets::list(r, &keys, super::ADA)).await;
    assert_eq!(found.unwrap().len(), 1);
}

#[tokio::test]
async fn a_closed_store_says_so_to_every_clone() {
    let home = Home::new();
    home.used();
    let store = Store::open(&home.file()).unwrap();
    let clone = store.clone();
    store.settle().await.unwrap();
    store.close().await.unwrap();
    let read: Result<bool, StoreError> = clone.read(accounts::any).await;
    assert!(matches!(read, Err(StoreError::Closed)));
    Store::open(&home.file()).unwrap();
}

#[test]
fn a_large_file_needs_no_repair_wherever_the_program_was_killed() {
    let home = Home::new();
    let keys = home.used();
    let mut store = Store::open(&home.file()).unwrap();
    let dataset = contract_clauses(&store, &keys);
    let left_behind = |store: &Store| {
        append(store, &keys, dataset, &["Rent is due on the first."]);
        // A program that is killed does not close its file.
        let copy = home.file().with_extension("copy");
        fs::copy(home.file(), &copy).unwrap();
        Database::builder().set_repair_callback(redb::RepairSession::abort).open(&copy).is_ok()
    };
    assert!(!left_behind(&store), "a small one is repaired in no time");
    std::sync::Arc::get_mut(&mut store.0).unwrap().large = 1;
    assert!(left_behind(&store));
}
