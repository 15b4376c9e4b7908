//! Another answer on the same card.

use serde_json::json;

use crate::{
    fake_ollama::FakeOllama,
    support::{
        TestApp,
        trade::{each, id, real_batch},
    },
};

#[tokio::test]
async fn rejecting_a_card_regenerates_only_that_card_and_keeps_the_old_answer() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, before) = ada.finished_run(3).await;
    let rejected = before[1].clone();
    let path = format!("/runs/{run}/candidates/{}", rejected["id"]);
    ada.put(&path, json!({"verdict": "rejected", "reason": "too stiff"})).await.expect(200);
    let new = ada.post(&format!("{path}/regenerate"), json!({"reason": "too stiff"})).await.expect(201);
    assert_eq!(
        (&new["position"], &new["parent_id"], &new["state"]),
        (&rejected["position"], &rejected["id"], &json!("waiting"))
    );
    assert_eq!((&new["verdict"], &new["output"]), (&json!("none"), &json!("")));
    ada.follow(run).await;
    let after = ada.candidates(run).await;
    assert_eq!(after.len(), 4);
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]));
    assert_eq!((&after[1]["output"], &after[1]["verdict"]), (&rejected["output"], &json!("rejected")));
    assert_eq!((&after[3]["state"], &after[3]["variation"]), (&json!("done"), &rejected["variation"]));
    assert_ne!(after[3]["seed"], rejected["seed"]);
    let counts = json!({"total": 3, "waiting": 0, "writing": 0, "done": 3, "failed": 0, "stopped": 0});
    assert_eq!(ada.run(run).await["items"], counts);
}

#[tokio::test]
async fn the_model_is_told_what_was_wrong_and_the_prompt_of_the_card_stays_as_it_was() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    ada.follow(run).await;
    let first = ada.candidates(run).await[0].clone();
    let path = format!("/runs/{run}/candidates/{}/regenerate", first["id"]);
    ada.post(&path, json!({"reason": "say who has to act"})).await.expect(201);
    ada.follow(run).await;
    let asked = ollama.chats().last().expect("a question").json();
    let messages = asked["messages"].as_array().expect("messages");
    assert_eq!(each(messages, "role"), ["system", "user", "assistant", "user"]);
    assert_eq!(messages[2]["content"], first["output"]);
    assert!(messages[3]["content"].as_str().is_some_and(|text| text.contains("say who has to act")));
    assert_eq!(ada.candidates(run).await[1]["variation"], first["variation"]);
}

#[tokio::test]
async fn another_variation_other_words_and_another_model_can_be_asked_for() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, before) = ada.finished_run(2).await;
    let path = format!("/runs/{run}/candidates/{}/regenerate", before[0]["id"]);
    let new = ada.post(&path, json!({"variation_index": 1, "model": "demo/tools"})).await.expect(201);
    assert_eq!((&new["variation"], &new["variation_index"]), (&before[1]["variation"], &json!(1)));
    assert_eq!((&new["position"], &new["model"]), (&json!(0), &json!("demo/tools")));
    ada.follow(run).await;
    let path = format!("/runs/{run}/candidates/{}/regenerate", new["id"]);
    let new =
        ada.post(&path, json!({"variation": "Say it in one sentence: notice of defects."})).await.expect(201);
    assert_eq!(
        (&new["variation"], &new["variation_index"]),
        (&json!("Say it in one sentence: notice of defects."), &json!(2))
    );
}

#[tokio::test]
async fn a_wish_that_cannot_be_meant_is_refused_and_nothing_is_asked() {
    let ada = TestApp::unlocked_as("ada").await;
    let (run, before) = ada.finished_run(1).await;
    let path = format!("/runs/{run}/candidates/{}/regenerate", before[0]["id"]);
    for (wish, field) in [
        (json!({"variation_index": 5}), "variation_index"),
        (json!({"variation": " "}), "variation"),
        (json!({"wait_factor": 21}), "wait_factor"),
        (json!({"model": "demo/poet"}), "model"),
    ] {
        assert_eq!(ada.post(&path, wish).await.problem(400)["field"], field);
    }
    let missing = ada.order(&format!("/runs/{run}/candidates/99/regenerate")).await;
    assert_eq!(missing.detail(404), "candidate 99 does not exist");
    assert_eq!(ada.candidates(run).await.len(), 1);
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn a_card_that_is_being_written_is_not_asked_for_twice() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let _steps = ollama.step_by_step();
    let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
    let candidate = id(&ada.candidates(run).await[0]);
    let detail = ada.order(&format!("/runs/{run}/candidates/{candidate}/regenerate")).await.detail(409);
    assert_eq!(detail, "this card is being written already; stop it first");
}
