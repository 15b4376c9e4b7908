//! A run is followed by its events.

use serde_json::{Value, json};

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        events::News,
        trade::{batch, id, real_batch},
    },
};

fn pieces(told: &[News], candidate: &Value) -> String {
    let tokens = told.iter().filter(|news| news.kind == "token" && news.data["candidate_id"] == *candidate);
    tokens.filter_map(|news| news.data["text"].as_str()).collect()
}

#[tokio::test]
async fn a_listener_gets_a_snapshot_and_then_everything_in_order() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    let snapshot = listener.next().await.expect("an event");
    assert_eq!(snapshot.kind, "snapshot");
    assert_eq!(snapshot.data["run"]["status"], "running");
    assert_eq!(snapshot.data["candidates"].as_array().map(Vec::len), Some(1));
    let candidate = snapshot.data["candidates"][0]["id"].clone();
    steps.add_permits(1000);
    let mut told = Vec::new();
    while let Some(news) = listener.next().await {
        told.push(news);
    }
    let states: Vec<_> = told
        .iter()
        .filter(|news| news.kind == "candidate")
        .map(|news| news.data["candidate"]["state"].as_str().unwrap_or_default())
        .collect();
    assert!(states == ["writing", "done"] || states == ["done"], "{states:?}");
    let last = ada.candidates(run).await[0].clone();
    if states.len() == 2 {
        assert_eq!(json!(pieces(&told, &candidate)), last["output"]);
    }
    let kinds: Vec<_> = told.iter().rev().take(2).map(|news| news.kind.as_str()).collect();
    assert_eq!(kinds, ["end", "run"], "{kinds:?}");
    assert_eq!(told[told.len() - 2].data["run"]["status"], "done");
}

#[tokio::test]
async fn a_listener_in_the_middle_gets_what_has_arrived_and_then_the_rest() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut first = ada.listen(run).await;
    steps.add_permits(3);
    for _ in 0..3 {
        first.until("token", |data| data["text"] != "").await;
    }
    let mut second = ada.listen(run).await;
    let snapshot = second.next().await.expect("an event").data;
    assert_eq!(snapshot["candidates"][0]["state"], "writing");
    assert_eq!(snapshot["run"]["items"]["writing"], 1);
    let so_far = snapshot["partial"][0]["output"].as_str().expect("text").to_owned();
    assert!(!so_far.is_empty());
    steps.add_permits(1000);
    let mut rest = Vec::new();
    while let Some(news) = second.next().await {
        rest.push(news);
    }
    let whole = so_far + &pieces(&rest, &snapshot["partial"][0]["candidate_id"]);
    assert_eq!(json!(whole), ada.candidates(run).await[0]["output"]);
}

#[tokio::test]
async fn a_run_that_has_ended_is_a_snapshot_and_the_end() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, _) = ada.finished_run(2).await;
    let told = ada.follow(run).await;
    let kinds: Vec<_> = told.iter().map(|news| news.kind.as_str()).collect();
    assert_eq!(kinds, ["snapshot", "end"]);
    assert_eq!(told[0].data["run"]["items"]["done"], 2);
}

#[tokio::test]
async fn a_verdict_is_told_to_whoever_listens() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    let snapshot = listener.next().await.expect("an event").data;
    let candidate = id(&snapshot["candidates"][0]);
    ada.put(&format!("/runs/{run}/candidates/{candidate}"), json!({"verdict": "starred"})).await.expect(200);
    let told = listener.until("candidate", |data| data["candidate"]["verdict"] == "starred").await;
    assert_eq!(told["candidate"]["id"], candidate);
}

#[tokio::test]
async fn who_signs_out_hears_no_more_and_is_not_told_that_the_run_has_ended() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let mut listener = ada.listen(run).await;
    assert_eq!(listener.next().await.expect("an event").kind, "snapshot");
    ada.order("/logout").await.expect(204);
    let mut told = Vec::new();
    while let Some(news) = listener.next().await {
        told.push(news.kind);
    }
    assert!(!told.contains(&"end".to_owned()), "{told:?}");
}

#[tokio::test]
async fn listening_neither_starts_nor_holds_a_run() {
    let ada = TestApp::unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", batch(template, 3)).await.expect(201));
    drop(ada.listen(run).await);
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["items"]["done"], 3);
}
