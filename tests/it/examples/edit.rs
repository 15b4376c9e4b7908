//! Editing one example.

use std::time::Duration;

use serde_json::json;

use crate::support::{TestApp, trade::CLAUSE};

#[tokio::test]
async fn an_edit_changes_what_it_names_and_raises_the_revision() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    ada.clock.advance(Duration::from_secs(60));
    let edit = json!({
        "output": "Write to your landlord at once.", "system_prompt": "", "rating": 5, "tags": ["defects"],
        "note": "checked", "split": "test", "slots": {"clause": CLAUSE}
    });
    let saved = ada.edit_if(&path, "\"1\"", edit).await;
    assert_eq!(saved.header("etag"), Some("\"2\""));
    let saved = saved.expect(200);
    assert_eq!((&saved["rev"], &saved["updated_at"]), (&json!(2), &json!("2026-03-14T09:27:53Z")));
    assert_eq!(saved["timestamp"], "2026-03-14T09:26:53Z");
    assert_eq!(saved["messages"][1]["content"], "Write to your landlord at once.");
    assert_eq!(saved["messages"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&saved["rating"], &saved["split"], &saved["edited"]),
        (&json!(5), &json!("test"), &json!(true))
    );
    let saved = ada.edit(&path, json!({"rating": null, "note": null})).await.expect(200);
    assert_eq!(
        (&saved["rating"], &saved["note"], &saved["tags"]),
        (&json!(null), &json!(null), &json!(["defects"]))
    );
    assert_eq!(ada.get(&path).await.expect(200), saved);
}

#[tokio::test]
async fn an_edit_of_what_somebody_else_changed_gets_the_newer_one() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    ada.edit_if(&path, "\"1\"", json!({"output": "Write a letter."})).await.expect(200);
    let problem = ada.edit_if(&path, "\"1\"", json!({"output": "Call him."})).await.problem(412);
    assert_eq!(
        problem["detail"],
        "this example was changed since you opened it; look at the newer one and save again"
    );
    assert_eq!(
        (&problem["current"]["output"], &problem["current"]["rev"]),
        (&json!("Write a letter."), &json!(2))
    );
    assert_eq!(ada.get(&path).await.expect(200)["output"], "Write a letter.");
    // Any revision will do, but the editor has to say so.
    ada.edit_if(&path, "*", json!({"output": "Call him."})).await.expect(200);
    ada.edit_if(&path, "W/\"3\"", json!({"output": "Call her."})).await.expect(200);
    assert_eq!(ada.edit_if(&path, "\"three\"", json!({})).await.problem(400)["field"], "If-Match");
}

#[tokio::test]
async fn an_edit_that_does_not_say_what_it_edits_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    let problem = ada.put(&path, json!({"output": "Call him."})).await.problem(428);
    assert_eq!(problem["field"], "If-Match");
    assert_eq!(
        problem["detail"],
        "If-Match is missing: send the ETag of the example that you edit, so that nobody's change is written over"
    );
    assert_eq!(ada.get(&path).await.expect(200)["rev"], 1);
    assert_eq!(ada.nobody().put(&path, json!({})).await.status, 401, "strangers learn nothing of it");
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_none() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    let same = ada.edit(&path, json!({"output": "Tell the landlord soon."})).await.expect(200);
    assert_eq!((&same["rev"], &same["edited"]), (&json!(1), &json!(false)));
    assert_eq!(ada.get(&format!("/datasets/{dataset}/changes")).await.expect(200)["total"], 1);
}

#[tokio::test]
async fn an_edit_that_would_leave_no_example_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["Tell the landlord soon."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    for (edit, field) in [
        (json!({"output": "  "}), "output"),
        (json!({"variation_prompt": " "}), "variation_prompt"),
        (json!({"rating": 9}), "rating"),
        (json!({"messages": [{"role": "user", "content": "What is due?"}]}), "messages"),
        (json!({"messages": [{"role": "assistant", "content": "The rent."}]}), "messages"),
        (json!({"messages": [{"role": "lawyer", "content": "The rent."}]}), "messages[0].role"),
    ] {
        let problem = ada.edit(&path, edit).await.problem(400);
        assert_eq!(problem["field"], field, "{problem}");
    }
    assert_eq!(ada.get(&path).await.expect(200)["rev"], 1);
    let missing = ada.edit(&format!("/datasets/{dataset}/examples/9"), json!({"output": "?"})).await;
    assert_eq!(missing.detail(404), "example 9 does not exist");
}

#[tokio::test]
async fn the_models_own_answer_stays_beside_the_first_edit_of_it() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, candidates) = ada.finished_run(1).await;
    let input = json!({
        "system_prompt": "", "variation_prompt": candidates[0]["variation"], "slots": {},
        "output": candidates[0]["output"], "run_id": run, "candidate_id": candidates[0]["id"]
    });
    ada.post(&format!("/datasets/{dataset}/examples"), json!([input])).await.expect(204);
    let path = format!("/datasets/{dataset}/examples/1");
    ada.edit(&path, json!({"output": "Tell the landlord soon."})).await.expect(200);
    let edited = ada.edit(&path, json!({"output": "Tell the landlord at once."})).await.expect(200);
    let original =
        json!([{"kind": "original", "output": candidates[0]["output"], "tool_calls": [], "reason": null}]);
    assert_eq!((&edited["edited"], &edited["alternatives"]), (&json!(true), &original));
}

#[tokio::test]
async fn an_example_is_deleted_once() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.dataset_of(&["First.", "Second."]).await;
    let path = format!("/datasets/{dataset}/examples/1");
    let deleted = ada.delete(&path).await;
    assert_eq!((deleted.status, deleted.header("x-change-id")), (204, Some("2")));
    assert_eq!(ada.delete(&path).await.detail(404), "example 1 does not exist");
    assert_eq!(ada.examples(dataset).await.len(), 1);
}
