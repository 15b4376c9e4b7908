//! Who gets nothing, and what browsers are told.

use poem::http::Method;
use serde_json::json;

use crate::support::{ADA_PASSWORD, Answer, GRACE_PASSWORD, TestApp};

/// Every operation that needs somebody who is signed in, as the document lists them.
async fn guarded(app: &TestApp) -> Vec<(Method, String)> {
    let document = app.get("/openapi.json").await.expect(200);
    let paths = document["paths"].as_object().expect("paths");
    let mut operations = Vec::new();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().expect("operations") {
            let is_open = matches!(
                operation["operationId"].as_str(),
                Some("get_health" | "get_setup" | "setup" | "login" | "recover")
            );
            if !is_open {
                let method = method.to_uppercase().parse().expect("a method");
                operations.push((method, path.replace("{id}", "1").replace("{key}", "clause")));
            }
        }
    }
    operations
}

#[tokio::test]
async fn nothing_but_the_door_answers_before_somebody_signs_in() {
    let app = TestApp::locked().await;
    let operations = guarded(&app).await;
    assert!(operations.len() > 40, "{}", operations.len());
    for (method, path) in operations {
        let path = path.replace("{example_id}", "1").replace("{candidate_id}", "1");
        for caller in [app.nobody(), app.with_token("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] {
            let request = caller.request(method.clone(), &path).body_json(&json!({}));
            let answer = Answer::read(request.send().await).await;
            // `Basic` would make a browser ask for a password by itself.
            assert_eq!(
                answer.header("www-authenticate"),
                Some("Session"),
                "{method} {path}: {}",
                answer.text
            );
            let detail = answer.detail(401);
            assert_eq!(detail, "you are not signed in, or your session has ended; sign in again");
        }
    }
}

#[tokio::test]
async fn a_password_is_no_token_and_a_token_no_password() {
    let ada = TestApp::unlocked_as("ada").await;
    let request = ada.nobody();
    let request = request.request(Method::GET, "/session").header("authorization", "Basic YWRhOnNlY3JldA==");
    Answer::read(request.send().await).await.problem(401);
    let token = ada.token.clone().unwrap_or_default();
    let request = ada.nobody();
    let request = request.request(Method::GET, &format!("/session?token={token}&ticket={token}"));
    Answer::read(request.send().await).await.problem(401);
}

#[tokio::test]
async fn every_answer_is_kept_by_nobody_and_framed_by_nobody() {
    let ada = TestApp::unlocked_as("ada").await;
    for path in ["/datasets", "/datasets/99", "/no-such-thing", "/setup"] {
        let answer = ada.get(path).await;
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
    }
}

#[tokio::test]
async fn a_foreign_page_cannot_use_up_the_attempts_to_sign_in() {
    let app = TestApp::build().login_rate_limit(1).locked().await;
    for _ in 0..3 {
        let request = app.request(Method::POST, "/login").header("origin", "http://evil.example");
        Answer::read(request.header("authorization", "Basic YWRhOnNlY3JldA==").send().await)
            .await
            .problem(403);
    }
    assert_eq!(app.login("ada", "a wrong guess").await.problem(401)["tries_left"], 0);
}

#[tokio::test]
async fn a_foreign_page_changes_nothing() {
    let ada = TestApp::unlocked_as("ada").await;
    for (name, value) in
        [("origin", "http://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let request = ada.request(Method::POST, "/datasets").header(name, value);
        let request = request.body_json(&json!({"name": "contract-clauses"}));
        Answer::read(request.send().await).await.problem(403);
    }
    assert_eq!(ada.get("/datasets").await.expect(200)["total"], 1);
    let request = ada.request(Method::POST, "/datasets").header("origin", "http://127.0.0.1:7411");
    let request = request.body_json(&json!({"name": "contract-clauses"}));
    Answer::read(request.send().await).await.expect(201);
}

#[tokio::test]
async fn a_foreign_name_gets_nothing() {
    let app = TestApp::locked().await;
    for path in ["/", "/health", "/api/health", "/api/docs", "/api/setup"] {
        let mut request = app.request_at(Method::GET, path);
        request = request.header("host", "evil.example");
        let detail = Answer::read(request.send().await).await.detail(421);
        assert!(detail.starts_with("dsforge does not answer under this name."), "{detail}");
    }
}

#[tokio::test]
async fn the_documentation_page_runs_no_script_but_its_files() {
    let app = TestApp::locked().await;
    for path in ["/api/docs", "/api/docs/start.js"] {
        let answer = app.get_at(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
    }
    let document = app.get_at("/api/openapi.json").await.text;
    for secret in [ADA_PASSWORD, GRACE_PASSWORD] {
        assert!(!document.contains(secret));
    }
}
