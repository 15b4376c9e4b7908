//! Changing a password, and finding a way back in without it.

use dsforge::crypto::kdf::Kdf;
use poem::http::StatusCode;
use serde_json::json;

use super::{
    face::{Face, Folder, OTHER_SALT, SALT},
    home::Home,
};

const OLD: &str = "correct horse battery";
const NEW: &str = "better horse battery";

#[tokio::test]
async fn the_recovery_code_opens_everything_and_sets_a_new_password() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, token) = face.set_up(OLD).await;
    let dataset = face.contract_clauses(&token, &["Three months."]).await;

    let wish = json!({"username": "ADA", "recovery_code": code.to_lowercase(), "new_password": NEW});
    let recovered = face.post("/recover", None, wish).await;
    assert_eq!(recovered.status, StatusCode::OK);
    let new_token = recovered.text("token");
    assert_eq!(face.outputs(&new_token, dataset).await, ["Three months."]);
    assert_eq!(
        face.get("/session", Some(&token)).await.status,
        StatusCode::UNAUTHORIZED,
        "older sessions end"
    );
    assert_eq!(face.login("ada", OLD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(face.login("ada", NEW).await.status, StatusCode::OK);

    let again = json!({"username": "ada", "recovery_code": code, "new_password": OLD});
    assert_eq!(face.post("/recover", None, again).await.status, StatusCode::OK, "the code stays valid");
}

#[tokio::test]
async fn a_wrong_code_and_an_unknown_name_get_the_same_answer_and_count_as_attempts() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    face.set_up(OLD).await;
    // Well formed, and nobody's.
    let code = "CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4";
    let wish = |username: &str| json!({"username": username, "recovery_code": code, "new_password": NEW});

    let known = face.post("/recover", None, wish("ada")).await;
    let unknown = face.post("/recover", None, wish("grace")).await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert_eq!(
        (known.text("detail"), known.json()["tries_left"].as_u64()),
        (unknown.text("detail"), Some(4))
    );
    assert_eq!(unknown.json()["tries_left"], 3);
    for _ in 0..3 {
        face.post("/recover", None, wish("ada")).await;
    }
    let limited = face.post("/recover", None, wish("ada")).await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(limited.headers["retry-after"], "60");
    assert_eq!(
        face.login("ada", OLD).await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "sign-ins share the limit"
    );
}

#[tokio::test]
async fn a_code_with_a_typing_mistake_and_a_short_password_are_named_and_cost_no_attempt() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, _) = face.set_up(OLD).await;
    for _ in 0..6 {
        let mistyped = json!({"username": "ada", "recovery_code": &code[..20], "new_password": NEW});
        let refused = face.post("/recover", None, mistyped).await;
        assert_eq!(
            (refused.status, refused.text("field")),
            (StatusCode::BAD_REQUEST, "recovery_code".to_owned())
        );
        let short = json!({"username": "ada", "recovery_code": code, "new_password": "horse"});
        let refused = face.post("/recover", None, short).await;
        assert_eq!(
            (refused.status, refused.text("field")),
            (StatusCode::BAD_REQUEST, "new_password".to_owned())
        );
    }
    assert_eq!(face.login("ada", OLD).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_text_too_short_for_a_password_never_signs_in() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    face.set_up("not a password").await;
    assert_eq!(face.login("ada", "x").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(face.login("ada", "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_changed_password_ends_other_sessions_and_keeps_the_data_and_the_code() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, token) = face.set_up(OLD).await;
    let dataset = face.contract_clauses(&token, &["Three months."]).await;
    let other = face.login("ada", OLD).await.text("token");

    let wrong = json!({"old_password": NEW, "new_password": NEW});
    assert_eq!(face.put("/user/password", &token, wrong).await.status, StatusCode::FORBIDDEN);
    let right = json!({"old_password": OLD, "new_password": NEW});
    assert_eq!(face.put("/user/password", &token, right).await.status, StatusCode::NO_CONTENT);
    assert_eq!(face.outputs(&token, dataset).await, ["Three months."], "this session goes on");
    assert_eq!(face.get("/session", Some(&other)).await.status, StatusCode::UNAUTHORIZED);

    let wish = json!({"username": "ada", "recovery_code": code, "new_password": OLD});
    assert_eq!(face.post("/recover", None, wish).await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_the_old_secret_salt_the_sign_in_says_so_and_the_code_still_opens() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, token) = face.set_up(OLD).await;
    let dataset = face.contract_clauses(&token, &["Three months."]).await;
    face.close().await;

    std::fs::remove_file(folder.secret()).expect("the secret file goes");
    let face = Face::open(&folder, OTHER_SALT, Kdf::default());
    let refused = face.login("ada", OLD).await;
    assert!(refused.text("detail").contains("SECRET_SALT"), "{}", refused.json());
    assert!(refused.text("detail").contains("recovery code"));
    let wish = json!({"username": "ada", "recovery_code": code, "new_password": OLD});
    let token = face.post("/recover", None, wish).await.text("token");
    assert_eq!(face.outputs(&token, dataset).await, ["Three months."]);
    assert_eq!(face.login("ada", OLD).await.status, StatusCode::OK, "from now on with the new salt");
}

#[test]
fn a_password_is_changed_and_reset_from_the_terminal() {
    let home = Home::new();
    let code = home.add_ada(OLD);
    let refused = home.run(&["user", "change-password", "ada"], &[NEW, NEW]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("not your present password"), "{refused:?}");
    assert_eq!(home.run(&["user", "change-password", "ada"], &[OLD, NEW]).code, Some(0));
    assert_eq!(
        home.run(&["user", "reset-password", "ada"], &[OLD, NEW]).code,
        Some(1),
        "the old one is over"
    );
    assert_eq!(home.run(&["user", "reset-password", "ada"], &[&code, OLD]).code, Some(0));
    assert_eq!(home.run(&["user", "reset-password", "ada", "--password-stdin"], &[OLD, NEW]).code, Some(0));

    let server = home.serve();
    server.login("ada", NEW);
    let busy = home.run(&["user", "change-password", "ada"], &[NEW, OLD]);
    assert_eq!(busy.code, Some(75), "{busy:?}");
}

#[test]
fn a_reset_names_what_is_wrong() {
    let home = Home::new();
    let code = home.add_ada(OLD);
    let run = |lines: &[&str]| home.run(&["user", "reset-password", "ada"], lines);
    let mistyped = run(&[&code.replace(&code[..4], "AAAA"), NEW]);
    assert!(mistyped.stderr.contains("typing mistake"), "{mistyped:?}");
    let of_nobody = run(&["CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4", NEW]);
    assert!(of_nobody.stderr.contains("--start-fresh"), "{of_nobody:?}");
    let unfinished = run(&[&code]);
    assert_eq!(unfinished.code, Some(2));
    assert!(unfinished.stderr.contains("New password"), "{unfinished:?}");
    let unknown = home.run(&["user", "reset-password", "grace"], &[OLD, NEW]);
    assert!(unknown.stderr.contains("no user grace"), "{unknown:?}");
}

#[test]
fn a_fresh_start_puts_the_old_file_aside_where_it_still_opens() {
    let home = Home::new();
    home.add_ada(OLD);
    let unsure = home.run(&["user", "reset-password", "ada", "--start-fresh"], &[]);
    assert_eq!(unsure.code, Some(2));
    assert!(unsure.stderr.contains("--yes"), "{unsure:?}");
    let mistyped = home.run(&["user", "reset-password", "grace", "--start-fresh", "--yes"], &[]);
    assert_eq!(mistyped.code, Some(1), "{mistyped:?}");

    let done = home.run(&["user", "reset-password", "ada", "--start-fresh", "--yes"], &[]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(home.run(&["user", "list"], &[]).stdout, "");
    let aside = std::fs::read_dir(home.data()).expect("a folder").find_map(|entry| {
        let path = entry.expect("an entry").path();
        path.file_name()?.to_str()?.starts_with("app-locked-").then_some(path)
    });
    home.add_ada(NEW);
    assert_eq!(home.run(&["user", "reset-password", "ada", "--start-fresh", "--yes"], &[]).code, Some(0));
    let files = std::fs::read_dir(home.data()).expect("a folder");
    let kept = files.filter(|entry| {
        entry.as_ref().expect("an entry").file_name().to_string_lossy().starts_with("app-locked-")
    });
    assert_eq!(kept.count(), 2, "the second one does not replace the first");

    std::fs::rename(aside.expect("the old file"), home.db()).expect("it goes back");
    home.serve().login("ada", OLD);
}
