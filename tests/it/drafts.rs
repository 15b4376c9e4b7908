//! `/drafts`: what the page must not lose.

use std::time::Duration;

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_draft_is_kept_under_its_key_until_it_is_dropped() {
    let ada = TestApp::unlocked_as("ada").await;
    assert_eq!(ada.get("/drafts").await.expect(200), json!([]));
    assert_eq!(ada.get("/drafts/template:1").await.detail(404), "this draft does not exist");
    let value = json!({"user_prompt": "Explain {clause}", "cursor": 8, "open": null});
    ada.put("/drafts/template:1", json!({"value": value})).await.expect(204);
    ada.clock.advance(Duration::from_secs(60));
    ada.put("/drafts/audition", json!({"value": [1, 2]})).await.expect(204);
    assert_eq!(
        ada.get("/drafts").await.expect(200),
        json!([
            {"key": "audition", "updated_at": "2026-03-14T09:27:53Z"},
            {"key": "template:1", "updated_at": "2026-03-14T09:26:53Z"},
        ])
    );
    let kept = ada.get("/drafts/template:1").await.expect(200);
    assert_eq!(kept, json!({"key": "template:1", "value": value, "updated_at": "2026-03-14T09:26:53Z"}));
    ada.delete("/drafts/template:1").await.expect(204);
    // Dropping what is not there is as good.
    ada.delete("/drafts/template:1").await.expect(204);
    ada.get("/drafts/template:1").await.problem(404);
}

#[tokio::test]
async fn a_newer_draft_takes_the_place_of_an_older_one_and_null_is_a_value() {
    let ada = TestApp::unlocked_as("ada").await;
    for value in [json!("Explain"), json!(null)] {
        ada.put("/drafts/clause%20text", json!({"value": value})).await.expect(204);
    }
    let kept = ada.get("/drafts/clause%20text").await.expect(200);
    assert_eq!((&kept["key"], &kept["value"]), (&json!("clause text"), &json!(null)));
    assert_eq!(ada.get("/drafts").await.expect(200).as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn drafts_are_ones_own_and_outlive_a_restart() {
    let ada = TestApp::unlocked_as("ada").await;
    ada.put("/drafts/audition", json!({"value": "half a thought"})).await.expect(204);
    let grace = ada.also("grace").await;
    grace.get("/drafts/audition").await.problem(404);
    grace.delete("/drafts/audition").await.expect(204);
    let ada = ada.restarted().await.also("ada").await;
    assert_eq!(ada.get("/drafts/audition").await.expect(200)["value"], "half a thought");
}

#[tokio::test]
async fn a_key_has_a_length_and_a_draft_a_value() {
    let ada = TestApp::unlocked_as("ada").await;
    let long = "k".repeat(201);
    assert_eq!(ada.put(&format!("/drafts/{long}"), json!({"value": 1})).await.problem(400)["field"], "key");
    assert_eq!(ada.put("/drafts/audition", json!({})).await.problem(400)["field"], "value");
}
