//! The file that most tests begin with: ada and grace have accounts, each with what a new user finds.
//!
//! Stretching a password takes most of a second without optimisation, so the accounts are made once for each
//! build of the tests and copied. What opens a copy is the recovery code, which needs no stretching.

use std::{collections::BTreeMap, fs, path::Path};

use dsforge::{
    app::auth::{self, Gate, SignUp},
    crypto::{kdf::Kdf, keys::Keyring, recovery::RecoveryCode},
    model::id::UserId,
    store::{Store, accounts, secret},
};
use tempfile::TempDir;

use super::app::NOW;

pub(crate) const ADA_PASSWORD: &str = "the rent is due on the first";
pub(crate) const GRACE_PASSWORD: &str = "small repairs up to 100 euros";

/// The name of the data file in its folder.
pub(crate) const DB: &str = "app.db";
/// The name of the file with the peppers.
pub(crate) const SECRET: &str = "secret.json";
const CODES: &str = "recovery-codes.json";

/// A folder with a file of its own in which ada and grace have accounts.
pub(crate) async fn copy() -> TempDir {
    let made = env_folder();
    if !made.join(CODES).exists() {
        make(&made).await;
    }
    let folder = TempDir::new().expect("a folder");
    for name in [DB, SECRET, CODES, "app.db.exists"] {
        fs::copy(made.join(name), folder.path().join(name)).expect("a copy of the seed");
    }
    folder
}

/// Opens somebody's keys in a copy, as signing in does, but without a password.
pub(crate) async fn unlock(store: &Store, folder: &Path, username: &str) -> (UserId, Keyring) {
    let codes = fs::read(folder.join(CODES)).expect("the recovery codes");
    let codes: BTreeMap<String, String> = serde_json::from_slice(&codes).expect("the recovery codes");
    let code = RecoveryCode::parse(&codes[username]).expect("a recovery code");
    let username = username.to_owned();
    store
        .read(move |r| {
            let account = accounts::find(r, &username)?.expect("an account of the seed");
            let keyring = accounts::unlock_with_code(r, &account, &code).expect("the code of this account");
            Ok::<_, dsforge::store::StoreError>((account.id, keyring))
        })
        .await
        .expect("a file that can be read")
}

/// One for each build of the tests: another build may write another format.
fn env_folder() -> std::path::PathBuf {
    let program = std::env::current_exe().and_then(fs::metadata).and_then(|found| found.modified());
    let built = program.expect("the time of the build").duration_since(std::time::UNIX_EPOCH);
    let built = built.expect("a time after 1970").as_nanos();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("accounts-{built}"))
}

async fn make(folder: &Path) {
    let parent = folder.parent().expect("a folder for temporary files");
    fs::create_dir_all(parent).expect("a folder for temporary files");
    drop_older(parent, folder);
    let making = TempDir::new_in(parent).expect("a folder");
    let path = making.path();
    let store = Store::open(&path.join(DB)).expect("a new file");
    let gate = Gate::new(secret::open(&path.join(SECRET), None).expect("a new secret"), Kdf::default());
    let mut codes = BTreeMap::new();
    for (username, name, password) in [("ada", "Ada", ADA_PASSWORD), ("grace", "Grace", GRACE_PASSWORD)] {
        let wish = SignUp {
            username: username.to_owned(),
            name: Some(name.to_owned()),
            password: password.to_owned(),
            gen_model: None,
            para_model: None,
        };
        let made = auth::add_user(&store, &gate, wish, NOW).await.expect("a new account");
        codes.insert(username, made.recovery_code);
    }
    store.close().await.expect("a file that can be closed");
    fs::write(path.join(CODES), serde_json::to_vec(&codes).expect("codes")).expect("a file");
    // Two test programs may be at it at once; whoever comes second finds it done.
    if fs::rename(path, folder).is_ok() {
        drop(making.keep());
    }
}

fn drop_older(parent: &Path, kept: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_seed = entry.file_name().to_string_lossy().starts_with("accounts-");
        if is_seed && entry.path() != kept {
            // Somebody else may be dropping it.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
