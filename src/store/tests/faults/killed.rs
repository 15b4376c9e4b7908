//! A process that is killed while it brings a file up to date. The program has no older format to come from yet, so
//! the process is this program of tests, started anew.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

use super::{
    super::{ada::inventory, append, golden, read},
    times,
};
use crate::{
    crypto::keys::Keyring,
    model::id::DatasetId,
    store::{Store, StoreError, Writer, clear, migrate::Migration, schema::META},
};

const TO_2: &[Migration] = &[note_it];

/// Says to the process which file it is to bring up to date.
const FILE: &str = "DSFORGE_TEST_MIGRATES";

/// What the process says before it does.
const BEGINS: &str = "now it begins";

fn note_it(w: &Writer) -> Result<(), StoreError> {
    clear::put_named(w, META, "migrated", &serde_json::json!({"to": 2}))
}

#[test]
#[ignore = "is started and killed by the other test"]
fn brings_the_file_up_to_date_that_it_is_told_of() {
    if let Some(path) = std::env::var_os(FILE) {
        println!("{BEGINS}");
        Store::open_with(Path::new(&path), TO_2).unwrap();
    }
}

fn start(path: &Path) -> Child {
    let name = concat!(module_path!(), "::brings_the_file_up_to_date_that_it_is_told_of");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([name.split_once("::").unwrap().1, "--exact", "--ignored", "--nocapture"]).env(FILE, path);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let said = BufReader::new(process.stdout.take().unwrap());
    assert!(said.lines().any(|line| line.unwrap().contains(BEGINS)));
    process
}

#[track_caller]
fn assert_whole(store: &Store, keys: &Keyring, expected: &str) {
    assert!(read(store, |r| inventory(r, keys)) == expected);
}

#[test]
fn a_migration_that_is_killed_has_happened_or_has_not_and_its_backup_is_whole() {
    let home = tempfile::tempdir().unwrap();
    let path = golden::copy(&home);
    let (keys, expected) = {
        let store = Store::open(&path).unwrap();
        let keys = golden::keys_by_code(&store);
        append(&store, &keys, DatasetId(1), &["Rent is due on the first."; 500]);
        let expected = read(&store, |r| inventory(r, &keys));
        (keys, expected)
    };
    let whole_file = fs::read(&path).unwrap();
    let mut process = start(&path);
    let since = Instant::now();
    process.wait().unwrap();
    let whole = since.elapsed();
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 2 })), "the process migrates");

    let (mut before, mut after, mut backed_up) = (0, 0, 0);
    for number in 0..times(8, 200) {
        let home = tempfile::tempdir().unwrap();
        let path = golden::copy(&home);
        fs::write(&path, &whole_file).unwrap();
        let mut process = start(&path);
        std::thread::sleep(whole * u32::try_from(number * 618 % 1000).unwrap() / 1000);
        process.kill().unwrap();
        process.wait().unwrap();

        match Store::open(&path) {
            Ok(store) => {
                before += 1;
                assert_whole(&store, &keys, &expected);
            }
            Err(error) => {
                after += 1;
                assert!(matches!(error, StoreError::Newer { found: 2 }), "kill {number}: {error}");
            }
        }
        // What has the name of a backup is a whole one, however soon after it the process was killed.
        let backup = home.path().join("app.db.bak-1");
        if backup.exists() {
            backed_up += 1;
            let elsewhere = tempfile::tempdir().unwrap();
            let copy = elsewhere.path().join("app.db");
            fs::copy(&backup, &copy).unwrap();
            assert_whole(&Store::open(&copy).unwrap(), &keys, &expected);
        }
        assert_whole(&Store::open_with(&path, TO_2).unwrap(), &keys, &expected);
    }
    println!("killed migrations: {before} had not happened, {after} had, {backed_up} backups were whole");
    // A few kills on a busy machine may all come early.
    assert!(times(8, 200) < 200 || (before > 0 && after > 0), "the kills came too early or too late");
}
