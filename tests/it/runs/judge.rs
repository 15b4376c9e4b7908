//! What a person thinks of a candidate.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{CLAUSE, id, real_batch, tool_template},
    },
};

#[tokio::test]
async fn a_verdict_a_reason_and_an_edit_stand_beside_the_answer() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, candidates) = ada.finished_run(1).await;
    let path = format!("/runs/{run}/candidates/{}", candidates[0]["id"]);
    let edit =
        json!({"verdict": "rejected", "reason": "too long", "edited_output": "Tell the landlord soon."});
    let judged = ada.put(&path, edit).await.expect(200);
    assert_eq!((&judged["verdict"], &judged["reason"]), (&json!("rejected"), &json!("too long")));
    assert_eq!(judged["edited_output"], "Tell the landlord soon.");
    assert_eq!(judged["output"], candidates[0]["output"]);
    // What is left out stays, null takes back.
    let judged = ada.put(&path, json!({"verdict": "starred"})).await.expect(200);
    assert_eq!(
        (&judged["reason"], &judged["edited_output"]),
        (&json!("too long"), &json!("Tell the landlord soon."))
    );
    let judged = ada.put(&path, json!({"reason": null, "edited_output": null})).await.expect(200);
    assert_eq!(
        (&judged["verdict"], &judged["reason"], &judged["edited_output"]),
        (&json!("starred"), &json!(null), &json!(null))
    );
    assert_eq!(ada.candidates(run).await[0], judged);
}

#[tokio::test]
async fn an_edit_that_says_the_same_is_none() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, candidates) = ada.finished_run(1).await;
    let path = format!("/runs/{run}/candidates/{}", candidates[0]["id"]);
    let judged = ada.put(&path, json!({"edited_output": candidates[0]["output"]})).await.expect(200);
    assert_eq!(judged["edited_output"], json!(null));
}

#[tokio::test]
async fn an_edited_call_is_held_to_its_definition() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = id(&ada.post("/templates", tool_template()).await.expect(201));
    let wish =
        json!({"template_id": template, "slots": {"clause": CLAUSE}, "count": 1, "model": "demo/tools"});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let candidate = id(&ada.candidates(run).await[0]);
    let calls = json!([{"name": "find_deadline", "arguments": {"days": "soon"}}]);
    let path = format!("/runs/{run}/candidates/{candidate}");
    let judged = ada.put(&path, json!({"edited_tool_calls": calls})).await.expect(200);
    let fault = judged["edited_tool_calls"][0]["error"].as_str().unwrap_or_default();
    assert!(fault.contains("clause") || fault.contains("/days"), "{judged}");
}

#[tokio::test]
async fn a_verdict_given_while_a_model_writes_survives_its_last_word() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    let token = listener.until("token", |data| data["text"] != "").await;
    let path = format!("/runs/{run}/candidates/{}", token["candidate_id"]);
    let judged = ada.put(&path, json!({"verdict": "starred"})).await.expect(200);
    assert_eq!((&judged["state"], &judged["verdict"]), (&json!("writing"), &json!("starred")));
    steps.add_permits(1000);
    while listener.next().await.is_some() {}
    let done = ada.candidates(run).await[0].clone();
    assert_eq!((&done["state"], &done["verdict"]), (&json!("done"), &json!("starred")));
    assert!(done["output"].as_str().is_some_and(|text| !text.is_empty()));
}

#[tokio::test]
async fn a_candidate_that_is_not_there_and_a_verdict_that_is_none_are_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, candidates) = ada.finished_run(1).await;
    let missing = ada.put(&format!("/runs/{run}/candidates/99"), json!({"verdict": "starred"})).await;
    assert_eq!(missing.detail(404), "candidate 99 does not exist");
    let path = format!("/runs/{run}/candidates/{}", candidates[0]["id"]);
    assert_eq!(ada.put(&path, json!({"verdict": "good"})).await.problem(400)["field"], "verdict");
}
