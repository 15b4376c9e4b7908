//! Another name for a dataset.

use std::time::Duration;

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_dataset_gets_another_name_and_keeps_its_examples() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}");
    ada.clock.advance(Duration::from_secs(60));
    ada.put(&path, json!({"name": "rental-clauses"})).await.expect(204);
    let renamed = ada.get(&path).await.expect(200);
    assert_eq!((&renamed["name"], &renamed["count"]), (&json!("rental-clauses"), &json!(1)));
    assert_eq!(
        (&renamed["created_at"], &renamed["updated_at"]),
        (&json!("2026-03-14T09:26:53Z"), &json!("2026-03-14T09:27:53Z"))
    );
    assert_eq!(ada.examples(dataset).await.len(), 1);
    // Its own name is not taken.
    ada.put(&path, json!({"name": "rental-clauses"})).await.expect(204);
}

#[tokio::test]
async fn a_name_that_is_taken_or_none_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let path = format!("/datasets/{dataset}");
    ada.put(&path, json!({"name": "My first dataset"})).await.problem(409);
    assert_eq!(ada.put(&path, json!({"name": ""})).await.problem(400)["field"], "name");
    assert_eq!(ada.get(&path).await.expect(200)["name"], "contract-clauses");
}
