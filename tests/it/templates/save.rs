//! Saving a template again.

use std::time::Duration;

use serde_json::json;

use crate::support::{TestApp, trade::clause_template};

#[tokio::test]
async fn a_save_that_changes_something_is_a_new_version() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    ada.clock.advance(Duration::from_secs(60));
    let mut changed = clause_template();
    changed["name"] = json!("Explain to a tenant");
    ada.put(&path, changed).await.expect(204);
    let saved = ada.get(&path).await.expect(200);
    assert_eq!((&saved["version"], &saved["name"]), (&json!(2), &json!("Explain to a tenant")));
    assert_eq!(saved["created_at"], "2026-03-14T09:26:53Z");
    assert_eq!(saved["updated_at"], "2026-03-14T09:27:53Z");
}

#[tokio::test]
async fn a_save_that_changes_nothing_is_none() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    ada.clock.advance(Duration::from_secs(60));
    ada.put(&path, clause_template()).await.expect(204);
    let saved = ada.get(&path).await.expect(200);
    assert_eq!((&saved["version"], &saved["updated_at"]), (&json!(1), &json!("2026-03-14T09:26:53Z")));
}

#[tokio::test]
async fn a_refused_save_leaves_the_template_as_it_was() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    let before = ada.get(&path).await.expect(200);
    let problem = ada.put(&path, json!({"name": "Explain", "user_prompt": ""})).await.problem(400);
    assert_eq!(problem["field"], "user_prompt");
    assert_eq!(ada.get(&path).await.expect(200), before);
}

#[tokio::test]
async fn details_of_a_slot_that_is_gone_go_with_it() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    let mut changed = clause_template();
    changed["user_prompt"] = json!("Explain: {clause}");
    changed["slots"] = json!(["clause"]);
    ada.put(&path, changed).await.expect(204);
    let saved = ada.get(&path).await.expect(200);
    assert_eq!((&saved["slots"], &saved["slot_details"]), (&json!(["clause"]), &json!({})));
}

#[tokio::test]
async fn what_was_saved_is_there_after_a_restart() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let path = format!("/templates/{template}");
    let before = ada.get(&path).await.expect(200);
    let ada = ada.restarted().await.also("ada").await;
    assert_eq!(ada.get(&path).await.expect(200), before);
}
