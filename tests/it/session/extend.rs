//! `/session/extend`: staying signed in.

use std::time::Duration;

use crate::support::TestApp;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_extension_is_a_new_token_with_the_whole_time_again() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.clock.advance(MINUTE * 20);
    let extended = ada.order("/session/extend").await.expect(200);
    assert_eq!(extended["ttl_s"], 1800);
    assert_eq!(extended["expires_at"], "2026-03-14T10:16:53Z");
    let longer = ada.with_token(extended["token"].as_str().expect("a token"));
    ada.clock.advance(MINUTE * 29);
    assert_eq!(longer.get("/session").await.expect(200)["ttl_s"], 60);
}

#[tokio::test]
async fn the_old_token_works_for_half_a_minute_more() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.order("/session/extend").await.expect(200);
    ada.clock.advance(Duration::from_secs(29));
    ada.get("/session").await.expect(200);
    ada.clock.advance(Duration::from_secs(1));
    ada.get("/session").await.problem(401);
}

#[tokio::test]
async fn twelve_hours_after_the_password_there_is_no_more_extension() {
    let app = TestApp::unlocked_as("ada").await;
    let mut ada = app.with_token(app.token.clone().expect("a token"));
    for _ in 0..24 {
        app.clock.advance(MINUTE * 29);
        let extended = ada.order("/session/extend").await.expect(200);
        ada = ada.with_token(extended["token"].as_str().expect("a token"));
    }
    // 11 hours and 36 minutes have gone by: what is left is less than half an hour.
    let session = ada.get("/session").await.expect(200);
    assert_eq!((session["ttl_s"].as_u64(), session["can_extend"].as_bool()), (Some(24 * 60), Some(false)));
    app.clock.advance(MINUTE * 24);
    ada.order("/session/extend").await.problem(401);
}

#[tokio::test]
async fn who_is_not_signed_in_cannot_stay_so() {
    let app = TestApp::locked().await;
    app.order("/session/extend").await.problem(401);
}
