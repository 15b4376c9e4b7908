//! `/setup`: the first user is made in the page.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_first_start_asks_for_a_user_and_proposes_a_name() {
    let app = TestApp::fresh().await;
    let state = app.get("/setup").await.expect(200);
    assert_eq!(state, json!({"needed": true, "username": "ada", "demo": true}));
}

#[tokio::test]
async fn the_first_user_is_signed_in_with_something_to_begin_with() {
    let app = TestApp::fresh().await;
    let wish = json!({"username": "ada", "name": "Ada", "password": "the rent is due on the first"});
    let made = app.post("/setup", wish).await.expect(201);
    let code = made["recovery_code"].as_str().expect("a code");
    assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4, 4, 4, 4, 4, 2]);
    assert_eq!(made["ttl_s"], 1800);
    assert_eq!(made["expires_at"], "2026-03-14T09:56:53Z");

    let ada = app.with_token(made["token"].as_str().expect("a token"));
    let session = ada.get("/session").await.expect(200);
    assert_eq!((&session["username"], &session["name"]), (&json!("ada"), &json!("Ada")));
    let datasets = ada.get("/datasets").await.expect(200);
    assert_eq!(datasets["items"][0]["name"], "My first dataset");
    let templates = ada.get("/templates").await.expect(200);
    assert_eq!(templates[0]["slots"], json!(["clause", "tone"]));
    assert_eq!(app.get("/setup").await.expect(200)["needed"], false);

    let again = json!({"username": "grace", "password": "small repairs up to 100 euros"});
    let detail = app.post("/setup", again).await.detail(409);
    assert_eq!(detail, "there is a user already; sign in, or add one with `dsforge user add`");
}

#[tokio::test]
async fn a_name_or_password_that_cannot_be_is_refused_by_its_field_and_nobody_is_made() {
    let app = TestApp::fresh().await;
    for (wish, field) in [
        (json!({"username": "ada", "password": "short"}), "password"),
        (json!({"username": "  ", "password": "the rent is due"}), "username"),
        (json!({"username": "ada:grace", "password": "the rent is due"}), "username"),
        (json!({"username": "ada"}), "password"),
    ] {
        let problem = app.post("/setup", wish).await.problem(400);
        assert_eq!(problem["field"], field, "{problem}");
    }
    assert_eq!(app.get("/setup").await.expect(200)["needed"], true);
}

#[tokio::test]
async fn with_accounts_in_the_file_no_setup_is_needed() {
    let app = TestApp::locked().await;
    assert_eq!(app.get("/setup").await.expect(200)["needed"], false);
}
