//! A session ends by itself.

use std::time::Duration;

use dsforge::clock::Clock as _;
use jiff::SignedDuration;

use crate::support::TestApp;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_session_ends_at_its_time_and_not_before() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.clock.advance(Duration::from_secs(30 * 60 - 1));
    assert_eq!(ada.get("/session").await.expect(200)["ttl_s"], 1);
    ada.clock.advance(Duration::from_secs(1));
    let ended = ada.get("/session").await;
    assert_eq!(ended.header("www-authenticate"), Some("Session"));
    assert_eq!(ended.detail(401), "you are not signed in, or your session has ended; sign in again");
}

#[tokio::test]
async fn asking_does_not_prolong_a_session() {
    let ada = TestApp::unlocked_as("ada").await;
    for _ in 0..29 {
        ada.clock.advance(MINUTE);
        ada.get("/datasets").await.expect(200);
    }
    ada.clock.advance(MINUTE);
    ada.get("/datasets").await.problem(401);
}

#[tokio::test]
async fn setting_the_clock_can_only_shorten_a_session() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.clock.set_wall("2026-03-13T09:26:53Z".parse().expect("a time"));
    ada.get("/session").await.expect(200);
    ada.clock.advance(MINUTE * 30);
    ada.get("/session").await.problem(401);

    let ada = TestApp::unlocked_as("ada").await;
    ada.clock.set_wall("2026-03-14T09:57:00Z".parse().expect("a time"));
    ada.get("/session").await.problem(401);
}

#[tokio::test]
async fn a_restart_ends_every_session() {
    let ada = TestApp::unlocked_as("ada").await;
    let token = ada.token.clone().expect("a token");
    let app = ada.restarted().await;
    app.with_token(token).get("/session").await.problem(401);
}

#[tokio::test]
async fn how_long_a_session_lasts_is_a_setting() {
    let ada = TestApp::build().session_lifetime(MINUTE).unlocked_as("ada").await;
    assert_eq!(ada.get("/session").await.expect(200)["ttl_s"], 60);
    ada.clock.advance(MINUTE);
    ada.get("/session").await.problem(401);
}

#[tokio::test]
async fn however_the_clock_is_set_no_session_outlives_its_time() {
    let mut dice = 7_u64;
    let mut below = move |limit: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % limit
    };
    let ada = TestApp::unlocked_as("ada").await;
    let (mut jumps, mut outlived) = (0, 0);
    while jumps < 1_000 {
        let session = ada.also("ada").await;
        let (began, mut passed) = (ada.clock.now(), Duration::ZERO);
        let mut latest = began;
        // Until it has ended: a day forth or back, and some minutes that really pass.
        loop {
            jumps += 1;
            let day = 86_400 * 2;
            let offset = i64::try_from(below(day)).expect("seconds") - 86_400;
            ada.clock.set_wall(began + SignedDuration::from_secs(offset));
            let minutes = Duration::from_secs(60 * below(8));
            ada.clock.advance(minutes);
            passed += minutes;
            latest = latest.max(ada.clock.now());
            let lives = session.get("/session").await.status == 200;
            let may_live = passed < MINUTE * 30 && ada.clock.now() < began + MINUTE * 30;
            assert!(!lives || may_live, "after {passed:?} and {jumps} jumps");
            if !lives {
                break;
            }
            outlived += 1;
        }
    }
    assert!(outlived > 100, "some have been open in between: {outlived}");
}
