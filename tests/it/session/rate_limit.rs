//! How often anybody may try a password.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::future::join_all;
use poem::http::Method;
use serde_json::json;

use crate::support::{ADA_PASSWORD, Answer, GRACE_PASSWORD, TestApp};

#[tokio::test]
async fn the_attempt_beyond_the_limit_waits_until_the_minute_is_over() {
    let app = TestApp::build().login_rate_limit(2).locked().await;
    for left in [1, 0] {
        assert_eq!(app.login("ada", "a wrong guess").await.problem(401)["tries_left"], left);
        app.clock.advance(Duration::from_secs(10));
    }
    let refused = app.login("ada", ADA_PASSWORD).await;
    assert_eq!(refused.header("retry-after"), Some("40"));
    assert_eq!(
        refused.problem(429),
        json!({"detail": "too many attempts to sign in; wait 40 seconds", "retry_after_s": 40})
    );
    // Another name is no way around it.
    app.login("grace", GRACE_PASSWORD).await.problem(429);
    app.clock.advance(Duration::from_secs(40));
    app.login("ada", ADA_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn setting_the_clock_of_the_computer_does_not_help() {
    let app = TestApp::build().login_rate_limit(1).locked().await;
    app.login("ada", "a wrong guess").await.problem(401);
    app.clock.set_wall("2026-03-15T09:26:53Z".parse().expect("a time"));
    app.login("ada", ADA_PASSWORD).await.problem(429);
}

#[tokio::test]
async fn a_right_password_gives_its_attempt_back() {
    let app = TestApp::build().login_rate_limit(1).locked().await;
    for _ in 0..2 {
        app.login("ada", ADA_PASSWORD).await.expect(200);
    }
    assert_eq!(app.login("ada", "a wrong guess").await.problem(401)["tries_left"], 0);
}

#[tokio::test]
async fn guessing_the_old_password_of_an_open_session_counts_too() {
    let app = TestApp::build().login_rate_limit(1).unlocked_as("ada").await;
    let guess = json!({"old_password": "a wrong guess", "new_password": "the deposit is returned"});
    app.put("/user/password", guess.clone()).await.problem(403);
    app.put("/user/password", guess).await.problem(429);
}

#[tokio::test]
async fn no_header_in_which_a_proxy_names_somebody_else_is_a_way_around_the_limit() {
    let app = TestApp::build().login_rate_limit(1).locked().await;
    app.login("ada", "a wrong guess").await.problem(401);
    for (name, value) in [
        ("forwarded", "for=6.6.6.6"),
        ("x-forwarded-for", "6.6.6.6"),
        ("x-real-ip", "6.6.6.6"),
        ("x-client-ip", "6.6.6.6"),
        ("cf-connecting-ip", "6.6.6.6"),
        ("true-client-ip", "6.6.6.6"),
    ] {
        let basic = BASE64_STANDARD.encode(format!("ada:{ADA_PASSWORD}"));
        let request = app.request(Method::POST, "/login").header("authorization", format!("Basic {basic}"));
        Answer::read(request.header(name, value).send().await).await.problem(429);
    }
}

#[tokio::test]
async fn attempts_at_the_same_moment_are_counted_one_by_one() {
    let app = TestApp::build().login_rate_limit(3).locked().await;
    let answers = join_all((0..60).map(|_| app.login("ada", "a wrong guess"))).await;
    let with = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((with(401), with(429)), (3, 57));
}
