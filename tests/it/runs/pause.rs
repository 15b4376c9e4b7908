//! Holding a run and going on with it.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{each, id, real_batch},
    },
};

#[tokio::test]
async fn a_paused_run_asks_nothing_more_until_it_is_resumed() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    steps.add_permits(2);
    listener.until("token", |data| data["text"] != "").await;
    let paused = ada.order(&format!("/runs/{run}/pause")).await.expect(200);
    assert_eq!((&paused["status"], &paused["finished_at"]), (&json!("paused"), &json!(null)));
    ollama.hung_up().await;
    let mut last = None;
    while let Some(news) = listener.next().await {
        if news.kind == "run" {
            last = Some(news.data["run"]["status"].clone());
        }
    }
    assert_eq!(last, Some(json!("paused")));
    assert_eq!(each(&ada.candidates(run).await, "state"), ["waiting"]);
    assert_eq!(ollama.chats().len(), 1);

    steps.add_permits(1000);
    let resumed = ada.order(&format!("/runs/{run}/resume")).await.expect(200);
    assert_eq!(resumed["status"], "running");
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["status"], "done");
    assert_eq!(ollama.chats().len(), 2);
}

#[tokio::test]
async fn a_paused_run_can_be_cancelled_and_not_paused_again() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.order(&format!("/runs/{run}/pause")).await.expect(200);
    ada.order(&format!("/runs/{run}/pause")).await.problem(409);
    assert_eq!(ada.order(&format!("/runs/{run}/cancel")).await.expect(200)["status"], "cancelled");
}

#[tokio::test]
async fn a_run_that_a_person_paused_stays_so_at_the_next_sign_in() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.order(&format!("/runs/{run}/pause")).await.expect(200);
    let app = ada.restarted().await;
    let token = app.login("ada", crate::support::ADA_PASSWORD).await.expect(200);
    let ada = app.with_token(token["token"].as_str().expect("a token"));
    assert_eq!(ada.run(run).await["status"], "paused");
    assert_eq!(ada.follow(run).await.len(), 2);
}
