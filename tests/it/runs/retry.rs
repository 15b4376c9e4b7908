//! Asking again for what failed.

use serde_json::json;

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        TestApp,
        trade::{each, id, real_batch},
    },
};

#[tokio::test]
async fn only_failed_items_are_asked_again_and_the_failures_are_kept() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    ollama.fail_next(Fault::ErrorLine);
    let run = id(&ada.post("/runs", real_batch(template, 2)).await.expect(201));
    ada.follow(run).await;
    let before = ada.run(run).await;
    assert_eq!(
        (&before["status"], &before["items"]["failed"], &before["items"]["done"]),
        (&json!("done"), &json!(1), &json!(1))
    );

    ada.order(&format!("/runs/{run}/retry")).await.expect(200);
    ada.follow(run).await;
    let counts = json!({"total": 2, "waiting": 0, "writing": 0, "done": 2, "failed": 0, "stopped": 0});
    assert_eq!(ada.run(run).await["items"], counts);
    let candidates = ada.candidates(run).await;
    assert_eq!(candidates.len(), 3);
    let failed = candidates.iter().find(|c| c["state"] == "failed").expect("the failure is kept");
    assert_eq!(failed["error"]["kind"], "refused");
    let again = &candidates[2];
    assert_eq!((&again["parent_id"], &again["position"]), (&failed["id"], &failed["position"]));
    assert_eq!(
        ada.order(&format!("/runs/{run}/retry")).await.detail(409),
        "no item of this run failed that way"
    );
}

#[tokio::test]
async fn a_cause_another_model_and_other_options_can_be_named() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().hasty_ollama(&ollama).unlocked_as("ada").await;
    ollama.load("gemma3:4b");
    let template = ada.new_template().await;
    ollama.fail_next(Fault::Silent);
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.follow(run).await;
    let failed = ada.candidates(run).await[0].clone();
    assert_eq!((&failed["error"]["kind"], &failed["error"]["seconds"]), (&json!("timed_out"), &json!(0.15)));
    assert_eq!(ada.run(run).await["status"], "failed");

    let path = format!("/runs/{run}/retry");
    ada.post(&path, json!({"cause": "refused"})).await.problem(409);
    assert_eq!(ada.post(&path, json!({"cause": "bad luck"})).await.problem(400)["field"], "cause");
    assert_eq!(ada.post(&path, json!({"model": "mistral:7b"})).await.problem(400)["field"], "model");
    assert_eq!(ada.run(run).await["status"], "failed");
    ada.post(&path, json!({"cause": "timed_out", "model": "llama3.2:3b", "options": {"temperature": 0.4}}))
        .await
        .expect(200);
    ada.follow(run).await;
    let candidates = ada.candidates(run).await;
    assert_eq!(each(&candidates, "model"), ["gemma3:4b", "llama3.2:3b"]);
    assert_eq!(ada.run(run).await["status"], "done");
    let sent = ollama.chats().last().expect("it was asked").json();
    assert_eq!(sent["options"]["temperature"], 0.4);
}
