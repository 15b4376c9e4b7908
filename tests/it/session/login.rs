//! `/login`: a name and a password become a token.

use std::time::Instant;

use poem::http::Method;
use serde_json::json;

use crate::support::{ADA_PASSWORD, Answer, TestApp};

#[tokio::test]
async fn the_right_password_opens_a_session() {
    let app = TestApp::locked().await;
    let token = app.login("ada", ADA_PASSWORD).await.expect(200);
    assert_eq!(token["ttl_s"], 1800);
    let ada = app.with_token(token["token"].as_str().expect("a token"));
    let session = ada.get("/session").await.expect(200);
    assert_eq!(
        session,
        json!({
            "username": "ada", "name": "Ada", "expires_at": "2026-03-14T09:56:53Z", "ttl_s": 1800, "can_extend": true
        })
    );
}

#[tokio::test]
async fn a_name_is_the_same_in_any_case() {
    let app = TestApp::locked().await;
    app.login(" ADA ", ADA_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let app = TestApp::locked().await;
    let wrong = app.login("ada", "the rent is due on the second").await.problem(401);
    assert_eq!(wrong, json!({"detail": "that username and password don't match", "tries_left": 4}));
    let unknown = app.login("mary", ADA_PASSWORD).await.problem(401);
    assert_eq!(unknown, json!({"detail": "that username and password don't match", "tries_left": 3}));
}

#[tokio::test]
async fn a_session_of_one_user_shows_nothing_of_another() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let dataset = ada.new_dataset().await;
    let template = ada.new_template().await;
    assert_eq!(
        grace.get(&format!("/datasets/{dataset}")).await.detail(404),
        format!("dataset {dataset} does not exist")
    );
    assert_eq!(
        grace.get(&format!("/templates/{template}")).await.detail(404),
        format!("template {template} does not exist")
    );
    assert_eq!(grace.get("/datasets").await.expect(200)["total"], 1);
    assert_eq!(grace.get("/session").await.expect(200)["username"], "grace");
}

#[tokio::test]
async fn without_credentials_or_with_a_token_nobody_is_signed_in() {
    let ada = TestApp::unlocked_as("ada").await;
    for caller in [ada.nobody(), ada.with_token("no such token")] {
        let answer = Answer::read(caller.request(Method::POST, "/login").send().await).await;
        assert_eq!(answer.header("www-authenticate"), Some("Session"));
        answer.problem(401);
    }
}

#[tokio::test]
async fn an_unknown_name_takes_as_long_as_a_known_one() {
    let app = TestApp::build().login_rate_limit(100).locked().await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    // By turns, so that whatever else the computer is doing meets both.
    for _ in 0..7 {
        for (name, times) in [("ada", &mut known), ("nobody", &mut unknown)] {
            let since = Instant::now();
            app.login(name, "a wrong guess").await.problem(401);
            times.push(since.elapsed());
        }
    }
    known.sort_unstable();
    unknown.sort_unstable();
    let ratio = unknown[3].as_secs_f64() / known[3].as_secs_f64();
    assert!((0.6..1.67).contains(&ratio), "{known:?} and {unknown:?}");
}
