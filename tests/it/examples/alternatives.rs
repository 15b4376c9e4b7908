//! What a card's other answers become: preference data.

use serde_json::{Value, json};

use crate::support::{Caller, TestApp, trade::id};

/// A card with three answers of which the last is edited: the ids of its candidates.
async fn auditioned(ada: &Caller) -> (u64, Vec<Value>) {
    let (run, first) = ada.finished_run(2).await;
    let path = |candidate: &Value| format!("/runs/{run}/candidates/{}", id(candidate));
    ada.put(&path(&first[0]), json!({"verdict": "rejected", "reason": "too stiff"})).await.expect(200);
    let second = ada.order(&format!("{}/regenerate", path(&first[0]))).await.expect(201);
    ada.follow(run).await;
    let third = ada.order(&format!("{}/regenerate", path(&second))).await.expect(201);
    ada.follow(run).await;
    ada.put(&path(&third), json!({"verdict": "starred", "edited_output": "Tell the landlord soon."}))
        .await
        .expect(200);
    let all = ada.candidates(run).await;
    let card = all.into_iter().filter(|candidate| candidate["position"] == 0).collect();
    (run, card)
}

#[tokio::test]
async fn the_rejected_the_outranked_and_the_original_answers_of_a_card_stay_beside_the_example() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, card) = auditioned(&ada).await;
    let input = json!({
        "system_prompt": "", "variation_prompt": card[2]["variation"], "slots": card[2]["slots"],
        "output": "Tell the landlord soon.", "run_id": run, "candidate_id": card[2]["id"]
    });
    ada.post(&format!("/datasets/{dataset}/examples"), json!([input])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    assert_eq!(kept["edited"], true);
    assert_eq!(
        kept["alternatives"],
        json!([
            {"kind": "original", "output": card[2]["output"], "tool_calls": [], "reason": null},
            {"kind": "rejected", "output": card[0]["output"], "tool_calls": [], "reason": "too stiff"},
            {"kind": "outranked", "output": card[1]["output"], "tool_calls": [], "reason": null},
        ])
    );
}

#[tokio::test]
async fn an_answer_that_is_changed_while_it_is_added_keeps_its_original_too() {
    let ada = TestApp::unlocked_as("ada").await;
    let dataset = ada.new_dataset().await;
    let (run, candidates) = ada.finished_run(1).await;
    let input = json!({
        "system_prompt": "", "variation_prompt": candidates[0]["variation"], "slots": {},
        "output": "Tell the landlord soon.", "run_id": run, "candidate_id": candidates[0]["id"]
    });
    ada.post(&format!("/datasets/{dataset}/examples"), json!([input])).await.expect(204);
    let kept = ada.examples(dataset).await[0].clone();
    let original =
        json!([{"kind": "original", "output": candidates[0]["output"], "tool_calls": [], "reason": null}]);
    assert_eq!((&kept["edited"], &kept["alternatives"]), (&json!(true), &original));
}

#[tokio::test]
async fn a_candidate_of_somebody_else_is_no_source() {
    let ada = TestApp::unlocked_as("ada").await;
    let grace = ada.also("grace").await;
    let (run, candidates) = ada.finished_run(1).await;
    let dataset = grace.new_dataset().await;
    let input = json!({
        "system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": "The rent.",
        "run_id": run, "candidate_id": candidates[0]["id"]
    });
    let problem = grace.post(&format!("/datasets/{dataset}/examples"), json!([input])).await.problem(400);
    assert_eq!(problem["detail"], format!("example 1: run {run} does not exist"));
    assert_eq!(ada.candidates(run).await[0]["added_to"], json!(null));
}
