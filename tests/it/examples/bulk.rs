//! Several examples at once, all or none.

use serde_json::json;

use crate::support::{TestApp, trade::each};

#[tokio::test]
async fn several_examples_are_deleted_as_one_change() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second.", "Third."]).await;
    let path = format!("/datasets/{dataset}/examples/bulk");
    let done = ada.post(&path, json!({"action": "delete", "ids": [1, 3, 1]})).await.expect(200);
    assert_eq!(done, json!({"count": 2, "run_id": null, "change_id": 2}));
    assert_eq!(each(&ada.examples(dataset).await, "id"), [2]);
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(each(&ada.examples(dataset).await, "id"), [1, 2, 3]);
}

#[tokio::test]
async fn one_that_is_not_there_keeps_all_of_them() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    let path = format!("/datasets/{dataset}/examples/bulk");
    for action in ["delete", "regenerate"] {
        let wish = json!({"action": action, "ids": [1, 9], "model": "demo/writer"});
        assert_eq!(ada.post(&path, wish).await.detail(404), "example 9 does not exist");
    }
    assert_eq!(ada.examples(dataset).await.len(), 2);
    assert_eq!(ada.get("/runs").await.expect(200)["total"], 0);
}

#[tokio::test]
async fn a_wish_that_cannot_be_meant_is_refused_by_its_field() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    let path = format!("/datasets/{dataset}/examples/bulk");
    for (wish, field) in [
        (json!({"action": "delete"}), "ids"),
        (json!({"action": "delete", "ids": []}), "ids"),
        (json!({"action": "regenerate", "ids": []}), "ids"),
        (json!({"action": "replace", "replacements": []}), "replacements"),
        (json!({"action": "shuffle", "ids": [1]}), "action"),
        (json!({"ids": [1]}), "action"),
        (json!({"action": "regenerate", "ids": [1]}), "model"),
    ] {
        assert_eq!(ada.post(&path, wish).await.problem(400)["field"], field);
    }
}
