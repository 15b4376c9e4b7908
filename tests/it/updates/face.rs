//! `GET /updates`: looks only when the person wants it, and not each time.

use std::time::Duration;

use serde_json::json;

use super::releases::{Answer, INSTALLED, Server, release, updates};
use crate::support::TestApp;

#[tokio::test]
async fn nobody_is_asked_until_the_person_has_switched_it_on_and_then_a_few_times_a_day() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let ada = TestApp::build().updates(updates(&server)).unlocked_as("ada").await;
    let silent = json!({"current": INSTALLED, "available": null, "checks": false, "can_update": true});
    assert_eq!(ada.get("/updates").await.expect(200), silent);
    assert_eq!(server.asked(), 0);
    ada.put("/user/preferences", json!({"check_updates": true})).await.expect(204);
    let told = json!({"current": INSTALLED, "available": "0.2.0", "checks": true, "can_update": true});
    for _ in 0..3 {
        assert_eq!(ada.get("/updates").await.expect(200), told);
    }
    assert_eq!(server.asked(), 1);
    ada.clock.advance(Duration::from_secs(6 * 3600));
    let grace = ada.also("grace").await;
    assert_eq!(grace.get("/updates").await.expect(200), silent, "each for themselves");
    let ada = ada.also("ada").await;
    assert_eq!(ada.get("/updates").await.expect(200), told);
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_said_and_a_build_without_a_key_asks_nobody() {
    let server = Server::start();
    let ada = TestApp::build().updates(updates(&server)).unlocked_as("ada").await;
    ada.put("/user/preferences", json!({"check_updates": true})).await.expect(204);
    let failed = ada.get("/updates").await.expect(502);
    assert!(failed["detail"].as_str().is_some_and(|said| said.contains("cannot be had")), "{failed}");
    let asked = server.asked();
    let mut keyless = updates(&server);
    keyless.keys.clear();
    let ada = TestApp::build().updates(keyless).unlocked_as("ada").await;
    ada.put("/user/preferences", json!({"check_updates": true})).await.expect(204);
    let told = ada.get("/updates").await.expect(200);
    assert_eq!((&told["can_update"], &told["available"]), (&json!(false), &json!(null)));
    assert_eq!(server.asked(), asked);
}
