//! A new dataset.

use serde_json::json;

use crate::support::{TestApp, trade::id};

#[tokio::test]
async fn a_new_dataset_is_empty() {
    let ada = TestApp::unlocked_as("ada").await;
    let made = ada.post("/datasets", json!({"name": "  contract-clauses "})).await.expect(201);
    let dataset = id(&made);
    assert_eq!(
        made,
        json!({
            "id": dataset, "name": "contract-clauses", "archived": false, "created_at": "2026-03-14T09:26:53Z",
            "updated_at": "2026-03-14T09:26:53Z", "count": 0
        })
    );
    assert_eq!(ada.get(&format!("/datasets/{dataset}")).await.expect(200), made);
    assert_eq!(ada.examples(dataset).await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn a_name_is_used_once_and_everybody_has_their_own_names() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let dataset = ada.new_dataset().await;
    let again = json!({"name": "contract-clauses"});
    assert_eq!(
        ada.post("/datasets", again.clone()).await.detail(409),
        "another dataset has this name; choose another"
    );
    ada.put(&format!("/datasets/{dataset}/archive"), json!({"archived": true})).await.expect(204);
    assert_eq!(
        ada.post("/datasets", again.clone()).await.detail(409),
        "an archived dataset has this name; choose another"
    );
    grace.post("/datasets", again).await.expect(201);
}

#[tokio::test]
async fn a_name_that_is_none_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    for name in ["", " \t", "two\nlines", &"c".repeat(201)] {
        let problem = ada.post("/datasets", json!({"name": name})).await.problem(400);
        assert_eq!(problem["field"], "name", "{problem}");
    }
    ada.post("/datasets", json!({"name": "ü".repeat(200)})).await.expect(201);
}

#[tokio::test]
async fn a_dataset_of_somebody_else_does_not_exist() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}");
    let gone = format!("dataset {dataset} does not exist");
    let more = json!([{"system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": "The rent."}]);
    for answer in [
        grace.get(&path).await,
        grace.put(&path, json!({"name": "mine"})).await,
        grace.delete(&path).await,
        grace.put(&format!("{path}/archive"), json!({"archived": true})).await,
        grace.get(&format!("{path}/examples")).await,
        grace.post(&format!("{path}/examples"), more).await,
        grace.get(&format!("{path}/examples/1")).await,
        grace.edit(&format!("{path}/examples/1"), json!({"output": "Mine."})).await,
        grace.delete(&format!("{path}/examples/1")).await,
        grace.post(&format!("{path}/examples/bulk"), json!({"action": "delete", "ids": [1]})).await,
        grace.order(&format!("{path}/undo")).await,
        grace.order(&format!("{path}/redo")).await,
        grace.get(&format!("{path}/changes")).await,
        grace.get(&format!("{path}/export")).await,
        grace.get(&format!("{path}/export/preview")).await,
    ] {
        assert_eq!(answer.detail(404), gone);
    }
    assert_eq!(ada.get("/datasets/999").await.detail(404), "dataset 999 does not exist");
    assert_eq!(ada.examples(dataset).await.len(), 1);
}
