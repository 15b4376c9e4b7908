//! Accounts: making one, unlocking it in both ways, and another password.

use serde_json::json;

use super::{Store, append, contract_clauses, read, write};
use crate::{
    crypto::{
        kdf::Kdf,
        keys::Keyring,
        password::Password,
        pepper::{Pepper, PepperRing},
        recovery::RecoveryCode,
    },
    model::{example::Example, id::UserId, user::Preferences},
    store::{
        StoreError,
        accounts::{
            self, AccountError, CodeError, NewAccount, NewlyMade, PreparedPassword, StoredAccount,
            UnlockError,
        },
        examples,
        schema::{USERS, WRAPS},
        secret,
    },
};

fn ring() -> PepperRing {
    PepperRing::new(Pepper::generate().unwrap())
}

fn password(text: &str) -> Password {
    Password::new(text).unwrap()
}

fn join(store: &Store, ring: &PepperRing, username: &str, secret: &str) -> Result<NewlyMade, AccountError> {
    let prepared = accounts::prepare(NewAccount {
        username,
        password: &password(secret),
        preferences: Preferences::named("Ada"),
        kdf: Kdf::default(),
        pepper: ring.current(),
    })?;
    store.0.write(|w| accounts::insert(w, prepared))
}

fn ada(store: &Store) -> StoredAccount {
    read(store, |r| accounts::find(r, "ada")).unwrap()
}

fn unlock(store: &Store, ring: &PepperRing, secret: &str) -> Result<Keyring, UnlockError> {
    let account = ada(store);
    let root = account.derive(&password(secret), ring).unwrap();
    store.0.read(|r| accounts::unlock(r, &account, &root))
}

fn unlock_with(store: &Store, code: &RecoveryCode) -> Result<Keyring, CodeError> {
    store.0.read(|r| accounts::unlock_with_code(r, &ada(store), code))
}

#[test]
fn the_password_opens_what_the_account_was_made_with_and_no_other_does() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    assert!(!read(&store, accounts::any));
    let made = join(&store, &ring, "Ada", "correct horse").unwrap();
    assert!(read(&store, accounts::any));
    assert_eq!(read(&store, accounts::list), [(made.id, "Ada".to_owned())]);
    let dataset = contract_clauses(&store, &made.keys);
    append(&store, &made.keys, dataset, &["Three months."]);

    let keys = unlock(&store, &ring, "correct horse").unwrap();
    assert_eq!(read(&store, |r| examples::page(r, &keys, made.id, dataset, 0, 9, false)).len(), 1);
    assert!(matches!(unlock(&store, &ring, "correct house"), Err(UnlockError::WrongPassword)));
    assert!(read(&store, |r| accounts::find(r, "grace")).is_none());

    let decoy = StoredAccount::decoy(Kdf::default(), &ring).unwrap();
    let root = decoy.derive(&password("correct horse"), &ring).unwrap();
    let refused = store.0.read(|r| accounts::unlock(r, &decoy, &root));
    assert!(matches!(refused, Err(UnlockError::WrongPassword)));
}

#[test]
fn names_that_differ_in_case_alone_are_one_user() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    join(&store, &ring, "Ada", "correct horse").unwrap();
    assert!(matches!(join(&store, &ring, "ADA", "another horse"), Err(AccountError::NameTaken)));
    assert_eq!(ada(&store).username, "Ada");
}

#[test]
fn changing_the_password_keeps_everything_readable_and_the_code_valid() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    let made = join(&store, &ring, "ada", "correct horse").unwrap();
    let dataset = contract_clauses(&store, &made.keys);

    let stronger = Kdf::pbkdf2_sha256(600_001).unwrap();
    let prepared = PreparedPassword::new(&password("better horse"), stronger, ring.current()).unwrap();
    write(&store, |w| accounts::set_password(w, made.id, &made.keys, prepared));
    assert!(matches!(unlock(&store, &ring, "correct horse"), Err(UnlockError::WrongPassword)));
    assert_eq!(ada(&store).kdf, stronger);
    for keys in [unlock(&store, &ring, "better horse").unwrap(), unlock_with(&store, &made.recovery).unwrap()]
    {
        let found = read(&store, |r| crate::store::datasets::get(r, &keys, made.id, dataset));
        assert_eq!(found.unwrap().name, "contract-clauses");
    }
}

#[test]
fn a_code_opens_its_own_account_only() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    join(&store, &ring, "ada", "correct horse").unwrap();
    let other = RecoveryCode::generate().unwrap();
    assert!(matches!(unlock_with(&store, &other), Err(CodeError::WrongCode)));
}

#[test]
fn a_new_secret_salt_begins_an_epoch_and_leaves_the_old_one_readable() {
    let (store, mut ring) = (Store::in_memory().unwrap(), ring());
    let made = join(&store, &ring, "ada", "correct horse").unwrap();
    let dataset = contract_clauses(&store, &made.keys);
    append(&store, &made.keys, dataset, &["Before."]);

    assert!(ring.join(Pepper::generate().unwrap()));
    assert!(!ada(&store).has_pepper(ring.current().1));
    let keys = unlock(&store, &ring, "correct horse").unwrap();
    let prepared = PreparedPassword::new(&password("correct horse"), Kdf::default(), ring.current()).unwrap();
    let keys = write(&store, |w| accounts::begin_epoch(w, made.id, &keys, prepared));
    assert_eq!(keys.current_epoch(), 2);
    assert!(ada(&store).has_pepper(ring.current().1));
    append(&store, &keys, dataset, &["After."]);

    let by_code = unlock_with(&store, &made.recovery).unwrap();
    let by_password = unlock(&store, &ring, "correct horse").unwrap();
    for keys in [by_code, by_password] {
        let page = read(&store, |r| examples::page(r, &keys, made.id, dataset, 0, 9, false));
        assert_eq!(page.iter().map(Example::output).collect::<Vec<_>>(), ["Before.", "After."]);
    }
}

#[test]
fn without_the_pepper_the_password_is_not_even_tried() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    join(&store, &ring, "ada", "correct horse").unwrap();
    assert!(ada(&store).derive(&password("correct horse"), &self::ring()).is_err());
}

#[test]
fn a_damaged_key_record_is_not_called_a_wrong_password() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    let made = join(&store, &ring, "ada", "correct horse").unwrap();
    write(&store, |w| w.open(WRAPS.rows)?.remove((made.id.0, 1, 1)).map(drop).map_err(StoreError::from));
    assert!(matches!(unlock(&store, &ring, "correct horse"), Err(UnlockError::Damaged)));
    assert!(unlock_with(&store, &made.recovery).is_ok());
}

#[test]
fn a_user_row_that_is_out_of_range_is_damaged_and_a_newer_one_is_newer() {
    let store = Store::in_memory().unwrap();
    let row = |v: u32, kdf: &str, salt: &str| {
        json!({"v": v, "username": "ada", "user_salt": salt, "kdf": kdf, "pepper_id": 1, "pepper_check": "AAAAAAAAAAA=",
            "verifier": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "epoch": 1})
    };
    let salt = "AAAAAAAAAAAAAAAAAAAAAA==";
    let read_back = |row: serde_json::Value| {
        write(&store, |w| {
            let row = row.to_string();
            w.open(USERS.rows)?.insert(1, row.as_bytes()).map(drop).map_err(StoreError::from)
        });
        store.0.read(|r| accounts::get(r, UserId(1)).map(|account| account.is_some()))
    };
    assert!(matches!(read_back(row(1, "pbkdf2-sha256-600000", salt)), Ok(true)));
    assert!(matches!(
        read_back(row(2, "pbkdf2-sha256-600000", salt)),
        Err(StoreError::NewerRow { table: "users" })
    ));
    for (kdf, salt) in [("pbkdf2-sha256-1000", salt), ("argon2id", salt), ("pbkdf2-sha256-600000", "AAAA")] {
        assert!(matches!(read_back(row(1, kdf, salt)), Err(StoreError::Damaged { table: "users" })));
    }
    assert!(matches!(read_back(json!({"v": 1})), Err(StoreError::Damaged { table: "users" })));
}

#[test]
fn preferences_are_kept_and_changing_them_keeps_the_key_beside_them() {
    let (store, ring) = (Store::in_memory().unwrap(), ring());
    let made = join(&store, &ring, "ada", "correct horse").unwrap();
    let mut preferences = read(&store, |r| accounts::preferences(r, made.id, &made.keys));
    assert_eq!(preferences, Preferences::named("Ada"));
    preferences.default_gen_model = Some("gemma3:4b".to_owned());
    preferences.ui.insert("single_keys".to_owned(), true.into());
    write(&store, |w| accounts::put_preferences(w, made.id, &made.keys, &preferences));
    assert_eq!(read(&store, |r| accounts::preferences(r, made.id, &made.keys)), preferences);

    let prepared = PreparedPassword::new(&password("better horse"), Kdf::default(), ring.current()).unwrap();
    write(&store, |w| accounts::begin_epoch(w, made.id, &made.keys, prepared));
    assert!(unlock_with(&store, &made.recovery).is_ok());
}

#[test]
fn the_secret_file_is_made_once_grows_and_is_its_owners_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config").join("secret.json");
    let made_up = secret::open(&path, None).unwrap();
    let again = secret::open(&path, None).unwrap();
    assert!(again.by_check(&made_up.current().1.check()).is_some());

    let given = secret::open(&path, Some("MTIzNDU2Nzg5MDEyMzQ1Ng==")).unwrap();
    assert_eq!(given.current().0, 2);
    let later = secret::open(&path, None).unwrap();
    assert_eq!(later.current().0, 2, "what was given once stays");
    assert!(later.by_check(&made_up.current().1.check()).is_some());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    assert!(matches!(secret::open(&path, Some("short")), Err(secret::SecretError::Setting(_))));
    std::fs::write(&path, "{}").unwrap();
    assert!(matches!(secret::open(&path, None), Err(secret::SecretError::File(_))));
}
