//! Asking exactly the same again.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{id, real_batch},
    },
};

#[tokio::test]
async fn the_same_question_is_asked_and_the_answer_is_the_same() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let mut wish = real_batch(template, 1);
    wish["options"] = json!({"temperature": 0.3, "num_ctx": 8192});
    let run = id(&ada.post("/runs", wish).await.expect(201));
    ada.follow(run).await;
    let first = ada.candidates(run).await[0].clone();
    let path = format!("/runs/{run}/candidates/{}", first["id"]);
    let replayed = ada.order(&format!("{path}/replay")).await.expect(200);
    assert_eq!((&replayed["same"], &replayed["differences"]), (&json!(true), &json!([])));
    assert_eq!(replayed["output"], first["output"]);
    let chats = ollama.chats();
    assert_eq!(chats[0].json(), chats[1].json());
    assert_eq!(ada.candidates(run).await.len(), 1, "a replay leaves nothing behind");
}

#[tokio::test]
async fn another_answer_is_told_with_the_place_where_it_parts() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    ollama.say_next("You have 14 days.");
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.follow(run).await;
    ollama.say_next("You have 21 days.");
    let replayed = ada.order(&format!("/runs/{run}/candidates/1/replay")).await.expect(200);
    assert_eq!((&replayed["same"], &replayed["output"]), (&json!(false), &json!("You have 21 days.")));
    assert_eq!(replayed["differences"][0], "The text differs from character 10 on.");
    assert!(
        replayed["differences"][1].as_str().is_some_and(|cause| cause.contains("same build")),
        "{replayed}"
    );
}

#[tokio::test]
async fn what_never_was_answered_cannot_be_replayed() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, _) = ada.finished_run(1).await;
    assert_eq!(
        ada.order(&format!("/runs/{run}/candidates/9/replay")).await.detail(404),
        "candidate 9 does not exist"
    );
    let nobody = ada.nobody().order(&format!("/runs/{run}/candidates/1/replay")).await;
    assert_eq!(nobody.status, 401);
}
