//! The published test vectors, made by another implementation.

use std::collections::HashMap;

use super::{
    kdf::{Kdf, RootKey, derive_root},
    keys::{Domain, Keyring, UserDataKey, WrappingKey},
    password::Password,
    pepper::Pepper,
    recovery::RecoveryCode,
    seal::{Place, aad, open, seal_with},
    secret::Secret,
    wrap::{Owner, wrap},
};

const USER: u64 = 1;
const SALT: [u8; 16] = [0xa0; 16];
const DB: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const CODE: &str = "CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4";

fn published() -> HashMap<String, serde_json::Value> {
    serde_json::from_str(include_str!("../../tests/fixtures/key_vectors.json")).unwrap()
}

#[track_caller]
fn check(name: &str, ours: &[u8]) {
    let hex = ours.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert_eq!(published()[name], hex, "{name}");
}

fn root(password: &str, kdf: Kdf, pepper: &str, id: u32) -> RootKey {
    let password = Password::normalised(password).unwrap();
    derive_root(&password, kdf, &SALT, &Pepper::from_base64(pepper).unwrap(), id)
}

// 32 bytes of 0x11 and of 0x22.
const PEPPER_1: &str = "ERERERERERERERERERERERERERERERERERERERERERE=";
const PEPPER_2: &str = "IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI=";

fn data_key() -> UserDataKey {
    UserDataKey::from_bytes(Secret::copied(&[0x33; 32]))
}

fn owner() -> Owner<'static> {
    Owner { db: &DB, user: USER, epoch: 1 }
}

#[test]
fn a_password_derives_and_wraps_as_published() {
    let root = root("correct horse battery staple", Kdf::default(), PEPPER_1, 1);
    check("pw_root(pepper1,it=600000)", root.bytes());
    check("kek_password", root.password_key(USER).bytes());
    check("auth_verifier", &root.verifier(USER));
    check("wrap_password(epoch1)", &wrap(&root.password_key(USER), owner(), &data_key(), [0x44; 12]));
}

#[test]
fn the_pepper_and_the_normal_form_count_as_published() {
    check("pw_root(pepper2)", root("correct horse battery staple", Kdf::default(), PEPPER_2, 2).bytes());
    let name = "pw_root(NFKC: \"e\\u0301\\ufb01\" == \"\\u00e9fi\")";
    // This one was published with fewer rounds than any account may have.
    let kdf = Kdf { iterations: 1000 };
    check(name, root("e\u{301}\u{fb01}", kdf, PEPPER_1, 1).bytes());
    check(name, root("\u{e9}fi", kdf, PEPPER_1, 1).bytes());
}

#[test]
fn a_recovery_code_derives_and_wraps_as_published() {
    assert_eq!(published()["recovery_code"], CODE);
    let code = RecoveryCode::parse(CODE).unwrap();
    assert_eq!(code.to_text().as_str(), CODE);
    let key = code.key(USER, &SALT);
    check("kek_recovery", key.bytes());
    check("wrap_recovery(epoch1)", &wrap(&key, owner(), &data_key(), [0x44; 12]));
}

#[test]
fn a_record_is_sealed_as_published() {
    let keyring = Keyring::from_epochs([(1, data_key())]).unwrap();
    let keys = keyring.dataset(7, &[0x55; 32]);
    check("dataset_key(epoch1)", &*data_key().dataset(7, &[0x55; 32], 1));
    check("domain_key(meta,epoch1)", &*data_key().domain(Domain::Meta, 1));

    let place = Place { db: &DB, table: "examples", key: &[7, 42], schema: 1, rev: 1 };
    let plaintext = published()["plaintext"].as_str().unwrap().to_owned();
    let record = seal_with(&keys, place, 0, plaintext.as_bytes(), [0x66; 12]).unwrap();
    check("record", &record);
    check("record_aad", &aad([0xD5, 1, 1, 0, 0, 0, 0, 1], place));
    assert_eq!(open(&keys, place, &record).ok().unwrap().plaintext.as_slice(), plaintext.as_bytes());
}
