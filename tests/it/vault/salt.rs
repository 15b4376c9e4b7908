//! A changed `SECRET_SALT`, and passwords that are stretched further than they were.

use dsforge::{crypto::kdf::Kdf, store::accounts};
use poem::http::StatusCode;

use super::face::{Face, Folder, OTHER_SALT, SALT};

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn a_changed_secret_salt_is_taken_over_at_the_next_sign_in_and_old_data_stays_readable() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, token) = face.set_up(PASSWORD).await;
    let dataset = face.contract_clauses(&token, &["Before."]).await;
    face.close().await;

    let face = Face::open(&folder, OTHER_SALT, Kdf::default());
    let token = face.login("ada", PASSWORD).await.text("token");
    face.append(&token, dataset, &["After."]).await;
    assert_eq!(face.outputs(&token, dataset).await, ["Before.", "After."]);
    face.close().await;

    // From then on nothing needs the old value.
    std::fs::remove_file(folder.secret()).expect("the secret file goes");
    let face = Face::open(&folder, OTHER_SALT, Kdf::default());
    let token = face.login("ada", PASSWORD).await.text("token");
    assert_eq!(face.outputs(&token, dataset).await, ["Before.", "After."]);
    let wish = serde_json::json!({"username": "ada", "recovery_code": code, "new_password": PASSWORD});
    let token = face.post("/recover", None, wish).await.text("token");
    assert_eq!(face.outputs(&token, dataset).await, ["Before.", "After."], "the code opens both keys");
}

#[tokio::test]
async fn sessions_of_one_user_share_the_new_key() {
    let folder = Folder::new();
    Face::open(&folder, SALT, Kdf::default()).set_up(PASSWORD).await;
    let face = Face::open(&folder, OTHER_SALT, Kdf::default());
    let first = face.login("ada", PASSWORD).await.text("token");
    let second = face.login("ada", PASSWORD).await.text("token");
    let dataset = face.contract_clauses(&first, &["Three months."]).await;
    assert_eq!(face.outputs(&second, dataset).await, ["Three months."]);
    assert_eq!(
        face.post("/logout", Some(&first), serde_json::Value::Null).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(face.outputs(&second, dataset).await, ["Three months."], "the other one goes on");
}

#[tokio::test]
async fn a_password_that_was_stretched_less_is_stretched_further_at_the_next_sign_in() {
    let folder = Folder::new();
    Face::open(&folder, SALT, Kdf::default()).set_up(PASSWORD).await;
    let dearer = Kdf::pbkdf2_sha256(700_000).expect("a kdf");
    let face = Face::open(&folder, SALT, dearer);
    let kdf = || async {
        let found = face.services.store.read(|r| accounts::find(r, "ada"));
        found.await.expect("the file is read").expect("Ada").kdf
    };
    assert_eq!(kdf().await, Kdf::default());
    assert_eq!(face.login("ada", PASSWORD).await.status, StatusCode::OK);
    assert_eq!(kdf().await, dearer);
    assert_eq!(face.login("ada", PASSWORD).await.status, StatusCode::OK);
}
