//! A file of format 1 that lies in the repository. Every later version has to open it.

use std::{fs, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    ADA,
    ada::{Ada, inventory},
    append, example, now, read, write,
};
use crate::{
    crypto::{
        keys::Keyring,
        password::Password,
        pepper::{Pepper, PepperRing},
        recovery::RecoveryCode,
    },
    model::{
        example::Example,
        id::{DatasetId, RunId, TemplateId},
    },
    store::{Store, accounts, candidates, changes, checkup, datasets, drafts, examples, runs, templates},
};

/// What opens the file, beside it.
#[derive(Serialize, Deserialize)]
struct Secrets {
    secret_salt: String,
    username: String,
    password: String,
    recovery_code: String,
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn secrets() -> Secrets {
    serde_json::from_slice(&fs::read(fixture("store-v1.json")).unwrap()).unwrap()
}

/// A copy of the golden file, so that the one in the repository stays as it is.
pub(super) fn copy(home: &tempfile::TempDir) -> PathBuf {
    let path = home.path().join("app.db");
    fs::copy(fixture("store-v1.redb"), &path).unwrap();
    fs::write(home.path().join("app.db.exists"), "").unwrap();
    path
}

pub(super) fn keys_by_code(store: &Store) -> Keyring {
    let code = RecoveryCode::parse(&secrets().recovery_code).unwrap();
    let account = read(store, |r| accounts::find(r, "ada")).unwrap();
    store.0.read(|r| accounts::unlock_with_code(r, &account, &code)).unwrap()
}

fn keys_by_password(store: &Store) -> Keyring {
    let Secrets { secret_salt, username, password, .. } = secrets();
    let ring = PepperRing::new(Pepper::from_base64(&secret_salt).unwrap());
    let account = read(store, |r| accounts::find(r, &username)).unwrap();
    let root = account.derive(&Password::new(&password).unwrap(), &ring).unwrap();
    store.0.read(|r| accounts::unlock(r, &account, &root)).unwrap()
}

#[test]
fn the_golden_file_opens_by_password_and_by_code_with_all_that_is_in_it() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&copy(&home)).unwrap();
    let by_password = keys_by_password(&store);
    for keys in [&by_password, &keys_by_code(&store)] {
        assert_eq!(keys.current_epoch(), 2);
        let opened = read(&store, |r| checkup::open_all(r, ADA, keys));
        assert_eq!((opened.bad, opened.counts.len()), (0, 0));
        assert_eq!(opened.rows, 22);
    }
    let keys = by_password;
    assert_eq!(read(&store, |r| accounts::preferences(r, ADA, &keys)).name, "Ada");
    let all = read(&store, |r| datasets::list(r, &keys, ADA));
    assert_eq!(
        all.iter().map(|d| (d.name.as_str(), d.archived, d.count)).collect::<Vec<_>>(),
        [("contract-clauses", false, 4), ("contract-clauses", true, 1)]
    );
    let page = read(&store, |r| examples::page(r, &keys, ADA, DatasetId(1), 0, 9, false));
    let outputs: Vec<_> = page.iter().map(Example::output).collect();
    assert_eq!(outputs, ["Three months.", "One month.", "At any time.", "Sealed in the second epoch."]);
    assert_eq!(page[0].note.as_deref(), Some("Checked."));
    let versions = read(&store, |r| templates::versions(r, &keys, ADA, TemplateId(1)));
    assert_eq!(versions[0].content.user_prompt, "Explain {clause}.");
    let run_keys = read(&store, |r| runs::keys_of(r, &keys, ADA, RunId(1))).unwrap();
    let answers = read(&store, |r| candidates::list(r, &run_keys));
    assert_eq!(
        answers.iter().map(|c| c.output.as_str()).collect::<Vec<_>>(),
        ["Three months.", "One month."]
    );
    let draft = read(&store, |r| drafts::get(r, &keys, ADA, "generate")).unwrap();
    assert_eq!(draft.value["text"], "Half a thought.");
}

#[test]
fn the_golden_file_can_be_worked_on() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&copy(&home)).unwrap();
    let keys = keys_by_code(&store);
    let (ids, change) = append(&store, &keys, DatasetId(1), &["Added by a later version."]);
    write(&store, |w| {
        let mut edited = example("Edited by a later version.");
        edited.id = ids[0];
        examples::update(w, &keys, ADA, DatasetId(1), &edited, now())
    });
    let undone = store.0.write(|w| changes::undo(w, &keys, ADA, DatasetId(1), None, now()));
    assert!(undone.is_ok());
    let undone = store.0.write(|w| changes::undo(w, &keys, ADA, DatasetId(1), Some(change), now()));
    assert!(undone.is_ok());
    assert_eq!(read(&store, |r| datasets::get(r, &keys, ADA, DatasetId(1))).unwrap().count, 4);
}

/// The recipe of the golden file. It is run once for each format, and what it has written is never written
/// again: `cargo test --lib the_golden_file_is_written -- --ignored`.
#[tokio::test]
#[ignore = "writes tests/fixtures/store-v1.redb anew"]
async fn the_golden_file_is_written() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("app.db");
    let store = Store::open(&path).unwrap();
    let mut ada = Ada::join(&store);
    ada.work(&store);
    ada.ring.join(Pepper::from_base64("ERERERERERERERERERERERERERERERERERERERERERE=").unwrap());
    let password = "correct horse battery staple";
    let prepared = ada.stretched(password);
    ada.keys.learn(&write(&store, |w| accounts::begin_epoch(w, ADA, &ada.keys, prepared)));
    append(&store, &ada.keys, DatasetId(1), &["Sealed in the second epoch."]);
    assert!(read(&store, |r| inventory(r, &ada.keys)).contains("Put away."));
    assert!(store.compact().await.unwrap());
    store.back_up(&home.path().join("golden")).await.unwrap();

    let secrets = Secrets {
        secret_salt: "ERERERERERERERERERERERERERERERERERERERERERE=".to_owned(),
        username: "ada".to_owned(),
        password: password.to_owned(),
        recovery_code: ada.code.to_text().to_string(),
    };
    fs::copy(home.path().join("golden"), fixture("store-v1.redb")).unwrap();
    fs::write(fixture("store-v1.json"), serde_json::to_string_pretty(&secrets).unwrap() + "\n").unwrap();
}
