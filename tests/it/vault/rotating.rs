//! New keys for everything, over HTTP and from the terminal.

use dsforge::{app::keys, crypto::kdf::Kdf, store::checkup};
use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{
    face::{Answer, Face, Folder, SALT},
    home::Home,
};

const PASSWORD: &str = "correct horse battery";

/// The events of a stream, each with its type.
fn events(answer: &Answer) -> Vec<(String, Value)> {
    let text = String::from_utf8(answer.body.clone()).expect("text");
    let blocks = text.split("\n\n").filter(|block| block.contains("data:"));
    let event = |block: &str| {
        let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let data = serde_json::from_str(line("data:").unwrap_or_default()).expect("JSON");
        (line("event:").unwrap_or_default().to_owned(), data)
    };
    blocks.map(event).collect()
}

#[tokio::test]
async fn a_rotation_gives_a_new_code_tells_how_far_it_is_and_leaves_everything_readable() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (old_code, token) = face.set_up(PASSWORD).await;
    let dataset = face.contract_clauses(&token, &["Three months."; 600]).await;
    let other = face.login("ada", PASSWORD).await.text("token");
    assert_eq!(face.get("/key", Some(&token)).await.json(), json!({"epoch": 1, "rotation": null}));

    let wrong = face.post("/key/rotate", Some(&token), json!({"password": "incorrect horse"})).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let rotated = face.post("/key/rotate", Some(&token), json!({"password": PASSWORD})).await;
    assert_eq!(rotated.headers["content-type"], "text/event-stream");
    let events = events(&rotated);
    let (kind, first) = &events[0];
    assert_eq!(kind, "recovery_code");
    let code = first["recovery_code"].as_str().expect("a code");
    assert_ne!(code, old_code);
    let progress: Vec<_> =
        events.iter().filter(|(kind, _)| kind == "progress").map(|(_, news)| news).collect();
    assert_eq!(progress[0]["done"], 0);
    let last = progress.last().expect("progress");
    assert!(progress.len() >= 3, "{progress:?}");
    assert!(last["total"].as_u64() > Some(600), "{last}");
    assert_eq!(
        events.last(),
        Some(&("end".to_owned(), json!({"finished": true, "damaged": 0, "detail": null})))
    );

    assert_eq!(face.get("/key", Some(&other)).await.json(), json!({"epoch": 2, "rotation": null}));
    assert_eq!(face.outputs(&other, dataset).await.len(), 600, "other sessions go on");
    let preferences = face.get("/user/preferences", Some(&token)).await.json();
    assert_eq!(preferences["recovery_confirmed"], false, "the new code has to be stored first");
    let wish = |code: &str| json!({"username": "ada", "recovery_code": code, "new_password": PASSWORD});
    assert_eq!(face.post("/recover", None, wish(&old_code)).await.status, StatusCode::UNAUTHORIZED);
    let token = face.post("/recover", None, wish(code)).await.text("token");
    assert_eq!(face.outputs(&token, dataset).await.len(), 600);
}

#[test]
fn keys_are_listed_and_replaced_from_the_terminal() {
    let home = Home::new();
    let nobody = home.run(&["key", "rotate"], &[PASSWORD]);
    assert!(nobody.stderr.contains("no user yet"), "{nobody:?}");
    let old_code = home.add_ada(PASSWORD);
    let listed = home.run(&["key", "list"], &[]);
    assert!(
        listed
            .stdout
            .contains("ada: password stretched by pbkdf2-sha256-600000, with the present SECRET_SALT")
    );
    assert!(
        listed.stdout.contains("key 1: 4 rows, opened by password and recovery code; new data"),
        "{listed:?}"
    );

    let wrong = home.run(&["key", "rotate"], &["incorrect horse"]);
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    let file = home.path().join("code.txt");
    let file_name = file.to_str().expect("a name");
    let rotated = home.run(&["key", "rotate", "--recovery-file", file_name], &[PASSWORD]);
    assert_eq!(rotated.code, Some(0), "{rotated:?}");
    assert!(rotated.stdout.contains("the old one is gone"), "{rotated:?}");
    let listed = home.run(&["key", "list"], &[]);
    assert!(!listed.stdout.contains("key 1:"), "{listed:?}");
    assert!(listed.stdout.contains("key 2: 4 rows"), "{listed:?}");
    let again = home.run(&["key", "rotate", "--recovery-file", file_name], &[PASSWORD]);
    assert_eq!(again.code, Some(2), "a file is not written over: {again:?}");

    let code = std::fs::read_to_string(&file).expect("the new code");
    assert_ne!(code.trim(), old_code);
    let reset = |code: &str| home.run(&["user", "reset-password", "ada"], &[code, PASSWORD]).code;
    assert_eq!((reset(&old_code), reset(code.trim())), (Some(1), Some(0)));
}

#[tokio::test]
async fn an_interrupted_rotation_goes_on_at_the_next_sign_in() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (_, token) = face.set_up(PASSWORD).await;
    let dataset = face.contract_clauses(&token, &["Three months."; 300]).await;
    // It begins, and the program ends before the first row is done.
    let begun = keys::begin(&face.services.store, &face.services.gate, "ada", PASSWORD).await;
    let code = begun.expect("it begins").recovery_code;
    face.close().await;

    let face = Face::open(&folder, SALT, Kdf::default());
    let token = face.login("ada", PASSWORD).await.text("token");
    while !face.get("/key", Some(&token)).await.json()["rotation"].is_null() {
        tokio::task::yield_now().await;
    }
    let states = face.services.store.read(checkup::keys).await.expect("keys");
    assert_eq!(states[0].epochs.iter().map(|state| state.epoch).collect::<Vec<_>>(), [2]);
    assert!(!states[0].rotating);
    assert_eq!(face.outputs(&token, dataset).await.len(), 300);
    let wish = json!({"username": "ada", "recovery_code": code.as_str(), "new_password": PASSWORD});
    assert_eq!(face.post("/recover", None, wish).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_rotation_stops_with_the_last_session_because_the_keys_are_gone() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (_, token) = face.set_up(PASSWORD).await;
    face.contract_clauses(&token, &["Three months."; 300]).await;
    let session = face.services.sessions.find(&token).expect("a session");
    face.post("/logout", Some(&token), Value::Null).await;
    assert_eq!(session.keyring.current_epoch(), 0, "whoever still holds it");

    let begun = keys::begin(&face.services.store, &face.services.gate, "ada", PASSWORD).await;
    begun.expect("it begins");
    keys::resume(&face.services, &session).await.expect("it goes on");
    while keys::progress(&face.services, &session).is_some() {
        tokio::task::yield_now().await;
    }
    let states = face.services.store.read(checkup::keys).await.expect("keys");
    assert!(states[0].rotating);
    assert!(states[0].epochs[0].rows > 300, "{:?}", states[0].epochs);
}
