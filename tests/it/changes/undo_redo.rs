//! Looking back, taking back, doing again.

use std::time::Duration;

use serde_json::json;

use crate::support::{
    TestApp,
    trade::{each, example},
};

#[tokio::test]
async fn every_mutation_is_one_change_in_words() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    ada.clock.advance(Duration::from_secs(60));
    ada.edit(&format!("/datasets/{dataset}/examples/1"), json!({"output": "Edited."})).await.expect(200);
    ada.delete(&format!("/datasets/{dataset}/examples/2")).await.expect(204);
    let changes = ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200);
    assert_eq!(
        changes,
        json!({
            "items": [
                {"id": 3, "kind": "delete", "summary": "1 example deleted", "count": 1, "at": "2026-03-14T09:27:53Z", "undone": false},
                {"id": 2, "kind": "edit", "summary": "1 example edited", "count": 1, "at": "2026-03-14T09:27:53Z", "undone": false},
                {"id": 1, "kind": "append", "summary": "2 examples added", "count": 2, "at": "2026-03-14T09:26:53Z", "undone": false},
            ],
            "total": 3
        })
    );
    let page = ada.get(&format!("/datasets/{dataset}/changes?page=2&size=2")).await.expect(200);
    assert_eq!(each(page["items"].as_array().expect("changes"), "id"), [1]);
}

#[tokio::test]
async fn changes_are_taken_back_one_by_one_and_done_again() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    ada.edit(&format!("/datasets/{dataset}/examples/1"), json!({"output": "Edited."})).await.expect(200);
    ada.delete(&format!("/datasets/{dataset}/examples/2")).await.expect(204);
    let outputs = async || each(&ada.examples(dataset).await, "output");
    let (undo, redo) = (format!("/datasets/{dataset}/undo"), format!("/datasets/{dataset}/redo"));

    let undone = ada.order(&undo).await.expect(200);
    assert_eq!(undone, json!({"change_id": 3, "summary": "Taken back: 1 example deleted"}));
    assert_eq!(outputs().await, ["Edited.", "Second."]);
    ada.order(&undo).await.expect(200);
    assert_eq!(outputs().await, ["First.", "Second."]);
    ada.order(&undo).await.expect(200);
    assert!(outputs().await.is_empty());
    ada.order(&undo).await.problem(409);

    let done = ada.order(&redo).await.expect(200);
    assert_eq!(done, json!({"change_id": 1, "summary": "Done again: 2 examples added"}));
    assert_eq!(outputs().await, ["First.", "Second."]);
    ada.order(&redo).await.expect(200);
    ada.order(&redo).await.expect(200);
    assert_eq!(outputs().await, ["Edited."]);
    ada.order(&redo).await.problem(409);
}

#[tokio::test]
async fn an_older_change_is_taken_back_unless_a_later_one_touches_the_same() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    ada.edit(&format!("/datasets/{dataset}/examples/1"), json!({"output": "Edited once."})).await.expect(200);
    ada.edit(&format!("/datasets/{dataset}/examples/2"), json!({"output": "Edited too."})).await.expect(200);
    let undo = format!("/datasets/{dataset}/undo");
    let blocked = ada.post(&undo, json!({"change_id": 1})).await.detail(409);
    assert_eq!(blocked, "a later change touches the same examples: undo that one first");
    ada.post(&undo, json!({"change_id": 2})).await.expect(200);
    assert_eq!(each(&ada.examples(dataset).await, "output"), ["First.", "Edited too."]);
    ada.post(&undo, json!({"change_id": 2})).await.problem(409);
    ada.post(&undo, json!({"change_id": 99})).await.problem(409);
    let undone = ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200);
    assert_eq!(each(undone["items"].as_array().expect("changes"), "undone"), [false, true, false]);
}

#[tokio::test]
async fn each_dataset_has_its_own_history() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    let first = json!([example("Rent is due.", "Pay.")]);
    ada.post("/datasets/1/examples", first).await.expect(204);
    ada.order("/datasets/1/undo").await.expect(200);
    assert_eq!(ada.examples(dataset).await.len(), 1);
    ada.order(&format!("/datasets/{dataset}/redo")).await.problem(409);
}

#[tokio::test]
async fn taking_back_works_after_a_restart() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First."]).await;
    ada.delete(&format!("/datasets/{dataset}/examples/1")).await.expect(204);
    let ada = ada.restarted().await.also("ada").await;
    ada.order(&format!("/datasets/{dataset}/undo")).await.expect(200);
    assert_eq!(each(&ada.examples(dataset).await, "output"), ["First."]);
}
