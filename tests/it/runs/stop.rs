//! Stopping one card.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{id, real_batch},
    },
};

#[tokio::test]
async fn a_stopped_card_keeps_what_it_has_written_and_the_run_goes_on() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    let token = listener.until("token", |data| data["text"] != "").await;
    ada.order(&format!("/runs/{run}/candidates/{}/stop", token["candidate_id"])).await.expect(204);
    ollama.hung_up().await;
    let stopped = listener.until("candidate", |data| data["candidate"]["state"] == "stopped").await;
    let written = stopped["candidate"]["output"].as_str().unwrap_or_default().to_owned();
    assert!(
        written.starts_with(token["text"].as_str().unwrap_or_default()) && !written.is_empty(),
        "{written}"
    );
    while listener.next().await.is_some() {}
    let ended = ada.run(run).await;
    assert_eq!((&ended["status"], &ended["items"]["stopped"]), (&json!("done"), &json!(1)));
}

#[tokio::test]
async fn a_card_that_still_waits_is_stopped_before_it_is_asked() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 2)).await.expect(201));
    let waiting = ada.candidates(run).await[1].clone();
    assert_eq!((&waiting["state"], &waiting["variation"]), (&json!("waiting"), &json!(null)));
    ada.order(&format!("/runs/{run}/candidates/{}/stop", waiting["id"])).await.expect(204);
    steps.add_permits(1000);
    ada.follow(run).await;
    let counts = json!({"total": 2, "waiting": 0, "writing": 0, "done": 1, "failed": 0, "stopped": 1});
    assert_eq!(ada.run(run).await["items"], counts);
}

#[tokio::test]
async fn a_card_of_a_paused_run_is_stopped_too() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 2)).await.expect(201));
    ada.order(&format!("/runs/{run}/pause")).await.expect(200);
    let candidate = id(&ada.candidates(run).await[1]);
    ada.order(&format!("/runs/{run}/candidates/{candidate}/stop")).await.expect(204);
    assert_eq!(ada.candidates(run).await[1]["state"], "stopped");
    assert_eq!(ada.run(run).await["items"]["stopped"], 1);
}

#[tokio::test]
async fn stopping_what_has_ended_changes_nothing() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, before) = ada.finished_run(1).await;
    ada.order(&format!("/runs/{run}/candidates/{}/stop", before[0]["id"])).await.expect(204);
    assert_eq!(ada.candidates(run).await, before);
    let missing = ada.order(&format!("/runs/{run}/candidates/99/stop")).await;
    assert_eq!(missing.detail(404), "candidate 99 does not exist");
}
