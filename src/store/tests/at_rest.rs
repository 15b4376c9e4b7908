//! What lies in the file: nothing that can be read, and nothing that can be moved or changed unnoticed.

use std::fs;

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use redb::ReadableTable;
use serde_json::json;

use super::{
    ADA, GRACE, append, candidate, contract_clauses, example, now, read, run, store, template, write,
};
use crate::{
    crypto::{
        kdf::Kdf,
        keys::{Domain, Keyring},
        password::Password,
        pepper::Pepper,
    },
    model::{candidate::Verdict, draft::Draft, example::Example, id::ExampleId, user::Preferences},
    store::{
        Store, StoreError, Writer, accounts, candidates, changes, datasets, drafts, examples, rows, runs,
        schema::{DATASETS, DRAFTS, EXAMPLES, TEMPLATES, Table},
        templates,
    },
};

/// Texts that stand nowhere else, one for each place that a person's words go to.
const CANARIES: [&str; 12] = [
    "Quokka \u{dc}berweisung 01: display name",
    "Quokka \u{dc}berweisung 02: password",
    "Quokka \u{dc}berweisung 03: dataset name",
    "Quokka \u{dc}berweisung 04: example answer",
    "Quokka \u{dc}berweisung 05: answer before the edit",
    "Quokka \u{dc}berweisung 06: answer that was deleted",
    "Quokka \u{dc}berweisung 07: prompt of a template",
    "Quokka \u{dc}berweisung 08: prompt of its next version",
    "Quokka \u{dc}berweisung 09: prompt of a run",
    "Quokka \u{dc}berweisung 10: answer of a candidate",
    "Quokka \u{dc}berweisung 11: draft",
    "Quokka \u{dc}berweisung 12: key of a draft",
];

fn write_everywhere(w: &Writer, keys: &Keyring) -> Result<(), StoreError> {
    let [_, _, name, answer, before, deleted, prompt, next_prompt, run_prompt, candidate_answer, draft, key] =
        CANARIES;
    let dataset = datasets::create(w, keys, ADA, name, now())?.id;
    let new = vec![example(answer), example(before), example(deleted)];
    let (ids, _) = examples::append(w, keys, ADA, dataset, new, now())?;
    let mut edited = example("Edited since.");
    edited.id = ids[1];
    examples::update(w, keys, ADA, dataset, &edited, now())?;
    let deletion = examples::delete(w, keys, ADA, dataset, &ids[2..], now())?;
    let undone = changes::undo(w, keys, ADA, dataset, Some(deletion), now());
    assert!(undone.is_ok());

    let mut template = templates::create(w, keys, ADA, template(prompt), now())?;
    template.version = 2;
    template.content.user_prompt = next_prompt.to_owned();
    templates::save(w, keys, ADA, &template, vec!["user_prompt".to_owned()])?;

    let (mut run, run_keys) = runs::create(w, keys, ADA, run(run_prompt), vec![candidate(candidate_answer)])?;
    run.expanded = 1;
    runs::put(w, &run_keys, &run)?;
    let mut starred = candidates::list(w, &run_keys)?.remove(0);
    starred.verdict = Verdict::Starred;
    candidates::put(w, &run_keys, &starred)?;

    drafts::put(
        w,
        keys,
        ADA,
        &Draft { key: key.to_owned(), value: json!({ "text": draft }), updated_at: now() },
    )
}

/// The ways in which a text could lie in a file.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let hex = |upper: bool| {
        let digits = |b: &u8| if upper { format!("{b:02X}") } else { format!("{b:02x}") };
        text.as_bytes().iter().map(digits).collect::<String>().into_bytes()
    };
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    let escaped = text.chars().fold(String::new(), |out, c| {
        if c.is_ascii() { format!("{out}{c}") } else { format!("{out}\\u{:04x}", u32::from(c)) }
    });
    let mut all = vec![
        text.into(),
        hex(false),
        hex(true),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        escaped.into(),
    ];
    // Wherever in a longer text it begins; what depends on its neighbours is left off.
    for shift in 0..3 {
        let padded = ["x".repeat(shift).as_str(), text].concat();
        let encoded = BASE64_STANDARD_NO_PAD.encode(padded);
        let whole = &encoded[shift * 2..encoded.len() - 2];
        all.push(whole.as_bytes().to_vec());
    }
    all
}

#[track_caller]
fn assert_nothing_readable(file: &[u8]) {
    for canary in CANARIES {
        for encoded in encodings(canary) {
            let found = file.windows(encoded.len()).any(|window| window == encoded);
            assert!(!found, "in the file: {}", String::from_utf8_lossy(&encoded));
        }
    }
}

#[test]
fn the_encodings_are_found_where_they_are() {
    let text = CANARIES[0];
    let haystack = ["zz".to_owned(), BASE64_STANDARD_NO_PAD.encode(format!("ab{text}cd"))].concat();
    assert!(encodings(text).iter().any(|e| haystack.as_bytes().windows(e.len()).any(|w| w == e)));
    let haystack = serde_json::to_vec(text).unwrap();
    assert!(encodings(text).iter().any(|e| haystack.windows(e.len()).any(|w| w == e)));
}

#[test]
fn nothing_a_person_wrote_can_be_read_in_the_file() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("app.db");
    let store = Store::open(&path).unwrap();
    let pepper = Pepper::generate().unwrap();
    let prepared = accounts::prepare(accounts::NewAccount {
        username: "ada",
        password: &Password::new(CANARIES[1]).unwrap(),
        preferences: Preferences::named(CANARIES[0]),
        kdf: Kdf::default(),
        pepper: (1, &pepper),
    })
    .unwrap();
    let keys = write(&store, |w| accounts::insert(w, prepared)).keys;
    write(&store, |w| write_everywhere(w, &keys));
    assert_nothing_readable(&fs::read(&path).unwrap());
    drop(store);
    let file = fs::read(&path).unwrap();
    assert_nothing_readable(&file);
    assert!(file.windows(3).any(|w| w == b"ada"), "a user's name is in clear on purpose");
}

#[tokio::test]
async fn compacting_drops_what_was_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("app.db");
    let store = Store::open(&path).unwrap();
    let keys = Keyring::generate().unwrap();
    let draft = |text: &str| Draft { key: "new-template".to_owned(), value: json!(text), updated_at: now() };
    write(&store, |w| drafts::put(w, &keys, ADA, &draft("The first text.")));
    let overwritten = raw(&store, DRAFTS, (ADA.0, 1));
    write(&store, |w| drafts::put(w, &keys, ADA, &draft("The second text.")));

    let is_in_file = || fs::read(&path).unwrap().windows(overwritten.len()).any(|w| w == overwritten);
    assert!(is_in_file(), "redb writes beside what was there");
    store.compact().await.unwrap();
    assert!(!is_in_file());
    assert_eq!(read(&store, |r| drafts::get(r, &keys, ADA, "new-template")), Some(draft("The second text.")));
}

fn raw(store: &Store, table: Table<(u64, u64)>, key: (u64, u64)) -> Vec<u8> {
    write(store, |w| Ok::<_, StoreError>(w.open(table.rows)?.get(key)?.unwrap().value().to_vec()))
}

fn put_raw(store: &Store, table: Table<(u64, u64)>, key: (u64, u64), value: &[u8]) {
    write(store, |w| w.open(table.rows)?.insert(key, value).map(drop).map_err(StoreError::from));
}

fn refusal<T>(
    store: &Store,
    work: impl FnOnce(&crate::store::Reader) -> Result<T, StoreError>,
) -> StoreError {
    match store.0.read(work) {
        Err(error) => error,
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn a_row_that_was_moved_does_not_open() {
    let (store, keys) = store();
    let (here, there) = (contract_clauses(&store, &keys), contract_clauses(&store, &keys));
    append(&store, &keys, here, &["One.", "Two."]);
    append(&store, &keys, there, &["Elsewhere."]);
    let moved = raw(&store, EXAMPLES, (here.0, 1));
    for (dataset, id) in [(here, 2), (there, 1)] {
        put_raw(&store, EXAMPLES, (dataset.0, id), &moved);
        let error = refusal(&store, |r| examples::get(r, &keys, ADA, dataset, ExampleId(id)));
        assert!(matches!(error, StoreError::Damaged { table: "examples" }));
    }
    // Two tables under one key, and two rows with heads.
    write(&store, |w| rows::insert(w, TEMPLATES, &keys.domain(Domain::Drafts), (ADA.0, 1), &json!({})));
    put_raw(&store, DRAFTS, (ADA.0, 1), &raw(&store, TEMPLATES, (ADA.0, 1)));
    assert!(matches!(
        refusal(&store, |r| drafts::list(r, &keys, ADA)),
        StoreError::Damaged { table: "drafts" }
    ));
    put_raw(&store, DATASETS, (ADA.0, there.0), &raw(&store, DATASETS, (ADA.0, here.0)));
    assert!(matches!(
        refusal(&store, |r| datasets::get(r, &keys, ADA, there)),
        StoreError::Damaged { table: "datasets" }
    ));
}

#[test]
fn every_flipped_byte_of_a_dataset_is_noticed_when_it_is_used() {
    let (store, keys) = store();
    let dataset = contract_clauses(&store, &keys);
    append(&store, &keys, dataset, &["Three months."]);
    for (table, key) in [(DATASETS, (ADA.0, dataset.0)), (EXAMPLES, (dataset.0, 1))] {
        let whole = raw(&store, table, key);
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            put_raw(&store, table, key, &flipped);
            let used = store.0.read(|r| {
                datasets::get(r, &keys, ADA, dataset)?;
                examples::get(r, &keys, ADA, dataset, ExampleId(1))
            });
            assert!(used.is_err(), "byte {at} of {}", table.name);
        }
        put_raw(&store, table, key, &whole);
    }
}

#[test]
fn another_users_keys_open_nothing() {
    let (store, keys) = store();
    let others = Keyring::generate().unwrap();
    let dataset = contract_clauses(&store, &keys);
    append(&store, &keys, dataset, &["Three months."]);
    let (run, _) = write(&store, |w| runs::create(w, &keys, ADA, run("Explain."), Vec::new()));

    assert!(matches!(refusal(&store, |r| datasets::list(r, &others, ADA)), StoreError::Damaged { .. }));
    assert!(matches!(refusal(&store, |r| runs::get(r, &others, ADA, run.id)), StoreError::Damaged { .. }));
    let example = refusal(&store, |r| examples::get(r, &others, ADA, dataset, ExampleId(1)));
    assert!(matches!(example, StoreError::Damaged { .. }));
    // Under another owner there is nothing at all, whatever the keys.
    assert_eq!(read(&store, |r| datasets::get(r, &keys, GRACE, dataset)), None);
    assert_eq!(read(&store, |r| examples::get(r, &keys, GRACE, dataset, ExampleId(1))), None);
    assert_eq!(read(&store, |r| runs::get(r, &keys, GRACE, run.id)), None);
}

#[test]
fn rows_of_an_older_epoch_stay_readable_and_new_ones_use_the_new_key() {
    let (store, keys) = store();
    let dataset = contract_clauses(&store, &keys);
    append(&store, &keys, dataset, &["Old."]);
    keys.learn(&keys.with_next_epoch().unwrap());
    append(&store, &keys, dataset, &["New."]);
    let page = read(&store, |r| examples::page(r, &keys, ADA, dataset, 0, 10, false));
    assert_eq!(page.iter().map(Example::output).collect::<Vec<_>>(), ["Old.", "New."]);
    let epoch = |id| crate::store::row::epoch(&raw(&store, EXAMPLES, (dataset.0, id))).unwrap();
    assert_eq!((epoch(1), epoch(2)), (1, 2));
}
