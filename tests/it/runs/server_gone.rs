//! A model server that goes away in the middle of a run.

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, SetUp},
    support::{
        TestApp,
        trade::{each, id, real_batch},
    },
};

/// More items than are answered before the server is killed.
const MANY: u64 = 100;

fn samples(template: u64, count: u64) -> Value {
    let mut wish = real_batch(template, 1);
    wish["samples"] = json!(count);
    wish
}

async fn again_at(port: u16) -> FakeOllama {
    FakeOllama::start_as(SetUp { port, ..SetUp::default() }).await.expect("the port that was left free")
}

#[tokio::test]
async fn a_run_whose_server_vanishes_says_so_and_waits_until_it_is_back() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", samples(template, MANY)).await.expect(201));
    let mut listener = ada.listen(run).await;
    let first = listener.until("candidate", |data| data["candidate"]["state"] == "done").await;
    let first = first["candidate"].clone();
    // Others are being answered at this moment; they break off.
    let address = ollama.url();
    let port = ollama.kill().await;

    let waits = listener.until("run", |data| data["run"]["error"].is_string()).await["run"].clone();
    let told = waits["error"].as_str().expect("a sentence");
    assert!(told.contains(&format!("ollama cannot be reached at {address}")), "{told}");
    assert!(told.ends_with("waits, and goes on by itself when the server is there again."), "{told}");
    let seen = ada.run(run).await;
    assert_eq!(
        (&seen["status"], &seen["error"], &seen["items"]["failed"]),
        (&json!("running"), &json!(told), &json!(0))
    );
    assert_eq!(ada.get("/runs").await.expect(200)["items"][0]["error"], told);

    let _ollama = again_at(port).await;
    listener.until("run", |data| data["run"]["error"].is_null()).await;
    while listener.next().await.is_some() {}
    let ended = ada.run(run).await;
    let counts = json!({"total": MANY, "waiting": 0, "writing": 0, "done": MANY, "failed": 0, "stopped": 0});
    assert_eq!((&ended["status"], &ended["items"], &ended["error"]), (&json!("done"), &counts, &json!(null)));
    let candidates = ada.candidates(run).await;
    assert_eq!(candidates.len() as u64, MANY, "nothing was answered twice");
    let same = candidates.iter().find(|candidate| candidate["id"] == first["id"]);
    assert_eq!(same.expect("the first that was answered")["output"], first["output"]);
}

#[tokio::test]
async fn a_run_that_waits_for_its_server_can_be_paused_and_cancelled() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", samples(template, MANY)).await.expect(201));
    let mut listener = ada.listen(run).await;
    listener.until("candidate", |data| data["candidate"]["state"] == "done").await;
    ollama.kill().await;
    listener.until("run", |data| data["run"]["error"].is_string()).await;
    let paused = ada.order(&format!("/runs/{run}/pause")).await.expect(200);
    assert_eq!((&paused["status"], &paused["error"]), (&json!("paused"), &json!(null)));
    let cancelled = ada.order(&format!("/runs/{run}/cancel")).await.expect(200);
    assert_eq!((&cancelled["status"], &cancelled["items"]["failed"]), (&json!("cancelled"), &json!(0)));
}

#[tokio::test]
async fn a_card_that_is_asked_again_fails_at_once_where_the_server_is_gone() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", samples(template, 2)).await.expect(201));
    ada.follow(run).await;
    ollama.kill().await;
    let card = id(&ada.candidates(run).await[0]);
    ada.order(&format!("/runs/{run}/candidates/{card}/regenerate")).await.expect(201);
    ada.follow(run).await;
    let again = ada.candidates(run).await[2].clone();
    assert_eq!((&again["state"], &again["error"]["kind"]), (&json!("failed"), &json!("unreachable")));
}

#[tokio::test]
async fn who_waits_for_a_whole_batch_is_told_at_once_that_the_server_is_gone() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    let caller = ada.with_token(ada.token.clone().expect("a token"));
    let asking = tokio::spawn(async move { caller.post("/generate", samples(template, MANY)).await });
    let run = loop {
        let runs = ada.get("/runs").await.expect(200)["items"].clone();
        if runs[0]["items"]["done"].as_u64() > Some(0) {
            break id(&runs[0]);
        }
    };
    ollama.kill().await;
    let answers = asking.await.expect("a caller").expect(200);
    let failed =
        each(answers.as_array().expect("a list"), "error").into_iter().filter(|error| !error.is_null());
    assert!(failed.count() > 0);
    assert_eq!(ada.run(run).await["status"], "done");
}

#[tokio::test]
async fn where_another_server_has_the_model_it_takes_over_and_nobody_waits() {
    let (ollama, attic) = (FakeOllama::start().await, FakeOllama::start().await);
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let server = json!({"name": "attic", "kind": "ollama", "address": attic.url()});
    ada.post("/providers", server).await.expect(201);
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", samples(template, MANY)).await.expect(201));
    let mut listener = ada.listen(run).await;
    listener.until("candidate", |data| data["candidate"]["state"] == "done").await;
    ollama.kill().await;
    while let Some(news) = listener.next().await {
        assert!(news.kind != "run" || news.data["run"]["error"].is_null(), "{}", news.data["run"]["error"]);
    }
    let counts = json!({"total": MANY, "waiting": 0, "writing": 0, "done": MANY, "failed": 0, "stopped": 0});
    assert_eq!(ada.run(run).await["items"], counts);
}

#[tokio::test]
async fn of_several_servers_with_a_model_the_one_with_the_least_to_do_is_asked() {
    let (ollama, attic) = (FakeOllama::start().await, FakeOllama::start().await);
    let steps = [ollama.step_by_step(), attic.step_by_step()];
    let ada = TestApp::build().ollama(&ollama).unlocked_as("ada").await;
    let named = |name: &str, server: &FakeOllama, width: u64| json!({"name": name, "kind": "ollama", "address": server.url(), "width": width});
    // One of the name of the settings' server takes its place.
    ada.post("/providers", named("ollama", &ollama, 1)).await.expect(201);
    ada.post("/providers", named("attic", &attic, 3)).await.expect(201);
    let template = ada.new_template().await;
    let run = id(&ada.post("/runs", samples(template, 12)).await.expect(201));
    while ollama.chats().len() + attic.chats().len() < 4 {
        tokio::task::yield_now().await;
    }
    assert_eq!((ollama.chats().len(), attic.chats().len()), (1, 3), "as much of each as its width allows");
    for steps in steps {
        steps.add_permits(100_000);
    }
    ada.follow(run).await;
    assert_eq!(ada.run(run).await["items"]["done"], 12);
    assert_eq!(ollama.chats().len() + attic.chats().len(), 12);
    assert!(ollama.chats().len() < attic.chats().len(), "the wider one did more");
}
