//! Other pages that may use the API, as `CORS_ORIGINS` names them.

use poem::http::Method;
use serde_json::json;

use crate::support::{Answer, TestApp};

const NOTEBOOK: &str = "http://localhost:8888";

#[tokio::test]
async fn a_named_page_may_ask_and_read() {
    let ada = TestApp::build().cors_origin(NOTEBOOK).unlocked_as("ada").await;
    let asks_first = ada.nobody();
    let asks_first = asks_first
        .request(Method::OPTIONS, "/datasets")
        .header("origin", NOTEBOOK)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    let allowed = Answer::read(asks_first.send().await).await;
    assert_eq!(allowed.status, 204);
    assert_eq!(allowed.header("access-control-allow-origin"), Some(NOTEBOOK));
    assert!(
        allowed
            .header("access-control-allow-headers")
            .is_some_and(|headers| headers.contains("authorization"))
    );
    assert_eq!(allowed.header("access-control-allow-credentials"), None);

    let request = ada.request(Method::POST, "/datasets").header("origin", NOTEBOOK);
    let made = Answer::read(request.body_json(&json!({"name": "contract-clauses"})).send().await).await;
    assert_eq!(made.header("access-control-allow-origin"), Some(NOTEBOOK));
    made.expect(201);
}

#[tokio::test]
async fn a_named_page_can_read_why_something_failed() {
    let ada = TestApp::build().cors_origin(NOTEBOOK).unlocked_as("ada").await;
    let request = ada.request(Method::GET, "/datasets/99").header("origin", NOTEBOOK);
    let answer = Answer::read(request.send().await).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(NOTEBOOK));
    answer.problem(404);
}

#[tokio::test]
async fn no_other_page_may() {
    let ada = TestApp::build().cors_origin(NOTEBOOK).unlocked_as("ada").await;
    for origin in ["http://localhost:8889", "https://localhost:8888", "http://evil.example", "null"] {
        let request = ada.request(Method::GET, "/datasets").header("origin", origin);
        let answer = Answer::read(request.send().await).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{origin}");
        let request = ada.request(Method::POST, "/datasets").header("origin", origin);
        Answer::read(request.body_json(&json!({"name": "taken"})).send().await).await.problem(403);
    }
}

#[tokio::test]
async fn without_named_pages_there_is_no_permission_at_all() {
    let ada = TestApp::unlocked_as("ada").await;
    let request = ada.request(Method::GET, "/datasets").header("origin", NOTEBOOK);
    let answer = Answer::read(request.send().await).await;
    assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")));
}
