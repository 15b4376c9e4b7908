//! Ending a run before its end.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{each, id, real_batch},
    },
};

#[tokio::test]
async fn cancelling_keeps_what_was_done_and_stops_the_rest() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.follow(run).await;
    // Two more answers are asked for on the same card, the second while a model writes.
    let steps = ollama.step_by_step();
    let first = ada.candidates(run).await[0].clone();
    ada.order(&format!("/runs/{run}/candidates/{}/regenerate", first["id"])).await.expect(201);
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    listener.until("token", |data| data["text"] != "").await;

    let cancelled = ada.order(&format!("/runs/{run}/cancel")).await.expect(200);
    assert_eq!(
        (&cancelled["status"], &cancelled["finished_at"]),
        (&json!("cancelled"), &json!("2026-03-14T09:26:53Z"))
    );
    ollama.hung_up().await;
    let candidates = ada.candidates(run).await;
    assert_eq!(each(&candidates, "state"), ["done", "stopped"]);
    assert_eq!(candidates[0]["output"], first["output"]);
    let counts = json!({"total": 1, "waiting": 0, "writing": 0, "done": 0, "failed": 0, "stopped": 1});
    assert_eq!(ada.run(run).await["items"], counts);
}

#[tokio::test]
async fn whoever_listens_is_told_how_a_cancelled_run_stands() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    listener.until("snapshot", |_| true).await;
    ada.order(&format!("/runs/{run}/cancel")).await.expect(200);
    let mut told = Vec::new();
    while let Some(news) = listener.next().await {
        told.push(news);
    }
    let stopped = told.iter().any(|news| news.data["candidate"]["state"] == "stopped");
    let cancelled = told.iter().any(|news| news.data["run"]["status"] == "cancelled");
    assert!(stopped && cancelled, "{told:?}");
    assert_eq!(told.last().map(|news| news.kind.as_str()), Some("end"));
}

#[tokio::test]
async fn a_run_that_has_ended_cannot_be_cancelled_paused_or_gone_on_with() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, _) = ada.finished_run(1).await;
    let refused = async |what: &str| ada.order(&format!("/runs/{run}/{what}")).await.detail(409);
    assert_eq!(refused("cancel").await, "this run has ended already");
    assert_eq!(refused("pause").await, "only a run that is under way can be paused");
    assert_eq!(refused("resume").await, "this run has ended; retry its failed items instead");
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn cancelling_twice_is_refused_the_second_time() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 2)).await.expect(201));
    ada.order(&format!("/runs/{run}/cancel")).await.expect(200);
    ada.order(&format!("/runs/{run}/cancel")).await.problem(409);
    assert_eq!(ada.run(run).await["items"]["stopped"], 2);
}
